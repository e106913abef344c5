"""`fill`: put in what a tutorial's languages lack, to be written over or drafted by a program of the author's.

Nothing is sent anywhere from here: what `bilingual_gallery_translate` of conf.py names does what it does.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ..config import Settings, settings_of
from ..errors import BuildError, SourceError, shown
from ..execution.processes import end
from ..files import rewrite
from ..source.cells import text_of
from ..source.fill import Gap, filled, gaps_in, lines_of, mistake_in, waiting
from ..source.gallery import scripts_of
from ..source.reading import examine_text
from .named import named

# Seconds for one text; a language model takes its time.
LIMIT = 300


def main(
    docs: Path, names: Sequence[str], languages: Sequence[str] = (), *, every: bool = False
) -> int:
    """Fill the gaps of the tutorials with these names, or of ``every`` one, and say how many there were.

    Only those of the ``languages``, if some are named; else those of all, save that a language which is
    only begun gets nothing in a tutorial that has nothing of it. Raises BuildError for what cannot be
    filled, and leaves that script as it was.
    """
    settings = settings_of(docs)
    for code in languages:
        if code not in settings.languages:
            known = ", ".join(settings.codes)
            raise BuildError(f"--language {code} is none of conf.py's; write one of {known}")
    scripts = scripts_of(settings)
    failed: list[str] = []
    for path in scripts if every else dict.fromkeys(named(names, scripts, settings)):
        try:
            count, left = _fill(path, settings, languages)
        except SourceError as mistake:
            failed.append(str(mistake))
            continue
        what = "no text is missing" if not count else f"{count} text{'s' * (count > 1)} put in"
        more = "".join(f"; {code} is not begun, `--language {code}` begins it" for code in left)
        print(f"{shown(path)}: {what}{more}", flush=True)
    if failed:
        raise BuildError("\n".join(failed))
    return 0


def _fill(path: Path, settings: Settings, languages: Sequence[str]) -> tuple[int, list[str]]:
    """Fill the gaps of one script; returns how many, and the languages that it leaves for another time."""
    codes, syntax = settings.codes, settings.syntax
    data, text = path.read_bytes(), text_of(path, tell=lambda _: None)
    reading = examine_text(path, text, codes, syntax)
    if reading.mistakes or reading.tutorial is None:
        raise reading.mistakes[0]
    for passage in reading.tutorial.passages:
        for each in passage.untranslated:
            if each.is_swapped:
                raise SourceError(path, each.line, each.message)
    left = [code for code in settings.partial if code not in reading.tutorial.begun]
    left = [code for code in left if not languages]
    wanted = languages or [code for code in codes if code not in left]
    gaps = [each for each in gaps_in(path, text, codes, syntax) if each.language in wanted]
    if not gaps:
        return 0, left
    drafts = [(gap, _text(path, gap, settings)) for gap in gaps]
    raw = filled(data.decode("utf-8"), drafts)
    if (wrong := mistake_in(path, text, _plain(raw), codes, syntax)) is not None:
        line, message = wrong
        told = "the draft" if settings.translate else "the new text"
        raise SourceError(path, _gap_at(drafts, line), f"{told} cannot stand here: {message}")
    if not rewrite(path, data, raw.encode("utf-8")):
        raise SourceError(path, 1, "was saved meanwhile, so nothing is put in; try again")
    return len(gaps), left


def _plain(raw: str) -> str:
    return raw.removeprefix("\ufeff").replace("\r\n", "\n")


def _gap_at(drafts: Sequence[tuple[Gap, str]], line: int) -> int:
    """The line of the script as it is for one of it with all drafts: that of the gap above it."""
    added, found = 0, 1
    for gap, text in drafts:
        if gap.row + 1 + added > line:
            break
        found = gap.row + 1
        added += len(lines_of(gap, text)) + (0 if gap.kind == "comment" else 1)
    return found


def _text(path: Path, gap: Gap, settings: Settings) -> str:
    """What is put into a gap: what the program of conf.py makes of the text, else a comment with it."""
    if not settings.translate:
        return waiting(gap)
    languages = {"from": gap.spoken, "to": gap.language}
    command = [_named(word, languages) for word in settings.translate]
    said = f"{command[0]}, for this text from {gap.spoken} to {gap.language},"

    def failed(why: str) -> SourceError:
        return SourceError(path, gap.row + 1, f"{said} {why}; nothing is put in")

    given = {f"BILINGUAL_GALLERY_{name.upper()}": code for name, code in languages.items()}
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=settings.docs,
            env={**os.environ, **given},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise failed(f"cannot be run: {why}") from None
    try:
        made, complaint = process.communicate(gap.text.encode("utf-8"), timeout=LIMIT)
    except subprocess.TimeoutExpired:
        raise failed(f"did not end within {LIMIT:g} seconds") from None
    finally:
        if process.poll() is None:
            end(process)
            process.wait()
    if process.returncode:
        last = complaint.decode("utf-8", "replace").strip().split("\n")[-1].strip()
        raise failed(f"ended with {process.returncode}{last and f': {last}'}")
    try:
        text = made.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError:
        raise failed("gave what is not UTF-8") from None
    if not text.strip():
        raise failed("gave no text")
    if any(sign != "\n" and sign != "\t" and not sign.isprintable() for sign in text):
        raise failed("gave control characters")
    return text


def _named(word: str, languages: dict[str, str]) -> str:
    for name, code in languages.items():
        word = word.replace(f"{{{name}}}", code)
    return word
