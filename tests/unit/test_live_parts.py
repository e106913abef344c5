"""What `live` makes of a save and of what is said, without a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from bilingual_gallery.cli.live import checking
from bilingual_gallery.cli.live.channel import Line
from bilingual_gallery.cli.live.serve import Server
from bilingual_gallery.cli.live.telling import Telling
from bilingual_gallery.cli.live.watching import Changes, made_by
from bilingual_gallery.config import settings_of
from bilingual_gallery.pages.told_once import target_in
from helpers import TUTORIAL, make_site


@pytest.fixture
def telling(tmp_path: Path) -> Telling:
    with Server(tmp_path, 0) as server:
        return Telling(server)


PLACE = "gallery/blitz/hello.py:29"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("[numbers] en has 5", f"{PLACE}: WARNING: [numbers] en has 5 [bilingual_gallery.numbers]"),
        ("[script] no docstring", f"{PLACE}: ERROR: no docstring (its last good page stays)"),
        ("[script] no docstring", f"{PLACE}: no docstring"),
    ],
)
def test_what_the_check_has_told_no_build_tells_again(
    telling: Telling, capsys: pytest.CaptureFixture[str], found: str, said: str
) -> None:
    telling.checked(1, f"{PLACE}: {found}\n", [])
    capsys.readouterr()
    telling.said(said, "ko")
    assert capsys.readouterr().out == ""
    telling.said(said.replace("29", "30"), "ko")
    assert capsys.readouterr().out == f"ko: {said.replace('29', '30')}\n"


def test_what_two_languages_say_is_told_once_and_again_after_the_next_save(
    telling: Telling, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = "docs/ko/more.md:3: WARNING: unknown document: 'x' [ref.doc]"
    for language in ("ko", "en"):
        telling.said(warning, language)
    assert capsys.readouterr().out == f"ko: {warning}\n"
    telling.checked(0, "", [])
    capsys.readouterr()
    telling.said(warning, "en")
    assert capsys.readouterr().out == f"en: {warning}\n"


def test_a_failure_is_told_where_it_is_new(
    telling: Telling, capsys: pytest.CaptureFixture[str]
) -> None:
    telling.failed("run x", [f"{PLACE}: ZeroDivisionError"])
    telling.failed("run x", [f"{PLACE}: ZeroDivisionError"])
    assert capsys.readouterr().out.count("ZeroDivisionError") == 1
    telling.failed("run x", [])
    telling.failed("run x", [f"{PLACE}: ZeroDivisionError"])
    assert capsys.readouterr().out.count("ZeroDivisionError") == 1


def test_what_editors_keep_for_themselves_is_no_save(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    is_made = made_by(settings_of(site.root / "docs"), site.root / "build")
    folder = site.script("small").parent
    for name in (".#small.py", "#small.py#", "small.py~", ".small.py.swp", "4913", "._small.py"):
        assert is_made(str(folder / name)), name
    assert is_made(str(folder / ".ipynb_checkpoints" / "small-checkpoint.py"))
    assert not is_made(str(folder / "small.py")) and not is_made(str(folder / "data.csv"))


def test_a_save_is_sorted_by_what_it_may_change(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    docs, gallery = site.root / "docs", site.root / "gallery"
    module, helper = docs / "_ext" / "own.py", gallery / "blitz" / "_data.py"
    table, sheet = gallery / "blitz" / "data.csv", docs / "glossary.toml"
    module.parent.mkdir()
    for path in (module, helper, table, sheet):
        path.write_text("")
    settings = settings_of(docs)
    script, page = site.script("small"), docs / "ko" / "index.md"

    def of(*paths: Path) -> Changes:
        return Changes.of(paths, settings)

    none = frozenset[Path]()
    assert of(script) == Changes(frozenset([script]), frozenset(), others=False, afresh=False)
    assert of(page) == Changes(none, frozenset([("ko", page)]), others=False, afresh=False)
    for path in (table, sheet, helper, site.script("gone"), docs / "en" / "gone.md"):
        assert of(path) == Changes(none, frozenset(), others=True, afresh=False), path
    for path in (docs / "conf.py", module):
        assert of(path) == Changes(none, frozenset(), others=False, afresh=True), path


@pytest.mark.parametrize(
    ("message", "target"),
    [
        ("[targets] there is no picture a b/none.png; put it at x, or name one", "none.png"),
        ("[targets] there is no #gone on this page (is #one meant?); name a heading's id", "gone"),
        ("[targets] there is no page two.md; name one that there is", "two.md"),
        ("[targets] there is no #Gone on two.md; name one that there is", "gone"),
        ("image file not readable: gallery/blitz/none.png [image.not_readable]", "none.png"),
        ("download file not readable: gallery/gone.zip [download.not_readable]", "gone.zip"),
        ("'myst' cross-reference target not found: 'two.md' [myst.xref_missing]", "two.md"),
        ("local id not found in doc 'blitz/two': 'gone' [myst.xref_missing]", "gone"),
        ("undefined label: 'gone' [ref.ref]", None),
        ("[numbers] there is no 3 in the other language", None),
    ],
)
def test_what_the_check_and_sphinx_miss_alike_has_one_name(
    message: str, target: str | None
) -> None:
    assert target_in(message) == target


class Asking:
    """Stands for the session's end of the line: asks for checks, and does something before each."""

    def __init__(self, *asked: tuple[list[Path], dict[Path, str]]) -> None:
        self._asked = asked
        self.heard: list[dict[str, Any]] = []

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number, (saved, texts) in enumerate(self._asked):
            for path, text in texts.items():
                path.write_text(text, encoding="utf-8")
            yield {"id": number, "saved": [str(each) for each in saved]}

    def send(self, kind: str, **values: Any) -> None:
        self.heard.append(values)

    def told(self) -> list[tuple[bool, set[str]]]:
        """Of each answer: whether all files were looked at, and the files in which something was found."""
        lines = [each["text"].splitlines() for each in self.heard]
        return [
            (each["whole"], {Path(line.partition(":")[0]).name for line in found})
            for each, found in zip(self.heard, lines, strict=True)
        ]


def test_what_is_found_in_the_file_that_was_saved_is_told_before_others_are_looked_at(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path, dict.fromkeys(("one", "two", "three"), TUTORIAL))
    wrong = TUTORIAL.replace("It uses", "It uses uses")
    one, two, three = (site.script(name) for name in ("one", "two", "three"))
    asking = Asking(
        ([three], {three: wrong}),  # there was no check before
        ([one], {one: wrong, two: wrong}),
        ([], {}),
        ([one], {one: TUTORIAL, three: TUTORIAL}),
        ([], {}),
    )
    checking.work(cast(Line, asking), tmp_path / "docs", tmp_path / "build/html", {"names": []})
    assert asking.told() == [
        (True, {"three.py"}),
        (False, {"one.py", "three.py"}),
        (True, {"one.py", "two.py", "three.py"}),
        (False, {"two.py", "three.py"}),
        (True, {"two.py"}),
    ]
