"""Code is parsed by one thread at a time, because Python 3.11 fails where two do (python/cpython#106905)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from bilingual_gallery.config import settings_of
from bilingual_gallery.execution import local
from bilingual_gallery.execution.tasks import task_of
from bilingual_gallery.source.gallery import collect
from helpers import TUTORIAL, make_site


def test_who_submits_a_run_reads_its_code_and_no_thread_of_the_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path, {"one": TUTORIAL, "two": TUTORIAL})
    settings = settings_of(site.root / "docs")
    tasks = [task_of(each, settings) for each in collect(settings).tutorials]
    readers: list[threading.Thread] = []
    runners: list[threading.Thread] = []

    def read(cells: Sequence[str]) -> bool:
        assert cells
        readers.append(threading.current_thread())
        return False

    def run(*_: object) -> dict[str, bytes]:
        runners.append(threading.current_thread())
        return {}

    monkeypatch.setattr(local, "needs_new_interpreter", read)
    monkeypatch.setattr(local, "run", run)
    with local.workers(settings, tasks) as submit:
        assert [each.result() for each in [submit(task) for task in tasks]] == [{}, {}]
    assert set(readers) == {threading.current_thread()} and len(readers) == 2
    assert threading.current_thread() not in runners
