"""The facts that the tutorial on speed states, checked in what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import torch
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/faster").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/faster").printed)


def test_a_clock_read_at_once_shows_no_job_done_and_one_that_waits_shows_all(
    names: Mapping[str, Any], said: str
) -> None:
    assert "when asked:    0 of 3 jobs done\nafter waiting: 3 of 3 jobs done" in said
    assert names["finished"] >= 0.3
    assert "clock read too early: over 5 times the speed" in said


def test_the_profiler_blames_enlarging_and_counts_the_products(
    names: Mapping[str, Any], said: str
) -> None:
    rows = names["rows"]
    shares = {name: row.self_cpu_time_total / names["total"] for name, row in rows.items()}
    assert max(shares, key=lambda name: shares[name]) == "aten::upsample_bilinear2d"
    assert re.search(r"upsample_bilinear2d +5 +0\.00  over half", said)
    assert (rows["aten::addmm"].count, rows["aten::mm"].count) == (2 * 5, 3 * 5)
    forward = 2 * 32 * (1024 * 32 + 32 * 10)
    assert rows["aten::addmm"].flops == 5 * forward
    assert rows["aten::mm"].flops == 5 * (forward + 2 * 32 * 32 * 10)


def test_selecting_first_computes_the_same_images(names: Mapping[str, Any]) -> None:
    images, part = names["images"], names["part"]
    interpolate = torch.nn.functional.interpolate
    late = interpolate(images, size=(32, 32), mode="bilinear")[part]
    assert late.equal(interpolate(images[part], size=(32, 32), mode="bilinear"))


def test_one_batch_needs_the_same_arithmetic_in_two_calls_and_is_faster(
    names: Mapping[str, Any], said: str
) -> None:
    found = re.findall(r"(\d+) calls, (\S+) MFLOP", said)
    assert [int(calls) for calls, _ in found] == [2 * 512, 2]
    assert found[0][1] == found[1][1]
    assert float(found[0][1]) == pytest.approx(2 * 512 * (1024 * 32 + 320) / 1e6, abs=0.05)
    assert names["results"]["one batch"] > 5
    assert names["results"]["select first"] > 5


def test_inference_mode_keeps_nothing_for_backward(names: Mapping[str, Any], said: str) -> None:
    # The input, the outputs of both ReLUs, and the kernels of both convolutions.
    values = 16 * 32 * 32 * (1 + 16 + 16) + 9 * 16 + 9 * 16 * 16
    assert f"recording:      {values * 4 / 1e6:.2f} MB kept" in said
    assert "inference_mode: 0.00 MB kept" in said
    with torch.no_grad():
        assert names["kept"](lambda: names["network"](names["batch"])) == 0


def test_bfloat16_takes_half_the_memory_and_errs_by_little(
    names: Mapping[str, Any], said: str
) -> None:
    assert names["half"].dtype == torch.bfloat16
    assert names["full"].nbytes == 2 * names["half"].nbytes
    assert 0 < names["error"] < 0.02
    assert torch.finfo(torch.bfloat16).max == pytest.approx(
        torch.finfo(torch.float32).max, rel=0.01
    )
    assert 0.001 < torch.finfo(torch.bfloat16).eps < 0.01  # two or three digits


def test_channels_last_changes_the_order_and_neither_shape_nor_values(
    names: Mapping[str, Any],
) -> None:
    assert names["orders"]["channels last"][:3] == [0, 4, 8]
    assert names["moved"].shape == names["image"].shape
    assert names["moved"].equal(names["image"])
    with torch.inference_mode():
        plain, last = names["network"](names["batch"]), names["last"](names["last_batch"])
    torch.testing.assert_close(plain, last)
    assert last.is_contiguous(memory_format=torch.channels_last)
    assert names["network"][2].weight.is_contiguous()


def test_gelu_makes_one_graph_of_eight_operations_and_an_if_breaks_one(
    names: Mapping[str, Any], said: str
) -> None:
    assert "8 operations: mul pow mul add mul tanh add mul" in said
    assert "branching  ['relu', 'mul', 'mean', 'gt'] ['sub', 'sin']" in said
    assert "joined     ['relu', 'mul', 'mean', 'gt', 'sub', 'where', 'sin']" in said
    x = torch.rand(9)
    theirs = torch.nn.functional.gelu(x, approximate="tanh")
    torch.testing.assert_close(names["gelu"](x), theirs)
    assert names["joined"](x).equal(names["branching"](x))
    with pytest.raises(torch._dynamo.exc.Unsupported):
        torch.compile(names["branching"], backend=names["look"], fullgraph=True)(x)
    torch.compiler.reset()


def test_compiling_pays_at_the_first_call_that_makes_up_for_it(
    names: Mapping[str, Any], said: str
) -> None:
    cost, before, after = (names[name] for name in ("cost", "before", "after"))
    found = re.search(r"pays after (\S+) calls", said)
    assert found is not None
    calls = int(found.group(1).replace(",", ""))
    assert cost + calls * after < calls * before
    assert cost + (calls - 1) * after >= (calls - 1) * before


def test_what_is_written_for_a_gpu_runs_on_the_cpu_too(
    names: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    space = names["on_gpu"].__globals__
    monkeypatch.setitem(space, "many", names["many"][:1])
    times = names["on_gpu"]("cpu", size=8, count=8, backend="eager")
    assert list(times) == list(names["h200"])
    assert all(before > 0 and after > 0 for before, after in times.values())
    torch.compiler.reset()


def test_the_recorded_times_of_a_gpu_stand_beside_those_of_this_computer(
    names: Mapping[str, Any], said: str
) -> None:
    gpu = names["gpu_results"]
    # Not waiting and small calls mislead by far; small convolutions gain next to nothing.
    assert min(gpu["not waiting"], gpu["one batch"]) > 100
    assert min(gpu["bfloat16"], gpu["compile"]) > 5
    assert gpu["channels last"] == min(gpu.values()) < 2
    assert re.search(r"^one batch +over 5 +215\.4$", said, re.MULTILINE)
    assert re.search(r"^compile +7\.1$", said, re.MULTILINE)


def test_ranges_and_bounds_belong_together(
    names: Mapping[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(names["compare"].__globals__, "results", {})
    for ratio in (0.1, 0.3, 1, 3, 9):
        names["compare"]("x", ratio, 1)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"x: {each} times the speed" for each in names["ranges"]]
