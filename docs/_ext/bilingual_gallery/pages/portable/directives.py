"""Each directive as Markdown: notes as quotes, what is folded as `<details>`, pictures, formulas, tables.

One that is not known here stays readable: a fence with its name, which Jupyter shows as code, or as a
diagram where it is `mermaid`.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx.domains.changeset import versionlabels
from sphinx.locale import admonitionlabels

from . import located, tables
from .directive import Directive
from .document import Document
from .inlines import destination, escaped, portable_line

# Turns the Markdown in a directive.
Inner = Callable[[str, Document], str]

# Those that say in their argument what they are called.
_TITLED = frozenset("admonition topic sidebar exercise example".split())
_FOLDED = frozenset("dropdown details collapse toggle solution".split())
# Those whose place on the page alone matters, and which have Markdown in them.
_FRAMES = frozenset(
    "figure-words div container compound only grid tab-set tabs grid-item card-carousel centered".split()
)
_WITHOUT_TITLE = ("figure-words", "div", "container", "only")
_CARDS = frozenset("card grid-item-card tab-item tab table".split())
_QUOTES = frozenset("epigraph highlights pull-quote".split())
_CODE = frozenset("code code-block sourcecode code-cell doctest parsed-literal".split())
# What no reader sees where it stands.
_UNSEEN = frozenset(
    "contents toctree highlight index meta tabularcolumns default-role currentmodule"
    " sectionauthor codeauthor role".split()
)


def portable_directive(directive: Directive, document: Document, inner: Inner) -> str:
    """What stands for a directive; empty where a reader would see nothing of it."""
    name = directive.name
    if (own := document.directives.get(name)) is not None:
        return own(directive, document)
    if name in _UNSEEN:
        return ""
    if name in admonitionlabels or name in versionlabels or name in _TITLED or name in _FOLDED:
        return _admonition(directive, document, inner)
    if name in ("image", "figure"):
        return _picture(directive, document, inner)
    if name == "math":
        return _formula(directive, document)
    if name in _CODE:
        return _code(directive, document)
    if name in ("literalinclude", "include"):
        return _included(directive, document, inner)
    if name in ("csv-table", "list-table"):
        table = tables.of(directive, document)
        return _below(_title(directive, document), table if table else _fence(directive.body))
    if name == "rubric":
        return _title(directive, document)
    if name in _CARDS:
        return _below(_title(directive, document), inner(directive.body, document))
    if name in _QUOTES:
        return quote(inner(_with_argument(directive), document))
    if name in _FRAMES:
        body = directive.body if name in _WITHOUT_TITLE else _with_argument(directive)
        return inner(body, document)
    if name in ("raw", "glossary"):
        html = name == "glossary" or "html" in directive.argument.split()
        return inner(directive.body, document) if html else ""
    return _below(_title(directive, document), _fence(directive.body, name))


def quote(text: str) -> str:
    """A text as a quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def folded(title: str, body: str, *, is_open: bool) -> str:
    """A text that is folded away under its title, which is HTML."""
    begin = "<details open>" if is_open else "<details>"
    return f"{begin}\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def _admonition(directive: Directive, document: Document, inner: Inner) -> str:
    name, options = directive.name, directive.options
    body = directive.body
    if name in versionlabels:
        version, _, more = directive.argument.partition(" ")
        title = str(versionlabels[name]) % version
        body = f"{more}\n\n{body}".strip()
    elif name in _TITLED or name in _FOLDED or name == "admonition":
        title = portable_line(directive.argument, document)
    else:
        title = str(admonitionlabels[name])
        body = _with_argument(directive)
    said = inner(body, document)
    is_folded = name in _FOLDED or "collapsible" in options
    if is_folded or {"dropdown", "toggle", "collapse"}.intersection(directive.classes):
        shown = options.get("collapsible") == "open" or "open" in options
        html = located.as_html(title or name.capitalize(), document.syntax)
        return folded(html, said, is_open=shown)
    return quote(_below(f"**{title}**" if title else "", said))


def _with_argument(directive: Directive) -> str:
    """What is in a directive that has no argument: its text may begin beside its name."""
    return f"{directive.argument}\n{directive.body}".strip("\n")


def _picture(directive: Directive, document: Document, inner: Inner) -> str:
    options = directive.options
    source = document.places.picture(directive.argument)
    picture = f"![{escaped(options.get('alt', ''))}]({destination(source)})"
    if target := options.get("target"):
        place = document.places.link(target)
        picture = f"[{picture}]({destination(place.url if place else target)})"
    return _below(picture, inner(directive.body, document))


def _formula(directive: Directive, document: Document) -> str:
    formula = "\n".join(filter(None, [directive.argument, directive.body.strip()]))
    return formula_of(formula, directive.options.get("label", ""), document)


def formula_of(formula: str, label: str, document: Document) -> str:
    """A formula on lines of its own, with the number that its label has on the page."""
    number = document.places.equation(label) if label else ""
    tag = rf" \tag{{{number}}}" if number and r"\tag" not in formula else ""
    return f"$$\n{formula.strip()}{tag}\n$$"


def _code(directive: Directive, document: Document) -> str:
    caption = directive.options.get("caption", "")
    language = {"doctest": "pycon", "parsed-literal": "text"}.get(
        directive.name, directive.argument
    )
    title = f"**{portable_line(caption, document)}**" if caption else ""
    return _below(title, _fence(directive.body, language))


def _included(directive: Directive, document: Document, inner: Inner) -> str:
    """A file that is shown, as code or as prose; its name alone where it cannot be read."""
    argument, options = directive.argument, directive.options
    text = document.places.lines(argument, options)
    if text is None:
        return f"`{argument}`"
    if directive.name == "include" and "literal" not in options and "code" not in options:
        return inner(text, document)
    ending = argument.rpartition(".")[2]
    language = options.get("language", options.get("code", {"py": "python"}.get(ending, "")))
    caption = options.get("caption", argument) if "caption" in options else ""
    return _below(f"**{caption}**" if caption else "", _fence(text, language))


def _title(directive: Directive, document: Document) -> str:
    argument = directive.argument
    return f"**{portable_line(argument, document)}**" if argument else ""


def _fence(body: str, language: str = "") -> str:
    fence = "```"
    while fence in body:
        fence += "`"
    return f"{fence}{language}\n{body}\n{fence}"


def _below(above: str, text: str) -> str:
    return "\n\n".join(filter(None, [above, text]))
