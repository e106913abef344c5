"""`check`: what the rules find, a line each; runs no code.

Where the outputs of a tutorial's code are kept, the numbers in its prose are compared with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..check.finding import Finding
from ..check.run import find
from ..config import Settings, read_config
from ..execution.said import kept
from ..hooks import suppressed
from ..pages.reading_order import course
from ..source.gallery import collect, scripts_of
from .named import named


def main(docs: Path, names: Sequence[str] = ()) -> int:
    """Print what is found and conf.py does not suppress; the exit status is 1 if that is anything.

    Of the tutorials with these ``names`` alone, if there are any; the others are read too, as what is
    wrong in one may depend on those before it. Raises BuildError for a name that no tutorial has.
    """
    config = read_config(docs, {})
    srcdir = docs / next(iter(config.bilingual_gallery_languages))
    settings = Settings.of(config, docs, srcdir)
    wanted = named(names, scripts_of(settings), settings)
    gallery = collect(settings)
    unread = [Finding.of(mistake) for mistake in (*gallery.mistakes, *gallery.unread)]
    tutorials = course(gallery.tutorials, settings, srcdir, config.sphinx_gallery_conf)
    # What the build would not warn of is not told here either.
    found = [
        finding
        for finding in find(settings, tutorials, kept(tutorials, settings))
        if not suppressed(finding.rule, config.suppress_warnings)
    ]
    findings = sorted(
        finding for finding in [*unread, *found] if not wanted or finding.path in wanted
    )
    for finding in findings:
        print(finding)
    return 1 if findings else 0
