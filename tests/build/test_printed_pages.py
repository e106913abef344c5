"""What a run prints, on the pages of a site: colors, the last state of a line, its numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from helpers import TUTORIAL, Site, make_site
from pages import ROOT

CELLS = {
    "colors": r"""
print("\033[31mred\033[0m and \x1b[1;42mgreen\x1b[m")
print("\033]8;;https://example.org\033\\link\033]8;;\033\\ and \033[?25lhidden cursor\033[?25h")
print("bell \x07 line \u2028 next \x85 \ufffe")
""",
    "training": """
for step in range(600):
    print(f"\\rstep {step} of 600 " + "█" * 40, end="")
print("\\nfinal loss 0.0024")
""",
    "long": "for number in range(9_000):\n    print('line', number)\n",
    "warning": "# ko: 한 줄\n# en: one\n# ko: 두 줄\n# en: two\nimport warnings\n\nwarnings.warn('look')",
    "directive": "print(':alt: a & b < c')\nprint('.. image-sg:: /images/mine.png')",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    scripts = {name: f"{TUTORIAL}\n# %%\n{code}\n" for name, code in CELLS.items()}
    site = make_site(tmp_path_factory.mktemp("printed"), scripts)
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def blocks(site: Site, name: str, language: str = "en") -> list[str]:
    """The printed texts of the last cell."""
    page = BeautifulSoup(site.page(language, name).read_text(), "html.parser")
    # Two others are of the cells that every script here has.
    return [each.get_text() for each in page.select("div.sphx-glr-script-out pre")][2:]


def test_colors_are_classes_and_nothing_else_of_a_terminal_is_left(site: Site) -> None:
    assert blocks(site, "colors") == [
        "red and green\nlink and hidden cursor\nbell \\x07 line \\u2028 next \\x85 \\ufffe\n"
    ]
    for language in site.languages:
        page = site.page(language, "colors").read_text()
        assert '-Ansi-Red">red</span>' in page
        assert '-Ansi-Bold-OnGreen">green</span>' in page
        assert "\x1b" not in page
    assert ".-Ansi" in (site.root / "build/html/en/_static/site.css").read_text()


def test_the_end_of_a_training_is_on_the_page(site: Site) -> None:
    assert blocks(site, "training") == [f"step 599 of 600 {'█' * 40}\nfinal loss 0.0024\n"]


def test_a_long_output_has_its_beginning_its_end_and_between_them_how_much_is_left_out(
    site: Site,
) -> None:
    first, last = blocks(site, "long")
    assert first.startswith("line 0\nline 1\n")
    assert last.endswith("line 8998\nline 8999\n")
    cut = BeautifulSoup(site.page("en", "long").read_text(), "html.parser").select_one(
        ".output-cut"
    )
    assert cut is not None
    found = re.search(r"([\d,]+) more characters are left out here", cut.get_text())
    assert found is not None
    whole = sum(len(f"line {number}\n") for number in range(9_000))
    assert abs(int(found[1].replace(",", "")) + len(first) + len(last) - whole) <= 2


def test_a_warning_names_the_line_of_the_script(site: Site) -> None:
    lines = site.script("warning").read_text().split("\n")
    line = lines.index("warnings.warn('look')") + 1
    for language in site.languages:
        (said,) = blocks(site, "warning", language)
        assert said.startswith(f"warning.py:{line}: UserWarning: look\n")


def test_printed_text_that_looks_like_a_directive_stays_as_it_is(site: Site) -> None:
    assert blocks(site, "directive") == [":alt: a & b < c\n.. image-sg:: /images/mine.png\n"]


def luminance(color: tuple[float, ...]) -> float:
    parts = [part / 255 for part in color]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Text and paper, light and dark, of the themes that the package is tried with.
PAPERS = [("000000", "ffffff"), ("404040", "ffffff"), ("222832", "ffffff"), ("4d4d4d", "f2f2f2"),
          ("cfd0d0", "131416"), ("ced6dd", "14181e"), ("ffffff", "131416")]  # fmt: skip


@pytest.mark.parametrize(("text", "paper"), PAPERS)
def test_every_color_can_be_read_on_every_paper(text: str, paper: str) -> None:
    sheet = Path(ROOT, "docs/_ext/bilingual_gallery/static/ansi.css").read_text()
    rules = re.findall(
        r'\[class\*="-([A-Z]\w+)"\] \{ color: color-mix\(in srgb, (#\w{6}) (\d+)%, currentColor',
        sheet,
    )
    assert {name for name, _, _ in rules} == {"Red", "Green", "Yellow", "Blue", "Magenta", "Cyan"}

    def rgb(color: str) -> list[int]:
        return [int(color.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4)]

    for name, color, share in rules:
        part = int(share) / 100
        mixed = tuple(a * part + b * (1 - part) for a, b in zip(rgb(color), rgb(text), strict=True))
        dark, light = sorted((luminance(mixed), luminance(tuple(rgb(paper)))))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name
