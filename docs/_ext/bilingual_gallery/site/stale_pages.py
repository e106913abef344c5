"""Pages that show something of others are written again when that changes.

Sphinx writes the pages whose sources have changed. But every page has the titles of others in its
sidebar, before and after itself and in its references, and leads to its other languages; so when a
title, the order, a label or a page of another language changes, all pages are written; when what a page
promises changes, the one before it. They are not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..files import write
from ..pages.editions import is_translated
from ..pages.state import settings_in
from .next_page import PROMISE
from .themes import makes_site


def outdated(app: Sphinx, env: BuildEnvironment) -> Sequence[str]:
    """``env-updated``, after Sphinx has numbered all: the pages to write although nobody edited them."""
    if not makes_site(app.builder):
        return []
    last, now = _last(app), _shown(app)
    if last.get("everywhere") != now["everywhere"]:
        return sorted(env.found_docs)
    before, after = last["promises"], now["promises"]
    return sorted(name for name in after if before.get(name) != after[name])


def note(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: what the pages show of others now; after a failure, what they showed before.

    So the build after one that was killed between two pages writes them all.
    """
    if exception is None and makes_site(app.builder):
        write(_place(app), json.dumps(_shown(app), ensure_ascii=False))


def _place(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"shown-elsewhere-{app.builder.name}.json")


def _last(app: Sphinx) -> dict[str, Any]:
    place = _place(app)
    last: dict[str, Any] = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    return last


def _shown(app: Sphinx) -> dict[str, Any]:
    """What any page may show of others, as a digest, and what each page promises of the next."""
    env = app.env
    following = {name: each[2] for name, each in env.collect_relations().items() if each[2]}
    promises = {name: env.metadata[each].get(PROMISE) for name, each in following.items()}
    return {"everywhere": _digest(app), "promises": promises}


def _digest(app: Sphinx) -> str:
    env = app.env
    standard = env.domains.standard_domain
    languages = settings_in(app).languages
    parts = {
        "titles": _texts(env.titles),
        "contents": _texts(env.tocs),
        "order": env.toctree_includes,
        "numbers": [env.toc_secnumbers, env.toc_fignumbers],
        "labels": [standard.labels, standard.anonlabels],
        # Of headings, which MyST lets other pages refer to by their addresses; not their lines, which a
        # paragraph more in front of them moves and which no other page shows.
        "slugs": {
            name: {slug: told for slug, (_line, *told) in data.get("myst_slugs", {}).items()}
            for name, data in sorted(env.metadata.items())
        },
        "languages": {
            name: [code for code in languages if is_translated(app, code, name)]
            for name in sorted(env.found_docs)
        },
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _texts(of: Mapping[str, nodes.Element]) -> Mapping[str, list[Any]]:
    return {name: list(_text(element)) for name, element in sorted(of.items())}


def _text(element: nodes.Element) -> Iterator[str]:
    """The words and addresses in an element, whichever object it is."""
    for node in element.findall():
        if isinstance(node, nodes.Text):
            yield str(node)
        elif isinstance(node, nodes.Element):
            yield f"{node.tagname} {node.get('refuri', '')}{node.get('anchorname', '')}"
