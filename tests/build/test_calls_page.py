"""The page of calls, on a site in three languages: what each does, and where it is taught, used, practiced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.site.search_sections import sections_of
from conftest import Once
from docutils import nodes
from docutils.utils import new_document
from helpers import Site, make_site
from inventories import packed
from readers import soup

LANGUAGES = ("ko", "en", "ja")
CONF = """
bilingual_gallery_references = {
    "Python": ("https://docs.python.org/3/", "python.inv"),
}
bilingual_gallery_calls = "calls.toml"
bilingual_gallery_id_language = "en"
suppress_warnings = ["bilingual_gallery.form"]
bilingual_gallery_unlisted = ["blitz/third.py"]
bilingual_gallery_form = {
    "last": [{"ko": "연습 문제", "en": "Exercises", "ja": "れんしゅう"}],
    "exercises": {"Exercises": [1, 3]},
}
"""
CALLS = """\
# What each call does.
"math.sqrt" = { ko = "제곱근을 구합니다.", en = "Takes the root.", ja = "ねをとる。" }
"fractions.Fraction" = { ko = "분수입니다.", en = "A fraction.", ja = "ぶんすう。" }
"fractions.Fraction.limit_denominator" = { ko = "줄입니다.", en = "Rounds it.", ja = "まるめる。" }
"math.pi" = { ko = "원주율입니다.", en = "The number pi.", ja = "えんしゅうりつ。" }
"""


def prose(ko: str, en: str, ja: str) -> str:
    return "".join(
        f'# %% [markdown] lang="{code}"\n'
        + "".join(f"# {row}".rstrip() + "\n" for row in text.split("\n"))
        + "\n"
        for code, text in (("ko", ko), ("en", en), ("ja", ja))
    )


def title(name: str) -> str:
    return (
        f'# %% [markdown] lang="ko"\n"""\n# {name}\n\n첫 문단입니다.\n"""\n\n'
        + prose("", f"# {name}\n\nThe first.", f"# {name}\n\nさいしょ。").partition("\n\n")[2]
    )


SOLUTION = (
    prose(
        "## 연습 문제\n\n### 1. 하나\n\n해 보십시오.",
        "## Exercises\n\n### 1. One\n\nTry it.",
        "## れんしゅう\n\n### 1. ひとつ\n\nためす。",
    )
    + '# %% tags=["solution"]\nFraction(1, 3).limit_denominator(2)\nthird = Fraction(1, 3)\n'
    + "third.limit_denominator(2)\n"
)
ROOT = prose(
    "## 뿌리\n\n`math.sqrt`입니다.", "## Roots\n\nIt is `math.sqrt`.", "## ね\n\n`math.sqrt`。"
)
SCRIPTS = {
    "first": title("One") + "# %%\nimport math\nfrom fractions import Fraction\n\nmath.pi\n\n" + ROOT
    + "# %%\nmath.sqrt(4)\n\n" + SOLUTION,
    "second": title("Two") + "# %%\nimport math\nmath.sqrt(9)\nprint(math.pi)\n",
    "third": title("Three") + "# %%\nimport math\n\n"
    + prose("`math.pi`입니다.", "Here is `math.pi`.", "`math.pi`。") + "# %%\nmath.pi\n",
}  # fmt: skip


def write(root: Path) -> Site:
    site = make_site(root, SCRIPTS, LANGUAGES)
    site.add_to_conf(CONF)
    (root / "docs/python.inv").write_bytes(packed())
    (root / "docs/calls.toml").write_text(CALLS, encoding="utf-8")
    names = {"ko": "함수", "en": "Calls", "ja": "かんすう"}
    for code in LANGUAGES:
        (root / f"docs/{code}/calls.md").write_text(f"# {names[code]}\n\n```{{calls}}\n```\n")
        home = root / f"docs/{code}/index.md"
        home.write_text(
            home.read_text().replace("blitz/index\n", "blitz/index\ncalls\ntutorials/blitz/third\n")
        )
    return site


@pytest.fixture(scope="module")
def built(once: Once) -> Site:
    def make(root: Path) -> None:
        done = write(root).make()
        assert done.returncode == 0, done.stdout + done.stderr

    return Site(once("calls-page", make), LANGUAGES)


def entries(site: Site, language: str) -> dict[str, list[str]]:
    page = soup(site.root / f"build/html/{language}/calls.html")
    return {
        str(term["id"]): [
            " ".join(each.get_text().split()) for each in term.find_next("dd").find_all("p")
        ]
        for term in page.select("article dt[id]")
    }


