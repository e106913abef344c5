"""The facts that the tutorial on saving and sharing states, with its packages and without them."""

from __future__ import annotations

import builtins
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from tutorial_runs import run_tutorial, tutorial

NAME = "beyond/save_and_share"
OPTIONAL = ("safetensors", "onnx", "onnxscript", "onnxruntime")


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial(NAME).names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial(NAME).printed)


def test_a_state_dict_has_the_four_tensors_of_the_two_linear_layers(said: str) -> None:
    assert re.findall(r"^(\S+) +\(.*numbers$", said, re.MULTILINE) == [
        "1.weight",
        "1.bias",
        "3.weight",
        "3.bias",
    ]
    assert 'Missing key(s) in state_dict: "2.weight", "2.bias"' in said
    assert 'Unexpected key(s) in state_dict: "3.weight", "3.bias"' in said


def test_a_resumed_run_has_the_numbers_of_the_one_that_never_stopped(
    names: Mapping[str, Any],
) -> None:
    runs = names["runs"]
    assert runs["forgot nothing"] == runs["never stopped"]
    assert len(runs["never stopped"]) == 43  # steps of one epoch


def test_what_is_forgotten_changes_the_run_and_a_forgotten_optimizer_makes_it_jump(
    names: Mapping[str, Any],
) -> None:
    straight, forgot = names["straight"], names["runs"]["forgot optimizer"]
    assert forgot[0] > 1.3 * straight[0]
    assert max(forgot) > 1.3 * max(straight)
    assert names["runs"]["forgot random"][0] != straight[0]


def test_the_run_without_its_optimizer_dips_once_and_then_rises_to_twice_the_height(
    names: Mapping[str, Any],
) -> None:
    straight, forgot = names["straight"], names["runs"]["forgot optimizer"]
    below = [
        step for step, pair in enumerate(zip(forgot, straight, strict=True), 1) if pair[0] < pair[1]
    ]
    assert below == [3, 4, 5]
    assert forgot.index(max(forgot)) >= 5
    assert max(forgot) > 2 * max(straight)
    assert forgot[-1] < 1.2 * straight[-1]


def test_the_loop_begins_without_a_file_and_goes_on_from_it(
    names: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {text for each in tutorial(NAME).passages if "range(done" in (text := each.text("en"))}
    (loop,) = re.findall(r"^```python\n(.*?)^```", texts.pop(), re.MULTILINE | re.DOTALL)
    seen: list[int] = []
    own = {**names, "train": lambda *_: seen.append(len(seen))}
    exec(loop.replace("20", "3"), own)
    assert seen == [0, 1, 2]
    exec(loop.replace("20", "5"), own)
    assert seen == [0, 1, 2, 3, 4]


def test_of_other_random_states_only_the_old_one_of_numpy_is_refused(tmp_path: Path) -> None:
    path, rng, loader = tmp_path / "states.pt", np.random.default_rng(0), torch.Generator()
    states = [random.getstate(), rng.bit_generator.state, loader.get_state()]
    torch.save(states, path)
    python, numpy, torchs = torch.load(path, map_location="cpu", weights_only=True)
    wanted = random.random(), rng.random(), torch.rand(1, generator=loader).item()
    random.setstate(python)
    rng.bit_generator.state = numpy
    loader.set_state(torchs)
    assert (random.random(), rng.random(), torch.rand(1, generator=loader).item()) == wanted
    torch.save(np.random.get_state(), path)
    with pytest.raises(Exception, match="numpy"):
        torch.load(path, weights_only=True)


def test_shared_tensors_need_save_model(tmp_path: Path) -> None:
    safetensors = pytest.importorskip("safetensors.torch")
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False))
    model[1].weight = model[0].weight
    with pytest.raises(RuntimeError, match="save_model"):
        safetensors.save_file(model.state_dict(), tmp_path / "model.safetensors")
    safetensors.save_model(model, tmp_path / "model.safetensors")


def test_a_fresh_adam_moves_by_the_learning_rate_whatever_the_gradient() -> None:
    parameter = torch.tensor([0.0, 0.0], requires_grad=True)
    optimizer = torch.optim.Adam([parameter], lr=0.003)
    parameter.grad = torch.tensor([1e-3, 10.0])
    optimizer.step()
    torch.testing.assert_close(parameter.detach(), torch.tensor([-0.003, -0.003]))


def test_no_half_of_a_checkpoint_stays_behind(names: Mapping[str, Any]) -> None:
    kinds = {path.suffix for path in names["folder"].iterdir()}
    assert ".part" not in kinds
    assert {".pt", ".pt2", ".safetensors", ".onnx", ".md"} <= kinds


def test_the_trap_runs_unseen_and_weights_only_refuses_it(
    names: Mapping[str, Any], said: str
) -> None:
    assert "largest difference: 0.0\nbut: reading the file called mark" in said
    assert "UnpicklingError: Unsupported global: GLOBAL __main__.mark" in said
    assert "lines in the list: 0" in said
    assert "poisoned.pt, not allowed: ['__main__.mark']" in said
    assert "digits.pt, not allowed: []" in said
    for advice in ("weights_only` set to `False`", "add_safe_globals"):
        assert advice in names["message"]


def test_safetensors_holds_the_same_numbers_and_the_last_bias_takes_40_bytes(said: str) -> None:
    assert "3.bias {'dtype': 'F32', 'shape': [10], 'data_offsets': [16640, 16680]}" in said
    assert said.count("largest difference: 0.0\n") >= 3


def test_the_export_takes_any_number_of_images_and_without_a_dim_only_two(
    names: Mapping[str, Any],
) -> None:
    model, images = names["model"], names["images"]
    assert names["loaded"](images[:7]).equal(model(images[:7]))
    fixed = torch.export.export(model, (images[:2],)).module()
    with pytest.raises(AssertionError, match="Guard failed"):
        fixed(images[:7])
    with pytest.raises(Exception, match="constant \\(1\\)"):
        torch.export.export(model, (images[:1],), dynamic_shapes=names["dynamic"])


def test_onnxruntime_agrees_to_the_last_digits(names: Mapping[str, Any], said: str) -> None:
    assert "same answer for 450 of 450 images" in said
    difference = (names["theirs"] - names["ours"]).abs().max().item()
    assert difference < 1e-5
    assert names["ours"].abs().max() > 10
    assert difference > 1e-6


def test_the_card_tells_the_measured_numbers(names: Mapping[str, Any]) -> None:
    scores = names["scores"]
    faint, others = scores["values from 0 to 1"], list(scores.values())[2:]
    assert scores["as trained"] > 0.93
    assert max(others) < faint < scores["as trained"] - 0.02
    assert max(others) < 0.65
    assert scores["white on black"] == 0
    assert names["given"]["white on black"] == [2, 4, 7]
    assert names["given"]["a quarter turn"] == [4]
    fours = (names["labels"][names["test"]] == 4).float().mean().item()
    assert scores["a quarter turn"] == pytest.approx(fours)
    assert (names["images"][:, :, 7].sum(dim=1) == 0).float().mean() > 0.85
    card = (names["folder"] / "README.md").read_text(encoding="utf-8")
    assert f"Accuracy: {scores['as trained']:.1%} on 450 images" in card


def test_without_its_packages_the_page_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def lacking(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] in OPTIONAL:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.partition(".")[0])
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    run = run_tutorial.__wrapped__(NAME)
    said = "\n".join(run.printed)
    assert "safetensors isn't installed, so this part is left out" in said
    assert "onnxruntime isn't installed, so this part is left out" in said
    assert "a quarter turn" in said
    assert run.unsolved == ""
    assert run.exercises.result() == []
