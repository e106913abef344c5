"""The workflow: what runs the repository's code may not write, and what may write runs none of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from pages import ROOT

TEXT = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]


def steps(job: str, key: str) -> list[str]:
    return [step[key] for step in JOBS[job]["steps"] if key in step]


def test_no_job_has_a_right_that_it_does_not_name() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read"},
        "publish": {"contents": "write"},
    }


def test_the_clone_that_runs_code_keeps_no_token() -> None:
    (checkout,) = [step for step in JOBS["build"]["steps"] if "checkout@" in step.get("uses", "")]
    assert checkout["with"]["persist-credentials"] is False
    assert "token" not in " ".join(steps("build", "run"))


def test_what_is_published_has_the_books_and_the_archive_beside_it() -> None:
    assert steps("build", "run")[-3:] == ["make html", "make test", "make offline"]


def test_what_may_write_takes_what_was_built_and_runs_nothing_of_the_repository() -> None:
    job = JOBS["publish"]
    assert job["needs"] == "build"
    assert job["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    (action,) = steps("publish", "uses")
    assert action.startswith("actions/download-artifact@")
    (script,) = steps("publish", "run")
    commands = {line.split()[0] for line in script.splitlines() if line and line[0] not in " #"}
    assert commands <= {"cd", "touch", "git", "export"} | {
        word for word in commands if word.startswith("GIT_CONFIG_VALUE_0=")
    }
    uploaded = [
        step["with"] for step in JOBS["build"]["steps"] if "upload-" in step.get("uses", "")
    ]
    assert [each["name"] for each in uploaded] == ["html"]
    assert job["steps"][0]["with"]["name"] == "html"


@pytest.mark.parametrize("line", re.findall(r"uses: .*", TEXT))
def test_an_action_is_named_by_its_commit_and_its_version_beside_it(line: str) -> None:
    assert re.fullmatch(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@pytest.mark.parametrize("job", JOBS)
def test_no_script_has_a_value_of_an_event_or_a_token_in_it(job: str) -> None:
    for script in steps(job, "run"):
        assert "${{" not in script
