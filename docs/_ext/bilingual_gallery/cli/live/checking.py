"""The process that checks: it keeps what it has read, so that a save costs the file that was saved.

What is found in that file is told at once, and what the save makes of all other files by another check.
"""

from __future__ import annotations

from pathlib import Path

from ... import memo
from ...check.finding import Finding
from ...check.levels import Levels
from ...check.memory import Memory
from ...check.untranslated import PARTIAL
from ...contents import DISK
from ...source.gallery import scripts_of
from ..formats import FORMATS, Report
from ..named import named
from ..project import Project
from .channel import Line, Message

# The rules whose findings keep a file from being read, so that nothing is built of it.
_UNREADABLE = ("script", "glossary", "calls")


def is_begun(finding: Finding, levels: Levels) -> bool:
    """Is it a note of what is not translated into a language that is only begun?"""
    return finding.rule == PARTIAL and levels.level(finding) == "note"


def work(line: Line, docs: Path, out: Path, job: Message) -> None:
    """Answer each ``check`` with the findings, and with those that keep a file from being read.

    Where it names files that were ``saved``, and there was a check before, those of the other files are as
    that one told them; ``whole`` says that all files were looked at.
    """
    with memo.opened(docs, learns=False):
        _work(line, docs, job)


def _work(line: Line, docs: Path, job: Message) -> None:
    project, memory = Project.of(docs), Memory()
    known: list[Finding] | None = None
    for asked in line:
        saved = frozenset(map(Path, asked["saved"])) if known is not None else frozenset()
        if known is not None and saved:
            found = project.findings(memory=memory, asked=saved.__contains__)
            kept = [each for each in known if each.path not in saved]
            known = project.levels.told([*kept, *(each for each in found if each.path in saved)])
        else:
            known = project.findings(memory=memory)
        findings = known
        if job["names"]:
            wanted = named(job["names"], scripts_of(project.settings), project.settings)
            findings = [each for each in findings if each.path in wanted]
        else:  # what a language lacks that is only begun is no news, and there is much of it
            findings = [each for each in findings if not is_begun(each, project.levels)]
        told = FORMATS["text"](Report(findings, project.levels, DISK))
        unread = [str(each) for each in findings if each.rule in _UNREADABLE]
        count, whole = len(findings), not saved
        line.send("checked", id=asked["id"], count=count, text=told, unread=unread, whole=whole)
