# %% [markdown] lang="ko"
"""
# 나만의 데이터 다루기

폴더에 든 이미지를 모델에 어떻게 넣을까요? 이미지를 직접 그려 데이터셋으로 만들고, 틀린 레이블을 찾고, 데이터 누수가 점수를 얼마나 부풀리는지 재 봅니다. 길이가 다른 데이터를 묶고, 디스크가 느릴 때 기다리는 시간을 워커로 줄입니다.

## 이 튜토리얼에서 배우는 것

- 폴더에 든 이미지로 데이터셋을 만드는 방법
- 틀린 레이블을 찾고 데이터 누수를 막는 방법
- 길이가 다른 데이터를 묶고, 섞는 순서를 재현하는 방법
- 워커가 도움이 되는 때
"""

# %% [markdown] lang="en"
# # Data of your own
#
# How do pictures in a folder reach a model? You'll draw some, make a dataset of them, find a wrong label, and measure how a leak inflates a score. Then you'll batch sequences of different lengths, and let workers make up for a slow disk.
#
# ## What you will learn
#
# - How to make a dataset from pictures in a folder
# - How to find a wrong label and prevent a leak
# - How to batch sequences of different lengths, and reproduce a shuffled order
# - When workers help

# %% [markdown] lang="ko"
# ## 폴더에서 데이터셋으로
#
# 먼저 이미지를 그립니다. 삼각형, 사각형, 오각형 60개를 그리고, 사진을 연달아 찍듯이 도형마다 조금씩 다르게 6장씩 임시 폴더에 남깁니다. 하위 폴더의 이름이 레이블이고, `07-2.png`는 7번 도형의 2번 사진입니다. 그런데 한 장은 일부러 다른 폴더에 넣었습니다. 어느 것인지 나중에 찾아보겠습니다.

# %% [markdown] lang="en"
# ## From a folder to a dataset
#
# First, let's draw the pictures: 60 figures (triangles, squares and pentagons), each in 6 slightly different photos, like a burst from a camera. They go into a temporary folder. The name of the subfolder is the label, and `07-2.png` is photo 2 of figure 7. One picture is in the wrong folder on purpose. Which one? We'll find out later.

# %%
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from torch import nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader, Dataset

torch.set_num_threads(1)
home = tempfile.TemporaryDirectory()
folder = Path(home.name)
kinds = ["triangle", "square", "pentagon"]


# %% tags=["hide-input"]
def draw_pictures():
    source = np.random.default_rng(0)
    for number in range(60):
        x, y = source.integers(9, 15, 2)
        radius, angle = source.integers(6, 9), source.integers(360)
        paper = int(source.integers(256))
        ink = (paper + int(source.integers(60, 197))) % 256
        for photo in range(6):
            kind = "square" if (number, photo) == (24, 3) else kinds[number % 3]
            picture = Image.new("L", (24, 24), paper)
            across, down, turn = source.integers(-1, 2, 3)
            circle = (int(x + across), int(y + down), int(radius))
            pen = ImageDraw.Draw(picture)
            pen.regular_polygon(circle, number % 3 + 3, int(angle + 5 * turn), ink)
            pixels = np.array(picture) + source.normal(0, 12, (24, 24))
            path = folder / kind / f"{number:02}-{photo}.png"
            path.parent.mkdir(exist_ok=True)
            Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(path)


draw_pictures()

# %% [markdown] lang="ko"
# 데이터셋은 두 가지 질문에 답하는 클래스입니다. `__len__`은 몇 장인지, `__getitem__`은 주어진 번호의 이미지와 레이블이 무엇인지 답합니다. 파일은 꺼낼 때 비로소 읽으므로, 메모리에 다 들어가지 않는 데이터도 쓸 수 있습니다. PNG 파일은 `glob` 메소드로 하위 폴더마다 찾고, 어느 컴퓨터에서나 순서가 같도록 `sorted` 함수로 정렬합니다. Pillow 라이브러리의 `Image.open` 함수로 연 PNG의 픽셀값은 0부터 255까지이므로, 255로 나누어 0과 1 사이의 실수로 만듭니다.
#
# :::{admonition} 예상해 보세요: 이미지는 모두 몇 장이고, 한 장의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 도형 60개를 6장씩 찍었으니 360장입니다. 흑백이고 24 × 24픽셀이므로 shape는 (1, 24, 24)입니다.
# :::

# %% [markdown] lang="en"
# A dataset is a class that answers two questions: `__len__` says how many samples there are, and `__getitem__` returns the image and the label at an index. It reads a file only when asked, so the data may be larger than your memory. `glob` finds the PNG files in every subfolder, and `sorted` makes the order the same on every computer. `Image.open`, from the library Pillow, opens a PNG with pixels from 0 to 255; dividing by 255 makes them floats from 0 to 1.
#
# :::{admonition} Predict: how many pictures are there, and what's the shape of one?
# :class: predict
# :collapsible: closed
#
# 60 figures with 6 photos make 360. They're gray and 24 × 24 pixels, so the shape is (1, 24, 24).
# :::


