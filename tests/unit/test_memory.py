"""A check that stays in memory looks at what has changed, and finds what a fresh one finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bilingual_gallery.check import parity
from bilingual_gallery.check.finding import Edit, Finding, Text
from bilingual_gallery.check.memory import Memory
from bilingual_gallery.check.run import find
from bilingual_gallery.config import settings_of
from bilingual_gallery.contents import Contents
from bilingual_gallery.glossary.model import NONE, Glossary
from bilingual_gallery.source.gallery import collect
from trilingual import make_trilingual

PLACE = Path("small.py")


def told(memory: Memory, text: Text) -> tuple[Finding, ...]:
    """What is found where every text has an edit of its first word in the file."""

    def find() -> list[Finding]:
        begin = text.whole.index("word")
        return [text.finding(0, "rule", "write Word", (Edit(begin, begin + 4, "Word"),))]

    return memory.of([text], find)


def test_a_passage_that_is_the_same_is_looked_at_once() -> None:
    memory = Memory()
    text = Text(PLACE, 2, "en", "A word.", whole="above\n# A word.\n")
    memory.begin(NONE)
    first = told(memory, text)
    memory.begin(NONE)
    assert memory.of([text], lambda: pytest.fail("it was looked at again")) is first


def test_a_check_of_one_file_forgets_nothing_of_the_others() -> None:
    memory = Memory()
    texts = [Text(Path(each), 1, "en", "A word.", whole="A word.\n") for each in ("a.py", "b.py")]
    memory.begin(NONE)
    for text in texts:
        told(memory, text)
    memory.begin(NONE, whole=False)
    told(memory, texts[0])
    memory.begin(NONE)
    for text in texts:
        memory.of([text], lambda: pytest.fail("it was looked at again"))


def test_mends_are_at_their_place_when_something_above_has_another_length() -> None:
    memory = Memory()
    text = Text(PLACE, 2, "en", "A word.", whole="above\n# A word.\n")
    told(memory, text)
    (found,) = told(memory, replace(text, whole="far above\n# A word.\n"))
    assert found.fix == (Edit(14, 18, "Word"),)
    # The lines of a file may be another prose's: blanks at their ends are in no prose.
    (found,) = told(memory, replace(text, whole="above\n#  A word.\n"))
    assert found.fix == (Edit(11, 15, "Word"),)


def test_a_passage_whose_texts_moved_apart_is_looked_at_again() -> None:
    memory = Memory()
    whole = "A word.\n#\nB word.\n"
    pair = [
        Text(PLACE, 1, "en", "A word.", whole=whole),
        Text(PLACE, 3, "de", "B word.", whole=whole),
    ]
    seen: list[str] = []

    def find() -> list[Finding]:
        seen.append(pair[1].whole)
        begin = pair[1].whole.index("B")
        return [pair[1].finding(0, "rule", "write C", (Edit(begin, begin + 1, "C"),))]

    (found,) = memory.of(pair, find)
    assert found.fix == (Edit(10, 11, "C"),)
    pair[1] = replace(pair[1], whole=whole.replace("#", "# below A"))
    (found,) = memory.of(pair, find)
    assert found.fix == (Edit(18, 19, "C"),)
    assert len(seen) == 2


def test_with_another_glossary_everything_is_looked_at_anew() -> None:
    memory = Memory()
    text = Text(PLACE, 1, "en", "A word.", whole="A word.")
    memory.begin(NONE)
    told(memory, text)
    memory.begin(Glossary())
    assert memory.of([text], list) == ()


def test_what_a_check_does_not_ask_for_is_forgotten() -> None:
    memory = Memory()
    text = Text(PLACE, 1, "en", "A word.", whole="A word.")
    told(memory, text)
    for _ in range(2):
        memory.begin(NONE)
    assert memory.of([text], list) == ()


def test_a_second_check_finds_the_same_by_looking_at_the_changed_passage_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_trilingual(tmp_path)
    settings, memory = settings_of(site.root / "docs"), Memory()
    path = site.script("small").resolve()
    before = Contents()
    find(settings, collect(settings, before).tutorials, contents=before, memory=memory)
    changed = path.read_bytes().replace(b"# - Two", b"# - Two of 30")
    after = Contents({path: changed})
    tutorials = collect(settings, after).tutorials
    fresh = find(settings, tutorials, contents=after)
    assert "small.py:45: [numbers]" in " ".join(map(str, fresh))

    seen: list[int] = []
    compare = parity.compare

    def noting(texts: list[Text], *others: object) -> object:
        seen.append(texts[0].line)
        return compare(texts, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(parity, "compare", noting)
    assert find(settings, tutorials, contents=after, memory=memory) == fresh
    assert seen == [26], seen
