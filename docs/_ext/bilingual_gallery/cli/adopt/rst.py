"""Read reStructuredText with the parser of docutils; what Sphinx would make of it is kept as it is written.

Directives and roles that only Sphinx or its extensions know are not run: they become nodes with their names,
so that the same can be written in Markdown. That is why no site has to be configured here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, Parser
from docutils.parsers.rst.directives.admonitions import Note
from docutils.parsers.rst.languages import en, get_language
from docutils.parsers.rst.states import SubstitutionDef
from sphinx.util.docutils import CustomReSTDispatcher

from .split import Piece

# Directives whose content is no prose, and is written as it is.
VERBATIM = frozenset(
    "math code code-block sourcecode code-cell parsed-literal raw csv-table toctree graphviz mermaid plot"
    " literalinclude include highlight contents autofunction autoclass automodule tabularcolumns meta"
    " image productionlist testcode testsetup doctest ipython jupyter-execute plantuml".split()
)
# Directives whose argument is prose.
CODE = ("code", "code-block", "sourcecode")
TITLED = frozenset(
    "admonition topic sidebar rubric table list-table csv-table dropdown card grid-item-card tab-item tab"
    " versionadded versionchanged deprecated centered".split()
)
# What docutils does itself, because it is no block of the text: what stands for |name|, and roles.
_OWN = frozenset("replace unicode date role default-role".split())
_OWN_ROLES = frozenset(
    "emphasis strong literal subscript sub superscript sup title-reference title t math".split()
)
# The first piece of a text is recognized by these signs, which no author writes.
_MARK = re.compile("\ue000(\\d+)\ue000")


_ROLE = re.compile(r"(?m)^ *\.\. role:: *([\w-]+)")


class Kept(nodes.General, nodes.Inline, nodes.Element):
    """A directive: its ``name``, ``argument``, ``options``, ``content`` and ``source``, and its parsed content.

    The argument is the first child where it is prose.
    """


class Role(nodes.Inline, nodes.TextElement):
    """A role that docutils does not know: its ``name``, and what it is given."""


class _Anything(dict[str, Any]):
    """Options of any name, each a text."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return lambda argument: argument or ""


class _Keep(Directive):
    option_spec: ClassVar[Any] = _Anything()
    has_content = True
    final_argument_whitespace = True
    named = ""
    title = ""

    def run(self) -> list[nodes.Node]:
        """The directive as a node."""
        kept = Kept()
        kept.line = self.lineno
        written = "\n".join(self.arguments)
        content = "\n".join(self.content)
        if self.named in CODE and len(written.split()) > 1:  # it begins right below the directive
            written, content = "", f"{written}\n\n{content}".rstrip()
        argument = self.title or " ".join(written.split())
        kept.update_basic_atts({})
        kept.attributes |= {
            "name": self.named,
            "argument": argument,
            "options": dict(self.options),
            "content": content,
            "source": self.block_text,
        }
        if self.named in TITLED and argument:
            inner, _ = self.state.inline_text(argument, self.lineno)
            kept += nodes.inline("", "", *inner)
        if self.named not in VERBATIM and not isinstance(self.state, SubstitutionDef):
            self.state.nested_parse(self.content, self.content_offset, kept)
        return [kept]


# Its types are those of a module's attributes.
_english: Any = en


def directive_name(written: str, language: str) -> str:
    """The English name of a directive, which may be ``written`` in a language."""
    return _english_name(written, get_language(language.split("-")[0]))


def _english_name(written: str, language_module: Any) -> str:
    low = written.lower()
    known: str = getattr(language_module, "directives", {}).get(low) or en.directives.get(low, low)
    return known


