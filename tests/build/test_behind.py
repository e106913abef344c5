"""What a page says of a passage in which its language is behind, in a gallery of three languages."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from repositories import Repository, make_repository

LANGUAGES = ("ko", "en", "ja")
CODE = "# %%\n# ko: 더합니다.\n# en: Add.\n# ja: 足します。\n1 + 1\n"
ADDED = CODE.replace("Add.", "Add two numbers.")
LIST = (
    "## 절\n\n- 하나입니다.\n- 둘입니다.\n\n마지막 문단입니다.",
    "## A section\n\n- Here is one.\n- Here is two.\n\nThe last paragraph.",
    "## 節\n\n- 一つです。\n- 二つです。\n\n最後の段落です。",
)
SENT = (
    "텐서를 `reshape`로 보냅니다. 값은 그대로입니다.",
    "We send a tensor through `reshape`. Its values stay.",
    "テンソルを `reshape` に送ります。値はそのままです。",
)


def said(passage: tuple[str, str, str], **changed: str) -> tuple[str, ...]:
    """The passage, with other words in some languages."""
    return tuple(changed.get(code, text) for code, text in zip(LANGUAGES, passage, strict=True))


NEW_SENT = said(
    SENT, en="We send a large tensor through `reshape`. Its values & shapes & sizes stay."
)
NEW_LIST = said(LIST, ko=LIST[0].replace("둘입니다", "셋입니다"))


@dataclass(frozen=True)
class Built:
    """A gallery whose English moved on in one passage, and its Korean in another."""

    repository: Repository

    def body(self, language: str) -> str:
        text = self.repository.site.page(language).read_text(encoding="utf-8")
        return text[text.index("<article") : text.index("</article>")]

    def marks(self, language: str) -> list[str]:
        return re.findall(r'<details class="behind".*?</details>', self.body(language), re.DOTALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("behind")
    repository = make_repository(root, SENT, CODE, LIST, languages=LANGUAGES)
    (root / ".gitignore").write_text("build/\ndocs/*/tutorials/\n")
    repository.site.add_to_conf('bilingual_gallery_rules = {"numbers": "off"}')
    repository.edit("2026-02-03", NEW_SENT, CODE, LIST)
    repository.edit("2026-03-04", NEW_SENT, ADDED, NEW_LIST)
    done = repository.site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(repository)


def test_only_the_languages_that_are_behind_have_a_mark(built: Built) -> None:
    assert [len(built.marks(code)) for code in LANGUAGES] == [2, 1, 3]
    assert 'data-of="en"' in built.marks("ko")[0]
    assert 'data-of="ko"' in built.marks("en")[0]


def test_a_mark_says_since_when_in_the_language_of_the_page(built: Built) -> None:
    assert "2026년 2월" in built.marks("ko")[0]
    assert "영어" in built.marks("ko")[0]
    assert "March 2026" in built.marks("en")[0]
    assert "2026年2月" in built.marks("ja")[0]


def test_a_mark_has_the_words_that_are_gone_and_those_that_came(built: Built) -> None:
    korean, english = built.marks("ko")[0], built.marks("en")[0]
    assert '<p lang="en">We send a <ins>large</ins> tensor through reshape.' in korean
    assert "Its values <ins>&amp; shapes &amp; sizes</ins> stay.</p>" in korean
    assert "<del>둘입니다.</del> <ins>셋입니다.</ins>" in english


def test_a_mark_stands_below_what_changed_and_knows_its_pieces(built: Built) -> None:
    body = built.body("en")
    mark = body.index('<details class="behind"')
    assert body.index("Here is two.") < mark < body.index("The last paragraph.")
    numbers = re.findall(r'data-pieces="([\d ]+)"', built.marks("en")[0])
    for number, text in zip(numbers[0].split(), ("Here is one.", "Here is two."), strict=True):
        assert re.search(rf'data-piece="{number}"[^>]*>{text}', body)
    assert "<!-- behind -->" not in body


def test_a_mark_leads_to_the_same_place_of_the_other_page(built: Built) -> None:
    for language, others in (("ko", {"en"}), ("en", {"ko"}), ("ja", {"ko", "en"})):
        page = built.repository.site.page(language)
        marks = "".join(built.marks(language))
        links = re.findall(r'data-of="(\w+)".*?<a href="([^"]+)" hreflang="\1"', marks)
        assert {other for other, _ in links} == others
        for other, link in links:
            path, _, place = link.partition("#")
            there = (page.parent / path).resolve()
            assert there == built.repository.site.page(other)
            assert not place or f'id="{place}"' in there.read_text(encoding="utf-8")


def test_comments_in_code_have_a_mark_below_the_code(built: Built) -> None:
    mark = built.marks("ko")[1]
    assert "<del>Add.</del> <ins>Add two numbers.</ins>" in mark
    assert "data-pieces" not in mark
    body = built.body("ko")
    assert body.index("더합니다") < body.index(mark) < body.index("하나입니다")


def test_a_mark_is_neither_searched_nor_paired_nor_in_a_notebook(built: Built) -> None:
    root = built.repository.root / "build/html"
    for path in ("ko/searchindex.js", "ko/_counterparts/tutorials/blitz/small.js"):
        text = (root / path).read_text(encoding="utf-8")
        assert "large" not in text, path
        assert "2026년 2월" not in text, path
    notebook = root / "ko/downloads/blitz/small.ipynb"
    assert "behind" not in notebook.read_text(encoding="utf-8")


def test_what_is_not_committed_may_answer_and_leaves_nobody_behind(
    built: Built, tmp_path: Path
) -> None:
    repository = _copy(built, tmp_path)
    korean = said(NEW_SENT, ko="큰 텐서를 `reshape`로 보냅니다. 값은 그대로 있습니다.")
    other = said(NEW_LIST, en=NEW_LIST[1].replace("The last", "The very last"))
    repository.write(korean, ADDED, other)
    path = repository.site.script("small")
    english = path.read_text(encoding="utf-8").replace("# Begin.", "# Begin now.", 1)
    path.write_text(english, encoding="utf-8")
    again = _made(repository)
    assert [len(again.marks(code)) for code in LANGUAGES] == [1, 0, 3]


def test_a_page_is_made_anew_when_the_history_says_otherwise_and_only_then(
    built: Built, tmp_path: Path
) -> None:
    repository = _copy(built, tmp_path)
    _made(repository)
    source = repository.site.source("ko")
    before = source.stat().st_mtime_ns
    repository.commit("2026-04-01", "Nothing of the gallery")
    _made(repository)
    assert source.stat().st_mtime_ns == before
    first = repository.git("rev-list", "--reverse", "HEAD").split()[1]
    repository.commit("2026-05-01", f"Both say the same\n\nDrift: none in {first}")
    excused = _made(repository)
    assert [len(excused.marks(code)) for code in LANGUAGES] == [1, 1, 2]
    incremental = {code: repository.site.page(code).read_bytes() for code in LANGUAGES}
    shutil.rmtree(repository.root / "build/html")
    shutil.rmtree(repository.root / "build/doctrees", ignore_errors=True)
    for code in LANGUAGES:
        shutil.rmtree(repository.root / f"docs/{code}/tutorials")
    _made(repository)
    assert incremental == {code: repository.site.page(code).read_bytes() for code in LANGUAGES}


@pytest.mark.parametrize("why", ["shallow", "no git", "switched off"])
def test_nothing_is_said_where_nothing_can_be_known_or_nobody_wants_it(
    built: Built, tmp_path: Path, why: str
) -> None:
    repository = _copy(built, tmp_path)
    if why == "switched off":
        repository.site.add_to_conf("bilingual_gallery_mark_behind = False\n")
    elif why == "no git":
        shutil.rmtree(repository.root / ".git")
    else:
        begin = repository.git("rev-parse", "HEAD~1")  # what came after it would have marks
        (repository.root / ".git/shallow").write_text(f"{begin}\n")
    again = _made(repository)
    assert not any(again.marks(code) for code in LANGUAGES)


def test_a_renamed_script_keeps_its_marks(built: Built, tmp_path: Path) -> None:
    repository = _copy(built, tmp_path)
    site = repository.site
    site.script("small").rename(site.script("other"))
    repository.commit("2026-04-01", "Rename it")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    text = site.page("ko", "other").read_text(encoding="utf-8")
    assert text.count('<details class="behind"') == 2


def _copy(built: Built, folder: Path) -> Repository:
    root = folder / "copy"
    shutil.copytree(built.repository.root, root)
    return Repository(type(built.repository.site)(root, LANGUAGES))


def _made(repository: Repository) -> Built:
    done = repository.site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(repository)
