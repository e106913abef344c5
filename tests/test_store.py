"""The store: what a key depends on, and that an entry is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.runner import RESULT, Job
from bilingual_gallery.store import Store, key

WHOLE = '{"outputs": ["x"], "images": ["a.png"], "seconds": 1.0, "megabytes": 2.0}'


def fill(folder: Path) -> None:
    (folder / "images").mkdir()
    (folder / "images" / "a.png").write_bytes(b"png")
    (folder / RESULT).write_text(WHOLE)


def test_the_key_changes_with_code_settings_and_versions() -> None:
    keys = {
        key(Job("a", ("x = 1",)), []),
        key(Job("a", ("x = 2",)), []),
        key(Job("a", ("x = 1", "")), []),
        key(Job("b", ("x = 1",)), []),
        key(Job("a", ("x = 1",), {"image_srcset": ["2x"]}), []),
        key(Job("a", ("x = 1",)), ["numpy"]),
        key(Job("a", ("x = 1",)), ["not-there"]),
    }
    assert len(keys) == 7
    assert key(Job("a", ("x = 1",)), ["numpy"]) == key(Job("a", ("x = 1",)), ["numpy"])


def test_an_entry_is_kept_and_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "outputs")
    assert store.get("k") is None
    with store.writing("k") as folder:
        fill(folder)
        assert store.get("k") is None
    entry = store.get("k")
    assert entry is not None
    assert entry.outputs == ("x",)
    assert [image.read_bytes() for image in entry.images] == [b"png"]


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing("k") as folder:
        fill(folder)
        1 / 0  # noqa: B018
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["{", "[]", "{}", None])
def test_a_damaged_entry_is_missing_and_can_be_written_again(
    tmp_path: Path, harm: str | None
) -> None:
    store = Store(tmp_path)
    with store.writing("k") as folder:
        fill(folder)
    if harm is None:
        (tmp_path / "k" / "images" / "a.png").unlink()
    else:
        (tmp_path / "k" / RESULT).write_text(harm)
    assert store.get("k") is None
    with store.writing("k") as folder:
        fill(folder)
    assert store.get("k") is not None