class _Dispatcher(CustomReSTDispatcher):
    """Keeps what it is asked for; the names of a language other than English are known, too.

    ``defined`` are the roles that the text defines itself.
    """

    def __init__(self, defined: frozenset[str]) -> None:
        super().__init__()
        self.defined = defined

    def directive(
        self, directive_name: str, language_module: Any, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """A class that keeps the directive of this name, shaped as the one that docutils has, if it has any."""
        low = directive_name.lower()
        name = _english_name(directive_name, language_module)
        if name in _OWN:
            return self.directive_func(directive_name, language_module, document)
        known, _ = self.directive_func(name, _english, document)
        title = ""
        if known is None and not low.isascii():  # a word of the language for a note, say
            name, title, known = "admonition", directive_name, Note
        required = getattr(known, "required_arguments", 0)
        optional = getattr(known, "optional_arguments", 1)
        if name in ("seealso", "todo"):
            optional = 0
        shape = {
            "named": name,
            "title": title,
            "required_arguments": 0,
            "optional_arguments": required + optional,
        }
        return type("Keep", (_Keep,), shape), []

    def role(
        self, role_name: str, language_module: Any, lineno: int, reporter: utils.Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        """A function that keeps the role of this name, or docutils' own."""
        if not role_name or role_name.lower() in _OWN_ROLES | self.defined:
            return self.role_func(role_name, language_module, lineno, reporter)

        def keep(
            name: str, rawtext: str, text: str, line: int, inliner: Any, *_: Any, **__: Any
        ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
            if name == "code":
                return [nodes.literal(rawtext, utils.unescape(text))], []
            return [Role(rawtext, utils.unescape(text), name=name)], []

        return keep, []


@dataclass
class Document:
    """The prose of a script as docutils reads it: ``parts`` are the blocks of each piece.

    A heading is a title node that has its ``level``. ``mistakes`` are what docutils found wrong: the number
    of a piece, a row in it, and what is wrong.
    """

    tree: nodes.document
    parts: list[list[nodes.Node]]
    mistakes: list[tuple[int, int, str]] = field(default_factory=list)
    titles: list[nodes.title] = field(default_factory=list)


def read(pieces: Sequence[Piece], language: str) -> Document:
    """What the prose of a script says. Headings, targets and substitutions are those of the whole script."""
    settings = frontend.get_default_settings(Parser)
    for name, value in (
        ("report_level", 5),
        ("halt_level", 5),
        ("language_code", language.split("-")[0]),
        ("file_insertion_enabled", False),
    ):
        setattr(settings, name, value)
    tree = utils.new_document("prose", settings)
    rows: list[str] = []
    starts: list[int] = []
    for number, piece in enumerate(pieces):
        rows += [f"\ue000{number}\ue000", ""]
        starts.append(len(rows))
        rows += [*piece.text.split("\n"), ""]
    messages: list[nodes.system_message] = []
    tree.reporter.attach_observer(messages.append)
    text = "\n".join(rows)
    with _Dispatcher(frozenset(_ROLE.findall(text.lower()))):
        Parser().parse(text, tree)
    for note in [*tree.findall(nodes.system_message)]:
        if note["level"] < 3 and note.parent is not None:  # as that `math` is no word of Korean
            note.parent.remove(note)
    document = Document(tree, [[] for _ in pieces])
    _sort(tree, document, 0, -1, top=True)
    for message in messages:
        if message["level"] < 2:
            continue
        row = message.get("line", 1) - 1
        at = max((number for number, start in enumerate(starts) if start <= row), default=0)
        document.mistakes.append((at, row - starts[at], message.children[0].astext()))
    return document


def _sort(
    element: nodes.Element, document: Document, depth: int, part: int, *, top: bool = False
) -> int:
    """Put the blocks of an element into their parts; gives the part that is last."""
    seen = False
    for node in element.children:
        if isinstance(node, nodes.section):
            # The title is the only heading of its level: what else has that level lies below it.
            below = top and (seen or part > 0)
            seen = seen or top
            part = _sort(node, document, depth + 1 + below, part)
        elif isinstance(node, nodes.title):
            node["level"] = depth
            document.titles.append(node)
            document.parts[part].append(node)
        elif isinstance(node, nodes.paragraph) and (mark := _MARK.fullmatch(node.astext())):
            part = int(mark[1])
        elif part >= 0:
            document.parts[part].append(node)
    return part
