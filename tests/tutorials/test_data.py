"""The facts that the tutorial on data states, checked in what it leaves behind."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tutorial_runs import run_tutorial


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("beyond/data").names


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(run_tutorial("beyond/data").printed)


def test_the_dataset_has_six_photos_of_each_of_60_figures(
    names: Mapping[str, Any], said: str
) -> None:
    assert "360 pictures, the first: (1, 24, 24)" in said
    assert names["figures"].bincount().tolist() == [6] * 60
    assert "pictures of each kind: [120, 120, 120]" in said


def test_the_wrong_label_is_the_most_suspicious_and_its_mate_follows(
    names: Mapping[str, Any], said: str
) -> None:
    suspects = [names["names"][at] for at in names["suspects"]]
    assert suspects[:2] == ["24-3", "24-5"]
    assert "24-5 is most like 24-3" in said
    assert "24-3 is most like 24-" in said
    assert all(not name.startswith("24") for name in suspects[2:])


def test_augmentation_differs_each_time(names: Mapping[str, Any]) -> None:
    versions = names["versions"]
    assert len({version.numpy().tobytes() for version in versions}) == 8
    assert all(0 <= version.min() <= version.max() <= 1 for version in versions)


def test_a_split_by_picture_inflates_the_score(names: Mapping[str, Any]) -> None:
    assert names["leaky_mean"] > names["honest_mean"] + 0.2
    assert min(names["leaky"]) > max(names["honest"])
    assert names["honest_mean"] == pytest.approx(1 / 3, abs=0.12)


def test_a_seed_repeats_the_first_epoch_and_not_the_second(names: Mapping[str, Any]) -> None:
    first, second, again = names["orders"]
    assert first == again != second
    assert sorted(first) == sorted(second) == list(range(8))


def test_collate_pads_to_the_longest(names: Mapping[str, Any], said: str) -> None:
    assert names["padded"].shape == (3, 7)
    assert names["lengths"].tolist() == [3, 7, 5]
    assert "stack expects each tensor to be equal size" in said


def test_one_process_waits_for_every_picture_and_an_undivided_stream_comes_twice(
    names: Mapping[str, Any], said: str
) -> None:
    assert names["seconds"][0] > 0.88
    assert "not divided: 0 0 1 1 2 2 3 3\ndivided:     0 1 2 3" in said


def test_cifar_reads_the_batches_of_a_folder(names: Mapping[str, Any], tmp_path: Path) -> None:
    rows = np.arange(2 * 3072).reshape(2, 3072) % 256
    for number in (1, 2):
        batch = {b"data": rows.astype("uint8"), b"labels": [number, 9]}
        (tmp_path / f"data_batch_{number}").write_bytes(pickle.dumps(batch))
    photos = names["CIFAR10"](str(tmp_path), ("data_batch_1", "data_batch_2"))
    assert len(photos) == 4
    image, label = photos[2]
    assert image.shape == (3, 32, 32)
    assert label == 2
    torch.testing.assert_close(image.flatten() * 255, torch.from_numpy(rows[0]).float())


def test_cifar_says_what_is_missing(names: Mapping[str, Any], tmp_path: Path) -> None:
    for folder in ("", str(tmp_path)):
        with pytest.raises(FileNotFoundError, match="set CIFAR10 to the folder with data_batch_1"):
            names["CIFAR10"](folder)
