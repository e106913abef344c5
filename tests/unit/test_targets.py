"""Links, anchors and pictures that lead to nothing are told at their lines, without a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.run import find
from bilingual_gallery.config import settings_of
from bilingual_gallery.source.gallery import collect
from helpers import TUTORIAL, Site, make_site

KO = '\n# %% [markdown] lang="ko"\n# {}\n'
EN = '\n# %% [markdown] lang="en"\n# {}\n'


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of two tutorials and a page, with a picture beside the scripts."""
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL})
    (site.root / "gallery/blitz/grid.png").write_bytes(b"")
    for code, title in (("ko", "안내"), ("en", "About")):
        page = f"# {title}\n\n(why)=\n## {title} 2\n\n:::{{note}}\n:name: boxed\n\n{title}\n:::\n"
        (site.root / "docs" / code / "about.md").write_text(page, encoding="utf-8")
    return site


def told(site: Site) -> list[str]:
    settings = settings_of(site.root / "docs")
    gallery = collect(settings)
    assert not gallery.unread
    findings = find(settings, gallery.tutorials)
    return [
        f"{each.path.relative_to(site.root)}:{each.line}: {each.message}"
        for each in findings
        if each.rule == "targets"
    ]


def linking(site: Site, link: str) -> list[str]:
    """What is told of a link in both languages of a tutorial."""
    text = TUTORIAL + KO.format(f"{link}입니다.") + EN.format(f"It is {link}.")
    site.script("small").write_text(text, encoding="utf-8")
    found = told(site)
    begin = TUTORIAL.count("\n")
    lines = [f"gallery/blitz/small.py:{begin + at}: " for at in (3, 6)]
    assert [each.startswith(line) for each, line in zip(found, lines, strict=False)] == [
        True
    ] * len(found)
    assert len({each.partition(": ")[2] for each in found}) < 2
    return [each.partition(": ")[2] for each in found[:1]]


@pytest.mark.parametrize(
    "link",
    [
        "[a](#second-section)",
        "[a](#second-section.2)",
        "[a](other.md)",
        "[a](other.md#second-section)",
        "[a](../../about.md#why)",
        "[a](../../about.md#boxed)",
        "[a](/about.md)",
        "[a](#why)",
        "[a](../index.md)",
        "[a](https://example.org/nothing.md#there)",
        "[a](mailto:a@example.org)",
        "[a](grid.png)",
        "![a](grid.png)",
        "![a](https://example.org/x.png)",
        "[a](torch.add)",
        "[a](#torch.add)",
        "{doc}`other`",
        "`[a](#nothing)`",
        '<img src="grid.png" alt="a">',
    ],
)
def test_what_leads_somewhere_is_left_alone(site: Site, link: str) -> None:
    assert linking(site, link) == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[a](#secnd-section)", "no #secnd-section on this page (is second-section meant?)"),
        ("[a](#nothing)", "there is no #nothing on this page;"),
        ("[a](othr.md)", "no page othr.md (is tutorials/blitz/other meant?)"),
        ("[a](other.md#first-section)", "no #first-section on other.md"),
        ("[a](../../abuot.md)", "there is no page ../../abuot.md (is about meant?)"),
        ("[a](../../about.md#nothing)", "no #nothing on ../../about.md"),
        ("{doc}`nothing`", "no page nothing.md"),
        ("![a](gird.png)", "there is no picture gird.png; put it at"),
        ('<img src="gird.png" alt="a">', "there is no picture gird.png"),
        ("[a](numbers.csv)", "there is no file numbers.csv"),
    ],
)
def test_what_leads_nowhere_is_told_in_each_language(site: Site, link: str, said: str) -> None:
    (message,) = linking(site, link)
    assert said in message


def test_a_page_by_hand_is_looked_at_as_well(site: Site) -> None:
    for code, word in (("ko", "글"), ("en", "Text")):
        page = site.root / "docs" / code / "about.md"
        text = page.read_text("utf-8")
        more = f"\n[{word}](#wy), [{word}](tutorials/blitz/small.md), [{word}](small.md), ![{word}](x.png)\n"
        page.write_text(text + more, encoding="utf-8")
    found = told(site)
    assert [each.partition(": ")[0] for each in found] == ["docs/en/about.md:12"] * 3 + [
        "docs/ko/about.md:12"
    ] * 3
    assert "no #wy on this page (is why meant?)" in "".join(found[:3])


def test_a_heading_that_has_no_label_is_linked_by_its_own_page_alone(site: Site) -> None:
    for code, word in (("ko", "글"), ("en", "Text")):
        folder = site.root / "docs" / code
        more = f"## Part {word}\n\n[{word}](#part-text), [{word}](about.md#part-text)\n"
        (folder / "about.md").write_text(f"# {word}\n\n## Part Text\n\n{more}", "utf-8")
        link = f"# {word}\n\n[{word}](about.md#part-text)\n"
        (folder / "more.md").write_text(link, "utf-8")
    found = told(site)
    assert [each.partition(": ")[0] for each in found] == ["docs/en/more.md:3", "docs/ko/more.md:3"]
    assert all("write (part-text)= above that heading" in each for each in found)
    with (site.root / "docs/conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\nmyst_heading_anchors = 2\n")
    assert told(site) == []


def test_where_a_directive_may_make_ids_nobody_tells_of_one(site: Site) -> None:
    for code in ("ko", "en"):
        page = site.root / "docs" / code / "about.md"
        page.write_text(page.read_text("utf-8") + "\n```{glossary}\n```\n", encoding="utf-8")
    assert linking(site, "[a](../../about.md#term-tensor)") == []


def test_a_link_that_leads_nowhere_can_be_excused(site: Site) -> None:
    excuse = "\n#\n# <!-- check: allow targets: made by the host -->"
    text = TUTORIAL + KO.format(f"[a](x.md)입니다.{excuse}") + EN.format("It is [a](x.md).")
    site.script("small").write_text(text, encoding="utf-8")
    assert told(site) == []


def test_what_prose_may_not_show_is_told_once(site: Site) -> None:
    for code in ("ko", "en"):
        page = site.root / "docs" / code / "about.md"
        page.write_text(page.read_text("utf-8") + "\n![x](/etc/passwd)\n", encoding="utf-8")
    assert told(site) == []
