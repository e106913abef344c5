"""Make one script of the scripts of all languages, and note what a person has to look at."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...config import Syntax
from ...errors import SourceError
from ...source.markdown import headings
from ...source.reading import examine_text
from .adopted import Adopted, Note
from .inlines import SECTION
from .loss import left_out, said_in
from .one_cell import one_cell
from .pair import Part, finer, pairs, parts_of
from .prose import Spoken, spoken_in
from .script import passage, script
from .split import Script
from .tree import first_difference, parsed
from .untranslated import untranslated

Row = dict[str, Part]


def adopt(
    sources: Mapping[str, Path], own: str, syntax: Syntax, out: Path, id_language: str = ""
) -> Adopted:
    """The script that ``sources`` make, which are paths by language, in the order that their cells get.

    ``own`` is the language whose code is kept, ``out`` where the script is to lie; the ids of sections come
    from the headings in ``id_language``, else in ``own``. Raises SourceError for a script that cannot be
    taken apart.
    """
    done = Adopted(sources)
    spoken = {name: spoken_in(path, name, syntax, done) for name, path in sources.items()}
    cells: list[str] = []
    for number, row in enumerate(_rows(spoken, own)):
        if next(iter(row.values())).kind == "code":
            cells += one_cell(row, own, done)
            continue
        for at, each in enumerate(finer(row)):
            texts = {name: spoken[name].said(part) for name, part in each.items()}
            texts = {name: text for name, text in texts.items() if text}
            original = untranslated(texts, syntax)
            for name in original:
                message = "this is not translated, so the script has no passage of it"
                at_line = each[name].line
                note = Note(
                    "passage", sources[name], at_line, f"{message} in {name}", texts.pop(name)
                )
                done.notes.append(note)
            if texts:
                cells += passage(texts, [*sources], is_first=not number and not at)
                _count(each, texts, original, done)
    text = _with_ids(script(cells), id_language or own, [*sources], syntax, out)
    done.text = _readable(text, done, syntax, out)
    _compare_code(spoken[own].script, done)
    _note_losses(spoken, done)
    return done


def _compare_code(kept: Script, done: Adopted) -> None:
    """Note where the code of the script is not that of the source which it was taken from."""
    made = parsed(done.text)
    if made is None:
        if all(note.kind != "script" for note in done.notes):
            message = "Python cannot read the script that is made of this; mend it"
            done.notes.append(Note("script", kept.path, 1, message))
        return
    # The title is no code: it stands right below the first marker.
    has_title = done.text.startswith("# %% [markdown]") and ast.get_docstring(made) is not None
    code = made.body[1:] if has_title and made.body[0].lineno == 2 else made.body
    line = first_difference(kept.code, code)
    if line is not None:
        message = (
            "the script has other code from here on; "
            "Sphinx-Gallery cuts a string with a line such as `# %%`, so write that in another way"
        )
        done.notes.append(Note("script", kept.path, line, message))


def _note_losses(spoken: Mapping[str, Spoken], done: Adopted) -> None:
    """Note the lines of the sources whose words are neither in the script nor in a note."""
    kinds = ("drift", "cell", "passage")
    told = "\n".join(note.text for note in done.notes if note.kind in kinds)
    for name, each in spoken.items():
        made = f"{said_in(done.text, name, spoken)}\n{told}"
        path = each.script.path
        done.notes += [
            Note("left out", path, line, "not every word of this line is in the script", text)
            for line, text in left_out(each.script, made)
        ]
        done.notes += [
            Note("left out", path, line, "Sphinx-Gallery shows nobody what stands here", text)
            for line, text in each.script.unseen
        ]


def _rows(spoken: Mapping[str, Spoken], own: str) -> list[Row]:
    """What stands at one place in the languages, in order."""
    base = parts_of(spoken[own].script.pieces)
    rows: list[Row] = [{own: part} for part in base]
    before: dict[int, list[Row]] = {}
    for name, each in spoken.items():
        if name == own:
            continue
        at = 0
        for one, two in pairs(base, parts_of(each.script.pieces)):
            if one is not None and two is not None:
                rows[at][name] = two
            elif two is not None:
                before.setdefault(at, []).append({name: two})
            at += one is not None
    return [row for at in range(len(rows) + 1) for row in (*before.get(at, ()), *rows[at : at + 1])]


def _with_ids(
    text: str, id_language: str, languages: Sequence[str], syntax: Syntax, out: Path
) -> str:
    """The script in which links to sections have the ids that these get, now that all headings are known."""
    if SECTION.search(text) is None:
        return text
    tutorial = examine_text(out, text, tuple(languages), syntax).tutorial
    ids: dict[tuple[str, int], str] = {}
    for name in languages if tutorial is not None else ():
        assert tutorial is not None
        rest = iter(tutorial.section_ids(id_language, name))
        own = (
            identifier
            for passage in tutorial.passages
            for _, identifier in zip(headings(passage.text(name), syntax), rest, strict=False)
            if passage.is_in(name)
        )
        ids |= {(name, at): identifier for at, identifier in enumerate(own)}
    return SECTION.sub(lambda match: ids.get((match[1], int(match[2])), ""), text)


def _count(row: Row, texts: Mapping[str, str], original: Sequence[str], done: Adopted) -> None:
    """Count a passage; ``original`` are the languages in which it stands, and is not translated."""
    done.passages += 1
    done.paired += len(texts) == len(done.sources)
    done.untranslated += bool(original)
    missing = [each for each in done.sources if each not in texts and each not in original]
    for name, text in texts.items() if missing else ():
        lacking = " and ".join(missing)
        message = f"this passage has no counterpart in {lacking}"
        done.notes.append(Note("passage", done.sources[name], row[name].line, message, text))


def _readable(text: str, done: Adopted, syntax: Syntax, out: Path) -> str:
    """The script as the project can read it, with what a machine can mend mended; what is wrong is noted."""
    mistakes: Sequence[SourceError] = ()
    for _ in range(9):
        mistakes = examine_text(out, text, tuple(done.sources), syntax).mistakes
        fix = next((each.fix for each in mistakes if each.fix), ())
        for edit in sorted(fix, reverse=True):
            text = text[: edit.begin] + edit.text + text[edit.end :]
        if not fix:
            break
    done.notes += [Note("script", out, each.line, each.message) for each in mistakes]
    return text
