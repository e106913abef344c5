"""What `make bench` measures can be made, by every tool that it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["own", "compute", "trivial"])
def test_every_tool_writes_every_workload_and_its_edits(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")  # as a program it has its own folder first
    import rounds
    import tools
    import workloads

    assert name in workloads.NAMES
    workload = workloads.make(name, 1.0 if name == "own" else 0.01)
    for tool in tools.TOOLS:
        place = tmp_path / tool.name.replace(" ", "-")
        place.mkdir()
        tool.create(place, workload.tutorials)
        edited = workload.edited
        for figure in rounds.FIGURES:
            if figure.edit is not None:
                edited = figure.edit(edited)
                tool.write(place, edited)
                texts = [
                    path.read_text(encoding="utf-8")
                    for path in place.rglob("*.*")
                    if path.is_file()
                ]
                assert any(figure.word in text for text in texts), (tool.name, figure.name)
    if name == "own":
        made = [each.name for each in workload.tutorials]
        assert made == [path.stem for path in sorted((ROOT / "gallery").glob("*/*.py"))]
