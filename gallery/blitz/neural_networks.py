# %% [markdown] lang="ko"
"""
# 신경망

신경망은 이미지를 어떻게 읽을까요? 계층이 하는 계산을 하나씩 따라가 보고, 같은 신경망을 `torch.nn`으로 만들어 이미지 128장으로 학습시킵니다. 128장을 모두 맞히게 된 신경망은 처음 보는 숫자도 잘 읽을까요?

## 이 튜토리얼에서 배우는 것

- 합성곱, ReLU, 최대 풀링, 선형 계층이 하는 계산
- `nn.Module`로 신경망을 만들고 매개변수를 세는 방법
- 점수에서 손실을 구하고 줄이는 방법
- 여러 옵티마이저를 공평하게 비교하는 방법
"""

# %% [markdown] lang="en"
# # Neural networks
#
# How does a network read an image? Let's follow what its layers compute, then build the same network with `torch.nn` and train it on 128 images. Once it gets all 128 right, will it read new digits?
#
# ## What you will learn
#
# - What convolution, ReLU, max pooling and a linear layer compute
# - How to write a network with `nn.Module` and count its parameters
# - How scores become a loss, and how to lower it
# - How to compare optimizers fairly

# %% [markdown] lang="ko"
# ## 만들 신경망
#
# 첫 신경망은 이미지를 값 64개로 펼쳐 읽었으므로, 어느 픽셀이 어느 픽셀 옆에 있었는지 알지 못했습니다. 이번에는 격자를 그대로 읽는 **합성곱 신경망**(convolutional neural network)을 만듭니다.
#
# 같은 손글씨 숫자에서 128장을 무작위로 뽑아 씁니다. 컬러 이미지는 빨강, 초록, 파랑의 격자 세 개로 이루어집니다. 이런 격자 하나하나를 **채널**(channel)이라고 하며, 여기서 쓰는 흑백 이미지에는 채널이 하나뿐입니다. 이미지를 받는 계층에는 shape가 (이미지, 채널, 높이, 너비)인 텐서를 넣으므로, `unsqueeze(1)`로 채널 차원을 끼워 넣습니다.
#
# 픽셀값은 16이 아니라 표준 편차로 나눕니다. 그러면 어떤 이미지를 쓰든 표준 편차가 1이 됩니다. 계층의 가중치는 입력이 이만한 크기일 때 잘 배우도록 뽑은 난수에서 출발합니다.

# %% [markdown] lang="en"
# ## The network we'll build
#
# Our first network read an image as a row of 64 values and never knew which pixels were neighbors. Let's keep the grid and build a **convolutional neural network**.
#
# We'll use 128 of the handwritten digits, drawn at random. A color image consists of three grids, for red, green and blue. Each such grid is a **channel**, and our gray images have only one. Layers for images take a tensor of shape (images, channels, height, width), so `unsqueeze(1)` adds the dimension for the channel.
#
# This time we divide the pixels by their standard deviation instead of by 16. That makes the standard deviation 1, whatever the images are. Layers start from random weights that suit values of this size.

# %%
import copy
from functools import partial

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(3)
torch.set_num_threads(1)

digits = load_digits()
pixels = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1)
targets = torch.tensor(digits.target)

# %%
order = torch.randperm(len(pixels))
chosen, unseen = order[:128], order[128:]
scale = pixels[chosen].std()
images, labels = pixels[chosen] / scale, targets[chosen]
print("images:", tuple(images.shape), "labels:", tuple(labels.shape))

# %% [markdown] lang="ko"
# 아래는 이미지 한 장이 신경망을 지나며 어떤 텐서가 되는지 그린 것입니다. `conv1`과 `conv2`에서는 작은 무늬를 찾고, `pool`에서는 그 결과를 줄입니다. `flatten`은 남은 값을 한 줄로 펴고, `fc1`과 `fc2`는 이 값으로 숫자마다 점수를 하나씩 냅니다.
#
# :::{admonition} 예상해 보세요: 높이와 너비는 `pool`을 지날 때만 바뀌고, 그때마다 반이 됩니다. `conv2`에서 채널이 16개가 되면, 두 번째 `pool` 다음에는 값이 모두 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# 64개입니다. 8이 4를 거쳐 2가 되므로 2 × 2 격자가 16개입니다.
# :::

# %% [markdown] lang="en"
# Here's what becomes of one image on its way. `conv1` and `conv2` look for small patterns, and `pool` shrinks what they found. `flatten` puts the remaining values into one row, from which `fc1` and `fc2` compute a score for each digit.
#
# :::{admonition} Predict: only `pool` changes the height and the width: it halves them. `conv2` makes 16 channels. How many values are left after the second `pool`?
# :class: predict
# :collapsible: closed
#
# 64, because the side goes from 8 to 4 to 2, which makes 16 grids of 2 × 2.
# :::

# %% tags=["hide-input"]
names = ["image", "conv1", "pool", "conv2", "pool", "flatten", "fc1", "fc2"]
shapes = [(1, 8, 8), (6, 8, 8), (6, 4, 4), (16, 4, 4), (16, 2, 2)]
shapes += [(64,), (32,), (10,)]
fig, ax = plt.subplots(figsize=(6.4, 2.7), layout="constrained")
for place, name, (depth, *grid) in zip(range(8), names, shapes, strict=True):
    height, width = grid or (depth / 4, 1)
    for back in reversed(range(depth if grid else 1)):
        corner = (13 * place - width / 2 + 0.3 * back, 0.3 * back - height / 2)
        ax.add_patch(plt.Rectangle(corner, width, height, fc="w", ec="C0", lw=0.8))
    below = f"{depth} of\n{grid[0]}×{grid[1]}" if grid else depth
    ax.text(13 * place, 11, name, ha="center")
    ax.text(13 * place, -10, below, ha="center", va="top")
