"""`pytest gallery/` as a user runs it, on a gallery of good and bad scripts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from pages import ROOT

CONFTEST = ROOT / "gallery" / "conftest.py"


def smoke(folder: Path, *options: str) -> tuple[int, str]:
    (folder / "gallery").mkdir()
    shutil.copy(CONFTEST, folder / "gallery")
    for name, code in {
        "good": "import os\nopen('left.txt', 'w')\nassert set(os.listdir()) == {'good.py', 'left.txt'}\n",
        "bad": "x = 1\n\nraise ValueError('no')\n",
        "slow": "while True:\n    pass\n",
        "asks": "input()\n",
        "may": "# %% tags=['raises-exception']\nraise ValueError('yes')\n",
        "later": "# %% tags=['raises-exception']\ndef f():\n    1 / 0\n\n\n# %%\nf()\n",
    }.items():
        (folder / "gallery" / f"{name}.py").write_text(code)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "gallery/", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_each_script_is_one_test_with_its_own_line(tmp_path: Path) -> None:
    status, output = smoke(tmp_path, "--tutorial-timeout", "3")
    assert status == 1
    assert "4 failed, 2 passed" in output
    assert "gallery/bad.py:3: ValueError: no" in output
    assert "gallery/slow.py:1: still running after the time limit of 3 s" in output
    assert "gallery/asks.py:1: EOFError" in output
    assert "gallery/later.py:3: ZeroDivisionError" in output
    assert "conftest.py" not in output


def test_k_selects_a_script(tmp_path: Path) -> None:
    status, output = smoke(tmp_path, "-k", "good")
    assert status == 0
    assert "1 passed, 5 deselected" in output


def test_a_script_that_is_named_runs_once_and_elsewhere(tmp_path: Path) -> None:
    smoke(tmp_path, "-k", "good")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "gallery/good.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "1 passed" in done.stdout
    assert not (tmp_path / "left.txt").exists()
