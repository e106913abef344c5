"""The facts that the tutorial on training a classifier states."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/training_a_classifier").names


@pytest.fixture(scope="module")
def printed() -> str:
    return "\n".join(run_tutorial("blitz/training_a_classifier").printed)


def test_no_image_is_in_two_sets(names: Mapping[str, Any]) -> None:
    parts = [names["training"], names["validation"], names["test"]]
    assert [len(part) for part in parts] == [1144, 203, 450]
    assert sorted(index for part in parts for index in part) == list(range(1797))
    together = names["images"].flatten(1)
    assert len(together.unique(dim=0)) == 1797


def test_every_set_has_each_digit_in_about_the_same_share(names: Mapping[str, Any]) -> None:
    for part in (names["training"], names["validation"], names["test"]):
        share = names["labels"][part].bincount(minlength=10) / len(part)
        assert (share - 0.1).abs().max() < 0.01
    assert names["labels"][names["test"]].bincount()[3] == 46


def test_the_buffers_come_from_the_training_set_alone_and_are_not_trained(
    names: Mapping[str, Any],
) -> None:
    known = names["images"][names["training"]]
    for model in (names["model"], names["robust"], names["loaded"]):
        assert model[0].mean == known.mean()
        assert model[0].std == known.std()
        assert {"0.mean", "0.std"} <= model.state_dict().keys()
        assert not {"0.mean", "0.std"} & dict(model.named_parameters()).keys()
    assert names["model"][0](known).mean().abs() < 1e-5
    assert names["model"][0](known).std() == pytest.approx(1, abs=1e-5)
    moved = copy.deepcopy(names["model"]).to(torch.float64)
    assert moved[0].mean.dtype == torch.float64


def test_batch_normalization_scales_and_shifts_by_learned_numbers() -> None:
    layer = nn.BatchNorm2d(2)
    assert [name for name, _ in layer.named_parameters()] == ["weight", "bias"]
    with torch.no_grad():
        layer.weight[:], layer.bias[:] = 3.0, 5.0
        out = layer(torch.randn(64, 2, 4, 4) * 7 + 1)
    assert out.mean() == pytest.approx(5, abs=1e-3)
    assert out.std() == pytest.approx(3, abs=1e-2)


def test_batch_normalization_cancels_the_bias_before_it(names: Mapping[str, Any]) -> None:
    convolution, x = nn.Conv2d(1, 4, 3), torch.randn(8, 1, 8, 8)
    before = nn.BatchNorm2d(4)(convolution(x))
    with torch.no_grad():
        convolution.bias += 10
    torch.testing.assert_close(nn.BatchNorm2d(4)(convolution(x)), before, atol=1e-4, rtol=1e-4)
    found = [m for m in names["model"].modules() if isinstance(m, nn.Conv2d)]
    assert [m.bias for m in found] == [None, None, None]


def test_an_epoch_has_36_mini_batches_of_which_the_last_has_24(names: Mapping[str, Any]) -> None:
    sizes = [len(targets) for _, targets in names["loader"]]
    assert sizes == [32] * 35 + [24]
    first, second = (torch.cat([t for _, t in names["loader"]]) for _ in range(2))
    assert not torch.equal(first, second)


def test_only_evaluation_mode_gives_the_same_twice(printed: str) -> None:
    found = dict(
        line.split(" largest difference ")
        for line in printed.splitlines()
        if " largest difference " in line
    )
    assert float(found["train"]) > 0.1
    assert float(found["eval "]) == 0


def test_looking_at_the_modes_leaves_the_model_as_it_was(names: Mapping[str, Any]) -> None:
    assert names["probe"][1][1].num_batches_tracked == 2
    assert names["probe"] is not names["model"]


def test_the_loss_before_training_is_that_of_guessing(printed: str) -> None:
    line = next(line for line in printed.splitlines() if line.startswith("loss before"))
    assert float(line.split()[-1]) == pytest.approx(2.3026, abs=0.1)


def test_the_best_epoch_is_what_is_kept(names: Mapping[str, Any]) -> None:
    images, labels = names["images"][names["validation"]], names["labels"][names["validation"]]
    loss, right = names["evaluate"](names["model"], images, labels)
    assert loss == pytest.approx(min(names["losses"]), abs=1e-6)
    assert min(names["losses"]) < names["losses"][-1]
    assert right > 0.985


def test_shifting_moves_right_and_down_on_paper(names: Mapping[str, Any]) -> None:
    image = torch.arange(1.0, 65).reshape(1, 1, 8, 8)
    right = names["shifted"](image, 1, 0)
    assert torch.equal(right[..., 1:], image[..., :-1])
    assert right[..., 0].abs().max() == 0
    down = names["shifted"](image, 0, 2)
    assert torch.equal(down[..., 2:, :], image[..., :-2, :])
    assert torch.equal(names["shifted"](image, 0, 0), image)


def test_a_shift_hurts_convolution_least_and_augmentation_repairs_it(
    names: Mapping[str, Any],
) -> None:
    found = names["results"]
    assert all(values[0] > 0.96 for values in found.values())
    assert found["convolution"][1] > 0.8
    assert found["MLP"][1] < 0.5
    assert found["linear"][1] < 0.5
    assert found["convolution"][2] < 0.5
    assert found["augmented"][1] > 0.96
    assert found["augmented"][2] > found["convolution"][2] + 0.15


def test_each_model_has_a_learning_rate_that_suits_it(names: Mapping[str, Any]) -> None:
    """At that of the convolution, the linear layer would look worse than it is."""
    part = names["validation"]
    images, labels = names["images"][part], names["labels"][part]
    first = names["Normalize"](names["images"][names["training"]])
    torch.manual_seed(0)
    slow = nn.Sequential(first, nn.Flatten(), nn.Linear(64, 10))
    names["train"](slow, 0.0003)
    assert names["evaluate"](slow, images, labels)[1] < names["results"]["linear"][0] - 0.02


def test_the_test_accuracy_is_that_of_the_chosen_model(
    names: Mapping[str, Any], printed: str
) -> None:
    lines = [line for line in printed.splitlines() if line.startswith("test accuracy")]
    plain, one, two = (float(line.split(":")[1].rstrip("%")) for line in lines)
    assert plain > 97
    assert plain > one > two


def test_a_0_that_is_pushed_down_is_read_as_a_6(names: Mapping[str, Any]) -> None:
    confusion, labels = names["confusion"], names["labels"][names["test"]]
    assert torch.equal(confusion.sum(dim=1), labels.bincount())
    assert torch.equal(confusion.sum(dim=0), names["guesses"].bincount(minlength=10))
    assert confusion[0].argmax() == 6
    assert confusion[0, 6] > confusion[0].sum() / 2


def test_two_pixels_up_or_down_cut_off_a_quarter_of_the_ink(names: Mapping[str, Any]) -> None:
    images = names["images"]
    for down in (2, -2):
        left = names["shifted"](images, 0, down).sum() / images.sum()
        assert 1 - left == pytest.approx(0.25, abs=0.03)


def test_some_of_the_hardest_images_are_wrong_and_sure(names: Mapping[str, Any]) -> None:
    hardest = names["of_label"].argsort()[:6]
    chances, guesses = names["chances"][hardest].max(dim=1)
    wrong = guesses != names["labels"][names["test"]][hardest]
    assert wrong.any()
    assert chances[wrong].max() > 0.5


def test_the_drawing_is_an_image_like_the_others_and_is_read(names: Mapping[str, Any]) -> None:
    new = names["new"]
    assert new.shape == (1, 1, 8, 8)
    assert set(new.unique().tolist()) == {0.0, 16.0}
    assert names["images"].max() == 16
    assert 8 in names["best"].indices


def test_a_loaded_model_computes_the_same_without_the_training_set(
    names: Mapping[str, Any], printed: str
) -> None:
    assert "largest difference after loading: 0.00" in printed
    assert "largest difference before loading: 0.00" not in printed
    images = names["images"][names["test"]]
    torch.testing.assert_close(names["loaded"](images), names["robust"].eval()(images))


def test_a_file_that_would_run_code_is_refused(
    names: Mapping[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save({"weight": names["Trap"]()}, tmp_path / "trap.pt")
    with pytest.raises(Exception, match="print"):
        torch.load(tmp_path / "trap.pt", weights_only=True)
    with pytest.raises(Exception, match="print"):
        torch.load(tmp_path / "trap.pt")
    assert capsys.readouterr().out == ""
    torch.load(tmp_path / "trap.pt", weights_only=False)
    assert capsys.readouterr().out == "code from the file is running\n"


def test_no_grad_alone_does_not_switch_to_evaluation(names: Mapping[str, Any]) -> None:
    model = copy.deepcopy(names["robust"]).train()
    before = model[1][1].running_mean.clone()
    with torch.no_grad():
        first, second = (model(names["images"][:64]) for _ in range(2))
    assert not torch.equal(first, second)
    assert not torch.equal(model[1][1].running_mean, before)
