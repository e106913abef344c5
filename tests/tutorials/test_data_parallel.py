"""The facts that the tutorial on data parallelism states, checked on what it computed."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT
from tutorial_runs import run_tutorial

NAME = "blitz/data_parallel"


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial(NAME).names


@pytest.fixture
def folder(names: Mapping[str, Any], tmp_path: Path) -> Iterator[Path]:
    """An empty folder with the tutorial's files in it, as the current one."""
    torch = names["torch"]
    with contextlib.chdir(tmp_path):
        torch.save((names["images"], names["labels"]), "digits.pt")
        functions = ["make_model", "gradients", "make_loader", "train", "main"]
        names["write_script"]("worker.py", *(names[function] for function in functions))
        yield tmp_path


def flat_gradient(names: Mapping[str, Any], model: Any, images: Any, labels: Any) -> Any:
    """Without the tutorial's own function, and in double precision."""
    torch = names["torch"]
    model = names["make_model"]().double()
    model.load_state_dict({k: v.double() for k, v in names["model"].state_dict().items()})
    loss = torch.nn.functional.cross_entropy(model(images.double()), labels)
    return torch.cat([g.flatten() for g in torch.autograd.grad(loss, list(model.parameters()))])


def test_the_average_of_two_halves_is_the_gradient_of_the_whole(names: Mapping[str, Any]) -> None:
    torch = names["torch"]
    images, labels = names["images"][:8], names["labels"][:8]
    expected = flat_gradient(names, names["model"], images, labels)
    assert torch.allclose(names["average"].double(), expected, atol=1e-6)
    assert not torch.allclose(names["first_half"].double(), expected, atol=1e-3)


def test_a_gradient_is_the_slope_of_the_loss(names: Mapping[str, Any]) -> None:
    torch = names["torch"]
    model = names["make_model"]().double()
    model.load_state_dict({k: v.double() for k, v in names["model"].state_dict().items()})
    images, labels = names["images"][:8].double(), names["labels"][:8]
    bias, step, losses = model[2].bias, 1e-6, []
    with torch.no_grad():
        for change in (step, -2 * step):
            bias[3] += change
            losses.append(torch.nn.functional.cross_entropy(model(images), labels).item())
    place = 64 * 32 + 32 + 32 * 10 + 3
    assert (losses[0] - losses[1]) / (2 * step) == pytest.approx(names["whole"][place].item(), 1e-4)
    assert len(names["whole"]) == 64 * 32 + 32 + 32 * 10 + 10 == 2410


def test_ten_samples_are_divided_without_overlap(names: Mapping[str, Any]) -> None:
    first, second = names["parts"](10)
    assert sorted(first + second) == list(range(10))
    assert len(first) == len(second) == 5


def test_of_nine_samples_one_is_repeated(names: Mapping[str, Any]) -> None:
    first, second = names["parts"](9)
    assert len(first) == len(second) == 5
    assert sorted(first + second) == [0, *range(9)]


def test_an_epoch_is_shuffled_anew_and_still_covers_all_samples(names: Mapping[str, Any]) -> None:
    orders = []
    for epoch in range(3):
        for sampler in names["samplers"]:
            sampler.set_epoch(epoch)
        orders.append([list(sampler) for sampler in names["samplers"]])
        assert orders[-1] == [list(sampler) for sampler in names["samplers"]]
        assert sorted(itertools.chain(*orders[-1])) == list(range(10))
    assert orders[0] != orders[1] != orders[2]


def test_every_rank_gets_the_sum_of_an_all_reduce() -> None:
    printed = "\n".join(run_tutorial(NAME).printed)
    lines = re.findall(r"^rank .*$", printed, re.MULTILINE)
    assert lines == [
        "rank 0 of 2: put in 1, got back 3",
        "rank 1 of 2: put in 2, got back 3",
    ]


def test_wrapping_gives_all_ranks_the_parameters_of_rank_0(names: Mapping[str, Any]) -> None:
    torch, rank0, rank1 = (names[name] for name in ("torch", "rank0", "rank1"))
    assert not torch.equal(rank0["own"], rank1["own"])
    assert torch.equal(rank0["wrapped"], rank0["own"])
    assert torch.equal(rank1["wrapped"], rank0["own"])


