"""Write the blocks of reStructuredText as MyST Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docutils import nodes
from docutils.utils import column_width

from .fences import fence, indented, numbered, prefixed, without_frames
from .inlines import Context, inline, label, picture
from .rst import CODE, VERBATIM, Kept
from .signs import as_paragraph, escaped

# What includes or defines reStructuredText, which stays that.
_RST = frozenset("include tabularcolumns productionlist csv-table role default-role".split())
# A line that says who made what: **Author**: somebody.
CREDIT = re.compile(r"\*\*[^*\n]{1,24}(?::\*\*|\*\* ?:)")
# No term of a definition is as long as this.
_LONG = 60  # columns
_LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list)


def markdown(children: Sequence[nodes.Node], context: Context) -> str:
    """The Markdown of blocks, without an empty line around them."""
    return "\n\n".join(_blocks(children, context))


def _blocks(children: Sequence[nodes.Node], context: Context) -> Iterator[str]:
    last, other = "", False
    for node in children:
        kind = type(node).__name__
        other = kind == last and not other  # two lists in a row have different signs
        if text := _block(node, context, other=other):
            yield text
            last = kind


def _block(node: nodes.Node, context: Context, *, other: bool) -> str:
    match node:
        case nodes.paragraph():
            return as_paragraph(inline(node.children, context))
        case nodes.title():
            title = " ".join(inline(node.children, context).split())
            return f"{'#' * min(node.get('level', 2), 6)} {title}"
        case nodes.bullet_list():
            return _list(node, context, lambda _: "*" if other else "-")
        case nodes.enumerated_list():
            first, sign = int(node.get("start", 1)), ")" if other else "."
            return _list(node, context, lambda at: f"{first + at}{sign}")
        case nodes.definition_list():
            return "\n\n".join(_definition(each, context) for each in node.children)
        case nodes.field_list():
            return "\n".join(_field(each, context) for each in node.children)
        case nodes.block_quote():
            inner = markdown(node.children, context)
            if all(isinstance(each, (*_LISTS, Kept, nodes.literal_block)) for each in node):
                return inner  # what was only indented
            return prefixed(inner, "> ")
        case nodes.attribution():
            return f"— {inline(node.children, context)}"
        case nodes.literal_block():
            return fence(node.astext(), "")
        case nodes.doctest_block():
            return fence(node.astext(), "pycon")
        case nodes.line_block():
            return "\\\n".join(_lines(node, context))
        case nodes.table():
            return _table(node, context)
        case nodes.comment():
            return _remark(node.astext())
        case nodes.target():
            if "refuri" in node or "refname" in node or node.get("anonymous"):
                return ""
            return "\n".join(f"({name})=" for name in node["names"])
        case nodes.transition():
            return "---"
        case nodes.footnote() | nodes.citation():
            rest = [each for each in node.children if not isinstance(each, nodes.label)]
            text = indented(markdown(rest, context), "    ").strip()
            return f"[^{label(node, context)}]: {text}"
        case nodes.system_message():
            kept = [each for each in node.children if isinstance(each, nodes.literal_block)]
            return "\n\n".join(fence(each.astext(), "{eval-rst}") for each in kept)
        case nodes.substitution_definition():
            return ""
        case Kept():
            return _directive(node, context)
        case nodes.option_list():
            return fence(node.rawsource or node.astext(), "")
        case nodes.Element() if node.children:
            return markdown(node.children, context)
    return escaped(node.astext())


def _remark(said: str) -> str:
    """A comment, which no reader sees."""
    return f"<!-- {said.replace('--', '- -')} -->" if said.strip() else ""


def _list(node: nodes.Element, context: Context, mark: object) -> str:
    assert callable(mark)
    items = []
    is_tight = all(
        len(item) <= 2 and all(isinstance(each, _LISTS) for each in item.children[1:])
        for item in node.children
        if isinstance(item, nodes.Element)
    )
    for at, item in enumerate(node.children):
        assert isinstance(item, nodes.Element)
        sign = f"{mark(at)} "
        text = ("\n" if is_tight else "\n\n").join(_blocks(item.children, context))
        items.append(sign + indented(text, " " * len(sign)).lstrip(" "))
    return ("\n" if is_tight else "\n\n").join(each.rstrip() for each in items)


def _definition(item: nodes.Node, context: Context) -> str:
    assert isinstance(item, nodes.Element)
    terms = [inline(each.children, context) for each in item if isinstance(each, nodes.term)]
    kinds = [inline(each.children, context) for each in item if isinstance(each, nodes.classifier)]
    term = as_paragraph(" : ".join([*terms, *kinds]))
    meanings = [markdown(e.children, context) for e in item if isinstance(e, nodes.definition)]
    parts = [each for each in item.children if isinstance(each, nodes.definition)]
    if all(isinstance(each, _LISTS) for part in parts for each in part.children):
        return "\n\n".join([term, *meanings])  # a paragraph and its list, which was indented
    if all("\n\n" not in each for each in meanings):
        if CREDIT.match(term):
            # Who wrote it, and below it, indented, who translated it.
            return "\\\n".join([term, *meanings])
        if column_width(term.split("\n")[0]) > _LONG or term.endswith((".", "!", "?", "。")):
            return "\n".join([term, *meanings])  # a paragraph whose second line was indented
    if "deflist" in context.extensions:
        return "\n".join([term, *(f": {indented(each, '  ').lstrip()}" for each in meanings)])
    return "\n\n".join([f"- {term}", *(indented(each, "  ") for each in meanings)])


def _field(item: nodes.Node, context: Context) -> str:
    assert isinstance(item, nodes.Element)
    name, body = item.children
    assert isinstance(body, nodes.Element)
    text = indented(markdown(body.children, context), "  ").lstrip()
    return f"- **{escaped(name.astext())}**: {text}".rstrip()


def _lines(block: nodes.Element, context: Context) -> Iterator[str]:
    for each in block.children:
        if isinstance(each, nodes.line_block):
            yield from _lines(each, context)
        elif isinstance(each, nodes.line) and each.children:
            yield as_paragraph(inline(each.children, context))


def _directive(node: Kept, context: Context) -> str:
    name, argument, content = node["name"], node["argument"], node["content"]
    options: dict[str, str] = node["options"]
    if name in _RST:
        return fence(node["source"], "{eval-rst}")
    if name == "meta":
        told = "a page is described by its first paragraph; what the page's head had is a comment"
        context.told.append((node["source"].strip().split("\n")[-1].strip(), told))
        return _remark(node["source"].strip())
    if name in CODE and not options:
        return fence(content, argument)
    if name == "math" and not options and "dollarmath" in context.extensions:
        formula = f"{argument}\n{content}".strip()
        if "\n\n" not in formula:
            return f"$$\n{formula}\n$$"
    if name == "raw" and "html" in argument and "<iframe" in content:
        return without_frames(content, context)
    if name == "image" and set(options) <= {"alt", "target"}:
        return picture(node, context)
    if name in ("image", "figure"):
        argument = context.link(argument.replace(" ", ""))
    if name in CODE:
        name, options = "code-block", numbered(options)
    rows = [f":{each}: {' '.join(text.split())}".rstrip() for each, text in options.items()]
    if name in VERBATIM:
        body = [*rows, *(["", content] if rows and content else [content] if content else [])]
        return fence("\n".join(body), f"{{{name}}} {argument}".rstrip())
    children = list(node.children)
    if children and isinstance(children[0], nodes.inline):
        argument = " ".join(inline(children.pop(0).children, context).split())
    inner = markdown(children, context)
    body = [*rows, *([""] if (rows and inner) or inner.startswith(":") else []), inner]
    text = "\n".join(body).strip("\n")
    colon = "colon_fence" in context.extensions
    sign = ":" if colon else "`"
    marks = sign * max(3, *(len(run) + 1 for run in re.findall(rf"(?m)^ *({sign}{{3,}})", text)), 3)
    return f"{marks}{{{name}}} {argument}".rstrip() + f"\n{text}".rstrip() + f"\n{marks}"


def _table(node: nodes.Element, context: Context) -> str:
    rows = list(node.findall(nodes.row))
    heads = [row for row in rows if isinstance(row.parent, nodes.thead)]
    cells = [[_blocks_of(entry, context) for entry in row.children] for row in rows]
    title = next((each for each in node.children if isinstance(each, nodes.title)), None)
    above = f"**{inline(title.children, context)}**\n\n" if title is not None else ""
    spans = any(
        entry.get("morecols") or entry.get("morerows") for entry in node.findall(nodes.entry)
    )
    simple = not spans and len(heads) <= 1 and all("\n\n" not in c for row in cells for c in row)
    if simple and cells:
        flat = [[" ".join(c.split()).replace("|", "\\|") for c in row] for row in cells]
        if not heads:
            flat.insert(0, [""] * len(flat[0]))
        lines = [f"| {' | '.join(row)} |" for row in flat]
        lines.insert(1, f"|{' --- |' * len(flat[0])}")
        return above + "\n".join(lines)
    body = [f":header-rows: {len(heads)}", ""] if heads else []
    for row in cells:
        for at, text in enumerate(row):
            sign = "* - " if not at else "  - "
            body.append((sign + indented(text, "    ").lstrip()).rstrip())
    return above + fence("\n".join(body), "{list-table}")


def _blocks_of(entry: nodes.Node, context: Context) -> str:
    assert isinstance(entry, nodes.Element)
    return markdown(entry.children, context)