ax.set(xlim=(-6, 97), ylim=(-19, 15), aspect="equal")
ax.axis("off")
fig.suptitle("One image on its way through the network")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 이미지는 신경망을 지나면서 작은 격자 여러 개가 되고, 마지막에는 점수 열 개가 됩니다.
# :alt: 왼쪽의 격자 하나가 합성곱과 풀링을 두 번씩 거치며 점점 작고 많은 격자가 됩니다. 그다음에는 긴 막대 하나로 펴지고, 두 번 더 짧아집니다.
# image: 이미지
# conv{number}
# pool
# flatten
# fc{number}
# {count} of\n{size}: {size}\n{count}개
# One image on its way through the network: 이미지 한 장이 신경망을 지나는 길
# :::
#
# ## 합성곱
#
# 획이 어디에 있을지 모를 때는 어떻게 찾을까요? 작은 무늬를 이미지의 모든 자리에 대어 봅니다. 이것이 **합성곱**(convolution)이고, 무늬는 가중치로 이루어진 격자인 **커널**(kernel)입니다. 자리마다 겹친 값끼리 곱해 모두 더합니다.
#
# 아래 커널은 윗줄이 모두 -1, 가운뎃줄이 0, 아랫줄이 1입니다. 그래서 위는 종이, 아래는 잉크인 자리, 곧 획의 위쪽 가장자리에서 합이 커집니다. 첫 튜토리얼에서 본 0의 한 자리에 대어 보겠습니다.
#
# :::{admonition} 예상해 보세요: 굵은 획 한가운데에서 픽셀 9개가 모두 2라면, 합은 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 윗줄이 -6, 가운뎃줄이 0, 아랫줄이 6이므로 0입니다. 이 커널은 잉크가 아니라 가장자리에 반응합니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: On its way through the network, an image becomes many small grids, and in the end ten scores.
# :alt: From the grid at the left, two convolutions make more and more grids, and pooling makes them smaller twice. Then these are put into one long bar, which becomes shorter twice.
# :::
#
# ## Convolution
#
# How do you find a stroke if you don't know where it is? Try a small pattern at every place. That's a **convolution**, and the pattern is a grid of weights, the **kernel**. At each place, multiply the values that overlap and add up the products.
#
# The kernel below has -1 in its upper row, 0 in the middle and 1 in the lower row. So the sum is large where paper is above ink: at the upper edge of a stroke. Let's try one place of the 0 from the first page.
#
# :::{admonition} Predict: in the middle of a thick stroke, all 9 pixels are 2. What's the sum?
# :class: predict
# :collapsible: closed
#
# The upper row gives -6, the middle row 0 and the lower row 6, so it's 0. The kernel responds to edges, not to ink.
# :::

