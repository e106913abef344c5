"""The fonts of a site, made once for all languages, in a process of its own while tutorials run."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sphinx.config import Config

from .. import endings
from ..config import Settings
from ..site import font_subsets, themes, typefaces
from .build import Plan, builder_of


@contextmanager
def made_meanwhile(plan: Plan, config: Config, settings: Settings) -> Iterator[None]:
    """In the block a process makes the fonts, if letters are new; at its end they are there.

    What goes wrong in that process will go wrong in each language's build too, which tells so.
    """
    if not _are_wanted(plan, config, settings):
        yield
        return
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_share, args=(plan, settings), daemon=True)
    with endings.held():
        process.start()
    try:
        yield
        process.join()
    finally:
        process.kill()
        process.join()


def _are_wanted(plan: Plan, config: Config, settings: Settings) -> bool:
    return (
        settings.fonts
        and builder_of(plan.options) in themes.SITES
        and typefaces.sheet_in(themes.THEMES / config.html_theme).is_file()
    )


def _share(plan: Plan, settings: Settings) -> None:
    endings.leave_to_parent()
    with suppress(OSError):
        os.nice(10)  # tutorials come first
    with suppress(Exception):
        letters = font_subsets.letters_of(plan.docs, plan.docs, settings)
        made = font_subsets.digest_of(letters)
        notes = [typefaces.note_in(plan.doctrees / code) for code in settings.codes]
        if not all(each.is_file() and each.read_text() == made for each in notes):
            font_subsets.share(letters, plan.doctrees)
