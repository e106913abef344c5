"""Sphinx-Gallery's insides: whatever of it this package touches, and nobody else here imports it.

All of it is private there or written down nowhere, so an upgrade may move any of it; a contract test
pins each name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sphinx_gallery.gen_rst
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx_gallery.directives import _parse_srcset as parse_srcset
from sphinx_gallery.directives import imgsgnode, visit_imgsg_html
from sphinx_gallery.gen_gallery import (
    DEFAULT_GALLERY_CONF,
    _fill_gallery_conf_defaults,
    fill_gallery_conf_defaults,
    generate_gallery_rst,
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
    """Sphinx-Gallery would import matplotlib here, which no page needs; it goes on without.

    Figures are drawn where tutorials run, and whoever needs matplotlib finds it again afterwards.
    """
    if "matplotlib" in sys.modules:
        yield
        return
    sys.modules["matplotlib"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["matplotlib"]


def take_over(app: Sphinx) -> None:
    """Disconnect the two handlers of Sphinx-Gallery that we call ourselves, so as to hear what they raise."""
    for event, handler in (
        ("config-inited", fill_gallery_conf_defaults),
        ("builder-inited", generate_gallery_rst),
    ):
        for listener in [each for each in app.events.listeners[event] if each.handler is handler]:
            app.disconnect(listener.id)


def fill_in_defaults(app: Sphinx, config: Config) -> None:
    """What Sphinx-Gallery does at ``config-inited``. Raises SphinxError where it refuses an option."""
    with without_matplotlib():
        fill_gallery_conf_defaults(app, config)


def make_gallery(app: Sphinx, generate: Generate) -> None:
    """What Sphinx-Gallery does at ``builder-inited``; ``generate`` makes the page of each script.

    Raises SphinxError where it refuses something. Afterwards it is as it was, whatever is raised.
    """
    before = sphinx_gallery.gen_rst.generate_file_rst
    sphinx_gallery.gen_rst.generate_file_rst = generate
    try:
        generate_gallery_rst(app)
    finally:
        sphinx_gallery.gen_rst.generate_file_rst = before


def script_order(conf: Mapping[str, Any], folder: Path) -> Callable[[str], Any]:
    """The key by which ``within_subsection_order`` sorts the file names of scripts in ``folder``."""
    (key,) = _get_callables(conf, "within_subsection_order", str(folder))
    chosen: Callable[[str], Any] = key
    return chosen