# %%
digit = pixels[:1] / scale
kernel = torch.tensor([[-1.0, -1.0, -1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
patch = digit[0, 0, 4:7, 2:5]
print(patch)
print(f"sum of the products: {(patch * kernel).sum():.2f}")

# %% [markdown] lang="ko"
# `F.conv2d`는 모든 자리에서 이 합을 구합니다. 합을 자리대로 늘어놓은 것이 **특징 맵**(feature map)입니다. 한 변이 8픽셀이면 3 × 3 커널을 놓을 자리가 6곳뿐이므로, 높이와 너비가 2씩 줄어듭니다. **패딩**(padding)은 이미지를 0으로 둘러싸는 일입니다. `padding=1`이면 사방에 한 겹을 둘러 줄어든 만큼 채웁니다. 5 × 5 커널을 쓰면 높이와 너비가 4씩 줄므로 `padding=2`가 필요합니다.
#
# 이렇게 채우면 합은 커널의 한가운데가 놓인 자리에 들어갑니다. 방금 4~6번 행과 2~4번 열에 대었으므로 `[5, 3]`입니다.

# %% [markdown] lang="en"
# `F.conv2d` computes this sum at every place. The sums form the **feature map**. Along 8 pixels, a 3 × 3 kernel fits in only 6 places, so the height and the width shrink by 2. **Padding** surrounds the image with zeros: `padding=1` adds a border one pixel wide, which makes up for that. A 5 × 5 kernel shrinks them by 4, so it needs `padding=2`.
#
# Padded like this, each sum stands where the kernel's middle was. We tried rows 4 to 6 and columns 2 to 4, so ours is at `[5, 3]`.

# %%
# ko: conv2d의 가중치는 (출력 채널, 입력 채널, 높이, 너비) 순서입니다.
# en: conv2d takes weights as (output channels, input channels, height, width).
weights = kernel.reshape(1, 1, 3, 3)
edges = F.conv2d(digit, weights, padding=1)
print("without padding:", tuple(F.conv2d(digit, weights).shape))
print("with padding=1: ", tuple(edges.shape))
print(f"sum at [5, 3]: {edges[0, 0, 5, 3]:.2f}")

# %% [markdown] lang="ko"
# ### ReLU와 최대 풀링
#
# 찾은 자리만 남기려면 어떻게 할까요? **ReLU**는 양수를 그대로 두고 음수를 0으로 바꿉니다. 계층 사이에는 ReLU나 `Tanh` 같은 계산이 꼭 필요합니다. 곱하고 더하기만 하는 계층은 둘을 이어도 하나와 다르지 않기 때문입니다(연습 문제 2번). **최대 풀링**(max pooling)은 2 × 2 구역마다 가장 큰 값만 남깁니다. 값은 64개에서 16개로 줄고, 획이 구역 안에서 조금 움직여도 결과가 거의 그대로입니다.

# %% [markdown] lang="en"
# ### ReLU and max pooling
#
# How do you keep only what was found? **ReLU** leaves positive values alone and turns negative ones into 0. Layers need ReLU, or something like `Tanh`, between them: two that only multiply and add could do no more than one (exercise 2). **Max pooling** keeps the largest value of each 2 × 2 block. Of 64 values, 16 are left, and a small move of a stroke hardly changes the result.

# %%
pooled = F.max_pool2d(F.relu(edges), 2)
print("feature map:", tuple(edges.shape), "pooled:", tuple(pooled.shape))

# %% tags=["hide-input"]
grids = {"image": digit, "feature map": edges, "ReLU, max pooling": pooled}
box = {"boxstyle": "circle", "facecolor": "white"}
spots = [[], [("A", 0.3), ("C", 2), ("B", 5.5), ("D", 6.9)], [("A", 0), ("B", 2.5)]]
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.9), layout="constrained")
for ax, (name, values), letters in zip(axes, grids.items(), spots, strict=True):
    values, limit = values.squeeze(), values.abs().max()
    cmap = "gray_r" if name == "image" else "RdBu"
    ax.imshow(values, cmap=cmap, vmin=0 if cmap == "gray_r" else -limit, vmax=limit)
    for letter, y in letters:
        ax.text(len(values) / 2 - 0.5, y, letter, ha="center", va="center", bbox=box)
    ax.set(title=name, xticks=[], yticks=[])
fig.suptitle("A kernel finds the upper edges of a 0")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 커널은 획의 위쪽 가장자리를 찾고, ReLU와 풀링을 거치면 그 가장자리만 남습니다.
# :alt: 왼쪽부터 손글씨 0, 특징 맵, ReLU와 풀링을 거친 결과입니다. 특징 맵에서 A와 B는 파랗고 C와 D는 빨갛습니다. 마지막에는 A와 B만 남습니다.
# image: 이미지
# feature map: 특징 맵
# ReLU, max pooling: ReLU, 최대 풀링
# A kernel finds the upper edges of a 0: 0의 위쪽 가장자리를 찾는 커널
# :::
#
# 파랑은 양수, 빨강은 음수입니다. 특징 맵은 맨 위의 A 둘레가 가장 파랗고, B 둘레도 파랗습니다. A에서는 0의 맨 위 획이 시작되고, B에서는 구멍 아래의 획이 시작됩니다. 빨간 C와 D에서는 거꾸로 획이 끝납니다. ReLU와 풀링을 거치면 두 획의 위쪽 가장자리가 남습니다.
#
# ### 선형 계층
#
# 이렇게 찾은 것에서 점수는 어떻게 나올까요? **선형 계층**(linear layer)의 출력은 저마다 모든 입력에 가중치를 하나씩 곱해 더하고 편향을 더한 값입니다. 이미지 한 장의 값 $x$로는 $W x + b$를 계산하는 셈이고, $W$에는 출력마다 행이 하나씩 있습니다.
#
# :::{admonition} 예상해 보세요: $x = (4, 2, 1)$이고 $W$의 행은 $(1, 0, -1)$과 $(2, 3, 0)$, $b$는 $(0, 5)$입니다. 출력 두 개는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# $1 \cdot 4 + 0 \cdot 2 - 1 \cdot 1 + 0 = 3$과 $2 \cdot 4 + 3 \cdot 2 + 0 \cdot 1 + 5 = 19$입니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The kernel finds the upper edges of strokes, and after ReLU and pooling those alone are left.
# :alt: From left to right a handwritten 0, its feature map, and the same after ReLU and pooling. In the feature map A and B are blue, C and D are red. At the end A and B alone are left.
# :::
#
# Blue is positive, red is negative. The map is bluest at the top, around A, and blue again around B: at A, the stroke at the top of the 0 begins, and at B, the one below the hole. At C and D, in red, a stroke ends instead. After ReLU and pooling, the upper edges of those two strokes are left.
#
# ### Linear layers
#
# How does all this become a score? In a **linear layer**, each output is a weighted sum of all inputs plus a bias. For the values $x$ of one image, that's $W x + b$, where $W$ has one row for each output.
#
# :::{admonition} Predict: $x = (4, 2, 1)$, the rows of $W$ are $(1, 0, -1)$ and $(2, 3, 0)$, and $b$ is $(0, 5)$. What are the two outputs?
# :class: predict
# :collapsible: closed
#
# $1 \cdot 4 + 0 \cdot 2 - 1 \cdot 1 + 0 = 3$ and $2 \cdot 4 + 3 \cdot 2 + 0 \cdot 1 + 5 = 19$.
# :::

# %%
x = torch.tensor([4.0, 2.0, 1.0])
W = torch.tensor([[1.0, 0.0, -1.0], [2.0, 3.0, 0.0]])
b = torch.tensor([0.0, 5.0])
print("W @ x + b:", W @ x + b)
print("F.linear: ", F.linear(x, W, b))

# %% [markdown] lang="ko"
# ## 신경망 정의하기
#
# 이제 가중치를 PyTorch에 맡깁니다. 신경망은 `nn.Module`을 상속한 클래스입니다. 매개변수가 있는 계층은 `__init__`에서 만들고, 입력이 지나는 길은 `forward`에 적습니다. `super().__init__()`을 불러야 모듈이 계층을 등록할 수 있으므로 맨 먼저 부릅니다.
#
# `nn.Conv2d(1, 6, 3, padding=1)`은 채널 1개를 받아 3 × 3 커널 6개로 채널 6개를 만듭니다. `conv2`에는 채널이 6개 들어오므로, 커널 하나가 6 × 3 × 3입니다. 여섯 채널에서 나온 곱을 모두 더해 합 하나로 만들기 때문입니다. 이런 커널이 16개 있으므로 채널 16개가 나옵니다. fc는 선형 계층의 다른 이름인 완전 연결 계층(fully connected)의 약자입니다.

# %% [markdown] lang="en"
# ## Define the network
#
# Let's leave the weights to PyTorch. A network is a class that inherits from `nn.Module`. `__init__` makes the layers that have parameters, and `forward` is the path of the input. `super().__init__()` comes first, because it prepares the module to register layers.
#
# `nn.Conv2d(1, 6, 3, padding=1)` takes 1 channel and makes 6 with its 6 kernels of 3 × 3. `conv2` gets those 6 channels, so each of its kernels is 6 × 3 × 3: it adds up the products from all six channels into one sum. There are 16 such kernels, so 16 channels come out. fc is short for *fully connected*, another word for linear.


# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3, padding=1)
        self.conv2 = nn.Conv2d(6, 16, 3, padding=1)
        self.fc1 = nn.Linear(64, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


torch.manual_seed(0)
net = Net()
print("scores:", tuple(net(images).shape))

# %% [markdown] lang="ko"
# 마지막 줄처럼 `net(images)`라고 부르면 `forward`가 실행됩니다.
#
# 무엇을 학습시킬지 PyTorch는 어떻게 알까요? 계층의 가중치는 `nn.Parameter` 클래스의 텐서입니다. 이런 텐서나 이런 텐서가 든 계층을 모듈의 속성에 대입하면, 모듈이 매개변수로 등록합니다. 보통 텐서는 등록되지 않으므로 옵티마이저가 보지 못합니다. 합성곱 계층에는 커널 말고도 출력 채널마다 편향이 하나씩 있어, 그 채널의 모든 합에 더합니다.
#
# :::{admonition} 예상해 보세요: `conv1`과 `fc1`에는 매개변수가 각각 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# $6 \cdot 1 \cdot 3 \cdot 3 + 6 = 60$개와 $32 \cdot 64 + 32 = 2080$개입니다. 합성곱은 모든 자리에서 같은 커널을 쓰지만, 선형 계층은 입력과 출력의 쌍마다 가중치가 따로 있습니다.
# :::

# %% [markdown] lang="en"
# In the last line, `net(images)` runs `forward`.
#
# How does PyTorch know what to train? The weights of a layer are tensors of the class `nn.Parameter`. When you assign one, or a layer that holds some, to an attribute of a module, the module registers it. A plain tensor isn't registered, so the optimizer never sees it. Besides its kernels, a convolution has one bias for each output channel and adds it to all sums of that channel.
#
# :::{admonition} Predict: how many parameters do `conv1` and `fc1` have?
# :class: predict
# :collapsible: closed
#
# $6 \cdot 1 \cdot 3 \cdot 3 + 6 = 60$ and $32 \cdot 64 + 32 = 2080$. A convolution uses the same kernel everywhere, but a linear layer has a weight for every pair of input and output.
# :::

# %%
for name, parameter in net.named_parameters():
    print(f"{name:13}{tuple(parameter.shape)!s:15}{parameter.numel():5}")
print("total:", sum(parameter.numel() for parameter in net.parameters()))

# %% [markdown] lang="ko"
# ## 점수에서 손실로
#
# 신경망이 내는 점수 $z$를 **로짓**(logit)이라고 합니다. **소프트맥스**(softmax)는 로짓을 합이 1인 확률 $p$로 바꿉니다.
#
# $$
# p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
# $$
#
# 레이블의 확률 $p$가 1이면 손실은 0이어야 하고, 확률이 작을수록 손실이 커야 합니다. $-\ln p$가 그런 값입니다. 확률이 0에 가까워질수록 끝없이 커지므로, 확신하고 틀릴 때 손실이 가장 큽니다.

# %% [markdown] lang="en"
# ## From scores to a loss
#
# The scores $z$ that the network computes are called **logits**. **Softmax** turns them into probabilities $p$ that add up to 1.
#
# $$
# p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
# $$
#
# If the probability $p$ of the label is 1, the loss should be 0, and the smaller the probability, the larger the loss. That's what $-\ln p$ does. Near 0 it grows without limit, so being sure and wrong costs the most.

# %%
for p in (0.9, 0.5, 0.1, 0.001):
    print(f"p = {p}: loss {-torch.tensor(p).log():.2f}")

# %% [markdown] lang="ko"
# `log`는 자연로그 $\ln$입니다. 모든 이미지의 $-\ln p$를 평균한 손실을 **교차 엔트로피**(cross-entropy)라고 합니다. `F.cross_entropy`와 `nn.CrossEntropyLoss`는 로짓을 받아 소프트맥스부터 계산하므로, 신경망 끝에는 소프트맥스를 넣지 않습니다. 가격 같은 양을 예측할 때는 예측과 정답의 차를 제곱해 평균한 **평균 제곱 오차**(mean squared error)를 `nn.MSELoss`로 구합니다.
#
# 아래의 `[range(128), labels]`는 0행에서는 `labels[0]`번 열처럼, 행마다 레이블의 확률을 하나씩 고릅니다.
#
# :::{admonition} 예상해 보세요: 학습하지 않은 `net`의 손실은 얼마쯤일까요?
# :class: predict
# :collapsible: closed
#
# 2.3쯤입니다. 모든 숫자에 0.1에 가까운 확률을 주기 때문입니다.
# :::

# %% [markdown] lang="en"
# `log` is the natural logarithm, $\ln$. The mean of $-\ln p$ over all images is a loss called **cross-entropy**. `F.cross_entropy` and `nn.CrossEntropyLoss` start from logits, so the network doesn't end with softmax. To predict a quantity such as a price, use the **mean squared error**, `nn.MSELoss`.
#
# Below, `[range(128), labels]` picks the probability of the label in each row: column `labels[0]` of row 0, and so on.
#
# :::{admonition} Predict: what's the loss of the untrained `net`?
# :class: predict
# :collapsible: closed
#
# About 2.3, because it gives every digit a probability close to 0.1.
# :::

# %%
logits = net(images)
of_label = logits.softmax(dim=1)[range(128), labels]
print(f"mean of -ln p:   {-of_label.log().mean():.4f}")
print(f"F.cross_entropy: {F.cross_entropy(logits, labels):.4f}")

# %% [markdown] lang="ko"
# ## 가중치 갱신하기
#
# [Autograd](autograd.md)에서 보았듯이, `SGD`는 변화도 $g$에 학습률 $\eta$를 곱해 매개변수 $w$에서 뺍니다.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# SGD는 **확률적 경사 하강법**(stochastic gradient descent)의 약자입니다. 왜 확률적일까요? 보통은 갱신할 때마다 이미지 몇 장을 무작위로 새로 뽑습니다. 그래서 변화도도 어떤 이미지가 뽑혔는지에 따라 조금씩 달라집니다.
#
# **모멘텀**(momentum)이 0.9인 SGD는 속도 $v \leftarrow 0.9 v + g$를 기억하고 $w$를 $-\eta v$만큼 옮깁니다. 비탈을 구르는 공과 같습니다. **Adam**은 매개변수마다 걸음을 그 변화도의 평소 크기로 나누므로, 변화도가 작은 매개변수도 변화도가 큰 매개변수와 비슷하게 움직입니다.

# %% [markdown] lang="en"
# ## Update the weights
#
# As you saw in [Autograd](autograd.md), `SGD` subtracts the gradient $g$ times the learning rate $\eta$ from a parameter $w$.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# SGD stands for **stochastic gradient descent**. Why *stochastic*? Usually each update draws a few images at random, so the gradient depends on chance.
#
# SGD with **momentum** 0.9 keeps a velocity $v \leftarrow 0.9 v + g$ and moves $w$ by $-\eta v$, like a ball rolling downhill. **Adam** divides each parameter's step by the usual size of its gradients, so parameters with small gradients move about as far as those with large ones.


# %%
def train(network, optimizer, steps=100):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% [markdown] lang="ko"
# ### 공평한 비교
#
# 어느 옵티마이저가 가장 나을까요? 학습률을 똑같이 두면 그 학습률이 맞는 쪽이 이깁니다. 그러니 옵티마이저마다 학습률 네 가지를 시험해 보겠습니다. 매번 학습하지 않은 신경망의 복사본(`deepcopy`)에서 출발해, 늘 128장을 다 써서 100번 갱신합니다.
#
# :::{admonition} 예상해 보세요: SGD에 모멘텀을 쓰면 알맞은 학습률이 더 커질까요, 작아질까요?
# :class: predict
# :collapsible: closed
#
# 작아집니다. 변화도가 그대로라면 $v$가 $1 + 0.9 + 0.81 + \dots = 10$배까지 쌓이기 때문입니다.
# :::

# %% [markdown] lang="en"
# ### A fair comparison
#
# Which optimizer is best? With one rate for all, whichever it suits would win. So each gets four rates. All start from a copy (`deepcopy`) of the untrained network and make 100 updates with all 128 images.
#
# :::{admonition} Predict: does SGD need a larger or a smaller learning rate with momentum?
# :class: predict
# :collapsible: closed
#
# Smaller. While the gradient stays the same, $v$ grows to $1 + 0.9 + 0.81 + \dots = 10$ times the gradient.
# :::

# %%
untrained = copy.deepcopy(net)
sgd, adam = torch.optim.SGD, torch.optim.Adam
# ko: `partial`의 결과는 `sgd`를 늘 `momentum=0.9`로 부르는 함수입니다.
# en: `partial` makes a function that always calls `sgd` with `momentum=0.9`.
makers = {"SGD": sgd, "momentum": partial(sgd, momentum=0.9), "Adam": adam}
curves, inside = {}, {}
print("rate       0.003   0.03    0.3    3.0")
for name, make in makers.items():
    for rate in (0.003, 0.03, 0.3, 3.0):
        network = copy.deepcopy(untrained)
        optimizer = make(network.parameters(), lr=rate)
        curves[name, rate] = train(network, optimizer)
        inside[name, rate] = F.relu(network.conv1(images)).max()
    last = [curves[name, rate][-1] for rate in (0.003, 0.03, 0.3, 3.0)]
    print(f"{name:9}", *(f"{loss:6.2f}" for loss in last))
print(f"SGD at 3.0, highest loss: {max(curves['SGD', 3.0]):.0f}")
for name in makers:
    print(f"{name} at 0.3, largest after conv1 and ReLU: {inside[name, 0.3]:.2f}")

# %% [markdown] lang="ko"
# 표는 마지막 갱신 직전의 손실입니다. 알맞은 학습률에서는 셋 다 이미지를 익힙니다. 0.003에서 SGD의 손실이 {eval}`curves["SGD", 0.003][-1]:.2f`인 것은 거의 움직이지 않았기 때문입니다.
#
# 3.0에서도 손실은 찍을 때와 비슷하지만 이유가 다릅니다. 학습률이 너무 크면 손실이 커질 수 있고, 여기서도 SGD의 손실이 한때 {eval}`max(curves["SGD", 3.0]):.0f`까지 올랐습니다. 모멘텀과 Adam에는 0.3도 너무 큽니다. 가중치가 너무 멀리 옮겨져, `conv1` 다음의 ReLU에서 나오는 값이 모두 0이 됩니다(마지막 두 줄). 이제 128장 가운데 어느 것을 넣어도 점수가 같고, 커널은 변화도가 0이라 되살아나지 못합니다.
#
# 이렇게 옵티마이저의 이름보다 학습률이 중요합니다. 다만 Adam은 두 학습률에서 잘 배웠으므로 먼저 써 볼 만합니다.

# %% [markdown] lang="en"
# The table shows the losses before the last update. With a good rate, all three learn. At 0.003, SGD is still at {eval}`curves["SGD", 0.003][-1]:.2f` because it has hardly moved.
#
# At 3.0 the loss is close to that of guessing for another reason. Too large a rate can make the loss grow, and SGD's rose to {eval}`max(curves["SGD", 3.0]):.0f`. For momentum and Adam, even 0.3 is too large: the weights are so far off that ReLU turns everything `conv1` computes into 0 (last two lines). All 128 images get the same scores, and with gradients of 0, the kernels don't recover.
#
# So the rate matters more than the optimizer's name. But Adam learned well at two rates, so it's a good first try.

# %% [markdown] lang="ko"
# ## 학습하면서 달라진 것
#
# 이번에는 SGD로, 표에서 가장 나았던 학습률 0.3에서 `net`을 150번 갱신합니다. 비교하려고 첫 튜토리얼의 신경망도 같은 128장으로 똑같이 학습시킵니다.
#
# :::{admonition} 예상해 보세요: 두 신경망 모두 배운 128장을 다 맞히게 됩니다. 처음 보는 {eval}`len(unseen):,`장은 어느 쪽이 더 잘 읽을까요?
# :class: predict
# :collapsible: closed
#
# 뜻밖에도 첫 신경망입니다. `new` 다음의 두 숫자를 비교해 보세요.
# :::

# %% [markdown] lang="en"
# ## What training changed
#
# Let's update `net` 150 times with SGD at 0.3, its best rate above. For comparison, the network of the first page learns from the same 128 images in the same way.
#
# :::{admonition} Predict: both networks will get their 128 images right. Which one reads the {eval}`len(unseen):,` new ones better?
# :class: predict
# :collapsible: closed
#
# Surprisingly, the first one. Compare the numbers after `new`.
# :::


# %%
def correct(network, part):
    answers = network(pixels[part] / scale).argmax(dim=1)
    return (answers == targets[part]).float().mean()


# ko: nn.Flatten은 flatten(1)처럼 이미지마다 값을 한 줄로 폅니다.
# en: nn.Flatten puts the values of each image into one row, as flatten(1) does.
layers = [nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)]
first = nn.Sequential(*layers)
for name, network in (("net", net), ("first network", first)):
    train(network, torch.optim.SGD(network.parameters(), lr=0.3), steps=150)
    known, new = correct(network, chosen), correct(network, unseen)
    print(f"{name:14} learned {known:.0%}, new {new:.0%}")

# %% [markdown] lang="ko"
# 정답률은 조금 뒤에 따져 보고, 먼저 `conv1`의 커널이 어떻게 달라졌는지 봅니다. 그림에서 커널 밑에 적힌 수는 손으로 만든 커널과 얼마나 닮았는지를 나타냅니다. 1이면 같은 무늬, -1이면 정반대입니다.

# %% [markdown] lang="en"
# First, let's see how the kernels of `conv1` have changed. The number below each tells how similar it is to our handmade kernel: 1 is the same pattern, -1 the opposite.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
fig, axes = plt.subplots(2, 6, figsize=(6.4, 3.1), layout="constrained")
pair, alike = {"before": untrained, "after": net}, {}
limit = net.conv1.weight.abs().max().item()
for row, (name, network) in zip(axes, pair.items(), strict=True):
    weights = network.conv1.weight.detach()
    alike[name] = F.cosine_similarity(weights.flatten(1), kernel.flatten(), dim=1)
    for ax, values, number in zip(row, weights[:, 0], alike[name], strict=True):
        ax.imshow(values, cmap="RdBu", vmin=-limit, vmax=limit)
        ax.set(xlabel=f"{number:.2f}", xticks=[], yticks=[])
    row[0].set_ylabel(name)
fig.suptitle("The six kernels of conv1, before and after training")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 학습하고 나면 둘째 커널은 손으로 만든 커널과, 다섯째는 정반대 무늬와 더 닮습니다.
# :alt: 커널 여섯 개가 두 줄로 있습니다. 학습 전에는 색이 옅고, 학습 후에는 둘째의 윗줄이 붉고 아랫줄이 푸르며 다섯째는 그 반대입니다.
# before: 학습 전
# after: 학습 후
# The six kernels of conv1, before and after training: conv1의 커널 여섯 개, 학습 전과 후
# :::
#
# 둘째 커널은 손으로 만든 커널을 닮아 갔고({eval}`alike["before"][1]:.2f`에서 {eval}`alike["after"][1]:.2f`로), 다섯째는 아래쪽 가장자리를 찾는 정반대 무늬에 가까워졌습니다({eval}`alike["before"][4]:.2f`에서 {eval}`alike["after"][4]:.2f`로). 정말로 이런 가장자리를 보고 답할까요? 커널을 하나씩 지워 보면 압니다. 넷째는 왜 그대로인지도 알아보겠습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: After training, the second kernel is more like the handmade one, and the fifth more like its opposite.
# :alt: The six kernels before and after training. Before, all are pale. After, the second is red above and blue below, and the fifth the other way round.
# :::
#
# The second kernel has come to resemble ours ({eval}`alike["before"][1]:.2f` to {eval}`alike["after"][1]:.2f`), and the fifth has come closer to the opposite, which finds lower edges ({eval}`alike["before"][4]:.2f` to {eval}`alike["after"][4]:.2f`). Does the network really go by such edges? Let's erase one kernel at a time and see. And why is the fourth unchanged?

# %%
without = {}
for number in range(6):
    blind = copy.deepcopy(net)
    with torch.no_grad():
        blind.conv1.weight[number] = 0
        blind.conv1.bias[number] = 0
    without[number + 1] = correct(blind, unseen)
    print(f"without kernel {number + 1}: {without[number + 1]:.0%} of the new digits")
print("fourth:", net.conv1.weight[3, 0].detach(), sep="\n")
print(f"its bias: {net.conv1.bias[3]:.2f}")
print(f"its largest result: {net.conv1(images)[:, 3].max():.2f}")

# %% [markdown] lang="ko"
# 다섯째 커널이 없으면 처음 보는 숫자의 정답률이 {eval}`correct(net, unseen):.0%`에서 {eval}`without[5]:.0%`로, 셋째가 없으면 {eval}`without[3]:.0%`로 떨어집니다. 둘째는 없어도 {eval}`without[2]:.0%`입니다. 이 신경망은 다섯째가 찾는 가장자리를 보고 답하지만, 손으로 만든 것을 닮은 둘째에는 거의 기대지 않습니다.
#
# 넷째 커널은 가중치 아홉 개 가운데 여덟 개가 음수이고, 편향도 음수입니다. 128장 어디에 대어도, 빈 종이에서도 결과가 음수입니다. ReLU가 이 값을 모두 0으로 바꾸므로, 가중치를 조금 바꾸어도 결과는 여전히 0입니다. 그래서 변화도가 0이고, 커널은 움직이지 않습니다.
#
# 그런데 `net`은 왜 뒤처질까요? 첫 신경망에는 픽셀마다 따로 가중치가 있습니다. 이 이미지에서는 숫자가 늘 한가운데에 있으므로, 어느 픽셀에 잉크가 있는지만 보아도 됩니다. `net`은 좋은 커널부터 찾아야 하는데, SGD로 그러기에는 128장이 적습니다. [다음 튜토리얼](training_a_classifier.md)에서는 1,144장으로 더 큰 합성곱 신경망을 학습시킵니다. 정답률은 선형 계층 두 개로 만든 신경망을 겨우 앞섭니다. 그런데 숫자를 한 픽셀 밀면 두 배 가까이 맞힙니다.

# %% [markdown] lang="en"
# Without the fifth kernel, only {eval}`without[5]:.0%` of the new digits come out right instead of {eval}`correct(net, unseen):.0%`, and without the third, {eval}`without[3]:.0%`. Without the second it's still {eval}`without[2]:.0%`. So the network goes by the fifth's edges, but hardly by the second's.
#
# In the fourth kernel, eight of the nine weights are negative, and so is the bias. On the 128 images, its result is negative everywhere, even on blank paper. ReLU turns all of that into 0, and if a weight changes a little, the result is still 0. So the gradient is 0, and the kernel doesn't move.
#
# But why is `net` behind? The first network has separate weights for each pixel. Here the digits are always in the middle, so seeing which pixels have ink is enough. `net` has to find good kernels first, with SGD and only 128 images. The [next page](training_a_classifier.md) trains a larger convolutional network on 1,144 images. It's barely ahead of two linear layers. But shift the digits by one pixel, and it gets nearly twice as many right.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 컬러 이미지 (쉬움)
#
# `nn.Conv2d(3, 12, 5, padding=2)`에 shape가 (10, 3, 32, 32)인 컬러 이미지 10장을 넣습니다. 실행하지 말고 계산해, 이 계층의 매개변수 수를 `count`에, 출력의 shape를 튜플로 `shape`에 담아 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Color images (easy)
#
# `nn.Conv2d(3, 12, 5, padding=2)` gets 10 color images of shape (10, 3, 32, 32). Without running it, work out how many parameters the layer has and call the number `count`. Then work out the shape of the output and call that tuple `shape`.

# %% tags=["solution"]
# ko: 5 × 5 커널을 쓰면 한 변이 4픽셀 줄고, 양쪽 패딩 2로 채웁니다.
# en: A kernel of 5 × 5 takes 4 pixels off a side; a padding of 2 at both ends restores them.
count = 12 * 3 * 5 * 5 + 12
shape = (10, 12, 32, 32)


# %% tags=["check"]
def check_1(count, shape):
    layer = nn.Conv2d(3, 12, 5, padding=2)
    real = sum(parameter.numel() for parameter in layer.parameters())
    hint = "output channels × input channels × height × width, and one bias each"
    assert count == real, f"there aren't {count} parameters: {hint}"
    real = tuple(layer(torch.zeros(10, 3, 32, 32)).shape)
    hint = "still 10 images; the channels are those of the output"
    assert tuple(shape) == real, f"the shape isn't {tuple(shape)}: {hint}"
    print("exercise 1: correct")


check_1(count, shape)

# %% [markdown] lang="ko"
# ### 2. ReLU가 없다면 (쉬움)
#
# 두 선형 계층을 ReLU 없이 이으면 선형 계층 하나와 다르지 않습니다. 왜 그런지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# $W_2 (W_1 x + b_1) + b_2$를 풀면 $(W_2 W_1) x + (W_2 b_1 + b_2)$이므로, 가중치가 $W_2 W_1$이고 편향이 $W_2 b_1 + b_2$인 계층 하나와 같습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Without ReLU (easy)
#
# Two linear layers with no ReLU in between can do no more than one. Explain why in a sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# Multiplied out, $W_2 (W_1 x + b_1) + b_2$ is $(W_2 W_1) x + (W_2 b_1 + b_2)$: one layer with the weight $W_2 W_1$ and the bias $W_2 b_1 + b_2$.
# :::

# %% [markdown] lang="ko"
# ### 3. 배우지 않는 계층 (보통)
#
# `Shift` 모듈은 입력에 `bias`를 더합니다. 그런데 `__init__`에 `self.bias = torch.zeros(3, requires_grad=True)`라고 적었더니, 신경망에 넣고 학습시켜도 `bias`가 그대로입니다. 틀린 곳을 찾아, 고친 `Shift` 클래스를 써 보세요.

# %% [markdown] lang="en"
# ### 3. The layer that doesn't learn (medium)
#
# The module `Shift` adds `bias` to its input. Its `__init__` has `self.bias = torch.zeros(3, requires_grad=True)`, but training a network with it leaves `bias` unchanged. Find the bug, and fix the class `Shift`.


# %% tags=["solution"]
# ko: 보통 텐서는 parameters()에 나오지 않습니다.
# en: A plain tensor isn't in parameters().
class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(3))

    def forward(self, x):
        return x + self.bias


