"""What is known of a passage of three languages along a line of versions, whatever git they came from."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from bilingual_gallery.history.commits import Commit
from bilingual_gallery.history.staleness import walk
from bilingual_gallery.history.versions import Version
from repositories import script

LANGUAGES = ("ko", "en", "ja")


def stale(*texts: str) -> list[str]:
    """Who is behind whom after these versions of a passage, such as `k1 e0 j0`; with ! it is excused.

    Each comes from the one before, or from those that are named behind a colon.
    """
    versions = []
    for number, each in enumerate(texts):
        said, _, named = each.partition(":")
        cells = tuple(said.rstrip("! ").split())
        day = date(2026, 1, 1) + timedelta(number)
        commit = Commit(f"{number}", day, "!" in said, "")
        parents = tuple(map(int, named.split())) or ((number - 1,) if number else ())
        versions.append(Version(commit, script(cells, languages=LANGUAGES), parents))
    states = walk(Path("small.py"), versions)
    assert states is not None
    return [
        f"{code} < {lag.behind} {lag.text} {','.join(each.id for each in lag.changes)}"
        for code, lag in states[1].lags.items()
    ]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["k0 e0 j0", "k1 e0 j0"], ["en < ko k0 1", "ja < ko k0 1"]),
        # Two languages changed in one commit, and one of them went back: the other is still ahead.
        (["k0 e0 j0", "k0 e1 j1", "k0 e1 j0"], ["ko < en e0 1", "en < ja j1 2"]),
        # Two answers, one after the other, are news to nobody.
        (["k0 e0 j0", "k0 e0 j1", "k1 e0 j1", "k1 e1 j1"], []),
        # One of two languages goes back, and who is behind the other one stays so.
        (["k0 e0 j0", "k0 e1 j1", "k0 e0 j1"], ["ko < ja j0 1", "ja < en e1 2"]),
        # What was in step once is so again, also where an excused commit came between.
        (["k0 e0 j0", "k0 e0 j2!", "k0 e0 j0"], []),
        (["k0 e0 j0", "k1 e1 j1", "k2 e1 j1", "k0 e0 j0"], []),
        # And what was behind once is so again.
        (["k0 e0 j0", "k1 e0 j0", "k1 e1 j1", "k1 e0 j0"], ["en < ko k0 1", "ja < ko k0 1"]),
        # An excused commit leaves nobody behind, and answers what it changes.
        (["k0 e0 j0", "k1 e0 j0", "k1 e1 j0!"], ["ja < ko k0 1"]),
    ],
)
def test_who_is_behind_whom(texts: list[str], told: list[str]) -> None:
    assert stale(*texts) == told


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        # Each side changed another language.
        (
            ["k0 e0 j0", "k1 e0 j0", "k0 e1 j0 : 0", "k1 e1 j0 : 1 2"],
            ["ko < en e0 2", "en < ko k0 1", "ja < ko k0 1"],
        ),
        # The merge puts two texts of one language together, of which nobody has to know one.
        (["k0 e0 j0", "k1 e0 j0 !", "k2 e2 j2 : 0", "k12 e2 j2 : 1 2"], []),
        (
            ["k0 e0 j0", "k1 e0 j0", "k2 e2 j2 : 0", "k12 e2 j2 : 1 2"],
            ["en < ko k0 1", "ja < ko k0 1"],
        ),
        # It changes a language by itself.
        (
            ["k0 e0 j0", "k0 e1 j0 !", "k0 e0 j1 ! : 0", "k3 e1 j1 : 1 2"],
            ["en < ko k0 3", "ja < ko k0 3"],
        ),
        # Both sides say the same, and one of them knows that it is in step.
        (["k0 e0 j0", "k1 e0 j0", "k1 e0 j0 ! : 0", "k1 e0 j0 : 1 2"], []),
        (
            ["k0 e0 j0", "k1 e0 j0", "k1 e0 j0 : 0", "k1 e0 j0 : 1 2"],
            ["en < ko k0 1,2", "ja < ko k0 1,2"],
        ),
        # One side has answered what the other one made again.
        (
            ["k0 e0 j0", "k1 e0 j0", "k1 e1 j1", "k1 e0 j0 : 0", "k2 e0 j0", "k2 e1 j1 : 2 4"],
            ["en < ko k1 4", "ja < ko k1 4"],
        ),
        # One side answers, and the other goes on.
        (
            ["k0 e0 j0", "k1 e0 j0", "k1 e1 j1", "k2 e0 j0 : 1", "k2 e1 j1 : 2 3"],
            ["en < ko k1 3", "ja < ko k1 3"],
        ),
        # A side of which the merge has no text at all still told what it changed.
        (
            ["k0 e0 j0", "k1 e0 j0", "k1 e1 j0", "k1 e1 j1", "k0 e0 j2 ! : 0", "k9 e0 j2 : 3 4"],
            ["en < ko k0 1,5", "ja < ko k0 1,5"],
        ),
        # What one side did is thrown away.
        (["k0 e0 j0", "k1 e0 j0", "k0 e1 j1 : 0", "k0 e1 j1 : 2 1"], ["ko < en e0 2"]),
        (
            ["k0 e0 j0", "k1 e0 j0", "k1 e1 j1", "k0 e0 j0 : 0", "k0 e1 j0 : 3 2"],
            ["ko < en e0 2", "ja < en e0 2"],
        ),
        # Three sides.
        (
            ["k0 e0 j0", "k1 e0 j0", "k0 e1 j0 : 0", "k0 e0 j1 ! : 0", "k1 e1 j1 : 1 2 3"],
            ["ko < en e0 2", "en < ko k0 1", "ja < ko k0 1"],
        ),
    ],
)
def test_a_merge_keeps_what_each_side_knew(texts: list[str], told: list[str]) -> None:
    assert stale(*texts) == told


def test_a_language_that_is_gone_for_a_while_is_as_far_behind_as_before() -> None:
    def versions(*texts: str) -> list[Version]:
        return [
            Version(
                Commit(f"{number}", date(2026, 1, 1), False, ""),
                script(text, languages=LANGUAGES),
                (number - 1,) if number else (),
            )
            for number, text in enumerate(texts)
        ]

    def cells(**said: str) -> str:
        return "\n".join(
            f'# %% [markdown] lang="{code}"\n# {text}\n' for code, text in said.items()
        )

    draft = versions(cells(ko="k0", en="e0", ja="j0"), cells(ko="k1", ja="j0"))
    both = [*draft, *versions(cells(ko="k1", en="e0", ja="j0"))]
    both[-1] = Version(both[-1].commit, both[-1].text, (1,))
    states = walk(Path("small.py"), both)
    assert states is not None
    assert [*states[1].lags] == ["en", "ja"]
    written = walk(
        Path("small.py"),
        [
            *draft,
            Version(both[-1].commit, versions(cells(ko="k1", en="e1", ja="j0"))[0].text, (1,)),
        ],
    )
    assert written is not None
    assert [*written[1].lags] == ["ja"]
