"""What a block of a Markdown text is called, by its token: what findings say, and what has to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

_NAMES = {
    "paragraph_open": "paragraph",
    "heading_open": "heading of level {token.tag[1]}",
    "bullet_list_open": "list of {list_item_open}",
    "ordered_list_open": "numbered list of {list_item_open}",
    "list_item_open": "item with the tick {token.meta[checked]}",
    "dl_open": "list of {dt_open} terms and {dd_open} definitions",
    "dt_open": "term",
    "field_list_open": "list of {fieldlist_name_open} fields",
    "fieldlist_name_open": "name of a field",
    "table_open": "table of {tr_open} rows and {th_open} columns",
    "th_open": "table cell",
    "td_open": "table cell",
    "alert_open": "alert {token.info}",
    "blockquote_open": "quote",
    "code_block": "code fence",
    "hr": "rule",
    "myst_target": "target",
    "footnote_reference_open": "footnote",
    "substitution_block": "substitution",
}
# How deep the parts that are counted lie in the whole, where it is not one level.
_DEPTHS = {"tr_open": 2, "th_open": 3}


def named(tokens: Sequence[Token], index: int) -> str:
    """What a block is called; one of a syntax that nobody thought of here, as its token."""
    token = tokens[index]
    name = _NAMES.get(token.type, token.type.removesuffix("_open").replace("_", " "))
    if "{" not in name:
        return name
    parts = re.findall(r"\{(\w+_open)\}", name)
    return name.format(token=token, **{part: _count(tokens, index, part) for part in parts})


def _count(tokens: Sequence[Token], start: int, kind: str) -> int:
    level, found = tokens[start].level, 0
    for token in tokens[start + 1 :]:
        if token.level == level and token.nesting < 0:
            break
        found += token.type == kind and token.level == level + _DEPTHS.get(kind, 1)
    return found
