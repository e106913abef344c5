"""The tutorials in the order they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..compat import get_subsections, script_order
from ..config import Settings
from ..source.tutorial import Tutorial


def course(
    tutorials: Sequence[Tutorial], settings: Settings, srcdir: Path, conf: Mapping[str, Any]
) -> Sequence[Tutorial]:
    """The tutorials in reading order, and behind them those that have no place in it."""
    ordered = in_reading_order(tutorials, settings, srcdir, conf)
    placed = {each.path for each in ordered}
    return [*ordered, *(each for each in tutorials if each.path not in placed)]


def in_reading_order(
    tutorials: Sequence[Tutorial], settings: Settings, srcdir: Path, conf: Mapping[str, Any]
) -> Sequence[Tutorial]:
    """The tutorials by gallery, section and place in it, as ``conf`` (Sphinx-Gallery's options) has them.

    Those in a folder that is no section are left out. ``srcdir`` is the folder of a language.
    """
    ordered: list[Tutorial] = []
    for gallery in settings.galleries:
        sections = get_subsections(srcdir, gallery.scripts, conf)
        for folder in [gallery.scripts, *(gallery.scripts / name for name in sections)]:
            key = script_order(conf, folder)
            scripts = {each.path.name: each for each in tutorials if each.path.parent == folder}
            ordered += [scripts[name] for name in sorted(scripts, key=key)]
    return ordered
