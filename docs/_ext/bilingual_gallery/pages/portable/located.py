"""The tokens of a Markdown text as MyST reads it, those within a line with their places in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from ...config import Syntax

# In the `meta` of a token within an inline: where what it was made of begins and ends in the inline's
# content; for a link and a picture also where its text does; and where attributes follow it.
SPAN, LABEL, ATTRIBUTES = "span", "label", "attributes"

# Of links: their names, and what is known of each.
_Definitions = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
_Rule = Callable[[StateInline, bool], bool]


@cache
def _parser(syntax: Syntax) -> MarkdownIt:
    config = MdParserConfig(**dict(syntax))  # type: ignore[arg-type]
    parser = create_md_parser(config, RendererHTML)
    # Attributes of blocks stay tokens of their own, which can be taken out.
    parser.disable(["front_matter", "wordcount"], True)
    if "attrs_block" in config.enable_extensions:
        parser.core.ruler.disable("attr", True)
    parser.add_render_rule("math_inline", _formula)
    ruler = parser.inline.ruler
    for name, rule in zip(ruler.get_active_rules(), ruler.getRules(""), strict=True):
        ruler.at(name, partial(_located, rule, name))
    return parser


def _formula(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: object
) -> str:
    """A formula in HTML as MathJax looks for it."""
    return f"${escapeHtml(tokens[index].content)}$"


def _located(rule: _Rule, name: str, state: StateInline, silent: bool) -> bool:
    """Apply a rule of the parser, and note in its tokens where it began and ended."""
    begin, count = state.pos, len(state.tokens)
    label = None
    if not silent and name in ("link", "image", "span"):
        first = begin + (name == "image")
        end = state.md.helpers.parseLinkLabel(state, first, name != "image")
        label = (first + 1, end)
    found = rule(state, silent)
    if found and not silent:
        made = [token for token in state.tokens[count:] if token.type != "text"]
        for token in made:
            token.meta.setdefault(SPAN, (begin, state.pos))
        if made and label:
            made[0].meta.setdefault(LABEL, label)
        if not made and name == "attr" and state.tokens:
            state.tokens[-1].meta[ATTRIBUTES] = (begin, state.pos)
    return found


def parse(text: str, syntax: Syntax, definitions: dict[str, dict[str, str]]) -> Sequence[Token]:
    """The text's tokens; ``definitions`` of links are known in it, and those in it are added."""
    tokens, found = _parse(text, syntax, _kept(definitions))
    definitions.update({name: dict(each) for name, each in found})
    return tokens


@lru_cache(maxsize=2048)  # each passage is asked for by every download that has it
def _parse(
    text: str, syntax: Syntax, known: _Definitions
) -> tuple[tuple[Token, ...], _Definitions]:
    definitions = {name: dict(each) for name, each in known}
    tokens = tuple(_parser(syntax).parse(text, {"references": definitions}))
    return tokens, _kept(definitions)


def _kept(definitions: dict[str, dict[str, str]]) -> _Definitions:
    """Definitions as a key: where they lead and what they are called, not the lines where they stand."""
    return tuple(
        (name, tuple((key, text) for key, text in each.items() if isinstance(text, str)))
        for name, each in definitions.items()
    )


def parse_line(text: str, syntax: Syntax, definitions: dict[str, dict[str, str]]) -> Token:
    """A text that makes no blocks, such as the title of an admonition, as one inline token."""
    return _parser(syntax).parseInline(text, {"references": definitions})[0]


def as_html(text: str, syntax: Syntax) -> str:
    """A text that makes no blocks as HTML, for what stands within an element."""
    html: str = _parser(syntax).renderInline(text)
    return html
