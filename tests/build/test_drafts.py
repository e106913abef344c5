"""A tutorial that is not translated yet: what each page, download and list shows, in three languages."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from helpers import NAMES, Site, make_site

LANGUAGES = ("ko", "en", "ar")
WHOLE = '''\
# %% [markdown] lang="ko"
"""
# 더하기

**텐서**(tensor)를 더합니다.
"""

# %% [markdown] lang="en"
# # Adding
#
# It adds a **tensor**.

# %% [markdown] lang="ar"
# # الجمع
#
# نجمع هنا.

# %%
x = 1
'''
# The title is in Korean alone; a section is in English alone, one lacks Arabic, one is for all.
DRAFT = '''\
# %% [markdown] lang="ko"
"""
# 빼기

**텐서**(tensor)를 뺍니다. 값은 {eval}`y`입니다.
"""

# %%
# ko: 한국어 주석
y = 3
print("three")

# %% [markdown] lang="en"
# ## Only here
#
# A **tensor** has a [name](#third). Englishword.
#
# - One item.

# %%
y + 1

# %% [markdown] lang="ko"
# 절 없이 이어지는 글입니다.

# %%
y + 2

# %% [markdown]
# $$a + b$$

# %%
y + 3

# %% [markdown] lang="ko"
# ## 셋째
#
# 함께 있는 글입니다.

# %% [markdown] lang="en"
# ## Third
#
# The text in both.

# %% [markdown] lang="ar"
# <!-- to be translated from ko
# 함께 있는 글입니다.
# -->
'''
# All in one language, whose lines go the other way, so there is no docstring.
ALONE = """\
# %% [markdown] lang="ar"
# # الطرح
#
# نطرح هنا.

# %%
z = 1
"""
GLOSSARY = """
[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor", ar = "موتر" }
meaning = { ko = "배열", en = "an array", ar = "مصفوفة" }
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("drafts")
    site = make_site(root, {"whole": WHOLE, "draft": DRAFT, "alone": ALONE}, LANGUAGES)
    site.configure(**NAMES, ar="العربية")
    site.add_to_conf(
        'html_theme = "furo"\nbilingual_gallery_id_language = "en"\n'
        'bilingual_gallery_glossary = "glossary.toml"\n'
    )
    (root / "docs" / "_templates" / "chooser.html").unlink()
    (root / "docs" / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    for code in LANGUAGES:
        page = root / "docs" / code / "glossary.md"
        page.write_text("# Glossary\n\n```{glossary-terms}\n```\n")
        home = root / "docs" / code / "index.md"
        home.write_text(home.read_text().replace("index\n```", "index\nglossary\n```"))
    done = site.run("build", "docs", "build/html")
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "said").write_text(done.stdout + done.stderr, encoding="utf-8")
    return site


def article(site: Site, language: str, name: str = "draft") -> Tag:
    page = BeautifulSoup(site.page(language, name).read_text("utf-8"), "html.parser")
    found = page.select_one("article")
    assert found is not None
    return found


def others(site: Site, language: str) -> list[tuple[str, str, str]]:
    """What is in another language on a page: its element's lang and dir, and its first word."""
    return [
        (str(each["lang"]), str(each["dir"]), each.get_text().split()[0])
        for each in article(site, language).select(".untranslated")
    ]


def test_a_text_that_is_not_translated_stands_in_another_language_and_says_which(
    site: Site,
) -> None:
    assert others(site, "ko") == [("en", "ltr", "Only"), ("en", "ltr", "A")]
    assert others(site, "en") == [
        ("ko", "ltr", "빼기"),
        ("ko", "ltr", "텐서(tensor)를"),
        ("ko", "ltr", "절"),
    ]
    assert [each[::2] for each in others(site, "ar")] == [
        ("ko", "빼기"),
        ("ko", "텐서(tensor)를"),
        ("en", "Only"),
        ("en", "A"),
        ("ko", "절"),
        ("ko", "셋째"),
        ("ko", "함께"),
    ]
    assert {each[1] for each in others(site, "ar")} == {"ltr"}


def test_a_tutorial_of_one_language_is_built_in_every_one_with_its_direction(site: Site) -> None:
    for code in ("ko", "en"):
        found = article(site, code, "alone").select(".untranslated")
        assert [(each["lang"], each["dir"]) for each in found] == [("ar", "rtl")] * 2
    assert not article(site, "ar", "alone").select(".untranslated")
    title = BeautifulSoup(site.page("en", "alone").read_text("utf-8"), "html.parser").title
    assert title is not None
    assert title.get_text().startswith("الطرح")


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("ko", 1, "아직 번역되지 않아 영어 글이 그대로 나옵니다."),
        ("en", 2, "Not translated yet; this is the Korean text."),
        ("ar", 2, None),  # nothing is in Arabic: at the top, and where it is English
    ],
)
def test_above_each_stands_once_in_the_pages_language_that_it_is_not_translated(
    site: Site, language: str, count: int, words: str | None
) -> None:
    marks = article(site, language).select(".not-translated")
    assert len(marks) == count
    for mark in marks:
        assert mark.find_parent(lang=True, class_="untranslated") is None
        assert words is None or mark.get_text() == words


