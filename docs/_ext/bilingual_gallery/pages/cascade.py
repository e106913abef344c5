"""The styles that an output brings with it, worked out for each of its elements.

A page allows no ``<style>`` and no ``style`` of an output, so each element gets what they come to as
one block of declarations. Of these, what moves something out of its place or loads something is
left out; so is what holds for a screen of one kind or under the pointer alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, Node, QualifiedRule

# The properties that an output may have, and their own longhands: border-left-color, …
_PROPERTIES = re.compile(
    r"--[\w-]+|(color|background|opacity|font|line-height|letter-spacing|text|white-space|word-break"
    r"|vertical-align|border|outline|padding|margin|display|width|height|min|max|box-sizing|overflow"
    r"|float|clear|table-layout|caption-side|list-style|flex|grid|gap|row-gap|column-gap|align|justify"
    r"|order|fill|stroke|visibility|overflow-wrap)(-[\w-]+)?"
)
# A value that has another function could load or move something.
_FUNCTIONS = frozenset(
    "rgb rgba hsl hsla var calc min max clamp minmax repeat fit-content linear-gradient"
    " radial-gradient".split()
)

Declarations = Mapping[str, str]


@dataclass(frozen=True)
class _Declaration:
    name: str
    value: str
    is_important: bool


def cascade(root: Element, sheets: Iterable[str]) -> dict[Element, Declarations]:
    """What the ``sheets`` and the ``style`` of each element come to, for the elements below ``root``.

    ``root`` is an ``html`` element; an element that has no style is not in the result.
    """
    matcher = cssselect2.Matcher()
    for sheet in sheets:
        for selectors, declarations in _rules(sheet):
            for selector in selectors:
                matcher.add_selector(selector, declarations)
    styled = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        blocks = [
            declarations for _, _, pseudo, declarations in matcher.match(wrapper) if pseudo is None
        ]
        own = wrapper.etree_element.get("style")
        if own:
            blocks.append(list(_declarations(own)))
        if blocks:
            styled[wrapper.etree_element] = _merged(blocks)
    return styled


def _rules(
    sheet: str,
) -> Iterator[tuple[list[cssselect2.compiler.CompiledSelector], list[_Declaration]]]:
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if isinstance(rule, QualifiedRule):
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            yield selectors, list(_declarations(rule.content))


def _declarations(text: str | list[Node]) -> Iterator[_Declaration]:
    for each in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if isinstance(each, Declaration):
            name = each.name if each.name.startswith("--") else each.lower_name
            value = tinycss2.serialize(each.value).strip()
            if value and _PROPERTIES.fullmatch(name) and _is_harmless(each.value):
                yield _Declaration(name, value, each.important)


def _merged(blocks: Iterable[Iterable[_Declaration]]) -> Declarations:
    """The declarations that win: the latest of each property, those that are important before others."""
    every = [each for block in blocks for each in block]
    won: dict[str, str] = {}
    for each in sorted(every, key=lambda each: each.is_important):  # a stable sort
        won.pop(each.name, None)  # a later shorthand wins over an earlier longhand
        won[each.name] = each.value
    return won


def _is_harmless(value: Iterable[Node]) -> bool:
    text = tinycss2.serialize(value)
    if re.search(r"[<>&{}\\;]", text):  # it stands in HTML, and in XML
        return False
    return all(
        each.type not in ("url", "error")
        and (not isinstance(each, FunctionBlock) or each.lower_name in _FUNCTIONS)
        and _is_harmless(getattr(each, "arguments", None) or getattr(each, "content", None) or [])
        for each in value
    )
