"""What the tutorial about training a classifier says is so, of the digits and of CIFAR-10."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from pages import ROOT
from tutorial_runs import run_tutorial

SCRIPT = ROOT / "gallery" / "blitz" / "training_a_classifier.py"
NAMES = "airplane automobile bird cat deer dog frog horse ship truck".split()
RECORD = 3073


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    return run_tutorial("blitz/training_a_classifier").names


# --- Digits ----------------------------------------------------------------------------------------


def test_the_sets_have_the_sizes_that_the_prose_states(names: Mapping[str, Any]) -> None:
    sizes = {name: len(dataset) for name, dataset in names["datasets"].items()}
    assert sizes == {"training": 1144, "validation": 203, "test": 450}
    assert len(names["data"].images) == 1347
    assert sum(sizes.values()) == 1797


def test_no_image_is_in_two_sets(names: Mapping[str, Any]) -> None:
    images = torch.cat([images for images, _ in names["sets"].values()]).flatten(1)
    assert len(images.unique(dim=0)) == len(images) == 1797


def test_every_set_has_each_class_in_about_the_same_share(names: Mapping[str, Any]) -> None:
    for _, labels in names["sets"].values():
        share = labels.bincount(minlength=10) / len(labels)
        assert (share - 0.1).abs().max() < 0.01


def test_pixels_lie_between_0_and_1_before_normalization(names: Mapping[str, Any]) -> None:
    assert names["data"].images.shape == (1347, 1, 8, 8)
    assert (names["data"].images.min(), names["data"].images.max()) == (0, 1)


def test_normalization_uses_the_training_set_alone(names: Mapping[str, Any]) -> None:
    raw, _ = names["sets"]["training"]
    assert torch.allclose(names["mean"].flatten(), raw.mean())
    assert torch.allclose(names["std"].flatten(), raw.std())
    training = names["datasets"]["training"].tensors[0]
    assert abs(training.mean()) < 1e-5
    assert abs(training.std() - 1) < 1e-5
    test = names["datasets"]["test"].tensors[0]
    assert abs(test.mean()) > 1e-4
    assert torch.allclose(test * raw.std() + raw.mean(), names["data"].test_images, atol=1e-6)


def test_the_training_set_is_shuffled_the_same_way_in_every_run(names: Mapping[str, Any]) -> None:
    loader = names["train_loader"]
    orders = []
    for _ in range(2):
        loader.generator.manual_seed(0)
        orders.append(torch.cat([labels for _, labels in loader]))
    assert torch.equal(orders[0], orders[1])
    assert not torch.equal(orders[0], names["sets"]["training"][1])
    assert torch.equal(orders[0], torch.cat([labels for _, labels in loader])) is False


@pytest.mark.parametrize(("channels", "size"), [(1, 8), (3, 32)])
def test_one_network_takes_images_of_either_dataset(
    names: Mapping[str, Any], channels: int, size: int
) -> None:
    network = names["build_network"](channels, 16, 10)
    assert network(torch.rand(2, channels, size, size)).shape == (2, 10)


def test_only_evaluation_mode_gives_the_same_answer_twice(names: Mapping[str, Any]) -> None:
    network = names["build_network"](1, 16, 10)
    images = names["batch_images"]
    assert not torch.equal(network(images), network(images))
    network.eval()
    assert torch.equal(network(images), network(images))


def test_a_network_that_knows_nothing_has_a_loss_near_ln_10(names: Mapping[str, Any]) -> None:
    network = names["build_network"](1, 16, 10).eval()
    loss = names["loss_function"](network(names["batch_images"]), names["batch_labels"])
    assert abs(loss.item() - 2.3026) < 0.1


def test_the_losses_change_their_order_as_the_figure_shows(names: Mapping[str, Any]) -> None:
    training, validation = names["train_losses"], names["validation_losses"]
    assert len(training) == len(validation) == 12
    assert training[0] > validation[0]
    assert training[-1] < validation[-1] < validation[0] / 10


def test_at_least_97_percent_of_the_held_out_digits_are_right(names: Mapping[str, Any]) -> None:
    right = (names["predictions"] == names["data"].test_labels).float().mean().item()
    assert right >= 0.97
    assert names["accuracy"] == pytest.approx(right)


def test_the_confusion_matrix_counts_classes_in_rows_and_right_answers_on_its_diagonal(
    names: Mapping[str, Any],
) -> None:
    confusion, labels = names["confusion"], names["data"].test_labels
    assert torch.equal(confusion.sum(dim=1), labels.bincount())
    assert torch.equal(confusion.sum(dim=0), names["predictions"].bincount(minlength=10))
    assert confusion.diag().sum() / confusion.sum() == pytest.approx(names["accuracy"])
    for truth, guess in ((3, 3), (2, 1), (1, 2)):
        both = (labels == truth) & (names["predictions"] == guess)
        assert confusion[truth, guess] == both.sum()


def test_the_hardest_images_include_every_mistake_that_fits(names: Mapping[str, Any]) -> None:
    hardest = names["of_true_label"].argsort()[:8]
    wrong = names["predictions"] != names["test_labels"]
    assert wrong[hardest].sum() >= min(int(wrong.sum()), 4)


def test_the_reloaded_network_predicts_the_same(names: Mapping[str, Any], tmp_path: Path) -> None:
    torch.save(names["network"].state_dict(), tmp_path / "classifier.pt")
    state = torch.load(tmp_path / "classifier.pt", weights_only=True)
    fresh = names["build_network"](1, names["width"], 10).to(names["device"])
    fresh_logits, _ = names["predict"](fresh, names["test_loader"])
    assert not torch.equal(fresh_logits.argmax(dim=1), names["predictions"])
    fresh.load_state_dict(state)
    for network in (fresh, names["restored"]):
        logits, _ = names["predict"](network, names["test_loader"])
        assert torch.equal(logits.argmax(dim=1), names["predictions"])


def test_a_file_that_would_run_code_is_refused(
    names: Mapping[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save({"weight": names["Trap"]()}, tmp_path / "trap.pt")
    with pytest.raises(Exception, match="print"):
        torch.load(tmp_path / "trap.pt", weights_only=True)
    assert capsys.readouterr().out == ""
    torch.load(tmp_path / "trap.pt", weights_only=False)
    assert capsys.readouterr().out == "code from the file is running\n"


# --- CIFAR-10, on a small archive of the same format -----------------------------------------------


def records(count: int, seed: int) -> bytes:
    pixels = torch.randint(256, (count, RECORD), generator=torch.Generator().manual_seed(seed))
    pixels[:, 0] = torch.arange(count) % 10
    return bytes(pixels.flatten().tolist())


def write_archive(path: Path, changed: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    files = {f"data_batch_{n}.bin": records(20, n) for n in range(1, 6)}
    files["test_batch.bin"] = records(20, 6)
    files["batches.meta.txt"] = ("\n".join(NAMES) + "\n\n").encode()
    files.update(changed or {})
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return files


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_archive_is_read_pixel_by_pixel(names: Mapping[str, Any], tmp_path: Path) -> None:
    files = write_archive(tmp_path / "small.tar.gz")
    data = names["read_cifar10"](tmp_path / "small.tar.gz")
    assert data.images.shape == (100, 3, 32, 32)
    assert data.test_images.shape == (20, 3, 32, 32)
    assert data.class_names == NAMES
    assert data.labels.tolist() == [n % 10 for _ in range(5) for n in range(20)]
    assert data.test_labels.tolist() == [n % 10 for n in range(20)]
    pixels = (data.images * 255).round().int().tolist()
    for image in (0, 1, 20, 99):
        content = files[f"data_batch_{image // 20 + 1}.bin"][image % 20 * RECORD :]
        for channel in range(3):
            for row in range(32):
                start = 1 + channel * 1024 + row * 32
                assert pixels[image][channel][row] == list(content[start : start + 32])


def test_a_download_is_kept_and_not_repeated(names: Mapping[str, Any], tmp_path: Path) -> None:
    source, target = tmp_path / "source.tar.gz", tmp_path / "new folder" / "small.tar.gz"
    write_archive(source)
    names["download"](source.as_uri(), sha256(source), target)
    assert target.read_bytes() == source.read_bytes()
    assert list(target.parent.iterdir()) == [target]
    names["download"]("file:///nowhere/at/all", sha256(source), target)
    target.write_bytes(b"something else")
    names["download"](source.as_uri(), sha256(source), target)
    assert target.read_bytes() == source.read_bytes()


def test_a_wrong_checksum_is_told_and_nothing_is_left(
    names: Mapping[str, Any], tmp_path: Path
) -> None:
    source, target = tmp_path / "source.tar.gz", tmp_path / "cache" / "small.tar.gz"
    write_archive(source)
    with pytest.raises(ValueError, match=r"source\.tar\.gz: .* bytes .*checksum.*run again"):
        names["download"](source.as_uri(), "0" * 64, target)
    assert list(target.parent.iterdir()) == []


def test_a_missing_network_is_told_and_nothing_is_left(
    names: Mapping[str, Any], tmp_path: Path
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/small.tar.gz"
    target = tmp_path / "cache" / "small.tar.gz"
    with pytest.raises(ConnectionError, match=r"cannot download http.*check your network") as told:
        names["download"](url, "0" * 64, target)
    assert told.value.__suppress_context__
    assert "\n" not in str(told.value)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_truncated_archive_is_told(names: Mapping[str, Any], tmp_path: Path, kept: float) -> None:
    path = tmp_path / "small.tar.gz"
    write_archive(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(ValueError, match=r"small\.tar\.gz is damaged .*delete it and run") as told:
        names["read_cifar10"](path)
    assert told.value.__suppress_context__


@pytest.mark.parametrize("cut", [records(20, 3)[:-1], b""])
def test_a_file_that_is_no_multiple_of_a_record_is_told_by_name(
    names: Mapping[str, Any], tmp_path: Path, cut: bytes
) -> None:
    write_archive(tmp_path / "small.tar.gz", {"data_batch_3.bin": cut})
    with pytest.raises(ValueError, match=r"small\.tar\.gz.*data_batch_3\.bin.*3,073.*delete it"):
        names["read_cifar10"](tmp_path / "small.tar.gz")


def run_script(folder: Path, script: Path, dataset: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore:FigureCanvasAgg", str(script)],
        cwd=folder,
        env={
            **os.environ,
            "MPLBACKEND": "agg",
            "BLITZ_DATASET": dataset,
            "TORCH_HOME": str(folder / "torch"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_script_trains_on_cifar10_to_its_end(names: Mapping[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "source.tar.gz"
    write_archive(source)
    text = SCRIPT.read_text(encoding="utf-8")
    for constant, value in (("CIFAR10_URL", source.as_uri()), ("CIFAR10_SHA256", sha256(source))):
        assert text.count(names[constant]) == 1
        text = text.replace(names[constant], value)
    script = tmp_path / "small.py"
    script.write_text(text, encoding="utf-8")
    run = run_script(tmp_path, script, "cifar10")
    assert (run.returncode, run.stderr) == (0, "")
    assert "(100, 3, 32, 32)" in run.stdout
    assert "epoch 10:" in run.stdout
    assert "same predictions after loading:  True" in run.stdout
    assert (
        tmp_path / "torch" / "hub" / "cifar-10-binary.tar.gz"
    ).read_bytes() == source.read_bytes()


def test_an_unknown_dataset_is_told(tmp_path: Path) -> None:
    run = run_script(tmp_path, SCRIPT, "mnist")
    assert run.returncode == 1
    assert run.stderr.strip().endswith(
        "ValueError: BLITZ_DATASET is 'mnist'; set it to 'digits' or 'cifar10'"
    )
