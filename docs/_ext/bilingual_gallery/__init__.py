"""Bilingual Sphinx-Gallery: one script, one run, a page and downloads for every language."""

from __future__ import annotations

TYPE_CHECKING = False  # the module typing takes a while, in which nobody hears Ctrl-C

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the options, and let each wing register its hooks; Sphinx calls this for each build."""
    # Here and not above: a process that runs a tutorial needs one module and not all of them.
    from . import config, epub, hooks, pages, site
    from .compat import take_over
    from .config.defaults import EXTENSIONS
    from .files import package_digest

    for extension in EXTENSIONS:
        app.setup_extension(extension)
    take_over(app)
    hooks.setup(app)
    config.setup(app)
    pages.setup(app)
    site.setup(app)
    epub.setup(app)
    return {
        "version": __version__,
        "env_version": int(package_digest()[:8], 16),  # other code of ours makes other pages
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
