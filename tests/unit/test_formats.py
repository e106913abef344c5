"""Findings in the forms that other programs read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.check import fixes
from bilingual_gallery.check.finding import Edit
from bilingual_gallery.check.levels import KNOWN
from helpers import Site
from mistakes import SCRIPT, make

SCRIPT_NAME = "gallery/blitz/small.py"
WRONG = SCRIPT.replace("of its color", "of its colour").replace("合計は`3`", "合計は`4`")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = make(tmp_path)
    site.script("small").write_text(WRONG, encoding="utf-8")
    site.add_to_conf('bilingual_gallery_rules = {"code": "note"}\n')
    monkeypatch.chdir(tmp_path)
    return site


def told(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["check", "docs", *options]) == 1
    return capsys.readouterr().out


def test_json_has_each_finding_with_its_fix(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "--json")
    assert text == told(capsys, "--format", "json")
    found = json.loads(text)
    assert (found["version"], found["mended"]) == (1, [])
    spelled, code = found["findings"]
    assert spelled.keys() == {"path", "line", "rule", "level", "message", "fix"}
    line = WRONG.split("\n").index("# - A tensor holds the values of its colour.") + 1
    assert (spelled["path"], spelled["line"]) == (SCRIPT_NAME, line)
    assert (spelled["rule"], spelled["level"]) == ("spelling", "warning")
    edits = [Edit(**each) for each in spelled["fix"]]
    assert fixes.apply(WRONG, edits) == WRONG.replace("colour", "color")
    assert (code["rule"], code["level"], code["fix"]) == ("code", "note", [])


def test_what_was_mended_is_in_the_json_too(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs", "--fix", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in found["mended"]] == ["spelling"]
    assert [each["rule"] for each in found["findings"]] == ["code"]


def test_sarif_has_rules_places_and_fixes(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(told(capsys, "--format", "sarif"))
    assert whole["version"] == "2.1.0"
    (run,) = whole["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {each["id"] for each in rules} == KNOWN
    for each in rules:
        assert each["help"]["text"] and each["shortDescription"]["text"].endswith(".")
        assert each["defaultConfiguration"]["level"] in ("error", "warning", "note")
    spelled, code = run["results"]
    assert (spelled["level"], code["level"]) == ("warning", "note")
    assert rules[spelled["ruleIndex"]]["id"] == spelled["ruleId"] == "spelling"
    place = spelled["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": SCRIPT_NAME, "uriBaseId": "%SRCROOT%"}
    assert applied(WRONG, spelled["fixes"]) == WRONG.replace("colour", "color")
    assert "fixes" not in code
    assert str(site.root) not in json.dumps(whole)


def applied(text: str, fixes: list[dict[str, Any]]) -> str:
    """The text with SARIF's replacements, by its own rules of lines and columns."""
    rows = text.split("\n")
    (change,) = fixes[0]["artifactChanges"]
    for each in change["replacements"]:
        region = each["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        row = rows[region["startLine"] - 1]
        rows[region["startLine"] - 1] = (
            row[: region["startColumn"] - 1]
            + each["insertedContent"]["text"]
            + row[region["endColumn"] - 1 :]
        )
    return "\n".join(rows)


def test_sarif_is_what_its_schema_asks_for(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The properties that the schema of SARIF 2.1.0 knows, of the objects that are used here."""
    known = {
        "run": {"tool", "columnKind", "results"},
        "driver": {"name", "version", "rules"},
        "rule": {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"},
        "result": {"ruleId", "ruleIndex", "level", "message", "locations", "fixes"},
    }
    whole = json.loads(told(capsys, "--format", "sarif"))
    assert whole.keys() == {"$schema", "version", "runs"}
    (run,) = whole["runs"]
    assert run.keys() <= known["run"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert run["tool"]["driver"].keys() <= known["driver"]
    assert all(each.keys() <= known["rule"] for each in run["tool"]["driver"]["rules"])
    assert all(each.keys() <= known["result"] for each in run["results"])
    assert all(each["level"] in ("none", "note", "warning", "error") for each in run["results"])


def test_github_gets_a_command_for_each_finding(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    spelled, code = told(capsys, "--format", "github").splitlines()
    assert re.fullmatch(
        rf"::warning file={SCRIPT_NAME},line=\d+,title=spelling::colour is misspelled; write color",
        spelled,
    )
    assert code.startswith(f"::notice file={SCRIPT_NAME},line=")


def test_a_message_with_signs_of_its_own_is_one_command(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SCRIPT.replace("합은 `3`입니다", "합은 `3`, 100%입니다")
    site.script("small").write_text(text, encoding="utf-8")
    lines = told(capsys, "--format", "github").splitlines()
    assert len(lines) == 2  # of each other language
    assert all("100%25" in line for line in lines)


def test_gitlab_gets_a_fingerprint_that_outlives_a_line_above(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    first = json.loads(told(capsys, "--format", "gitlab"))
    assert [each["severity"] for each in first] == ["minor", "info"]
    assert first[0]["location"]["path"] == SCRIPT_NAME
    text = WRONG.replace("# Here you make", "# It is short.\n# Here you make")
    site.script("small").write_text(text, encoding="utf-8")
    then = json.loads(told(capsys, "--format", "gitlab"))
    assert first[0]["fingerprint"] == then[0]["fingerprint"]
    assert first[0]["location"]["lines"]["begin"] + 1 == then[0]["location"]["lines"]["begin"]
    assert len({each["fingerprint"] for each in then}) == len(then)
