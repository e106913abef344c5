"""The facts that the tutorial on neural networks states."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/neural_networks").names


@pytest.fixture(scope="module")
def printed() -> str:
    return "\n".join(run_tutorial("blitz/neural_networks").printed)


def test_the_batch_is_128_digits_on_paper_of_0(names: Mapping[str, Any]) -> None:
    images = names["images"]
    assert images.shape == (128, 1, 8, 8)
    assert images.min() == 0
    assert images.std() == pytest.approx(1)
    assert set(names["labels"].tolist()) == set(range(10))
    assert len(names["pixels"]) - 128 == 1669


def test_the_drawing_has_the_shapes_of_the_network(names: Mapping[str, Any]) -> None:
    net, drawn, x = names["net"], names["shapes"], names["images"]
    found = [x.shape[1:]]
    for convolution in (net.conv1, net.conv2):
        x = F.relu(convolution(x))
        found.append(x.shape[1:])
        x = F.max_pool2d(x, 2)
        found.append(x.shape[1:])
    x = x.flatten(1)
    found.append(x.shape[1:])
    for linear in (net.fc1, net.fc2):
        x = linear(x)
        found.append(x.shape[1:])
        x = F.relu(x)
    assert [tuple(shape) for shape in found] == drawn


def test_a_convolution_is_the_sum_of_products_at_every_place(names: Mapping[str, Any]) -> None:
    image, kernel = F.pad(names["digit"][0, 0], (1, 1, 1, 1)), names["kernel"]
    by_loop = torch.empty(8, 8)
    for row in range(8):
        for column in range(8):
            by_loop[row, column] = (image[row : row + 3, column : column + 3] * kernel).sum()
    torch.testing.assert_close(names["edges"][0, 0], by_loop)
    assert (torch.full((3, 3), 2.0) * kernel).sum() == 0
    assert (2 * kernel)[0].sum() == -6
    assert names["edges"][0, 0, 5, 3] == pytest.approx((names["patch"] * kernel).sum().item())


def test_every_bright_spot_of_the_map_is_one_that_the_text_explains(
    names: Mapping[str, Any],
) -> None:
    edges = names["edges"][0, 0]
    bright, dark = edges > edges.max() / 4, edges < edges.min() / 2
    a, b, c, d = (torch.zeros(8, 8, dtype=torch.bool) for _ in range(4))
    a[:2], b[5:7, 2:6], c[2, 2:6], d[6:, 1:] = True, True, True, True
    assert not (bright & ~(a | b)).any()
    assert not (dark & ~(c | d)).any()
    for spot, sign in ((a, bright), (b, bright), (c, dark), (d, dark)):
        assert (spot & sign).any()
    sides = edges[3:5]
    assert sides.abs().max() < edges.max() / 4


def test_relu_and_pooling_leave_a_and_b(names: Mapping[str, Any]) -> None:
    pooled = names["pooled"][0, 0]
    blocks = names["edges"][0, 0].clamp(min=0).reshape(4, 2, 4, 2)
    assert torch.equal(pooled, blocks.amax(dim=(1, 3)))
    assert pooled[0, 1:3].min() > pooled[2, 1:3].max() > 4 * pooled[1].max()


def test_the_parameters_are_as_many_as_the_formulas_say(names: Mapping[str, Any]) -> None:
    counts = {
        name: sum(p.numel() for p in part.parameters())
        for name, part in names["net"].named_children()
    }
    assert counts == {"conv1": 60, "conv2": 880, "fc1": 2080, "fc2": 330}
    assert type(names["net"].conv1.weight) is nn.Parameter


def test_a_layer_without_super_cannot_be_registered() -> None:
    class WithoutSuper(nn.Module):
        def __init__(self) -> None:
            self.fc = nn.Linear(2, 1)

    with pytest.raises(AttributeError, match=r"before Module\.__init__"):
        WithoutSuper()


def test_a_plain_tensor_is_not_registered_even_if_it_requires_a_gradient() -> None:
    module = nn.Module()
    module.plain = torch.zeros(3, requires_grad=True)
    module.registered = nn.Parameter(torch.zeros(3))
    assert [name for name, _ in module.named_parameters()] == ["registered"]


def test_the_loss_is_what_its_formula_says(names: Mapping[str, Any], printed: str) -> None:
    logits, labels = names["logits"], names["labels"]
    by_hand = (logits.exp().sum(dim=1).log() - logits[range(128), labels]).mean()
    torch.testing.assert_close(F.cross_entropy(logits, labels), by_hand)
    torch.testing.assert_close(nn.CrossEntropyLoss()(logits, labels), by_hand)
    assert abs(by_hand.item() - math.log(10)) < 0.05
    assert "p = 0.9: loss 0.11" in printed
    assert "p = 0.1: loss 2.30" in printed
    one, other = torch.rand(2, 5), torch.rand(2, 5)
    torch.testing.assert_close(nn.MSELoss()(one, other), ((one - other) ** 2).mean())


def test_sgd_subtracts_the_rate_times_the_gradient_and_lowers_the_loss(
    names: Mapping[str, Any],
) -> None:
    images, labels = names["images"], names["labels"]
    network = copy.deepcopy(names["untrained"])
    before = [parameter.detach().clone() for parameter in network.parameters()]
    loss = F.cross_entropy(network(images), labels)
    loss.backward()
    torch.optim.SGD(network.parameters(), lr=0.3).step()
    for start, parameter in zip(before, network.parameters(), strict=True):
        torch.testing.assert_close(parameter.detach(), start - 0.3 * parameter.grad)
    assert F.cross_entropy(network(images), labels) < loss - 0.005


def test_each_optimizer_learns_the_batch_at_its_own_rate_and_none_at_3(printed: str) -> None:
    table = {}
    for line in printed.splitlines():
        name, *losses = line.split() or [""]
        if name in ("SGD", "momentum", "Adam") and len(losses) == 4:
            table[name] = [float(loss) for loss in losses]
    for losses in table.values():
        assert min(losses) < 1
        assert losses[-1] > 2.25
    best = {name: losses.index(min(losses)) for name, losses in table.items()}
    assert (best["SGD"], best["momentum"]) == (2, 1)
    assert max(table["Adam"][:2]) < 0.1
    assert len(table) == 3


@pytest.mark.parametrize("name", ["momentum", "Adam"])
def test_at_a_third_the_convolutions_die_and_all_images_get_the_same_scores(
    names: Mapping[str, Any], name: str
) -> None:
    network = copy.deepcopy(names["untrained"])
    names["train"](network, names["makers"][name](network.parameters(), lr=0.3))
    assert F.relu(network.conv1(names["images"])).max() == 0
    scores = network(names["images"])
    assert torch.equal(scores, scores[:1].expand_as(scores))
    network.zero_grad()
    F.cross_entropy(scores, names["labels"]).backward()
    assert network.conv1.weight.grad.abs().max() == network.conv2.weight.grad.abs().max() == 0


def test_the_loss_of_sgd_at_3_rises_above_that_of_guessing(names: Mapping[str, Any]) -> None:
    assert max(names["curves"]["SGD", 3.0]) > 1.5 * math.log(10)


def test_the_classifier_reaches_what_this_page_tells_of_it() -> None:
    classifier = run_tutorial("blitz/training_a_classifier")
    results = classifier.names["results"]
    (convolution, shifted), (mlp, shifted_mlp) = (
        results[name][:2] for name in ("convolution", "MLP")
    )
    assert 0 < convolution - mlp < 0.02  # barely ahead
    assert 1.75 < shifted / shifted_mlp < 2  # nearly twice as many
    assert len(classifier.names["training"]) == 1144


def test_momentum_adds_up_to_ten_times_a_constant_gradient() -> None:
    weight = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0, momentum=0.9)
    for _ in range(200):
        weight.grad = torch.ones(1)
        before = weight.item()
        optimizer.step()
    assert before - weight.item() == pytest.approx(10, rel=1e-3)


def test_the_trained_network_knows_its_images_and_not_the_others(
    names: Mapping[str, Any],
) -> None:
    share = {}
    for name in ("net", "first"):
        answers = names[name](names["pixels"] / names["scale"]).argmax(dim=1)
        right = (answers == names["targets"]).float()
        assert right[names["chosen"]].mean() == 1
        share[name] = right[names["unseen"]].mean()
    assert share["net"] == pytest.approx(0.88, abs=0.02)
    assert share["first"] == pytest.approx(0.92, abs=0.02)


def test_the_kernels_change_as_the_text_describes_it(names: Mapping[str, Any]) -> None:
    before, after = names["alike"]["before"], names["alike"]["after"]
    assert [round(v, 2) for v in before[[1, 4]].tolist()] == [0.35, -0.50]
    assert after[1] == pytest.approx(0.74, abs=0.05)
    assert after[4] == pytest.approx(-0.84, abs=0.05)
    assert after[1] == after.max()
    fourth = names["net"].conv1
    assert torch.equal(fourth.weight[3], names["untrained"].conv1.weight[3])
    assert (fourth.weight[3] < 0).sum() >= 7
    assert fourth(names["images"])[:, 3].max() <= 0


def test_two_linear_layers_are_one() -> None:
    first, second = nn.Linear(4, 3), nn.Linear(3, 2)
    x = torch.randn(5, 4)
    weight = second.weight @ first.weight
    bias = second.weight @ first.bias + second.bias
    torch.testing.assert_close(second(first(x)), F.linear(x, weight, bias))
    assert not torch.allclose(second(F.relu(first(x))), F.linear(x, weight, bias), atol=1e-3)


def test_the_copies_of_the_start_stay_as_they_were(names: Mapping[str, Any]) -> None:
    fresh = copy.deepcopy(names["untrained"])
    loss = F.cross_entropy(fresh(names["images"]), names["labels"]).item()
    assert loss == pytest.approx(2.3208, abs=1e-3)
