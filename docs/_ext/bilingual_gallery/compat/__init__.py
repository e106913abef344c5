"""Sphinx-Gallery's insides: whatever of it this package touches, and nobody else here imports it.

All of it is private there or written down nowhere, so an upgrade may move any of it; a contract test
pins each name. How it reads conf.py and walks a gallery is here, how it runs a script in ``capture.py``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sphinx_gallery.gen_rst
import sphinx_gallery.utils
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx_gallery import glr_path_static
from sphinx_gallery.directives import _parse_srcset as parse_srcset
from sphinx_gallery.directives import imgsgnode, visit_imgsg_html
from sphinx_gallery.gen_gallery import (
    DEFAULT_GALLERY_CONF,
    _fill_gallery_conf_defaults,
    fill_gallery_conf_defaults,
    generate_gallery_rst,
    get_subsections,
)
from sphinx_gallery.gen_rst import _get_callables, save_thumbnail
from sphinx_gallery.py_source_parser import (
    Block,
    extract_file_config,
    split_code_and_text_blocks,
)
from sphinx_gallery.scrapers import _KNOWN_IMG_EXTS as IMAGE_ENDINGS
from sphinx_gallery.scrapers import (
    ImagePathIterator,
    _reset_dict,
    clean_modules,
    matplotlib_scraper,
)
from sphinx_gallery.scrapers import _matplotlib_fig_titles as titles_of

__all__ = [
    "DEFAULT_GALLERY_CONF",
    "IMAGE_ENDINGS",
    "NO_IMAGE",
    "Block",
    "ConfigError",
    "ImagePathIterator",
    "extract_file_config",
    "get_subsections",
    "image_template",
    "imgsgnode",
    "matplotlib_scraper",
    "parse_srcset",
    "save_thumbnail",
    "split_code_and_text_blocks",
    "titles_of",
    "visit_imgsg_html",
]

# The picture on the card of a script without figures, as Sphinx-Gallery brings it.
NO_IMAGE = Path(glr_path_static(), "no_image.png")

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


def make_gallery(app: Sphinx, generate: Generate, left_out: Sequence[str]) -> None:
    """What Sphinx-Gallery does at ``builder-inited``; ``generate`` makes the page of each script.

    It passes over scripts with the names in ``left_out``. It says neither how far it is, nor anything of
    spaces, which it looks for in the whole path of a script, whose name alone is ours. Raises SphinxError
    where it refuses something. Afterwards it is as it was, whatever is raised.
    """
    own = {
        (sphinx_gallery.gen_rst, "generate_file_rst"): generate,
        (sphinx_gallery.utils, "check_spaces_in_filenames"): lambda files: None,
        # It looks into the hidden folders of editors; two scripts of one name are told when they are read.
        (sphinx_gallery.utils, "check_duplicate_filenames"): lambda files: None,
        # It tells of each script, of which most pages are there already; runs tell how far they are.
        (sphinx_gallery.gen_rst, "status_iterator"): lambda scripts, *_, **__: iter(scripts),
        # It reads every script, for a setting that pages made in one process do not need.
        (sphinx_gallery.gen_rst, "_split_parallel"): lambda files, folder, conf: (files, []),
    }
    before = {place: getattr(*place) for place in own}
    conf = app.config.sphinx_gallery_conf
    ignored = conf["ignore_pattern"]
    names = "|".join(map(re.escape, left_out))
    try:
        for (module, name), function in own.items():
            setattr(module, name, function)
        conf["ignore_pattern"] = f"{ignored}|^(?:{names})$" if left_out else ignored
        generate_gallery_rst(app)
    finally:
        conf["ignore_pattern"] = ignored
        for (module, name), function in before.items():
            setattr(module, name, function)


def script_order(conf: Mapping[str, Any], folder: Path) -> Callable[[str], Any]:
    """The key by which ``within_subsection_order`` sorts the file names of scripts in ``folder``."""
    (key,) = _get_callables(conf, "within_subsection_order", str(folder))
    chosen: Callable[[str], Any] = key
    return chosen


def image_template(folder: Path, name: str) -> str:
    """The paths of a script's figures in ``folder``, whatever that is called, as a template."""
    place = str(folder).replace("{", "{{").replace("}", "}}")
    return f"{place}/sphx_glr_{name}_{{0:03}}.png"


def argv_of(conf: Mapping[str, Any], script: Path) -> list[Any]:
    """What ``reset_argv`` puts behind the name of a script in ``sys.argv``; raises what it raises."""
    (reset,) = _get_callables(conf, "reset_argv")
    given: list[Any] = list(reset(conf, {"src_file": str(script), "target_file": str(script)}))
    return given


def reset(conf: Mapping[str, Any], script: Path, when: str) -> None:
    """Call the functions of ``reset_modules`` but Sphinx-Gallery's own: a new process needs no reset.

    ``when`` is before or after the script runs.
    """
    if conf["reset_modules_order"] in (when, "both"):
        own = tuple(each for each in conf["reset_modules"] if each not in _reset_dict)
        clean_modules({**conf, "reset_modules": own}, str(script), when)
