"""`adopt` takes whatever it is given: it makes a script, or says in a line what is wrong; never a traceback."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bilingual_gallery.cli.adopt.adopt import adopt
from bilingual_gallery.cli.adopt.adopted import Adopted
from bilingual_gallery.cli.adopt.prose import spoken_in
from bilingual_gallery.cli.adopt.rst import Kept
from bilingual_gallery.config import SYNTAX
from bilingual_gallery.errors import SourceError
from bilingual_gallery.source import markdown
from bilingual_gallery.source.reading import examine_text
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

WORDS = st.sampled_from(
    "``x`` **bold** *it* `a <b>`_ `c`_ :math:`x_1` :ref:`d` |e| [#]_ word 값 은 2 * 3 a_ __init__ \\ $5 <b>"
    " [x](y) # {name} ``open `tick **open *open _open | & &amp; ~~no~~ 1. - + > % ::: ``` ]( ![ {{x}}"
    " (name)= ===".split()
)
LINE = st.lists(WORDS, max_size=6).map(" ".join)
BLOCK = st.one_of(
    LINE,
    LINE.map(lambda line: f"{line}\n{'=' * 9}"),
    LINE.map(lambda line: f"{line}\n{'-' * 9}"),
    LINE.map(lambda line: f"- {line}\n\n  - {line}\n    {line}"),
    LINE.map(lambda line: f"1. {line}\n#. {line}"),
    LINE.map(lambda line: f"{line}::\n\n    {line}"),
    LINE.map(lambda line: f"    {line}"),
    LINE.map(lambda line: f"term\n    {line}"),
    LINE.map(lambda line: f"| {line}\n| {line}"),
    LINE.map(lambda line: f":name: {line}"),
    LINE.map(lambda line: f">>> {line}"),
    LINE.map(lambda line: f".. note::\n   {line}\n\n   .. tip:: {line}"),
    LINE.map(lambda line: f".. unknown:: {line}\n   :option: {line}\n\n   {line}"),
    LINE.map(lambda line: f".. code-block:: python\n   :caption: {line}\n\n   {line}"),
    LINE.map(lambda line: f".. figure:: a.png\n   :alt: {line}\n\n   {line}"),
    LINE.map(lambda line: f".. math::\n\n   {line}"),
    LINE.map(
        lambda line: f".. [#] {line}\n\n.. |e| replace:: {line}\n\n.. _c: {line}\n\n.. {line}"
    ),
    st.just("+---+---+\n| a | b |\n+===+===+\n| c |   |\n+---+---+"),
    st.just("=== ===\na   b\n=== ===\nc   d\n=== ==="),
)
PROSE = st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join)
CODE = st.sampled_from(
    (
        "x = 1  # one\n",
        'def f():\n    """Say."""\n    # why\n    return (\n        1,  # one\n        2,\n    )\n',
        'print(f"{x}값")\n',
        "# alone\n",
        "x = \\\n    1  # two\n",
        'text = """a\n# no comment\n"""  # but this\n',
        "if x:\n    pass\n    # last\nelse:\n    y = {'a': 1}  # z\n",
        "x = (\n",
    )
)


def commented(prose: str) -> str:
    return "#" * 30 + "\n" + "\n".join(f"# {line}".rstrip() for line in prose.split("\n")) + "\n\n"


SCRIPT = st.builds(
    lambda title, rest: f'r"""\n{title}\n=====\n\n"""\n\n' + "".join(rest),
    LINE.filter(bool),
    st.lists(st.one_of(PROSE.map(commented), CODE), max_size=5),
)


SEEN = {
    nodes.literal: "code_inline",
    nodes.strong: "strong_open",
    nodes.emphasis: "em_open",
    nodes.math: "math_inline",
    nodes.comment: "html_block",
    nodes.table: "table_open",
    nodes.title: "heading_open",
}


def tokens(text: str) -> Iterator[Token]:
    """What MyST sees, in notes too."""
    for token in markdown.parse(text, SYNTAX):
        yield from (token, *(token.children or ()))
        if token.type == "colon_fence":
            yield from tokens(token.content)
            yield from markdown.inline(token.info.partition("}")[2], SYNTAX).children or ()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(PROSE)
def test_markdown_has_the_markup_that_docutils_sees(prose: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "en.py")
        path.write_text(f'r"""\nT\n=\n\n{prose}\n"""\n', encoding="utf-8")
        said = spoken_in(path, "ko", SYNTAX, Adopted({"ko": path}))
    found = [node for part in said.document.parts for each in part for node in each.findall()]
    # What a directive is given beside its content stays as it is written.
    given = any(isinstance(each, Kept) and (each["options"] or each["argument"]) for each in found)
    broken = given or any(isinstance(each, nodes.system_message) for each in found)
    elsewhere = (nodes.footnote, nodes.substitution_definition, nodes.title_reference, nodes.field)
    if not broken and not any(isinstance(each, elsewhere) for each in found):
        seen = Counter(token.type for token in tokens(said.prose[0]))
        for kind, name in SEEN.items():
            assert seen[name] == sum(isinstance(each, kind) for each in found), name


def is_adopted(ko: str | bytes, en: str | bytes) -> bool:
    with TemporaryDirectory() as folder:
        paths = {"ko": Path(folder, "ko.py"), "en": Path(folder, "en.py")}
        for code, text in (("ko", ko), ("en", en)):
            paths[code].write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            done = adopt(paths, "en", SYNTAX, Path(folder, "out.py"))
        except SourceError as mistake:
            assert re.search(r"(ko|en)\.py:\d+: .", str(mistake)) and "\n" not in str(mistake)
            return False
        reading = examine_text(Path("out.py"), done.text, ("ko", "en"), SYNTAX)
        told = [
            note.line for note in done.notes if (note.kind, note.path.name) == ("script", "out.py")
        ]
        assert told == [mistake.line for mistake in reading.mistakes]
        return True


@settings(max_examples=40, deadline=None, derandomize=True)
@given(SCRIPT, SCRIPT)
def test_any_two_scripts_are_adopted_or_told(ko: str, en: str) -> None:
    is_adopted(ko, en)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=60), st.text("\"'#\n ()=x\\", max_size=40))
)
def test_what_is_no_script_is_told_in_one_line(text: str | bytes) -> None:
    is_adopted(text, '"""\nT\n=\n"""\n')


@pytest.mark.parametrize(
    "text",
    (
        '"""\nT\n=\n"""; x = 1\n',
        "x = 1\n",
        '1\n"""T"""\n',
        '"""T\n',
        "",
        "\x00",
        '"""\n"""\n',
        '"""\nT\\ud800\n=\n"""\n',
        "f" + "(" * 400,
        pytest.param('"""\nT\n=\n"""\n' + "-" * 500_000 + "1\n", id="what no Python can parse"),
        'r"""\nT\n=\n\n' + "\n\n".join(f"{'  ' * depth}- x" for depth in range(300)) + '\n"""\n',
    ),
)
def test_a_script_that_is_none_of_sphinx_gallerys_is_not_adopted(text: str) -> None:
    assert not is_adopted(text, '"""\nT\n=\n"""\n')
