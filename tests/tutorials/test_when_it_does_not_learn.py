"""The facts that the tutorial on loops that do not learn states, checked in what it leaves behind."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/when_it_does_not_learn").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/when_it_does_not_learn").printed)


def test_the_first_loss_is_that_of_guessing_if_pixels_are_small(names: Mapping[str, Any]) -> None:
    small, middle, large = names["first_losses"].values()
    assert small == pytest.approx(math.log(10), abs=0.05)
    assert small + 0.5 < middle < large - 10


def test_one_batch_is_memorized_and_new_images_are_not_all_right(
    names: Mapping[str, Any], said: str
) -> None:
    assert names["memorized"][-1] < 0.02
    right = float(said.split("new images: ")[1].split("%")[0])
    assert right < 90


def test_a_step_moves_the_weights_and_none_leaves_them(names: Mapping[str, Any]) -> None:
    assert names["still"] == 0
    assert names["moved"] > 0.001
    model, other = names["build"](), names["build"]()
    before = model[1].weight.detach().clone()
    optimizer = torch.optim.SGD(other.parameters(), lr=0.5)
    names["find_loss"](model, names["images"][:32], names["labels"][:32]).backward()
    optimizer.step()
    assert model[1].weight.equal(before)


def test_every_pair_of_output_and_target_makes_the_mean_the_best_answer(
    names: Mapping[str, Any], said: str
) -> None:
    assert "shapes: (32, 1) (32,) (32, 32)" in said
    assert min(names["stuck"]) > 0.95
    assert names["stuck"][-1] == pytest.approx(1, abs=0.01)
    assert names["unstuck"][-1] < 0.1
    targets = torch.tensor([1.0, 2.0, 6.0])
    outputs = torch.full((3, 1), 3.0)
    least = (outputs - targets).square().mean()
    assert least < (targets.unsqueeze(1) - targets).square().mean()
    with warnings.catch_warnings(record=True, action="always") as told:
        F.mse_loss(torch.zeros(32, 1), torch.zeros(32))
    assert "target size" in str(told[0].message)


def test_without_zero_grad_one_batch_is_memorized_and_all_data_is_not(
    names: Mapping[str, Any], said: str
) -> None:
    assert "one batch: 2.336 0.000" in said
    assert names["fresh"] < 0.01
    assert names["left"] > 1
    assert names["sound_left"] < 0.02
    assert names["sound_fresh"] < 0.02
    # With another batch, the lengths differ though nothing was forgotten.
    model, training = names["build"](), names["training"]
    names["train"](model, [training[:32]] * 200, 0.5)
    here, elsewhere = names["lengths"](model, training[32:64])
    assert elsewhere > 5 * here
    forgotten, correct = names["runs"]["gradients not cleared"], names["runs"]["correct"]
    assert forgotten[1] < forgotten[0] < forgotten[-1]
    assert correct == sorted(correct, reverse=True)
    assert correct[-1] < 0.3


def test_softmax_before_the_loss_leaves_a_floor(names: Mapping[str, Any], said: str) -> None:
    assert names["floor"] == pytest.approx(math.log(math.e + 9) - 1)
    assert math.exp(-names["floor"]) == pytest.approx(0.232, abs=0.0005)
    losses = names["runs"]["softmax before the loss"]
    assert losses == sorted(losses, reverse=True)
    assert min(losses) > names["floor"]
    assert losses[-1] > 5 * names["runs"]["correct"][-1]
    assert "outputs add up to 1.00 at least, 1.00 at most" in said


def test_the_errors_of_wrong_labels(names: Mapping[str, Any], said: str) -> None:
    assert "float: torch.float32, (32,), 0.0 to 9.0\n   expected target dtype to be Long" in said
    assert "from 1: torch.int64, (32,), 1 to 10\n   Target 10 is out of bounds" in said
    assert "column: torch.int64, (32, 1), 0 to 9\n   0D or 1D target tensor expected" in said
    assert all(targets.equal(names["good"]) for targets in names["mended"])


def test_in_training_mode_company_decides(names: Mapping[str, Any]) -> None:
    (mixed, alone), (mixed_eval, alone_eval) = names["scores"][True], names["scores"][False]
    assert mixed > 0.9
    assert alone < 0.3
    assert alone_eval > 0.9
    assert mixed_eval == pytest.approx(alone_eval)


def test_training_mode_moves_the_averages_and_refuses_a_single_image() -> None:
    layer, rows = nn.BatchNorm1d(64).train(), torch.rand(32, 64)
    with torch.no_grad():
        layer(rows)
    assert layer.running_mean is not None
    assert layer.running_mean.abs().max() > 0.01
    with pytest.raises(ValueError, match="Expected more than 1 value per channel when training"):
        layer(rows[:1])
    assert layer.train(False)(rows[:1]).shape == (1, 64)


def test_the_root_of_zero_makes_nan_and_anomaly_detection_finds_its_line(
    names: Mapping[str, Any], said: str
) -> None:
    assert "nan in the images: 0\nbroken: 2.406 nan nan" in said
    assert "Function 'PowBackward0' returned nan values" in said
    assert "forward: loss = loss + 0.01 * parameter.square().sum().sqrt()\n" in said
    assert all(math.isfinite(loss) for loss in names["finite"])
    assert names["finite"][-1] < 0.5
    assert names["alone"] < 0.05
    zero = torch.zeros(2, requires_grad=True)
    zero.norm().backward()
    assert zero.grad is not None
    assert zero.grad.tolist() == [0, 0]


def test_the_sweep_makes_a_u(names: Mapping[str, Any]) -> None:
    swept, rates = names["swept"], names["rates"]
    lowest = swept.index(min(swept))
    assert names["best"] == rates[lowest] == 1
    assert names["candidate"] == rates[lowest - 1] == 0.3
    assert swept[: lowest + 1] == sorted(swept[: lowest + 1], reverse=True)
    assert swept[lowest + 1] > 5 * swept[lowest]
    assert swept[0] > 2.2
    assert min(swept[lowest + 1 :]) > 2.2


def test_labels_that_were_mixed_up_are_memorized_too(names: Mapping[str, Any]) -> None:
    part, targets = names["training"][:32], names["labels"].clone()
    targets[part] = targets[part[torch.randperm(32, generator=torch.Generator().manual_seed(0))]]

    def mixed(model: nn.Module, inputs: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(model(inputs), targets[part])

    assert names["train"](names["build"](), [part] * 400, 0.5, mixed)[-1] < 0.05
