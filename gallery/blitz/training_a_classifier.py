# %% [markdown] lang="ko"
"""
# 분류기 학습하기

**분류기**(classifier)는 이미지를 보고 어느 클래스(class)에 속하는지 고르는 모델입니다. 이 튜토리얼에서는 손글씨 숫자 이미지로 신경망(neural network)을 학습(training)하고, 무엇을 틀리는지 들여다본 다음, 저장했다가 다시 불러옵니다.

## 이 튜토리얼에서 배우는 것

- 데이터셋(dataset)을 읽고, 세 부분으로 나누고, 정규화(normalization)하고, 미니 배치(mini-batch)로 묶는 방법
- 작은 합성곱 신경망(convolutional neural network)을 정의하고 가속기(accelerator)에서 학습하는 방법
- 학습에 쓰지 않은 데이터로 정확도(accuracy)를 재고, 틀린 이미지를 살펴보는 방법
- 학습한 모델을 저장하고 안전하게 불러오는 방법
"""

# %% [markdown] lang="en"
# # Training a classifier
#
# A **classifier** is a model that looks at an image and picks the class it belongs to. Here you train a neural network on images of handwritten digits, look at what it gets wrong, then save it and load it again.
#
# ## What you learn
#
# - How to load a dataset, split it into three parts, normalize it and group it into mini-batches
# - How to define a small convolutional neural network and train it on an accelerator
# - How to measure accuracy on data that took no part in training, and how to look at the mistakes
# - How to save a trained model and load it safely

# %% [markdown] lang="ko"
# ## 데이터
#
# 분류기는 예를 보고 배웁니다. 예 하나는 이미지와 정답으로 이루어지며, 정답을 **레이블**(label)이라고 합니다. 여기서는 scikit-learn에 들어 있는 손글씨 숫자를 쓰므로 따로 내려받을 파일이 없습니다. 8 × 8 픽셀인 흑백 이미지가 1,797장 있고, 레이블은 0부터 9까지입니다.
#
# 같은 스크립트로 동물과 탈것의 컬러 사진인 CIFAR-10도 학습합니다. 어느 데이터셋을 쓸지는 환경 변수 `BLITZ_DATASET`으로 고릅니다. 이 페이지의 출력(output)은 모두 손글씨 숫자에서 나왔습니다.

# %% [markdown] lang="en"
# ## The data
#
# A classifier learns from examples. An example is an image together with the right answer, which is called its **label**. This tutorial uses the handwritten digits that come with scikit-learn, so there is nothing to download: 1,797 gray images of 8 × 8 pixels, with the labels 0 to 9.
#
# The same script also trains on CIFAR-10, color photos of animals and vehicles. The environment variable `BLITZ_DATASET` chooses the dataset. Every output on this page comes from the digits.

# %%
import os
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# ko: 시드(seed)를 고정하면 실행할 때마다 같은 난수가 나옵니다.
# en: A fixed seed gives the same random numbers in every run.
torch.manual_seed(0)

DATASET = os.environ.get("BLITZ_DATASET") or "digits"
if DATASET not in ("digits", "cifar10"):
    raise ValueError(f"BLITZ_DATASET is {DATASET!r}; set it to 'digits' or 'cifar10'")
if DATASET == "digits":
    # ko: 이미지가 작아 스레드 하나로 충분하고, CPU 코어 수가 달라도 더하는 순서가 같습니다.
    # en: One thread is enough here, and sums keep their order on any number of cores.
    torch.set_num_threads(1)
print("dataset:", DATASET)

# %% [markdown] lang="ko"
# ### 손글씨 숫자 읽기
#
# 네 장에 한 장은 처음부터 따로 떼어 둡니다. 학습이 끝난 뒤, 신경망이 한 번도 보지 못한 이미지를 얼마나 맞히는지 재기 위해서입니다. `stratify`는 양쪽에서 클래스의 비율을 같게 맞추고, `random_state`는 실행할 때마다 똑같이 나누게 합니다.
#
# `Data`는 이어지는 코드에 필요한 다섯 가지를 묶으며, CIFAR-10을 읽을 때도 그대로 씁니다. 픽셀값은 0부터 16까지이므로 16으로 나누어 0과 1 사이로 옮깁니다. 합성곱(convolution) 계층(layer)은 채널(channel) 차원(dimension)이 있는 이미지를 받으므로, `unsqueeze(1)`로 길이가 1인 차원을 넣습니다.

# %% [markdown] lang="en"
# ### Read the digits
#
# One image in four is put aside from the start. After training, these images show how well the network does on images it has never seen. `stratify` keeps the share of each class the same on both sides, and `random_state` makes the split the same in every run.
#
# `Data` groups the five things that the rest of the code needs, and CIFAR-10 uses it too. Pixel values run from 0 to 16, so dividing by 16 brings them between 0 and 1. A convolution layer takes images that have a channel dimension, so `unsqueeze(1)` adds one of length 1.


# %%
class Data(NamedTuple):
    images: torch.Tensor
    labels: torch.Tensor
    test_images: torch.Tensor
    test_labels: torch.Tensor
    class_names: list[str]


# %%
def load_digits_dataset() -> Data:
    digits = load_digits()
    images = torch.from_numpy(digits.images).float().unsqueeze(1) / 16
    labels = torch.from_numpy(digits.target).long()
    rest, test = train_test_split(
        torch.arange(len(labels)), test_size=0.25, stratify=labels, random_state=0
    )
    names = [str(name) for name in digits.target_names]
    return Data(images[rest], labels[rest], images[test], labels[test], names)


# %% [markdown] lang="ko"
# ### CIFAR-10 읽기
#
# 이 절은 CIFAR-10을 쓸 때만 필요합니다. 손글씨 숫자만 쓴다면 [데이터 불러오기](#load-the-data)로 건너뛰십시오.
#
# 내려받은 파일은 중간에 끊기거나 바뀌었을 수 있습니다. 그래서 `download`는 먼저 임시 폴더에 받은 다음, 내용의 지문인 SHA-256 체크섬(checksum)을 코드에 적어 둔 값과 비교합니다. 두 값이 같을 때만 파일을 제자리로 옮깁니다. 체크섬이 맞는 파일이 이미 있으면 다시 받지 않습니다.

# %% [markdown] lang="en"
# ### Read CIFAR-10
#
# You need this section for CIFAR-10 only. If you stay with the digits, skip to [Load the data](#load-the-data).
#
# A downloaded file may be cut short or altered on the way. So `download` first writes into a temporary folder, then compares the SHA-256 checksum, a fingerprint of the contents, with the value written in the code. The file moves to its place only if the two are the same. A file that is already there with the right checksum is not downloaded again.

