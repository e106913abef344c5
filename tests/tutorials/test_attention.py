"""The facts that the tutorial on attention states, checked in what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/attention").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/attention").printed)


def test_the_top_row_of_the_zero_reads_row_1_most_and_its_twin_more_than_itself(
    names: Mapping[str, Any],
) -> None:
    x = names["x"]
    shares = (x @ x.T / 8**0.5).softmax(dim=1)
    assert shares.sum(dim=1) == pytest.approx(torch.ones(8))
    assert shares[0].argmax() == 1
    assert x[1].sum() > x[0].sum()
    assert (x[1:] - x[0]).norm(dim=1).argmin() + 1 == 7  # the bottom row is its near twin


def test_attention_differs_from_that_of_torch_by_less_than_five_places_show(said: str) -> None:
    found = re.findall(r"largest difference from torch: (\S+)", said)
    assert found == ["0.00000", "0.00000"]


@pytest.mark.parametrize("shape", [(8, 4), (2, 3, 5, 16)])
def test_attend_agrees_with_torch_with_and_without_a_mask(
    names: Mapping[str, Any], shape: tuple[int, ...]
) -> None:
    q, k, v = torch.randn(3, *shape)
    allowed = torch.ones(shape[-2], shape[-2], dtype=torch.bool).tril()
    for mask in (None, allowed):
        theirs = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        torch.testing.assert_close(names["attend"](q, k, v, mask)[0], theirs)


def test_without_the_division_one_token_gets_nearly_everything(
    names: Mapping[str, Any], said: str
) -> None:
    line = re.search(r"largest share: (\S+), divided: (\S+)", said)
    assert line is not None
    undivided, divided = map(float, line.groups())
    assert undivided == pytest.approx(0.9, abs=0.05)
    assert divided < undivided / 2
    scores = names["q"] @ names["k"].transpose(-2, -1)
    assert scores.std().item() == pytest.approx(8, abs=0.1)


def test_a_masked_top_row_reads_itself_alone(said: str) -> None:
    assert "1.00  0.00  0.00  0.00  0.00  0.00  0.00  0.00" in said


def test_there_is_a_table_for_each_image_and_head(said: str) -> None:
    assert "output:  (5, 8, 32)\nweights: (5, 4, 8, 8)" in said


def test_heads_agree_with_those_of_torch(names: Mapping[str, Any]) -> None:
    ours, theirs = names["Attention"](32, 4), torch.nn.MultiheadAttention(32, 4, batch_first=True)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(ours.qkv.weight)
        theirs.in_proj_bias.copy_(ours.qkv.bias)
        theirs.out_proj.weight.copy_(ours.out.weight)
        theirs.out_proj.bias.copy_(ours.out.bias)
    x = torch.randn(5, 8, 32)
    torch.testing.assert_close(ours(x), theirs(x, x, x)[0], atol=1e-5, rtol=1e-4)


def test_positions_are_worth_more_than_the_seeds_differ(names: Mapping[str, Any]) -> None:
    found = names["found"]
    assert min(found[True]) > 0.94
    assert min(found[True]) > max(found[False]) + 0.05
    assert min(found[False]) > 0.6  # far above guessing


def test_without_positions_the_order_of_the_rows_changes_nothing(
    names: Mapping[str, Any], said: str
) -> None:
    moves = [float(move) for move in re.findall(r"move by up to (\S+)", said)]
    assert moves[0] > 1
    assert moves[1] == 0
    model = names["Transformer"](use_positions=False)
    images = names["images"][:50]
    torch.testing.assert_close(
        model(images), model(images[:, torch.randperm(8)]), atol=1e-4, rtol=1e-4
    )


def test_blanking_the_row_with_the_smallest_share_hurts_too(names: Mapping[str, Any]) -> None:
    kept = names["found"][True][0]
    assert names["accuracy"](names["model"], names["images"][names["test"]]) == kept
    assert all(value < kept - 0.1 for value in names["blanked"].values())


def test_the_leaking_mask_of_exercise_3_leaves_shares_that_do_not_add_up(said: str) -> None:
    total = re.search(r"the shares of the top row add up to (\S+)", said)
    assert total is not None
    assert float(total[1]) < 0.9
