"""Numbers in the prose that come from the run, on a real site in three languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from bilingual_gallery.execution.job import RESULT
from conftest import Once
from helpers import Site, make_site
from readers import soup

LANGUAGES = ("ko", "en", "ja")
VALUED = r'''# %% [markdown] lang="ko"
"""
# 작은 안내서

모두 {eval}`right`은 맞힙니다. 곧 {eval}`share:.1%`이 맞습니다.
"""

# %% [markdown] lang="en"
# # A small guide
#
# It gets {eval}`right` right, that is {eval}`share:.1%`.

# %% [markdown] lang="ja"
# # 小さな案内
#
# 正解は{eval}`share:.1%`、つまり{eval}`right`個です。

# %%
# ko: 세기
# en: Counting
# ja: 数える
total, right = 3, 1
print(total)
share = right / total

# %% [markdown] lang="ko"
# ## 둘째 절
#
# 비율은 **{eval}`share:.2f`** 정도이고 `` {eval}`right` ``은 코드입니다. {eval}`right`는 적습니다.
#
# - {eval}`right`는 {eval}`total`으로
#
# | 가 | 나 |
# |---|---|
# | {eval}`total \| 4`를 | {eval}`f"{right}"`을 |
#
# :::{note} 제목 {eval}`total`는
# 본문 {eval}`1000 * total:,`로 갑니다.
# :::

# %% [markdown] lang="en"
# ## Second section
#
# The share is **{eval}`share:.2f`** or so, and `` {eval}`right` `` is code. {eval}`right` is few.
#
# - {eval}`right` to {eval}`total`
#
# | a | b |
# |---|---|
# | {eval}`total \| 4` | {eval}`f"{right}"` |
#
# :::{note} Title {eval}`total`
# The body goes to {eval}`1000 * total:,`.
# :::

# %% [markdown] lang="ja"
# ## 第二節
#
# 割合は **{eval}`share:.2f`** ほどで、 `` {eval}`right` `` はコードです。 {eval}`right` は少ないです。
#
# - {eval}`right` から {eval}`total`
#
# | あ | い |
# |---|---|
# | {eval}`total \| 4` | {eval}`f"{right}"` |
#
# :::{note} 題 {eval}`total`
# 本文は {eval}`1000 * total:,` です。
# :::

# %%
right = 2
share = right / total
marked = "*a* <b>"

# %% [markdown]
# {eval}`right`. {eval}`marked`
'''


def entry(site: Site) -> dict[str, object]:
    (folder,) = [
        path for path in (site.root / "build/outputs").iterdir() if (path / RESULT).is_file()
    ]
    told: dict[str, object] = json.loads((folder / RESULT).read_text())
    return told


@pytest.fixture(scope="module")
def site(once: Once) -> Site:
    """A site whose prose has values, built; tests only look at it."""

    def make(folder: Path) -> None:
        site = make_site(folder, {"small": VALUED}, LANGUAGES)
        done = site.make()
        assert done.returncode == 0, done.stdout + done.stderr

    return Site(once("values", make), LANGUAGES)


@pytest.fixture
def copied(site: Site, tmp_path: Path) -> Site:
    """The same in a folder of its own, for a test that changes it."""
    shutil.copytree(site.root, tmp_path / "site")
    return Site(tmp_path / "site", LANGUAGES)


def edit(site: Site, old: str, new: str) -> None:
    text = site.script("small").read_text(encoding="utf-8")
    assert old in text
    site.script("small").write_text(text.replace(old, new), encoding="utf-8")


def test_each_language_says_the_value_after_the_code_above(site: Site) -> None:
    pages = {code: soup(site.page(code)).get_text() for code in LANGUAGES}
    assert "The share is 0.33 or so, and {eval}`right` is code. 1 is few." in pages["en"]
    assert "割合は 0.33 ほどで、 {eval}`right` はコードです。 1 は少ないです。" in pages["ja"]
    assert "비율은 0.33 정도이고 {eval}`right`은 코드입니다. 1은 적습니다." in pages["ko"]
    for said in ("1은 3으로", "7을", "1을", "제목 3은", "본문 3,000으로 갑니다."):
        assert said in pages["ko"]
    for code in LANGUAGES:
        assert "2. *a* <b>" in pages[code]
        assert not soup(site.page(code)).select("ol:not(details ol)")
        assert pages[code].count("{eval}") == 1


def test_an_introduction_says_the_value_at_the_end_and_so_do_card_and_description(
    site: Site,
) -> None:
    said = {
        "ko": "모두 2는 맞힙니다. 곧 66.7%가 맞습니다.",
        "en": "It gets 2 right, that is 66.7%.",
        "ja": "正解は66.7%、つまり2個です。",
    }
    for code, text in said.items():
        page = soup(site.page(code))
        assert text in page.get_text()
        described = page.select_one('meta[name="description"]')
        assert described is not None
        assert described["content"] == text
        index = soup(site.root / f"build/html/{code}/tutorials/blitz/index.html")
        assert text.split(".")[0] in index.get_text()


def test_the_search_finds_the_value(site: Site) -> None:
    index = (site.root / "build/html/en/searchindex.js").read_text(encoding="utf-8")
    assert "66" in index
    assert "share" not in index


def test_a_download_has_the_value_as_text_and_its_expression_where_nobody_sees_it(
    site: Site,
) -> None:
    book = nbformat.read(site.download("ko", "blitz/small.ipynb"), as_version=4)
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert "1<!-- eval: right -->은 3<!-- eval: total -->으로" in text
    assert "7<!-- eval: total \\| 4 -->을" in text
    script = site.download("en", "blitz/small.py").read_text(encoding="utf-8")
    assert "# It gets 2<!-- eval: right --> right" in script


def test_two_builds_have_the_same_bytes(site: Site, copied: Site) -> None:
    shutil.rmtree(copied.root / "build/html")
    shutil.rmtree(copied.root / "build/doctrees", ignore_errors=True)
    assert copied.make().returncode == 0
    for path in (site.root / "build/html").rglob("*.html"):
        other = copied.root / path.relative_to(site.root)
        assert other.read_bytes() == path.read_bytes(), path
    for code in LANGUAGES:
        name = "blitz/small.ipynb"
        assert site.download(code, name).read_bytes() == copied.download(code, name).read_bytes()


def test_prose_around_an_expression_runs_nothing_and_a_new_one_runs_once(copied: Site) -> None:
    edit(copied, "is few", "is really few")
    edit(copied, "- {eval}`right` から {eval}`total`", "- {eval}`total` から {eval}`right`")
    done = copied.make()
    assert (done.returncode, "running" in done.stdout) == (0, False), done.stdout
    assert "1 is really few" in soup(copied.page("en")).get_text()
    # A language with another expression is a finding; with the same in all the tutorial runs again.
    edit(copied, "{eval}`right`는 적습니다", "{eval}`total - right`는 적습니다")
    check = copied.run("check", "docs")
    assert "[expressions] en has {eval}`right`" in check.stdout
    assert "has {eval}`total - right`" in check.stdout
    assert "{eval}`right` は少ない" in copied.script("small").read_text(encoding="utf-8")
    edit(copied, "{eval}`right` is really", "{eval}`total - right` is really")
    edit(copied, "{eval}`right` は少ない", "{eval}`total - right` は少ない")
    assert not copied.run("check", "docs").stdout
    done = copied.make()
    assert (done.returncode, "running" in done.stdout) == (0, True), done.stdout
    assert "2는 적습니다" in soup(copied.page("ko")).get_text()
    assert [1, "total - right", "2", ""] in entry(copied)["values"]  # type: ignore[operator]
    # What is not asked for any more costs nothing.
    edit(copied, "\n# %% [markdown]\n# {eval}`right`. {eval}`marked`\n", "")
    done = copied.make()
    assert (done.returncode, "running" in done.stdout) == (0, False), done.stdout
    assert copied.run("outputs", "verify", "docs").returncode == 0
    assert "0 entries removed, 1 kept" in copied.run("outputs", "prune", "docs").stdout


def test_outputs_from_before_there_were_values_are_kept(copied: Site) -> None:
    edit(copied, VALUED, VALUED.replace("{eval}", "{code}"))
    told = entry(copied)
    assert told.pop("values")
    # An entry of an older version: written whole, so with sums of its own.
    from bilingual_gallery.execution.cache import OutputCache

    store = OutputCache(copied.root / "build/outputs")
    (key,) = store.all_keys()
    store.remove(key)
    store.put(key, {RESULT: json.dumps(told).encode()})
    done = copied.make("-D", "suppress_warnings=bilingual_gallery")
    assert "running" not in done.stdout, done.stdout


def test_a_build_that_runs_nothing_shows_the_code_and_says_so(copied: Site) -> None:
    edit(copied, "is few", "is {eval}`total + 10` few")
    edit(copied, "적습니다", "{eval}`total + 10`로 적습니다")
    edit(copied, "は少ない", "は {eval}`total + 10` ほど少ない")
    done = copied.make("-D", "sphinx_gallery_conf.plot_gallery=0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no value yet for `total + 10`; run it again" in done.stdout
    page = soup(copied.page("en"))
    assert "1 is total + 10 few" in page.get_text()
    assert "total + 10" in [code.get_text() for code in page.select("code")]
    shutil.rmtree(copied.root / "build/outputs")
    done = copied.make("-D", "sphinx_gallery_conf.plot_gallery=0")
    assert done.returncode == 0, done.stdout + done.stderr
    page = soup(copied.page("en"))
    assert "It gets right right, that is share:.1%." in page.get_text()
    assert "This tutorial was not run" in page.get_text()


WRONG = {
    "1 / 0": "ZeroDivisionError: division by zero; mend the expression",
    "absent": "NameError: name 'absent' is not defined; mend the expression",
    "float('nan'):.1f": "its value is nan; ",
    "'x' * 10**7": "its text has 10,000,000 characters, of 80 at most; ",
    "marked.upper() + chr(10)": "its text is more than one line of letters; ",
    "__import__('random').random()": "it changes the random numbers of Python; ",
    "globals().setdefault": "has an address in memory, another in each run; ",
    "globals().update(right=9)": "it changes the name right; ",
}


def test_every_expression_that_fails_is_told_at_its_line_and_no_page_is_made(copied: Site) -> None:
    before = {code: copied.page(code).read_bytes() for code in LANGUAGES}
    asked = "".join(f"\n# - {{eval}}`{each}`" for each in WRONG)
    edit(copied, "{eval}`marked`", "{eval}`marked`\n#" + asked)
    first = (
        copied.script("small").read_text(encoding="utf-8").split("\n").index("# - {eval}`1 / 0`")
    )
    done = copied.make()
    assert done.returncode != 0
    said = (done.stdout + done.stderr).splitlines()
    for line, (expression, wrong) in enumerate(WRONG.items(), first + 1):
        (told,) = [each for each in said if f"{{eval}}`{expression}`" in each]
        assert f"gallery/blitz/small.py:{line}: " in told
        assert wrong in told
    assert "Traceback" not in done.stdout + done.stderr
    # What such a run gave is not kept: an expression may have changed what came after it.
    assert [1, "total", "3", ""] in entry(copied)["values"]  # type: ignore[operator]
    assert len(entry(copied)["values"]) < 12  # type: ignore[arg-type]
    assert {code: copied.page(code).read_bytes() for code in LANGUAGES} == before


def test_a_mistake_in_an_expression_is_found_without_a_run(copied: Site) -> None:
    edit(copied, "{eval}`marked`", "{eval}`marked.pop()`")
    check = copied.run("check", "docs")
    assert check.returncode == 1
    (told,) = check.stdout.splitlines()
    assert ": [script] {eval}`marked.pop()`: pop() changes something; " in told
    assert "running" not in copied.make().stdout


def test_values_that_differ_from_run_to_run_are_told_where_runs_are_compared(copied: Site) -> None:
    edit(copied, 'marked = "*a* <b>"', "marked = __import__('os').getpid()")
    done = copied.make("--twice")
    told = [line for line in (done.stdout + done.stderr).splitlines() if "differs" in line]
    assert len(told) == 1, done.stdout + done.stderr
    assert "its value differs from run to run: " in told[0]


def test_a_page_shows_a_value_letter_for_letter(copied: Site) -> None:
    """And not as prose, of which Sphinx makes dashes and curved quotation marks."""
    edit(copied, "{eval}`marked`", """{eval}`'--lr="1"...'` and "this" """)
    done = copied.make()
    assert done.returncode == 0, done.stdout + done.stderr
    text = soup(copied.page("en")).get_text()
    assert '--lr="1"...' in text
    assert "“this”" in text
