"""Make every tutorial a test: ``pytest gallery/`` runs each script as a reader would.

One script is one test. It runs from top to bottom in a process of its own, without a screen, in a
temporary folder, with a time limit: ``--tutorial-timeout`` seconds.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the time limit."""
    parser.addoption(
        "--tutorial-timeout", type=float, default=600.0, help="seconds one tutorial may run"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the scripts, which are all the Python files below this folder but this one."""
    if file_path.suffix == ".py" and file_path.name not in ("conftest.py", "__init__.py"):
        collector: pytest.Collector = ScriptFile.from_parent(parent, path=file_path)
        return collector
    return None


class NoModule(pytest.File):
    """What pytest's own collector gets of a script that is named on the command line: nothing."""

    def collect(self) -> Iterator[pytest.Item]:
        """Import nothing, or the script would run inside pytest."""
        return iter(())


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Collector | None:
    """Keep pytest from importing a script."""
    collector: pytest.Collector = NoModule.from_parent(parent, path=module_path)
    return collector


class ScriptFile(pytest.File):
    """A script, seen as a file with one test in it."""

    def collect(self) -> Iterator[pytest.Item]:
        """The one test, named like the script."""
        yield Script.from_parent(self, name=self.path.stem)


class ScriptFailure(Exception):
    """A script that did not come to its end; its text is the whole report."""


class Script(pytest.Item):
    """One script, run from top to bottom."""

    def runtest(self) -> None:
        """Run the script; raises ScriptFailure with the script's own line."""
        folder: Path = self.config._tmp_path_factory.mktemp(self.name)  # type: ignore[attr-defined]
        limit: float = self.config.getoption("--tutorial-timeout")
        # Agg cannot show a figure and says so at every plt.show(); here that is as it should be.
        command = [sys.executable, "-W", "ignore:FigureCanvasAgg", str(self.path)]
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "MPLBACKEND": "agg"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        try:
            _, errors = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise ScriptFailure(
                f"{self._where()}:1: still running after the time limit of {limit:g} s"
            ) from None
        if process.returncode:
            raise ScriptFailure(self._report(errors, process.returncode))

    def _where(self) -> str:
        return os.path.relpath(self.path, self.config.invocation_params.dir)

    def _report(self, errors: str, status: int) -> str:
        lines = re.findall(rf'File "{re.escape(str(self.path))}", line (\d+)', errors)
        said = errors.strip().split("\n")[-1] or f"the process ended with status {status}"
        summary = f"{self._where()}:{lines[-1] if lines else 1}: {said}"
        return f"{summary}\n\n{errors.strip()}"

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """What the script said, without the frames of pytest."""
        if isinstance(excinfo.value, ScriptFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says the test is."""
        return self.path, 0, self.name
