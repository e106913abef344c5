"""`check`: what the rules find, a line each; runs no code."""

from __future__ import annotations

from pathlib import Path

from ..check.finding import Finding
from ..check.run import find
from ..config import Settings, read_config
from ..hooks import suppressed
from ..source.gallery import collect


def main(docs: Path) -> int:
    """Print what is found and conf.py does not suppress; the exit status is 1 if that is anything."""
    config = read_config(docs, {})
    settings = Settings.of(config, docs, docs / next(iter(config.bilingual_gallery_languages)))
    gallery = collect(settings)
    unread = [Finding.of(mistake) for mistake in (*gallery.mistakes, *gallery.unread)]
    # What the build would not warn of is not told here either.
    found = [
        finding
        for finding in find(settings, gallery.tutorials)
        if not suppressed(finding.rule, config.suppress_warnings)
    ]
    findings = sorted([*unread, *found])
    for finding in findings:
        print(finding)
    return 1 if findings else 0
