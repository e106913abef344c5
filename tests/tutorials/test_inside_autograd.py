"""The facts that the tutorial on the inside of autograd states, checked in what it leaves behind."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import Tensor
from tutorial_runs import run_tutorial

NODES = {"SubBackward0": 1, "MulBackward0": 1, "PowBackward0": 2, "AccumulateGrad": 2}


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/inside_autograd").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("blitz/inside_autograd").printed)


@pytest.fixture
def points() -> tuple[Tensor, Tensor]:
    first, second = [2.0, 3.0], [6.0, 4.0]
    return torch.tensor(first, requires_grad=True), torch.tensor(second, requires_grad=True)


def test_q_needs_a_gradient_because_it_is_no_scalar(
    names: Mapping[str, Any], points: tuple[Tensor, Tensor]
) -> None:
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        names["compute_q"](*points).backward()


def test_each_backward_gives_one_row_of_the_jacobian(names: Mapping[str, Any]) -> None:
    assert names["jacobian"].tolist() == [[36, 0, -12, 0], [0, 81, 0, -8]]
    parts = torch.func.jacrev(names["compute_q"], argnums=(0, 1))(
        torch.tensor([2.0, 3.0]), torch.tensor([6.0, 4.0])
    )
    assert torch.equal(torch.cat(parts, dim=1), names["jacobian"])


def test_the_jacobian_of_a_square_is_a_diagonal(names: Mapping[str, Any]) -> None:
    whole = names["whole"]
    assert whole.numel() == 1_000_000
    assert whole.count_nonzero() == 1_000
    assert torch.equal(whole.diag(), 2 * torch.arange(1.0, 1001.0))


def test_three_ways_to_the_vector_jacobian_product_agree(said: str) -> None:
    lines = [line for line in said.splitlines() if line.endswith("40.5000, -12.0000,  -4.0000])")]
    assert [line.partition(":")[0] for line in lines] == ["matrix", "gradient=v", "loss"]
    assert len({line.partition(":")[2].strip() for line in lines}) == 1


def test_q_passes_gradcheck(names: Mapping[str, Any], points: tuple[Tensor, Tensor]) -> None:
    doubles = [point.detach().double().requires_grad_() for point in points]
    assert torch.autograd.gradcheck(names["compute_q"], doubles)


def test_the_drawn_nodes_are_those_of_q_each_in_a_place_of_its_own(
    names: Mapping[str, Any],
) -> None:
    kinds = [type(node).__name__ for node in names["places"]]
    assert {kind: kinds.count(kind) for kind in kinds} == NODES
    assert set(names["places"]) == set(names["arriving"])
    assert len(set(names["places"].values())) == 6


def test_arrows_of_the_figure_lead_one_row_down_and_cross_none(names: Mapping[str, Any]) -> None:
    places = names["places"]
    for node, (column, row) in places.items():
        for following, _ in node.next_functions:
            if following is not None:
                assert places[following][1] == row - 1
                assert places[following][0] in (column, *([0, 1] if row == 3 else []))


def test_the_gradients_in_the_figure_obey_the_chain_rule(names: Mapping[str, Any]) -> None:
    arriving = names["arriving"]
    subtraction = next(iter(names["places"]))
    (multiplication, _), (power_of_b, _) = subtraction.next_functions
    (power_of_a, _), (constant, _) = multiplication.next_functions
    assert constant is None
    (end_a, _), (end_b, _) = power_of_a.next_functions[0], power_of_b.next_functions[0]
    assert end_a.variable is names["a"]
    assert end_b.variable is names["b"]
    nodes = [subtraction, multiplication, power_of_b, power_of_a, end_a, end_b]
    expected = [[1, 0.5], [1, 0.5], [-1, -0.5], [3, 1.5], [36, 40.5], [-12, -4]]
    assert [arriving[node].tolist() for node in nodes] == expected


def test_a_node_that_is_called_returns_what_it_sends(
    names: Mapping[str, Any], points: tuple[Tensor, Tensor]
) -> None:
    subtraction = names["compute_q"](*points).grad_fn
    to_product, to_power = subtraction(names["v"])
    assert to_product.tolist() == [1, 0.5]
    assert to_power.tolist() == [-1, -0.5]
    sent = subtraction.next_functions[0][0](to_product)
    assert sent[0].tolist() == [3, 1.5]
    assert sent[1] is None


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


def test_losses_that_share_a_graph_are_added_or_retain_it(
    names: Mapping[str, Any], points: tuple[Tensor, Tensor], said: str
) -> None:
    a, b = points
    Q = names["compute_q"](a, b)
    Q.sum().backward()
    with pytest.raises(RuntimeError, match="a second time"):
        Q.prod().backward()
    assert said.count("tensor([2376., -891.])") == 2


def test_retain_grad_keeps_what_is_dropped_without_it(said: str) -> None:
    assert "middle.grad: tensor([ 6., 12.])\nleaf.grad:   tensor([18., 36.])" in said
    plain = 3 * torch.tensor([1.0, 2.0], requires_grad=True)
    plain.sum().backward()
    with pytest.warns(UserWarning, match="not a leaf Tensor"):
        assert plain.grad is None


def test_nan_comes_from_the_square_root_and_not_from_before(said: str) -> None:
    assert "at root: tensor([0., 1.])\nat x:    tensor([   nan, 0.2500])" in said
    assert math.isnan(0 * math.inf)


def test_a_hook_that_returns_a_tensor_replaces_the_gradient(names: Mapping[str, Any]) -> None:
    assert names["leaf"].grad.tolist() == [3 * 6, 3 * 10]


def test_an_in_place_operation_breaks_what_a_node_has_kept_and_nothing_else(said: str) -> None:
    assert "3 * x: tensor([3., 3.])" in said
    assert "exp: one of the variables needed" in said
    assert "version 1; expected version 0" in said


def test_data_gives_a_wrong_gradient_where_detach_raises_an_error(said: str) -> None:
    assert "wrong gradient: tensor([3.7183, 8.3891])" in said
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    result = x.exp()
    result.data.add_(1)
    assert result._version == 0
    result = x.exp()
    result.detach().add_(1)
    assert result._version == 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        result.sum().backward()
    result = x.exp()
    result = result + 1
    result.sum().backward()
    assert x.grad is not None
    torch.testing.assert_close(x.grad, torch.tensor([math.e, math.e**2]))


def test_autograd_refuses_inference_tensors_and_takes_those_of_no_grad(
    names: Mapping[str, Any],
) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        x * names["from_inference"]
    assert (x * names["from_no_grad"]).requires_grad
    with pytest.raises(RuntimeError, match="do not track version counter"):
        _ = names["from_inference"]._version


def test_the_bug_of_exercise_2_fails_because_its_output_was_kept() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.sigmoid(x)
    y.mul_(2)
    with pytest.raises(RuntimeError, match="output 0 of Sigmoid"):
        y.sum().backward()


def test_propagate_agrees_with_backward(
    names: Mapping[str, Any], points: tuple[Tensor, Tensor]
) -> None:
    a, b = points
    Q = names["compute_q"](a, b)
    with torch.no_grad():
        names["propagate"](Q.grad_fn, names["v"])
    assert a.grad is not None
    assert b.grad is not None
    assert a.grad.tolist() == [36, 40.5]
    assert b.grad.tolist() == [-12, -4]


def test_a_frozen_layer_gets_no_gradient_and_no_update(names: Mapping[str, Any], said: str) -> None:
    assert "with a gradient: ['2.weight', '2.bias']" in said
    network = names["network"]
    before = network[0].weight.clone()
    torch.optim.SGD(network.parameters(), lr=0.1).step()
    assert torch.equal(network[0].weight, before)


def test_frozen_batch_normalization_moves_its_averages_until_eval(names: Mapping[str, Any]) -> None:
    frozen = names["network"][1]
    assert not any(each.requires_grad for each in frozen.parameters())
    assert frozen.running_mean.abs().max() > 0
    held = frozen.running_mean.clone()
    frozen.eval()
    frozen(torch.rand(8, 4) + 5)
    assert torch.equal(frozen.running_mean, held)
    frozen.train()
    frozen(torch.rand(8, 4) + 5)
    assert not torch.equal(frozen.running_mean, held)