# %%
class Pictures(Dataset):
    def __init__(self, folder, transform=None):
        self.files = sorted(folder.glob("*/*.png"))
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        path = self.files[index]
        with Image.open(path) as picture:
            image = torch.from_numpy(np.array(picture)).unsqueeze(0) / 255
        if self.transform:
            image = self.transform(image)
        # ko: path.parent.name은 파일이 든 폴더의 이름입니다.
        # en: path.parent.name is the name of the folder that the file is in.
        return image, kinds.index(path.parent.name)


# %%
pictures = Pictures(folder)
image, label = pictures[0]
print(len(pictures), "pictures, the first:", tuple(image.shape), kinds[label])

# %% [markdown] lang="ko"
# 여러분의 사진을 쓰려면 `Pictures`에 `Path("폴더의 경로")`를 넘기고, `kinds`에 하위 폴더의 이름들을 넣습니다. JPEG 파일이면 `*.png` 대신 `*.jpg`라고 적습니다. `np.array`에는 `picture.convert("L").resize((24, 24))`를 넣어 흑백으로 바꾸고 크기를 맞춥니다.
#
# ## 이미지를 보고 틀린 레이블 찾기
#
# 학습하기 전에 데이터를 눈으로 보십시오. 360장은 다 볼 수 있어도 만 장은 보기 어렵습니다. 그래서 수상한 것부터 봅니다. 두 이미지의 거리는 픽셀값의 차를 제곱해 모두 더한 값의 제곱근이고, `torch.cdist`로 모든 쌍의 거리를 구합니다. 이미지마다 두 거리를 봅니다. 하나는 레이블이 같은 이미지 가운데 가장 가까운 것까지(`alike`), 하나는 레이블을 따지지 않고 가장 가까운 것까지입니다. 앞의 거리를 뒤의 거리로 나눈 값이 `doubt`입니다. 1이면 가장 비슷한 이미지의 레이블이 같고, 클수록 수상합니다.
#
# :::{admonition} 예상해 보세요: 이미지 한 장을 고르면, 그 이미지와 가장 비슷한 것은 대개 어느 것일까요?
# :class: predict
# :collapsible: closed
#
# 같은 도형의 다른 사진입니다. 그런데 레이블이 다르다면 둘 가운데 하나가 틀렸을 수 있습니다.
# :::

# %% [markdown] lang="en"
# For photos of your own, pass `Path("path/to/the/folder")` to `Pictures` and set `kinds` to the names of the subfolders. For JPEG files, change `*.png` to `*.jpg`. In `np.array`, use `picture.convert("L").resize((24, 24))` to make them all gray and one size.
#
# ## Find a wrong label by looking
#
# Look at your data before you train. You could look through 360 pictures, but hardly through 10,000, so begin with the suspicious ones. The distance between two pictures is the square root of the sum of their pixels' squared differences; `torch.cdist` computes it for every pair. For each picture, let's look at two distances: to the nearest picture with the same label (`alike`), and to the nearest of all. `doubt` is the first divided by the second. If it's 1, the most similar picture has the same label; the larger, the more suspicious.
#
# :::{admonition} Predict: which picture is usually most like a given one?
# :class: predict
# :collapsible: closed
#
# Another photo of the same figure. If its label differs, one of the two may be wrong.
# :::

# %%
# ko: 360장뿐이므로 한 배치에 모두 담습니다.
# ko: 많은 이미지로 학습할 때는 batch_size=32, shuffle=True로 나누어 꺼냅니다.
# en: With only 360, one batch holds them all.
# en: To train on many, use batch_size=32, shuffle=True.
images, labels = next(iter(DataLoader(pictures, batch_size=len(pictures))))
# ko: 자기 자신까지의 거리는 무한대로 바꿉니다.
# en: Make the distance of each picture to itself infinite.
distances = torch.cdist(images.flatten(1), images.flatten(1)).fill_diagonal_(torch.inf)
nearest = distances.argmin(dim=1)
# ko: 두 이미지의 레이블이 다른 칸은 True입니다. 그 칸의 거리도 무한대로 바꿉니다.
# en: A table, True where two labels differ. Make those distances infinite, too.
other = labels.unsqueeze(1) != labels
alike = distances.masked_fill(other, torch.inf).min(dim=1).values
doubt = alike / distances.min(dim=1).values
suspects = doubt.argsort(descending=True)[:4].tolist()
names = [path.stem for path in pictures.files]
for at in suspects:
    print(f"{names[at]} is most like {names[nearest[at]]}, doubt {doubt[at]:.2f}")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 1
fig, axes = plt.subplots(2, 4, figsize=(6.4, 3.8), layout="constrained")
for column, at in zip(axes.T, suspects, strict=True):
    for ax, which in zip(column, (at, nearest[at].item()), strict=True):
        ax.imshow(images[which, 0], cmap="gray", vmin=0, vmax=1)
        ax.set_title(f"{kinds[labels[which]]}\n{names[which]}")
        ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 위는 수상한 이미지이고, 아래는 저마다 가장 비슷한 이미지입니다.
