"""Sphinx-Gallery's insides: whatever of it this package touches, and nobody else here imports it.

All of it is private there or written down nowhere, so an upgrade may move any of it; a contract test
pins each name. Only ``order.py``, which conf.py imports, and this file know where they are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sphinx_gallery.gen_rst
from sphinx.errors import ConfigError
from sphinx_gallery.directives import _parse_srcset as parse_srcset
from sphinx_gallery.directives import imgsgnode, visit_imgsg_html
from sphinx_gallery.gen_gallery import (
    DEFAULT_GALLERY_CONF,
    _fill_gallery_conf_defaults,
    get_subsections,
)
from sphinx_gallery.gen_rst import _get_callables, execute_script, save_thumbnail
from sphinx_gallery.py_source_parser import Block, extract_file_config
from sphinx_gallery.scrapers import _KNOWN_IMG_EXTS as IMAGE_ENDINGS
from sphinx_gallery.scrapers import ImagePathIterator

__all__ = [
    "DEFAULT_GALLERY_CONF",
    "IMAGE_ENDINGS",
    "Block",
    "ConfigError",
    "ImagePathIterator",
    "execute_script",
    "extract_file_config",
    "get_subsections",
    "imgsgnode",
    "parse_srcset",
    "save_thumbnail",
    "visit_imgsg_html",
]

# What generate_file_rst returns: introduction, title, (seconds, megabytes), variables.
Generated = tuple[str, str, tuple[float, float], dict[str, Any]]
Generate = Callable[[str, str, str, dict[str, Any]], Generated]


def filled(conf: Mapping[str, Any]) -> dict[str, Any]:
    """``sphinx_gallery_conf`` with Sphinx-Gallery's defaults in it, as its own ``config-inited`` fills it.

    Raises ConfigError where Sphinx-Gallery refuses an option.
    """
    with without_matplotlib():
        done: dict[str, Any] = _fill_gallery_conf_defaults(dict(conf))
    return done


@contextmanager
def without_matplotlib() -> Iterator[None]:
    """Sphinx-Gallery would import matplotlib here, which no page needs; it goes on without."""
    hide_matplotlib()
    try:
        yield
    finally:
        reveal_matplotlib()


def hide_matplotlib(*_: object) -> None:
    """``config-inited``, before Sphinx-Gallery: figures are drawn where tutorials run, not here."""
    if "matplotlib" not in sys.modules:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]


def reveal_matplotlib(*_: object) -> None:
    """``config-inited``, after Sphinx-Gallery: whoever needs matplotlib finds it again."""
    if sys.modules.get("matplotlib", ...) is None:
        del sys.modules["matplotlib"]


def script_order(conf: Mapping[str, Any], folder: Path) -> Callable[[str], Any]:
    """The key by which ``within_subsection_order`` sorts the file names of scripts in ``folder``."""
    (key,) = _get_callables(conf, "within_subsection_order", str(folder))
    chosen: Callable[[str], Any] = key
    return chosen


def replace_generator(generate: Generate) -> Generate:
    """Let Sphinx-Gallery call ``generate`` for each script; returns what it called before."""
    before: Generate = sphinx_gallery.gen_rst.generate_file_rst
    sphinx_gallery.gen_rst.generate_file_rst = generate
    return before


def generator() -> Generate:
    """What Sphinx-Gallery calls for each script now."""
    current: Generate = sphinx_gallery.gen_rst.generate_file_rst
    return current