# %%
import hashlib
import shutil
import tarfile
import tempfile
import zlib
from http.client import HTTPException
from urllib.request import urlopen

CIFAR10_URL = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
CIFAR10_SHA256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# %%
def download(url: str, sha256: str, path: Path) -> None:
    if path.is_file() and checksum(path) == sha256:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        part = Path(folder) / path.name
        try:
            with urlopen(url, timeout=60) as response, part.open("wb") as file:
                shutil.copyfileobj(response, file)
        except (OSError, HTTPException) as error:
            message = f"cannot download {url}: {error}; check your network and run again"
            raise ConnectionError(message) from None
        if checksum(part) != sha256:
            size = part.stat().st_size
            raise ValueError(f"{url}: {size:,} bytes with a wrong SHA-256 checksum; run again")
        part.replace(path)


# %% [markdown] lang="ko"
# 압축 파일에는 레코드(record)가 이어진 파일이 6개 있습니다. 레코드 하나는 이미지 한 장이고, 3,073바이트입니다. 레이블이 1바이트이고, 빨강, 초록, 파랑이 차례로 1,024바이트씩 따라옵니다. 색마다 32 × 32 픽셀이 첫 행부터 놓여 있으므로 `reshape`만으로 이미지가 됩니다.

# %% [markdown] lang="en"
# The archive has 6 files of records, one after another. A record is one image and takes 3,073 bytes: 1 byte for the label, then 1,024 bytes each for red, green and blue. Each color holds its 32 × 32 pixels row by row, so `reshape` is enough to make an image of them.


