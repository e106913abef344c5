"""One run: what it captures, how it fails, and that it leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bilingual_gallery.runner import RESULT, Job, RunError, run


def outputs(tmp_path: Path, *cells: str, **settings: object) -> dict[str, object]:
    run(Job("small", cells, settings), tmp_path, timeout=60)
    told: dict[str, object] = json.loads((tmp_path / RESULT).read_text())
    return told


def failure(tmp_path: Path, *cells: str, timeout: float = 60) -> RunError:
    with pytest.raises(RunError) as caught:
        run(Job("small", cells), tmp_path, timeout=timeout)
    assert not (tmp_path / RESULT).exists()
    return caught.value


def test_each_cell_gets_its_own_output_and_they_share_names(tmp_path: Path) -> None:
    first, second = outputs(tmp_path, "x = 1\nprint('one')", "x + 1")["outputs"]  # type: ignore[misc]
    assert "one" in first
    assert "2" in second


def test_figures_are_kept_at_twice_the_size_too(tmp_path: Path) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('A line')\nplt.show()"
    told = outputs(tmp_path, code, image_srcset=[2.0])
    assert told["images"] == ["sphx_glr_small_001.png", "sphx_glr_small_001_2_00x.png"]
    assert ":alt: A line" in told["outputs"][0]  # type: ignore[index]
    assert all((tmp_path / "images" / name).stat().st_size for name in told["images"])  # type: ignore[attr-defined]


def test_no_output_tells_where_the_run_took_place(tmp_path: Path) -> None:
    told = outputs(
        tmp_path,
        "import warnings\nwarnings.warn('look')",
        "import os\nprint(os.listdir(), os.getcwd(), os.path.abspath('x'))",
        "import torch\n_ = torch.meshgrid(torch.ones(2), torch.ones(2))",
    )
    text = json.dumps(told)
    assert "UserWarning: look" in text
    assert "small.py:2" in text
    assert "UserWarning: torch.meshgrid" in text
    assert sys.prefix not in text
    assert "/run-" not in text


def test_a_run_works_in_an_empty_folder_of_its_own(tmp_path: Path) -> None:
    before = set(Path.cwd().iterdir())
    told = outputs(tmp_path, "open('left.txt', 'w').write('x')\nimport os\nsorted(os.listdir())")
    assert "['left.txt', 'small.py']" in str(told["outputs"])
    assert set(Path.cwd().iterdir()) == before


def test_an_exception_is_told_with_its_line(tmp_path: Path) -> None:
    error = failure(tmp_path, "x = 1", "def f():\n    raise ValueError('no')\n\nf()")
    assert (error.line, error.message) == (4, "ValueError: no")


def test_an_exception_inside_a_library_is_told_at_the_scripts_line(tmp_path: Path) -> None:
    error = failure(tmp_path, "import json", "\njson.loads('{')")
    assert error.line == 4
    assert "JSONDecodeError" in error.message


def test_input_is_refused_with_the_mend(tmp_path: Path) -> None:
    error = failure(tmp_path, "x = 1\nname = input('name? ')")
    assert error.line == 2
    assert "write the value in the code" in error.message


def test_exit_is_a_failure(tmp_path: Path) -> None:
    error = failure(tmp_path, "import sys\nsys.exit(0)")
    assert error.line == 2
    assert "exit (0)" in error.message


def test_a_process_that_ends_by_itself_is_a_failure(tmp_path: Path) -> None:
    assert "status 3" in failure(tmp_path, "import os\nos._exit(3)").message


def test_a_process_that_is_killed_is_a_failure(tmp_path: Path) -> None:
    error = failure(tmp_path, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert "SIGKILL" in error.message


def test_a_crash_is_told_with_its_line(tmp_path: Path) -> None:
    error = failure(tmp_path, "import ctypes\n\nctypes.string_at(0)")
    assert error.line == 3
    assert "SIGSEGV" in error.message


def test_code_that_never_ends_is_stopped_at_the_limit_and_named(tmp_path: Path) -> None:
    error = failure(tmp_path, "x = 1", "while True:\n    pass", timeout=3)
    assert error.line in (3, 4)
    assert "time limit of 3 s" in error.message


def test_what_a_run_has_started_ends_with_it(tmp_path: Path) -> None:
    code = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\nprint(child.pid)"
    told = outputs(tmp_path, code)
    pid = int("".join(filter(str.isdigit, str(told["outputs"]))))
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.1)
    os.kill(pid, 9)
    pytest.fail("the child outlived the run")


def test_a_thread_that_is_left_running_does_not_hold_the_run(tmp_path: Path) -> None:
    code = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n1 + 1"
    run(Job("small", (code,)), tmp_path, timeout=20)
    assert (tmp_path / RESULT).is_file()


def test_a_repr_that_is_not_wanted_is_not_captured(tmp_path: Path) -> None:
    told = outputs(tmp_path, "1 + 1", capture_repr=())
    assert [each.strip() for each in told["outputs"]] == [""]


def test_a_build_that_is_terminated_takes_the_run_along(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "entry").mkdir()
    started = tmp_path / "started"
    code = f"open({str(started)!r}, 'w')\nwhile True:\n    pass"
    parent = (
        "from pathlib import Path; from bilingual_gallery.runner import Job, run;"
        f"run(Job('small', ({code!r},)), Path({str(tmp_path / 'entry')!r}), 60)"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    process = subprocess.Popen([sys.executable, "-c", parent], env=environment)
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.1)
    process.terminate()
    assert process.wait(10) == 128 + signal.SIGTERM
    assert list((tmp_path / "temporary").iterdir()) == []
    mine = [path for path in Path("/proc").glob("[0-9]*/cmdline") if told_of(path, tmp_path)]
    assert mine == []


def told_of(command: Path, folder: Path) -> bool:
    try:
        return str(folder).encode() in command.read_bytes()
    except OSError:
        return False
