"""One run: what it captures, how it fails, and that it leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path

import pytest
from bilingual_gallery.execution import processes, runner
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.job import RESULT, Job, Limits, RunError
from bilingual_gallery.execution.processes import Running, Start, environment, fresh
from bilingual_gallery.execution.runner import run
from readers import working_in


@pytest.fixture(scope="module")
def nursery() -> Iterator[ForkServer]:
    with ForkServer(["torch"], jobs=2) as server:
        yield server


@pytest.fixture(params=["fresh", "forked"])
def start(request: pytest.FixtureRequest, nursery: ForkServer) -> Start:
    """Every test of a run holds for both ways to start it."""
    return fresh if request.param == "fresh" else nursery.start


def outputs(start: Start, *cells: str, **settings: object) -> dict[str, object]:
    files = run(Job("small", cells, settings), Limits(60), start)
    told: dict[str, object] = json.loads(files[RESULT])
    assert {name.removeprefix("images/") for name in files} == {RESULT, *told["images"]}  # type: ignore[misc]
    told["outputs"] = [json.dumps(each, ensure_ascii=False) for each in told["outputs"]]  # type: ignore[attr-defined]
    return told


def failure(start: Start, *cells: str, timeout: float = 60, memory: float = 0) -> RunError:
    with pytest.raises(RunError) as caught:
        run(Job("small", cells), Limits(timeout, memory), start)
    return caught.value


def test_an_interrupt_while_the_server_starts_is_heard_and_a_run_hears_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start_server = forkserver.ensure_running

    def interrupted() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        start_server()

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(forkserver, "ensure_running", interrupted)
        ForkServer([], jobs=1).begin()
    hears = """
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("heard")
"""
    with ForkServer([], jobs=1) as server:
        assert "heard" in outputs(server.start, hears)["outputs"][0]  # type: ignore[index]


def test_a_figure_that_has_been_shown_is_held_by_nobody(start: Start) -> None:
    """A cell may draw thousands."""
    draws = """
import gc, weakref
import matplotlib.pyplot as plt

drawn = []
for number in range(5):
    fig, ax = plt.subplots(figsize=(1, 1))
    drawn.append(weakref.ref(fig))
    plt.show()
