"""What peek and compare have to show, read from the pages of the two languages themselves."""

from __future__ import annotations

from pathlib import Path

from bs4 import Tag
from readers import soup

OTHER = {"ko": "en", "en": "ko"}
UNPAIRED = {
    "ko": "영어 페이지에는 여기에 꼭 맞는 짝이 없습니다.",
    "en": "The Korean page has no exact counterpart of this.",
}
PROSE = "p, h1, h2, h3, h4, h5, h6, dt, summary, table"
NO_PROSE = (
    ".highlight, .glossary-letters, .also-called, .not-used, .toctree-wrapper, .made-with, "
    ".reading-time, .cell-fold > :not(summary), .excerpt, .excerpt *, .tutorial-downloads, .taught, table *, "
    ".uses"  # has both languages already
)


def words(element: Tag | str) -> str:
    text = element if isinstance(element, str) else element.get_text()
    return " ".join(text.replace("¶", "").split())


def prose(path: Path) -> list[Tag]:
    """The prose elements of a page, found without the numbers that the page gives them."""
    article = soup(path).article
    assert article is not None
    none = {id(each) for each in article.select(NO_PROSE)}
    within = lambda each: any(id(at) in none for at in (each, *each.parents))  # noqa: E731
    return [each for each in article.select(PROSE) if words(each) and not within(each)]


def expected(project: Path, page: str, language: str) -> list[tuple[str, str]]:
    """For each piece of a page, the words of its counterpart and their language."""
    other = OTHER[language]
    ours, theirs = (prose(project / code / page) for code in (language, other))
    if page != "glossary.html":
        assert [each.name for each in ours] == [each.name for each in theirs]
        return [(words(each), other) for each in theirs]
    # Its terms are in another order in each language; title and introduction are not.
    terms = {term["id"]: term for term in theirs if term.name == "dt"}
    pairs, term = [(words(each), other) for each in theirs[:2]], Tag(name="none")
    for each in ours[2:]:
        if each.name == "h2":  # a letter
            pairs.append((UNPAIRED[language], ""))
            continue
        if each.name == "dt":
            term = terms[each["id"]]
            pairs.append((words(term), other))
        else:
            definition = term.find_next("dd")
            assert isinstance(definition, Tag)
            meaning = definition.p
            assert meaning is not None
            pairs.append((words(meaning), other))
    return pairs
