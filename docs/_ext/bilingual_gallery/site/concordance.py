"""Under each term of the glossary sentences of the tutorials that use it, beside those of another language.

Which ones is chosen in ``term_uses.py``; the search has the rest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..glossary.matcher import Finder
from ..lang.marks import CLOSE, CODE, CODE_END
from ..lang.tags import tag
from ..pages.editions import exists
from ..pages.state import settings_in
from ..source.sentences import Sentence
from .glossary_page import PAGE, glossary_of
from .lessons import lessons
from .search_index import sections_in
from .term_uses import Use, chosen_of, uses_of
from .themes import makes_site

_ = get_translation("sphinx")

CLASS = "uses"


def tell(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """``doctree-resolved``: put the sentences into the entries of the glossary, on the site alone."""
    places = [each for each in doctree.findall(nodes.paragraph) if CLASS in each]
    if not places:
        return
    if not makes_site(app.builder):
        for each in places:
            each.parent.remove(each)
        return
    own = code_of(app.config)
    codes = [each for each in settings_in(app).codes if each != own and exists(app, each, PAGE)]
    other = codes[0] if codes else None
    uses, counts = uses_of(app, own, other)
    known = lessons(app)
    for each in places:
        term = each[CLASS]
        chosen = chosen_of(uses[term], known.get(term))
        if not chosen:
            each.parent.remove(each)
            continue
        more = counts[term] - len(chosen)
        each.parent.replace(each, list(_shown(app, docname, term, chosen, other, more)))


def _shown(
    app: Sphinx, docname: str, term: str, uses: Sequence[Use], other: str | None, more: int
) -> Iterator[nodes.Node]:
    own = code_of(app.config)
    title = html.escape(_("Sentences that use it"))
    yield nodes.raw("", f'<details class="{CLASS}"><summary>{title}</summary>', format="html")
    items = nodes.bullet_list("", classes=["simple"])
    for use in uses:
        item = nodes.list_item("", _sentence(app, use.own, own, term))
        if use.other is not None and other is not None:
            item += _sentence(app, use.other, other, term)
        page = app.builder.get_relative_uri(docname, use.docname)
        place = f"{page}#{use.section}" if use.section else page
        link = nodes.reference("", _name(app, use), internal=True, refuri=place)
        item += nodes.paragraph("", "", link, classes=["where"])
        items += item
    yield items
    if more > 0:
        name = next(each for each in glossary_of(app).terms if each.id == term).names[own]
        page = app.builder.get_relative_uri(docname, "search")
        said = _("{count} more in the search") if more > 1 else _("1 more in the search")
        link = nodes.reference("", said.format(count=more), internal=True)
        link["refuri"] = f"{page}?q={quote(name)}"
        yield nodes.paragraph("", "", link, classes=["more"])
    yield nodes.raw("", "</details>", format="html")


def _name(app: Sphinx, use: Use) -> str:
    """What the section is called; the page where it is that, or is not known."""
    noted = sections_in(app.env).get(use.docname, [])
    names = {each.id: each.title for each in noted}
    title = app.env.titles[use.docname].astext()
    return names.get(use.section, title) if use.section else title


_PIECE = re.compile(f"{CODE}([^{CODE_END}]*){CODE_END}")


def _sentence(app: Sphinx, sentence: Sentence, code: str, term: str) -> nodes.paragraph:
    """A sentence as a paragraph in its language, with the term in bold."""
    classes = [] if code == code_of(app.config) else ["other", f"language-{tag(code)}"]
    made = nodes.paragraph("", "", classes=classes)
    text = sentence.block.text[sentence.start : sentence.end]
    marked = [
        (each.start, each.end)
        for each in Finder.of(glossary_of(app), code).mentions(text)
        if each.term.id == term
    ]
    done = 0
    for found in [*_PIECE.finditer(sentence.shown), None]:
        end = found.start() if found else len(sentence.shown)
        for begin, close in [each for each in marked if done <= each[0] and each[1] <= end]:
            made += _text(sentence.shown[done:begin])
            made += nodes.strong("", "", *_text(sentence.shown[begin:close]))
            done = close
        made += _text(sentence.shown[done:end])
        if found:
            made += nodes.literal("", found[1])
            done = found.end()
    return made


def _text(shown: str) -> list[nodes.Node]:
    said = re.sub(r"(?<=\w)'(?=\w)", "\u2019", shown.replace(CLOSE, "").replace("\n", " "))
    return [nodes.Text(said)] if said else []
