"""Formulas on the page: shown, numbered, linked, and told of at their line where they cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Once
from helpers import TUTORIAL, Site, build_here, make_site

PROSE = r"""
## 셈

\begin{{align}}
a &= b \\
c &= d
\end{{align}}

$$
E = mc^2 \label{{eq:energy}}
$$

$$
\begin{{aligned}}
x &= 1 \label{{eq:x}} \\
y &= 2 \label{{eq:y}}
\end{{aligned}}
$$

$$ F = ma $$ (newton)

{0} $\eqref{{eq:energy}}$ $\eqref{{eq:y}}$ {{eq}}`newton` {{eq}}`eq:x`

$\newcommand{{\half}}{{\frac12}} \half$, $x^\half \in \RR$

$$
\left(\begin{{array}}{{cc}} a & b \\ c & d \end{{array}}\right)
$$

$\nosuch{{x}}$

$$
\alsono < 1
$$

$\excused$

"""
CONF = """
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
mathjax3_config = {"tex": {"macros": {"RR": r"\\mathbb{R}"}}}
"""


def script() -> str:
    text = (
        TUTORIAL.replace('"""', 'r"""', 1)
        .replace("첫 문단입니다.", r"첫 문단, 곧 $y=\sin(x)$입니다.")
        .replace("The first paragraph.", r"The first paragraph, $y=\sin(x)$.")
    )
    for code, word in (("ko", "보기"), ("en", "See")):
        rows = "\n".join(f"# {row}".rstrip() for row in PROSE.format(word).strip().split("\n"))
        if code == "en":
            rows = rows.replace("셈", "Sums")
        text += f'\n# %% [markdown] lang="{code}"\n{rows}\n'
    return text


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    def make(root: Path) -> None:
        made = make_site(root, {"small": script()})
        conf = root / "docs" / "conf.py"
        conf.write_text(conf.read_text() + CONF)
        (root / "told.txt").write_text(build_here(made))

    return Site(once("formulas", make), ("ko", "en"))


def page(site: Site) -> BeautifulSoup:
    return BeautifulSoup(site.page("en").read_text(encoding="utf-8"), "html.parser")


def test_what_cannot_be_shown_is_told_once_at_its_line_and_is_readable(site: Site) -> None:
    told = (site.root / "told.txt").read_text()
    rows = script().split("\n")
    lines = [
        number
        for number, row in enumerate(rows, 1)
        if row.startswith((r"# $\nosuch", r"# $\excused"))
        or (row == "# $$" and rows[number].startswith(r"# \alsono"))
    ]
    assert re.findall(r"small\.py:(\d+): WARNING: \[tex\]", told) == [str(line) for line in lines]
    assert r"unknown command \nosuch" in told
    shown = [each.get_text() for each in page(site).select("code.tex")]
    assert [each.strip() for each in shown] == [r"\nosuch{x}", r"\alsono < 1", r"\excused"]


def test_formulas_with_a_label_have_numbers_that_references_lead_to(site: Site) -> None:
    html = page(site)
    numbers = [re.sub("[^0-9()]", "", each.get_text()) for each in html.select(".eqno")]
    assert len(numbers) == 3
    links = {each.get_text(): str(each["href"]) for each in html.select("a.reference.internal")
             if each.get_text().startswith("(")}  # fmt: skip
    assert len(links) == 4
    for address in links.values():
        assert html.find(id=address.removeprefix("#")) is not None
    rows = [each.get_text() for each in html.select("mtext") if each.get_text().startswith("(")]
    assert len(rows) == 2 and set(rows) < set(links)


def test_macros_of_conf_py_and_of_a_formula_above_hold(site: Site) -> None:
    assert any(
        "ℝ" in each.get_text() and each.select("mfrac") for each in page(site).select("math")
    )


def test_cards_and_descriptions_have_formulas_as_text(site: Site) -> None:
    meta = page(site).find("meta", attrs={"name": "description"})
    assert isinstance(meta, Tag)
    assert str(meta["content"]).startswith("The first paragraph, y = sin(x).")
    index = site.page("en", "index").read_text(encoding="utf-8")
    assert "y = sin(x)" in index and r"\sin" not in index


def test_two_builds_give_the_same_bytes(site: Site, tmp_path: Path) -> None:
    again = make_site(tmp_path, {"small": script()})
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + CONF)
    build_here(again)
    assert again.page("en").read_bytes() == site.page("en").read_bytes()


def test_mathjax_is_refused_for_a_page_may_not_load_it(tmp_path: Path) -> None:
    other = make_site(tmp_path)
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + '\nhtml_math_renderer = "mathjax"\n')
    line = conf.read_text().count("\n")
    done = other.run("check", "docs")
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"docs/conf.py:{line}: html_math_renderer is 'mathjax'")
