"""The facts that the tutorial on tensors states, checked in what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/tensors").names


@pytest.fixture(scope="module")
def printed() -> str:
    return "".join(run_tutorial("blitz/tensors").printed)


def test_one_float_makes_all_of_them_floats(names: Mapping[str, Any]) -> None:
    assert names["whole"].dtype == torch.int64
    assert names["mixed"].dtype == torch.float32
    assert names["mixed"].tolist() == [[1, 2], [3, 4.5]]


def test_a_layer_refuses_what_numpy_made_until_it_is_cast(
    names: Mapping[str, Any], printed: str
) -> None:
    layer, from_array = names["layer"], names["from_array"]
    assert from_array.dtype == torch.float64
    assert layer.weight.dtype == torch.float32
    with pytest.raises(RuntimeError, match="Double and Float"):
        layer(from_array)
    assert "error: mat1 and mat2 must have the same dtype, but got Double and Float" in printed
    assert layer(from_array.float()).shape == (1797, 10)


def test_long_cuts_off_the_fraction_and_makes_labels() -> None:
    assert torch.tensor([1.9, -1.9]).long().tolist() == [1, -1]
    scores, floats = torch.zeros(1, 3), torch.tensor([1]).to(torch.int32)
    with pytest.raises(RuntimeError, match="Long"):
        torch.nn.functional.cross_entropy(scores, floats)
    torch.nn.functional.cross_entropy(scores, floats.long())


def test_functions_make_tensors_of_a_shape(names: Mapping[str, Any]) -> None:
    noise = names["noise"]
    assert noise.shape == (2, 3)
    torch.manual_seed(0)
    assert torch.equal(torch.rand(2, 3), noise)
    many = torch.rand(100_000)
    assert many.min() >= 0
    assert many.max() < 1
    assert torch.arange(5).tolist() == [0, 1, 2, 3, 4]
    assert torch.zeros(2, 3).device.type == "cpu"


def test_to_returns_a_copy_only_where_the_device_is_another(names: Mapping[str, Any]) -> None:
    noise = names["noise"]
    assert noise.to("cpu") is noise
    assert noise.to("meta") is not noise
    assert noise.device.type == "cpu"
    assert torch.equal(names["moved"].cpu(), noise)


def test_a_step_cannot_be_negative_and_flip_reverses(names: Mapping[str, Any]) -> None:
    grid = names["grid"]
    with pytest.raises(ValueError, match="greater than zero"):
        grid[::-1]
    assert torch.equal(grid.flip(dims=[0])[0], grid[-1])
    assert grid[:, 1:3].shape == (3, 2)
    assert grid[:, 1:3][0].tolist() == [1, 2]
    assert grid[0, ::2].tolist() == [0, 2]
    assert grid[0, 1::2].tolist() == [1, 3]


def test_conditions_and_lists_select_places(names: Mapping[str, Any]) -> None:
    grid = names["grid"]
    assert grid[grid > 8].tolist() == [9, 10, 11]
    for rows in ([2, 0], torch.tensor([2, 0])):
        assert grid[rows].tolist() == [[8, 9, 10, 11], [0, 1, 2, 3]]
    assert grid[[0, 1, 2], [3, 0, 1]].tolist() == [3, 4, 9]


def test_values_are_assigned_to_what_is_selected(names: Mapping[str, Any]) -> None:
    assert names["board"].tolist() == [[7, 7, 7, 1], [-1, -1, -1, 2], [-1, -1, -1, 3]]


def test_cat_keeps_the_dimensions_and_stack_adds_one(names: Mapping[str, Any]) -> None:
    pair = [names["zeros"], names["ones"]]
    assert torch.cat(pair, dim=0).shape == (4, 3)
    assert torch.cat(pair, dim=1).shape == (2, 6)
    assert torch.stack(pair).shape == (2, 2, 3)


def test_both_products_have_the_values_of_the_text(names: Mapping[str, Any]) -> None:
    whole = names["whole"]
    assert (whole * whole)[0, 0] == 1
    assert (whole @ whole)[0, 0] == 7
    assert (torch.zeros(2, 3) @ torch.zeros(3, 5)).shape == (2, 5)


def test_a_reduction_loses_the_dimension_it_names(names: Mapping[str, Any]) -> None:
    grid = names["grid"]
    assert grid.sum().shape == ()
    assert grid.sum().item() == 66
    assert type(grid.sum().item()) is int
    assert grid.sum(dim=0).tolist() == [12, 15, 18, 21]
    assert grid.sum(dim=1).tolist() == [6, 22, 38]
    assert grid.sum(dim=1, keepdim=True).shape == (3, 1)


def test_mean_takes_floats_and_max_returns_values_and_places(names: Mapping[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="floating point"):
        names["grid"].mean()
    assert names["highest"].tolist() == [2, 1.5]
    assert names["places"].tolist() == [1, 0]
    assert torch.equal(names["scores"].argmax(dim=1), names["places"])


def test_a_column_and_a_row_broadcast_to_a_table(names: Mapping[str, Any]) -> None:
    column, row = names["column"], names["row"]
    assert names["table"].tolist() == [[10 * r + c for c in range(4)] for r in range(3)]
    for part in (column, row):
        repeated = part.expand(3, 4)
        assert repeated.untyped_storage().data_ptr() == part.untyped_storage().data_ptr()
    with pytest.raises(RuntimeError, match="must match"):
        torch.zeros(3) + torch.zeros(4)


def test_only_keepdim_takes_from_each_row_its_mean(names: Mapping[str, Any]) -> None:
    grid, means = names["grid"].float(), names["means"]
    with pytest.raises(RuntimeError, match=r"\(4\) must match the size of tensor b \(3\)"):
        grid - means
    centered = grid - grid.mean(dim=1, keepdim=True)
    assert centered.mean(dim=1).abs().max() == 0


def test_an_image_takes_the_shapes_of_the_text(names: Mapping[str, Any]) -> None:
    images, pictures, batch = names["images"], names["pictures"], names["batch"]
    assert images.shape == (1797, 64)
    assert pictures.shape == (1797, 8, 8)
    assert torch.equal(pictures.flatten(1), images)
    assert batch.shape == (1, 8, 8)
    assert batch.squeeze(0).shape == (8, 8)
    assert pictures.unsqueeze(1).shape == (1797, 1, 8, 8)


def test_permute_lists_the_old_dimensions(names: Mapping[str, Any]) -> None:
    photo = names["photo"]
    moved = photo.permute(2, 0, 1)
    assert moved.shape == (3, 28, 30)
    assert torch.equal(moved[:, 5, 7], photo[5, 7])


def test_reshape_and_transpose_order_the_values_differently(names: Mapping[str, Any]) -> None:
    grid = names["grid"]
    assert grid.reshape(4, 3).shape == grid.T.shape
    assert grid.reshape(4, 3)[0].tolist() == [0, 1, 2]
    assert grid.T[0].tolist() == [0, 4, 8]
    assert (grid.stride(), grid.T.stride()) == ((4, 1), (1, 4))


@pytest.mark.parametrize("transposed", [False, True])
def test_the_values_of_grid_are_places_in_memory(
    names: Mapping[str, Any], transposed: bool
) -> None:
    grid: Tensor = names["grid"]
    shown = grid.T if transposed else grid
    for (row, column), value in np.ndenumerate(shown.numpy()):
        assert value == row * shown.stride(0) + column * shown.stride(1)


def test_the_test_for_shared_memory_is_right_for_slices(names: Mapping[str, Any]) -> None:
    grid, kind = names["grid"].clone(), names["kind"]
    assert kind(names["grid"][1:]) == "a view"
    assert kind(names["grid"][:, 2]) == "a view"
    assert kind(names["grid"].T) == "a view"
    assert kind(names["grid"].reshape(12)) == "a view"
    assert kind(names["grid"].T.reshape(12)) == "a copy"
    assert kind(names["grid"].clone()) == "a copy"
    assert grid[1:].data_ptr() != grid.data_ptr()  # what denies it
    grid[1:].zero_()
    assert grid.sum() == 6


def test_view_raises_where_reshape_copies(names: Mapping[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="not compatible"):
        names["grid"].T.view(12)
    assert names["grid"].T.flatten().tolist()[:5] == [0, 4, 8, 1, 5]


def test_conditions_and_lists_select_copies(names: Mapping[str, Any]) -> None:
    grid, kind = names["grid"], names["kind"]
    assert kind(grid[grid > 8]) == "a copy"
    assert kind(grid[[2, 0]]) == "a copy"


def test_a_place_and_its_hint_in_the_last_exercise(names: Mapping[str, Any]) -> None:
    towns, stations = names["towns"], names["stations"]
    assert towns.unsqueeze(1).shape == (2, 1, 2)
    assert stations.unsqueeze(0).shape == (1, 3, 2)
    assert names["difference"].shape == (2, 3, 2)


def test_an_in_place_operation_changes_the_slice_too(names: Mapping[str, Any]) -> None:
    assert names["counts"].tolist() == [11, 12, 13]
    assert names["first"].tolist() == [11]
    other = torch.ones(2)
    same = other
    same += 1
    assert other.tolist() == [2, 2]


def test_from_numpy_follows_the_array_and_a_copy_does_not(names: Mapping[str, Any]) -> None:
    assert names["shared"].tolist() == [7, 7]
    assert names["copied"].tolist() == [0, 0]
    tensor = torch.zeros(2)
    array = tensor.numpy()
    tensor.add_(1)
    assert array.tolist() == [1, 1]


def test_the_wrong_shares_divide_columns(names: Mapping[str, Any]) -> None:
    points = names["points"]
    wrong = points / points.sum(dim=1)
    assert torch.equal(wrong[:, 0], points[:, 0] / points[0].sum())
    assert names["shares"][0].tolist() == [0.25, 0.25, 0.5]
