"""The facts that the tutorial on automatic differentiation states, checked in what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/autograd").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("blitz/autograd").printed)


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


def test_the_first_gradient_is_four_and_lowering_the_weight_lowers_the_loss(
    said: str,
) -> None:
    assert "gradient: tensor(4.)" in said
    assert (2.9 - 1) ** 2 < (3 - 1) ** 2 < (3.1 - 1) ** 2


def test_the_network_has_21_parameters_and_a_gradient_for_each_of_12_weights(
    names: Mapping[str, Any], said: str
) -> None:
    assert sum(parameter.numel() for parameter in names["model"].parameters()) == 21
    assert "parameters: 21" in said
    shapes = [(tuple(names["model"][place].weight.shape)) for place in (0, 2)]
    assert shapes == [(4, 3), (1, 4)]
    assert "outputs: (8, 1)" in said
    assert "before: None\nafter:  (4, 3)" in said


def test_sgd_moves_a_weight_by_the_learning_rate_times_its_gradient(
    names: Mapping[str, Any], said: str
) -> None:
    line = re.search(r"(\S+) - 0\.1 \* (\S+) = (\S+)", said)
    assert line is not None
    old, gradient, new = map(float, line.groups())
    assert old - 0.1 * gradient == pytest.approx(new, abs=2e-4)
    assert names["first"][1, 0].item() == pytest.approx(new, abs=1e-4)
    assert names["old"] == pytest.approx(old, abs=1e-4)


def test_one_step_halves_the_loss(names: Mapping[str, Any]) -> None:
    before = nn.functional.mse_loss(names["outputs"], names["targets"]).item()
    assert names["new_loss"].item() < 0.5 * before


def test_two_backwards_double_the_gradient_and_zero_grad_empties_it(
    names: Mapping[str, Any], said: str
) -> None:
    assert "call 1: tensor([2., 4.])" in said
    assert "call 2: tensor([4., 8.])" in said
    assert names["summed"].grad is None


def test_gradients_of_parts_of_a_batch_add_up_to_that_of_the_whole() -> None:
    inputs, layer = torch.rand(8, 3), nn.Linear(3, 1)
    layer(inputs).sum().backward()
    whole = layer.weight.grad
    assert whole is not None
    layer.zero_grad()
    for part in inputs.split(4):
        layer(part).sum().backward()
    torch.testing.assert_close(layer.weight.grad, whole)


def test_three_learning_rates_crawl_arrive_and_diverge(names: Mapping[str, Any]) -> None:
    crawls, arrives, diverges = (torch.tensor(path) for path in names["paths"].values())
    assert len(crawls) == len(arrives) == len(diverges) == 21
    slow, good, fast = (names["landscape"](*path.T) for path in (crawls, arrives, diverges))
    assert slow[0] == pytest.approx(5.80)
    assert (slow.diff() < 0).all()
    assert slow[-1] > 1
    assert (good.diff() < 0).all()
    assert arrives[-1].norm() < 0.2
    assert crawls[-1].norm() > 2
    assert fast[1] < fast[0]  # the first step alone lowers the loss
    assert (fast[1:].diff() > 0).all()
    assert fast[-1] > 19 * fast[0]
    assert (diverges[:, 0].abs().diff() < 0).all()  # along the gentle slope it comes closer
    assert diverges[1, 1] == pytest.approx(-1.76)
    assert (diverges[1:, 1] * diverges[:-1, 1] < 0).all()  # it jumps from side to side
    assert (diverges[:, 1].abs().diff() > 0).all()
    assert diverges[:, 1].abs().max() > 3.1  # and leaves the picture


def test_the_first_steps_differ_in_length_alone_and_are_square_to_the_contour(
    names: Mapping[str, Any],
) -> None:
    steps = [torch.tensor(path[1]) - torch.tensor(path[0]) for path in names["paths"].values()]
    units = [step / step.norm() for step in steps]
    torch.testing.assert_close(units[0], units[1])
    torch.testing.assert_close(units[0], units[2])
    w1, w2 = names["paths"][0.3][0]
    contour = torch.tensor([2 * w2, -w1 / 2])  # along it the loss stays as it is
    assert abs(units[0] @ contour) < 1e-5


def test_the_landscape_agrees_with_central_differences(names: Mapping[str, Any]) -> None:
    def height(point: Tensor) -> Tensor:
        value: Tensor = names["landscape"](*point)
        return value

    start = torch.tensor([-3.6, 1.6], dtype=torch.float64, requires_grad=True)
    height(start).backward()
    torch.testing.assert_close(start.grad, central_difference(height, start.detach()))


def test_one_input_that_requires_a_gradient_is_enough(said: str) -> None:
    flags = dict(re.findall(r"(\w+) +requires_grad=(\w+) +is_leaf=\w+", said))
    leaves = dict(re.findall(r"(\w+) +requires_grad=\w+ +is_leaf=(\w+)", said))
    assert flags == {"x": "False", "w": "True", "output": "True", "loss": "True"}
    assert leaves == {"x": "True", "w": "True", "output": "False", "loss": "False"}
    assert "w.grad: tensor(6.)\nx.grad: None" in said


def test_a_graph_with_intermediate_values_serves_one_backward(said: str) -> None:
    assert "retain_graph=True" in said.split("a second time", 1)[1]
    w = torch.tensor(2.0, requires_grad=True)
    loss = (3 * w - 5) ** 2
    loss.backward(retain_graph=True)
    loss.backward()
    assert w.grad == 2 * 6
    with pytest.raises(RuntimeError, match="a second time"):
        loss.backward()


def test_two_paths_to_one_tensor_add_up() -> None:
    w = torch.tensor(5.0, requires_grad=True)
    (w * w).backward()
    assert w.grad == 2 * 5


def test_a_leaf_changes_in_place_inside_no_grad_alone(said: str) -> None:
    assert "w: tensor(1.4000, requires_grad=True)" in said
    w = torch.tensor(2.0, requires_grad=True)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"):
        w -= 0.6
    assert w.item() == 2
    with torch.no_grad():
        assert not (2 * w).requires_grad


def test_detach_shares_memory_and_a_clone_does_not(said: str) -> None:
    assert "detached: tensor(1.4000) array: 1.4" in said
    w = torch.tensor(2.0, requires_grad=True)
    with pytest.raises(RuntimeError, match="Can't call numpy"):
        w.numpy()
    array, copy = w.detach().numpy(), w.detach().clone()
    with torch.no_grad():
        w += 1
    assert array == 3
    assert copy == 2


def test_the_bug_of_exercise_3_raises_an_error_in_its_second_step(said: str) -> None:
    w = torch.tensor(3.0, requires_grad=True)
    ((w - 1) ** 2).backward()
    with torch.no_grad():
        assert w.grad is not None
        w = w - 0.1 * w.grad
    with pytest.raises(RuntimeError, match="does not require grad"):
        ((w - 1) ** 2).backward()
    assert "after round 1: w = 2.60\nerror: element 0 of tensors does not require" in said


def test_without_clearing_the_w_of_exercise_3_does_not_settle() -> None:
    w, places = torch.tensor(3.0, requires_grad=True), []
    for _ in range(50):
        ((w - 1) ** 2).backward()
        with torch.no_grad():
            assert w.grad is not None
            w -= 0.1 * w.grad
        places.append(w.item())
    assert max(places[-20:]) > 2
    assert min(places[-20:]) < 0


def test_the_value_of_exercise_4_passes_where_paths_meet_again_and_again(
    names: Mapping[str, Any],
) -> None:
    def compute(a: Any) -> Any:
        for _ in range(4):
            a = a * a + a
        return a

    ours, theirs = names["Value"](0.5), torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    compute(ours).backward()
    compute(theirs).backward()
    assert theirs.grad is not None
    assert ours.grad == pytest.approx(theirs.grad.item())


def test_the_gradient_that_exercise_4_states_for_its_example(names: Mapping[str, Any]) -> None:
    a, b = names["Value"](2.0), names["Value"](-3.0)
    c = a * b + a
    c.backward()
    assert a.grad == b.data + 1