# :alt: 작은 회색 도형 이미지가 위에 네 장, 아래에 네 장 있습니다. 이미지마다 위에 레이블과 파일 이름이 있고, 위아래의 레이블이 서로 다릅니다.
# triangle\n{name}: 삼각형\n{name}
# square\n{name}: 사각형\n{name}
# pentagon\n{name}: 오각형\n{name}
# :::
#
# 24-3은 레이블이 사각형인데, 눈으로 보면 삼각형입니다. 24-5는 레이블이 맞지만 하필 24-3과 가장 비슷해서 함께 걸렸습니다. 나머지는 서로 다른 도형이 우연히 닮았을 뿐입니다. 거리는 어디를 볼지 알려 주고, 판단은 눈으로 합니다. 파일을 제 폴더로 옮기고 다시 읽습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Above are the suspects, below each the picture most like it.
# :alt: Small gray pictures of figures, four above and four below. Each has its label and file name on top, and the labels above and below differ.
# :::
#
# 24-3 is labeled a square, but you can see it's a triangle. 24-5 has the right label and is here only because 24-3 is most like it. In the others, two figures happen to look alike. The distance tells where to look; your eyes decide. Let's move the file to its folder and read everything again.

# %%
(folder / "square" / "24-3.png").rename(folder / "triangle" / "24-3.png")
pictures = Pictures(folder)
images, labels = next(iter(DataLoader(pictures, batch_size=len(pictures))))
print("pictures of each kind:", labels.bincount().tolist())

# %% [markdown] lang="ko"
# ## 변환과 데이터 증강
#
# 변환(transform)은 이미지를 받아 이미지를 돌려주는 함수이면 됩니다. 아래 함수에서는 이미지를 무작위로 90도의 배수만큼 돌리고, 2분의 1의 확률로 좌우를 뒤집고, 밝기를 바꿉니다. 1번과 2번 차원은 높이와 너비이고, `clamp(0, 1)`은 0보다 작은 값을 0으로, 1보다 큰 값을 1로 바꿉니다. 삼각형은 돌려도 삼각형이므로 레이블이 그대로입니다. 숫자라면 6을 돌려 9로 만들 수 있으니 조심해야 합니다.
#
# :::{admonition} 예상해 보세요: 0번 이미지를 여덟 번 꺼내면 여덟 장은 서로 같을까요?
# :class: predict
# :collapsible: closed
#
# 다릅니다. 변환은 꺼낼 때마다 새로 하므로, 에폭마다 조금씩 다른 이미지를 봅니다.
# :::

# %% [markdown] lang="en"
# ## Transforms and augmentation
#
# A transform can be any function from an image to an image. The one below turns the image by a random multiple of 90 degrees, mirrors it half of the time, and changes its brightness. Dimensions 1 and 2 are its height and width, and `clamp(0, 1)` turns values below 0 into 0 and values above 1 into 1. A turned triangle is still a triangle, so the label holds. With digits you'd be more careful: a 6 may turn into a 9.
#
# :::{admonition} Predict: if you take picture 0 eight times, are the eight images equal?
# :class: predict
# :collapsible: closed
#
# No. The transform runs anew each time, so the images differ a little in every epoch.
# :::


# %%
def augment(image):
    image = image.rot90(torch.randint(4, (1,)).item(), (1, 2))
    if torch.rand(1) < 0.5:
        image = image.flip(2)
    return (image * (0.7 + 0.6 * torch.rand(1))).clamp(0, 1)


torch.manual_seed(0)
varied = Pictures(folder, augment)
versions = [varied[0][0] for _ in range(8)]
print("means:", *(f"{version.mean():.2f}" for version in versions))

# %% tags=["hide-input"]
fig, axes = plt.subplots(2, 4, figsize=(6.4, 3.3), layout="constrained")
for ax, version in zip(axes.flat, versions, strict=True):
    ax.imshow(version[0], cmap="gray", vmin=0, vmax=1)
    ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 파일 하나에서 꺼낸 여덟 장입니다. 돌리고 뒤집은 방향은 겹치기도 하지만, 밝기는 저마다 다릅니다.