def test_each_call_says_what_it_does_and_where_it_is(built: Site) -> None:
    assert entries(built, "en") == {
        "call-math.sqrt": ["Takes the root.", "Taught in One › Roots. Used in Two."],
        "call-fractions.Fraction": ["A fraction.", "Practiced in One."],
        "call-fractions.Fraction.limit_denominator": ["Rounds it.", "Practiced in One."],
        # The page off the path names it, but the ones on the path use it first.
        "call-math.pi": ["The number pi.", "Used in One, Two, Three."],
    }
    assert entries(built, "ko")["call-math.sqrt"][1] == "One › 뿌리에서 배웁니다. Two에서 씁니다."
    assert entries(built, "ja")["call-math.sqrt"][0] == "ねをとる。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_links_lead_to_sections_and_references(built: Site, language: str) -> None:
    folder = built.root / f"build/html/{language}"
    page = soup(folder / "calls.html")
    links = [str(a["href"]) for a in page.select("article .taught a")]
    assert "tutorials/blitz/first.html#roots" in links
    assert any(re.search(r"first\.html#.", each) for each in links)
    for each in links:
        path, _, place = each.partition("#")
        target = soup(folder / path)
        assert not place or target.find(id=place) is not None, each
    named = page.select_one('[id="call-math.sqrt"] a')
    assert named is not None
    assert named["href"] == "https://docs.python.org/3/library/math.html#math.sqrt"


def test_the_search_knows_its_entries(built: Site) -> None:
    index = (built.root / "build/html/en/searchindex.js").read_text()
    texts = (built.root / "build/html/en/_search/calls.js").read_text()
    assert "call-math.sqrt" in index + texts
    assert "Takes the root." in texts


def test_an_entry_comes_behind_what_teaches_the_call() -> None:
    term = nodes.term("", "", nodes.literal("", "sqrt"), ids=["call-math.sqrt"])
    item = nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", "Root.")))
    document = new_document("calls")
    document += nodes.section(
        "",
        nodes.title("", "Calls"),
        nodes.definition_list("", item, classes=["calls"]),
        ids=["calls"],
    )
    entry = sections_of(document, str.split)[-1]
    assert (entry.title, entry.words["title"], entry.words["code"]) == ("sqrt", set(), {"sqrt"})


def test_a_second_build_changes_nothing_and_a_new_section_is_named(built: Site) -> None:
    page = built.root / "build/html/en/calls.html"
    before = page.read_bytes()
    assert built.make().returncode == 0
    assert page.read_bytes() == before
    script = built.script("second")
    try:
        script.write_text(
            script.read_text() + "\n\n" + ROOT.replace("Roots", "More") + "# %%\nmath.sqrt(1)\n"
        )
        done = built.make()
        assert done.returncode == 0, done.stdout + done.stderr
        assert entries(built, "en")["call-math.sqrt"][1] == "Taught in One › Roots. Used in Two."
    finally:
        script.write_text(SCRIPTS["second"])
    assert built.make().returncode == 0
    assert page.read_bytes() == before


def test_a_call_without_a_line_and_a_line_without_a_call_are_told(built: Site) -> None:
    path = built.root / "docs/calls.toml"
    path.write_text(
        CALLS.replace('"math.pi"', '"math.tau"'),
        encoding="utf-8",
    )
    try:
        done = built.make()
    finally:
        path.write_text(CALLS, encoding="utf-8")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert (
        'docs/calls.toml:1: WARNING: [calls] no line says what math.pi does; write "math.pi"'
        in said
    )
    assert (
        "docs/calls.toml:5: WARNING: [calls] no tutorial calls math.tau; take its line out" in said
    )
    assert said.count("[calls] no tutorial") == 1


BAD = {
    "not there": (None, r"calls\.toml:1: .*No such file or directory; name the right file"),
    "not TOML": ('"a.b" = {', r"calls\.toml:1: .*not TOML: "),
    "not UTF-8": (b"\xff", r"calls\.toml:1: .*not UTF-8; save it as UTF-8"),
    "no text": ('\n"a.b" = 1\n', r"calls\.toml:2: .*a\.b is no call; write it as in "),
    "no dot": ('[a]\nb = "c"\n', r"calls\.toml:1: .*a is no call; write it as in "),
    "a language": (
        '# x\n"a.b" = { ko = "한 줄입니다." }',
        r"calls\.toml:2: .*a\.b has no text in en; add",
    ),
}


@pytest.mark.parametrize("content, told", BAD.values(), ids=BAD)
def test_a_bad_file_is_told_in_one_line(
    tmp_path: Path, content: str | bytes | None, told: str
) -> None:
    site = make_site(tmp_path)
    site.add_to_conf('bilingual_gallery_calls = "calls.toml"\n')
    path = tmp_path / "docs/calls.toml"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = site.run("check", "docs")
    assert done.returncode == 1
    (said,) = (done.stdout + done.stderr).strip().split("\n")
    assert re.search(told, said), said
