"""The store: what a key depends on, and that an entry is there whole or not at all."""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bilingual_gallery.execution.cache import OutputCache, key
from bilingual_gallery.execution.entry import DamagedEntry
from bilingual_gallery.execution.job import RESULT, Job
from harms import HARMS

WHOLE = (
    b'{"name": "small", "outputs": [[]], "images": ["a.png"], "seconds": 1.0, "megabytes": 2.0,'
    b' "accelerator": "", "log": "", "remarks": [], "distributions": {}, "modules": {}, "names": [{}]}'
)
FILES = {RESULT: WHOLE, "images/a.png": b"png"}


def test_the_key_changes_with_code_settings_and_versions() -> None:
    keys = {
        key(Job("a", ("x = 1",)), []),
        key(Job("a", ("x = 2",)), []),
        key(Job("a", ("x = 1", "")), []),
        key(Job("b", ("x = 1",)), []),
        key(Job("a", ("x = 1",), {"image_srcset": ["2x"]}), []),
        key(Job("a", ("x = 1",), {}, 5), []),
        key(Job("a", ("x = 1",), environment={"DATA": None}), []),
        key(Job("a", ("x = 1",), environment={"DATA": "big"}), []),
        key(Job("a", ("x = 1",)), ["numpy"]),
        key(Job("a", ("x = 1",)), ["not-there"]),
    }
    assert len(keys) == 10
    assert key(Job("a", ("x = 1",)), ["numpy"]) == key(Job("a", ("x = 1",)), ["numpy"])


def test_an_entry_is_kept_and_found(tmp_path: Path) -> None:
    store = OutputCache(tmp_path / "outputs")
    assert store.get("k") is None
    store.put("k", FILES)
    entry = store.get("k")
    assert entry is not None
    assert (entry.name, entry.outputs, entry.seconds, entry.megabytes) == (
        "small",
        ((),),
        1.0,
        2.0,
    )
    assert [image.read_bytes() for image in entry.images] == [b"png"]
    assert store.all_keys() == ["k"]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: str(harm.__name__))
@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_damaged_file_is_found_and_the_entry_can_be_made_again(
    tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    store = OutputCache(tmp_path)
    store.put("k", FILES)
    harm(tmp_path / "k" / name)
    with pytest.raises(DamagedEntry) as caught:
        store.get("k")
    assert name in str(caught.value) or name == "SHA256SUMS"
    assert store.set_aside("k") == tmp_path / "damaged" / "k"
    assert store.get("k") is None
    assert store.all_keys() == []
    store.put("k", FILES)
    assert store.get("k") is not None


def test_every_flipped_bit_of_the_digests_is_found(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("k", FILES)
    sums = tmp_path / "k" / "SHA256SUMS"
    content = sums.read_bytes()
    for position in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[position // 8] ^= 1 << position % 8
        sums.write_bytes(flipped)
        with pytest.raises(DamagedEntry):
            store.get("k")


def test_a_file_that_was_not_written_is_damage(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("k", FILES)
    (tmp_path / "k" / "images" / "b.png").touch()
    with pytest.raises(DamagedEntry, match=r"b\.png"):
        store.get("k")


def test_an_entry_that_is_not_a_folder_is_damage(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    (tmp_path / "k").touch()
    with pytest.raises(DamagedEntry):
        store.get("k")


def test_an_entry_of_another_version_is_damage(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("k", {RESULT: b'{"outputs": []}'})
    with pytest.raises(DamagedEntry, match="another version"):
        store.get("k")


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    store = OutputCache(tmp_path / "outputs")
    store.put("other", FILES)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            store.put("k", {**FILES, "images/b.png": b"x" * 2000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert store.get("k") is None
    assert [path.name for path in store.root.iterdir()] == ["other"]


def test_an_entry_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("k", FILES)
    store.put("k", {**FILES, "images/a.png": b"another"})
    entry = store.get("k")
    assert entry is not None
    assert entry.images[0].read_bytes() == b"png"


def hold(root: Path, held: object) -> None:
    with OutputCache(root).running(print):
        held.set()  # type: ignore[attr-defined]
        time.sleep(60)


def test_one_process_runs_at_a_time_and_a_dead_one_holds_nobody_up(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    other = context.Process(target=hold, args=(tmp_path, held))
    other.start()
    assert held.wait(30)
    left = tmp_path / ".k-half"
    shutil.rmtree(left, ignore_errors=True)
    left.mkdir()
    said: list[str] = []
    lock = OutputCache(tmp_path).running(said.append)
    killed_at = []

    def kill() -> None:
        time.sleep(0.5)
        killed_at.append(time.monotonic())
        other.kill()

    threading.Thread(target=kill).start()
    with lock:
        assert killed_at
        assert time.monotonic() >= killed_at[0]
        assert not left.exists()
        assert said == ["waiting for another build, which is running tutorials"]
    other.join()
