"""Hooks of pytest that make every tutorial a test: ``pytest gallery/`` runs each script as a reader would.

The ``conftest.py`` of a gallery imports them. One script is one test. It runs from top to bottom in a
process of its own, without a screen, in a temporary folder, with a time limit: ``--tutorial-timeout``
seconds. As in a build, what it needs of the files beside it lies there too, and a helper is no test.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ..config import Settings, settings_of
from ..config.defaults import GALLERY, NO_TUTORIAL
from ..execution.processes import end
from ..source.cell_tags import RAISES
from ..source.cells import cells_of, text_of
from ..source.companions import companions, is_helper

# As in a notebook and in the build, a letter that no file can hold is printed as an escape.
_PRINTS = "utf-8:backslashreplace"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the time limit."""
    parser.addoption(
        "--tutorial-timeout", type=float, default=600.0, help="seconds one tutorial may run"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the scripts: all the Python files below the folder but helpers and ``conftest.py``."""
    if file_path.suffix == ".py" and not is_helper(file_path, ignored(parent.config.rootpath)):
        collector: pytest.Collector = ScriptFile.from_parent(parent, path=file_path)
        return collector
    return None


@cache
def settings(root: Path) -> Settings | None:
    """What conf.py says, where there is one."""
    docs = root / "docs"
    return settings_of(docs) if (docs / "conf.py").is_file() else None


def ignored(root: Path) -> str:
    """The pattern of Python files that are no tutorials."""
    own = settings(root)
    return own.ignored if own else f"{GALLERY['ignore_pattern']}|{NO_TUTORIAL}"


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
        self.copy = self._laid_out(folder)
        own = settings(self.config.rootpath)
        options: Mapping[str, Any] = own.switches(self.path) if own else {}
        command = [sys.executable, "-W", "ignore:FigureCanvasAgg", str(self.copy)]
        command += list(map(str, options.get("reset_argv", ())))
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "MPLBACKEND": "agg", "PYTHONIOENCODING": _PRINTS},
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
            end(process)
            process.communicate()
            raise ScriptFailure(
                f"{self._where()}:1: still running after the time limit of {limit:g} s"
            ) from None
        if options.get("expected_failing_examples"):
            if process.returncode == 0:
                message = "expected_failing_examples names it and it came to its end"
                raise ScriptFailure(f"{self._where()}:1: {message}; take it out there")
        elif process.returncode and not self._may_fail(errors):
            raise ScriptFailure(self._report(errors, process.returncode))

    def _laid_out(self, folder: Path) -> Path:
        """The script in ``folder``, with the files that it needs beside it."""
        code = self.path.read_text(encoding="utf-8")
        needed = companions(self.path, code, ignored(self.config.rootpath))
        for name, path in {self.path.name: self.path, **needed}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
        return folder / self.path.name

    def _may_fail(self, errors: str) -> bool:
        """Did it end in a cell that may fail? Python runs no more of it, unlike a build and a notebook."""
        own = rf'File "{re.escape(str(self.copy))}", line (\d+), in <module>'
        lines = [int(line) for line in re.findall(own, errors)]
        text = text_of(self.path)
        cells = cells_of(self.path, text) if lines and RAISES in text else ()
        begun = [cell for cell in cells if cell.line <= lines[-1]]
        return bool(begun) and RAISES in dict(begun[-1].metadata).get("tags", ())  # type: ignore[operator]

    def _where(self) -> str:
        return os.path.relpath(self.path, self.config.invocation_params.dir)

    def _report(self, errors: str, status: int) -> str:
        lines = re.findall(rf'File "{re.escape(str(self.copy))}", line (\d+)', errors)
        errors = errors.replace(str(self.copy), str(self.path))
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
