"""What a conf.py need not say: the values that a site of tutorials has where its conf.py is silent."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from sphinx.config import Config

from ..compat import DEFAULT_GALLERY_CONF
from .functions import hold
from .leftovers import COPY, UNSEEN

# Set up with ours, so that conf.py need not list them.
EXTENSIONS = ("sphinx_gallery.gen_gallery", "myst_parser")

# Sphinx-Gallery's options, from the folder of a language. A default of its own would run nothing
# (`filename_pattern`), write pages that no tutorial is (`write_computation_times`), or offer
# downloads in all languages at once beside those of the page's.
GALLERY = {
    "examples_dirs": "../../gallery",
    "gallery_dirs": "tutorials",
    "filename_pattern": os.environ.get("GALLERY_PATTERN", ""),
    "ignore_pattern": r"(__init__|conftest)\.py$",
    "within_subsection_order": "FileNameSortKey",
    "image_srcset": ["2x"],
    "thumbnail_size": (640, 320),
    "backreferences_dir": None,
    "download_all_examples": False,
    "show_signature": False,
    "write_computation_times": False,
}

# Files of Python that are no tutorials, whatever else conf.py ignores: modules that tutorials import, and
# what editors leave behind.
NO_TUTORIAL = f"^_|{UNSEEN}|{COPY}"
# Pages that an author did not write, whatever else conf.py excludes; Sphinx knows those of Emacs.
NO_PAGE = ("._*", "**/._*", ".ipynb_checkpoints", "**/.ipynb_checkpoints")

# What the prose of a tutorial may hold beside CommonMark, whatever else conf.py enables.
MYST = ("colon_fence", "dollarmath", "html_image")

# Sphinx's own options: pages without their source and without an index of nothing; a book that is
# read without a screen.
SPHINX: dict[str, Any] = {
    "html_copy_source": False,
    "html_use_index": False,
    "epub_show_urls": "no",
    "epub_tocscope": "includehidden",
    "epub_tocdup": False,
}


def fill(config: Config) -> None:
    """Give ``config`` every default for which conf.py has no value; what is not of the right type stays.

    Called where options are registered and nobody has read them: at ``config-inited`` of a build, and
    by ``read_config``.
    """
    gallery = config.sphinx_gallery_conf
    if gallery is DEFAULT_GALLERY_CONF:
        config.sphinx_gallery_conf = dict(GALLERY)
    elif isinstance(gallery, dict):
        config.sphinx_gallery_conf = hold(GALLERY | gallery)
    conf = config.sphinx_gallery_conf
    pattern = conf["ignore_pattern"] if isinstance(conf, dict) else None
    if isinstance(pattern, str) and NO_TUTORIAL not in pattern:
        conf["ignore_pattern"] = "|".join(filter(None, [pattern, NO_TUTORIAL]))
    if isinstance(config.exclude_patterns, list | tuple):
        excluded = config.exclude_patterns
        config.exclude_patterns = [*dict.fromkeys([*excluded, *NO_PAGE])]
    enabled = config.myst_enable_extensions
    if isinstance(enabled, Iterable) and not isinstance(enabled, str):
        config.myst_enable_extensions = sorted({*enabled, *MYST})
    for name, value in SPHINX.items():
        if name in config and not is_set(config, name):
            setattr(config, name, value)


def is_set(config: Config, name: str) -> bool:
    """Does conf.py, or the command line, have a value for the option?"""
    return name in config._raw_config or name in config.overrides