# %%
def read_records(content: bytes, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    record = 1 + 3 * 32 * 32
    if not content or len(content) % record:
        raise ValueError(f"{name}: {len(content):,} bytes, not full records of {record:,}")
    records = torch.frombuffer(bytearray(content), dtype=torch.uint8).reshape(-1, record)
    images = records[:, 1:].reshape(-1, 3, 32, 32).float() / 255
    return images, records[:, 0].long()


# %% [markdown] lang="ko"
# `read_cifar10`은 압축 파일에서 필요한 파일만 꺼냅니다. 이름이 `data_batch`로 시작하는 파일 5개를 학습에 쓰고, `test_batch.bin`은 떼어 둡니다. 클래스 이름은 `batches.meta.txt`에 한 줄에 하나씩 적혀 있습니다.

# %% [markdown] lang="en"
# `read_cifar10` takes the files it needs out of the archive. The 5 files whose names begin with `data_batch` are for training, and `test_batch.bin` is put aside. The class names are in `batches.meta.txt`, one per line.


# %%
def read_cifar10(path: Path) -> Data:
    batches = [f"data_batch_{number}.bin" for number in range(1, 6)]
    try:
        with tarfile.open(path) as archive:
            content = {
                name: archive.extractfile(f"cifar-10-batches-bin/{name}").read()
                for name in [*batches, "test_batch.bin", "batches.meta.txt"]
            }
        parts = [read_records(content[name], name) for name in [*batches, "test_batch.bin"]]
    except (tarfile.TarError, zlib.error, EOFError, OSError, KeyError, ValueError) as error:
        raise ValueError(f"{path} is damaged ({error}); delete it and run again") from None
    images, labels = (torch.cat(tensors) for tensors in zip(*parts[:-1], strict=True))
    return Data(images, labels, *parts[-1], content["batches.meta.txt"].decode().split())


# %% [markdown] lang="ko"
# ### 데이터 불러오기
#
# CIFAR-10은 PyTorch가 내려받은 모델을 두는 폴더인 `torch.hub.get_dir()`에 저장합니다. 어느 데이터셋이든 결과의 형식은 같습니다. shape의 네 수는 차례로 이미지 수, 채널 수, 행 수, 열 수입니다. 1,797장 가운데 450장은 떼어 두었으므로 1,347장이 남습니다.

# %% [markdown] lang="en"
# ### Load the data
#
# CIFAR-10 goes to `torch.hub.get_dir()`, the folder where PyTorch keeps the models it downloads. Whichever dataset it is, the result has the same form. The four numbers of the shape are, in order, images, channels, rows and columns. Of 1,797 images, 450 are put aside, so 1,347 remain.

# %%
if DATASET == "cifar10":
    archive = Path(torch.hub.get_dir()) / "cifar-10-binary.tar.gz"
    download(CIFAR10_URL, CIFAR10_SHA256, archive)
    data = read_cifar10(archive)
else:
    data = load_digits_dataset()

print("images:    ", tuple(data.images.shape))
print("put aside: ", tuple(data.test_images.shape))
print("classes:   ", *data.class_names)

# %% [markdown] lang="ko"
# ## 이미지 살펴보기
#
# 학습하기 전에 데이터를 눈으로 봅니다. 이미지와 레이블이 어긋나면 여기서 드러나고, 문제가 얼마나 어려운지도 짐작이 갑니다. 아래 그림에서 한 열은 한 클래스입니다. 같은 숫자라도 굵기와 기울어진 정도가 저마다 다르고, 8 × 8 픽셀에서는 사람이 읽기 어려운 것도 있습니다. `show`는 채널 차원을 맨 뒤로 옮깁니다. Matplotlib은 채널이 맨 뒤에 있는 이미지를 받기 때문입니다.

# %% [markdown] lang="en"
# ## Look at the images
#
# Look at the data before you train. If images and labels do not match, you see it here, and you get an idea of how hard the task is. Each column of the figure is one class. The same digit comes thick and thin, upright and slanted, and at 8 × 8 pixels some are hard to read even for people. `show` moves the channel dimension to the end, because Matplotlib takes images with the channels last.


# %%
def show(ax: plt.Axes, image: torch.Tensor, title: str = "", color: str = "black") -> None:
    ax.imshow(image.permute(1, 2, 0).numpy(), cmap="gray_r")
    ax.set_title(title, color=color, fontsize=10)
    ax.set(xticks=[], yticks=[])


fig, axes = plt.subplots(3, 10, figsize=(8, 2.9), layout="constrained")
for label, column in enumerate(axes.T):
    examples = data.images[data.labels == label]
    for ax, image in zip(column, examples[:3], strict=True):
        show(ax, image)
    column[0].set_title(data.class_names[label], fontsize=10)
fig.suptitle("Three images of each class")
plt.show()

# %% [markdown] lang="ko"
# ## 데이터를 셋으로 나누기
#
# 학습하는 동안에도 처음 보는 이미지를 얼마나 맞히는지 알아야 합니다. 예를 들어 얼마나 오래 학습할지 정할 때 그렇습니다. 떼어 둔 이미지로 이런 선택을 하면 바로 그 이미지에 맞는 설정을 고르게 되어, 마지막에 잰 정확도가 실제보다 높아집니다. 그래서 남은 이미지에서 15%를 더 떼어 내어 데이터를 셋으로 나눕니다.
#
# - **학습 데이터셋**(training set): 매개변수(parameter)를 바꾸는 데 씁니다.
# - **검증 데이터셋**(validation set): 학습을 지켜보고 설정을 고르는 데 씁니다.
# - **테스트 데이터셋**(test set): 모든 선택을 마친 뒤, 마지막에 한 번만 씁니다.
#
# 어느 데이터셋에나 클래스가 거의 고르게 들어 있습니다. 그러므로 이미지를 보지 않고 찍으면 열 번에 한 번쯤 맞습니다.

# %% [markdown] lang="en"
# ## Three sets
#
# During training, too, you need to know how the network does on images that are new to it, for example to decide how long to train. If you made such choices with the images you put aside, you would choose what suits these very images, and the final accuracy would come out too high. So you split off another 15% of the remaining images and have three sets.
#
# - The **training set** is for changing the parameters.
# - The **validation set** is for watching the training and for choosing settings.
# - The **test set** is used only once, at the end, when all choices are made.
#
# Each set holds about the same number of images of every class, so guessing without looking is right about one time in ten.

# %%
training, validation = train_test_split(
    torch.arange(len(data.labels)), test_size=0.15, stratify=data.labels, random_state=0
)
sets = {
    "training": (data.images[training], data.labels[training]),
    "validation": (data.images[validation], data.labels[validation]),
    "test": (data.test_images, data.test_labels),
}
for name, (images, labels) in sets.items():
    print(f"{name:10} {len(images):5} images, of each class:", labels.bincount().tolist())

# %% [markdown] lang="ko"
# ## 정규화
#
# 신경망은 입력의 평균이 0에 가깝고 퍼진 정도가 1에 가까울 때 더 안정되게 배웁니다. 그래서 채널마다 평균을 빼고 표준 편차로 나눕니다. 이를 정규화라고 합니다.
#
# 평균과 표준 편차는 학습 데이터셋에서만 구합니다. 나머지 두 데이터셋은 아직 만나지 못한 이미지를 대신하므로, 평균 하나라도 학습에 흘러들면 안 됩니다. 대신 학습 데이터셋에서 구한 두 수로 세 데이터셋을 모두 정규화합니다. 그래서 평균이 반드시 0, 표준 편차가 반드시 1이 되는 것은 학습 데이터셋뿐입니다.

# %% [markdown] lang="en"
# ## Normalize
#
# A network learns more steadily when its inputs have a mean near 0 and a spread near 1. So you subtract the mean of each channel and divide by its standard deviation. This is normalization.
#
# Both numbers come from the training set alone. The other two sets stand for images you have not met yet, so nothing of them may flow into training, not even a mean. All three sets are then normalized with the two numbers of the training set. So only the training set is sure to have a mean of 0 and a standard deviation of 1.

# %%
training_images, _ = sets["training"]
mean = training_images.mean(dim=(0, 2, 3), keepdim=True)
std = training_images.std(dim=(0, 2, 3), keepdim=True)

datasets = {
    name: TensorDataset((images - mean) / std, labels) for name, (images, labels) in sets.items()
}
# ko: 서식의 z는 -0.000을 0.000으로 씁니다.
# en: The z in the format writes -0.000 as 0.000.
for name, dataset in datasets.items():
    images, labels = dataset.tensors
    print(f"{name:10} mean {images.mean():z6.3f}, standard deviation {images.std():.3f}")

# %% [markdown] lang="ko"
# ## 미니 배치로 묶기
#
# 매개변수를 바꿀 때마다 모든 이미지를 쓰면 느리고, 한 장만 쓰면 바꾸는 방향이 들쭉날쭉합니다. 그래서 이미지 32장을 미니 배치 하나로 묶습니다. 정규화할 때 쓴 `TensorDataset`은 이미지와 레이블을 짝짓고, 데이터 로더(data loader)인 `DataLoader`는 그 짝을 미니 배치로 묶어 내놓습니다. 학습 데이터셋은 에폭(epoch)마다, 곧 데이터를 한 번 다 볼 때마다 다시 섞어 미니 배치의 구성을 바꿉니다. `generator`의 시드가 섞는 순서를 정하므로, 다시 실행해도 순서가 같습니다. 나머지 데이터셋은 섞을 까닭이 없습니다.

# %% [markdown] lang="en"
# ## Group the images into mini-batches
#
# Using all images for every change of the parameters is slow, and with a single image the direction of the change jumps about. So you put 32 images into one mini-batch. `TensorDataset`, used above, pairs images with labels, and the data loader `DataLoader` hands the pairs out in mini-batches. The training set is shuffled anew in every epoch, that is, every time you go through the data, so that other images meet in a mini-batch. The seed of `generator` decides the order, so it is the same in the next run. The other sets need no shuffling.

# %%
train_loader = DataLoader(
    datasets["training"],
    batch_size=32,
    shuffle=True,
    generator=torch.Generator().manual_seed(0),
)
validation_loader = DataLoader(datasets["validation"], batch_size=256)
test_loader = DataLoader(datasets["test"], batch_size=256)

batch_images, batch_labels = next(iter(train_loader))
print("one batch:", tuple(batch_images.shape), tuple(batch_labels.shape))
print("batches in an epoch:", len(train_loader))

# %% [markdown] lang="ko"
# :::{note}
# `num_workers`는 데이터를 미리 준비하는 프로세스, 곧 워커(worker)의 수입니다. 여기서는 모든 이미지가 메모리에 있으므로 기본값인 0이 알맞습니다. 이미지마다 파일을 읽고 압축을 푼다면 워커를 늘려 보십시오.
# :::

# %% [markdown] lang="en"
# :::{note}
# `num_workers` is the number of processes, called workers, that prepare data ahead of time. Here all images are in memory, so the default of 0 is right. When every image must be read from a file and decoded, try more workers.
# :::

# %% [markdown] lang="ko"
# ## 신경망 정의하기
#
# 합성곱 계층 3개가 이미지에서 특징을 뽑고, 마지막 선형 계층(linear layer)이 클래스마다 점수를 매깁니다. 이 점수를 **로짓**(logit)이라고 합니다. `AdaptiveAvgPool2d(2)`는 입력이 얼마나 크든 구역별로 평균을 내어 2 × 2로 줄입니다. 그래서 같은 코드가 8 × 8 이미지도, 32 × 32 이미지도 받습니다.
#
# `convolution` 함수는 합성곱 계층, 배치 정규화(batch normalization) 계층인 `BatchNorm2d`, ReLU를 한 블록(block)으로 묶습니다. 배치 정규화는 계층 사이의 값을 채널마다 미니 배치의 평균과 표준 편차로 정규화해 학습을 안정시킵니다. `Dropout(0.3)`은 학습할 때 값의 30%를 무작위로 0으로 바꿉니다. 신경망이 몇몇 값에만 기대어 학습 데이터를 외우는 과적합(over-fitting)을 줄이려는 것입니다.

# %% [markdown] lang="en"
# ## Define the network
#
# Three convolution layers extract features from the image, and a linear layer at the end gives each class a score, called a **logit**. `AdaptiveAvgPool2d(2)` averages an input of any size down to 2 × 2, so the same code takes 8 × 8 and 32 × 32 images.
#
# The function `convolution` puts a convolution layer, the batch normalization layer `BatchNorm2d` and ReLU into one block. Batch normalization normalizes the values between layers, channel by channel, with the mean and standard deviation of the mini-batch, which steadies training. `Dropout(0.3)` sets 30% of the values to 0 at random during training. It works against over-fitting, where a network leans on a few values and learns the training data by heart.


# %%
def convolution(inputs: int, outputs: int) -> nn.Sequential:
    layer = nn.Conv2d(inputs, outputs, kernel_size=3, padding=1)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs), nn.ReLU())