def test_sections_have_the_same_ids_in_every_language_and_bars_are_in_the_pages(
    site: Site,
) -> None:
    ids = [[each["id"] for each in article(site, code).select("section[id]")] for code in LANGUAGES]
    assert ids[0] == ids[1] == ids[2]
    assert ids[0][1:] == ["only-here", "third"]
    for code in LANGUAGES:
        for bar in article(site, code).select(".reading-time, .made-with"):
            assert bar.find_parent(class_="untranslated") is None


def test_the_value_of_the_run_stands_in_it_as_its_own_language_has_it(site: Site) -> None:
    for code in LANGUAGES:
        assert "값은 3입니다." in article(site, code).get_text()


def test_a_comment_of_one_language_is_no_other_ones(site: Site) -> None:
    assert "한국어 주석" in article(site, "ko").get_text()
    assert "한국어 주석" not in article(site, "en").get_text()


def test_what_waits_in_a_comment_is_on_no_page_and_in_no_download(site: Site) -> None:
    for path in (site.root / "build" / "html").rglob("*draft*"):
        if path.is_file():
            assert b"to be translated" not in path.read_bytes(), path


def pieces(site: Site, language: str) -> list[list[object]]:
    path = site.root / f"build/html/{language}/_prose/tutorials/blitz/draft.js"
    if not path.is_file():
        (path,) = [
            each
            for each in (site.root / "build/html" / language).rglob("tutorials/blitz/draft.js")
            if "document.currentScript.prose" in each.read_text("utf-8")
        ]
    text = path.read_text("utf-8")
    told = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return list(told["pieces"])


def test_side_by_side_no_text_is_paired_with_itself(site: Site) -> None:
    ours, theirs = pieces(site, "ko"), pieces(site, "en")
    assert [each[:2] for each in ours] == [each[:2] for each in theirs]
    seen = 0
    for own, other in zip(ours, theirs, strict=True):
        if len(own) > 3 or len(other) > 3:
            seen += 1
            assert own[2] != other[2]
            assert "Not translated yet" in f"{other[2]}" or "번역되지" in f"{own[2]}"
            assert [*own[3:], *other[3:]] in (["en"], ["ko"])
    assert seen == 2 + 1 + 3


def test_the_search_finds_a_text_on_the_pages_of_its_own_language_alone(site: Site) -> None:
    for code in LANGUAGES:
        index = (site.root / f"build/html/{code}/searchindex.js").read_text("utf-8")
        texts = (site.root / f"build/html/{code}/_search/tutorials/blitz/draft.js").read_text()
        assert ("Englishword" in texts) == (code == "en")
        assert ("glishword" in index) == (code == "en")
        assert ("이어지는" in texts) == (code == "ko")


def test_the_glossary_counts_and_links_no_word_of_another_language(site: Site) -> None:
    links = [each.get_text() for each in article(site, "ko").select("a.term")]
    assert links == ["텐서"]
    assert [each.get_text() for each in article(site, "en").select("a.term")] == ["tensor"]
    assert not article(site, "ko").select(".untranslated a.term")


def test_the_card_says_in_which_language_its_title_is(site: Site) -> None:
    for code, lang in (("ko", None), ("en", "ko"), ("ar", "ko")):
        path = site.root / f"build/html/{code}/tutorials/blitz/index.html"
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        (text,) = [each for each in page.select(".card-text") if "뺍니다" in each.get_text()]
        assert text.get("lang") == lang


def cells(site: Site, name: str) -> dict[str, str]:
    book = nbformat.read(site.download(name[:2], f"blitz/draft.{name}"), as_version=4)
    nbformat.validate(book)
    return {each.id: each.source for each in book.cells if each.cell_type == "markdown"}


