# %% [markdown] lang="ko"
"""
# 이미지 50장으로 미세 조정하기

레이블을 단 학습 이미지가 50장뿐입니다. 처음부터 학습시키기에는 너무 적습니다. 그런데 누군가 다른 이미지 2만 장으로 학습시킨 모델이 있다면 어떨까요? 그 모델을 새 문제에 맞추어 더 학습시키는 것이 미세 조정입니다. 무엇을 가져오고 무엇을 새로 만들지 정한 다음, 정말 도움이 되는지, 언제 도움이 되지 않는지 재 보겠습니다.

## 이 튜토리얼에서 배우는 것

- 사전 학습된 모델에서 가져올 것과 새로 만들 것
- 나머지를 학습시키는 네 가지 방법과 공평한 비교
- 빌려 온 모델이 도움이 되는 때와 되지 않는 때
- 미세 조정하면 잊어버리는 것
"""

# %% [markdown] lang="en"
# # Fine-tuning on 50 images
#
# You have 50 labeled images for training, too few to train on from scratch. But what if somebody has trained a model on 20,000 other images? Training it further to fit your task is called fine-tuning. Let's decide what to take and what to make new, then measure whether it really helps, and when it doesn't.
#
# ## What you will learn
#
# - What to take from a pre-trained model, and what to make new
# - Four ways to train the rest, compared fairly
# - When a borrowed model helps, and when it doesn't
# - What a model forgets in fine-tuning

# %% [markdown] lang="ko"
# ## 옛 문제와 새 문제
#
# 옛 문제는 인쇄체 알파벳 34자를 읽는 것이고, 대문자와 소문자를 따로 셉니다. matplotlib에 딸려 오는 글꼴 8개로 그린 다음 돌리고, 늘이고, 밀고, 잡음을 섞습니다. 2만 장은 학습에, 1,000장은 테스트에 씁니다. 숫자와 손글씨는 하나도 없고, O나 I처럼 숫자와 헷갈리는 글자도 뺐습니다.
#
# 새 문제는 손글씨 숫자를 읽는 것입니다. 8 × 8 이미지를 12 × 12픽셀의 아무 데나 놓습니다. 50장으로 학습하고, 297장으로 설정을 고르고, 500장으로 테스트합니다. 실제로는 검증에 이렇게 많은 이미지를 쓸 수 없겠지만, 여기서는 더 정확하게 비교하려고 넉넉히 씁니다.
#
# :::{admonition} 예상해 보세요: 글자에서 배운 것 가운데 무엇을 숫자를 읽는 데 쓸 수 있을까요?
# :class: predict
# :collapsible: closed
#
# 획입니다. 곧은 획, 굽은 획, 모서리, 획이 만나는 곳은 글자에도 숫자에도 있고, 이미지의 어디에나 나올 수 있습니다.
# :::

# %% [markdown] lang="en"
# ## An old task and a new one
#
# The old task is to read 34 printed letters, where A and a are two. We draw them in 8 of matplotlib's fonts, turn, stretch and shift them and add noise: 20,000 for training, 1,000 for testing. There are no digits, no handwriting, and no O or I, which look like digits.
#
# The new task is to read handwritten digits, each 8 × 8 image placed anywhere on 12 × 12 pixels. We train on 50, choose settings on 297 more, and test on 500. You'd rarely have so many for validation; here they make the comparison more precise.
#
# :::{admonition} Predict: what could a network learn from letters that helps it read digits?
# :class: predict
# :collapsible: closed
#
# Strokes. Straight ones, bent ones, corners and crossings are in letters and digits alike, anywhere in the image.
# :::

# %%
import os
import tempfile
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)

alphabet = "ACDEFGHJKLMNPQRTUVWXYadefhkmnprtwy"
fonts = ["DejaVuSans", "DejaVuSans-Oblique", "DejaVuSans-Bold", "DejaVuSansMono"]
fonts += ["DejaVuSerif", "DejaVuSerif-Italic", "STIXGeneral", "STIXGeneralItalic"]