# %% tags=["check"]
def check_3(Shift):
    shift, wanted = Shift(), torch.tensor([1.0, 2.0, 3.0])
    found = [name for name, _ in shift.named_parameters()]
    assert found == ["bias"], f"the parameters are {found}, expected ['bias']"
    optimizer = torch.optim.SGD(shift.parameters(), lr=0.5)
    for _ in range(50):
        optimizer.zero_grad()
        (shift(torch.ones(3)) - 1 - wanted).square().sum().backward()
        optimizer.step()
    learned = [round(value, 2) for value in shift.bias.tolist()]
    assert learned == wanted.tolist(), f"it learned {learned}, not {wanted.tolist()}"
    print("exercise 3: correct")


check_3(Shift)

# %% [markdown] lang="ko"
# ### 4. 손으로 쓰는 모멘텀 (도전)
#
# 옵티마이저 없이 `images`와 `labels`의 교차 엔트로피가 줄도록 신경망을 세 번 갱신하는 함수 `momentum_steps(network)`를 써 보세요. 매개변수마다 속도 $v$를 0에서 시작하고, $v \leftarrow 0.9 v + g$와 $w \leftarrow w - 0.03 v$를 차례로 계산합니다. 돌려줄 값은 없습니다.

# %% [markdown] lang="en"
# ### 4. Momentum by hand (hard)
#
# Write a function `momentum_steps(network)` that lowers a network's cross-entropy on `images` and `labels` with three updates, without an optimizer. The velocity $v$ of each parameter starts at 0; compute $v \leftarrow 0.9 v + g$, then $w \leftarrow w - 0.03 v$. The function returns nothing.


