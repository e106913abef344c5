"""Runs on a real Dask cluster: a scheduler and two workers, in folders of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from bilingual_gallery.execution.cache import OutputCache
from bs4 import BeautifulSoup
from helpers import TUTORIAL, Site, make_site


def wait_until(so: Callable[[], bool]) -> None:
    for _ in range(1200):
        if so():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within two minutes")


@dataclass(frozen=True)
class Cluster:
    address: str
    folder: Path

    @contextmanager
    def worker(
        self, name: str, *options: str, **environment: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        place = self.folder / name
        place.mkdir()
        command = [sys.executable, "-m", "dask", "worker", self.address, "--name", name]
        command += ["--no-dashboard", "--local-directory", str(place), *options]
        if "--nanny" not in options:  # a process more, which starts the worker again if it dies
            command.append("--no-nanny")
        with running(command, place, environment) as process:
            wait_until(lambda: "Registered to" in (place / "log.txt").read_text())
            yield process


@contextmanager
def running(
    command: list[str], folder: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with no workers yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("cluster")
    command = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-dashboard"]
    with running(command, folder, {}):
        yield Cluster(f"tcp://127.0.0.1:{port}", folder)


def text_of(site: Site, name: str) -> str:
    return BeautifulSoup(site.page("ko", name).read_text(), "html.parser").get_text()


def where(number: int, code: str = "") -> str:
    """A tutorial that shows on its page what is in the folder it runs in."""
    text = TUTORIAL.replace("1 + 2", f"{number} + 2")
    return f"{text}\n# %%\nimport os, time\nprint('folder', os.listdir())\n{code}\n"


def test_two_workers_in_other_folders_do_the_runs(cluster: Cluster, tmp_path: Path) -> None:
    count = "open(os.environ['RUNS'], 'a').write(os.environ['WORKER'])\ntime.sleep(1)"
    scripts = {f"t{number}": where(number, count) for number in range(6)}
    site = make_site(tmp_path / "site", scripts)
    runs = tmp_path / "runs.txt"
    with ExitStack() as workers:
        for name in ("a", "b"):
            started = cluster.worker(name, "--nthreads", "1", RUNS=str(runs), WORKER=name)
            workers.enter_context(started)
        done = site.make("--scheduler", cluster.address)
        assert done.returncode == 0, done.stdout + done.stderr
        assert sorted(set(runs.read_text())) == ["a", "b"]
        assert len(runs.read_text()) == 6
        for number in range(6):
            page = text_of(site, f"t{number}")
            assert f"total is {number + 2}" in page
            assert f"folder ['t{number}.py']" in page
        again = site.make("--scheduler", cluster.address)
        assert again.returncode == 0
        assert len(runs.read_text()) == 6


def test_the_pages_are_those_of_one_machine(cluster: Cluster, tmp_path: Path, built: Site) -> None:
    site = make_site(tmp_path)
    with cluster.worker("same"):
        assert site.make("--scheduler", cluster.address).returncode == 0
    assert site.page("ko").read_bytes() == built.page("ko").read_bytes()
    assert site.page("en").read_bytes() == built.page("en").read_bytes()


def test_the_tutorial_of_a_worker_that_is_killed_runs_on_another(
    cluster: Cluster, tmp_path: Path
) -> None:
    flag = tmp_path / "flag"
    # The first time it says whose child it is and waits to be killed with it.
    code = (
        f"if not os.path.exists({str(flag)!r}):\n"
        f"    open({str(flag)!r}, 'w').write(str(os.getppid()))\n"
        "    time.sleep(600)\n"
    )
    site = make_site(tmp_path / "site", {"t1": where(1, code), "t2": where(2)})
    with ExitStack() as workers:
        for name in ("first", "second"):
            workers.enter_context(cluster.worker(name, "--nanny", "--nthreads", "1"))
        build = subprocess.Popen(
            site.command("--scheduler", cluster.address), cwd=site.root, stdout=subprocess.PIPE
        )
        wait_until(lambda: flag.exists() and bool(flag.read_text()))
        os.kill(int(flag.read_text()), signal.SIGKILL)
        out, _ = build.communicate(timeout=120)
        assert build.returncode == 0, out.decode()
    assert "total is 3" in site.page("ko", "t1").read_text()


def test_a_tutorial_that_needs_a_gpu_goes_to_the_worker_that_offers_one(
    cluster: Cluster, tmp_path: Path
) -> None:
    needy = where(1, '# resources = {"GPU": 1}\nprint("ran on", os.environ["WORKER"])')
    site = make_site(tmp_path, {"t1": needy, "t2": where(2)})
    with cluster.worker("plain", WORKER="plain"):
        done = site.make("--scheduler", cluster.address)
        assert done.returncode != 0
        wanted = "gallery/blitz/t1.py:1: it needs GPU: 1, and no worker offers that"
        assert wanted in done.stderr
        assert '--resources "GPU=1"' in done.stderr
        assert len(OutputCache(site.root / "build/outputs").all_keys()) == 1
        with cluster.worker("gpu", "--resources", "GPU=1", WORKER="gpu"):
            done = site.make("--scheduler", cluster.address)
            assert done.returncode == 0, done.stdout + done.stderr
            assert "ran on gpu" in site.page("en", "t1").read_text()
            assert "resources" not in site.page("en", "t1").read_text()


def test_a_cluster_that_loses_its_last_worker_fails_the_build(
    cluster: Cluster, tmp_path: Path
) -> None:
    site = make_site(tmp_path / "site", {"t1": where(1, "time.sleep(600)")})
    impatient = "import bilingual_gallery.execution.dask\nbilingual_gallery.execution.dask._DESERTED = 2.0\n"
    site.add_to_conf(impatient)
    with cluster.worker("last"):
        build = subprocess.Popen(
            site.command("--scheduler", cluster.address),
            cwd=site.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert build.stdout is not None
        assert b"running gallery/blitz/t1.py" in build.stdout.readline()
    _, errors = build.communicate(timeout=120)
    assert build.returncode != 0
    assert b"gallery/blitz/t1.py:1: the cluster has had no worker for 2 s" in errors


def test_a_failure_on_a_worker_is_told_at_the_scripts_line(
    cluster: Cluster, tmp_path: Path
) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL.replace("total * 2", "1 / 0")})
    with cluster.worker("failing"):
        done = site.make("--scheduler", cluster.address)
    assert "gallery/blitz/small.py:30: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_with_other_versions_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.add_to_conf("bilingual_gallery_distributions = ['other-one']\n")
    other = cluster.folder / "other_one-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other-one\nVersion: 1.0\n")
    with cluster.worker("other", PYTHONPATH=str(cluster.folder)):
        done = site.make("--scheduler", cluster.address)
    assert done.returncode != 0
    assert "small.py:1: its worker has other-one 1.0 and not absent" in done.stderr


def test_a_worker_runs_with_the_variables_and_the_files_of_the_one_who_asks(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os\nprint('size', os.environ.get('SIZE'))\nprint(open('data/in.txt').read())\nprint("
    site = make_site(tmp_path, {"small": TUTORIAL.replace("print(", code)})
    (site.script("small").parent / "data").mkdir()
    (site.script("small").parent / "data/in.txt").write_text("carried along")
    site.add_to_conf("bilingual_gallery_environment = ['SIZE']\n")
    with cluster.worker("small", SIZE="of the worker"):
        for value in ("of the build", None):
            monkeypatch.delenv("SIZE", raising=False)
            if value:
                monkeypatch.setenv("SIZE", value)
            assert site.make("--scheduler", cluster.address).returncode == 0
            assert f"size {value}\ncarried along\n" in site.page("en").read_text()


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs" / "conf.py"
    impatient = (
        "import bilingual_gallery.execution.dask\nbilingual_gallery.execution.dask._PATIENCE = 2\n"
    )
    conf.write_text(conf.read_text() + impatient)
    done = site.make("--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode != 0
    assert "no scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
