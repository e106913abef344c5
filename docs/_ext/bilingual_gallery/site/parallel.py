"""The prose of each page, piece by piece, for the pages in the other languages to show beside theirs.

The pieces of a page (``pieces.py``) are numbered (``data-piece``), and a script of the page's own
carries them: it can be loaded where nothing may be fetched, from ``file://``. ``parallel.js`` pairs
and shows them.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import code_of
from ..files import write
from ..lang.tags import direction, name_in, tag
from ..pages import behind, untranslated
from ..pages.editions import is_translated, spoken
from ..pages.state import settings_in
from ..pages.weave import MARK_BEGINS
from . import term_cards
from .alternates import root
from .pieces import Piece, Walk
from .term_cards import FOLDER
from .themes import makes_site

_ = get_translation("sphinx")


@dataclass(frozen=True)
class Parallel:
    """Another language that a page can show beside its own: where the page and its pieces are.

    ``code`` is its tag in BCP 47, ``direction`` that of its lines where the page has the other. ``name`` is
    in the page's language; the rest is what ``parallel.js`` says, in it too.
    """

    code: str
    direction: str
    name: str
    page: str
    pieces: str
    read: str
    missing: str
    unpaired: str
    both: str


def offer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: tell the templates what ``parallel.js`` has to know of the page."""
    if doctree is not None and makes_site(app.builder):
        context["parallel"] = _others(app, pagename)


def _others(app: Sphinx, pagename: str) -> dict[str, Any] | None:
    """What ``parallel.js`` has to know; None where the page is in no other language."""
    own = code_of(app.config)
    above = root(app, pagename)

    def pieces(code: str) -> str:
        return f"{above}{code}/{FOLDER}/{pagename}.js"

    others = []
    for code in settings_in(app).languages:
        if code not in (own, spoken(app, own, pagename)) and is_translated(app, code, pagename):
            name = name_in(code, own)
            others.append(
                Parallel(
                    code=tag(code),
                    direction=direction(code) if direction(code) != direction(own) else "",
                    name=name,
                    page=f"{above}{code}/{app.builder.get_target_uri(pagename)}",
                    pieces=pieces(code),
                    read=_("Read this in {language}").format(language=name),
                    missing=_(
                        "The {language} text could not be loaded. Without it, this page works as before."
                    ).format(language=name),
                    unpaired=_("The {language} page has no exact counterpart of this.").format(
                        language=name
                    ),
                    both=_("Each part is followed by its {language} counterpart.").format(
                        language=name
                    ),
                )
            )
    if not others:
        return None
    return {
        "pieces": pieces(own),
        "alone": _("The page is shown in one language."),
        "others": [
            {name: value for name, value in asdict(other).items() if value} for other in others
        ],
    }


def carry(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """``html-page-context``: number the pieces in the page's body, and write the script with them.

    Each that has no id gets one, so that one can lead to it.
    """
    if not makes_site(app.builder) or doctree is None:
        return
    body: str = context["body"]
    walk = Walk(body)
    parts, done = [], 0
    for number, piece in enumerate(walk.pieces):
        name = piece.start + len(f"<{piece.kind}")
        named = f' id="{html.escape(piece.address)}"' if piece.address else ""
        parts += [body[done:name], f'{named} data-piece="{number}"']
        done = name
    context["body"] = _with_marks("".join(parts) + body[done:], walk)
    told = {
        "groups": [[group.id, group.named] for group in walk.groups],
        "pieces": [_told(piece) for piece in walk.pieces],
        **term_cards.told(app, pagename),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    write(_script(app, pagename), f"document.currentScript.prose = {text};\n")


def _told(piece: Piece) -> list[str | int]:
    """A piece as the scripts know it; what is not translated yet says so, and which language it is in."""
    if not piece.spoken:
        return [piece.group, piece.kind, piece.html]
    return [piece.group, piece.kind, f"<em>{html.escape(untranslated.words())}</em>", piece.spoken]


# A part of a passage, and the mark below it that says what its language has not followed (pages/behind.py).
_MARKED = re.compile(
    rf'{re.escape(MARK_BEGINS)}\s*(.*?)(<details class="{behind.CLASS}"[^>]*)>(.*?</details>)',
    re.DOTALL,
)


def _with_marks(body: str, walk: Walk) -> str:
    """The body whose marks know their pieces, and lead to the same place of the other page where it is sure."""

    def told(found: re.Match[str]) -> str:
        part, begin, rest = found.groups()
        numbers = re.findall(r'data-piece="(\d+)"', part)
        if numbers and (begun := begin.removesuffix(" data-exact")) != begin:
            piece = walk.pieces[int(numbers[0])]
            place = html.escape(piece.address or walk.groups[piece.group].id)
            rest = re.sub(
                r'(<a href="[^"#]*)[^"]*', lambda link: f"{link[1]}#{place}", rest, count=1
            )
            return f'{part}{begun} data-pieces="{" ".join(numbers)}">{rest}'
        return f"{part}{begin}>{rest}"

    return _MARKED.sub(told, body)


def remove_orphans(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: remove the scripts of pages that are gone."""
    if exception is None and makes_site(app.builder):
        wanted = {_script(app, name) for name in app.env.found_docs}
        for script in Path(app.outdir, FOLDER).rglob("*.js"):
            if script not in wanted:
                script.unlink()


def _script(app: Sphinx, pagename: str) -> Path:
    return Path(app.outdir, FOLDER, f"{pagename}.js")
