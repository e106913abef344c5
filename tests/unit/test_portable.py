"""Prose in MyST as Markdown that Jupyter, VS Code and Colab show."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

import pytest
from bilingual_gallery.config import Syntax
from bilingual_gallery.pages.portable import Document, Target, portable
from markdown_it import MarkdownIt

EXTENSIONS = (
    "alert", "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath",
    "fieldlist", "substitution", "tasklist",
)  # fmt: skip
SYNTAX: Syntax = (("enable_extensions", EXTENSIONS),)


class Places:
    """A site with one other tutorial, one function, one formula with a number and one picture."""

    def link(self, href: str) -> Target | None:
        return Target("two.ipynb", "The second") if "two.md" in href else None

    def reference(self, role: str, text: str) -> Target | None:
        if role == "doc" and "two" in text:
            return Target("two.ipynb", text.partition(" <")[0] if "<" in text else "The second")
        if role == "py:func":
            return Target("https://example.org/f", "relu()")
        return None

    def equation(self, label: str) -> str:
        return "3" if label == "known" else ""

    def picture(self, source: str) -> str:
        return f"attachment:{source}"

    def lines(self, path: str, options: Mapping[str, str]) -> str | None:
        return "x = {note}\n" + options["lines"] if path == "a.py" else None

    def attached(self) -> dict[str, dict[str, str]]:
        return {}


def turned(text: str) -> str:
    sections = {"load-it": "Load (it)"}
    document = Document(
        SYNTAX, Places(), sections, frozenset(["load-it"]), substitutions={"name": "a *value*"}
    )
    return portable(dedent(text).strip("\n"), document)


# What only MyST knows, and what stands for it.
CASES = {
    "a note": (
        """
        ```{note}
        A note with {code}`x`.

        - one
        ```
        """,
        """
        > **Note**
        >
        > A note with `x`.
        >
        > - one
        """,
    ),
    "a note whose text begins beside its name": (
        ":::{warning} It begins\nand goes on.\n:::",
        "> **Warning**\n>\n> It begins\n> and goes on.",
    ),
    "a title": (":::{admonition} A *title*\nText.\n:::", "> **A *title***\n>\n> Text."),
    "a solution": (
        """
        :::{admonition} Solution to **1**, $a_1$
        :collapsible: closed

        ```python
        x = 1
        ```
        :::
        """,
        """
        <details>
        <summary>Solution to <strong>1</strong>, $a_1$</summary>

        ```python
        x = 1
        ```

        </details>
        """,
    ),
    "an open solution": (
        "```{dropdown} See\n:open:\n\nText.\n```",
        "<details open>\n<summary>See</summary>\n\nText.\n\n</details>",
    ),
    "a class that folds": (
        "```{note}\n:class: dropdown\nText.\n```",
        "<details>\n<summary>Note</summary>\n\nText.\n\n</details>",
    ),
    "a note in a note in a list": (
        """
        1. item

           ::::{note}
           :::{tip}
           Text.
           :::
           ::::
        """,
        """
        1. item

           > **Note**
           >
           > > **Tip**
           > >
           > > Text.
        """,
    ),
    "a note in a quote": (
        "> quote\n> :::{tip}\n> Text.\n> :::\n> after",
        "> quote\n>\n> > **Tip**\n> >\n> > Text.\n>\n> after",
    ),
    "a version": (
        "```{versionadded} 1.2\nNew.\n```",
        "> **Added in version 1.2**\n>\n> New.",
    ),
    "a figure": (
        "```{figure} cat.png\n:alt: A cat\n:width: 10px\n\nThe {kbd}`caption`.\n```",
        "![A cat](attachment:cat.png)\n\nThe <kbd>caption</kbd>.",
    ),
    "a picture": ("![A cat](cat.png){width=10px} here", "![A cat](attachment:cat.png) here"),
    "formulas": (
        "{math}`a^2`, $b$\n\n```{math}\nc = d\n```\n\n$$\ne\n$$ (known)\n\nBy {eq}`known`.",
        "$a^2$, $b$\n\n$$\nc = d\n$$\n\n$$\ne \\tag{3}\n$$\n\nBy (3).",
    ),
    "roles": (
        "{sub}`2` {guilabel}`Go` {abbr}`LIFO (last)` {code}`` a`b `` {pep}`8`",
        "<sub>2</sub> **Go** LIFO (last) ``a`b`` [PEP 8](https://peps.python.org/pep-0008/)",
    ),
    "references": (
        "{doc}`two`, {doc}`it <two>`, {py:func}`~torch.relu`, {py:func}`!x`, {class}`~a.B`",
        "[The second](two.ipynb), [it](two.ipynb), [`relu()`](https://example.org/f),"
        " [`relu()`](https://example.org/f), `B`",
    ),
    "links": (
        "[a\nlink](two.md) [](two.md) <project:two.md> [out](https://example.org) <https://x.org>",
        "[a\nlink](two.ipynb) [The second](two.ipynb) [The second](two.ipynb)"
        " [out](https://example.org) <https://x.org>",
    ),
    "a section": (
        "# T\n\n[see](#load-it)\n\n## Load (it)",
        '# T\n\n[see](<#Load-(it)>)\n\n<a id="Load-(it)"></a>\n\n## Load (it)',
    ),
    "a table": (
        "| a | b |\n| - | - |\n| {code}`x` | {code}`x` `{code}`x |",
        "| a | b |\n| - | - |\n| `x` | `x` `{code}`x |",
    ),
    "a cell with a pipe": (
        "| a | b |\n|---|---|\n| [x](two.md) \\| {code}`y` | {kbd}`z` |",
        "| a | b |\n|---|---|\n| [x](two.ipynb) \\| `y` | <kbd>z</kbd> |",
    ),
    "a table with a title": (
        "```{table} Title\n| a |\n|---|\n| {code}`x` [y](two.md) |\n```",
        "**Title**\n\n| a |\n|---|\n| `x` [y](two.ipynb) |",
    ),
    "a list of lists": (
        "```{list-table} *Title*\n:header-rows: 1\n* - a\n  - b\n* - 1\n  - {code}`2|3`\n```",
        "***Title***\n\n| a | b |\n| --- | --- |\n| 1 | `2\\|3` |",
    ),
    "values with commas": (
        '```{csv-table}\n:header: A, B\n1, "2, 3"\n4\n```',
        "| A | B |\n| --- | --- |\n| 1 | 2, 3 |\n| 4 |  |",
    ),
    "footnotes": (
        "Text.[^b] And[^a]\n\n[^a]: One\n    {code}`two`.\n\n    Three.\n\n[^b]: Four.",
        "Text.<sup>[1]</sup> And<sup>[2]</sup>\n\n<sup>[2]</sup> One\n`two`.\n\nThree.\n\n"
        "<sup>[1]</sup> Four.",
    ),
    "definitions": (
        "Term *x*\n: One {code}`a`.\n\n  More.\n\nOther\n: Two\n: Three",
        "- **Term *x***\n\n  One `a`.\n\n  More.\n\n- **Other**\n\n  Two\n\n  Three",
    ),
    "an alert": ("> [!NOTE]\n> Text {code}`a`.", "> **Note**\n>\n> Text `a`."),
    "tabs": (
        "::::{tab-set}\n:::{tab-item} A\n1\n:::\n:::{tab-item} B\n2\n:::\n::::",
        "**A**\n\n1\n\n**B**\n\n2",
    ),
    "what nobody sees": (
        "% comment\n(label)=\n{#id .c}\n# Title\n\n+++\n\n```{contents}\n```\nText [w]{.c}.",
        "# Title\n\nText w.",
    ),
    "what is not known here": (
        "```{plot} file.py\n:width: 1\n\nx {y}\n```\n\n:::{mermaid}\ngraph TD\n:::",
        "**file.py**\n\n```plot\nx {y}\n```\n\n```mermaid\ngraph TD\n```",
    ),
    "code with options": (
        "```{code-block} python\n:caption: Title\n:emphasize-lines: 1\nx = 1\n```",
        "**Title**\n\n```python\nx = 1\n```",
    ),
    "a file": (
        "```{literalinclude} a.py\n:lines: 3\n:caption: Title\n```\n\n```{literalinclude} no.py\n```",
        "**Title**\n\n```python\nx = {note}\n3\n```\n\n`no.py`",
    ),
    "a value of conf.py": ("It is {{ name }}.", "It is a *value*."),
    "what it looks like in code": (
        "`{math}`x``\n\n```text\n{note}\n:::{note}\n```\n\n    [^a] {doc}`two`",
        "`{math}`x``\n\n```text\n{note}\n:::{note}\n```\n\n    [^a] {doc}`two`",
    ),
    "a task and a rule": ("- [ ] to do\n- [x] done\n\n---", "- [ ] to do\n- [x] done\n\n---"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_only_myst_knows_becomes_markdown(name: str) -> None:
    given, wanted = CASES[name]
    assert turned(given) == dedent(wanted).strip("\n")


@pytest.mark.parametrize("name", CASES)
def test_no_markup_of_myst_is_left(name: str) -> None:
    """Seen by a parser that knows CommonMark and tables, as the readers of notebooks do."""
    tokens = MarkdownIt("commonmark").enable("table").parse(turned(CASES[name][0]))
    texts = [
        child.content for token in tokens for child in token.children or () if child.type == "text"
    ]
    shown = "\n".join(texts)
    fences = [token.info for token in tokens if token.type == "fence"]
    assert not [mark for mark in (":::", "[^", "(label)=", "]{", "+++") if mark in shown]
    assert not [info for info in fences if info.startswith("{")]


def test_what_markdown_knows_stays_as_it_was_written() -> None:
    text = "# Title\n\nText with *stars*,  two spaces\\\nand `code`.\n\n* a\n+ b\n\n1) one\n\n> q\nlazy"
    assert turned(text) == text


def test_a_link_whose_address_is_in_another_cell_has_it_in_its_own() -> None:
    known = {"R": {"href": "https://example.org", "title": "It"}}
    document = Document(SYNTAX, Places(), definitions=known)
    assert portable("See [this][r].", document) == 'See [this](https://example.org "It").'


def test_footnotes_are_numbered_through_all_cells() -> None:
    document = Document(SYNTAX)
    assert portable("One[^a]", document) == "One<sup>[1]</sup>"
    assert portable("Two[^b] and[^a]", document) == "Two<sup>[2]</sup> and<sup>[1]</sup>"
    assert portable("[^b]: Note.", document) == "<sup>[2]</sup> Note."