del fig, ax
gc.collect()
print("held:", sum(each() is not None for each in drawn))
"""
    (told,) = outputs(start, draws)["outputs"]  # type: ignore[misc]
    assert "held: 0" in told


def test_each_cell_gets_its_own_output_and_they_share_names(start: Start) -> None:
    first, second = outputs(start, "x = 1\nprint('one')", "x + 1")["outputs"]  # type: ignore[misc]
    assert "one" in first
    assert "2" in second


def test_a_run_finds_the_variables_it_is_told_of_and_not_those_of_the_one_who_starts_it(
    nursery: ForkServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIZE", "from outside")
    code = "import os\nprint(os.environ.get('SIZE'))"
    for value in ("small", None):
        files = run(Job("small", (code,), environment={"SIZE": value}), Limits(60), start)
        assert str(value) in str(json.loads(files[RESULT])["outputs"][0])


def test_figures_are_kept_at_twice_the_size_too(start: Start) -> None:
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('A line')\nplt.show()"
    told = outputs(start, code, image_srcset=[2.0])
    assert told["images"] == ["sphx_glr_small_001.png", "sphx_glr_small_001_2_00x.png"]
    assert '"alt": "A line"' in told["outputs"][0]  # type: ignore[index]


def test_no_output_tells_where_the_run_took_place(start: Start) -> None:
    told = outputs(
        start,
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


def test_a_run_works_in_an_empty_folder_of_its_own(start: Start) -> None:
    before = set(Path.cwd().iterdir())
    told = outputs(start, "open('left.txt', 'w').write('x')\nimport os\nsorted(os.listdir())")
    assert "['left.txt', 'small.py']" in told["outputs"][0]  # type: ignore[index]
    assert set(Path.cwd().iterdir()) == before


def test_an_exception_is_told_with_its_line(start: Start) -> None:
    error = failure(start, "x = 1", "def f():\n    raise ValueError('no')\n\nf()")
    assert (error.line, error.message) == (4, "ValueError: no")


def test_an_exception_inside_a_library_is_told_at_the_scripts_line(start: Start) -> None:
    error = failure(start, "import json", "\njson.loads('{')")
    assert error.line == 4
    assert "JSONDecodeError" in error.message


def test_input_is_refused_with_the_mend(start: Start) -> None:
    error = failure(start, "x = 1\nname = input('name? ')")
    assert error.line == 2
    assert "write the value in the code" in error.message


def test_exit_is_a_failure(start: Start) -> None:
    error = failure(start, "import sys\nsys.exit(0)")
    assert error.line == 2
    assert "exit (0)" in error.message


def test_a_process_that_ends_by_itself_is_a_failure(start: Start) -> None:
    assert "status 3" in failure(start, "import os\nos._exit(3)").message


def test_a_process_that_is_killed_is_a_failure(start: Start) -> None:
    error = failure(start, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert "SIGKILL" in error.message


def test_a_signal_without_a_name_is_told_by_its_number(start: Start) -> None:
    code = "import os\nos.kill(os.getpid(), 36)"
    assert "signal 36" in failure(start, code).message


def test_a_failure_that_cannot_be_written_is_still_one(start: Start) -> None:
    code = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n1 / 0"
    assert "no room is left" in failure(start, code).message


def test_the_end_of_a_long_log_is_told_and_no_more(start: Start) -> None:
    code = "import os\nfor _ in range(200):\n    os.write(1, b'x' * 100_000 + b'\\n')\n"
    code += "os.write(2, b'the last words\\n')\nos._exit(7)"
    error = failure(start, code)
    assert error.message == "the process ended by itself with status 7: the last words"


def test_a_crash_is_told_with_its_line(start: Start) -> None:
    error = failure(start, "import ctypes\n\nctypes.string_at(0)")
    assert error.line == 3
    assert "SIGSEGV" in error.message


def test_code_that_never_ends_is_stopped_at_the_limit_and_named(start: Start) -> None:
    error = failure(start, "x = 1", "while True:\n    pass", timeout=3)
    assert error.line in (3, 4)
    assert "time limit of 3 s" in error.message


def after(shell: str) -> Start:
    """Starts a run when a command of the shell has ended, as on a machine that is busy."""

    def start(work: Path) -> Running:
        module = "bilingual_gallery.execution.worker"
        command = f"{shell}; exec {sys.executable} -m {module} {work}"
        process = subprocess.Popen(
            ["sh", "-c", command], env=environment(), cwd=work, stdin=subprocess.PIPE
        )
        return processes._Fresh(process)

    return start


def test_the_time_limit_counts_from_when_a_run_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_GRACE", 1)
    assert RESULT in run(Job("small", ("1 + 1",)), Limits(5), after("sleep 8"))


def test_a_process_that_does_not_begin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_BEGIN", 0.1)
    error = failure(after("sleep 60"), "1 + 1", timeout=1)
    assert (
        error.message
        == "its process had not begun after 0.1 s; build again when the machine is less busy"
    )


def test_what_a_run_has_started_ends_with_it(start: Start) -> None:
    code = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\nprint(child.pid)"
    told = outputs(start, code)
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


def test_a_thread_that_is_left_running_does_not_hold_the_run(start: Start) -> None:
    code = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n1 + 1"
    assert RESULT in run(Job("small", (code,)), Limits(20), start)


def test_a_run_that_is_cancelled_ends_soon(start: Start) -> None:
    cancelled = threading.Event()
    threading.Timer(2, cancelled.set).start()
    began = time.monotonic()
    with pytest.raises(RunError, match="cancelled"):
        run(Job("small", ("while True: pass",)), Limits(60), start, cancelled)
    assert time.monotonic() - began < 30


def test_a_repr_that_is_not_wanted_is_not_captured(start: Start) -> None:
    told = outputs(start, "1 + 1", capture_repr=())
    assert told["outputs"] == ["[]"]


ENDLESS = """
import os, signal, sys
from pathlib import Path
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.processes import fresh
from bilingual_gallery.execution.job import Job, Limits
from bilingual_gallery.execution.runner import run
if __name__ == "__main__":
    code = "open(%r, 'w')\\nwhile True: pass"
    with ForkServer([], 1) as nursery:
        run(Job("small", (code,)), Limits(60), {"fresh": fresh, "forked": nursery.start}[%r])
"""


@pytest.mark.parametrize("way", ["fresh", "forked"])
def test_a_run_ends_with_the_process_that_wants_it(
    tmp_path: Path, temporary: Path, way: str
) -> None:
    started = tmp_path / "started"
    script = tmp_path / "parent.py"
    script.write_text(ENDLESS % (str(started), way))
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen([sys.executable, str(script)], env=environment)
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.1)
    assert working_in(temporary) != []
    process.kill()
    process.wait()
    for _ in range(100):
        if not working_in(temporary):
            assert [each for each in temporary.iterdir() if "run-" in each.name] == []
            return
        time.sleep(0.1)
    pytest.fail(f"{working_in(temporary)} outlived what they ran for")
