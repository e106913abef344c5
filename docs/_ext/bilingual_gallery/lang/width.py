"""How wide text is where each sign takes one column or two."""

from __future__ import annotations

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """How many columns ``text`` takes: a sign that East Asian fonts have wide (UAX #11) takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
