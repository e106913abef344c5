"""The facts that the tutorial on training well states, checked in what it leaves behind."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pytest
import torch
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/train_well").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/train_well").printed)


def test_no_image_is_in_two_of_the_three_sets(names: Mapping[str, Any], said: str) -> None:
    parts = [set(map(int, names[part])) for part in ("pool", "validation", "test")]
    assert "images: 897 450 450" in said
    assert len(set.union(*parts)) == 1797


def test_a_seed_draws_images_of_its_own_and_wrong_labels_are_wrong(
    names: Mapping[str, Any],
) -> None:
    draw = names["draw"]
    (first, right), (_, spoiled), (other, _) = draw(0), draw(0, wrong=20), draw(1)
    assert first.shape == (100, 1, 8, 8)
    assert not first.equal(other)
    assert (right != spoiled).sum() == 20
    assert spoiled.min() >= 0
    assert spoiled.max() <= 9


def test_every_run_has_96_steps_and_learns_its_100_images_by_heart(
    names: Mapping[str, Any], said: str
) -> None:
    assert "parameters: 19210" in said
    assert all(len(steps) == 96 for _, steps, _ in names["plain"])
    assert names["known"](names["plain"]) == [1.0] * 5
    assert min(names["scores"](names["plain"])) > 0.8
    assert max(names["scores"](names["plain"])) < 0.95


def test_the_finder_makes_a_u_and_0_1_is_a_third_of_its_lowest_point(
    names: Mapping[str, Any],
) -> None:
    curve, rates, lowest = names["curve"], names["rates"], names["lowest"]
    assert curve[:10].mean() == pytest.approx(math.log(10), abs=0.05)
    assert curve.min() < 0.5
    assert curve[75:].max() > 5
    assert 0.2 < lowest < 0.5
    assert len(curve) == len(rates) == 100
    assert curve[45:55].mean() < 0.5 * curve[:10].mean()  # around 0.1 it is falling
    assert curve.argmin() > 55


def test_the_schedule_warms_up_to_1_and_ends_near_0(names: Mapping[str, Any], said: str) -> None:
    assert "factors: 0.04 0.50 1.00 0.50 0.00" in said
    factors = [names["cycle"](step) for step in range(96)]
    assert factors.index(max(factors)) in (23, 24)
    assert factors[24:] == sorted(factors[24:], reverse=True)


def test_the_schedule_rescues_a_large_rate_and_changes_nothing_at_a_good_one(
    names: Mapping[str, Any],
) -> None:
    mean, scores = names["mean"], names["scores"]
    assert abs(mean(scores(names["scheduled"])) - mean(scores(names["plain"]))) < 0.015
    assert mean(scores(names["rescued"])) > mean(scores(names["large"])) + 0.04
    assert mean(scores(names["large"])) < mean(scores(names["plain"])) - 0.05


def test_more_images_close_the_gap(names: Mapping[str, Any]) -> None:
    known, held = names["training_means"], names["validation_means"]
    assert held == sorted(held)
    assert held[3] - held[1] > 0.05
    assert known[3] < known[0]
    gaps = [one - other for one, other in zip(known, held, strict=True)]
    assert gaps == sorted(gaps, reverse=True)


def test_with_wrong_labels_the_validation_loss_rises_again_and_stopping_early_pays(
    names: Mapping[str, Any],
) -> None:
    known, held = names["step_losses"], names["held_losses"].mean(dim=0)
    by_epoch = known.reshape(5, 24, 4).mean(dim=(0, 2))
    assert by_epoch[-1] < 0.2
    assert held[-1] > held.min() + 0.1
    assert 4 <= held.argmin() <= 16
    mean, scores = names["mean"], names["scores"]
    assert mean(scores(names["stopped"])) > mean(scores(names["noisy"])) + 0.03
    for model, _, losses in names["stopped"]:
        at = losses.index(min(losses))
        assert len(losses) == min(at + 6, 24)
        new = names["images"][names["validation"]], names["labels"][names["validation"]]
        assert names["evaluate"](model, *new)[0] == pytest.approx(losses[at])


def test_the_table_says_what_the_prose_reads_from_it(names: Mapping[str, Any]) -> None:
    mean, table = names["mean"], names["table"]
    spoiled = {}
    for name in names["tools"]:
        clean = names["gains"](table[name, 0], names["plain"])
        assert mean(clean) < 1
        assert min(clean) < 0
        spoiled[name] = mean(names["gains"](table[name, 20], names["noisy"]))
        assert spoiled[name] > 0
        by_heart = mean(names["known"](table[name, 20], wrong=20))
        assert by_heart < mean(names["known"](names["noisy"], wrong=20)) - 0.02
    assert max(spoiled, key=lambda name: spoiled[name]) == "the last two"


def test_one_seed_means_the_same_images_and_first_weights_for_every_tool(
    names: Mapping[str, Any],
) -> None:
    starts = []
    for dropout in (0.0, 0.5):
        torch.manual_seed(3)
        starts.append(names["flat"](names["build"](dropout)))
    assert starts[0].equal(starts[1])


def test_an_image_is_turned_by_up_to_15_degrees_and_moved_by_half_a_pixel(
    names: Mapping[str, Any],
) -> None:
    torch.manual_seed(0)
    dot = torch.zeros(500, 1, 8, 8)
    dot[:, 0, 3:5, 3:5] = 1
    moved = names["wiggled"](dot)
    places = torch.arange(8) - 3.5
    across = (moved * places).sum(dim=(1, 2, 3)) / moved.sum(dim=(1, 2, 3))
    assert 0.4 < across.abs().max() < 0.65
    assert moved.shape == dot.shape


def test_clipping_survives_a_broken_image_and_does_nothing_on_sound_ones(
    names: Mapping[str, Any],
) -> None:
    longest = [max(norm for _, norm in steps) for _, steps, _ in names["plain"]]
    assert max(longest) < 2
    assert all(max(norm for _, norm in steps) > 100 for _, steps, _ in names["broken"])
    mean, scores = names["mean"], names["scores"]
    assert mean(scores(names["broken"])) < mean(scores(names["plain"])) - 0.05
    assert abs(mean(scores(names["clipped"])) - mean(scores(names["plain"]))) < 0.02
    data = names["draw"](0)
    free, belted = (names["train"](0, data, limit=limit)[0] for limit in (math.inf, 2.0))
    assert names["flat"](belted).equal(names["flat"](free))


def test_one_seed_repeats_to_the_bit_and_another_order_does_not(
    names: Mapping[str, Any], said: str
) -> None:
    assert "same seed again: 0" in said
    assert 0 < names["change"].max() < 1e-6
    assert re.search(r"reversed: 0\.0000\d+", said)
    assert "0.1 + 0.2 + 0.3 = 0.6000000000000001 and 0.3 + 0.2 + 0.1 = 0.6" in said


def test_the_test_set_agrees(names: Mapping[str, Any]) -> None:
    mean, finals = names["mean"], names["finals"]
    assert abs(mean(finals["both", 0]) - mean(finals["nothing", 0])) < 0.02
    assert mean(finals["both", 20]) > mean(finals["nothing", 20]) + 0.05
