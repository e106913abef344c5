"""Findings as people and programs read them: a line each, JSON, SARIF, and what hosts of code show."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..check import rules
from ..check.finding import Edit, Finding
from ..check.levels import Levels
from ..contents import Contents
from ..errors import shown
from ..lang.tags import DEFAULT
from ..source.progress import Progress

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# Markdown's way to lead elsewhere and to show code, which a plain text does without.
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)|`")


@dataclass(frozen=True)
class Report:
    """What a check has to tell: the findings, how grave they are, what was mended, and what the files hold.

    ``progress`` is how far each language is, where all tutorials were asked for, and ``partial`` has those
    that are only begun.
    """

    findings: Sequence[Finding]
    levels: Levels
    contents: Contents
    mended: Sequence[Finding] = ()
    progress: Sequence[Progress] = ()
    partial: Sequence[str] = ()


def text(report: Report) -> str:
    """A line for each finding, and one for each language that is only begun."""
    far = [str(each) for each in report.progress if each.language in report.partial]
    found = [line(each, report.levels) for each in report.findings]
    return "".join(f"{each}\n" for each in [*found, *far])


def line(finding: Finding, levels: Levels) -> str:
    """A finding as people read it; a note says that it is one."""
    if levels.level(finding) != "note":
        return str(finding)
    return f"{shown(finding.path)}:{finding.line}: note: [{finding.rule}] {finding.message}"


def as_json(report: Report) -> str:
    """The findings, and what was mended; ``version`` changes when a program would have to."""
    told: dict[str, Any] = {
        "version": 1,
        "findings": [_entry(each, report) for each in report.findings],
        "mended": [_entry(each, report) for each in report.mended],
    }
    if report.progress:
        told["languages"] = {each.language: _far(each) for each in report.progress}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _far(progress: Progress) -> dict[str, dict[str, int]]:
    done, begun = progress.tutorials, progress.begun
    return {
        "tutorials": {"done": done, "begun": begun, "all": progress.of_tutorials},
        "passages": {"done": progress.passages, "all": progress.of_passages},
    }


def _entry(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "path": _path(finding),
        "line": finding.line,
        "rule": finding.rule,
        "level": report.levels.level(finding),
        "message": finding.message,
        "fix": [{"begin": each.begin, "end": each.end, "text": each.text} for each in finding.fix],
    }


def sarif(report: Report) -> str:
    """SARIF 2.1.0, for services that gather what programs find in code."""
    told = [rule for group in rules.load(rules.FILE) for rule in group.rule]
    names = [rule.name for rule in told]
    run = {
        "tool": {
            "driver": {"name": "bilingual-gallery", **_version(), "rules": [*map(_rule, told)]}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, report, names) for each in report.findings],
    }
    whole = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _version() -> dict[str, str]:
    try:
        return {"version": version("bilingual-gallery")}
    except PackageNotFoundError:
        return {}


def _rule(rule: rules.Rule) -> dict[str, Any]:
    marked = rule.finds[DEFAULT]
    finds = _LINK.sub(r"\1", marked)
    return {
        "id": rule.name,
        "shortDescription": {"text": finds.partition(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": finds},
        "help": {
            "text": _help(rule, finds),
            "markdown": _help(rule, marked, fence="```"),
        },
        "defaultConfiguration": {"level": Levels().level(Finding(Path(), 1, rule.name, ""))},
    }


def _help(rule: rules.Rule, finds: str, fence: str = "") -> str:
    parts = [finds]
    for title, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
        if example:
            shown_as = "\n\n".join(each.strip("\n") for each in example.values())
            parts += [title, f"{fence}\n{shown_as}\n{fence}" if fence else shown_as]
    return "\n\n".join(parts)


def _result(finding: Finding, report: Report, names: Sequence[str]) -> dict[str, Any]:
    place = {"uri": quote(_path(finding)), "uriBaseId": "%SRCROOT%"}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": report.levels.level(finding),
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": place,
                    "region": {"startLine": finding.line},
                }
            }
        ],
    }
    if finding.rule in names:
        result["ruleIndex"] = names.index(finding.rule)
    if finding.fix and (changes := _replacements(finding, report.contents)):
        change = {"artifactLocation": place, "replacements": changes}
        result["fixes"] = [{"description": {"text": finding.message}, "artifactChanges": [change]}]
    return result


def _replacements(finding: Finding, contents: Contents) -> list[dict[str, Any]]:
    """The edits by lines and columns, from 1; a byte order mark is in none."""
    text = contents.read(finding.path).decode("utf-8")
    if text.startswith("\ufeff"):
        return []
    ends = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def place(at: int) -> tuple[int, int]:
        number = max(n for n, end in enumerate(ends) if end <= at)
        return number + 1, at - ends[number] + 1

    return [_replacement(each, place) for each in finding.fix]


def _replacement(edit: Edit, place: Callable[[int], tuple[int, int]]) -> dict[str, Any]:
    (line, column), (end_line, end_column) = place(edit.begin), place(edit.end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def github(report: Report) -> str:
    """Commands that GitHub Actions makes annotations of."""
    kinds = {"error": "error", "warning": "warning", "note": "notice"}

    def lines() -> Iterator[str]:
        for each in report.findings:
            kind = kinds[report.levels.level(each)]
            place = f"file={_escaped(_path(each), ',:')},line={each.line}"
            yield f"::{kind} {place},title={each.rule}::{_escaped(each.message)}\n"

    return "".join(lines())


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def gitlab(report: Report) -> str:
    """The report on code quality that GitLab shows beside a merge request."""
    severities = {"error": "major", "warning": "minor", "note": "info"}
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for each in report.findings:
        same = (_path(each), each.rule, each.message)  # in other lines it is the same finding
        seen[same] += 1
        digest = hashlib.sha256(repr((same, seen[same])).encode()).hexdigest()
        entries.append(
            {
                "description": each.message,
                "check_name": each.rule,
                "fingerprint": digest,
                "severity": severities[report.levels.level(each)],
                "location": {"path": _path(each), "lines": {"begin": each.line}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _path(finding: Finding) -> str:
    """The path from the working directory, which is the root of the repository where these programs run."""
    try:
        return Path(os.path.relpath(finding.path)).as_posix()
    except ValueError:  # on another drive of Windows
        return finding.path.as_posix()


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "gitlab": gitlab,
}
