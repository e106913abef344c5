"""``Drift: none`` in the message of a commit, however it stands there, and where it is only spoken of."""

from __future__ import annotations

import pytest
from bilingual_gallery.history.messages import Excuse, excuse

SQUASHED = """\
Squashed commit of the following:

commit 0123456789abcdef0123456789abcdef01234567
Author: An Author <author@example.org>
Date:   Fri Jan 2 12:00:00 2026 +0900

    Say it anew

commit 89abcdef0123456789abcdef0123456789abcdef
Author: An Author <author@example.org>
Date:   Thu Jan 1 12:00:00 2026 +0900

    Mend a typo

    Drift: none
"""
OF_A_HOST = """\
Mend typos (#12)

* Mend a typo

Drift: none

* Mend another one

It was there for long.
"""
FROM_A_HOOK = """\
Mend a typo
drift: none
# Please enter the commit message for your changes. Lines starting
# with '#' will be ignored.
# ------------------------ >8 ------------------------
diff --git a/x.py b/x.py
"""


@pytest.mark.parametrize(
    "message",
    [
        "Mend a typo\n\nDrift: none",
        "Mend a typo\n\nDrift: none\n\n\n",
        "Mend a typo\nDrift: none",  # no empty line: to git it is part of the subject
        "Mend a typo\nDrift: none, a typo",
        "Mend a typo\n\nIt was there for long.\nDrift: none",
        "Mend a typo\n\nIt was there for long\nDrift: none",
        "오타를 고칩니다\n\n오래 있던 오타입니다.\nDrift: none, 오타",
        "Mend a typo\n\nDRIFT: NONE",
        "Mend a typo\n\n  drift:none   ",
        "Mend a typo\n\nDrift : none.\t",
        "Mend a typo\n\nDrift: none (a typo)",
        "Mend a typo\n\nDrift: none; a typo",
        "Mend a typo\n\nDrift: none\n\nIt was there for long.",
        "Mend a typo\n\nReviewed-by: B <b@example.org>\nDrift: none\nSigned-off-by: A <a@example.org>",
        "Mend a typo\n\nReviewed-by: B <b@example.org>\nDrift: none because it is a typo",
        "Mend a typo\n\nIt was there for long.\nDrift: none\nSigned-off-by: A <a@example.org>",
        SQUASHED,
        OF_A_HOST,
        FROM_A_HOOK,
    ],
)
def test_it_excuses(message: str) -> None:
    assert excuse(message) == Excuse(True, ())
    assert excuse(message.replace("\n", "\r\n")) == Excuse(True, ())


@pytest.mark.parametrize(
    "message",
    [
        "Mend a typo",
        "Drift: none is recognized however it stands",
        "Say more\n\nWe talk of Drift: none here.",
        "Say more\n\nIn a long paragraph a line may begin with\nDrift: none and go on.",
        "Say more\n\nIn a long paragraph a line may begin with\nDrift: none\nand go on.",
        "Say more\n\nIn a long paragraph a line may begin with\nDrift: none, and go on.",
        "Say more\n\nWrite\n`Drift: none`.",
        'Say more\n\nWrite\n"Drift: none"',
        "Say more\n\n> Drift: none",
        "Say more\n\n# Drift: none",
        "Say more\n\n- Drift: none",
        "Say more\n\nEnd the message like this:\n\n    Drift: none",
        "Say more\n\nDrift: much",
        "Say more\n\nDrifts: none",
        "Say more\n\nDrift: nonesuch",
        "Say more\n\nDrift: none here, but elsewhere.\n\nAnd more.",
        "Say more\n\n# -------- >8 --------\nDrift: none",
    ],
)
def test_it_excuses_nothing_where_it_is_only_spoken_of(message: str) -> None:
    assert excuse(message) == Excuse(False, ())


@pytest.mark.parametrize(
    ("message", "others"),
    [
        ("Keep it\n\nDrift: none in 85C83686ef", ["85c83686ef"]),
        ("Keep it\nDrift: none in 85c83686ef, reworded", ["85c83686ef"]),
        ("Keep it\n\nDrift: none in 85c83686ef and 0123456", ["85c83686ef", "0123456"]),
        ("Keep it\n\nDrift: none in 85c83686ef, 0123456", ["85c83686ef", "0123456"]),
        ("Keep it\n\nDrift: none in 85c83686ef\nDrift: none in 0123456", ["85c83686ef", "0123456"]),
    ],
)
def test_it_may_excuse_other_commits_and_not_its_own(message: str, others: list[str]) -> None:
    assert excuse(message) == Excuse(False, tuple(others))


def test_it_may_excuse_its_own_and_others() -> None:
    message = "Mend a typo\n\nDrift: none\nDrift: none in 85c83686ef"
    assert excuse(message) == Excuse(True, ("85c83686ef",))
