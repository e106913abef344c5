"""A second site of the package's: a conf.py of a few lines, one tutorial, and nothing of this repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

CONF = """\
project, author, copyright = "Sums", "the authors", "2026"
extensions = ["bilingual_gallery"]
bilingual_gallery_languages = {languages!r}
bilingual_gallery_id_language = "en"
html_favicon = "icon.svg"
"""
NAMES = {"ko": "한국어", "en": "English", "ja": "日本語"}

# The title with a first paragraph, and a section, in each language; in any other, in English.
_PROSE = {
    "ko": (
        "# 덧셈\n\n`print`로 합계를 보여 줍니다.",
        "## 합계\n\n[이 절](#the-sum)의 값은 $1 + 2$입니다.",
    ),
    "en": (
        "# Additions\n\nThe total is shown by `print`.",
        "## The sum\n\nThe value of [this section](#the-sum) is $1 + 2$.",
    ),
    "ja": (
        "# 足し算\n\n`print`で合計を表示します。",
        "## 合計\n\n[この節](#the-sum)の値は $1 + 2$ です。",
    ),
    "de": (
        "# Additionen\n\nDie Summe zeigt `print`.",
        "## Die Summe\n\nDer Wert in [diesem Abschnitt](#the-sum) ist $1 + 2$.",
    ),
    "ar": (
        "# الجمع\n\nيعرض `print` المجموع.",
        "## المجموع\n\nقيمة [هذا القسم](#the-sum) هي $1 + 2$.",
    ),
    "zh-Hans": (
        "# 加法\n\n用`print`显示总和。",
        "## 总和\n\n[本节](#the-sum)的值是 $1 + 2$。",
    ),
}
_COMMENTS = {
    "ko": "값을 더합니다.",
    "en": "Add the values.",
    "ja": "値を足します。",
    "de": "Die Werte werden addiert.",
}


def tutorial(languages: Mapping[str, str]) -> str:
    """A tutorial that needs nothing but Python."""

    def cells(part: int) -> list[str]:
        return [
            f'# %% [markdown] lang="{code}"\n'
            + "\n".join(
                f"# {line}".rstrip() for line in _PROSE.get(code, _PROSE["en"])[part].split("\n")
            )
            for code in languages
        ]

    comments = "\n".join(f"# {code}: {_COMMENTS.get(code, code)}" for code in languages)
    first = next(iter(languages))
    others = cells(0)[1:]
    docstring = f'# %% [markdown] lang="{first}"\n"""\n{_PROSE.get(first, _PROSE["en"])[0]}\n"""'
    code = f'# %%\n{comments}\ntotal = 1 + 2\nprint("the total is", total)'
    return "\n\n".join([docstring, *others, code, *cells(1), "# %%\ntotal * 2"]) + "\n"


def write(root: Path, codes: tuple[str, ...], more: str = "") -> Path:
    """Write the whole project into ``root``; returns its docs. ``more`` is the rest of conf.py."""
    languages = {code: NAMES.get(code, code) for code in codes}
    docs, section = root / "docs", root / "gallery" / "basics"
    section.mkdir(parents=True)
    (section.parent / "GALLERY_HEADER.rst").write_text("Tutorials\n=========\n")
    (section / "GALLERY_HEADER.rst").write_text("Basics\n======\n")
    (section / "additions.py").write_text(tutorial(languages), encoding="utf-8")
    for code in codes:
        (docs / code).mkdir(parents=True)
        contents = "```{toctree}\ntutorials/basics/index\n```"
        (docs / code / "index.md").write_text(f"# Home {code}\n\n{contents}\n")
    (docs / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (docs / "conf.py").write_text(CONF.format(languages=languages) + more, encoding="utf-8")
    return docs