def build_network(channels: int, width: int, classes: int) -> nn.Sequential:
    return nn.Sequential(
        convolution(channels, width),
        convolution(width, 2 * width),
        nn.MaxPool2d(2),
        convolution(2 * width, 4 * width),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.3),
        nn.Linear(4 * width * 2 * 2, classes),
    )


# %% [markdown] lang="ko"
# `width`는 첫 합성곱 계층이 내놓는 채널 수입니다. 컬러 사진은 더 어려우므로 두 배로 넓힙니다. 아직 학습하지 않은 신경망도 이미지를 받아, 한 장에 로짓 10개씩 내놓습니다.

# %% [markdown] lang="en"
# `width` is the number of channels that the first convolution layer puts out. Color photos are harder, so they get twice as many. Even before training, the network takes images and gives 10 logits for each.

# %%
width, epochs = (32, 10) if DATASET == "cifar10" else (16, 12)
channels, classes = data.images.shape[1], len(data.class_names)
network = build_network(channels, width, classes)

print("logits:    ", tuple(network(batch_images).shape))
print("parameters:", sum(parameter.numel() for parameter in network.parameters()))

# %% [markdown] lang="ko"
# ### 학습 모드와 평가 모드
#
# 배치 정규화와 Dropout은 학습할 때만 미니 배치와 난수에 따라 동작해야 합니다. 모델을 쓸 때는 같은 이미지에 늘 같은 답이 나와야 하기 때문입니다. `train()`은 신경망을 학습 모드로, `eval()`은 **평가 모드**(evaluation mode)로 바꿉니다. 평가 모드에서 Dropout은 아무것도 하지 않고, 배치 정규화는 학습하며 모아 둔 평균과 분산을 씁니다. 같은 이미지를 두 번 넣으면 차이가 보입니다.

# %% [markdown] lang="en"
# ### Training mode and evaluation mode
#
# Batch normalization and Dropout should depend on the mini-batch and on chance only while you train. When you use the model, the same image must always get the same answer. `train()` puts the network into training mode, and `eval()` puts it into **evaluation mode**. In evaluation mode, Dropout does nothing, and batch normalization uses the mean and variance it gathered during training. Put the same images in twice to see the difference.

# %%
network.train()
print("train(): same twice?", torch.equal(network(batch_images), network(batch_images)))

network.eval()
print("eval():  same twice?", torch.equal(network(batch_images), network(batch_images)))

# %% [markdown] lang="ko"
# ## 손실 함수와 옵티마이저
#
# 손실 함수(loss function)는 신경망이 얼마나 틀렸는지를 수 하나로 나타냅니다. `nn.CrossEntropyLoss`는 로짓을 확률로 바꾼 다음, 정답에 준 확률 $p$로 손실(loss) $-\ln p$를 구하고, 미니 배치에서 평균을 냅니다. 로짓을 확률로 바꾸는 소프트맥스(softmax)가 이 안에 있으므로 신경망에는 넣지 않습니다. 아무것도 모르는 신경망은 10개 클래스에 확률을 거의 고르게 나누어 주므로, 손실이 $\ln 10$ 근처입니다.

# %% [markdown] lang="en"
# ## Loss function and optimizer
#
# The loss function says in one number how wrong the network is. `nn.CrossEntropyLoss` turns the logits into probabilities, takes the loss $-\ln p$ from the probability $p$ of the right answer, and averages over the mini-batch. Softmax, which turns logits into probabilities, is part of it, so the network itself has none. A network that knows nothing spreads its probability about evenly over 10 classes, so its loss is close to $\ln 10$.

# %%
loss_function = nn.CrossEntropyLoss()
print(f"loss before training: {loss_function(network(batch_images), batch_labels).item():.1f}")
print(f"ln 10:                {torch.tensor(10.0).log().item():.1f}")

# %% [markdown] lang="ko"
# 옵티마이저(optimizer)는 변화도(gradient)를 보고 매개변수를 바꿉니다. Adam은 매개변수마다 움직일 크기를 맞추므로, 흔히 쓰는 학습률(learning rate) 0.001로 시작하기 좋습니다.
#
# 가속기가 있으면 신경망을 그리로 옮깁니다. 데이터는 미니 배치를 하나 쓸 때마다 옮기면 되므로, 데이터셋이 가속기의 메모리보다 커도 됩니다.

# %% [markdown] lang="en"
# The optimizer looks at the gradients and changes the parameters. Adam fits the size of the step to each parameter, so the common learning rate of 0.001 is a good start.
#
# If there is an accelerator, the network moves there. The data follows one mini-batch at a time, so the dataset may be larger than the memory of the accelerator.

# %%
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")

network.to(device)
optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
print("the network is on:", next(network.parameters()).device)

# %% [markdown] lang="ko"
# ## 학습
#
# `train_one_epoch`은 학습 데이터셋의 미니 배치를 모두 한 번씩 씁니다. 미니 배치마다 순전파(forward pass)로 손실을 구하고, 역전파(backpropagation)로 변화도를 구하고, 옵티마이저로 매개변수를 바꿉니다. 변화도는 쌓이므로 먼저 `zero_grad`로 비웁니다. 마지막 미니 배치는 더 작을 수 있으므로, 미니 배치의 손실에 이미지 수를 곱해 더한 다음 전체 이미지 수로 나눕니다.

