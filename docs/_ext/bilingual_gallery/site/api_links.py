"""Names in code and in inline code lead to their references, quietly: code looks as it does without.

What each name is called there says `pages/called.py`. In a cell of code, and in the prose of a section, a
name leads there where it comes first; Python's own names, which are everywhere, where the page has them first.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from ..config import Editions, code_of
from ..config.references import addresses
from ..pages.called import CALLED, Called
from ..pages.state import settings_in
from ..source import chains

CLASS = "api"
# The attribute of a block of code that says where its links are: line, first column, last, address.
_LINKS = "api-links"
Link = tuple[int, int, int, str]
_IMPORT = re.compile(r"\s*(?:import|from)\s")
_EMPTY = re.compile(r'<span class="[^"]*"></span>')
_TOKEN = re.compile(r"<[^>]*>|&[^;]+;|.", re.DOTALL)


def add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: link the inline code of a tutorial's page, and note the links of its code."""
    settings = settings_in(app)
    if app.builder.format != "html" or not settings.references:
        return
    known = addresses(settings.references)
    language = code_of(app.config)
    seen: set[str] = set()

    def address(name: str) -> str:
        return in_edition(known[name], language, settings.editions)

    section: set[str] = set()
    for node in list(doctree.findall()):
        if isinstance(node, nodes.section):
            section = set()
        elif isinstance(node, nodes.literal_block) and node.get(CALLED):
            here: set[str] = set()
            links = []
            for line, start, end, name in _places(node.astext(), node[CALLED], known):
                if name not in (here if "." in name else seen):
                    here.add(name)
                    seen.add(name)
                    links.append((line, start, end, address(name)))
            node[_LINKS] = links
        elif isinstance(node, nodes.literal) and (name := node.get(CALLED)) in known:
            if name in section or not _may_link(node):
                continue
            section.add(name)
            link = nodes.reference("", "", internal=False, refuri=address(name), classes=[CLASS])
            node.replace_self(link)
            link += node


def in_edition(address: str, language: str, editions: Editions) -> str:
    """The address of the same page in a language, where it has editions and every address goes on the same."""
    for each in editions:
        begins = dict(each)
        own = begins.get(language)
        if own is None or any(begin.endswith("*") for begin in begins.values()):
            continue
        other = max((b for b in begins.values() if address.startswith(b)), key=len, default=None)
        if other is not None:
            return own + address.removeprefix(other)
    return address


def _may_link(node: nodes.Node) -> bool:
    """Is it in running text, and in no link or title?"""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        if isinstance(parent, nodes.reference | nodes.title | nodes.term):
            return False
        parent = parent.parent
    return True


def _places(
    code: str, called: Called, known: Mapping[str, str]
) -> Iterator[tuple[int, int, int, str]]:
    """Where the code has what a reference knows, in order; what it imports, but for modules, is used below."""
    rows = code.split("\n")
    found = []
    for chain in chains.chains(code):
        for length in range(len(chain.parts), 0, -1):
            own, name = called.get(".".join(chain.parts[:length]), (0, ""))
            if name in known:
                line, _, end = chain.places[length - 1]
                first_line, start, _ = chain.places[own]
                if first_line == line:
                    found.append((line, start, end, name))
                break
    for row, text in enumerate(rows):
        if (match := _IMPORT.match(text)) is not None:
            for word in re.finditer(r"[\w.]+", text):
                own, name = called.get(word[0], (0, ""))
                if word.start() >= match.end() and name == word[0] and name in known:
                    found.append((row, word.start(), word.end(), name))
                    break
    yield from sorted(found)


def visit(self: HTML5Translator, node: nodes.literal_block) -> None:
    """Write a block of code as the translator does, with its links in it."""
    begun = len(self.body)
    try:
        type(self).visit_literal_block(self, node)
    except nodes.SkipNode:
        if links := node.get(_LINKS):
            self.body[begun:] = [with_links("".join(self.body[begun:]), links)]
        raise


def depart(self: HTML5Translator, node: nodes.literal_block) -> None:
    """Write the end of a block that has markup in it."""
    type(self).depart_literal_block(self, node)


def with_links(text: str, links: Sequence[Link]) -> str:
    """Highlighted code, flat spans in one ``pre``, with the links in it; a span that one cuts is two."""
    head, pre, rest = text.partition("<pre>")
    starts = {(line, start): address for line, start, _, address in links}
    ends = {(line, end) for line, _, end, _ in links}
    done = [head, pre]
    line = column = skipped = 0
    open_span = ""
    for token in _TOKEN.findall(rest):
        if token.startswith("<") and not skipped and 'class="linenos"' not in token:
            open_span = token if token.startswith("<span") else ""
        elif token.startswith("<"):  # the number of a line
            skipped += 1 if token.startswith("<span") else -1
        elif not skipped:
            if (line, column) in starts:
                opening = f'<a class="{CLASS}" href="{html.escape(starts[line, column])}">'
                if open_span and done[-1] == open_span:
                    done[-1:] = [opening, open_span]
                else:
                    done += ["</span>", opening, open_span] if open_span else [opening]
            line, column = (line + 1, 0) if token == "\n" else (line, column + 1)
            if (line, column) in ends:
                done += [token, "</span></a>", open_span] if open_span else [token, "</a>"]
                continue
        done.append(token)
    return _EMPTY.sub("", "".join(done))
