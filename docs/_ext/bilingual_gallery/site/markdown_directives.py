"""What the site's own directives say, as Markdown: their text is in no page's source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from ..check.rules import FILE as RULES
from ..check.rules import load as load_rules
from ..config import OPTIONS, code_of
from ..config.option import REBUILDS
from ..glossary.calls import load as load_calls
from ..lang import said
from ..pages import reading_time
from ..pages.lines import fenced
from ..pages.page_markdown import Directives, Roles
from ..pages.portable import Document, portable
from ..pages.portable.directive import Directive
from ..pages.state import settings_in
from . import options, rules, summary
from .glossary_page import glossary_of, in_order
from .minutes import chosen, told_by


def of(app: Sphinx, docname: str, doctree: nodes.document) -> tuple[Directives, Roles]:
    """By the names of the directives and of the roles what tells their text on a page."""

    def file(path: str) -> Path:
        return Path(app.env.relfn2path(path, docname)[1])

    def in_words(text: str, document: Document) -> str:
        return portable(text, document)

    def only(directive: Directive, document: Document) -> str:
        is_wanted = app.tags.eval_condition(directive.argument)
        return portable(directive.body, document) if is_wanted else ""

    def nothing(directive: Directive, document: Document) -> str:
        return ""

    def terms(directive: Directive, document: Document) -> str:
        code = code_of(app.config)
        items = []
        for term in in_order(glossary_of(app).terms, code):
            others = [name for name in term.names.values() if name != term.names[code]]
            name = f"**{term.names[code]}**" + "".join(f" ({each})" for each in others)
            items.append((name, [in_words(term.meaning.get(code, ""), document)]))
        return _list(items)

    def found(directive: Directive, document: Document) -> str:
        code = code_of(app.config)
        parts = []
        for group in load_rules(file(directive.argument) if directive.argument else RULES):
            items = []
            for rule in group.rule:
                example = [fenced("```", "diff", rules.example(rule))] if rule.wrong else []
                finds = in_words(said(rule.finds, code), document)
                items.append((f"`{rule.name}`", [finds, *example]))
            parts.append(f"## {said(group.title, code)}\n\n{_list(items)}")
        return "\n\n".join(parts)

    def gallery_options(directive: Directive, document: Document) -> str:
        texts: options.Texts = {"help": {}, "rebuilds": {}}
        if directive.argument:
            path = file(directive.argument)
            texts = options.load(path, code_of(app.config))
        items = []
        for option in OPTIONS:
            code = f"{option.name}: {option.kind.annotation} = {option.default!r}"
            told = [texts["help"].get(option.name, option.help)]
            if option.rebuild:
                told.append(texts["rebuilds"].get(option.rebuild, REBUILDS[option.rebuild]))
            words = [in_words(text.strip(), document) for text in told]
            items.append((f"`{option.name}`", [fenced("```", "python", code), *words]))
        return _list(items)

    def table(directive: Directive, document: Document) -> str:
        made = [each for each in doctree.findall(nodes.Element) if each.get(summary.OF_TUTORIALS)]
        tables = [table for each in made for table in each.findall(nodes.table)]  # in a theme's box
        told = [each.astext() for each in made if isinstance(each, nodes.paragraph)]
        return "\n\n".join([*map(_rows, dict.fromkeys(tables)), *told])

    def calls(directive: Directive, document: Document) -> str:
        """As the page has it when all are read: without the calls that no tutorial makes."""
        settings = settings_in(app)
        if settings.calls is None:
            return ""
        known = load_calls(settings.calls, settings.complete)
        parts = []
        for section in doctree.findall(nodes.section):
            items = []
            for place in (
                each for part in section.children[1:] for each in part.findall(nodes.paragraph)
            ):
                if (name := place.get("call")) is not None:
                    call = known[name]
                    told = in_words(call.told[call.spoken(code_of(app.config))], document)
                    items.append((f"`{name}`", [told, place.astext()]))
            within = [each for each in section.children if isinstance(each, nodes.section)]
            if items and not within:
                parts.append(f"## {section.children[0].astext()}\n\n{_list(items)}")
        return "\n\n".join(parts)

    def minutes(text: str) -> str:
        return reading_time.told(sum(told_by(app, page) for page in chosen(app, text) or []))

    directives = {
        "only": only,
        "tutorial-excerpt": nothing,
        "tutorial-figure": nothing,
        "calls": calls,
        "offline-copies": nothing,
        "glossary-terms": terms,
        "check-rules": found,
        "gallery-options": gallery_options,
        "tutorial-summary": table,
    }
    return directives, {"reading-time": minutes}


def _list(items: Iterable[tuple[str, list[str]]]) -> str:
    """Names, each with what is said of it below it."""
    return "\n".join(_items(items))


def _items(items: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    for name, blocks in items:
        yield f"- {name}"
        for block in filter(None, blocks):
            yield ""
            yield from (f"  {line}".rstrip() for line in block.split("\n"))
        yield ""


def _rows(table: nodes.table) -> str:
    """A table of docutils as one of Markdown; of a cell that is as wide as several, in the first of them."""
    rows = []
    for row in table.findall(nodes.row):
        cells: list[str] = []
        for entry in row.findall(nodes.entry):
            cells += [" ".join(entry.astext().split()), *[""] * entry.get("morecols", 0)]
        rows.append(cells)
    width = max(map(len, rows))
    rows = [[*[""] * (width - len(cells)), *cells] for cells in rows]
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
