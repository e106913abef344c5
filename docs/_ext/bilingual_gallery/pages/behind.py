"""What a page says of a passage in which its language is behind: since when, what changed, and where.

It is a line that opens, below the part of the passage that the change is about. ``parallel.py`` lets it
show that part in the other language; without scripts it leads there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sphinx.application import Sphinx
from sphinx.locale import get_translation

from ..config import Syntax, code_of
from ..history.behind import Behind
from ..lang import dates
from ..lang.marks import CLOSE, CODE, CODE_END, MATH, MATH_END, OTHER
from ..lang.tags import name_in, tag
from ..source import markdown
from ..source.blocks import UNSEEN, blocks
from ..source.inlines import Inline
from ..source.tutorial import Passage, Tutorial
from .bars import to_root
from .changed_words import changed_words
from .state import settings_in, state_of
from .weave import Mark

_ = get_translation("sphinx")

CLASS = "behind"
_FORMULA = re.compile(f"[{MATH}{MATH_END}]")
_MARKS = re.compile(f"[{CODE}{CODE_END}{OTHER}{CLOSE}]")


def marks_of(app: Sphinx, tutorial: Tutorial) -> tuple[Mark, ...]:
    """The marks of a tutorial's page in the language of the build; none where conf.py wants none."""
    if not settings_in(app).mark_behind:
        return ()
    own = code_of(app.config)
    told = state_of(app).behind.get(tutorial.path, ())
    return tuple(_mark(app, tutorial, each) for each in told if each.language == own)


def _mark(app: Sphinx, tutorial: Tutorial, behind: Behind) -> Mark:
    passages = {each.prose_in(behind.language).line: each for each in tutorial.passages}
    passage, syntax = passages.get(behind.line), tutorial.syntax
    if passage is None:  # the comments of a code cell
        texts: tuple[Sequence[str], Sequence[str]] = [behind.before], [behind.now]
        return Mark(behind.line, None, _html(app, tutorial, behind, texts, exact=False))
    before, now = _parts(behind.before, syntax), _parts(behind.now, syntax)
    own = _parts(passage.text(behind.language), syntax)
    first, end = _changed(before, now)
    same = [each.kind for each in own] == [each.kind for each in now] and first < end
    rows = (own[first - 1].end if first else 0, own[end - 1].end) if same else _all(own)
    texts = _texts(before, syntax), _texts(now, syntax)
    return Mark(behind.line, rows, _html(app, tutorial, behind, texts, exact=same))


@dataclass(frozen=True)
class _Part:
    """A block of a passage that is in no other: its kind, the row where it ends, and its Markdown."""

    kind: str
    end: int
    source: str

    def texts(self, syntax: Syntax) -> Iterator[str]:
        """What is read in it, one for each block that is a piece of the page."""
        for block in blocks(self.source, syntax):
            shown = "".join(map(_shown, block.inlines)) if block.inlines else block.raw
            if text := _MARKS.sub("", _FORMULA.sub("$", shown)).strip():
                yield text


def _shown(inline: Inline) -> str:
    # An older text has no values of a run.
    return f"{{{inline.text}}}" if inline.kind == "eval" else inline.shown


def _texts(parts: Sequence[_Part], syntax: Syntax) -> list[str]:
    return [text for each in parts for text in each.texts(syntax)]


def _parts(text: str, syntax: Syntax) -> list[_Part]:
    rows, found = text.split("\n"), []
    for token in markdown.parse(text, syntax):
        if token.level or token.nesting < 0 or not token.map or token.type in UNSEEN:
            continue
        source = "\n".join(rows[token.map[0] : token.map[1]]).rstrip()
        if token.type == "myst_target" or re.fullmatch(r"\s*<!--.*-->", source, re.DOTALL):
            continue
        kind = f"{token.type} {token.info.split(' ')[0]}".strip()
        found.append(_Part(kind, token.map[0] + source.count("\n") + 1, source))
    return found


def _changed(before: Sequence[_Part], now: Sequence[_Part]) -> tuple[int, int]:
    """From which to which part of ``now`` something changed; both are alike where only spaces did."""
    old, new = ([each.source.split() for each in parts] for parts in (before, now))
    matcher = SequenceMatcher(None, [*map(tuple, old)], [*map(tuple, new)], autojunk=False)
    places = [
        place
        for kind, _, _, begin, end in matcher.get_opcodes()
        for place in (begin, max(end, min(begin + 1, len(now))))
        if kind != "equal"
    ]
    return (min(places), max(places)) if places else (0, 0)


def _all(parts: Sequence[_Part]) -> tuple[int, int]:
    return 0, max((each.end for each in parts), default=0)


def _html(
    app: Sphinx,
    tutorial: Tutorial,
    behind: Behind,
    texts: tuple[Sequence[str], Sequence[str]],
    *,
    exact: bool,
) -> str:
    """The mark as one line of HTML; ``exact`` where the other page has the same pieces there."""
    own, other = behind.language, behind.other
    name, docname = name_in(other, own), settings_in(app).docname(tutorial.path)
    month = dates.month(behind.since, own)
    said = _("The {language} text is newer here, since {month}")
    changes = changed_words(*texts, other, own)
    place = app.builder.get_target_uri(docname) if app.builder.format == "html" else docname
    section = _section(tutorial, behind, settings_in(app).heading_language)
    url = f"{to_root(app, docname)}../{other}/{place}{section and f'#{section}'}"
    link = html.escape(_("Read this in {language}").format(language=name))
    return (
        f'<details class="{CLASS}" data-of="{tag(other)}"{" data-exact" if exact else ""}>'
        f"<summary>{html.escape(said.format(language=name, month=month))}</summary>{changes}"
        f'<p><a href="{html.escape(url)}" hreflang="{tag(other)}">{link}</a></p></details>'
    )


def _section(tutorial: Tutorial, behind: Behind, id_language: str) -> str:
    """The id of the section that the passage stands in or begins; empty for the page's first.

    Of sections that the other language has too: its page is where the id leads.
    """
    own, other = (
        tutorial.section_ids(id_language, each) for each in (behind.language, behind.other)
    )
    ids = iter(own)
    found: list[str] = []
    for part in tutorial.parts:
        if not isinstance(part, Passage):
            if part.line > behind.line:
                break
            continue
        prose = part.prose_in(behind.language)
        if prose.line > behind.line:
            break
        headings = [next(ids) for _ in markdown.headings(prose.text, tutorial.syntax)]
        found += headings[:1] if prose.line == behind.line else headings
    known = [each for each in found if each in other]
    return known[-1] if len(known) > 1 else ""
