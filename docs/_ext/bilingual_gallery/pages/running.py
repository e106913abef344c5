"""The outputs of a gallery, made where the store lacks them, or what keeps them from being made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from ..config import Settings
from ..errors import BuildError, fail_with
from ..execution import outputs
from ..execution.entry import Entry
from ..glossary.model import load
from ..source.gallery import Gallery, scripts_of


def outputs_of(
    gallery: Gallery,
    settings: Settings,
    say: Callable[[str], None],
    meanwhile: Callable[[], None] = lambda: None,
    detail: Callable[[str], None] = lambda _: None,
) -> tuple[dict[Path, Entry | None], set[Path]]:
    """Run what the store lacks of a gallery; raises BuildError if anything is wrong with it or the glossary.

    Returns the outputs of each tutorial (None: not in the store and not to be made) and which of them
    have been made just now. ``meanwhile`` is done while tutorials run.
    """
    load(settings.glossary)
    scripts = scripts_of(settings)
    if (
        scripts
        and settings.run
        and not any(outputs.is_selected(each, settings) for each in scripts)
    ):
        raise BuildError(_nothing_selected(scripts, settings))
    entries, ran, failures = outputs.ensure(gallery.tutorials, settings, say, meanwhile, detail)
    fail_with([*gallery.mistakes, *failures])
    return entries, ran


def _nothing_selected(scripts: Sequence[Path], settings: Settings) -> str:
    """What is told where a pattern selects no script, as a misspelled one does."""
    names = {part: each for each in scripts for part in (each.stem, settings.address(each))}
    (near,) = get_close_matches(settings.selected, names, 1, 0) or [next(iter(names))]
    message = (
        f"no tutorial is called like {settings.selected!r} (GALLERY_PATTERN, or filename_pattern)"
    )
    return f"{message}, so nothing would run; {near} is one"
