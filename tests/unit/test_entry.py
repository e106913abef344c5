"""An entry proves what it holds: it is that of its key, and of the form that a run writes."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.execution.cache import OutputCache
from bilingual_gallery.execution.dependencies import Installed, imported
from bilingual_gallery.execution.entry import DamagedEntry, Entry
from bilingual_gallery.execution.job import RESULT

FIGURE = {
    "kind": "figures",
    "pictures": [{"file": "a.png", "finer": {}, "alt": "", "width": 0, "height": 0, "dark": {}}],
}
TOLD: dict[str, Any] = {
    "name": "small",
    "outputs": [[{"kind": "printed", "text": "x\n", "left_out": 0}], [FIGURE]],
    "images": ["a.png"],
    "seconds": 1.0,
    "megabytes": 2.0,
    "accelerator": "",
    "log": "",
    "remarks": [[1, "glyph", "boxes"]],
    "distributions": {"numpy": "2"},
    "modules": {},
    "names": [{}, {"loss.backward": [1, ["torch.Tensor.backward"]]}],
}


def files(told: object = TOLD) -> dict[str, bytes]:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return {RESULT: content, "images/a.png": b"png"}


def test_what_a_run_writes_is_read(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("k", files())
    entry = store.get("k", cells=2)
    assert entry is not None
    assert entry.remarks[0].rule == "glyph"
    assert entry.distributions == {"numpy": "2"}


FORGED: list[object] = [
    {**TOLD, "outputs": TOLD["outputs"][:1]},
    {**TOLD, "outputs": [1, 2]},
    {**TOLD, "outputs": "ab"},
    {**TOLD, "images": ["../../a.png"]},
    {**TOLD, "images": []},
    {**TOLD, "images": ["a.png", "a.png"]},
    {**TOLD, "seconds": "x"},
    {**TOLD, "seconds": True},
    {**TOLD, "megabytes": -1},
    {**TOLD, "remarks": [[2, "glyph", "boxes"]]},
    {**TOLD, "remarks": [["glyph"]]},
    {**TOLD, "distributions": {"numpy": 2}},
    {name: TOLD[name] for name in TOLD if name != "name"},
    {**TOLD, "more": 1},
    [],
    b"no JSON",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    json.dumps({**TOLD, "seconds": float("nan")}).encode(),
    json.dumps(TOLD).replace('"a.png", "finer"', '"b.png", "finer"').encode(),
]


@pytest.mark.parametrize("told", FORGED, ids=range(len(FORGED)))
def test_an_entry_of_another_form_with_right_sums_is_damage(tmp_path: Path, told: object) -> None:
    store = OutputCache(tmp_path)
    store.put("k", files(told))
    with pytest.raises(DamagedEntry):
        store.get("k", cells=2)


def test_entries_that_were_swapped_linked_or_renamed_are_damage(tmp_path: Path) -> None:
    store = OutputCache(tmp_path)
    store.put("one", files())
    store.put("two", files())
    (tmp_path / "one").rename(tmp_path / "x")
    (tmp_path / "two").rename(tmp_path / "one")
    (tmp_path / "x").rename(tmp_path / "two")
    (tmp_path / "three").symlink_to(tmp_path / "two", target_is_directory=True)
    for key, whose in (("three", "one"), ("one", "two"), ("two", "one")):
        with pytest.raises(DamagedEntry, match=f"the entry of {whose}"):
            store.get(key)
        assert store.set_aside(key) == tmp_path / "damaged" / key
    assert store.all_keys() == []


def entry(**more: Any) -> Entry:
    return Entry("k", Path(), "small", (), (), 1.0, 1.0, "", **more)


def test_an_entry_is_of_another_time_when_what_it_imported_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "own_package").mkdir()
    (tmp_path / "own_package" / "__init__.py").write_text("")
    inner = tmp_path / "own_package" / "inner.py"
    inner.write_text("value = 1\n")
    import own_package.inner  # type: ignore[import-not-found]  # noqa: F401

    try:
        home = tmp_path / "home"
        names = {"own_package", "own_package.inner", "json", "pytest", "filelock", "yaml"}
        distributions, modules = imported(names, home)
        assert set(modules) == {"own_package", "own_package.inner"}
        assert {"pytest", "filelock"} <= set(distributions)
        assert imported({"own_package.inner"}, tmp_path)[1] == {}  # it lay beside the script
        kept = entry(distributions=distributions, modules=modules)
        assert Installed().differs(kept) == ""
        inner.write_text("value = 2\n")
        assert Installed().differs(kept) == "the module own_package.inner has changed"
        inner.unlink()
        assert Installed().differs(kept) == "the module own_package.inner has changed"
        other = entry(distributions={"pytest": "1.0"})
        assert Installed().differs(other).startswith("pytest was 1.0 and is ")
    finally:
        for name in [name for name in sys.modules if name.startswith("own_package")]:
            del sys.modules[name]


def test_modules_are_of_the_distributions_that_python_says(tmp_path: Path) -> None:
    """Of what this process has imported: there are some that are not called as what they come in."""
    expected = importlib.metadata.packages_distributions()
    tops = {name.partition(".")[0] for name in sys.modules} & set(expected)
    differ = {
        top: (found, expected[top])
        for top in tops
        if (found := set(imported({top}, tmp_path)[0])) and found != set(expected[top])
    }
    assert differ == {}
    for module in ("bs4", "yaml"):
        importlib.import_module(module)
    assert set(imported({"bs4", "yaml"}, tmp_path)[0]) == {"PyYAML", "beautifulsoup4"}
