"""Write the inline markup of reStructuredText as Markdown, and attach to it what had to stand apart.

reStructuredText wants a space or `\\ ` around its markup, so a Korean particle stands apart from its word.
Markdown wants nothing, but for emphasis that ends in a bracket, which has to close before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from docutils import nodes

from .rst import Kept, Role
from .signs import code, destination, emphasis, escaped, role

_NAME = re.compile(r"[\w.\[\]()=,:/*+-]*[\w)\]]")


# A section that a link leads to, until its id is known: a language, and the number of the title.
SECTION = re.compile("\ue001([\\w-]+):(\\d+)\ue001")


@dataclass
class Context:
    """What writing needs to know: the document, what its language attaches to markup, and where links lead.

    ``attached`` is a pattern of what belongs to the markup before it; ``link`` gives the address that a
    relative one has in the new site; ``extensions`` are those of MyST that conf.py enables. ``told`` gets
    what became something else: a text of the source, and a message. ``within`` are the substitutions that
    are being written.
    """

    tree: nodes.document
    attached: re.Pattern[str] | None
    link: Callable[[str], str]
    extensions: frozenset[str]
    titles: Sequence[nodes.title]
    language: str
    told: list[tuple[str, str]] = field(default_factory=list)
    within: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        references = [n for n in self.tree.findall(nodes.reference) if "anonymous" in n]
        targets = [n for n in self.tree.findall(nodes.target) if n.get("anonymous")]
        self._anonymous = {id(one): two for one, two in zip(references, targets, strict=False)}

    def address(self, reference: nodes.reference) -> str:
        """Where a reference leads; empty where that is not known."""
        address = reference.get("refuri", "")
        target: nodes.Node | None = self._anonymous.get(id(reference))
        if address.startswith("#"):  # the id that docutils makes of a heading
            target = self.tree.ids.get(address[1:])
        if address and not isinstance(target, nodes.section):
            return self.link(address)
        name = reference.get("refname", "")
        for _ in range(9):  # a target may name another one
            if target is None:
                target = self._named(name)
            if isinstance(target, nodes.target):
                if "refuri" in target:
                    return self.link(target["refuri"])
                below = target.next_node(descend=False, siblings=True, ascend=True)
                if isinstance(below, nodes.section):
                    target = below  # a label is the author's own, the section is every language's
                elif name := target.get("refname", ""):
                    target = None
                    continue
                else:
                    return f"#{target['names'][0]}" if target["names"] else ""
            if isinstance(target, nodes.section):
                title = target.next_node(nodes.title)
                at = next((n for n, each in enumerate(self.titles) if each is title), None)
                return "" if at is None else f"#\ue001{self.language}:{at}\ue001"
            break
        return ""

    def _named(self, name: str) -> nodes.Node | None:
        known = self.tree.nameids.get(name)
        if known is not None:
            return self.tree.ids.get(known)
        for node in self.tree.findall(lambda n: isinstance(n, nodes.target | nodes.section)):
            if isinstance(node, nodes.Element) and name in (*node["names"], *node["dupnames"]):
                return node
        return None


def inline(children: Sequence[nodes.Node], context: Context) -> str:
    """The Markdown of inline nodes."""
    done = ""
    shown = _joined(children)
    for at, node in enumerate(shown):
        if isinstance(node, nodes.Text):
            text = node.astext()
            if at and done:
                text = _attached(text, done, context)
            after = shown[at + 2].astext() if at + 2 < len(shown) else ""
            if text.endswith("( ") and after.startswith(" )"):
                text = text[:-1]  # reStructuredText asked for the spaces
            done += escaped(text)
            continue
        following = shown[at + 1].astext() if at + 1 < len(shown) else ""
        done += _markup(node, done, _attached(following, "x", context), context)
    return done


def _joined(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """The nodes that a reader sees; marks that mark nothing belong to the text beside them."""
    shown: list[nodes.Node] = []
    for node in children:
        if isinstance(node, nodes.problematic):
            node = nodes.Text(node.astext())
        if isinstance(node, nodes.Text) and shown and isinstance(shown[-1], nodes.Text):
            node = nodes.Text(shown.pop().astext() + node.astext())
        if not isinstance(node, nodes.system_message):
            shown.append(node)
    return shown


def _attached(text: str, before: str, context: Context) -> str:
    """The text behind markup, without a space before what belongs to that."""
    if text.startswith(" )"):
        return text[1:]
    pattern = context.attached
    if pattern is not None and before[-1:] not in "\n " and pattern.match(text):
        return text.lstrip(" ")
    return text


def _markup(node: nodes.Node, before: str, following: str, context: Context) -> str:
    text = node.astext()
    match node:
        case nodes.strong():
            return emphasis("**", inline(node.children, context), before, following)
        case nodes.emphasis():
            return emphasis("*", inline(node.children, context), before, following)
        case nodes.literal():
            return code(text)
        case nodes.math():
            formula = " ".join(text.split())
            return f"${formula}$" if "dollarmath" in context.extensions else role("math", formula)
        case nodes.title_reference():
            # Many authors mean code by it, who know Markdown.
            if _NAME.fullmatch(text) and text.isascii():
                return code(text)
            return emphasis("*", inline(node.children, context), before, following)
        case nodes.subscript():
            return role("sub", text)
        case nodes.superscript():
            return role("sup", text)
        case nodes.reference():
            return _reference(node, context)
        case nodes.footnote_reference() | nodes.citation_reference():
            return f"[^{label(node, context)}]"
        case nodes.substitution_reference():
            return _meant(node.get("refname", ""), context) or escaped(f"|{text}|")
        case nodes.raw():
            return text
        case Role():
            return role(node["name"], text)
        case Kept():
            return picture(node, context) if node["name"] == "image" else ""
        case nodes.target() if not text:
            return ""
        case nodes.Element():
            return inline(node.children, context)
    return escaped(text)


def _meant(name: str, context: Context) -> str:
    """What stands for a name between bars; empty where nothing does, or the name itself."""
    meant = context.tree.substitution_defs.get(name)
    if meant is None or name in context.within:
        return ""
    context.within.append(name)
    done = inline(meant.children, context)
    context.within.pop()
    return done


def label(node: nodes.Element, context: Context) -> str:
    """What a footnote is called: its number or name, or its place among those that are numbered by docutils."""
    if isinstance(node, nodes.footnote | nodes.citation):
        named = node.next_node(nodes.label)
        if named is not None and not node.get("auto"):
            return named.astext()
    elif not node.get("auto"):
        return node.astext() or str(node.get("refname", ""))
    if name := (node.get("refname") or next(iter(node.get("names", ())), "")):
        return str(name)
    kind = (
        nodes.footnote_reference if isinstance(node, nodes.footnote_reference) else nodes.footnote
    )
    alike = [each for each in context.tree.findall(kind) if each.get("auto") == node.get("auto")]
    # Numbers and signs are counted apart, and an author may have given any of these names to another.
    name = "sign" if node.get("auto") == "*" else "auto"
    while any(re.fullmatch(rf"{name}\d+", known) for known in context.tree.nameids):
        name += "-"
    return f"{name}{next((n for n, each in enumerate(alike, 1) if each is node), 0)}"


def picture(node: Kept, context: Context) -> str:
    """A picture within a line."""
    options = node["options"]
    alt = options.get("alt", "").replace("[", "\\[").replace("]", "\\]").replace("\n", " ")
    made = f"![{alt}]({destination(context.link(node['argument'].replace(' ', '')))})"
    if target := options.get("target", ""):
        return f"[{made}]({destination(context.link(target))})"
    return made


def _reference(node: nodes.reference, context: Context) -> str:
    text, address = node.astext(), context.address(node)
    if address in (text, f"mailto:{text}") and re.match(r"(?:https?|ftp|mailto):|[^\s@]+@", text):
        return f"<{text}>"
    shown = inline(node.children, context)
    if not address:
        context.told.append((text, f"the link of `{text}` leads nowhere; only its text is left"))
        return shown
    return f"[{shown}]({destination(address)})"