# :alt: 같은 도형이 여덟 번 나옵니다. 돌아가고 뒤집히고 밝아지거나 어두워졌습니다.
# :::
#
# ## 누수 없이 나누기
#
# 이미지를 무작위로 나누면, 24번 도형의 사진이 학습과 검증 양쪽에 흩어지기 쉽습니다. 모델이 검증 이미지와 거의 같은 것을 이미 본 셈이니 **데이터 누수**입니다. 사진이 아니라 도형 단위로 나누면, 24번 도형의 사진 6장은 모두 한쪽에만 들어갑니다. 두 방법으로 나누어 같은 구조의 모델을 다섯 번씩 새로 학습시키고, 정확도의 평균을 구합니다. 나누는 방법만 비교하려고 변환 없이 학습시킵니다.
#
# :::{admonition} 예상해 보세요: 어느 점수가 더 높고, 어느 점수를 믿어야 할까요?
# :class: predict
# :collapsible: closed
#
# 무작위로 나눈 쪽이 훨씬 높습니다. 처음 보는 도형을 얼마나 맞힐지는 도형별로 나눈 쪽에서 알 수 있습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Eight images taken from one file: some share a direction, but each has its own brightness.
# :alt: The same figure eight times, turned, flipped, brighter or darker.
# :::
#
# ## Split without a leak
#
# Split pictures at random, and the photos of figure 24 are likely to land on both sides. The model has then seen near copies of what you validate it on: **data leakage**. Assign each figure to one side instead, and all 6 photos of figure 24 stay together. Let's do both, train a fresh model five times for each, and average the accuracy. We compare only the ways to split, so there's no transform.
#
# :::{admonition} Predict: which score is higher, and which one should you trust?
# :class: predict
# :collapsible: closed
#
# The random split scores far higher. Only the split by figure tells how the model does on a figure it has never seen.
# :::


