"""Where a term has its name in another language: once in a tutorial, or once in the whole course."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import Form
from bilingual_gallery.errors import shown
from bilingual_gallery.glossary.model import Glossary, load
from bilingual_gallery.source.reading import read
from helpers import Site, make_site

PAIR = ("ko", "en")
WHAT = {"ko": "배우는 것", "en": "What you learn"}
CARD = "the first paragraph of the introduction, which is on the card"
TERMS = """\
[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor" }

[[term]]
id = "loss"
names = { ko = "손실", en = "loss" }

[[term]]
id = "loss-function"
names = { ko = "손실 함수", en = "loss function" }

[[term]]
id = "model"
names = { ko = "모델", en = "model" }
common = true
"""


def script(introduction: str, *passages: str) -> str:
    """A script whose Korean is given; the English has nothing to find."""
    text = f'# %% [markdown] lang="ko"\n"""\n# 제목\n\n{introduction}\n"""\n'
    text += '\n# %% [markdown] lang="en"\n# # Title\n#\n# Text.\n'
    for passage in passages:
        said = passage.replace("\n", "\n# ")
        heading = "## Section\n#\n# " if passage.startswith("## ") else ""
        text += f'\n# %% [markdown] lang="ko"\n# {said}\n'
        text += f'\n# %% [markdown] lang="en"\n# {heading}Text.\n'
    return text + "\n# %%\nx = 1\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    path = tmp_path / "glossary.toml"
    path.write_text(TERMS, encoding="utf-8")
    return load(path)


def found(glossary: Glossary, folder: Path, *scripts: str, course: bool = True) -> list[str]:
    """What the rule finds in scripts that are read one after the other, a.py first."""
    tutorials = []
    for name, text in zip("abc", scripts, strict=False):
        path = folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        tutorials.append(read(path, PAIR))
    checker = Linter(PAIR, glossary, form=Form(first=(WHAT,)), course=course)
    findings = [each for each in checker.tutorials(tutorials) if each.rule == "first-use"]
    return [f"{each.path.name}:{each.line}: {each.message}" for each in findings]


FIRST = script("소개입니다.", "텐서(tensor)는 표입니다.")


def test_a_term_of_an_earlier_tutorial_needs_no_gloss_in_a_course(
    glossary: Glossary, tmp_path: Path
) -> None:
    second = script("소개입니다.", "텐서를 씁니다.")
    assert found(glossary, tmp_path, FIRST, second) == []
    (message,) = found(glossary, tmp_path, FIRST, second, course=False)
    assert message == "b.py:14: the first use of 텐서 has no English; write 텐서(tensor)"


def test_a_second_gloss_says_where_the_first_one_is(glossary: Glossary, tmp_path: Path) -> None:
    second = script("소개입니다.", "텐서(tensor)를 쓰고, 텐서들(tensors)을 더합니다.")
    at = f"{shown(tmp_path)}/a.py:14"
    assert found(glossary, tmp_path, FIRST, second) == 2 * [
        f"b.py:14: 텐서 has its English at {at} already; take it out here"
    ]
    assert found(glossary, tmp_path, FIRST, second, course=False) == []


def test_a_first_use_without_its_gloss_is_told_and_so_is_a_late_gloss(
    glossary: Glossary, tmp_path: Path
) -> None:
    first = script("소개입니다.", "텐서는 표입니다.")
    second = script("소개입니다.", "손실(loss)은 수이고 텐서(tensor)는 표입니다.")
    assert found(glossary, tmp_path, first, second) == [
        "a.py:14: the first use of 텐서 in the course has no English; write 텐서(tensor)",
        f"b.py:14: 텐서 is first used at {shown(tmp_path)}/a.py:14; "
        "put its English there and take it out here",
    ]


@pytest.mark.parametrize(
    ("introduction", "passage", "line", "place"),
    [
        ("텐서(tensor)를 봅니다.", "글입니다.", 5, CARD),
        ("소개입니다.", "## 텐서(tensor)\n\n글입니다.", 14, "a heading"),
        ("소개입니다.", "## 배우는 것\n\n- 값\n- 텐서(tensor)", 17, "a section that tells what comes"),
    ],
    ids=["card", "heading", "contents"],
)  # fmt: skip
def test_what_tells_of_the_tutorial_has_no_gloss_and_is_no_first_use(
    glossary: Glossary, tmp_path: Path, introduction: str, passage: str, line: int, place: str
) -> None:
    wrong = script(introduction, passage, "## 절\n\n텐서(tensor)는 표입니다.")
    assert found(glossary, tmp_path, wrong) == [
        f"a.py:{line}: 텐서 has its English in {place}; write it at the first use in the text alone"
    ]
    assert found(glossary, tmp_path, wrong.replace("(tensor)", "", 1)) == []
    assert found(glossary, tmp_path, wrong, course=False) == []


def test_the_text_of_a_link_is_no_first_use(glossary: Glossary, tmp_path: Path) -> None:
    link = "[**텐서** 만들기](a.md)와 텐서(tensor)를 봅니다."
    assert found(glossary, tmp_path, script("소개입니다.", link)) == []
    (message,) = found(glossary, tmp_path, script("소개입니다.", link.replace("(tensor)", "")))
    assert message.startswith("a.py:14: the first use of 텐서 in the course has no English")
    glossed = script("소개입니다.", "[텐서](a.md)(tensor)를 봅니다.", "텐서입니다.")
    assert found(glossary, tmp_path, glossed) == []


def test_the_rest_of_an_introduction_is_text(glossary: Glossary, tmp_path: Path) -> None:
    assert found(glossary, tmp_path, script("소개입니다.\n\n텐서(tensor)를 봅니다.")) == []
    (message,) = found(glossary, tmp_path, script("소개입니다.\n\n텐서를 봅니다."))
    assert message.startswith("a.py:7: the first use of 텐서 in the course has no English")


def test_a_longer_term_is_not_the_shorter_one_in_it(glossary: Glossary, tmp_path: Path) -> None:
    text = script("소개입니다.", "손실 함수(loss function)로 손실(loss)을 구합니다.")
    assert found(glossary, tmp_path, text) == []


def test_a_common_word_may_be_glossed_once_or_not_at_all(
    glossary: Glossary, tmp_path: Path
) -> None:
    plain, glossed = (script("소개입니다.", f"모델{each}입니다.") for each in ("", "(model)"))
    assert found(glossary, tmp_path, plain, glossed) == []
    (message,) = found(glossary, tmp_path, glossed, glossed)
    assert message.startswith("b.py:14: 모델 has its English at ")


def test_an_excuse_allows_a_second_gloss(glossary: Glossary, tmp_path: Path) -> None:
    why = "\n\n<!-- check: allow first-use: a table of all names -->"
    second = script("소개입니다.", f"텐서(tensor)입니다.{why}")
    assert found(glossary, tmp_path, FIRST, second) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A course that is read against the alphabet: z.py first. Only read."""
    second = script("소개입니다.", "텐서(tensor)를 씁니다. 손실을 구합니다.")
    site = make_site(tmp_path_factory.mktemp("course"), {"z": FIRST, "a": second, "b": FIRST})
    (site.root / "docs" / "glossary.toml").write_text(TERMS, encoding="utf-8")
    conf = site.root / "docs" / "conf.py"
    order = 'ReadingOrder(["z.py", "a.py"])'
    plain = '"sphinx_gallery.sorting.FileNameSortKey"'
    said = conf.read_text().replace(plain, order)
    conf.write_text(f"from bilingual_gallery.order import ReadingOrder\n{said}")
    site.add_to_conf(
        'bilingual_gallery_glossary = "glossary.toml"\nbilingual_gallery_first_use = "course"\n'
    )
    return site


AGAIN = "[first-use] 텐서 has its English at gallery/blitz/z.py:14 already; take it out here"
LACKS = "[first-use] the first use of 손실 in the course has no English; write 손실(loss)"


def test_the_check_reads_the_course_in_the_order_of_conf_py(site: Site) -> None:
    done = site.run("check", "docs")
    assert done.stdout.splitlines() == [
        f"gallery/blitz/a.py:14: {LACKS}",
        f"gallery/blitz/a.py:14: {AGAIN}",
        f"gallery/blitz/b.py:14: {AGAIN}",
    ]
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["b", "blitz/b", "gallery/blitz/b.py"])
def test_the_check_of_one_script_knows_the_earlier_ones(site: Site, name: str) -> None:
    done = site.run("check", "docs", name)
    assert (done.returncode, done.stdout) == (1, f"gallery/blitz/b.py:14: {AGAIN}\n")
    done = site.run("check", "docs", "z")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_check_of_a_script_that_is_not_there_names_one_that_is(site: Site) -> None:
    done = site.run("check", "docs", "zz")
    assert done.returncode == 1
    assert done.stderr.strip() == "no tutorial is called zz; blitz/z is one"


def test_the_build_warns_of_the_same(site: Site) -> None:
    done = site.build("ko", "-D", "plot_gallery=0")
    told = [
        line.rpartition("WARNING: ")[2] for line in done.stderr.splitlines() if "[first" in line
    ]
    assert [each.partition(" [bilingual")[0] for each in told] == [LACKS, AGAIN, AGAIN]


def test_a_scope_that_there_is_not_is_told_at_its_line(site: Site) -> None:
    done = site.build("ko", "-D", "bilingual_gallery_first_use=page")
    assert 'is page; write "tutorial" or "course"' in done.stderr.replace("'", "")
