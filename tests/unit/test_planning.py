"""The order in which waiting tutorials run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import cast

from bilingual_gallery.execution.cache import OutputCache
from bilingual_gallery.execution.job import RESULT, Job, Limits
from bilingual_gallery.execution.tasks import Task, longest_first
from bilingual_gallery.source.tutorial import Tutorial


def keep(store: OutputCache, key: str, name: str, seconds: float, when: int) -> Path:
    told = {"name": name, "outputs": [], "images": ["a.png"], "seconds": seconds}
    store.put(key, {RESULT: json.dumps(told).encode(), "images/a.png": b"png"})
    os.utime(store.root / key / RESULT, (when, when))
    return store.root / key


def test_the_last_run_of_each_counts_though_a_figure_of_it_is_gone(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    keep(store, "k1", "one", 3.0, when=2000)
    (keep(store, "k2", "one", 1.0, when=3000) / "images" / "a.png").unlink()
    keep(store, "k3", "one", 9.0, when=1000)
    keep(store, "k4", "two", 5.0, when=1000)
    assert store.seconds() == {"one": 1.0, "two": 5.0}


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    assert store.seconds() == {}
    keep(store, "k", "one", 3.0, when=1000)
    for number, text in enumerate(['{"name": "x"', "[]", '{"name": "x", "seconds": "many"}', "{}"]):
        (keep(store, f"k{number}", "x", 1.0, when=1000) / RESULT).write_text(text)
    (keep(store, "k9", "x", 1.0, when=1000) / RESULT).unlink()
    assert store.seconds() == {"one": 3.0}


def test_of_tutorials_that_have_never_run_the_one_with_most_code_goes_first() -> None:
    lengths = {"short": 1, "known": 50, "long": 30, "middle": 20}
    jobs = [Job(name, ("x" * length,)) for name, length in lengths.items()]
    tasks = [Task(cast("Tutorial", None), job, "", Limits(1.0, None)) for job in jobs]
    ordered = longest_first(tasks, {"known": 1000.0})
    assert [task.job.name for task in ordered] == ["long", "middle", "short", "known"]
