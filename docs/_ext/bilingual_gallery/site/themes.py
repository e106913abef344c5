"""The templates and files of the package, for Furo and for any other theme.

What is for every theme is in ``templates/`` and ``static/``, what is for one in ``themes/<theme>/``,
and for those that have nothing there in ``themes/other/``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
import sphinx
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader
from sphinx.theming import HTMLThemeFactory, Theme

from ..config.conf_py import ConfPy
from ..config.defaults import is_set
from ..hooks import warn
from . import code_colors
from .csp import with_policy

_PACKAGE = Path(__file__).parent.parent
THEMES = _PACKAGE / "themes"
TEMPLATES = _PACKAGE / "templates"
_OTHER = THEMES / "other"
# The builders that make a site.
SITES = ("html", "dirhtml")


_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')


def makes_site(builder: Builder) -> bool:
    """Does the builder make the pages of a site? A book is HTML too, and has none of this."""
    return builder.name in SITES


def folder_of(theme: Theme | None) -> Path:
    """The folder of what is for the theme alone, or for the one that it inherits from."""
    for place in theme.get_theme_dirs() if theme else ():
        folder = THEMES / place.name
        if folder.is_dir():
            return folder
    return _OTHER


def static_folders(app: Sphinx) -> list[Path]:
    """Where the package's static files are: those for every theme, then those for this one."""
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return [_PACKAGE / "static", folder_of(app.builder.theme) / "static"]


class Bridge(BuiltinTemplateLoader):
    """Sphinx's templates, with ours behind the site's own and before the theme's.

    They are no part of ``templates_path``: ``!page.html`` in a template of the site's own is ours, and
    where the package is installed says nothing of whether a page is outdated.
    """

    def init(
        self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None
    ) -> None:
        """Put the folders in their order; Sphinx calls this when it makes the builder."""
        super().init(builder, theme, dirs)
        if makes_site(builder):
            for folder in (TEMPLATES, folder_of(theme) / "templates"):
                self.pathchain.insert(self.templatepathlen, folder)  # type: ignore[arg-type]  # Sphinx 10 takes a Path
                self.loaders.insert(self.templatepathlen, SphinxFileSystemLoader(folder))
        self.environment.bytecode_cache = _compiled(Path(builder.doctreedir, "templates"))

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """A page, with the policy that its own scripts and styles need where a template asks for it."""
        page = with_policy(self.fragment(template, context), _by_author(context))
        first = _VIEWPORT.search(page)
        if first is None:
            return page
        # Both Sphinx and most themes tell a telephone how wide a page is; once is enough.
        return page[: first.end()] + _VIEWPORT.sub("", page[first.end() :])

    def fragment(self, template: str, context: dict[str, Any]) -> str:
        """A part of a page, whose policy is known when all of it is there."""
        return super().render(template, context)


def _compiled(folder: Path) -> jinja2.FileSystemBytecodeCache:
    """Where templates are kept as they were compiled: to do that takes longer than the pages they make.

    Jinja looks whether a template is still the same; the names say by which versions it was compiled.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = f"{sphinx.__version__}-{jinja2.__version__}-%s"
    return jinja2.FileSystemBytecodeCache(str(folder), names)


def _by_author(context: dict[str, Any]) -> str:
    """What of a page its author or an output wrote."""
    return "".join(str(context.get(part) or "") for part in ("body", "toc", "title"))


def offer(app: Sphinx, config: Config) -> None:
    """``config-inited``: let pages be made with our templates. Raises SourceError for an unknown theme."""
    themes = HTMLThemeFactory(confdir=app.confdir, app=app, config=config, registry=app.registry)
    if config.html_theme not in {*themes._themes, *themes._entry_point_themes}:
        conf = ConfPy(config, app.confdir)
        message = f"there is no theme {config.html_theme!r}; install it, or choose another"
        raise conf.mistake(conf.line("html_theme"), message)
    if config.template_bridge:
        warn(
            "templates",
            "template_bridge in conf.py keeps out the templates of bilingual_gallery: pages have "
            "neither a switch nor a policy; take it out",
        )
    else:
        config.template_bridge = f"{__name__}.{Bridge.__name__}"


def darken(app: Sphinx) -> None:
    """``builder-inited``, before Furo reads it: colors of code for the dark that are a pair of its light ones.

    Its default underlines what is imported, as if it were a link.
    """
    config = app.config
    if "pygments_dark_style" in config and not is_set(config, "pygments_dark_style"):
        config.pygments_dark_style = f"{code_colors.__name__}.{code_colors.Dark.__name__}"


def dress(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``, last: give a page in a theme that knows nothing of it what Furo's have.

    That is the policy and the other languages in its head, and the switch before its text.
    """
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not isinstance(builder.templates, Bridge):
        return
    if not makes_site(builder) or folder_of(builder.theme) != _OTHER:
        return
    context["metatags"] = context.get("metatags", "") + builder.templates.fragment(
        "page-head.html", context
    )
    for files in ("css_files", "script_files"):
        context[files] = [each for each in context[files] if _is_needed(each)]
    if doctree is not None:
        context["body"] = builder.templates.fragment("page-body.html", context)


def _is_needed(file: object) -> bool:
    """Does a page need the sheet or script?

    Not the sheets of Sphinx-Gallery, for which there are ours, nor Sphinx's words for its own search,
    which the policy would stop.
    """
    name = Path(str(getattr(file, "filename", file))).name
    return name != "translations.js" and not name.startswith("sg_gallery")
