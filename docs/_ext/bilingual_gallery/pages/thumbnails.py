"""The picture on a tutorial's card: one of its figures, or a file, as its comments choose."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from ..compat import IMAGE_ENDINGS, NO_IMAGE, save_thumbnail
from ..errors import shown
from ..files import write
from ..hooks import warn
from ..source.tutorial import Tutorial
from . import figures


def check(tutorial: Tutorial, folder: Path, roots: list[Path]) -> None:
    """Warn of a figure that the tutorial does not have, and of a file that is not below ``roots``."""
    if (chosen := tutorial.switch("thumbnail_number")) is not None:
        line, number = chosen
        assert isinstance(number, int)
        count = _count(tutorial, folder)
        if not 1 <= (number if number >= 0 else number + count + 1) <= count:
            has = {0: "no figure", 1: "1 figure"}.get(count, f"{count} figures")
            message = "thumbnail_number is %s and the tutorial has %s; choose one that there is"
            warn("thumbnail", message, number, has, location=f"{shown(tutorial.path)}:{line}")
    elif (chosen := tutorial.switch("thumbnail_path")) is not None and not file(tutorial, roots):
        line, path = chosen
        message = (
            "there is no picture %s below the folder of conf.py; add it, or mend thumbnail_path"
        )
        warn("thumbnail", message, path, location=f"{shown(tutorial.path)}:{line}")


def file(tutorial: Tutorial, roots: list[Path]) -> Path | None:
    """The file that the tutorial chooses: below the first of ``roots`` that has it."""
    chosen = tutorial.switch("thumbnail_path")
    if chosen is None or tutorial.switch("thumbnail_number") is not None:
        return None
    paths = (root / str(chosen[1]) for root in [*roots, tutorial.path.parent])
    return next((path.resolve() for path in paths if path.is_file()), None)


def make(
    tutorial: Tutorial,
    folder: Path,
    gallery_conf: dict[str, Any],
    roots: list[Path],
    *,
    fails: bool = False,
) -> None:
    """Make the card's picture with Sphinx-Gallery's own code, which has one for what ``fails``."""
    # By its path, because Sphinx-Gallery makes that of a number with `format`, and a folder may have braces.
    picture = file(tutorial, roots) or _figure(tutorial, folder)
    default = Path(gallery_conf["default_thumb_file"] or NO_IMAGE).absolute()
    if picture is None and not fails and default.is_file():
        _make_default(tutorial, folder, default, gallery_conf)
        return
    before = {}
    for old in figures.thumbnails(tutorial.name, folder):
        before[old] = old.read_bytes(), old.stat()
        old.unlink()  # Sphinx-Gallery would keep it where there is no figure
    settings: dict[str, Any] = {}
    if (chosen := tutorial.switch("failing_thumbnail")) is not None:
        settings["failing_thumbnail"] = chosen[1]
    settings["thumbnail_path"] = str(picture or default)
    script_vars = {"formatted_exception": ""} if fails else {}
    place = folder / f"sphx_glr_{tutorial.name}_{{0:03}}.png"
    save_thumbnail(place, str(tutorial.path), script_vars, settings, gallery_conf)
    for path, (content, stat) in before.items():
        if path.is_file() and path.read_bytes() == content:
            # Unchanged, and its time says so: the indexes that show it are not read again.
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _make_default(
    tutorial: Tutorial, folder: Path, default: Path, gallery_conf: dict[str, Any]
) -> None:
    """Make the picture of a card whose tutorial has none, scaled once for all of them."""
    changed = default.stat().st_mtime_ns
    conf = tuple((name, _fixed(gallery_conf[name])) for name in _SCALED_BY)
    ending, content = _scaled(default, changed, conf)
    path = folder / "thumb" / f"sphx_glr_{tutorial.name}_thumb{ending}"
    write(path, content)
    for old in figures.thumbnails(tutorial.name, folder):
        if old != path:
            old.unlink()


# Of Sphinx-Gallery's settings those that the picture of a card depends on.
_SCALED_BY = ("thumbnail_size", "compress_images", "compress_images_args")


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple | set) else value


@cache
def _scaled(picture: Path, changed: int, conf: tuple[tuple[str, Any], ...]) -> tuple[str, bytes]:
    """What Sphinx-Gallery makes of a picture, with its ending; ``changed`` tells its versions apart."""
    with tempfile.TemporaryDirectory() as place:
        chosen = {"thumbnail_path": str(picture)}
        save_thumbnail(
            Path(place, "sphx_glr_card_{0:03}.png"),
            "card.py",
            {},
            chosen,
            {"src_dir": "", "default_thumb_file": str(picture), **dict(conf)},
        )
        (made,) = Path(place, "thumb").iterdir()
        return made.suffix, made.read_bytes()


def _figure(tutorial: Tutorial, folder: Path) -> Path | None:
    """The figure that the tutorial chooses by its number, the first without one; None if it is not there."""
    chosen = tutorial.switch("thumbnail_number")
    number = chosen[1] if chosen else 1
    assert isinstance(number, int)
    if number < 0:
        number += _count(tutorial, folder) + 1
    name = f"sphx_glr_{tutorial.name}_{number:03}"
    every = (folder / f"{name}.{ending}" for ending in IMAGE_ENDINGS)
    return next((path for path in every if path.is_file()), None)


def _count(tutorial: Tutorial, folder: Path) -> int:
    """How many figures the tutorial has; each may be there in several sizes."""
    placed = [path for path in figures.of(tutorial.name, folder) if path.parent == folder]
    return len({path.name[: len(f"sphx_glr_{tutorial.name}_001")] for path in placed})
