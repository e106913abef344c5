"""Tutorials that hold much of one thing."""

from __future__ import annotations

from babel.core import Locale, localedata
from description import Code, Prose, Tutorial

SECTION = "blitz"


def cells(size: int) -> Tutorial:
    """A script of ``size`` cells, three to a passage: the prose in two languages and the code."""
    parts: list[Prose | Code] = []
    for number in range(size // 3):
        mark = "#" if not number else "##"
        parts.append(
            Prose(
                {
                    "ko": f"{mark} 절 {number}\n\n**텐서**(tensor)의 값은 `x_{number}` 안에 {number}개"
                    " 있습니다. $x^2$의 값은 4입니다.",
                    "en": f"{mark} Section {number}\n\nThe **tensor** `x_{number}` holds {number}"
                    " values. The value of $x^2$ is 4.",
                }
            )
        )
        parts.append(Code(f"# ko: 값 {number}입니다.\n# en: The value {number}.\nx_{number} = 1"))
    return Tutorial(SECTION, "cells", tuple(parts))


def outputs(size: int) -> Tutorial:
    """``size`` code cells that print a line each, with prose after every tenth."""
    parts: list[Prose | Code] = [_title()]
    for number in range(size):
        if number and number % 10 == 0:
            parts.append(Prose({"ko": f"## 절 {number}", "en": f"## Section {number}"}))
        parts.append(Code(f'print("output", {number})'))
    return Tutorial(SECTION, "outputs", tuple(parts))


def paragraph(size: int) -> Tutorial:
    """One paragraph of about ``size`` bytes in each language."""
    korean = "텐서 `x`의 값은 $x^2$이고 **그대로**입니다. "
    english = "The value of the tensor `x` is $x^2$ and it **stays**. "
    count = size // len(english)
    text = {"ko": korean * count + "the end of it", "en": english * count + "the end of it"}
    return Tutorial(SECTION, "paragraph", (_title(), Prose(text), Code("1 + 1")))


def printed(size: int) -> Tutorial:
    """A cell that prints ``size`` million bytes in lines of a hundred."""
    code = f'for number in range({size * 10_000}):\n    print(f"{{number:099}}")\nprint("the last line")'
    return Tutorial(SECTION, "printed", (_title(), Code(code)))


def figures(size: int) -> Tutorial:
    """A cell that shows ``size`` figures."""
    code = (
        "import matplotlib.pyplot as plt\n\n"
        f"for number in range({size}):\n"
        "    fig, ax = plt.subplots(figsize=(2, 1))\n"
        "    ax.plot([number, 0])\n"
        "    plt.show()"
    )
    return Tutorial(SECTION, "figures", (_title(), Code(code)))


def languages(size: int) -> dict[str, str]:
    """``size`` languages of the site: their codes, and what they are called."""
    others = sorted(code for code in localedata.locale_identifiers() if len(code) == 2)
    codes = list(dict.fromkeys(["ko", "en", *others]))[:size]
    return {code: Locale(code).display_name or code for code in codes}


def translated(size: int) -> Tutorial:
    """A tutorial in ``size`` languages."""
    codes = languages(size)
    parts: list[Prose | Code] = [Prose({code: f"# Title\n\nFirst in {code}." for code in codes})]
    for number in range(100):
        parts.append(Prose(dict.fromkeys(codes, f"## Part {number}\n\nSome `text` of it.")))
        parts.append(Code(f"print({number})"))
    return Tutorial(SECTION, "translated", tuple(parts))


def _title() -> Prose:
    return Prose({"ko": "# 제목\n\n처음입니다.", "en": "# Title\n\nThis is the beginning."})
