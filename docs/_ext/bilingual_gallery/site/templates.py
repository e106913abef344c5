"""The package's templates: behind the site's own, which may override each, and before the theme's."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

FOLDER = Path(__file__).parent.parent / "templates"


def folders(theme: str) -> list[Path]:
    """Where the templates for a theme are: those for it alone, then those for every theme."""
    of_theme = FOLDER / "themes" / theme
    return [*([of_theme] if of_theme.is_dir() else []), FOLDER]


def offer(app: Sphinx) -> None:
    """``builder-inited``: let pages find the templates.

    They are no part of ``templates_path``: ``!page.html`` in a template of the site's own is ours, and
    where the package is installed says nothing of whether a page is outdated.
    """
    bridge = app.builder.templates if app.builder.name == "html" else None
    if isinstance(bridge, BuiltinTemplateLoader):
        place = bridge.templatepathlen
        for folder in reversed(folders(app.config.html_theme)):
            bridge.pathchain.insert(place, folder)  # type: ignore[arg-type]  # Sphinx 10 takes a Path
            bridge.loaders.insert(place, SphinxFileSystemLoader(folder))