def test_the_gradients_of_the_ranks_differ_until_they_are_averaged(
    names: Mapping[str, Any],
) -> None:
    torch, rank0, rank1 = (names[name] for name in ("torch", "rank0", "rank1"))
    assert not torch.allclose(rank0["alone"], rank1["alone"], atol=1e-3)
    assert torch.equal(rank0["averaged"], rank1["averaged"])
    mean = (rank0["alone"] + rank1["alone"]) / 2
    assert torch.allclose(rank0["averaged"], mean, atol=1e-6)


def test_the_averaged_gradient_is_that_of_one_process(names: Mapping[str, Any]) -> None:
    torch = names["torch"]
    assert len(names["batch_labels"]) == 64
    assert torch.allclose(names["rank0"]["averaged"], names["single"], atol=1e-6)
    assert names["single"].abs().max() > 1e-2


def test_the_weights_of_the_ranks_are_equal_after_training(names: Mapping[str, Any]) -> None:
    torch, rank0, rank1 = (names[name] for name in ("torch", "rank0", "rank1"))
    assert torch.equal(rank0["trained"], rank1["trained"])
    assert not torch.allclose(rank0["trained"], rank0["wrapped"], atol=1e-2)


def test_two_processes_have_the_losses_of_one(names: Mapping[str, Any]) -> None:
    torch = names["torch"]
    assert len(names["ddp_losses"]) == len(names["single_losses"]) == 5 * 1536 // 64 == 120
    assert torch.allclose(names["ddp_losses"], names["single_losses"], atol=1e-4, rtol=0)
    assert names["single_losses"][0] > 2.2
    assert names["single_losses"][-24:].mean() < 0.25


def test_one_rank_alone_has_other_losses(names: Mapping[str, Any]) -> None:
    """Why the losses of the ranks are averaged."""
    assert (names["rank0"]["losses"] - names["single_losses"]).abs().max() > 1e-2


def test_what_rank_0_saved_is_a_plain_model(names: Mapping[str, Any]) -> None:
    torch, loaded, images = (names[name] for name in ("torch", "loaded", "images"))
    assert list(loaded.state_dict()) == list(names["make_model"]().state_dict())
    weights = torch.nn.utils.parameters_to_vector(loaded.parameters())
    assert torch.equal(weights, names["rank1"]["trained"])
    with torch.inference_mode():
        assert torch.allclose(loaded(images), names["single_model"](images), atol=1e-3)


def test_torchrun_runs_the_worker_as_it_is(names: Mapping[str, Any], folder: Path) -> None:
    """With the options that the page names."""
    page = (ROOT / "gallery" / f"{NAME}.py").read_text(encoding="utf-8")
    options = re.findall(r"^# torchrun (--standalone .*)$", page, re.MULTILINE)
    assert len(options) == 2
    assert options[0] == options[1]
    done = subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", *options[0].split()],
        cwd=folder,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    torch = names["torch"]
    for rank in range(2):
        report = torch.load(folder / f"rank{rank}.pt")
        assert torch.allclose(report["losses"], names[f"rank{rank}"]["losses"], atol=1e-4)


def test_torchrun_has_the_options_for_several_computers() -> None:
    page = (ROOT / "gallery" / f"{NAME}.py").read_text(encoding="utf-8")
    (command, same) = re.findall(r"^# torchrun (--nnodes=2 (?:.*\\\n)+.*)$", page, re.MULTILINE)
    assert command == same
    from torch.distributed.run import parse_args

    words = command.replace("\\\n#", " ").split()
    options = parse_args([*words])
    assert (options.nnodes, options.nproc_per_node, options.rdzv_backend) == ("2", "8", "c10d")
    assert (options.rdzv_endpoint, options.rdzv_id) == ("HOST:29500", "digits")
    assert options.training_script == "worker.py"


def test_a_failure_is_told_with_its_rank(names: Mapping[str, Any], folder: Path) -> None:
    code = "import os\nif os.environ['RANK'] == '1':\n    raise ValueError('no such luck')\n"
    (folder / "bad.py").write_text(code)
    with pytest.raises(RuntimeError, match=r"(?s)^rank 1:\n.*no such luck"):
        names["launch"]("bad.py", world_size=2)


def stopped_by_its_end() -> None:
    import atexit

    atexit.register(os.abort)
    print("done")


def test_a_process_that_is_done_is_not_stopped_by_what_python_does_at_its_end(
    names: Mapping[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names["write_script"]("ends.py", stopped_by_its_end)
    names["launch"]("ends.py", world_size=1)
    assert capsys.readouterr().out == "done\n"