# %% [markdown] lang="en"
# ## Train
#
# `train_one_epoch` uses every mini-batch of the training set once. For each mini-batch, a forward pass gives the loss, backpropagation gives the gradients, and the optimizer changes the parameters. Gradients add up, so `zero_grad` clears them first. The last mini-batch may be smaller, so the loss of each is multiplied by its number of images, and the sum is divided by the number of all images.


# %%
def train_one_epoch(
    network: nn.Module, loader: DataLoader, optimizer: torch.optim.Optimizer
) -> float:
    network.train()
    total = 0.0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = loss_function(network(images), labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)


# %% [markdown] lang="ko"
# `predict`는 추론(inference)만 합니다. 평가 모드로 바꾸고, 함수 위에 적은 `torch.inference_mode()`로 함수 전체에서 연산 기록을 끕니다. 변화도를 구할 일이 없으므로 메모리와 시간을 아낍니다. 돌려주는 값은 모든 이미지의 로짓과 레이블이고, CPU에 있습니다. `accuracy_of`는 로짓이 가장 큰 클래스를 답으로 보고, 맞힌 비율을 구합니다.

# %% [markdown] lang="en"
# `predict` does inference only. It switches to evaluation mode, and with `torch.inference_mode()` above the function, nothing in it is recorded. No gradient is needed, so this saves memory and time. It returns the logits and labels of all images, on the CPU. `accuracy_of` takes the class with the largest logit as the answer and returns the share that is right.


# %%
@torch.inference_mode()
def predict(network: nn.Module, loader: DataLoader) -> tuple[torch.Tensor, torch.Tensor]:
    network.eval()
    parts = [(network(images.to(device)).cpu(), labels) for images, labels in loader]
    logits, labels = (torch.cat(tensors) for tensors in zip(*parts, strict=True))
    return logits, labels


def accuracy_of(logits: torch.Tensor, labels: torch.Tensor) -> float:
    return (logits.argmax(dim=1) == labels).float().mean().item()


# %% [markdown] lang="ko"
# 에폭마다 학습 손실, 검증 손실, 검증 정확도를 출력합니다. 테스트 데이터셋은 아직 건드리지 않습니다.

# %% [markdown] lang="en"
# After every epoch you see the training loss, the validation loss and the validation accuracy. The test set stays untouched.

# %%
train_losses, validation_losses = [], []
for epoch in range(1, epochs + 1):
    train_losses.append(train_one_epoch(network, train_loader, optimizer))
    logits, targets = predict(network, validation_loader)
    validation_losses.append(loss_function(logits, targets).item())
    print(
        f"epoch {epoch:2}: training loss {train_losses[-1]:.2f}, "
        f"validation loss {validation_losses[-1]:.2f}, "
        f"accuracy {accuracy_of(logits, targets):.1%}"
    )

# %% [markdown] lang="ko"
# 그림의 세로축은 로그 눈금입니다. 처음에는 학습 손실이 더 높습니다. 학습 손실은 Dropout을 켠 채, 신경망이 나아지는 에폭 내내 잰 평균이고, 검증 손실은 에폭이 끝난 뒤 Dropout 없이 재기 때문입니다. 뒤에서는 순서가 뒤집힙니다. 신경망이 학습 데이터에만 들어맞는 내용을 점점 더 많이 배우기 때문입니다. 검증 손실이 뚜렷하게 다시 오르기 시작하면 과적합이므로, 그 전에 멈추는 편이 낫습니다.

# %% [markdown] lang="en"
# The vertical axis of the figure is logarithmic. At first the training loss is the higher one: it is a mean over the whole epoch, taken with Dropout on while the network is still getting better. The validation loss is measured after the epoch, without Dropout. Later the order is reversed: more and more of what the network learns fits the training data alone. If the validation loss clearly begins to rise again, the network over-fits, and you do better to stop before that.

# %%
fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
steps = range(1, epochs + 1)
ax.plot(steps, train_losses, marker="o", label="training")
ax.plot(steps, validation_losses, marker="s", label="validation")
ax.set(yscale="log", xlabel="epoch", ylabel="mean loss", xticks=steps)
ax.set_title("Training loss and validation loss in each epoch")
ax.legend()
ax.grid(alpha=0.3)
plt.show()

# %% [markdown] lang="ko"
# ## 테스트
#
# 이제 떼어 둔 이미지를 처음으로 씁니다. 신경망이 본 적 없는 숫자 450개 가운데 97% 이상을 맞힙니다.

# %% [markdown] lang="en"
# ## Test
#
# Now the images you put aside are used for the first time. Of 450 digits that the network has never seen, it gets at least 97% right.

# %%
test_logits, test_labels = predict(network, test_loader)
predictions = test_logits.argmax(dim=1)
accuracy = accuracy_of(test_logits, test_labels)

print("test images: ", len(test_labels))
print(f"accuracy:     {accuracy:.1%}")
print(f"at least 97%: {accuracy >= 0.97}")

# %% [markdown] lang="ko"
# ### 어느 클래스를 틀렸는가
#
# 정확도는 무엇을 무엇으로 잘못 보았는지 알려 주지 않습니다. **혼동 행렬**(confusion matrix)은 알려 줍니다. 행은 정답, 열은 예측이고, 칸에는 이미지 수를 적습니다. 정답과 예측의 짝마다 번호를 하나씩 매기고 `bincount`로 번호를 세면 혼동 행렬이 됩니다. 행의 합은 그 클래스의 이미지 수이고, 대각선의 합은 맞힌 이미지 수입니다.

# %% [markdown] lang="en"
# ### Which classes go wrong
#
# Accuracy does not tell you what was mistaken for what. A **confusion matrix** does. Its rows are the right answers, its columns the predictions, and a cell holds a number of images. Give every pair of right answer and prediction a number of its own, count these numbers with `bincount`, and you have the matrix. A row adds up to the number of images of its class, and the diagonal adds up to the number of right answers.

# %%
pairs = test_labels * classes + predictions
confusion = pairs.bincount(minlength=classes**2).reshape(classes, classes)
class_counts = confusion.sum(dim=1)
class_accuracy = confusion.diag() / class_counts

print("images of each class:", class_counts.tolist())
print("right, by the diagonal: ", confusion.diag().sum().item())
print("right, by the accuracy: ", round(accuracy * len(test_labels)))

