"""The facts that the tutorial on fine-tuning states, checked in what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import torch
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/fine_tuning").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/fine_tuning").printed)


def test_no_image_is_in_two_parts_and_every_letter_is_drawn(names: Mapping[str, Any]) -> None:
    parts = [names[part].tolist() for part in ("known", "validation", "test")]
    assert [len(part) for part in parts] == [1000, 297, 500]
    assert len(set().union(*parts)) == 1797
    assert len(names["alphabet"]) == len(set(names["alphabet"])) == 34
    assert not set(names["alphabet"]) & set("0123456789OoIilSsZz")
    assert len(names["fonts"]) == 8
    assert names["names"].bincount().min() > 400


def test_a_draw_has_as_many_of_each_digit_and_differs_from_the_next(
    names: Mapping[str, Any],
) -> None:
    draws = [names["draw"](5, seed) for seed in range(6)]
    assert all(names["labels"][part].bincount().tolist() == [5] * 10 for part in draws)
    assert len({tuple(sorted(part.tolist())) for part in draws}) == 6
    assert {each for part in draws for each in part.tolist()} <= set(names["known"].tolist())


def test_only_the_head_of_the_file_does_not_fit(names: Mapping[str, Any], said: str) -> None:
    assert names["old_accuracy"] > 0.9
    assert said.count("size mismatch for") == 2
    assert "size mismatch for head.weight" in said
    assert "to train, all layers: 21666\nto train, head only:  650" in said


def test_borrowing_wins_in_every_draw(names: Mapping[str, Any]) -> None:
    scratch, *borrowed = (names["results"][way] for way in names["ways"])
    for others in borrowed:
        assert max(scratch) < min(others)
    assert names["means"]["all layers"] > names["means"]["from scratch"] + 0.15
    both = zip(names["results"]["all layers"], names["results"]["slower backbone"], strict=True)
    won = [fast > slow for fast, slow in both]
    assert True in won and False in won


def test_no_chosen_rate_is_at_the_end_of_those_tried(names: Mapping[str, Any]) -> None:
    assert set(names["rates"]) == set(names["ways"])
    assert all(0.003 < rate < 0.3 for rate in names["rates"].values()), names["rates"]


def test_a_frozen_backbone_is_the_one_in_the_file(names: Mapping[str, Any]) -> None:
    for model in names["adapted"]["head only"]:
        for name, value in model.backbone.state_dict().items():
            assert value.equal(names["state"]["backbone." + name]), name


def test_the_gain_shrinks_with_more_images(names: Mapping[str, Any]) -> None:
    scratch, tuned = names["curves"].values()
    gains = {size: tuned[size] - scratch[size] for size in scratch}
    assert list(gains) == [10, 50, 200, 900]
    assert gains[10] > 0.2
    assert gains[50] > 0.1
    assert gains[10] > gains[50] > gains[200] > gains[900]
    assert gains[900] < 0.02  # nothing is left to gain


def test_pushing_helps_about_as_much_as_borrowing_and_both_help_most(
    names: Mapping[str, Any],
) -> None:
    pushed, curves = names["pushed"], names["curves"]
    assert curves["from scratch"][50] + 0.1 < min(curves["all layers"][50], pushed["from scratch"])
    assert pushed["from scratch"] == pytest.approx(curves["all layers"][50], abs=0.04)
    assert pushed["all layers"] > max(curves["all layers"][50], pushed["from scratch"]) + 0.02


def test_training_longer_changes_little_for_the_same_draws(names: Mapping[str, Any]) -> None:
    sooner, curves = names["sooner"], names["curves"]
    assert sooner["all layers"] - sooner["from scratch"] > 0.1
    assert all(curves[way][50] >= sooner[way] for way in sooner)


def test_only_the_frozen_backbone_remembers_all_letters(names: Mapping[str, Any]) -> None:
    kept, before = names["kept"], names["old_accuracy"]
    assert kept["head only"] == pytest.approx(before)
    assert kept["all layers"] < kept["slower backbone"] < before - 0.2


def test_training_mode_alone_forgets_letters(names: Mapping[str, Any]) -> None:
    assert names["drifted"] < names["old_accuracy"] - 0.2
    model = names["borrow"]().train()
    with torch.no_grad():
        model(names["images"][:50])
    for name, value in model.backbone.named_parameters():
        assert value.equal(names["state"]["backbone." + name]), name


def test_without_the_switch_nothing_is_downloaded(said: str) -> None:
    assert "no RESNET here, so nothing is downloaded" in said


def test_the_head_that_does_not_learn_guesses(names: Mapping[str, Any], said: str) -> None:
    assert float(said.split("stuck: ")[1].split("%")[0]) < 25
