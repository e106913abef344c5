"""`adopt`: bring the scripts of a community, or one pair of them, into a gallery of all languages."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...config import SYNTAX, Syntax, settings_of
from ...errors import BuildError, shown
from ...files import rewrite, write
from .adopt import adopt
from .report import Report

_NAMED = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.+)")


@dataclass(frozen=True)
class Asked:
    """What the command line asks for: scripts or folders, each with its language or in the order of conf.py."""

    sources: Sequence[str]
    is_tree: bool = False
    out: Path | None = None
    docs: Path = Path("docs")
    code: str = ""
    force: bool = False
    as_json: bool = False


def main(asked: Asked) -> int:
    """Adopt what is asked for, and tell of it; gives the exit status, which is 0.

    Without ``out`` nothing is written. A script that cannot be adopted keeps no other from it. Raises
    BuildError with a line for each of those, and for what is asked wrongly.
    """
    sources, syntax, own, headed = _asked(asked)
    report = Report()
    found = _tree(sources, report) if asked.is_tree else {"": sources}
    for name, scripts in found.items():
        out = asked.out and (asked.out / name if name else asked.out)
        try:
            if out is not None:
                _refuse(out, scripts, force=asked.force)
            place = out or Path(next(iter(scripts.values())).name)
            adopted = adopt(scripts, own, syntax, place, headed)
            if out is not None:
                _write(out, adopted.text)
            report.scripts.append((adopted, out))
        except BuildError as mistake:
            report.failed.append(str(mistake))
        except OSError as error:
            where = out or Path(os.fsdecode(error.filename or ""))
            report.failed.append(
                f"{shown(where)}: {error.strerror or error}; nothing is written there"
            )
    print(report.as_json() if asked.as_json else report.as_text(), flush=True)
    if not found:
        folders = " and ".join(map(shown, sources.values()))
        report.failed.append(f"{folders} have no script in common; name the folders that have")
    if report.failed:
        raise BuildError("\n".join(report.failed))
    return 0


def _asked(asked: Asked) -> tuple[dict[str, Path], Syntax, str, str]:
    """The sources by language, the Markdown to write, and the languages of the code and of the ids."""
    named = [_NAMED.fullmatch(each) for each in asked.sources]
    syntax, wanted = SYNTAX, ""
    codes: Sequence[str] = ()
    if (asked.docs / "conf.py").is_file():
        settings = settings_of(asked.docs)
        codes, syntax, wanted = settings.codes, settings.syntax, settings.heading_language
    if len(asked.sources) < 2:
        raise BuildError("there is one source alone; name one for each language")
    if all(named):
        sources = {match[1]: Path(match[2]) for match in named if match}
    elif any(named):
        raise BuildError("some sources have a language and some none; write CODE=PATH for each")
    elif len(codes) == len(asked.sources):
        sources = {code: Path(each) for code, each in zip(codes, asked.sources, strict=True)}
    else:
        many, where = len(asked.sources), shown(asked.docs / "conf.py")
        told = (
            f"{where} has {len(codes)} languages for"
            if codes
            else "no conf.py says the languages of"
        )
        raise BuildError(f"{told} {many} sources; write CODE=PATH, as in ko={asked.sources[0]}")
    if len(sources) != len(asked.sources):
        raise BuildError("two sources have the same language; name one for each")
    if codes:
        if unknown := [code for code in sources if code not in codes]:
            where = shown(asked.docs / "conf.py")
            raise BuildError(f"{where} has no language {unknown[0]}; it has {', '.join(codes)}")
        sources = {code: sources[code] for code in codes if code in sources}
    headed = wanted if wanted in sources else [*sources][-1]
    own = asked.code or headed
    if own not in sources:
        raise BuildError(f"--code {own} is the language of no source; it is {', '.join(sources)}")
    for path in sources.values():
        if asked.is_tree != path.is_dir():
            what = "is no folder" if asked.is_tree else "is a folder; say --tree"
            raise BuildError(f"{shown(path)} {what}")
    if asked.is_tree and asked.out is not None and asked.out.exists() and not asked.out.is_dir():
        raise BuildError(
            f"{shown(asked.out)} is no folder; name one that all scripts are to lie in"
        )
    return sources, syntax, own, headed


def _tree(folders: Mapping[str, Path], report: Report) -> dict[str, dict[str, Path]]:
    """The scripts that all folders have, by their name in them; what only some have is told."""
    found: dict[str, dict[str, Path]] = {}
    for code, folder in folders.items():
        for path in sorted(folder.rglob("*.py")):
            within = path.relative_to(folder)
            if path.is_file() and not any(part.startswith((".", "_")) for part in within.parts):
                found.setdefault(within.as_posix(), {})[code] = path
    whole = {name: each for name, each in sorted(found.items()) if len(each) == len(folders)}
    report.alone += [
        (" and ".join(each), next(iter(each.values())))
        for name, each in sorted(found.items())
        if name not in whole
    ]
    return whole


def _refuse(out: Path, sources: Mapping[str, Path], *, force: bool) -> None:
    """Raises BuildError for a place where no script is to be written."""
    if out.is_symlink() and not out.exists():
        raise BuildError(f"{shown(out)}: is a link that leads nowhere; take it away")
    if any(out.resolve() == path.resolve() for path in sources.values()):
        raise BuildError(f"{shown(out)}: is one of the sources; write to another place")
    above = next(each for each in out.absolute().parents if each.exists())
    if not above.is_dir():
        raise BuildError(f"{shown(out)}: {shown(above)} is no folder; write to another place")
    if out.is_dir():
        raise BuildError(f"{shown(out)}: is a folder; name the script in it")
    if out.exists() and not force:
        raise BuildError(f"{shown(out)}: is there already; --force writes over it")


def _write(out: Path, text: str) -> None:
    """Write a script; one that is there keeps its mode, and a link leads where it did."""
    if not out.exists():
        write(out, text)
    elif (before := out.read_bytes()) != text.encode() and not rewrite(out, before, text.encode()):
        raise BuildError(f"{shown(out)}: was changed just now; adopt it once more")
