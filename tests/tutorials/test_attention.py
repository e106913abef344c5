"""The facts that the tutorial on attention states, checked in what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from tutorial_runs import run_tutorial

PARTS = ("weight", "bias")


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
    assert (x[1:] - x[0]).norm(dim=1).argmin() + 1 == 7  # the bottom row has its shape
    overlap = (x[0] > 0) & (x[1] > 0)
    assert x[1][overlap].sum() > x[0][overlap].sum()


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
    first, second = scores.topk(2, dim=-1).values.unbind(-1)
    assert (first - second).mean().item() == pytest.approx(4.3, abs=0.7)


def test_without_the_division_the_shares_hardly_follow_the_scores(
    names: Mapping[str, Any],
) -> None:
    scores = names["q"] @ names["k"].transpose(-2, -1)
    sizes = []
    for each in (scores, scores / 8):
        shares = each.softmax(dim=-1)
        slopes = shares.diag_embed() - shares.unsqueeze(-1) * shares.unsqueeze(-2)
        sizes.append(slopes.flatten(-2).norm(dim=-1).mean())
    assert sizes[0] < sizes[1] / 2


def test_the_products_of_normal_numbers_have_variance_1(names: Mapping[str, Any]) -> None:
    assert (names["q"] * names["k"]).var().item() == pytest.approx(1, abs=0.02)


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


def test_a_block_agrees_with_that_of_torch(names: Mapping[str, Any]) -> None:
    ours = names["Block"](32, 4)
    theirs = torch.nn.TransformerEncoderLayer(
        32, 4, 64, dropout=0, batch_first=True, norm_first=True
    )
    pairs = {
        "self_attn.in_proj_": ours.attention.qkv,
        "self_attn.out_proj.": ours.attention.out,
        "linear1.": ours.mlp[0],
        "linear2.": ours.mlp[2],
        "norm1.": ours.norm1,
        "norm2.": ours.norm2,
    }
    theirs.load_state_dict(
        {f"{name}{part}": getattr(layer, part) for name, layer in pairs.items() for part in PARTS}
    )
    x = torch.randn(5, 8, 32)
    torch.testing.assert_close(ours(x), theirs(x), atol=1e-5, rtol=1e-4)


def test_the_shapes_that_the_comments_of_the_heads_name(names: Mapping[str, Any]) -> None:
    layer = names["Attention"](32, 4)
    parts = layer.qkv(torch.randn(5, 8, 32))
    assert parts.shape == (5, 8, 96)
    parts = parts.unflatten(-1, (3, layer.heads, -1))
    assert parts.shape == (5, 8, 3, 4, 8)
    assert parts.permute(2, 0, 3, 1, 4).shape == (3, 5, 4, 8, 8)


def test_positions_are_worth_more_than_the_seeds_differ(names: Mapping[str, Any]) -> None:
    found = names["found"]
    assert min(found["positions"]) > 0.94
    assert min(found["positions"]) > max(found["no positions"]) + 0.05
    assert min(found["no positions"]) > 0.6  # far above guessing


def test_two_linear_layers_read_as_well_as_attention(names: Mapping[str, Any]) -> None:
    found = names["found"]
    assert sum(found["MLP"]) == pytest.approx(sum(found["positions"]), abs=0.02)


def test_no_model_has_a_layer_that_needs_evaluation_mode(names: Mapping[str, Any]) -> None:
    for models in names["models"].values():
        for part in models[0].modules():
            assert not isinstance(part, torch.nn.Dropout | torch.nn.BatchNorm1d)


def test_without_positions_the_order_of_the_rows_changes_nothing(
    names: Mapping[str, Any], said: str
) -> None:
    moves = [float(move) for move in re.findall(r"move by up to (\S+)", said)]
    assert moves[0] > 1
    assert moves[1] == 0
    assert moves[2] > 1
    model = names["Transformer"](use_positions=False)
    images = names["images"][:50]
    torch.testing.assert_close(
        model(images), model(images[:, torch.randperm(8)]), atol=1e-4, rtol=1e-4
    )


def test_the_shares_of_the_answer_token_leave_out_the_one_for_itself(
    names: Mapping[str, Any], said: str
) -> None:
    total = re.search(r"they add up to (\S+) on average", said)
    assert total is not None
    assert 0.85 < float(total[1]) < 1
    shares = names["read"](names["model"])
    own = names["model"].blocks[1].attention.weights[:, :, 0, 0].mean(dim=1)
    torch.testing.assert_close(shares.sum(dim=1) + own, torch.ones(450))


def test_a_blank_row_is_unlike_anything_the_model_has_seen(names: Mapping[str, Any]) -> None:
    assert (names["images"][names["training"]].sum(dim=2) > 0).all()


def test_blanking_disagrees_between_the_seeds_and_replacing_agrees_with_the_map(
    names: Mapping[str, Any],
) -> None:
    after, found = names["after"], names["found"]["positions"]
    assert names["accuracy"](names["model"], names["images"][names["test"]]) == found[0]
    assert after[0, "blanked"][0] == max(after[0, "blanked"])
    assert after[1, "blanked"][0] == min(after[1, "blanked"])
    for seed in (0, 1):
        most, any_row, least = after[seed, "replaced"]
        assert most < any_row < least - 0.02
        assert least < found[seed] - 0.03
    assert after[0, "replaced"][1] - after[0, "replaced"][0] > 0.1
    assert after[1, "replaced"][1] - after[1, "replaced"][0] < 0.05


def test_the_leaking_mask_of_exercise_3_leaves_shares_that_do_not_add_up(said: str) -> None:
    total = re.search(r"the shares of the top row add up to (\S+)", said)
    assert total is not None
    assert float(total[1]) < 0.9