def test_a_notebook_says_what_is_not_translated_and_has_no_text_twice(site: Site) -> None:
    path = site.download("en", "blitz/draft.ipynb")
    book = nbformat.read(path, as_version=4)
    (title, *_) = [each.source for each in book.cells if each.id == "cell-0"]
    assert title.startswith('*Not translated yet; this is the Korean text.*\n\n<div lang="ko"')
    script = site.download("en", "blitz/draft.py").read_text("utf-8")
    assert "# *Not translated yet; this is the Korean text.*\n#\n# # 빼기" in script
    both = nbformat.read(site.download("en", "blitz/draft.en-ko-below.ipynb"), as_version=4)
    whole = "\n".join(each.source for each in both.cells)
    assert whole.count("뺍니다") == 1
    assert whole.count("Englishword") == 1
    assert whole.count("아직 번역되지 않았습니다") == 1


def test_the_markdown_of_a_page_says_it_too(site: Site) -> None:
    path = site.page("en", "draft").with_suffix(".md")
    text = path.read_text("utf-8")
    assert text.count("Not translated yet; this is the Korean text.") == 2
    assert "untranslated:" not in text


def test_the_build_tells_each_and_check_too(site: Site) -> None:
    said = (site.root / "said").read_text("utf-8")
    lines = sorted({int(each) for each in re.findall(r"draft\.py:(\d+).*\[untranslated\]", said)})
    checked = site.run("check", "docs")
    assert checked.returncode == 1
    found = [int(each) for each in re.findall(r"draft\.py:(\d+): \[untranslated\]", checked.stdout)]
    assert sorted(found) == lines
    assert len(lines) == 4


def test_check_tells_all_mistakes_of_a_script_and_what_else_is_in_it(tmp_path: Path) -> None:
    broken = (
        WHOLE
        + "\n# %%\nx = (\n\n"
        + '# %% [markdown] lang="ko"\n# 값은 5개입니다.\n\n'
        + '# %% [markdown] lang="en"\n# There are 6 values.\n\n'
        + '# %% [markdown] lang="ar"\n# 5\n\n# %%\ny = 2\n\n'
        + '# %% [markdown] lang="fr"\n# Cinq.\n'
    )
    site = make_site(tmp_path, {"broken": broken}, LANGUAGES)
    done = site.run("check", "docs")
    told = re.findall(r"broken\.py:\d+: \[(\w+)\]", done.stdout)
    assert told == ["bold", "script", "numbers", "script"]
    assert done.returncode == 1


TRANSLATE = """\
import os, sys
text = sys.stdin.buffer.read().decode("utf-8")
mode = open("mode").read().strip()
if mode == "fails":
    sys.exit("no such model")
if mode == "empty":
    sys.exit()
if mode == "bytes":
    sys.stdout.buffer.write(b"\\xff")
    sys.exit()
if mode == "headings":
    text = "#### " + text
assert sys.argv[1:] == [os.environ["BILINGUAL_GALLERY_FROM"], os.environ["BILINGUAL_GALLERY_TO"]]
said = "\\n".join(f"{row} ({sys.argv[2]})" if row.strip() else "" for row in text.split("\\n"))
sys.stdout.buffer.write(said.encode("utf-8"))
"""


def test_fill_asks_the_program_of_conf_py_and_writes_all_or_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"draft": DRAFT}, LANGUAGES)
    (tmp_path / "docs" / "translate.py").write_text(TRANSLATE)
    program = [sys.executable, "translate.py", "{from}", "{to}"]
    site.add_to_conf(f"bilingual_gallery_translate = {program!r}")
    before = site.script("draft").read_bytes()
    for mode, told in (
        ("fails", "ended with 1: no such model"),
        ("empty", "gave no text"),
        ("bytes", "gave what is not UTF-8"),
        ("headings", "the draft cannot stand here: no title"),
    ):
        (tmp_path / "docs" / "mode").write_text(mode)
        done = site.run("fill", "docs", "draft")
        assert done.returncode == 1
        (line,) = done.stderr.strip().split("\n")
        assert re.match(r"gallery/blitz/draft\.py:\d+: ", line), line
        assert told in line
        assert site.script("draft").read_bytes() == before
    (tmp_path / "docs" / "mode").write_text("right")
    site.script("draft").chmod(0o755)
    done = site.run("fill", "docs", "draft")
    assert done.returncode == 0, done.stderr
    text = site.script("draft").read_text("utf-8")
    assert "# # 빼기 (en)\n" in text
    assert "# ## Only here (ko)\n" in text
    assert "# en: 한국어 주석 (en)\n# ar: 한국어 주석 (ar)\n" in text
    assert site.script("draft").stat().st_mode & 0o777 == 0o755
    again = site.run("fill", "docs", "draft")
    assert again.stdout == "gallery/blitz/draft.py: no text is missing\n"
    assert site.script("draft").read_text("utf-8") == text
