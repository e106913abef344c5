"""What a page says of itself and its site: the site's name, its description."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from ..config import code_of
from ..pages.state import settings_in
from ..tex import plain


def title(app: Sphinx, language: str) -> str | None:
    """What the site is called in a language; None where conf.py does not say."""
    return settings_in(app).titles.get(language)


def set_title(app: Sphinx, config: Config) -> None:
    """``config-inited``: each language's pages bear the name of the site in that language."""
    config.html_title = title(app, code_of(config)) or config.html_title


def add_description(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: describe a page that does not describe itself, a section of the gallery say."""
    if any(meta.get("name") == "description" for meta in doctree.findall(nodes.meta)):
        return
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            doctree.insert(0, nodes.meta(name="description", content=readable(paragraph)))
            return


def readable(node: nodes.Element) -> str:
    """The text of a node, with its formulas as text."""
    copy = node.deepcopy()
    for formula in list(copy.findall(nodes.math)):
        formula.replace_self(nodes.Text(plain(formula.astext())))
    return copy.astext()
