"""A build that is ended by a signal says one line, has its status, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from helpers import TUTORIAL, Site, make_site
from readers import working_in

SLOW = f"{TUTORIAL}\n# %%\nimport tempfile, time\n_ = tempfile.mkdtemp()\ntime.sleep(60)\n"
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
LINES = {
    signal.SIGINT: "interrupted",
    signal.SIGTERM: "ended by SIGTERM",
    signal.SIGHUP: "ended by SIGHUP",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(tmp_path_factory.mktemp("ended"), {"small": SLOW})


def started(site: Site, temporary: Path) -> subprocess.Popen[str]:
    """A build that hears each signal, also where whoever started the tests ignores some, as nohup does."""
    return subprocess.Popen(
        site.command(),
        cwd=site.root,
        env={**os.environ, "TMPDIR": str(temporary)},
        start_new_session=True,
        preexec_fn=lambda: [signal.signal(number, signal.SIG_DFL) for number in STATUS],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_is_on(temporary: Path) -> bool:
    return any(path.name.startswith("tmp") for path in temporary.glob("*/run-*/tmp/*"))


def wait_until_it_hears(pid: int) -> None:
    """Wait until the process has a handler for SIGTERM: before that it is Python's own."""
    mask = 1 << (signal.SIGTERM - 1)
    while True:
        status = Path(f"/proc/{pid}/status").read_text()
        if int(status.partition("SigCgt:")[2].split()[0], 16) & mask:
            return
        time.sleep(0.002)


# Seconds after the process listens, and None for the time when the tutorial runs.
MOMENTS = [(number, moment) for number in STATUS for moment in (0.3, None)]
MOMENTS += [(signal.SIGINT, 0.0), (signal.SIGINT, 1.0)]


@pytest.mark.parametrize(("number", "moment"), MOMENTS)
def test_a_signal_ends_a_build_with_one_line(
    site: Site, temporary: Path, number: signal.Signals, moment: float | None
) -> None:
    process = started(site, temporary)
    if moment is not None:
        wait_until_it_hears(process.pid)
        time.sleep(moment)
    while moment is None and not run_is_on(temporary):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, number)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == STATUS[number], said
    assert "Traceback" not in said
    assert [line for line in said.splitlines() if line.startswith(LINES[number])] == [
        said.splitlines()[-1]
    ]
    assert working_in(temporary) == []
    assert list(temporary.iterdir()) == []


def test_what_a_killed_build_left_is_gone_after_the_next(tmp_path: Path, temporary: Path) -> None:
    site = make_site(tmp_path, {"small": SLOW})
    process = started(site, temporary)
    while not run_is_on(temporary):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert list(temporary.iterdir()) != []
    site.script("small").write_text(TUTORIAL)
    other = started(site, temporary)
    said, _ = other.communicate(timeout=60)
    assert other.returncode == 0, said
    assert list(temporary.iterdir()) == []


def test_a_signal_that_is_ignored_by_whoever_starts_the_build_stays_so(
    tmp_path: Path, temporary: Path
) -> None:
    quick = make_site(tmp_path)
    command = f"trap '' HUP; exec {' '.join(quick.command())}"
    process = subprocess.Popen(["sh", "-c", command], cwd=quick.root, start_new_session=True)
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:  # at any moment, in any process of it
        time.sleep(0.05)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGHUP)
    assert process.wait(1) == 0
