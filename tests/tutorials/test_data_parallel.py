"""The facts that the tutorial on data parallelism states, checked on what it computed."""

from __future__ import annotations

import contextlib
import copy
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
PAGE = (ROOT / "gallery" / f"{NAME}.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial(NAME).names


@pytest.fixture(scope="module")
def printed() -> str:
    return "\n".join(run_tutorial(NAME).printed)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with the files that the tutorial made, as the current one."""
    made = Path(run_tutorial(NAME).folder.name)
    for name in ("worker.py", "shared_digits.pt"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    with contextlib.chdir(tmp_path):
        yield tmp_path


def largest(difference: Any) -> float:
    return float(difference.abs().max())


# --- What the two processes print, and what they are of the one model --------------------------------


def test_every_rank_knows_the_total_and_has_the_same_model(printed: str) -> None:
    lines = re.findall(r"^rank (\d): (\d+) of (\d+) right, (.*)$", printed, re.MULTILINE)
    first, second, alone = lines
    assert [line[0] for line in lines] == ["0", "1", "0"]
    assert (int(first[2]), int(second[2]), int(alone[2])) == (131, 130, 261)
    assert first[3] == second[3]
    assert first[3].startswith(f"together {int(first[1]) + int(second[1])} of 261, last bias ")
    assert alone[3].startswith(f"together {alone[1]} of 261")


def test_the_saved_model_scores_what_the_processes_printed(
    names: Mapping[str, Any], printed: str
) -> None:
    assert "together 247 of 261" in printed
    right = int((names["predicted"] == names["labels"][1536:]).sum())
    assert (right, len(names["predicted"])) == (247, 261)


def test_the_ranks_begin_with_parameters_of_their_own_and_get_those_of_rank_0(
    names: Mapping[str, Any],
) -> None:
    """Two processes end where one does, which began with the seed of rank 0."""
    torch = names["torch"]
    weights = []
    for seed in (0, 1):
        torch.manual_seed(seed)
        model = names["make_model"]()
        weights.append(torch.nn.utils.parameters_to_vector(model.parameters()).detach())
    assert largest(weights[0] - weights[1]) > 0.1
    alone, shared = names["weights"]
    assert largest(alone - weights[0]) > 0.1
    assert 0 < largest(alone - shared) < 1e-4


def test_an_epoch_has_twelve_steps_so_that_three_have_thirty_six() -> None:
    assert 3 * 1536 // 128 == 36
    assert "range(3)" in PAGE
    assert "36 steps" in PAGE
    assert "36단계" in PAGE


def test_the_script_prints_no_module_and_rank_0_alone_saves(names: Mapping[str, Any]) -> None:
    made = {path.name for path in Path(run_tutorial(NAME).folder.name).iterdir()}
    assert made == {"shared_digits.pt", "worker.py", "trained1.pt", "trained2.pt"}
    assert list(names["shared"]["model"]) == list(names["make_model"]().state_dict())


def test_the_numbered_lines_are_those_that_the_text_explains(folder: Path) -> None:
    script = (folder / "worker.py").read_text(encoding="utf-8")
    assert re.findall(r"# (\d)$", script, re.MULTILINE) == list("1234567")
    assert max(map(len, script.splitlines())) <= 80
    assert "_exit" not in PAGE


# --- Gradients ---------------------------------------------------------------------------------------


def test_the_average_of_two_halves_is_the_gradient_of_the_whole(names: Mapping[str, Any]) -> None:
    """Against what automatic differentiation gives in double precision, without the page's function."""
    torch = names["torch"]
    model = names["make_model"]().double()
    model.load_state_dict({k: v.double() for k, v in names["model"].state_dict().items()})
    logits = model(names["images"][:128].double())
    loss = torch.nn.functional.cross_entropy(logits, names["labels"][:128])
    parts = torch.autograd.grad(loss, list(model.parameters()))
    expected = torch.cat([part.flatten() for part in parts])
    assert len(expected) == len(names["whole"]) == 83402
    assert largest(names["average"].double() - expected) < 1e-6
    assert largest(names["half_0"].double() - expected) > 1e-2


def test_parts_of_different_sizes_need_weights(names: Mapping[str, Any]) -> None:
    gradient, model = names["gradient"], names["model"]
    images, labels = names["images"], names["labels"]
    most = gradient(model, images[:96], labels[:96])
    rest = gradient(model, images[96:128], labels[96:128])
    assert largest((most + rest) / 2 - names["whole"]) > 1e-3
    assert largest((96 * most + 32 * rest) / 128 - names["whole"]) < 1e-6


def test_batch_normalization_changes_the_averaged_gradient_by_a_third(
    names: Mapping[str, Any], printed: str
) -> None:
    pattern = r"(plain|batch norm) +largest gradient ([\d.]+), off by ([\d.]+)"
    found = {name: (float(all_), float(off)) for name, all_, off in re.findall(pattern, printed)}
    assert found["plain"][1] < 1e-6
    assert found["batch norm"][1] == pytest.approx(found["batch norm"][0] / 3, rel=0.1)


def test_batch_normalization_over_all_samples_would_mend_it(names: Mapping[str, Any]) -> None:
    """What SyncBatchNorm does on GPUs: the halves see the mean and the variance of the whole."""
    torch, network = names["torch"], names["networks"]["batch norm"]
    synchronized = torch.nn.SyncBatchNorm.convert_sync_batchnorm(copy.deepcopy(network))
    assert isinstance(synchronized[2], torch.nn.SyncBatchNorm)
    images, labels = names["images"][:16], names["labels"][:16]
    whole = names["gradient"](network, images, labels)
    network.train()
    network.zero_grad()
    outputs = network(images)
    halves = [
        torch.nn.functional.cross_entropy(outputs[part], labels[part])
        for part in (slice(0, 8), slice(8, 16))
    ]
    (sum(halves) / 2).backward()
    found = torch.cat([parameter.grad.flatten() for parameter in network.parameters()])
    assert largest(found - whole) < 1e-6


# --- Samples, time, learning rate --------------------------------------------------------------------


def test_of_nine_samples_one_is_used_twice_and_slices_repeat_none(
    names: Mapping[str, Any], printed: str
) -> None:
    first, second = names["parts"]
    assert len(first) == len(second) == 5
    assert sorted(first + second) == [0, *range(9)]
    assert sorted([*range(9)[0::2], *range(9)[1::2]]) == list(range(9))
    assert re.search(r"sampler +8 of 10: 0\.80\nslices +8 of +9: 0\.89", printed)


def test_an_epoch_is_shuffled_anew_and_in_the_same_way_everywhere(names: Mapping[str, Any]) -> None:
    samplers = [names["DistributedSampler"](range(10), 2, rank) for rank in range(2)]
    orders = []
    for epoch in (0, 0, 1):
        for sampler in samplers:
            sampler.set_epoch(epoch)
        orders.append([list(sampler) for sampler in samplers])
        assert sorted(orders[-1][0] + orders[-1][1]) == list(range(10))
    assert orders[0] == orders[1] != orders[2]


def test_the_figure_shows_the_shortest_of_three_epochs(names: Mapping[str, Any]) -> None:
    assert [len(each["seconds"]) for each in names["saved"]] == [3, 3]
    assert (names["one"], names["two"]) == tuple(min(each["seconds"]) for each in names["saved"])


def test_a_step_exchanges_four_bytes_for_each_parameter(names: Mapping[str, Any]) -> None:
    assert len(names["whole"]) == 83_402
    assert names["whole"].element_size() == 4


def test_a_larger_learning_rate_makes_up_for_fewer_steps(
    names: Mapping[str, Any], printed: str
) -> None:
    rows = re.findall(r"^ +(\d+) +(\d+) +(\d\.\d\d) +(\d\.\d\d)$", printed, re.MULTILINE)
    (_, _, one, _), (_, _, kept, four), (_, _, worst, sixteen) = rows
    assert [(int(row[0]), int(row[1])) for row in rows] == [(1, 240), (4, 60), (16, 15)]
    assert float(worst) > float(kept) > 2 * float(one)
    assert abs(float(four) - float(one)) < 0.1 * float(one)
    assert float(sixteen) > 1.5 * float(one)
    assert f"{float(names['train'](512, 0.32)):.2f}" == sixteen


# --- Processes ---------------------------------------------------------------------------------------


def test_a_process_that_breaks_at_its_end_is_started_once_more(
    names: Mapping[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As gloo's threads do it on rare occasions; what was printed twice is shown once."""
    (folder / "worker.py").write_text(
        "import atexit, os, pathlib\n"
        "print(f\"rank {os.environ['RANK']}\\n\", end='')\n"
        "if os.environ['RANK'] == '1' and not pathlib.Path('run').exists():\n"
        "    pathlib.Path('run').touch()\n"
        "    atexit.register(os.abort)\n"
    )
    names["torchrun"](2)
    assert capsys.readouterr().out == "rank 0\nrank 1\n"


def test_an_all_reduce_on_one_rank_alone_fails_there(
    names: Mapping[str, Any], folder: Path
) -> None:
    """The exercise: rank 1 ends without a word, and the error is that of rank 0."""
    script = (folder / "worker.py").read_text(encoding="utf-8").replace("range(3)", "range(0)")
    line = "\ndist.all_reduce(total)  # 6\n"
    assert line in script
    alone = script.replace(line, "\nif rank == 0:\n    dist.all_reduce(total)\n")
    (folder / "worker.py").write_text(alone, encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"\[rank0\]: .*Connection closed by peer") as told:
        names["torchrun"](2)
    assert "[rank1]" not in str(told.value)


def test_a_failure_is_told_with_its_traceback(names: Mapping[str, Any], folder: Path) -> None:
    (folder / "worker.py").write_text("raise ValueError('no such luck')\n")
    with pytest.raises(RuntimeError, match="no such luck"):
        names["torchrun"](1)


def changed(script: str, hunks: str) -> str:
    """A script with the changes of a diff without line numbers, each of which fits one place."""
    for hunk in hunks.split("\n\n"):
        lines = hunk.splitlines()
        old = "\n".join(line[1:] for line in lines if line[0] in " -")
        new = "\n".join(line[1:] for line in lines if line[0] in " +")
        assert script.count(f"\n{old}\n") == 1, old
        script = script.replace(f"\n{old}\n", f"\n{new}\n")
    return script


# A CPU in the place of the GPU, for whoever asks PyTorch for one.
STAND_IN = """
import torch
import torch.nn.parallel as parallel
torch.accelerator.set_device_index = lambda index: print("GPU", index)
torch.accelerator.current_accelerator = lambda: torch.device("cpu")
wrapped = parallel.DistributedDataParallel
parallel.DistributedDataParallel = lambda model, device_ids: wrapped(model)
"""


def test_the_changes_for_gpus_fit_the_script_and_run(
    names: Mapping[str, Any], folder: Path
) -> None:
    first, second = re.findall(r"^# ```diff\n(.*?)^# ```$", PAGE, re.MULTILINE | re.DOTALL)
    assert first == second
    hunks = re.sub(r"^# ?", "", first, flags=re.MULTILINE).strip("\n")
    script = changed((folder / "worker.py").read_text(encoding="utf-8"), hunks)
    assert script.count("device") > 8
    (folder / "gpus.py").write_text(STAND_IN + script.replace("range(3)", "range(1)"))
    single = {"RANK": "0", "WORLD_SIZE": "1", "LOCAL_RANK": "0", "OMP_NUM_THREADS": "1"}
    meeting = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "0"}
    done = subprocess.run(
        [sys.executable, "gpus.py"],
        env=os.environ | single | meeting,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "GPU 0\nrank 0: " in done.stdout, done.stderr
    assert (folder / "trained1.pt").exists()


def test_torchrun_has_the_options_for_several_computers() -> None:
    commands = re.findall(r"^# torchrun (--nnodes=2 (?:.*\\\n)+.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 2
    assert commands[0] == commands[1]
    from torch.distributed.run import parse_args

    options = parse_args(commands[0].replace("\\\n#", " ").split())
    assert (options.nnodes, options.nproc_per_node, options.rdzv_backend) == ("2", "8", "c10d")
    assert (options.rdzv_endpoint, options.rdzv_id) == ("HOST:29500", "digits")
    assert options.training_script == "worker.py"


def test_torchrun_takes_the_command_of_the_terminal() -> None:
    from torch.distributed.run import parse_args

    first, second = re.findall(r"^# torchrun (--standalone .*)$", PAGE, re.MULTILINE)
    assert first == second
    options = parse_args(first.split())
    assert (options.standalone, options.nproc_per_node) == (True, "2")


def test_a_wrapped_model_has_module_before_each_name(names: Mapping[str, Any]) -> None:
    """DDP keeps the model as its attribute `module`, as its source says."""
    import inspect

    from torch.nn.parallel import DistributedDataParallel

    assert "self.module = module" in inspect.getsource(DistributedDataParallel.__init__)
    torch = names["torch"]
    saved = {f"module.{name}": value for name, value in names["shared"]["model"].items()}
    model = names["make_model"]()
    with pytest.raises(RuntimeError, match="Missing key"):
        model.load_state_dict(saved)
    model.load_state_dict(saved, strict=False)
    with torch.inference_mode():
        predicted = model(names["images"][1536:]).argmax(dim=1)
    assert int((predicted == names["labels"][1536:]).sum()) < 0.3 * 261
