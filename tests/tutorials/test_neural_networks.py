"""The facts that the tutorial on neural networks states."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import nn
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/neural_networks").names


def test_the_batch_is_128_normalized_images_of_16_by_16(names: Mapping[str, Any]) -> None:
    images = names["images"]
    assert images.shape == (128, 1, 16, 16)
    assert images.mean().abs() < 1e-5
    assert abs(images.std() - 1) < 1e-5
    assert names["labels"].shape == (128,)
    assert set(names["labels"].tolist()) == set(range(10))


def test_a_convolution_is_the_sum_of_products_at_every_place(names: Mapping[str, Any]) -> None:
    image, kernel = names["one_image"][0, 0], names["kernel"]
    by_loop = torch.empty(12, 12)
    for row in range(12):
        for column in range(12):
            by_loop[row, column] = (image[row : row + 5, column : column + 5] * kernel).sum()
    torch.testing.assert_close(names["edges"][0, 0], by_loop, atol=1e-5, rtol=1e-5)


def test_relu_and_pooling_do_what_the_text_says(names: Mapping[str, Any]) -> None:
    edges, found, pooled = names["edges"], names["found"], names["pooled"]
    assert torch.equal(found, torch.where(edges > 0, edges, 0.0))
    blocks = found[0, 0].reshape(6, 2, 6, 2)
    assert torch.equal(pooled[0, 0], blocks.amax(dim=(1, 3)))


def test_the_figure_is_blue_below_the_hole_and_red_above_it(names: Mapping[str, Any]) -> None:
    edges = names["edges"][0, 0]
    assert edges[8:11, 4:8].min() > 0 > edges[1:4, 4:8].max()


def test_the_map_changes_less_after_pooling(names: Mapping[str, Any]) -> None:
    before = (names["moved"] - names["found"]).norm() / names["found"].norm()
    after = (names["moved_pooled"] - names["pooled"]).norm() / names["pooled"].norm()
    assert after < before - 0.03


def test_each_stage_has_the_shape_the_comments_give(names: Mapping[str, Any]) -> None:
    assert names["shapes"] == {
        "input": (128, 1, 16, 16),
        "conv1": (128, 6, 12, 12),
        "relu1": (128, 6, 12, 12),
        "pool1": (128, 6, 6, 6),
        "conv2": (128, 16, 4, 4),
        "relu2": (128, 16, 4, 4),
        "pool2": (128, 16, 2, 2),
        "flatten": (128, 64),
        "fc1": (128, 32),
        "relu3": (128, 32),
        "fc2": (128, 10),
    }


def test_the_parameters_are_as_many_as_the_formula_says(names: Mapping[str, Any]) -> None:
    net = names["net"]
    counts = {
        name: sum(p.numel() for p in part.parameters()) for name, part in net.named_children()
    }
    assert counts == {
        "conv1": 6 * 1 * 5 * 5 + 6,
        "conv2": 16 * 6 * 3 * 3 + 16,
        "fc1": 64 * 32 + 32,
        "fc2": 32 * 10 + 10,
    }
    assert names["total"] == sum(counts.values())
    assert counts["fc1"] > names["total"] / 2


def test_forward_skips_the_hooks_that_a_call_runs(names: Mapping[str, Any]) -> None:
    net, calls = copy.deepcopy(names["untrained"]), []
    net.register_forward_hook(lambda *arguments: calls.append("hook"))
    called = net(names["images"])
    assert calls == ["hook"]
    torch.testing.assert_close(net.forward(names["images"]), called)
    assert calls == ["hook"]


def test_one_image_needs_its_batch_dimension(names: Mapping[str, Any]) -> None:
    net, image = names["untrained"], names["images"][0]
    assert net.conv1(image).shape == (6, 12, 12)
    with pytest.raises(RuntimeError, match="16x4 and 64x32"):
        net(image)
    assert net(image.unsqueeze(0)).shape == (1, 10)


def test_the_losses_are_what_their_formulas_say(names: Mapping[str, Any]) -> None:
    net, labels = names["untrained"], names["labels"]
    with torch.no_grad():
        output, logits = net(names["noise"]), net(names["images"])
    squared = (output - names["target"]).square().sum() / 10
    torch.testing.assert_close(names["mse"](output, names["target"]), squared)
    torch.testing.assert_close(names["by_formula"].detach(), squared)
    by_hand = (logits.exp().sum(dim=1).log() - logits.gather(1, labels[:, None])[:, 0]).mean()
    torch.testing.assert_close(names["cross_entropy"](logits, labels), by_hand)


def test_an_untrained_network_does_as_well_as_guessing(names: Mapping[str, Any]) -> None:
    assert all(abs(losses[0] - math.log(10)) < 0.05 for losses in names["curves"].values())
    assert names["right_before"] < 128 / 4


def test_the_chain_leads_from_the_loss_to_the_first_kernels(names: Mapping[str, Any]) -> None:
    chain = names["chain"]
    assert chain[0] == "NllLossBackward0"
    assert chain[1] == "LogSoftmaxBackward0"
    assert chain[-1] == "AccumulateGrad"
    assert chain.count("AddmmBackward0") == chain.count("ConvolutionBackward0") == 2
    assert names["last"].variable is names["net"].conv1.weight


def test_a_gradient_is_none_until_backward(names: Mapping[str, Any]) -> None:
    net = copy.deepcopy(names["untrained"])
    net.zero_grad()
    assert all(parameter.grad is None for parameter in net.parameters())
    names["cross_entropy"](net(names["images"]), names["labels"]).backward()
    for parameter in net.parameters():
        assert parameter.grad.shape == parameter.shape
        assert parameter.grad.abs().sum() > 0


def test_the_gradient_of_a_bias_is_the_slope_of_the_loss(names: Mapping[str, Any]) -> None:
    net = copy.deepcopy(names["untrained"]).double()
    images, bias, step = names["images"].double(), net.conv1.bias, 1e-6

    def loss() -> torch.Tensor:
        return names["cross_entropy"](net(images), names["labels"])

    loss().backward()
    with torch.no_grad():
        for channel in range(6):
            bias[channel] += step
            above = loss()
            bias[channel] -= 2 * step
            below = loss()
            bias[channel] += step
            assert abs((above - below) / (2 * step) - bias.grad[channel]) < 1e-7


def test_the_update_by_hand_is_that_of_sgd_and_lowers_the_loss(names: Mapping[str, Any]) -> None:
    before = names["untrained"].state_dict()
    by_hand, by_sgd = names["by_hand"].state_dict(), names["by_optimizer"].state_dict()
    for name, start in before.items():
        assert not torch.allclose(by_hand[name], start, atol=1e-6), name
        torch.testing.assert_close(by_hand[name], by_sgd[name], atol=1e-6, rtol=1e-5)
    assert names["loss_after"] < names["loss_before"]


def test_adamw_comes_close_to_0_and_sgd_does_not(names: Mapping[str, Any]) -> None:
    curves = names["curves"]
    assert curves["AdamW"][-1] < 0.05
    assert 0.7 < curves["SGD"][-1] < curves["SGD"][0]


def test_one_step_of_decay_shrinks_a_weight_by_one_percent(names: Mapping[str, Any]) -> None:
    weight = nn.Parameter(torch.ones(3))
    weight.grad = torch.zeros(3)
    group = names["adamw"].param_groups[0]
    torch.optim.AdamW([weight], lr=group["lr"], weight_decay=group["weight_decay"]).step()
    torch.testing.assert_close(weight.detach(), torch.full((3,), 0.99))


def test_the_trained_network_reads_the_whole_batch(names: Mapping[str, Any]) -> None:
    assert names["right_after"] == 128


def test_neighboring_weights_agree_in_sign_after_training(names: Mapping[str, Any]) -> None:
    assert abs(names["sign_before"] - 0.5) < 0.05
    assert names["sign_after"] > 0.75
    signs = torch.tensor([[1.0, 1.0], [1.0, -1.0]])
    assert names["same_sign"](signs) == 0.5


def test_the_kernels_look_as_the_text_describes_them(names: Mapping[str, Any]) -> None:
    kernels, maps = names["rows"]["kernels after"], names["rows"]["maps after"]
    assert (kernels[:2, :2].mean(dim=(1, 2)) < 0).all()
    assert (kernels[:2, 3:].mean(dim=(1, 2)) > 0).all()
    assert ((kernels[2:] > 0).float().mean(dim=(1, 2)) > 0.5).all()
    below, above = maps[:2, 7:10, 4:8], maps[:2, 1:4, 4:8]
    assert (below.mean(dim=(1, 2)) > 5 * above.mean(dim=(1, 2))).all()
