"""`check`: what the rules find, a line each; runs no code."""

from __future__ import annotations

from pathlib import Path

from ..check.finding import Finding
from ..check.run import find
from ..config import settings_of
from ..source.gallery import collect


def main(docs: Path) -> int:
    """Print what is found; the exit status is 1 if that is anything."""
    settings = settings_of(docs)
    gallery = collect(settings)
    unread = [Finding.of(mistake) for mistake in gallery.mistakes]
    findings = sorted([*unread, *find(settings, gallery.tutorials)])
    for finding in findings:
        print(finding)
    return 1 if findings else 0
