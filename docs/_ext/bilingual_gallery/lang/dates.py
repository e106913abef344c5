"""How each language writes a date."""

from __future__ import annotations

from datetime import date

from babel.dates import format_skeleton

from .tags import babel_locale


def month(day: date, code: str) -> str:
    """The month of a day: `November 2026`, `2026년 11월`; `2026-11` in a language that CLDR lacks."""
    locale = babel_locale(code)
    return f"{day:%Y-%m}" if locale is None else str(format_skeleton("yMMMM", day, locale=locale))