# %% tags=["solution"]
# ko: 변화도는 갱신할 때마다 비우고, 속도는 이어서 씁니다.
# en: Clear the gradients before each update, and keep the velocities.
def momentum_steps(network):
    velocities = [torch.zeros_like(w) for w in network.parameters()]
    for _ in range(3):
        network.zero_grad()
        F.cross_entropy(network(images), labels).backward()
        with torch.no_grad():
            for w, v in zip(network.parameters(), velocities, strict=True):
                v.mul_(0.9).add_(w.grad)
                w -= 0.03 * v


# %% tags=["check"]
def check_4(momentum_steps):
    mine, real = copy.deepcopy(untrained), copy.deepcopy(untrained)
    momentum_steps(mine)
    optimizer = torch.optim.SGD(real.parameters(), lr=0.03, momentum=0.9)
    train(real, optimizer, steps=3)
    pairs = zip(mine.parameters(), real.parameters(), strict=True)
    largest = max((one - other).abs().max().item() for one, other in pairs)
    hint = "clear the gradients each time, and keep the velocities"
    assert largest < 1e-5, f"a weight differs by {largest:.5f} from SGD's: {hint}"
    print("exercise 4: correct")


check_4(momentum_steps)

# %% [markdown] lang="ko"
# ## 요약
#
# - 합성곱은 한 커널을 모든 자리에 대어 보고, ReLU는 찾은 것만 남기고, 최대 풀링은 특징 맵을 줄입니다.
# - 교차 엔트로피는 레이블의 확률 $p$에서 구한 $-\ln p$의 평균입니다.
# - 옵티마이저는 저마다 알맞은 학습률에서 비교합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 신경망 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/neural_networks_tutorial.html)
# - [`torch.nn`의 계층](https://docs.pytorch.org/docs/stable/nn.html)과 [`torch.optim`의 옵티마이저](https://docs.pytorch.org/docs/stable/optim.html)
#
# 처음 보는 숫자도 잘 읽게 하려면 무엇이 더 필요할까요? [분류기 학습하기](training_a_classifier.md)에서 더 많은 이미지로 배우고, 정말로 나아졌는지 공평하게 잽니다.

# %% [markdown] lang="en"
# ## Recap
#
# - A convolution tries one kernel everywhere, ReLU keeps what it found, and max pooling shrinks the map.
# - The cross-entropy is the mean of $-\ln p$ for the probability $p$ of the label.
# - Compare optimizers at a learning rate that suits each.
#
# ## Further reading
#
# - [The official PyTorch tutorial on neural networks](https://docs.pytorch.org/tutorials/beginner/blitz/neural_networks_tutorial.html)
# - [The layers of `torch.nn`](https://docs.pytorch.org/docs/stable/nn.html) and [the optimizers of `torch.optim`](https://docs.pytorch.org/docs/stable/optim.html)
#
# What does it take to read new digits just as well? In [Training a classifier](training_a_classifier.md) we'll learn from more images, and measure fairly whether it helped.