# %% tags=["hide-input"]
def stencil(letter, font):
    path = Path(matplotlib.get_data_path(), "fonts", "ttf", font + ".ttf")
    page = Image.new("L", (160, 160))
    pen = ImageDraw.Draw(page)
    pen.text((40, 40), letter, 255, ImageFont.truetype(path, 80))
    cut = page.crop(page.getbbox())
    width = min(24, round(24 * cut.width / cut.height))
    page = Image.new("L", (32, 32))
    page.paste(cut.resize((width, 24)), ((32 - width) // 2, 4))
    return np.array(page, dtype="float32") / 255


pages = [[stencil(letter, font) for font in fonts] for letter in alphabet]
stencils = torch.tensor(np.array(pages))


def draw_letters(count):
    def between(low, high):
        return low + (high - low) * torch.rand(count)

    names = torch.randint(len(alphabet), (count,))
    chosen = stencils[names, torch.randint(len(fonts), (count,))].unsqueeze(1)
    turn, lean = between(-0.25, 0.25), between(-0.3, 0.3)
    wide, high = between(1.3, 1.9), between(1.05, 1.45)
    right, down = wide * between(-0.35, 0.35), high * between(-0.35, 0.35)
    across = [wide * turn.cos(), high * (lean - turn.sin()), right]
    along = [wide * turn.sin(), high * turn.cos(), down]
    maps = torch.stack(across + along, dim=1).reshape(count, 2, 3)
    grid = F.affine_grid(maps, (count, 1, 24, 24), align_corners=False)
    small = F.avg_pool2d(F.grid_sample(chosen, grid, align_corners=False), 2)
    return (24 * small + 0.7 * torch.randn(small.shape)).clamp(0, 16), names


# %%
letters, names = draw_letters(20_000)
new_letters, new_names = draw_letters(1_000)

digits = load_digits()
labels = torch.tensor(digits.target)
images = torch.zeros(1797, 1, 12, 12)
places = torch.randint(0, 5, (1797, 2))
for number, (down, right) in enumerate(places):
    digit = torch.tensor(digits.images[number])
    images[number, 0, down : down + 8, right : right + 8] = digit


def split(part, size):
    kinds = labels[part]
    return train_test_split(part, test_size=size, stratify=kinds, random_state=0)


# ko: known에서 50장을 뽑아 학습에 씁니다.
# en: The 50 training images are drawn from known.
known, rest = split(torch.arange(1797), 797)
validation, test = split(rest, 500)
print("letters:", tuple(letters.shape), "digits:", tuple(images.shape))
print("known:", len(known), "validation:", len(validation), "test:", len(test))

# %% tags=["hide-input"]
fig, axes = plt.subplots(2, 8, figsize=(6.4, 2.2), layout="constrained")
for row, pictures in zip(axes, (letters, images), strict=True):
    for ax, picture in zip(row, pictures, strict=False):
        ax.imshow(picture[0], cmap="gray_r")
        ax.set(xticks=[], yticks=[])
axes[0, 0].set_ylabel("old task")
axes[1, 0].set_ylabel("new task")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 위는 인쇄체 글자이고, 아래는 사람이 쓴 숫자입니다.
# :alt: 작은 흑백 이미지가 두 줄로 있습니다. 윗줄은 조금씩 기울고 늘어난 알파벳이고, 아랫줄은 여기저기에 놓인 손글씨 숫자 0부터 7입니다.
# old task: 옛 문제
# new task: 새 문제
# :::
#
# ## 남이 학습시킨 모델
#
# 신경망을 두 부분으로 나누어 봅시다. **백본**(backbone)은 이미지를 수 64개로 바꾸고, **헤드**(head)는 그 수로 클래스마다 점수를 매기는 선형 계층입니다. 백본 끝의 `AvgPool2d(3)`은 남은 3 × 3 자리를 평균하므로, 헤드는 획이 어디에 있었는지 거의 모릅니다. `forward`에서는 먼저 0부터 16까지인 픽셀값을 16으로 나눕니다. `__init__`의 마지막 줄은 값이 메모리에 놓이는 순서만 바꾸어 CPU에서 더 빨리 계산하게 합니다.
#
# `train` 함수는 옛 문제에도 새 문제에도 씁니다. 인자 `groups`에는 어느 매개변수를 어떤 학습률(`lr`)로 학습시킬지 적는데, 뒤에서 더 설명합니다. `change`는 데이터 증강에 씁니다. 단계마다 이미지를 무작위로 `size`장씩 뽑고, 단계의 4분의 3이 지나면 학습률을 10분의 1로 줄여 더 잘게 다듬습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Above are printed letters, below handwritten digits.
# :alt: Two rows of small gray images. The upper row shows letters, a little turned and stretched; the lower one handwritten digits from 0 to 7, placed here and there.
# :::
#
# ## A model that somebody trained
#
# Think of the network as two parts. The **backbone** turns an image into 64 numbers, and the **head**, a linear layer, turns those into a score for each class. At the end of the backbone, `AvgPool2d(3)` averages the 3 × 3 places that are left, so the head hardly sees where a stroke was. `forward` first divides the pixels, 0 to 16, by 16. The last line of `__init__` only changes the order of values in memory, which is faster on a CPU.
#
# The function `train` serves both tasks. Its argument `groups` says which parameters to train at which rate (`lr`), as explained below, and `change` is for data augmentation. Each step draws `size` random images, and after 3/4 of the steps the learning rate drops to 1/10, for finer steps.


# %%
def block(inputs, outputs):
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())


class Net(nn.Module):
    def __init__(self, classes):
        super().__init__()
        first = [block(1, 8), nn.MaxPool2d(2), block(8, 32), nn.MaxPool2d(2)]
        last = [block(32, 64), nn.AvgPool2d(3), nn.Flatten()]
        self.backbone = nn.Sequential(*first, *last)
        self.head = nn.Linear(64, classes)
        self.to(memory_format=torch.channels_last)

    def forward(self, x):
        return self.head(self.backbone(x / 16))


# %%
def train(model, groups, inputs, targets, steps, size=25, change=None):
    optimizer = torch.optim.SGD(groups, momentum=0.9)
    frozen = not any(p.requires_grad for p in model.backbone.parameters())
    for step in range(steps):
        model.train()
        if frozen:
            model.backbone.eval()
        if step == steps * 3 // 4:
            for group in optimizer.param_groups:
                group["lr"] /= 10
        part = torch.randint(len(inputs), (size,))
        batch = change(inputs[part]) if change else inputs[part]
        loss = F.cross_entropy(model(batch), targets[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


# %% [markdown] lang="ko"
# 매개변수를 바뀌지 않게 고정하는 것이 동결이고, `requires_grad_(False)`를 부르면 됩니다. 백본이 동결되어 있으면 `model.train()` 다음에 백본만 평가 모드로 되돌립니다. 그러지 않으면 [배치 정규화의 평균이 움직입니다](../blitz/inside_autograd.md#freezing-parameters). 그러면 어떻게 되는지 뒤에서 재 봅니다. 이제 그 '누군가'가 되어 글자 2만 장으로 모델을 학습시키고 파일로 남깁니다. 이것이 **사전 학습된 모델**(pre-trained model)입니다.
#
# :::{admonition} 예상해 보세요: 찍으면 글자를 몇 퍼센트나 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 34자 가운데 하나이므로 3%쯤입니다.
# :::

# %% [markdown] lang="en"
# To freeze parameters is to keep them from changing; `requires_grad_(False)` does it. If the backbone is frozen, it goes back to evaluation mode after `model.train()`. Otherwise [the averages of batch normalization would move](../blitz/inside_autograd.md#freezing-parameters). We'll measure later what that does. Now let's be that "somebody," train on the 20,000 letters, and save the result to a file: a **pre-trained model**.
#
# :::{admonition} Predict: what percentage of the letters would you get right by guessing?
# :class: predict
# :collapsible: closed
#
# One letter of 34, so about 3%.
# :::


# %%
@torch.no_grad()
def accuracy(model, inputs, targets):
    return (model(inputs).argmax(dim=1) == targets).float().mean().item()


somebody = Net(len(alphabet))
everything = [{"params": somebody.parameters(), "lr": 0.1}]
train(somebody, everything, letters, names, steps=400, size=100)
old_accuracy = accuracy(somebody, new_letters, new_names)
print(f"new letters: {old_accuracy:.1%} right")

folder = Path(tempfile.mkdtemp())
torch.save(somebody.state_dict(), folder / "letters.pt")

# %% [markdown] lang="ko"
# ## 백본은 가져오고 헤드는 새로 만들기
#
# 숫자는 열 가지입니다. `Net(10)`을 만들어 파일을 불러오면 될까요?
#
# :::{admonition} 예상해 보세요: `Net(10)`의 어느 부분이 파일과 맞지 않을까요?
# :class: predict
# :collapsible: closed
#
# 헤드입니다. 파일에는 글자 34자의 가중치와 편향이 있고, `Net(10)`에는 숫자 10가지의 자리만 있습니다. 백본은 꼭 맞습니다.
# :::

# %% [markdown] lang="en"
# ## Take the backbone, make the head new
#
# There are ten digits. So can we make a `Net(10)` and load the file into it?
#
# :::{admonition} Predict: which part of `Net(10)` doesn't match the file?
# :class: predict
# :collapsible: closed
#
# The head. The file has weights and biases for 34 letters, and `Net(10)` has room for 10 digits. The backbone fits.
# :::

# %%
state = torch.load(folder / "letters.pt", weights_only=True)
try:
    Net(10).load_state_dict(state)
except RuntimeError as error:
    # ko: 줄마다 쌍점 앞까지만 출력합니다.
    # en: Of each line, print only what stands before the colon.
    for line in str(error).splitlines()[1:]:
        print(line.strip().partition(":")[0])

# %% [markdown] lang="ko"
# 그래서 순서를 바꿉니다. 글자 모델을 그대로 만들어 파일을 불러온 다음, 헤드를 새 선형 계층으로 갈아 끼웁니다. 새 헤드의 가중치는 난수입니다. 헤드만 학습시키려면 백본을 [동결합니다](../blitz/inside_autograd.md#freezing-parameters). 정말 동결되었는지는 `requires_grad`가 켜진 매개변수를 세어 확인합니다.
#
# :::{admonition} 예상해 보세요: 백본을 동결하면 학습할 매개변수는 몇 개일까요?
# :class: predict
# :collapsible: closed
#
# 헤드의 가중치 $64 \times 10$개와 편향 10개를 더해 650개입니다.
# :::

# %% [markdown] lang="en"
# So we do it the other way round: build the model for letters, load the file, and then put a new linear layer in place of its head. The new head's weights are random. To train nothing but the head, [freeze](../blitz/inside_autograd.md#freezing-parameters) the backbone. Is it really frozen? Count the parameters with `requires_grad` on.
#
# :::{admonition} Predict: with the backbone frozen, how many parameters are left to train?
# :class: predict
# :collapsible: closed
#
# The head's $64 \times 10$ weights and 10 biases: 650.
# :::


# %%
def borrow():
    model = Net(len(alphabet))
    model.load_state_dict(state)
    model.head = nn.Linear(64, 10)
    return model


def count(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


model = borrow()
print("to train, all layers:", count(model))
model.backbone.requires_grad_(False)
print("to train, head only: ", count(model))

# %% [markdown] lang="ko"
# ## 네 가지 방법
#
# - **처음부터**(`from scratch`): 아무것도 빌려 오지 않습니다.
# - **헤드만**(`head only`): 백본을 동결합니다.
# - **모든 계층**(`all layers`): 백본도 헤드와 같은 학습률로 학습시킵니다.
# - **느린 백본**(`slower backbone`): 백본의 학습률을 헤드의 10분의 1로 합니다. 헤드는 난수에서 시작하지만 백본은 이미 쓸 만하기 때문입니다.
#
# 학습률이 둘이면 옵티마이저에 매개변수 대신 딕셔너리의 리스트를 넘깁니다. 딕셔너리마다 매개변수와 그 학습률이 있습니다. 이 딕셔너리 하나하나가 **매개변수 그룹**(parameter group)이고, 그 리스트가 `groups`입니다. 나머지 인자(`more`)는 `train`에 그대로 넘깁니다. 동결한 매개변수는 그룹에 있어도 옵티마이저가 건너뜁니다.

# %% [markdown] lang="en"
# ## Four ways
#
# - **From scratch** (`from scratch`): nothing is borrowed.
# - **Head only** (`head only`): the backbone is frozen.
# - **All layers** (`all layers`): the backbone is trained too, at the same rate as the head.
# - **Slower backbone** (`slower backbone`): the backbone gets 1/10 of the head's rate, because the head begins with random weights and the backbone is already useful.
#
# For two learning rates, pass the optimizer a list of dictionaries instead of parameters. Each one, a **parameter group**, has its own parameters and its own rate; `groups` is the list of them. Further arguments (`more`) are passed on to `train`. The optimizer skips frozen parameters, even if they're in a group.


# %%
def adapt(way, rate, part, seed, steps=60, **more):
    torch.manual_seed(seed)
    model = Net(10) if way == "from scratch" else borrow()
    if way == "head only":
        model.backbone.requires_grad_(False)
    slower = rate / 10 if way == "slower backbone" else rate
    groups = [
        {"params": model.backbone.parameters(), "lr": slower},
        {"params": model.head.parameters(), "lr": rate},
    ]
    return train(model, groups, images[part], labels[part], steps, **more)


def draw(each, seed):
    source = torch.Generator().manual_seed(seed)
    order = known[torch.randperm(len(known), generator=source)]
    kinds = [order[labels[order] == digit] for digit in range(10)]
    return torch.cat([kind[:each] for kind in kinds])


# %% [markdown] lang="ko"
# `draw(5, seed)`는 숫자마다 5장씩 50장을 뽑습니다. 어느 방법이든 60단계를 학습시킵니다. 알맞은 학습률은 방법마다 다를 수 있으므로, 다섯 가지씩 시험해 검증 정확도가 가장 높은 것을 고릅니다. 여기에 쓸 50장은 따로 뽑습니다.

# %% [markdown] lang="en"
# `draw(5, seed)` draws 50 images, 5 of each digit. Each way gets 60 steps. Each way may need its own learning rate, so for each we try 5 and keep the one with the highest validation accuracy. The 50 images for this are a separate draw.

# %%
ways = ["from scratch", "head only", "all layers", "slower backbone"]
rates = {}
for way in ways:
    scores = {}
    for rate in (0.003, 0.01, 0.03, 0.1, 0.3):
        model = adapt(way, rate, draw(5, seed=5), seed=5)
        scores[rate] = accuracy(model, images[validation], labels[validation])
    # ko: 점수가 가장 높은 학습률이고, 같으면 앞의 것입니다.
    # en: The rate with the highest score; in a tie, the first of them.
    rates[way] = max(scores, key=scores.get)
    shown = [f"{score:.1%}" for score in scores.values()]
    print(f"{way:15}", *shown, "->", rates[way])

# %% [markdown] lang="ko"
# 이제 테스트 이미지를 엽니다. 뒤에서도 이 이미지로 재지만, 그 결과를 보고 설정을 바꾸지는 않습니다. 50장을 다섯 번 뽑아 네 방법에 똑같이 주고, 방법마다 다섯 모델의 정확도를 구합니다.
#
# :::{admonition} 예상해 보세요: 처음부터 학습시킨 다섯 모델의 가장 높은 정확도가 빌려 온 모델의 가장 낮은 정확도보다 높을까요?
# :class: predict
# :collapsible: closed
#
# 그렇지 않습니다. 첫 줄의 가장 큰 값과 나머지 세 줄의 가장 작은 값을 비교해 보십시오.
# :::

# %% [markdown] lang="en"
# Now we open the test images. We'll measure on them again later, but never change a setting because of the result. We draw 50 images five times and give each draw to all four ways, so each way has five accuracies.
#
# :::{admonition} Predict: does the best of the five models from scratch beat the worst of those that borrow?
# :class: predict
# :collapsible: closed
#
# No. Compare the largest number of the first line with the smallest of the other three.
# :::


# %%
def tested(model):
    return accuracy(model, images[test], labels[test])


adapted, results, means = {}, {}, {}
for way in ways:
    rate = rates[way]
    adapted[way] = [adapt(way, rate, draw(5, seed), seed) for seed in range(5)]
    results[way] = [tested(model) for model in adapted[way]]
    means[way] = sum(results[way]) / 5
    shown = [f"{each:.1%}" for each in results[way]]
    print(f"{way:15} mean {means[way]:.1%}:", *shown)

# %% [markdown] lang="ko"
# 처음부터 학습시키면 평균 {eval}`means["from scratch"]:.0%`, 모든 계층을 미세 조정하면 {eval}`means["all layers"]:.0%`입니다. 다섯 번 모두 빌려 온 쪽이 이겼습니다. 헤드만, 곧 매개변수 650개만 학습시켜도 {eval}`means["head only"]:.0%`를 맞힙니다. 모든 계층이 느린 백본을 앞선 것은 다섯 번 가운데 {eval}`sum(a > b for a, b in zip(results["all layers"], results["slower backbone"]))`번이라, 더 낫다고 말하기에는 모자랍니다.
#
# ## 이미지가 더 많다면
#
# 숫자마다 1장, 5장, 20장, 90장을 뽑아 `from scratch` 모델과 `all layers` 모델을 다시 비교해 보겠습니다. 이번에는 150단계를 학습시키고, 저마다 두 번 뽑아 평균합니다. 50장도 앞에서보다 오래 학습시키므로, 앞에서 너무 일찍 멈춘 것은 아닌지도 알 수 있습니다.
#
# :::{admonition} 예상해 보세요: 이미지가 많아지면 두 방법의 차이는 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 줄어듭니다. 이미지가 넉넉하면 획을 숫자에서 바로 배울 수 있기 때문입니다.
# :::

# %% [markdown] lang="en"
# From scratch, it's {eval}`means["from scratch"]:.0%` on average; with all layers fine-tuned, {eval}`means["all layers"]:.0%`, and borrowing wins in all five draws. Even head only, with 650 parameters to train, gets {eval}`means["head only"]:.0%`. All layers beats the slower backbone in {eval}`sum(a > b for a, b in zip(results["all layers"], results["slower backbone"]))` of the five draws, which is too few to say that it's better.
#
# ## With more images
#
# Let's compare `from scratch` and `all layers` again, with 1, 5, 20 and 90 images of each digit. This time we train for 150 steps, and average over two draws. For the 50 images that's longer than before, so we'll also see whether we had stopped too early.
#
# :::{admonition} Predict: with more images, what happens to the gap between the two?
# :class: predict
# :collapsible: closed
#
# It shrinks. With enough images, strokes can be learned from the digits themselves.
# :::

# %%
curves = {"from scratch": {}, "all layers": {}}
sooner = {way: sum(results[way][:2]) / 2 for way in curves}
for each in (1, 5, 20, 90):
    for way, curve in curves.items():
        found = []
        for seed in (0, 1):
            model = adapt(way, rates[way], draw(each, seed), seed, steps=150)
            found.append(tested(model))
        curve[10 * each] = sum(found) / 2
    scratch, tuned = (curve[10 * each] for curve in curves.values())
    print(f"{10 * each:3} images: scratch {scratch:.1%}, all layers {tuned:.1%}")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
for way, mark, place in zip(curves, "os", [(60, 0.4), (12, 0.7)], strict=True):
    (line,) = ax.plot(list(curves[way]), list(curves[way].values()), mark + "-")
    ax.text(*place, way, color=line.get_color())
ax.set(xscale="log", xlabel="training images", ylabel="accuracy", ylim=(0, 1))
ax.set_xticks([10, 50, 200, 900], ["10", "50", "200", "900"])
ax.minorticks_off()
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 이미지가 적을수록 빌려 온 백본이 더 도움이 되고, 많으면 더는 도움이 되지 않습니다.
# :alt: 학습 이미지의 수에 따라 두 곡선이 올라갑니다. 모든 계층을 미세 조정한 곡선이 처음부터 학습시킨 곡선보다 위에서 시작하고, 오른쪽으로 갈수록 둘이 가까워집니다.
# from scratch: 처음부터
# all layers: 모든 계층
# training images: 학습 이미지의 수
# accuracy: 정확도
# :::
#
# 방금 두 번 뽑은 50장으로 60단계만 학습시켰을 때는 평균이 {eval}`sooner["from scratch"]:.0%`와 {eval}`sooner["all layers"]:.0%`였습니다. 더 오래 학습시켜도 {eval}`curves["from scratch"][50]:.0%`와 {eval}`curves["all layers"][50]:.0%`이니, 일찍 멈춘 탓에 벌어진 차이가 아닙니다. 900장에서는 {eval}`curves["from scratch"][900]:.0%`와 {eval}`curves["all layers"][900]:.0%`이니 빌려 올 까닭이 없습니다.
#
# ### 50장을 더 알뜰하게
#
# 빌려 오지 않는 길도 있습니다. 숫자가 아무 데나 놓인다는 것은 이미 압니다. 그러니 [데이터 증강](../blitz/training_a_classifier.md#repair-it)으로, 방금 두 번 뽑은 50장을 이리저리 밀면서 똑같이 150단계를 학습시켜 보겠습니다.
#
# :::{admonition} 예상해 보세요: 이미지를 밀면서 처음부터 학습시킨 모델과 밀지 않고 미세 조정한 모델 가운데 어느 쪽이 더 많이 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 여기서는 거의 비슷합니다. 둘 다 하는 것이 가장 좋습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The fewer the images, the more the borrowed backbone helps; with many, it doesn't help anymore.
# :alt: Two curves rise with the number of training images. The one for all layers starts above the one from scratch, and they come together on the right.
# :::
#
# After 60 steps, the same two draws of 50 gave {eval}`sooner["from scratch"]:.0%` against {eval}`sooner["all layers"]:.0%` on average; after longer training, it's {eval}`curves["from scratch"][50]:.0%` against {eval}`curves["all layers"][50]:.0%`. So stopping early didn't cause the gap. With 900 images, it's {eval}`curves["from scratch"][900]:.0%` against {eval}`curves["all layers"][900]:.0%`, so there's no reason to borrow.
#
# ### Make more of the 50
#
# You can also gain without borrowing. We know that a digit may be anywhere in the image. So let's use [data augmentation](../blitz/training_a_classifier.md#repair-it): push the same two draws of 50 around, again for 150 steps.
#
# :::{admonition} Predict: which gets more digits right, training from scratch with pushed images, or fine-tuning without pushing?
# :class: predict
# :collapsible: closed
#
# Here they come out nearly the same. Doing both is best.
# :::


# %%
def moved(batch):
    right, down = torch.randint(-2, 3, (2,)).tolist()
    padded = F.pad(batch, (2, 2, 2, 2))
    return padded[..., 2 - down : 14 - down, 2 - right : 14 - right]


pushed = {}
for way, curve in curves.items():
    more = {"steps": 150, "change": moved}
    found = []
    for seed in (0, 1):
        model = adapt(way, rates[way], draw(5, seed), seed, **more)
        found.append(tested(model))
    pushed[way] = sum(found) / 2
    print(f"{way:12} as they are {curve[50]:.1%}, pushed {pushed[way]:.1%}")

# %% [markdown] lang="ko"
# 이 문제에서는 이미지를 밀기만 해도 빌려 온 것만큼 도움이 되고, 둘 다 하면 {eval}`pushed["all layers"]:.0%`입니다. 데이터에 대해 아는 것이 있다면 데이터 증강도 함께 쓰십시오.
#
# ## 잊어버린 글자
#
# 숫자를 배운 백본은 아직도 글자를 알아볼까요? 파일에 있던 글자 헤드를 새 백본에 붙여, 글자를 얼마나 맞히는지 재 봅니다.
#
# :::{admonition} 예상해 보세요: 네 방법 가운데 글자를 하나도 잊지 않는 것은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 헤드만 학습시키는 방법입니다. 백본이 그대로이므로 옛 헤드와도 그대로 맞습니다. 처음부터 학습시킨 모델은 글자를 배운 적이 없으니 잊을 것도 없습니다.
# :::

# %% [markdown] lang="en"
# On this task, pushing alone helps about as much as borrowing, and with both it's {eval}`pushed["all layers"]:.0%`. If you know something about your data, use augmentation as well.
#
# ## The forgotten letters
#
# Does a backbone that has learned digits still know letters? Let's put the old head from the file on the new backbone and see how many letters it gets right.
#
# :::{admonition} Predict: which way forgets no letter at all?
# :class: predict
# :collapsible: closed
#
# Head only. Its backbone is as it was, so the old head fits as before. The model from scratch never learned letters, so it has none to forget.
# :::


# %%
def remembered(backbone):
    model = Net(len(alphabet)).eval()
    model.load_state_dict(state)
    model.backbone.load_state_dict(backbone.state_dict())
    return accuracy(model, new_letters, new_names)


kept = {}
print(f"before: {old_accuracy:.1%}")
for way in ways[1:]:
    kept[way] = sum(remembered(model.backbone) for model in adapted[way]) / 5
    print(f"{way:15} {kept[way]:.1%}")

# %% [markdown] lang="ko"
# 모든 계층을 학습시킨 모델은 숫자 50장으로 60단계를 배우는 동안 글자를 많이 잊어 {eval}`kept["all layers"]:.0%`만 맞힙니다. 이런 일을 **파국적 망각**(catastrophic forgetting)이라고 합니다. 옛 문제도 풀어야 한다면 옛 헤드를 남겨 두고 새 헤드만 학습시키거나, 옛 이미지를 섞어 학습시키십시오.
#
# ### 동결해도 움직이는 것
#
# 그런데 매개변수를 하나도 바꾸지 않아도 잊을 수 있습니다. 빌려 온 백본을 학습 모드에 두고, `no_grad` 블록에서, 옵티마이저도 없이 숫자 50장을 60번 통과시킵니다.
#
# :::{admonition} 예상해 보세요: 매개변수는 그대로인데 글자를 덜 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 덜 맞힙니다. 배치 정규화의 이동 평균이 글자의 평균에서 숫자의 평균으로 옮겨 갑니다. 이것은 매개변수가 아니라 버퍼입니다.
# :::

# %% [markdown] lang="en"
# In 60 steps on 50 digits, the models with all layers trained forgot so much that they get only {eval}`kept["all layers"]:.0%` of the letters right. That's **catastrophic forgetting**. If you still need the old task, keep its head and train only a new one, or mix in old images.
#
# ### What moves in a frozen backbone
#
# A model can even forget without a change in any parameter. Let's leave the borrowed backbone in training mode and pass the 50 digits through it 60 times, inside `no_grad` and without an optimizer.
#
# :::{admonition} Predict: the parameters stay the same. Does it still get fewer letters right?
# :class: predict
# :collapsible: closed
#
# It does. The running averages of batch normalization move from those of letters to those of digits, and they're buffers, not parameters.
# :::

# %%
model = borrow()
model.train()
with torch.no_grad():
    for _ in range(60):
        model(images[draw(5, 0)])
drifted = remembered(model.backbone)
print(f"letters before {old_accuracy:.1%}, after {drifted:.1%}")

# %% [markdown] lang="ko"
# 그래서 `train`에서는 동결한 백본을 평가 모드로 되돌렸습니다. 앞에서 글자를 잊은 두 방법에서는 백본이 학습 모드였으므로, 매개변수와 이동 평균이 함께 바뀌었습니다.
#
# ## 진짜 사전 학습된 모델
#
# <!-- check: allow claimed-numbers: torchvision's documentation has these numbers -->
#
# PyTorch의 이미지 라이브러리 torchvision에는 사진 120만 장으로 학습된 모델들이 있습니다. 헤드를 바꾸고 나머지를 동결하는 방법은 똑같습니다. 다만 부분의 이름이 달라 위의 `train` 함수는 그대로 쓸 수 없고, 동결한 계층은 여기서도 평가 모드에 둡니다. ResNet-18에서는 헤드의 이름이 `fc`이고, 헤드의 입력이 몇 개인지는 `in_features`에 있습니다. 이미지도 그 모델을 학습시킬 때와 똑같이 준비해야 하므로 가중치에 딸린 `transforms()`를 씁니다. 사진의 크기를 맞추어 자르고 정규화하는 함수입니다. torchvision을 설치하고 `os.environ["RESNET"] = "yes"`라는 줄을 먼저 실행하면, 아래 셀에서 가중치 45MB를 내려받습니다.
#
# :::{admonition} 예상해 보세요: `fc`의 입력은 512개입니다. 헤드를 숫자 10가지로 바꾸고 나머지를 동결하면 학습할 매개변수는 몇 개일까요?
# :class: predict
# :collapsible: closed
#
# $512 \times 10 + 10 = 5130$개입니다. 동결한 매개변수는 1,100만 개가 넘습니다.
# :::

# %% [markdown] lang="en"
# That's why `train` put a frozen backbone back into evaluation mode. The two ways that forgot letters kept theirs in training mode, so both parameters and averages moved.
#
# ## A real pre-trained model
#
# <!-- check: allow claimed-numbers: torchvision's documentation has these numbers -->
#
# torchvision, PyTorch's image library, has models trained on 1.2 million photos. You replace the head and freeze the rest as before. But the parts have other names, so our `train` needs changes, and frozen layers stay in evaluation mode here, too. In ResNet-18, the head is called `fc`, and `in_features` tells how many inputs it has. Images have to be prepared as they were for the pre-training, so use the `transforms()` that comes with the weights: a function that resizes, crops and normalizes a photo. Install torchvision and run `os.environ["RESNET"] = "yes"` first, and the cell below downloads the 45 MB of weights.
#
# :::{admonition} Predict: `fc` has 512 inputs. With a new head for 10 digits and the rest frozen, how many parameters are left to train?
# :class: predict
# :collapsible: closed
#
# $512 \times 10 + 10 = 5130$. More than 11 million are frozen.
# :::

# %%
if os.environ.get("RESNET"):
    from torchvision.models import ResNet18_Weights, resnet18

    weights = ResNet18_Weights.DEFAULT
    real = resnet18(weights=weights)
    real.requires_grad_(False)
    real.fc = nn.Linear(real.fc.in_features, 10)
    real.eval()
    photo = weights.transforms()(torch.rand(3, 300, 400))
    print("to train:", count(real), "photo:", tuple(photo.shape))
else:
    print("no RESNET here, so nothing is downloaded")

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 앞쪽만 동결하기 (쉬움)
#
# 백본의 앞쪽 계층은 획 같은 단순한 것을, 뒤쪽 계층은 더 복잡한 것을 찾습니다. 그래서 앞쪽만 동결하기도 합니다. `model.backbone`의 처음 `number`개 계층을(블록도 풀링도 하나로 셉니다) 동결하고 나머지는 그대로 두는 함수 `freeze_first(model, number)`를 써 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Freeze the first layers (easy)
#
# The first layers of a backbone look for simple things such as strokes, later ones for more complex things. So people often freeze only the first ones. Write a function `freeze_first(model, number)` that freezes the first `number` layers of `model.backbone` (a block counts as one, and so does a pooling layer) and leaves the rest as it is.


# %% tags=["solution"]
# ko: 계층에 requires_grad = False라고 적으면 속성만 생기고 매개변수는 동결되지 않습니다.
# en: Writing requires_grad = False on a layer makes an attribute and freezes no parameter.
def freeze_first(model, number):
    for layer in model.backbone[:number]:
        layer.requires_grad_(False)


# %% tags=["check"]
def check_1(freeze_first):
    for number, wanted in ((0, 21666), (1, 21578), (3, 19210), (7, 650)):
        model = borrow()
        freeze_first(model, number)
        got = count(model)
        message = f"number {number}: {got} to train, expected {wanted}"
        assert got == wanted, message
    print("exercise 1: correct")


check_1(freeze_first)

# %% [markdown] lang="ko"
# ### 2. 배우지 않는 헤드 (보통)
#
# 아래는 헤드만 학습시켜 모델을 돌려주려고 쓴 함수입니다. 오류는 없는데 정확도가 찍었을 때와 비슷합니다. 틀린 곳을 찾아, 고친 함수를 `learn_head(part)`로 써 보세요.

# %% [markdown] lang="en"
# ### 2. The head that doesn't learn (medium)
#
# This function should train the head only and return the model. There's no error, but it does about as well as guessing. Find the bug, and write the function without it as `learn_head(part)`.


# %%
def stuck(part):
    model = Net(len(alphabet))
    model.load_state_dict(state)
    model.requires_grad_(False).eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.03, momentum=0.9)
    model.head = nn.Linear(64, 10)
    for _ in range(100):
        loss = F.cross_entropy(model(images[part]), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


torch.manual_seed(0)
right = accuracy(stuck(draw(5, 0)), images[validation], labels[validation])
print(f"stuck: {right:.1%}")


# %% tags=["solution"]
# ko: 옵티마이저가 옛 헤드의 매개변수를 쥐고 있으므로, 헤드를 바꾼 다음에 만듭니다.
# en: The optimizer holds the old head's parameters, so make it after the new head.
def learn_head(part):
    model = borrow().eval()
    model.backbone.requires_grad_(False)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=0.03, momentum=0.9)
    for _ in range(100):
        loss = F.cross_entropy(model(images[part]), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% tags=["check"]
def check_2(learn_head):
    torch.manual_seed(0)
    model = learn_head(draw(5, 0))
    right = accuracy(model, images[validation], labels[validation])
    message = f"only {right:.1%} right: does the optimizer have the new head?"
    assert right > 0.5, message
    for name, value in model.backbone.state_dict().items():
        same = value.equal(state["backbone." + name])
        assert same, f"backbone.{name} has changed"
    print("exercise 2: correct")


check_2(learn_head)

# %% [markdown] lang="ko"
# ### 3. 이미 본 테스트 이미지 (쉬움)
#
# 인터넷에서 모은 사진으로 사전 학습된 모델을 받았습니다. 여러분의 테스트 이미지도 인터넷에서 모았습니다. 정확도를 믿기 전에 무엇을 확인해야 하는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 테스트 이미지가 사전 학습에 쓰인 적이 없는지 확인해야 합니다. 쓰였다면 데이터 누수이므로 정확도가 실제보다 높게 나옵니다.
# :::

# %% [markdown] lang="en"
# ### 3. Test images it has seen (easy)
#
# You get a model that was pre-trained on photos from the internet. Your test images are from the internet, too. Explain in a sentence what to check before you trust the accuracy.
#
# :::{admonition} Solution
# :collapsible: closed
#
# Check that no test image was in the pre-training data, because that would be a leak, and the accuracy would come out too high.
# :::

# %% [markdown] lang="ko"
# ### 4. 백본은 한 번만 (도전)
#
# 동결해서 평가 모드에 둔 백본에 같은 이미지를 넣으면 늘 같은 수 64개가 나옵니다. 그러니 단계마다 다시 계산할 필요가 없습니다. 이미지를 백본에 한 번씩만 통과시키고 나서 헤드를 500단계 학습시키는 함수 `fast(part)`를 써 보세요. 백본과 헤드가 다 있는 모델을 돌려주어야 합니다.

# %% [markdown] lang="en"
# ### 4. The backbone only once (hard)
#
# A frozen backbone in evaluation mode gives the same 64 numbers for an image each time, so there's no need to compute them in every step. Write a function `fast(part)` that sends each image through the backbone only once and then trains the head for 500 steps. Return the whole model, backbone and head.


# %% tags=["solution"]
# ko: 평가 모드에서 백본의 출력을 한 번 구해 두면, 남는 것은 작은 선형 계층의 학습뿐입니다.
# en: With the backbone's output computed once, only a small linear layer is left.
def fast(part):
    model = borrow().eval()
    with torch.no_grad():
        features = model.backbone(images[part] / 16)
    optimizer = torch.optim.SGD(model.head.parameters(), lr=0.03, momentum=0.9)
    for _ in range(500):
        loss = F.cross_entropy(model.head(features), labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


# %% tags=["check"]
def check_4(fast):
    seen = []

    def watch(module, inputs, output):
        if isinstance(module, nn.Conv2d) and module.in_channels == 1:
            seen.append(len(output))

    hook = nn.modules.module.register_module_forward_hook(watch)
    try:
        torch.manual_seed(0)
        model = fast(draw(5, 0))
    finally:
        hook.remove()
    message = f"{sum(seen)} images went through the backbone, expected 50"
    assert sum(seen) == 50, message
    for name, value in model.backbone.state_dict().items():
        same = value.equal(state["backbone." + name])
        assert same, f"backbone.{name} has changed"
    right = accuracy(model.eval(), images[draw(5, 0)], labels[draw(5, 0)])
    message = f"only {right:.1%} of its 50 images right: did you divide by 16?"
    assert right > 0.9, message
    print("exercise 4: correct")


check_4(fast)

# %% [markdown] lang="ko"
# ## 요약
#
# - 사전 학습된 모델에서 백본을 가져오고 헤드를 새로 만든 다음, 학습할 매개변수의 수를 세어 봅니다.
# - 방법마다 학습률을 검증 데이터셋으로 고르고, 이미지를 여러 번 뽑아 비교합니다.
# - 빌려 온 백본은 이미지가 적을 때 크게 도움이 되고, 이 문제에서는 이미지가 많으면 도움이 되지 않았습니다. 데이터 증강도 함께 씁니다.
# - 모든 계층을 학습시키면 옛 문제를 잊습니다. 동결한 백본은 평가 모드에 둡니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 전이 학습 튜토리얼](https://docs.pytorch.org/tutorials/beginner/transfer_learning_tutorial.html)
# - [옵티마이저에 매개변수마다 다른 설정 주기](https://docs.pytorch.org/docs/stable/optim.html#per-parameter-options)
#
# 미세 조정한 모델을 다른 사람에게 주고 싶다면 [모델을 저장하고 공유하기](save_and_share.md)로 가 보십시오. 이번에는 여러분이 그 '누군가'가 될 차례입니다.

# %% [markdown] lang="en"
# ## Recap
#
# - Take the backbone from a pre-trained model, make a new head, and count the parameters to be trained.
# - Choose a learning rate for each way on the validation set, and compare over several draws of images.
# - Borrowing helps a lot with few images; on this task, it didn't with many. Use data augmentation as well.
# - Training all layers makes the model forget its old task. Keep a frozen backbone in evaluation mode.
#
# ## Further reading
#
# - [The official PyTorch tutorial on transfer learning](https://docs.pytorch.org/tutorials/beginner/transfer_learning_tutorial.html)
# - [Different settings for different parameters in an optimizer](https://docs.pytorch.org/docs/stable/optim.html#per-parameter-options)
#
# To give your fine-tuned model to others, go to [Saving and sharing a model](save_and_share.md). Now it's your turn to be that "somebody."