# %% [markdown] lang="ko"
# 왼쪽 그림이 혼동 행렬입니다. 대각선 밖의 붉은 칸이 틀린 이미지입니다. 오른쪽 점은 같은 행의 정확도, 곧 그 클래스의 이미지 가운데 맞힌 비율입니다. 점선은 모든 클래스의 정확도입니다. 한 클래스의 이미지는 45장쯤이므로, 한 장만 틀려도 점이 약 2% 왼쪽에 놓입니다. 이보다 훨씬 왼쪽에 있는 점이라야 신경망이 그 클래스에 약하다는 뜻입니다.

# %% [markdown] lang="en"
# On the left is the confusion matrix; the red cells off the diagonal are the mistakes. The dots on the right show the accuracy of the same row, that is, the share of this class that is right. The dashed line is the accuracy over all classes. A class has about 45 images, so a single mistake moves its dot about 2% to the left. Only a dot much farther to the left means that the network is weak at that class.


# %%
def draw_confusion(ax: plt.Axes) -> None:
    sign = 2 * torch.eye(classes) - 1
    shade = sign * (confusion / class_counts[:, None]) ** 0.3
    ax.imshow(shade.numpy(), cmap="RdBu", vmin=-1.2, vmax=1.2, aspect="auto")
    for row, counts in enumerate(confusion.tolist()):
        for column, count in enumerate(counts):
            color = "white" if abs(shade[row, column]) > 0.7 else "black"
            ax.text(column, row, count or "", ha="center", va="center", color=color)
    ax.set_xticks(range(classes), data.class_names, rotation=0 if DATASET == "digits" else 90)
    ax.set_yticks(range(classes), data.class_names)
    ax.set(title="Confusion matrix", xlabel="predicted", ylabel="true label")


# %%
# sphinx_gallery_thumbnail_number = 3
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4.2), layout="constrained")
draw_confusion(left)

right.plot(class_accuracy, range(classes), "o")
right.axvline(accuracy, linestyle="--", color="gray", label="all classes")
right.set_yticks(range(classes), [f"{share:.0%}" for share in class_accuracy])
right.yaxis.tick_right()
right.set(title="Accuracy of each class", xlabel="share that is right", ylim=left.get_ylim())
right.locator_params("x", nbins=5)
right.grid(alpha=0.3)
right.legend()
plt.show()

# %% [markdown] lang="ko"
# ### 신경망이 어려워한 이미지
#
# 틀린 이미지를 직접 보면 데이터가 어려운지, 신경망이 모자란지 짐작이 갑니다. 아래는 정답에 준 확률이 가장 낮은 이미지 8장입니다. 제목은 정답, 예측, 예측한 클래스의 확률이고, 틀린 이미지는 붉은색입니다. 획이 뭉치거나 끊긴 이미지가 많아 사람도 망설일 만합니다. 틀린 답의 확률이 높을 때도 있으므로, 이 확률을 답이 맞을 확률로 믿으면 안 됩니다.

# %% [markdown] lang="en"
# ### The images the network finds hardest
#
# Looking at the mistakes gives you an idea of whether the data is hard or the network too weak. These are the 8 images whose right answer got the lowest probability. A title gives the true label, the prediction and its probability; mistakes are red. In many of these images strokes run together or break off, and you may hesitate too. A wrong answer can have a high probability, so do not take it for the chance of being right.

# %%
probabilities = test_logits.softmax(dim=1)
of_true_label = probabilities[torch.arange(len(test_labels)), test_labels]

fig, axes = plt.subplots(2, 4, figsize=(8, 4.8), layout="constrained")
for ax, index in zip(axes.flat, of_true_label.argsort()[:8].tolist(), strict=True):
    truth, guess = test_labels[index].item(), predictions[index].item()
    title = f"{data.class_names[truth]} → {data.class_names[guess]}"
    title += f" ({probabilities[index, guess]:.0%})"
    show(ax, data.test_images[index], title, "black" if truth == guess else "tab:red")
fig.suptitle("The 8 hardest test images: true label → prediction (probability)")
plt.show()

# %% [markdown] lang="ko"
# ## 저장하고 불러오기
#
# 학습으로 얻은 것은 매개변수와, 배치 정규화가 모아 둔 통계입니다. `state_dict`는 이 텐서(tensor)들을 이름으로 찾는 사전, 곧 **상태 사전**(state dict)으로 돌려줍니다. 클래스나 함수의 코드는 들어 있지 않으므로, 불러오는 쪽에서 신경망을 다시 만들어야 합니다. `0.1.running_mean`은 0번 블록에 든 1번 계층의 평균이라는 뜻입니다. `torch.save`가 상태 사전을 파일에 씁니다.

# %% [markdown] lang="en"
# ## Save and load
#
# Training leaves you with the parameters, and with the statistics that batch normalization gathered. `state_dict` returns these tensors as a dictionary from names to tensors, the **state dict**. It holds no code of classes or functions, so whoever loads it must build the network anew. `0.1.running_mean` is the mean in layer 1 of block 0. `torch.save` writes the state dict to a file.

# %%
state = network.state_dict()
for name in list(state)[:6]:
    print(f"{name:23}", tuple(state[name].shape))
print("...", len(state), "tensors in all")

torch.save(state, "classifier.pt")

# %% [markdown] lang="ko"
# 새로 만든 신경망은 답이 다르지만, 파일의 상태 사전을 `load_state_dict`로 넣으면 예측이 모두 같아집니다. `map_location`은 텐서를 놓을 장치(device)입니다. GPU에서 저장한 파일을 GPU가 없는 컴퓨터에서 읽을 때 필요합니다. 정규화에 쓴 `mean`과 `std`는 신경망에 들어 있지 않으므로, 다른 프로그램에서 쓰려면 함께 저장하십시오.

# %% [markdown] lang="en"
# A newly built network gives other answers. Put the state dict of the file into it with `load_state_dict`, and all predictions are the same. `map_location` is the device the tensors go to; you need it when a file was saved on a GPU and the computer that reads it has none. `mean` and `std`, which you normalized with, are not in the network, so save them too if another program is to use it.

# %%
restored = build_network(channels, width, classes).to(device)
logits, _ = predict(restored, test_loader)
print("same predictions before loading:", torch.equal(logits.argmax(dim=1), predictions))

state = torch.load("classifier.pt", map_location=device, weights_only=True)
restored.load_state_dict(state)
logits, _ = predict(restored, test_loader)
print("same predictions after loading: ", torch.equal(logits.argmax(dim=1), predictions))

