"""The facts that the tutorial on a first network states, checked in what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import torch
from tutorial_runs import run_tutorial, tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/first_network").names


def test_it_takes_thirty_lines() -> None:
    cells = [cell.source for cell in tutorial("blitz/first_network").code if not cell.metadata]
    lines = [line for text in cells for line in text.split("\n") if line.strip()]
    assert len(lines) == 30


def test_every_image_is_64_numbers_and_in_one_part_alone(names: Mapping[str, Any]) -> None:
    assert names["images"].shape == (1797, 64)
    assert names["images"].max() == 1
    assert len(names["test"]) == 360
    parts = torch.cat([names["test"], names["train"]])
    assert torch.equal(parts.sort().values, torch.arange(1797))


def test_the_printed_image_is_a_zero_with_a_hole(names: Mapping[str, Any]) -> None:
    assert names["labels"][0] == 0
    image = names["digits"].images[0]
    assert image.max() == 15
    assert (image[3:5, 3:5] == 0).all()


def test_it_guesses_before_the_training(names: Mapping[str, Any]) -> None:
    printed = "".join(run_tutorial("blitz/first_network").printed)
    assert "correct before training: 11.1%" in printed
    assert "round   1: loss 2.31" in printed
    assert "round 100: loss 0.05" in printed


def test_it_reads_350_of_the_360_it_never_saw_and_more_of_the_others(
    names: Mapping[str, Any],
) -> None:
    accuracy, model = names["accuracy"], names["model"]
    correct = (names["answers"] == names["labels"][names["test"]]).sum().item()
    assert correct == 350
    assert accuracy(model, names["test"]) == pytest.approx(350 / 360)
    assert accuracy(model, names["train"]) > accuracy(model, names["test"])


def test_the_scores_become_probabilities(names: Mapping[str, Any]) -> None:
    scores = names["model"](names["images"][names["test"]])
    assert scores.shape == (360, 10)
    probabilities = scores.softmax(dim=1)
    torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(360))
    assert torch.equal(probabilities.argmax(dim=1), scores.argmax(dim=1))


def test_it_is_surer_of_a_mistake_than_of_a_digit_it_reads(names: Mapping[str, Any]) -> None:
    sure = names["sure"].detach()
    labels, answers = names["labels"][names["test"]], names["answers"]
    assert answers[1] == labels[1] == 4
    assert sure[1] == pytest.approx(0.64, abs=0.005)
    first = names["worst"][0]
    assert (labels[first], answers[first]) == (8, 1)
    assert sure[first] == pytest.approx(0.93, abs=0.005)
    mistakes = sure[answers != labels]
    assert len(mistakes) == 10
    assert sorted(sure[names["worst"]].tolist()) == mistakes.topk(3).values.sort().values.tolist()


def test_upside_down_it_still_reads_zeros_and_no_six_and_no_nine(names: Mapping[str, Any]) -> None:
    labels = names["labels"][names["test"]]
    correct = names["upside_down"] == labels
    assert correct[labels == 0].float().mean() > 0.9
    assert correct[(labels == 6) | (labels == 9)].sum() == 0
    assert names["turned"] == pytest.approx(0.406, abs=0.001)


def test_training_on_the_test_images_reaches_100_percent(names: Mapping[str, Any]) -> None:
    """What the friend of exercise 1 did."""
    torch.manual_seed(5)
    nn, images, labels, test = torch.nn, names["images"], names["labels"], names["test"]
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(images[test]), labels[test])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert names["accuracy"](model, test) == 1
