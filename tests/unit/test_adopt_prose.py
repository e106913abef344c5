"""What `adopt` makes of each kind of reStructuredText, and that no word of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.cli.adopt.adopted import Adopted
from bilingual_gallery.cli.adopt.loss import left_out, said_in
from bilingual_gallery.cli.adopt.pair import parts_of
from bilingual_gallery.cli.adopt.prose import Spoken, spoken_in
from bilingual_gallery.cli.adopt.script import passage
from bilingual_gallery.config import SYNTAX

DEFLIST = (("enable_extensions", ("colon_fence", "dollarmath", "deflist")),)


def spoken(folder: Path, text: str, *, language: str = "ko") -> tuple[Spoken, Adopted]:
    path = folder / "boats.py"
    path.write_text(f'r"""\nBoats\n=====\n\n{text}\n"""\n', encoding="utf-8")
    done = Adopted({language: path})
    return spoken_in(path, language, DEFLIST, done), done


def converted(folder: Path, text: str) -> str:
    said, _ = spoken(folder, text)
    (title,) = parts_of(said.script.pieces)
    markdown = said.said(title).removeprefix("# Boats\n\n")
    assert list(left_out(said.script, f"Boats {markdown}")) == []
    return markdown


INLINE = {
    "a particle behind code": ("``hull`` 은 ``mast``\\ 를", "`hull`은 `mast`를"),
    "a particle behind a link": ("`선장 <http://a.de>`__ 이 옵니다.", "[선장](http://a.de)이 옵니다."),
    "a word that is no particle": ("``hull`` 은행과 ``mast`` 모두", "`hull` 은행과 `mast` 모두"),
    "markup that a particle hid": ("돛은 ``mast``에 답니다.", "돛은 `mast`에 답니다."),
    "bold that a particle hid": ("배는 **크다**고 합니다.", "배는 **크다**고 합니다."),
    "bold that ends in a bracket": ("**돛대(mast)**\\ 는", "**돛대**(mast)는"),
    "emphasis that is in brackets": ("모양은 *(2, 3)*\\ 입니다.", "모양은 (*2, 3*)입니다."),
    "brackets around markup": ("돛( *흰 것* )은", "돛(*흰 것*)은"),
    "a name in single backticks": ("`hull` 은 `긴 말`", "`hull`은 *긴 말*"),
    "a formula": ("값 :math:`a_1 < b` 는", "값 $a_1 < b$는"),
    "a role of Sphinx": (":func:`a.b` 와 :doc:`항구 </harbor>`", "{func}`a.b`와 {doc}`항구 </harbor>`"),
    "signs that Markdown would see": (
        "5 * 3 * 2, *args, __len__, a_b, [1](2)",
        "5 * 3 * 2, \\*args, \\_\\_len\\_\\_, a_b, [1\\](2)",
    ),
    "a substitution": ("|boat| 를\n\n.. |boat| replace:: 큰 **배**", "큰 **배**를"),
    "a substitution that ends in a word": (
        "|판| 이고 |배|\\ 는\n\n.. |판| replace:: **1.2** 판\n.. |배| replace:: 배",
        "**1.2** 판이고 배는",
    ),
    "a picture in a line": ("|img| 는\n\n.. |img| image:: a.png\n   :alt: 그림", "![그림](a.png)는"),
    "a character by its number": (
        "|(c)| 와 |c-c|\n\n.. |(c)| unicode:: 0xA9 .. the sign\n   :ltrim:\n.. |c-c| unicode:: 판 U+2122",
        "©와 판™",
    ),
    "a link by another name": ("`b`_ 를\n\n.. _b: a_\n.. _a: http://a.example", "[b](http://a.example)를"),
    "a link that is its own text": (
        "`http://a.example/b_c <http://a.example/b_c>`__ 를 `a@b.org <mailto:a@b.org>`_ 에",
        "<http://a.example/b_c>를 <a@b.org>에",
    ),
    "a role with a class": (".. role:: big\n   :class: red\n\n:big:`큰` 배", "큰 배"),
    "a role of its own": (".. role:: big\n\n:big:`큰` 배와 :other:`돛`", "큰 배와 {other}`돛`"),
    "an address": ("http://a.example/b 를 보세요.", "<http://a.example/b>를 보세요."),
    "a named link": ("`manual`_ 을\n\n.. _manual: http://a.example", "[manual](http://a.example)을"),
}  # fmt: skip
BLOCKS = {
    "a list in a list": ("- 하나\n\n  - 둘\n\n- 셋", "- 하나\n  - 둘\n- 셋"),
    "a list that was only indented": ("보세요:\n\n  - 하나\n  - 둘", "보세요:\n\n- 하나\n- 둘"),
    "a list right below a line": ("보세요:\n  - 하나\n  - 둘", "보세요:\n\n- 하나\n- 둘"),
    "a definition": ("돛\n   바람을 받습니다.", "돛\n: 바람을 받습니다."),
    "a line that was only indented": (
        "바람이 붑니다.\n  배가 갑니다.",
        "바람이 붑니다.\n배가 갑니다.",
    ),
    "a numbered list": ("3. 하나\n#. 둘", "3. 하나\n4. 둘"),
    "lines that end where they do": ("| 하나\n| 둘", "하나\\\n둘"),
    "code": (".. code-block:: python\n\n   x = 1", "```python\nx = 1\n```"),
    "code with a caption": (
        ".. code-block:: python\n   :caption: 배\n\n   x = 1",
        "```{code-block} python\n:caption: 배\n\nx = 1\n```",
    ),
    "code that begins right below its directive": (
        ".. code::\n   .\n   ├── hull\n   │   └── mast\n\n   2 files",
        "```\n.\n├── hull\n│   └── mast\n\n2 files\n```",
    ),
    "what describes the page": (
        ".. meta::\n   :description: 배 한 척",
        "<!-- .. meta::\n   :description: 배 한 척 -->",
    ),
    "a line of dashes that is no rule": (
        "- ------  ------\n  이름  값",
        "- \\------  ------\n  이름  값",
    ),
    "code below two colons": ("보세요::\n\n   x = 1", "보세요:\n\n```\nx = 1\n```"),
    "a fence of Markdown": ("보세요.\n\n```python\nx = 1\n```", "보세요.\n\n```python\nx = 1\n```"),
    "code right below a line": (
        "보세요.\n.. code:: python\n\n   x = 1",
        "보세요.\n\n```python\nx = 1\n```",
    ),
    "a note": (".. note::\n   ``hull`` 은 큽니다.", ":::{note}\n`hull`은 큽니다.\n:::"),
    "a note in another's words": (".. 알림:: 큽니다.", ":::{admonition} 알림\n큽니다.\n:::"),
    "cards": (
        ".. grid:: 2\n\n   .. grid-item-card:: **배**\n      :class-card: wide\n\n      큽니다.",
        "::::{grid} 2\n:::{grid-item-card} **배**\n:class-card: wide\n\n큽니다.\n:::\n::::",
    ),
    "a picture": (".. image:: /boat.png\n   :alt: 배", "![배](/boat.png)"),
    "a figure": (
        ".. figure:: /boat.png\n   :width: 50%\n\n   배 한 척",
        ":::{figure} /boat.png\n:width: 50%\n\n배 한 척\n:::",
    ),
    "a formula": (".. math::\n\n   a = b", "$$\na = b\n$$"),
    "a table": (
        "== ==\nㄱ ㄴ\n== ==\n1  2\n== ==".replace("ㄱ ㄴ", "a  b"),
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
    ),
    "HTML": (".. raw:: html\n\n   <hr>", "```{raw} html\n<hr>\n```"),
    "a frame": (
        '.. raw:: html\n\n   <div><iframe width="5" src="https://www.youtube.com/embed/abc_1"></iframe></div>',
        "<https://www.youtube.com/watch?v=abc_1>",
    ),
    "a file of reStructuredText": (
        ".. include:: /toc.txt",
        "```{eval-rst}\n.. include:: /toc.txt\n```",
    ),
    "pages below this one": (
        ".. toctree::\n   :hidden:\n\n   hull",
        "```{toctree}\n:hidden:\n\nhull\n```",
    ),
    "a footnote": ("배 [#a]_\n\n.. [#a] 큰 것", "배 [^a]\n\n[^a]: 큰 것"),
    "footnotes that are counted": (
        "배 [#]_ 와 [*]_ 와 [#]_\n\n.. [#] 하나\n.. [*] 별\n.. [#] 둘",
        "배 [^auto1]와 [^sign1]와 [^auto2]\n\n[^auto1]: 하나\n\n[^sign1]: 별\n\n[^auto2]: 둘",
    ),
    "a footnote that has such a name": (
        "배 [#]_ 와 [#auto1]_\n\n.. [#] 하나\n.. [#auto1] 둘",
        "배 [^auto-1]와 [^auto1]\n\n[^auto-1]: 하나\n\n[^auto1]: 둘",
    ),
    "code with the numbers of its lines": (
        ".. code:: python\n   :number-lines:\n\n   x = 1",
        "```{code-block} python\n:linenos:\n\nx = 1\n```",
    ),
    "code with numbers from one on": (
        ".. code:: python\n   :number-lines: 7\n   :name: a\n\n   x = 1",
        "```{code-block} python\n:linenos:\n:lineno-start: 7\n:name: a\n\nx = 1\n```",
    ),
    "a command of notebooks": ("보세요::\n\n   %%bash\n   ls", "보세요:\n\n```\n%%bash\nls\n```"),
    "a picture with a space": (".. figure:: a b.png\n\n   배", ":::{figure} ab.png\n배\n:::"),
    "a comment": (".. 나중에", "<!-- 나중에 -->"),
    "a quote": ("보세요.\n\n    말입니다.", "보세요.\n\n> 말입니다."),
    "who wrote and who translated": (
        "**Author**: Ida\n\n**번역**: 다은\n\n글",
        "**Author**: Ida\\\n**번역**: 다은\n\n글",
    ),
}

# What stands there is no prose: signs at words are those of the text.
LITERAL = {
    "code": (
        ".. code-block:: python\n\n   print('값은`x`입니다', \"**나**다\")",
        "```python\nprint('값은`x`입니다', \"**나**다\")\n```",
    ),
    "code in an item": (
        "- 하나\n\n  .. code:: python\n\n     가`x`는\n\n- ``나``는",
        "- 하나\n\n  ```python\n  가`x`는\n  ```\n\n- `나`는",
    ),
    "code that is an item": ("- .. code:: python\n\n     가`x`는", "- ```python\n  가`x`는\n  ```"),
    "prose below code in an item": (
        "- .. code:: python\n\n     x\n\n  가``x``는",
        "- ```python\n  x\n  ```\n\n  가`x`는",
    ),
    "code named in Korean": (".. 코드-블록:: python\n\n   가`x`는", "```python\n가`x`는\n```"),
    "code below two colons": (
        "``보세요``는::\n\n   값은`x`입니다\n\n   가``b``다\n\n끝 ``c``는",
        "`보세요`는:\n\n```\n값은`x`입니다\n\n가``b``다\n```\n\n끝 `c`는",
    ),
    "code below an item": ("- 하나::\n\n     가`x`는", "- 하나:\n\n  ```\n  가`x`는\n  ```"),
    "prose below an item with two colons": ("- 하나\n\n  가``x``는", "- 하나\n\n  가`x`는"),
    "code that is quoted": (
        "보세요::\n\n> 가`x`는\n> ``나``는\n\n``끝``은",
        "보세요:\n\n```\n> 가`x`는\n> ``나``는\n```\n\n`끝`은",
    ),
    "a session": (
        ">>> '가`x`는'\n'가`x`는'\n\n``끝``은",
        "```pycon\n>>> '가`x`는'\n'가`x`는'\n```\n\n`끝`은",
    ),
    "HTML": (".. raw:: html\n\n   <b>가**나**다</b>", "```{raw} html\n<b>가**나**다</b>\n```"),
    "a formula": (".. math::\n\n   \\text{글*a*가} b", "$$\n\\text{글*a*가} b\n$$"),
    "a comment": (".. 가`x`는\n   나`y`는", "<!-- 가`x`는\n나`y`는 -->"),
    "an option": (".. note::\n   :name: 가`x`는\n\n   ``나``는", ":::{note}\n:name: 가`x`는\n\n`나`는\n:::"),
    "a directive in code": (
        ".. code-block:: rst\n\n   글\n   .. note:: 가`x`는",
        "```rst\n글\n.. note:: 가`x`는\n```",
    ),
    "a fence in code": (
        ".. code-block:: md\n\n   ```py\n   가`x`는\n   ```",
        "````md\n```py\n가`x`는\n```\n````",
    ),
    "code in a fence": (
        "```rst\n글::\n.. code::\n\n   가`x`는\n```\n\n``끝``은",
        "```rst\n글::\n.. code::\n\n   가`x`는\n```\n\n`끝`은",
    ),
    "a note is prose": (".. note:: 가``x``는\n\n   나``y``는", ":::{note}\n가`x`는\n\n나`y`는\n:::"),
    "a caption is prose": (".. figure:: a.png\n\n   가``x``는", ":::{figure} a.png\n가`x`는\n:::"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LITERAL)
def test_markup_is_mended_in_prose_alone(tmp_path: Path, kind: str) -> None:
    text, wanted = LITERAL[kind]
    assert converted(tmp_path, text) == wanted


def test_what_is_mended_is_told_at_its_own_line(tmp_path: Path) -> None:
    text = "글\n.. note:: 나\n\n가``x``는\n\n```py\nx\n```\n\n나``y``는"
    _, done = spoken(tmp_path, text)
    assert [note.line for note in done.notes if note.kind == "mended"] == [6, 8, 10, 14]


@pytest.mark.parametrize("kind", INLINE)
def test_markup_in_a_line(tmp_path: Path, kind: str) -> None:
    text, wanted = INLINE[kind]
    assert converted(tmp_path, text) == wanted


def test_a_command_of_notebooks_in_a_fence_is_in_the_script(tmp_path: Path) -> None:
    said, _ = spoken(tmp_path, "글::\n\n   %%bash\n   ls", language="en")
    made = "\n\n".join(passage({"en": said.prose[0]}, ("ko", "en")))
    assert left_out(said.script, said_in(made, "en", ("ko", "en"))) == []


def test_bars_and_names_that_stand_for_nothing_are_words(tmp_path: Path) -> None:
    text = "a|b| 와 |hull|\n\n.. |mast| replace:: 돛대\n.. _quay: http://a.example"
    said, _ = spoken(tmp_path, text)
    assert left_out(said.script, "Boats") == [
        (5, "a|b| 와 |hull|"),
        (7, ".. |mast| replace:: 돛대"),
        (8, ".. _quay: http://a.example"),
    ]


@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks(tmp_path: Path, kind: str) -> None:
    text, wanted = BLOCKS[kind]
    assert converted(tmp_path, text) == wanted


@pytest.mark.parametrize(("language", "says"), [("de", "die Höhe"), ("ja", "高さ"), ("ko", "높이")])
def test_what_docutils_remarks_makes_no_list_loose(
    tmp_path: Path, language: str, says: str
) -> None:
    said, _ = spoken(tmp_path, f"- {says}\n- :math:`h_2`\n- {says}", language=language)
    (title,) = parts_of(said.script.pieces)
    assert said.said(title).endswith(f"- {says}\n- $h_2$\n- {says}")


def test_without_definition_lists_a_definition_is_an_item(tmp_path: Path) -> None:
    path = tmp_path / "boats.py"
    path.write_text('"""\nBoats\n=====\n\nhull\n   It swims.\n"""\n', encoding="utf-8")
    said = spoken_in(path, "en", SYNTAX, Adopted({"en": path}))
    assert said.prose[0] == "# Boats\n\n- hull\n\n  It swims."


def test_a_broken_block_stays_as_it_is_written(tmp_path: Path) -> None:
    said, done = spoken(tmp_path, "+---+---+\n| a | b |\n+---+", language="en")
    assert "```{eval-rst}\n+---+---+\n| a | b |\n+---+\n```" in said.prose[0]
    assert [(note.kind, note.line) for note in done.notes] == [("markup", 7)]


def test_what_stands_for_itself_stays_as_it_is_written(tmp_path: Path) -> None:
    said, _ = spoken(tmp_path, "See |a|.\n\n.. |a| replace:: b |a|", language="en")
    assert said.prose[0] == "# Boats\n\nSee b |a|."


def test_sections_lie_below_the_one_title(tmp_path: Path) -> None:
    said, _ = spoken(tmp_path, "Hull\n----\n\nMast\n====\n\nSail\n----", language="en")
    assert said.prose[0] == "# Boats\n\n## Hull\n\n## Mast\n\n### Sail"