# %% [markdown] lang="ko"
# ### `weights_only`를 쓰는 까닭
#
# `torch.save`는 파이썬의 pickle 형식으로 씁니다. pickle 파일은 읽는 순간 아무 코드나 실행할 수 있습니다. 아래 `Trap`의 `__reduce__` 메소드(method)는 pickle이 파일을 읽을 때 부를 함수와 인자(argument)를 정합니다. 여기서는 글을 출력할 뿐이지만, 남이 만든 파일이라면 여러분의 파일을 지울 수도 있습니다. `weights_only=True`는 텐서와, 파이썬의 수나 문자열 같은 기본 값만 읽고 나머지는 거부합니다. PyTorch 2.6부터는 이 값이 기본값입니다. 그래도 적어 두면 코드를 읽는 사람이 의도를 압니다. 이전 버전에는 이 값으로도 막지 못하는 결함이 있었으므로, PyTorch를 새 버전으로 유지하고 믿을 수 없는 파일은 읽지 마십시오.

# %% [markdown] lang="en"
# ### Why `weights_only`
#
# `torch.save` writes Python's pickle format. A pickle file can run any code at the moment it is read. Below, the method `__reduce__` of `Trap` names a function, with its arguments, for pickle to call when it reads the file. Here it only prints a line, but a file made by someone else might delete yours. `weights_only=True` reads tensors and basic Python values such as numbers and strings, and refuses the rest. Since PyTorch 2.6 it is the default. Write it anyway, so that whoever reads your code sees what you mean. Older versions had flaws that got around it, so keep PyTorch up to date and do not load files you cannot trust.


# %%
class Trap:
    def __reduce__(self):
        return print, ("code from the file is running",)


torch.save({"weight": Trap()}, "trap.pt")
torch.load("trap.pt", weights_only=False)

try:
    torch.load("trap.pt", weights_only=True)
except Exception as error:
    print("refused:", type(error).__name__)

# %% [markdown] lang="ko"
# ## CIFAR-10으로 학습하기
#
# 이 페이지 위에 있는 링크로 스크립트를 내려받아, 환경 변수를 주고 실행하십시오. macOS와 Linux에서는 첫 번째 명령을, Windows의 PowerShell에서는 두 번째 명령을 씁니다. 그림 창은 닫아야 다음으로 넘어갑니다. 노트북에서는 첫 셀보다 먼저 `%env BLITZ_DATASET=cifar10`을 실행합니다. 처음 실행할 때 약 170 MB를 내려받고, 메모리는 약 3 GB를 씁니다.
#
# ```shell
# BLITZ_DATASET=cifar10 python training_a_classifier.py
# ```
#
# ```powershell
# $env:BLITZ_DATASET = "cifar10"; python training_a_classifier.py
# ```

# %% [markdown] lang="en"
# ## Train on CIFAR-10
#
# Download the script with the link at the top of this page and run it with the environment variable. The first command is for macOS and Linux, the second for PowerShell on Windows. Close the window of a figure to go on. In a notebook, run `%env BLITZ_DATASET=cifar10` before the first cell. The first run downloads about 170 MB, and training takes about 3 GB of memory.
#
# ```shell
# BLITZ_DATASET=cifar10 python training_a_classifier.py
# ```
#
# ```powershell
# $env:BLITZ_DATASET = "cifar10"; python training_a_classifier.py
# ```

# %% [markdown] lang="ko"
# ### 달라지는 것
#
# 코드는 그대로이고, 다음이 달라집니다.
#
# - 이미지 한 장의 shape는 (3, 32, 32)입니다.
# - 학습, 검증, 테스트 데이터셋의 이미지는 각각 42,500장, 7,500장, 10,000장입니다.
# - 클래스는 airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck입니다.
# - `width`는 32, `epochs`는 10입니다.
#
# CPU만으로는 한 에폭에 몇 분이 걸릴 수 있으니 가속기를 권합니다. 정확도는 손글씨 숫자에서보다 훨씬 낮을 것입니다. [CIFAR-10 페이지](https://www.cs.toronto.edu/~kriz/cifar.html)에 기준으로 실린 합성곱 신경망은 데이터 증강(data augmentation) 없이 학습했을 때 테스트 이미지의 18%를 틀렸습니다. 이 튜토리얼의 신경망은 작고 학습도 짧으므로, 이보다 많이 틀린다고 예상하십시오. 더 넓은 신경망, 더 많은 에폭, 데이터 증강이 정확도를 높이는 흔한 방법입니다.

