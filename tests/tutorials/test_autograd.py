"""The facts that the tutorial on automatic differentiation states, checked in what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch
from torch import Tensor
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/autograd").names


def central_difference(function: Callable[[Tensor], Tensor], point: Tensor) -> Tensor:
    """Estimate the gradient of a scalar function, one element of the point at a time."""
    step = 1e-5
    estimate = torch.zeros_like(point)
    for index in range(point.numel()):
        shift = torch.zeros_like(point)
        shift.view(-1)[index] = step
        change = function(point + shift) - function(point - shift)
        estimate.view(-1)[index] = change / (2 * step)
    return estimate


def autograd(function: Callable[[Tensor], Tensor], point: Tensor) -> Tensor:
    leaf = point.clone().requires_grad_()
    function(leaf).backward()
    assert leaf.grad is not None
    return leaf.grad


def test_the_first_gradient_is_four_and_one_manual_step_lowers_the_weight(
    names: Mapping[str, Any],
) -> None:
    assert names["weight"].grad.item() == 4
    assert names["weight"].item() == pytest.approx(3 - 0.1 * 4)
    assert not names["doubled"].requires_grad


def test_the_loss_falls_after_the_step(names: Mapping[str, Any]) -> None:
    before = torch.nn.functional.mse_loss(names["outputs"], names["targets"])
    assert names["outputs"].shape == (8, 1)
    assert names["new_loss"] < before


def test_sgd_moves_a_weight_by_the_learning_rate_times_its_gradient(
    names: Mapping[str, Any],
) -> None:
    # The first layer was frozen right after this step, so it still holds what the step left.
    torch.testing.assert_close(names["model"][0].weight, names["expected"])
    assert not torch.equal(names["old_weight"], names["expected"])


def test_q_has_the_gradients_of_its_formula(names: Mapping[str, Any]) -> None:
    compute_q, v = names["compute_q"], names["v"]
    a, b = (point.clone().requires_grad_() for point in names["points"])
    compute_q(a, b).backward(gradient=torch.ones(2))
    assert torch.equal(a.grad, 9 * a.detach() ** 2)
    assert torch.equal(b.grad, -2 * b.detach())
    assert a.grad.tolist() == [36, 81]
    assert b.grad.tolist() == [-12, -8]
    # What the drawn backpropagation left in the tutorial's own tensors.
    assert torch.equal(names["a"].grad, 9 * a.detach() ** 2 * v)
    assert torch.equal(names["b"].grad, -2 * b.detach() * v)


def test_q_needs_a_gradient_because_it_is_no_scalar(names: Mapping[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        names["compute_q"](names["a"], names["b"]).backward()


@pytest.mark.parametrize("function", ["compute_q", "landscape"])
def test_the_functions_pass_gradcheck(names: Mapping[str, Any], function: str) -> None:
    points = [point.double().requires_grad_() for point in names["points"]]
    assert torch.autograd.gradcheck(names[function], points)


def test_gradients_agree_with_central_differences(names: Mapping[str, Any]) -> None:
    v = names["v"].double()
    point = torch.stack(names["points"]).double()

    def q_loss(point: Tensor) -> Tensor:
        total: Tensor = v @ names["compute_q"](point[0], point[1])
        return total

    def low(point: Tensor) -> Tensor:
        height: Tensor = names["landscape"](point[0], point[1])
        return height

    torch.testing.assert_close(autograd(q_loss, point), central_difference(q_loss, point))
    start = torch.tensor([-3.6, 1.6], dtype=torch.float64)
    torch.testing.assert_close(autograd(low, start), central_difference(low, start))
    assert autograd(q_loss, point).flatten().tolist() == [36, 40.5, -12, -4]


def test_all_ways_to_the_jacobian_agree(names: Mapping[str, Any]) -> None:
    jacobian, v = names["jacobian"], names["v"]
    assert jacobian.tolist() == [[36, 0, -12, 0], [0, 81, 0, -8]]
    assert torch.equal(names["by_jacrev"], jacobian)
    product = jacobian.T @ v
    assert torch.equal(torch.cat(names["by_functional"]), product)
    assert torch.equal(torch.cat(names["by_func"]), product)
    assert torch.equal(torch.cat([names["a"].grad, names["b"].grad]), product)
    assert all(point.grad is None for point in names["points"])


def test_a_vector_jacobian_product_is_as_small_as_its_input(names: Mapping[str, Any]) -> None:
    assert names["whole"].numel() == 1_000_000
    assert names["product"].numel() == 1_000
    assert torch.equal(names["whole"].sum(dim=0), names["product"])


def test_the_drawn_nodes_are_those_of_q(names: Mapping[str, Any]) -> None:
    reached, waiting = set(), [names["Q"].grad_fn]
    while waiting:
        node = waiting.pop()
        reached.add(node)
        waiting += [next_node for next_node, _ in node.next_functions if next_node is not None]
    assert set(names["places"]) == set(names["nodes"]) == set(names["arriving"]) == reached
    assert sorted(type(node).__name__ for node in reached) == [
        "AccumulateGrad",
        "AccumulateGrad",
        "MulBackward0",
        "PowBackward0",
        "PowBackward0",
        "SubBackward0",
    ]
    assert len(set(names["places"].values())) == 6


def test_the_gradients_in_the_figure_obey_the_chain_rule(names: Mapping[str, Any]) -> None:
    arriving = names["arriving"]
    subtraction = names["Q"].grad_fn
    (multiplication, _), (power_of_b, _) = subtraction.next_functions
    (power_of_a, _), (constant, _) = multiplication.next_functions
    assert arriving[subtraction].tolist() == [1, 0.5]
    assert arriving[multiplication].tolist() == [1, 0.5]
    assert arriving[power_of_b].tolist() == [-1, -0.5]
    assert arriving[power_of_a].tolist() == [3, 1.5]
    assert constant is None
    (end_a, _), (end_b, _) = power_of_a.next_functions[0], power_of_b.next_functions[0]
    assert end_a.variable is names["a"]
    assert end_b.variable is names["b"]
    assert arriving[end_a].tolist() == [36, 40.5]
    assert arriving[end_b].tolist() == [-12, -4]


def test_a_graph_serves_one_backward(names: Mapping[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="a second time"):
        names["Q"].backward(gradient=names["v"])


@pytest.mark.parametrize(("start", "products", "gradient"), [(3.0, 4, 405), (20.0, 1, 40)])
def test_the_graph_follows_the_loop(
    names: Mapping[str, Any], start: float, products: int, gradient: int
) -> None:
    x = torch.tensor(start, requires_grad=True)
    value = names["grow"](x)
    kinds = [type(node).__name__ for node in names["walk"](value.grad_fn)]
    assert kinds.count("MulBackward0") == products
    value.backward()
    assert x.grad == gradient


def test_only_leaves_keep_a_gradient_unless_it_is_retained(names: Mapping[str, Any]) -> None:
    leaf, middle = names["leaf"], names["middle"]
    assert leaf.is_leaf
    assert not middle.is_leaf
    assert middle.grad.tolist() == [6, 12]
    plain = 3 * leaf
    plain.sum().backward()
    with pytest.warns(UserWarning, match="not a leaf Tensor"):
        assert plain.grad is None


def test_two_backwards_double_the_gradient_and_zero_grad_empties_it(
    names: Mapping[str, Any],
) -> None:
    assert names["once"].tolist() == [2, 4]
    assert torch.equal(names["twice"], 2 * names["once"])
    assert names["summed"].grad is None


def test_a_detached_tensor_shares_memory_and_its_clone_does_not(names: Mapping[str, Any]) -> None:
    assert names["detached"].data_ptr() == names["source"].data_ptr()
    assert names["source"].tolist() == [7, 2]
    assert names["separate"].tolist() == [1, 2]
    assert not names["detached"].requires_grad


def test_frozen_parameters_stay_and_the_last_layer_changes(names: Mapping[str, Any]) -> None:
    pairs = list(zip(names["model"].named_parameters(), names["before"], strict=True))
    assert [name for (name, _), _ in pairs] == ["0.weight", "0.bias", "2.weight", "2.bias"]
    for (name, parameter), before in pairs:
        last = name.startswith("2.")
        assert parameter.requires_grad is last
        assert (parameter.grad is not None) is last
        assert torch.equal(parameter, before) is not last


def test_fine_tuning_lowers_its_loss(names: Mapping[str, Any]) -> None:
    after = torch.nn.functional.mse_loss(names["model"](names["inputs"]), names["largest"])
    assert after < names["tuning_loss"]


def test_autograd_refuses_inference_tensors_and_takes_those_of_no_grad(
    names: Mapping[str, Any],
) -> None:
    source = names["source"]
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        source * names["from_inference"]
    assert (source * names["from_no_grad"]).requires_grad


def test_one_backward_finds_the_gradient_at_every_point(names: Mapping[str, Any]) -> None:
    w1, w2 = names["w1"], names["w2"]
    assert w1.shape == (37, 81)
    torch.testing.assert_close(w1.grad, w1.detach() / 2)
    torch.testing.assert_close(w2.grad, 2 * w2.detach())


def test_gradient_descent_goes_down_in_each_of_12_steps(names: Mapping[str, Any]) -> None:
    path = torch.tensor(names["path"])
    heights = names["landscape"](path[:, 0], path[:, 1])
    assert len(heights) == 13
    assert (heights.diff() < 0).all()
    assert heights[0] > 5
    assert heights[-1] < 0.1
    gaps = path.diff(dim=0).norm(dim=1)
    assert (gaps.diff() < 0).all()
