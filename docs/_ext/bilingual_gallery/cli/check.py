"""`check`: what the rules find, a line each, and the mends that a machine can make; runs no code.

Where the outputs of a tutorial's code are kept, the numbers in its prose are compared with them.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from .. import memo
from ..check import fixes
from ..check.finding import Finding
from ..check.fixes import Mended
from ..check.memory import Memory
from ..contents import DISK, Contents
from ..errors import shown
from ..files import rewrite
from ..history.staged import staged
from ..source.progress import Progress, progress
from .formats import FORMATS, Report
from .named import files_named
from .project import Project


@dataclass(frozen=True)
class Asked:
    """What the command line asks for.

    ``names`` are tutorials or files, all if there are none; ``staged`` looks at what git has staged;
    ``fix`` mends, ``diff`` shows what that would change; ``form`` is the form of what is told.
    """

    names: Sequence[str] = ()
    staged: bool = False
    fix: bool = False
    diff: bool = False
    form: str = "text"


@dataclass(frozen=True)
class _Scope:
    """What the files hold, and the files that are asked for: those in each of ``only``."""

    contents: Contents
    only: tuple[Container[Path], ...]

    @classmethod
    def of(cls, project: Project, asked: Asked) -> _Scope:
        """What is asked for. Raises BuildError."""
        contents, only = DISK, list[Container[Path]]()
        if asked.names:
            named, others = files_named(asked.names, project.files(), project.settings)
            for path in others:
                _say(f"{shown(path)}: is no tutorial and no page, so it is not checked")
            only.append(named)
        if asked.staged:
            galleries = project.settings.galleries
            found = staged([project.settings.docs, *(each.scripts for each in galleries)])
            contents = found.contents
            only.append(found.files)
        return cls(contents, tuple(only))

    def has(self, path: Path) -> bool:
        """Is the file asked for?"""
        return all(path in each for each in self.only)

    def may_mend(self, path: Path) -> bool:
        """Is it on the disk, too, as it is looked at?"""
        return self.has(path) and path not in self.contents.instead

    def of_it(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings in files that are asked for."""
        return [each for each in findings if self.has(each.path)]


def main(docs: Path, asked: Asked) -> int:
    """Print what is found; the exit status is 1 if any of that is more than a note, or is to be staged anew.

    All files are read, as what is wrong in one may depend on others; what is told is of those that are
    asked for. Raises BuildError for a name that no tutorial and no file has.
    """
    if isinstance(sys.stdout, TextIOWrapper):  # a terminal may have no Hangul; a program gets UTF-8
        encoding = None if asked.form == "text" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    with memo.opened(docs):
        return _checked(Project.of(docs), asked)


def _checked(project: Project, asked: Asked) -> int:
    scope = _Scope.of(project, asked)
    if asked.fix or asked.diff:
        find = partial(project.findings, memory=Memory(), asked=scope.has)
        mended = fixes.mend(find, scope.contents, scope.may_mend)
        return (_show if asked.diff else _mend)(project, scope, asked, mended)
    findings = scope.of_it(project.findings(scope.contents, asked=scope.has))
    begun = project.settings.partial
    far: Sequence[Progress] = ()
    if not scope.only and (begun or asked.form == "json"):
        far = progress(project.tutorials(scope.contents), project.settings.codes)
    report = Report(findings, project.levels, scope.contents, progress=far, partial=begun)
    print(FORMATS[asked.form](report), end="")
    return int(project.levels.fails(findings))


def _show(project: Project, scope: _Scope, asked: Asked, mended: Mended) -> int:
    """Print what would change."""
    for path in mended.after:
        print("".join(_diff(path, mended)), end="")
    return int(bool(mended.after) or project.levels.fails(scope.of_it(mended.left)))


def _mend(project: Project, scope: _Scope, asked: Asked, mended: Mended) -> int:
    """Write what is mended, and print what is left."""
    left = scope.of_it(mended.left)
    refused = [path for path in mended.after if not _written(path, mended)]
    instead = scope.contents.instead
    for path in sorted({each.path for each in left if each.fix and each.path in instead}):
        message = "is staged in part, so nothing in it is mended; stage it, or mend it by hand"
        _say(f"{shown(path)}: {message}")
    now = Contents({**instead, **mended.after})
    made = [each for each in mended.made if each.path not in refused]
    print(FORMATS[asked.form](Report(left, project.levels, now, made)), end="")
    unstaged = asked.staged and bool(made)
    if unstaged:
        _say("what is mended is not staged yet; look at it, and `git add` it")
    return int(bool(refused) or unstaged or project.levels.fails(left))


def _written(path: Path, mended: Mended) -> bool:
    """Write the mended file, and say so; not where somebody has written it meanwhile."""
    if not rewrite(path, mended.before[path], mended.after[path]):
        _say(
            f"{shown(path)}: was saved while it was checked, so nothing in it is mended; try again"
        )
        return False
    rules = Counter(each.rule for each in mended.made if each.path == path)
    told = ", ".join(f"{rule} {count}" if count > 1 else rule for rule, count in rules.items())
    _say(f"{shown(path)}: mended {told}")
    return True


def _diff(path: Path, mended: Mended) -> Iterator[str]:
    """What would change in a file, as `git apply` reads it."""
    name = shown(path)
    before, after = (_lines(each[path]) for each in (mended.before, mended.after))
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+$", data.decode("utf-8"))


def _say(text: str) -> None:
    print(text, file=sys.stderr)