# %% [markdown] lang="en"
# ### What changes
#
# The code stays as it is, but these things change:
#
# - An image has the shape (3, 32, 32).
# - The training, validation and test sets hold 42,500, 7,500 and 10,000 images.
# - The classes are airplane, automobile, bird, cat, deer, dog, frog, horse, ship and truck.
# - `width` is 32, and `epochs` is 10.
#
# On a CPU an epoch can take minutes, so use an accelerator if you have one. Expect an accuracy far below that of the digits. The [CIFAR-10 page](https://www.cs.toronto.edu/~kriz/cifar.html) lists as a baseline a convolutional neural network that gets 18% of the test images wrong when trained without data augmentation. The network here is small and trains briefly, so expect more mistakes. A wider network, more epochs and data augmentation are the usual ways to better accuracy.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 1. 클래스마다의 정확도는 혼동 행렬의 행을 따라 구했습니다. 이번에는 열을 따라, 어떤 숫자로 예측한 이미지 가운데 맞은 비율을 클래스마다 구하십시오. 이 값을 정밀도(precision)라고 합니다.
# 2. 합성곱이 얼마나 도움이 되는지 알아보십시오. `nn.Linear` 계층 하나로 된 신경망을 `train_one_epoch`으로 같은 에폭만큼 학습하고, 검증 데이터셋의 정확도를 비교합니다. 설정을 고르는 일이므로 테스트 데이터셋은 쓰지 않습니다.
# 3. 멈춘 학습을 이어서 하려면 옵티마이저의 상태도 필요합니다. 신경망과 옵티마이저의 상태 사전, 에폭 번호를 파일 하나에 담아 체크포인트(checkpoint)를 만들고, `weights_only=True`로 불러와 새 신경망과 새 옵티마이저에 넣으십시오.
#
# :::{admonition} 1번 풀이
# :collapsible: closed
#
# ```python
# predicted_counts = confusion.sum(dim=0)
# precision = confusion.diag() / predicted_counts
# right = (precision * predicted_counts).sum()
# assert precision.shape == (10,)
# assert torch.isclose(right / confusion.sum(), torch.tensor(accuracy))
# ```
#
# `sum(dim=0)`은 열의 합, 곧 클래스마다 예측한 횟수입니다. 정밀도에 이 횟수를 곱해 더하면 다시 맞힌 이미지 수가 됩니다.
# :::
#
# :::{admonition} 2번 풀이
# :collapsible: closed
#
# ```python
# linear = nn.Sequential(nn.Flatten(), nn.Linear(64, 10)).to(device)
# linear_optimizer = torch.optim.Adam(linear.parameters(), lr=0.001)
# for _ in range(epochs):
#     train_one_epoch(linear, train_loader, linear_optimizer)
# linear_accuracy = accuracy_of(*predict(linear, validation_loader))
# assert linear_accuracy < accuracy_of(*predict(network, validation_loader))
# ```
#
# 선형 계층은 픽셀마다 가중치(weight)를 하나씩 두고 더할 뿐이라, 획이 옆으로 한 칸만 옮겨 가도 다른 가중치를 만납니다.
# :::
#
# :::{admonition} 3번 풀이
# :collapsible: closed
#
# ```python
# checkpoint = {
#     "network": network.state_dict(),
#     "optimizer": optimizer.state_dict(),
#     "epoch": epochs,
# }
# torch.save(checkpoint, "checkpoint.pt")
#
# loaded = torch.load("checkpoint.pt", map_location=device, weights_only=True)
# resumed = build_network(channels, width, classes).to(device)
# resumed.load_state_dict(loaded["network"])
# resumed_optimizer = torch.optim.Adam(resumed.parameters(), lr=0.001)
# resumed_optimizer.load_state_dict(loaded["optimizer"])
# steps_done = resumed_optimizer.state[next(resumed.parameters())]["step"]
# assert loaded["epoch"] == epochs
# assert steps_done == epochs * len(train_loader)
# ```
#
# Adam은 매개변수마다 변화도의 이동 평균과 지금까지의 걸음 수를 기억합니다. 이 상태가 없으면 Adam은 기억을 처음부터 다시 쌓습니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# 1. The accuracy of each class came from the rows of the confusion matrix. Now take the columns: of the images predicted as a digit, find the share that is right, for each class. This is called precision.
# 2. Find out how much convolution helps. Train a network of a single `nn.Linear` layer with `train_one_epoch` for as many epochs, and compare the accuracy on the validation set. You are choosing a setting, so leave the test set alone.
# 3. To go on with training after a stop, you need the state of the optimizer too. Make a checkpoint, one file with the state dicts of the network and the optimizer and the number of the epoch. Load it with `weights_only=True` into a new network and a new optimizer.
#
# :::{admonition} Solution to 1
# :collapsible: closed
#
# ```python
# predicted_counts = confusion.sum(dim=0)
# precision = confusion.diag() / predicted_counts
# right = (precision * predicted_counts).sum()
# assert precision.shape == (10,)
# assert torch.isclose(right / confusion.sum(), torch.tensor(accuracy))
# ```
#
# `sum(dim=0)` adds up the columns, that is, how often each class was predicted. Multiply the precision by these counts, and the sum is the number of right images again.
# :::
#
# :::{admonition} Solution to 2
# :collapsible: closed
#
# ```python
# linear = nn.Sequential(nn.Flatten(), nn.Linear(64, 10)).to(device)
# linear_optimizer = torch.optim.Adam(linear.parameters(), lr=0.001)
# for _ in range(epochs):
#     train_one_epoch(linear, train_loader, linear_optimizer)
# linear_accuracy = accuracy_of(*predict(linear, validation_loader))
# assert linear_accuracy < accuracy_of(*predict(network, validation_loader))
# ```
#
# A linear layer has one weight for each pixel and adds up, so a stroke that moves by one pixel meets other weights.
# :::
#
# :::{admonition} Solution to 3
# :collapsible: closed
#
# ```python
# checkpoint = {
#     "network": network.state_dict(),
#     "optimizer": optimizer.state_dict(),
#     "epoch": epochs,
# }
# torch.save(checkpoint, "checkpoint.pt")
#
# loaded = torch.load("checkpoint.pt", map_location=device, weights_only=True)
# resumed = build_network(channels, width, classes).to(device)
# resumed.load_state_dict(loaded["network"])
# resumed_optimizer = torch.optim.Adam(resumed.parameters(), lr=0.001)
# resumed_optimizer.load_state_dict(loaded["optimizer"])
# steps_done = resumed_optimizer.state[next(resumed.parameters())]["step"]
# assert loaded["epoch"] == epochs
# assert steps_done == epochs * len(train_loader)
# ```
#
# Adam remembers moving averages of the gradients for each parameter, and the number of its steps so far. Without this state, Adam has to build up its memory from nothing.
# :::

# %% [markdown] lang="ko"
# ## 요약
#
# - 학습 데이터셋으로 매개변수를 바꾸고, 검증 데이터셋으로 설정을 고르고, 테스트 데이터셋은 마지막에 한 번만 씁니다.
# - 정규화에 쓰는 평균과 표준 편차는 학습 데이터셋에서만 구합니다.
# - 학습할 때는 `train()`, 추론할 때는 `eval()`과 `torch.inference_mode()`를 씁니다.
# - 정확도 하나만 보지 말고 혼동 행렬과 틀린 이미지를 함께 봅니다.
# - 상태 사전을 저장하고, `weights_only=True`로 불러옵니다.
#
# ## 더 읽을거리
#
# - [데이터셋과 데이터 로더](https://docs.pytorch.org/docs/stable/data.html)
# - [`nn.CrossEntropyLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html)
# - [저장과 직렬화(serialization)](https://docs.pytorch.org/docs/stable/notes/serialization.html)
# - [같은 결과를 다시 얻는 법](https://docs.pytorch.org/docs/stable/notes/randomness.html)
# - [PyTorch 공식 분류기 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html)

# %% [markdown] lang="en"
# ## Recap
#
# - Use the training set to change the parameters, the validation set to choose settings, and the test set only once, at the end.
# - The mean and standard deviation for normalization come from the training set alone.
# - Use `train()` to train, and `eval()` with `torch.inference_mode()` for inference.
# - Do not stop at the accuracy: look at the confusion matrix and at the mistakes.
# - Save the state dict, and load it with `weights_only=True`.
#
# ## Further reading
#
# - [Datasets and data loaders](https://docs.pytorch.org/docs/stable/data.html)
# - [`nn.CrossEntropyLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html)
# - [Saving and serialization](https://docs.pytorch.org/docs/stable/notes/serialization.html)
# - [How to get the same results again](https://docs.pytorch.org/docs/stable/notes/randomness.html)
# - [The official PyTorch classifier tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html)
