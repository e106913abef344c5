"""Links to what a reader may take along: the books and the archive of the site, where they have been made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from ..config import code_of
from ..lang.tags import name_in, tag
from ..pages.downloads import OFFLINE
from ..pages.editions import seconds
from ..pages.state import app_of, settings_in
from .alternates import root
from .themes import makes_site

_ = get_translation("sphinx")

# Where Sphinx keeps, for each page with the links, what they lead to.
_SHOWN = "offline-copies"


class OfflineCopies(SphinxDirective):
    """``{offline-copies}``: its content and the links below it; nothing at all where nothing is made."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A container of what is there."""
        app, docname = app_of(self.env), self.env.current_document.docname
        self.env.metadata[docname][_SHOWN] = _digest(app)
        links = list(_links(app, docname))
        if not links:
            return []
        items = (nodes.list_item("", nodes.paragraph("", "", link)) for link in links)
        content = self.parse_content_to_nodes()
        return [nodes.container("", *content, nodes.bullet_list("", *items), classes=[_SHOWN])]


def outdated(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    """``env-get-outdated``: the pages whose links lead to other files than there are now."""
    shown = {name: data[_SHOWN] for name, data in env.metadata.items() if _SHOWN in data}
    now = _digest(app) if shown else ""
    return [name for name in shown if shown[name] != now]


def _made(app: Sphinx) -> list[Path]:
    """The files that ``cli/offline.py`` has made, none for a book."""
    folder = Path(app.outdir).parent / OFFLINE
    return sorted(folder.glob("*.*")) if makes_site(app.builder) else []


def _digest(app: Sphinx) -> str:
    return " ".join(f"{path.name}:{path.stat().st_size}" for path in _made(app))


def _links(app: Sphinx, docname: str) -> Iterator[nodes.reference]:
    """The book in the page's language first, then those in others and in two, and the whole site."""
    own, made = code_of(app.config), _made(app)
    settings = settings_in(app)
    codes = sorted(settings.languages, key=lambda code: code != own)
    archive = next((path for path in made if path.suffix == ".zip"), None)
    base = archive.stem if archive else ""
    said = {
        f"{base}-{tag(code)}.epub": _("Book in {language}").format(language=name_in(code, own))
        for code in codes
    }
    for code in seconds(settings, own):
        words = _("Book in {language} and {second}, paragraph by paragraph")
        names = {"language": name_in(own, own), "second": name_in(code, own)}
        said[f"{base}-{tag(own)}-{tag(code)}.epub"] = words.format(**names)
    said[f"{base}.zip"] = _("The whole site; unpack it and open index.html")
    files = {path.name: path for path in made}
    for name, words in said.items():
        if path := files.get(name):
            size = f"{path.suffix[1:].upper()}, {path.stat().st_size / 1e6:.1f} MB"
            address = f"{root(app, docname)}{OFFLINE}/{path.name}"
            yield nodes.reference("", f"{words} ({size})", refuri=address, internal=True)