# %%
def score(known, held):
    layers = [nn.Flatten(), nn.Linear(576, 64), nn.ReLU(), nn.Linear(64, 3)]
    model = nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    mean, std = images[known].mean(), images[known].std()
    for _ in range(15):
        # ko: 섞은 번호를 split으로 32개씩 잘라 미니 배치로 만듭니다.
        # en: split(32) cuts the shuffled numbers into mini-batches of 32.
        for part in known[torch.randperm(len(known))].split(32):
            loss = F.cross_entropy(model((images[part] - mean) / std), labels[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        guesses = model((images[held] - mean) / std).argmax(dim=1)
    return (guesses == labels[held]).float().mean().item()


# %%
# ko: path.stem, 곧 .png를 뗀 파일 이름의 처음 두 글자가 도형의 번호입니다.
# en: path.stem is the file name without .png; its first two characters are the figure's number.
figures = torch.tensor([int(path.stem[:2]) for path in pictures.files])
leaky, honest = [], []
for seed in range(5):
    torch.manual_seed(seed)
    order = torch.randperm(360)
    leaky.append(score(order[72:], order[:72]))
    # ko: 뽑은 도형 12개의 이미지는 held에서 True, ~held에서 False입니다.
    # en: Images of the 12 figures picked are True in held, and False in ~held.
    held = torch.isin(figures, torch.randperm(60)[:12])
    # ko: nonzero().flatten()은 True인 자리의 번호입니다.
    # en: nonzero().flatten() gives the places that are True.
    honest.append(score((~held).nonzero().flatten(), held.nonzero().flatten()))

leaky_mean, honest_mean = sum(leaky) / 5, sum(honest) / 5
print(f"split by picture: {leaky_mean:.0%}, split by figure: {honest_mean:.0%}")

# %% [markdown] lang="ko"
# 모델도 데이터의 양도 같은데 {eval}`leaky_mean:.0%`와 {eval}`honest_mean:.0%`입니다. 찍어도 셋 중 하나는 맞히므로, 이 모델은 삼각형이 무엇인지 거의 배우지 못했고, 학습할 때 본 도형을 알아볼 뿐입니다. 환자, 집, 촬영한 날처럼 함께 묶이는 것이 있으면 그 묶음 단위로 나누십시오. 데이터 증강을 쓰면 {eval}`honest_mean:.0%`가 오를까요? `torch.utils.data`의 `Subset(varied, known)`은 번호가 `known`에 있는 학습 이미지만 꺼내는 데이터셋입니다. 이것을 데이터 로더에 넣어 학습시키고, 변환이 없는 이미지로 시드마다 재 보십시오.
#
# ## 시드로 순서 재현하기
#
# 실험을 재현하려면 섞는 순서도 같아야 합니다. 데이터 로더에 난수 생성기(`Generator`)를 따로 주면, 다른 코드가 난수를 몇 번 뽑든 순서가 바뀌지 않습니다. 여기서는 0부터 7까지의 수를 섞어 봅니다. `range`에도 `__len__`과 `__getitem__`이 있으므로 데이터셋으로 쓸 수 있습니다.
#
# :::{admonition} 예상해 보세요: 같은 로더의 두 번째 에폭은 첫 에폭과 순서가 같을까요?
# :class: predict
# :collapsible: closed
#
# 다릅니다. 생성기에서 다음 난수가 이어서 나오기 때문입니다. 시드가 같은 로더를 새로 만들면 첫 에폭의 순서가 다시 나옵니다.
# :::

# %% [markdown] lang="en"
# The same model and the same amount of data, but {eval}`leaky_mean:.0%` against {eval}`honest_mean:.0%`. Guessing gets a third right, so the model recognizes the figures it trained on and has learned little about what makes a triangle. If samples belong together by patient, house, or day, split by those groups. Would augmentation raise the {eval}`honest_mean:.0%`? `Subset(varied, known)`, from `torch.utils.data`, has only the training images, numbered `known`. Load it with a data loader, validate without the transform, and try several seeds.
#
# ## Reproduce the order with a seed
#
# To reproduce an experiment, you need the same shuffled order. Give the data loader its own random number generator (`Generator`), and other code can draw numbers without changing the order. Let's shuffle the numbers from 0 to 7: a `range` has `__len__` and `__getitem__` too, so it can be a dataset.
#
# :::{admonition} Predict: does the second epoch of one loader have the order of the first?
# :class: predict
# :collapsible: closed
#
# No, because the generator goes on to its next random numbers. Make a new loader with the same seed, and the order of the first epoch comes back.
# :::


# %%
def loader_with(seed):
    order = torch.Generator().manual_seed(seed)
    return DataLoader(range(8), batch_size=8, shuffle=True, generator=order)


loader = loader_with(0)
orders = [next(iter(each)).tolist() for each in (loader, loader, loader_with(0))]
for name, each in zip(("epoch 1", "epoch 2", "new loader, epoch 1"), orders, strict=True):
    print(name, each)

# %% [markdown] lang="ko"
# ## 길이가 다른 데이터 묶기
#
# 글이나 소리는 길이가 제각각이라 그대로 쌓을 수 없습니다. 데이터 로더는 샘플의 리스트를 `collate_fn` 함수에 넘겨 배치로 만듭니다. 여기서는 글자를 a는 1, b는 2처럼 번호로 바꾼 단어를 묶습니다. 우리가 쓸 함수에서는 `pad_sequence` 함수로 짧은 단어의 뒤를 0으로 채우고, 원래 길이도 돌려줍니다. `batch_first=True`이면 배치 차원이 맨 앞에 옵니다.
#
# :::{admonition} 예상해 보세요: 길이가 3, 7, 5인 단어를 묶으면 배치의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (3, 7)입니다. 가장 긴 단어에 맞춥니다.
# :::

# %% [markdown] lang="en"
# ## Batch different lengths
#
# Texts and sounds have different lengths, so they can't be stacked as they are. A data loader hands a list of samples to `collate_fn`, which makes a batch of them. Our samples are words, with a as 1, b as 2 and so on. Our function also returns the true lengths; `pad_sequence` adds zeros at the end of short words, and `batch_first=True` puts the batch dimension first.
#
# :::{admonition} Predict: the words have lengths 3, 7 and 5. What's the shape of the batch?
# :class: predict
# :collapsible: closed
#
# (3, 7): the longest word decides.
# :::


# %%
def collate(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    return pad_sequence(samples, batch_first=True), lengths


# ko: ord 함수로 글자의 번호를 얻습니다. a가 97이므로 96을 뺍니다.
# en: ord gives the number of a letter, 97 for a, so we subtract 96.
spelled = ("cat", "giraffe", "tiger")
words = [torch.tensor([ord(letter) - 96 for letter in word]) for word in spelled]
try:
    next(iter(DataLoader(words, batch_size=3)))
except RuntimeError as error:
    print("without collate_fn:", str(error)[:42])
padded, lengths = next(iter(DataLoader(words, batch_size=3, collate_fn=collate)))
print(padded, lengths)

# %% [markdown] lang="ko"
# 채운 0은 데이터가 아닙니다. 평균을 구하거나 손실을 잴 때 길이를 보고 빼야 합니다. 연습 문제 3번에서 해 봅니다.
#
# ## 워커와 차례로 들어오는 데이터
#
# 디스크가 느리면 모델이 이미지를 기다립니다. 데이터 로더에 `num_workers`를 주면 그 수만큼 프로세스를 따로 만들어 다음 배치를 미리 읽습니다. 이런 프로세스가 **워커**(worker)입니다. 아래 스크립트에서는 샘플마다 0.01초씩 기다려 느린 디스크를 흉내 내고, 워커를 시작하는 시간을 빼려고 첫 배치가 온 다음부터 잽니다. 워커가 스크립트를 다시 읽기도 하므로, 한 번만 실행할 코드는 `if __name__ == "__main__":` 아래에 둡니다.
#
# `IterableDataset`은 번호로 꺼낼 수 없고 차례로 들어오는 데이터에 쓰고, `__getitem__` 대신 `__iter__`를 적습니다. 워커마다 데이터셋의 복사본이 있으므로, 몫을 나누지 않으면 모든 워커가 같은 것을 읽습니다.
#
# :::{admonition} 예상해 보세요: 0부터 3까지 내는 데이터를 워커 둘로 읽으면 무엇이 나올까요?
# :class: predict
# :collapsible: closed
#
# 숫자마다 두 번씩 나옵니다. `get_worker_info`를 써서 다른 워커의 몫을 건너뛰면 한 번씩 나옵니다.
# :::

# %% [markdown] lang="en"
# Those zeros aren't data: use the lengths to leave them out of a mean or a loss. You will, in exercise 3.
#
# ## Workers and streams
#
# With a slow disk, the model waits. Pass `num_workers` to the data loader, and that many **workers** (separate processes) read the next batches in advance. The script below waits 0.01 seconds for each sample, like a slow disk. To leave out the workers' start, the clock runs from the first batch on. Workers may read the script again, so what should run once goes under `if __name__ == "__main__":`.
#
# An `IterableDataset` is for data that can't be fetched by number but comes in order, so it has `__iter__` instead of `__getitem__`. Each worker has a copy of it, so each reads everything unless they divide it.
#
# :::{admonition} Predict: two workers read a stream of 0 to 3. What comes out?
# :class: predict
# :collapsible: closed
#
# Every number twice. With `get_worker_info`, a worker can skip what belongs to the others.
# :::

# %%
# check: allow form: this script is read as a whole.
# ko: Windows와 macOS에서는, Python 3.14부터는 Linux에서도
# ko: 워커가 클래스를 찾으려고 코드를 파일에서 다시 읽습니다.
# ko: 그래서 스크립트로 저장해 실행합니다.
# ko: 여러분의 클래스도 .py 파일에 두고 import하십시오.
# en: On Windows and macOS, and from Python 3.14 on Linux too,
# en: workers find the classes by reading the code again from its file.
# en: So we save a script and run it.
# en: Keep your own class in a .py file, too, and import it.
script = folder / "workers.py"
script.write_text(r"""
import time

from torch.utils.data import DataLoader, Dataset, IterableDataset, get_worker_info


class Slow(Dataset):
    def __len__(self):
        return 96

    def __getitem__(self, index):
        time.sleep(0.01)
        return index


class Stream(IterableDataset):
    def __init__(self, divided):
        self.divided = divided

    def __iter__(self):
        info = get_worker_info()
        if self.divided and info:
            return iter(range(info.id, 4, info.num_workers))
        return iter(range(4))


if __name__ == "__main__":
    for workers in (0, 1, 2, 4):
        batches = iter(DataLoader(Slow(), batch_size=8, num_workers=workers))
        next(batches)
        start = time.perf_counter()
        for _ in batches:
            pass
        print(time.perf_counter() - start)
    for divided in (False, True):
        loader = DataLoader(Stream(divided), batch_size=None, num_workers=2)
        print(*sorted(loader))
""")
command = [sys.executable, str(script)]
run = subprocess.run(command, capture_output=True, text=True, check=True)
*times, doubled, once = run.stdout.splitlines()
seconds = [float(each) for each in times]
print("not divided:", doubled)
print("divided:    ", once)

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 2.8), layout="constrained")
ax.barh(["0", "1", "2", "4"], seconds)
ax.set(xlabel="seconds", ylabel="workers")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 기다리는 시간이 길면 워커 둘은 하나보다, 넷은 둘보다 빠릅니다.
# :alt: 워커의 수가 0, 1, 2, 4일 때 걸린 시간을 나타낸 가로 막대입니다. 워커가 많으면 막대가 짧습니다.
# seconds: 초
# workers: 워커 수
# :::
#
# 몫을 나누었을 때 `info.id`가 0인 워커는 0과 2를, 1인 워커는 1과 3을 맡았습니다. 워커가 없으면 `info`는 `None`입니다. `batch_size=None`을 주었으므로 배치로 묶지 않고 하나씩 나왔습니다. 시간은 컴퓨터마다 다릅니다. 워커가 하나면 0일 때와 비슷한데, 이 반복문에는 워커가 읽는 동안 할 계산이 없기 때문입니다. 읽기가 빠르고 계산이 느리다면 줄일 시간이 거의 없고, 워커를 시작하고 배치를 넘겨받는 데도 시간이 듭니다. 워커 없이 재 본 다음 하나씩 늘려 가며 재 보고 고르십시오.
#
# ## 진짜 데이터: CIFAR-10
#
# [CIFAR-10](https://www.cs.toronto.edu/~kriz/cifar.html)에는 32 × 32 컬러 사진 6만 장이 있습니다. 파이썬용 파일을 받아 풀면 `cifar-10-batches-py` 폴더가 생깁니다. `os.environ["CIFAR10"] = "폴더의 경로"`를 먼저 실행하면 아래 셀에서 첫 파일의 1만 장을 읽어 `10000 photos of shape (3, 32, 32)`를 출력하고, 폴더를 정하지 않았으면 그렇다고 알려 줍니다. 데이터 로더에는 똑같이 넘기면 되고, 모델만 입력 $3 \times 32 \times 32$개와 종류 10가지에 맞춥니다. pickle은 읽으면서 코드를 실행할 수 있으므로 믿는 곳에서 받은 파일만 여십시오.
#
# :::{admonition} 예상해 보세요: 이미지 한 장의 값이 한 줄로 늘어서 있습니다. 어떤 shape로 바꾸어야 할까요?
# :class: predict
# :collapsible: closed
#
# (3, 32, 32)입니다. 빨강, 초록, 파랑 채널이 차례로 있습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: When there's much waiting, two workers beat one, and four beat two.
# :alt: Horizontal bars for the time with 0, 1, 2 and 4 workers. With many workers the bar is shorter.
# :::
#
# When they divided the stream, the worker with `info.id` 0 took 0 and 2, the other 1 and 3. With no workers, `info` is `None`. With `batch_size=None`, samples came one by one, not in batches. The times will differ on your computer. One worker gains little here, because this loop computes nothing while the worker reads. If reading is fast and computing slow, there's little to gain, and starting workers and passing batches between processes take time. Measure with no workers, then with more and more, and choose.
#
# ## The real thing: CIFAR-10
#
# [CIFAR-10](https://www.cs.toronto.edu/~kriz/cifar.html) has 60,000 color photos of 32 × 32. Download and unpack its version for Python; you get the folder `cifar-10-batches-py`. Run `os.environ["CIFAR10"] = "path/to/the/folder"` first, and the cell below reads the 10,000 photos of the first file and prints `10000 photos of shape (3, 32, 32)`; without the folder, it says so. A data loader takes them the same way; only the model has to fit $3 \times 32 \times 32$ inputs and 10 kinds. Pickle can run code as it reads, so open only files from a source you trust.
#
# :::{admonition} Predict: an image is stored as one row of values. What shape should it get?
# :class: predict
# :collapsible: closed
#
# (3, 32, 32): the red, green and blue channels follow one another.
# :::


# %%
class CIFAR10(Dataset):
    def __init__(self, folder, parts=("data_batch_1",)):
        missing = [part for part in parts if not (Path(folder) / part).is_file()]
        if not folder or missing:
            raise FileNotFoundError(f"set CIFAR10 to the folder with {parts[0]}")
        read = [pickle.loads((Path(folder) / p).read_bytes(), encoding="bytes") for p in parts]
        # ko: Python 2로 만든 파일이라 키가 b"data" 같은 바이트입니다.
        # en: Python 2 wrote these files, so their keys are bytes such as b"data".
        rows = np.concatenate([each[b"data"] for each in read])
        self.images = torch.from_numpy(rows).reshape(-1, 3, 32, 32)
        self.labels = [label for each in read for label in each[b"labels"]]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.images[index] / 255, self.labels[index]


# %%
try:
    photos = CIFAR10(os.environ.get("CIFAR10", ""))
    print(len(photos), "photos of shape", tuple(photos[0][0].shape))
except FileNotFoundError as error:
    print("no CIFAR-10 here:", error)

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 종류마다 몇 장 (쉬움)
#
# 데이터셋을 받아 종류마다 몇 장인지 세는 함수 `count(dataset)`을 써 보세요. `kinds`의 순서대로, 길이가 3인 리스트를 돌려줍니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. How many of each (easy)
#
# Write `count(dataset)`, which counts the samples of each kind and returns a list of length 3, in the order of `kinds`.


# %% tags=["solution"]
# ko: 데이터셋에서 샘플을 번호로 하나씩 꺼냅니다.
# en: A dataset gives its samples one by one, by number.
def count(dataset):
    found = [0, 0, 0]
    for index in range(len(dataset)):
        found[dataset[index][1]] += 1
    return found


# %% tags=["check"]
def check_1(count):
    for wanted in ([120, 120, 120], [3, 0, 1]):
        kind = [at for at, many in enumerate(wanted) for _ in range(many)]
        got = count([(torch.zeros(1), at) for at in kind])
        assert list(got) == wanted, f"{got}, expected {wanted}"
    print("exercise 1: correct")


check_1(count)

# %% [markdown] lang="ko"
# ### 2. 밭에 나가니 떨어진 점수 (쉬움)
#
# 동료가 작물 100포기를 다섯 장씩 찍었습니다. 사진을 무작위로 나누어 학습시켰더니, 모델이 검증 사진을 거의 다 맞혔습니다. 그런데 밭에서는 자주 틀렸습니다. 무슨 일이 있었는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 같은 포기의 사진이 학습과 검증 양쪽에 들어가 누수가 생겼으니, 포기별로 나누었어야 합니다.
# :::

# %% [markdown] lang="en"
# ### 2. The score that fell in the field (easy)
#
# A colleague takes five photos of each of 100 plants, splits the photos at random, and trains a model that gets nearly all validation photos right. In the field, it's often wrong. Explain in a sentence what happened.
#
# :::{admonition} Solution
# :collapsible: closed
#
# Photos of one plant were on both sides, which is a leak, so the split should have been by plant.
# :::

# %% [markdown] lang="ko"
# ### 3. 0이 섞인 평균 (보통)
#
# 아래 함수로 단어마다 값의 평균을 구하려고 합니다. 그런데 짧은 단어일수록 평균이 실제보다 더 작게 나옵니다. 틀린 곳을 찾아, 고친 함수를 `mean(padded, lengths)`로 써 보세요. 채운 자리는 0이 아닐 수도 있습니다.

# %% [markdown] lang="en"
# ### 3. A mean with zeros in it (medium)
#
# This function should return the mean of each word's values, but the shorter the word, the further below the true mean it comes out. Find the bug, and write `mean(padded, lengths)` without it. The padding may be a number other than 0.


# %%
def too_small(padded, lengths):
    return padded.float().mean(dim=1)


print("returned:", too_small(padded, lengths).tolist())
print("true:    ", [word.float().mean().item() for word in words])


# %% tags=["solution"]
# ko: 원래 길이 안에 있는 값만 더하고 그 길이로 나눕니다.
# en: Add only what lies within the true length, and divide by that.
def mean(padded, lengths):
    inside = torch.arange(padded.shape[1]) < lengths.unsqueeze(1)
    return (padded * inside).sum(dim=1) / lengths


# %% tags=["check"]
def check_3(mean):
    for filler in (0, 9):
        batch = pad_sequence(words, batch_first=True, padding_value=filler)
        got = mean(batch, torch.tensor([3, 7, 5]))
        assert got.shape == (3,), f"shape {tuple(got.shape)}, expected (3,)"
        for value, word in zip(got.tolist(), words, strict=True):
            wanted = word.float().mean().item()
            hint = f"{value:.2f}, expected {wanted:.2f} with padding {filler}"
            assert abs(value - wanted) < 1e-3, hint
    print("exercise 3: correct")


check_3(mean)

# %% [markdown] lang="ko"
# ### 4. 종류마다 똑같이 나누기 (도전)
#
# 무작위로 고른 도형 12개에는 삼각형이 너무 많을 수도 있습니다. 종류마다 도형을 `each`개씩 무작위로 골라 검증에 쓰는 `split(figures, labels, each)`를 써 보세요. 이미지마다 `figures`에는 도형의 번호가, `labels`에는 레이블이 있습니다. 학습 이미지의 번호와 검증 이미지의 번호를, 이 순서로 텐서 두 개로 돌려줍니다. `unique` 메소드로 겹치는 번호를 하나씩만 남길 수 있습니다.

# %% [markdown] lang="en"
# ### 4. The same number of each kind (hard)
#
# Among 12 random figures, there may be too many triangles. Write `split(figures, labels, each)`, which holds out `each` random figures of every kind. `figures` and `labels` hold the figure and the label of each image. Return two tensors: the indices of the training images, then those of the validation images. The method `unique` leaves each number once.


# %% tags=["solution"]
# ko: 종류마다 도형의 번호를 섞어 앞에서 고릅니다.
# en: For each kind, shuffle the figures and take the first ones.
def split(figures, labels, each):
    chosen = []
    for kind in labels.unique():
        known = figures[labels == kind].unique()
        chosen.append(known[torch.randperm(len(known))[:each]])
    held = torch.isin(figures, torch.cat(chosen))
    return (~held).nonzero().flatten(), held.nonzero().flatten()


# %% tags=["check"]
def check_4(split):
    held = []
    for each in (2, 4, 4):
        known, new = split(figures, labels, each)
        everything = torch.cat([known, new]).sort().values
        assert everything.equal(torch.arange(360)), "each image must be on exactly one side"
        both = set(figures[known].tolist()) & set(figures[new].tolist())
        assert not both, f"a leak: {len(both)} figures are on both sides"
        counts = labels[new].bincount(minlength=3).tolist()
        wanted = [6 * each] * 3
        assert counts == wanted, f"{counts} held out, expected {wanted}"
        held.append(set(figures[new].tolist()))
    assert held[1] != held[2], "the figures aren't chosen at random"
    print("exercise 4: correct")


check_4(split)

# %% [markdown] lang="ko"
# ## 요약
#
# - 데이터셋에는 `__len__`과 `__getitem__`이 있고, 변환은 꺼낼 때마다 새로 합니다.
# - 수상한 이미지를 골라 눈으로 보고, 함께 묶이는 것끼리는 한쪽에 둡니다.
# - 순서는 `Generator`로 재현하고, 길이가 다른 데이터는 `collate_fn`으로 묶습니다.
# - 워커가 도움이 되는지는 재 보고 정합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 데이터 튜토리얼](https://docs.pytorch.org/tutorials/beginner/basics/data_tutorial.html)
# - [데이터셋과 데이터 로더](https://docs.pytorch.org/docs/stable/data.html)
#
# torchvision의 `ImageFolder` 클래스도 여기서 만든 `Pictures`처럼 폴더의 이름을 레이블로 읽습니다. 데이터를 넣었는데도 모델이 배우지 못하면 [학습이 되지 않을 때](when_it_does_not_learn.md)로 가 보십시오.

# %% [markdown] lang="en"
# ## Recap
#
# - A dataset has `__len__` and `__getitem__`, and its transform runs anew each time.
# - Pick out suspicious images and look at them; keep on one side what belongs together.
# - A `Generator` reproduces an order, and `collate_fn` batches different lengths.
# - Measure whether workers help.
#
# ## Further reading
#
# - [The official PyTorch tutorial on data](https://docs.pytorch.org/tutorials/beginner/basics/data_tutorial.html)
# - [Datasets and data loaders](https://docs.pytorch.org/docs/stable/data.html)
#
# `ImageFolder`, in torchvision, takes the names of folders as labels, as our `Pictures` does. Your data is in, and the model still doesn't learn? Go on to [When it doesn't learn](when_it_does_not_learn.md).
