# %% [markdown] lang="ko"
"""
# 신경망

신경망은 이미지를 어떻게 읽을까요? 계층이 하는 계산을 하나씩 따라가 보고, 같은 신경망을 `torch.nn`으로 만들어 학습시킵니다. 128장을 모두 맞히게 되면 처음 보는 숫자도 보여 주겠습니다.

## 이 튜토리얼에서 배우는 것

- 합성곱, ReLU, 최대 풀링이 하는 일
- `nn.Module`로 신경망을 만들고 매개변수를 세는 방법
- 점수에서 손실을 구하고 줄이는 방법
- 여러 옵티마이저를 공평하게 비교하는 방법
"""

# %% [markdown] lang="en"
# # Neural networks
#
# How does a network read an image? Let's follow what its layers compute, then build the same network with `torch.nn` and train it. Once it gets 128 digits right, we'll show it some it has never seen.
#
# ## What you will learn
#
# - What convolution, ReLU and max pooling do
# - How to write a network with `nn.Module` and count its parameters
# - How scores become a loss, and how to lower it
# - How to compare optimizers fairly

# %% [markdown] lang="ko"
# ## 만들 신경망
#
# 첫 신경망은 이미지를 값 64개로 펼쳐 읽었으므로, 어느 픽셀이 어느 픽셀 옆에 있었는지 알지 못했습니다. 이번에는 격자를 그대로 읽는 **합성곱 신경망**(convolutional neural network)을 만듭니다.
#
# 데이터는 같은 손글씨 숫자이고, 처음 128장을 배치 하나로 씁니다. 이미지를 받는 계층에는 shape가 (이미지, **채널**(channel), 높이, 너비)인 텐서를 넣습니다. 흑백 이미지에는 채널이 하나뿐이므로 `unsqueeze(1)`로 그 차원을 넣습니다. 픽셀값은 표준 편차로 나누어 알맞은 크기로 맞춥니다. 종이는 그대로 0입니다.

# %% [markdown] lang="en"
# ## The network we'll build
#
# Our first network read an image as a row of 64 values and never knew which pixels were neighbors. Let's keep the grid and build a **convolutional neural network**.
#
# The data are the same handwritten digits, and the first 128 make one batch. Layers for images take a tensor of shape (images, **channels**, height, width). A gray image has only one channel, so `unsqueeze(1)` adds that dimension. Dividing the pixels by their standard deviation gives them a suitable size, and paper stays 0.

# %%
import copy
from functools import partial

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)

digits = load_digits()
pixels = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1)
targets = torch.tensor(digits.target)
scale = pixels[:128].std()
images, labels = pixels[:128] / scale, targets[:128]
print("images:", tuple(images.shape), "labels:", tuple(labels.shape))

# %% [markdown] lang="ko"
# 아래는 이미지 한 장이 신경망을 지나며 어떤 텐서가 되는지 그린 것입니다. `conv`와 `pool`을 두 번씩 거치고 계층 두 개를 더 지나면 숫자마다 점수가 하나씩 나옵니다.
#
# :::{admonition} 예상해 보세요: `pool`을 지날 때마다 높이와 너비가 반이 됩니다. 두 번 지나면 16채널에 값이 모두 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# 64개입니다. 8이 4를 거쳐 2가 되므로 2 × 2 격자가 16개입니다. `flatten`은 이 값을 한 줄로 폅니다.
# :::

# %% [markdown] lang="en"
# Here's what becomes of one image on its way. After two rounds of `conv` and `pool`, two more layers give each digit a score.
#
# :::{admonition} Predict: each `pool` halves the height and the width. How many values do the 16 channels hold after the second?
# :class: predict
# :collapsible: closed
#
# 64, because the side goes from 8 to 4 to 2, which makes 16 grids of 2 × 2. `flatten` puts these values into one row.
# :::

# %% tags=["hide-input"]
names = ["image", "conv1", "pool", "conv2", "pool", "flatten", "fc1", "fc2"]
shapes = [(1, 8, 8), (6, 8, 8), (6, 4, 4), (16, 4, 4), (16, 2, 2)]
shapes += [(64,), (32,), (10,)]
fig, ax = plt.subplots(figsize=(6.4, 2.3), layout="constrained")
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
plt.show()

# %% [markdown] lang="ko"
# ## 합성곱
#
# 획이 어디에 있을지 모를 때는 어떻게 찾을까요? 작은 무늬를 이미지의 모든 자리에 대어 봅니다. 이것이 **합성곱**(convolution)이고, 무늬는 가중치로 이루어진 격자인 **커널**(kernel)입니다. 자리마다 겹친 값끼리 곱해 더하고, 그 합을 자리대로 늘어놓은 것이 **특징 맵**(feature map)입니다.
#
# 아래 커널은 위가 음수, 아래가 양수이므로 위는 종이, 아래는 잉크인 자리, 곧 획의 위쪽 가장자리를 찾습니다. **패딩**(padding)으로 이미지를 0으로 둘러싸면 커널을 테두리에도 놓을 수 있어 특징 맵이 8 × 8 그대로입니다. `stride=2`라면 커널이 두 칸씩 움직입니다.
#
# :::{admonition} 예상해 보세요: 굵은 획 한가운데에서 픽셀 9개가 모두 2라면, 합은 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 윗줄이 -6, 아랫줄이 6이므로 0입니다. 이 커널은 잉크가 아니라 가장자리에 반응합니다.
# :::

# %% [markdown] lang="en"
# ## Convolution
#
# How do you find a stroke if you don't know where it is? Try a small pattern everywhere. That's a **convolution**, and the pattern is a grid of weights, the **kernel**. At each place, multiply the overlapping values and add up the products. The sums form the **feature map**.
#
# This kernel, negative above and positive below, looks for paper above ink: the upper edge of a stroke. **Padding** surrounds the image with zeros so that the kernel fits at the border and the map stays 8 × 8. With `stride=2` the kernel moves two pixels at a time.
#
# :::{admonition} Predict: in the middle of a thick stroke, all 9 pixels are 2. What's the sum?
# :class: predict
# :collapsible: closed
#
# The upper row gives -6 and the lower row 6, so it's 0. The kernel responds to edges, not to ink.
# :::

# %%
kernel = torch.tensor([[-1.0, -1.0, -1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
zero = images[:1]
# ko: conv2d의 가중치는 (출력 채널, 입력 채널, 높이, 너비) 순서입니다.
# en: conv2d takes weights as (output channels, input channels, height, width).
edges = F.conv2d(zero, kernel.reshape(1, 1, 3, 3), padding=1)

patch = zero[0, 0, 4:7, 2:5]
print(patch)
print(f"sum {(patch * kernel).sum():.2f}, in the map {edges[0, 0, 5, 3]:.2f}")

# %% [markdown] lang="ko"
# ### ReLU와 최대 풀링
#
# 찾은 자리만 남기려면 어떻게 할까요? **ReLU**는 양수를 그대로 두고 음수를 0으로 바꿉니다. 계층 사이에 왜 필요한지는 연습 문제 2번에서 생각해 봅니다. **최대 풀링**(max pooling)은 2 × 2 구역마다 가장 큰 값만 남깁니다. 값은 64개에서 16개로 줄고, 획이 구역 안에서 조금 움직여도 결과가 거의 그대로입니다.

# %% [markdown] lang="en"
# ### ReLU and max pooling
#
# How do you keep only what was found? **ReLU** leaves positive values alone and turns negative ones into 0. Exercise 2 asks why layers need that. **Max pooling** keeps the largest value of each 2 × 2 block. Of 64 values 16 are left, and if a stroke moves a little within its block, the result hardly changes.

# %%
pooled = F.max_pool2d(F.relu(edges), 2)
print("feature map:", tuple(edges.shape), "pooled:", tuple(pooled.shape))

# %% tags=["hide-input"]
grids = {"image": zero, "feature map": edges, "ReLU, max pooling": pooled}
box = {"boxstyle": "circle", "facecolor": "white"}
spots = [[], [("A", 0.3), ("C", 2), ("B", 5.5), ("D", 6.9)], [("A", 0), ("B", 2.5)]]
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.5), layout="constrained")
for ax, (name, values), letters in zip(axes, grids.items(), spots, strict=True):
    values, limit = values.squeeze(), values.abs().max()
    cmap = "gray_r" if name == "image" else "RdBu"
    ax.imshow(values, cmap=cmap, vmin=0 if cmap == "gray_r" else -limit, vmax=limit)
    for letter, y in letters:
        ax.text(len(values) / 2 - 0.5, y, letter, ha="center", va="center", bbox=box)
    ax.set(title=name, xticks=[], yticks=[])
plt.show()

# %% [markdown] lang="ko"
# 파랑은 양수, 빨강은 음수입니다. 특징 맵에서 파란 곳은 두 군데입니다. A에서는 0의 맨 위 획이 시작되고, B에서는 구멍 아래의 획이 시작됩니다. 빨간 C와 D에서는 거꾸로 획이 끝납니다. 양옆의 획은 위와 아래가 비슷해 0에 가깝습니다. ReLU와 풀링을 거치면 A와 B만 남습니다.

# %% [markdown] lang="en"
# Blue is positive, red is negative. The map is blue in two places: at A, the stroke at the top of the 0 begins, and at B, the stroke below the hole. At C and D, in red, a stroke ends instead. On the sides, above and below are much the same, so the values are near 0. ReLU and pooling leave only A and B.

# %% [markdown] lang="ko"
# ## 신경망 정의하기
#
# 이제 PyTorch에 계층을 맡깁니다. 신경망은 `nn.Module`을 상속한 클래스입니다. 매개변수가 있는 계층은 `__init__`에서 만들고, 입력이 지나는 길은 `forward`에 적습니다. `nn.Conv2d(1, 6, 3, padding=1)`에 든 3 × 3 커널 6개는 난수에서 출발해 학습하면서 나아집니다. **선형 계층**(linear layer)인 `nn.Linear`는 모든 입력을 모든 출력과 잇습니다. 완전 연결 계층이라고도 하며, fc는 그 영어 이름의 약자입니다.
#
# `super().__init__()`을 불러야 모듈이 계층을 등록할 수 있습니다. 쓸 때는 `net(images)`처럼 함수로 부릅니다.

# %% [markdown] lang="en"
# ## Define the network
#
# Now let's leave the layers to PyTorch. A network is a class that inherits from `nn.Module`. `__init__` makes the layers that have parameters, and `forward` is the path of the input. The 6 kernels of 3 × 3 in `nn.Conv2d(1, 6, 3, padding=1)` start out random, and training improves them. `nn.Linear`, a **linear layer** (fc, fully connected), joins every input to every output.
#
# Without `super().__init__()` the module can't register layers. Call a network like a function: `net(images)`.


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


net = Net()
print("scores:", tuple(net(images).shape))

# %% [markdown] lang="ko"
# 무엇을 학습시킬지 PyTorch는 어떻게 알까요? 계층의 가중치는 `nn.Parameter` 클래스의 텐서이고, 모듈의 속성이 되는 순간 매개변수로 등록됩니다. 보통 텐서는 등록되지 않으므로 옵티마이저가 보지 못합니다. `conv1.weight`는 (출력 채널, 입력 채널, 높이, 너비)이고, 출력 채널마다 편향이 하나 있습니다.
#
# :::{admonition} 예상해 보세요: `conv1`과 `fc1`에는 매개변수가 각각 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# $6 \cdot 1 \cdot 3 \cdot 3 + 6 = 60$개와 $32 \cdot 64 + 32 = 2080$개입니다. 합성곱은 모든 자리에서 같은 커널을 쓰지만, 선형 계층은 입력과 출력의 쌍마다 가중치가 따로 있습니다.
# :::

# %% [markdown] lang="en"
# How does PyTorch know what to train? The weights of a layer are of the class `nn.Parameter`, tensors that a module registers once they're its attributes. A plain tensor isn't registered, so the optimizer never sees it. `conv1.weight` is (output channels, input channels, height, width), and each output channel has one bias.
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
# 레이블의 확률 $p$가 클수록 좋으므로 $-\ln p$의 평균을 손실로 삼고, 이를 **교차 엔트로피**(cross-entropy)라고 합니다. `F.cross_entropy`와 `nn.CrossEntropyLoss`는 로짓을 받아 소프트맥스부터 계산하므로, 신경망 끝에는 소프트맥스를 넣지 않습니다. 가격 같은 양을 예측할 때는 차의 제곱을 평균한 **평균 제곱 오차**(mean squared error)를 `nn.MSELoss`로 구합니다.
#
# :::{admonition} 예상해 보세요: 학습하지 않은 `net`의 손실은 얼마쯤일까요?
# :class: predict
# :collapsible: closed
#
# 2.3쯤입니다. 모든 숫자에 0.1에 가까운 확률을 주기 때문입니다.
# :::

# %% [markdown] lang="en"
# ## From scores to a loss
#
# The scores $z$ that the network computes are called **logits**. **Softmax** turns them into probabilities $p$ that add up to 1.
#
# $$
# p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
# $$
#
# The larger the probability $p$ of the label the better, so the loss is the mean of $-\ln p$, the **cross-entropy**. `F.cross_entropy` and `nn.CrossEntropyLoss` start from logits, so the network doesn't end with softmax. To predict a quantity such as a price, use the **mean squared error**, `nn.MSELoss`.
#
# :::{admonition} Predict: what's the loss of the untrained `net`?
# :class: predict
# :collapsible: closed
#
# About 2.3, because it gives every digit a probability close to 0.1.
# :::

# %%
for p in (0.9, 0.5, 0.1):
    print(f"p = {p}: loss {-torch.tensor(p).log():.2f}")

logits = net(images)
of_label = logits.softmax(dim=1)[range(128), labels]
print(f"mean of -ln p:   {-of_label.log().mean():.4f}")
print(f"F.cross_entropy: {F.cross_entropy(logits, labels):.4f}")

# %% [markdown] lang="ko"
# ## 가중치 갱신하기
#
# 변화도 $g$를 알면 학습률 $\eta$에 맞추어 매개변수 $w$를 반대쪽으로 옮깁니다.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# 직접 해 보고, 같은 출발점에서 `torch.optim.SGD`에도 맡겨 보겠습니다. SGD는 **확률적 경사 하강법**(stochastic gradient descent)의 약자입니다. 보통은 갱신할 때마다 배치를 무작위로 뽑아 변화도가 우연에 따라 조금씩 다르므로 확률적이라고 합니다.

# %% [markdown] lang="en"
# ## Update the weights
#
# With the gradient $g$ and the learning rate $\eta$, a parameter $w$ moves the opposite way.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# Let's do it by hand, and from the same start with `torch.optim.SGD`, which stands for **stochastic gradient descent**. Usually each update draws its batch at random, so the gradient varies by chance; hence *stochastic*.

# %%
untrained, by_hand, by_sgd = (copy.deepcopy(net) for _ in range(3))
F.cross_entropy(by_hand(images), labels).backward()
with torch.no_grad():
    for parameter in by_hand.parameters():
        parameter -= 0.3 * parameter.grad

optimizer = torch.optim.SGD(by_sgd.parameters(), lr=0.3)
F.cross_entropy(by_sgd(images), labels).backward()
optimizer.step()

for name, network in (("before", net), ("by hand", by_hand), ("SGD", by_sgd)):
    print(f"{name:8} loss {F.cross_entropy(network(images), labels):.4f}")

# %% [markdown] lang="ko"
# ### 공평한 비교
#
# 어느 옵티마이저가 가장 나을까요? 학습률을 똑같이 두면 그 학습률이 맞는 쪽이 이깁니다. 그러니 옵티마이저마다 네 가지를 시험해 보겠습니다.
#
# **모멘텀**(momentum)이 0.9인 SGD는 속도 $v \leftarrow 0.9 v + g$를 기억하고 $w$를 $-\eta v$만큼 옮깁니다. 비탈을 구르는 공과 같습니다. **Adam**은 변화도의 크기까지 재어 매개변수마다 걸음의 크기를 맞춥니다.
#
# :::{admonition} 예상해 보세요: 모멘텀을 쓰면 알맞은 학습률이 커질까요, 작아질까요?
# :class: predict
# :collapsible: closed
#
# 작아집니다. 변화도가 그대로라면 $v$가 $1 + 0.9 + 0.81 + \dots = 10$배까지 쌓이기 때문입니다.
# :::

# %% [markdown] lang="en"
# ### A fair comparison
#
# Which optimizer is best? With one learning rate for all, whichever it suits wins. So let's try four with each.
#
# SGD with **momentum** 0.9 keeps a velocity $v \leftarrow 0.9 v + g$ and moves $w$ by $-\eta v$, like a ball rolling downhill. **Adam** also fits the steps of each parameter to the size of its gradients.
#
# :::{admonition} Predict: with momentum, is a good learning rate larger or smaller?
# :class: predict
# :collapsible: closed
#
# Smaller. While the gradient stays the same, $v$ grows to $1 + 0.9 + 0.81 + \dots = 10$ times its size.
# :::


# %%
def train(network, optimizer, steps=100):
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
    return loss.item()


sgd, adam = torch.optim.SGD, torch.optim.Adam
makers = {"SGD": sgd, "momentum": partial(sgd, momentum=0.9), "Adam": adam}
print("rate       0.003   0.03    0.3    3.0")
for name, make in makers.items():
    losses = []
    for rate in (0.003, 0.03, 0.3, 3.0):
        network = copy.deepcopy(untrained)
        losses.append(train(network, make(network.parameters(), lr=rate)))
    print(f"{name:9}", *(f"{loss:6.2f}" for loss in losses))

# %% [markdown] lang="ko"
# 출력은 100번 갱신한 뒤의 손실입니다. 알맞은 학습률에서는 셋 다 이 배치를 익히고, 너무 크면 찍을 때의 손실인 2.30에 머뭅니다. 옵티마이저의 이름보다 학습률이 중요합니다. 다만 Adam은 두 학습률에서 잘 배웠으므로, 다 시험해 볼 수 없을 때 먼저 써 볼 만합니다.

# %% [markdown] lang="en"
# These are the losses after 100 updates. With a good rate, all three learn this batch; with one that's too large, they stay at 2.30, the loss of guessing. The rate matters more than the optimizer's name. But Adam learned well at two rates, so start with it when you can't try them all.

# %% [markdown] lang="ko"
# ## 학습하면서 달라진 것
#
# SGD로 `net`을 150번 갱신합니다. 그림은 학습하기 전과 후의 `conv1` 커널입니다. 위의 수는 손으로 만든 커널과 얼마나 닮았는지를 나타내며, 1이면 같은 무늬, -1이면 정반대입니다.
#
# :::{admonition} 예상해 보세요: `net`은 배운 128장을 모두 맞히게 됩니다. 처음 보는 1,669장은 몇 %나 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 70%입니다. 손실만 보아서는 알 수 없습니다.
# :::

# %% [markdown] lang="en"
# ## What training changed
#
# Let's update `net` 150 times with SGD. The figure shows the kernels of `conv1` before and after. The number above each tells how much it's like our handmade kernel: 1 is the same pattern, -1 the opposite.
#
# :::{admonition} Predict: `net` will get its 128 images right. What percentage of the 1,669 it has never seen?
# :class: predict
# :collapsible: closed
#
# 70%. The loss alone would never have told us.
# :::

# %%
train(net, torch.optim.SGD(net.parameters(), lr=0.3), steps=150)
right = (net(pixels / scale).argmax(dim=1) == targets).float()
print(f"images it learned from: {right[:128].mean():.0%}")
print(f"images it never saw:    {right[128:].mean():.0%}")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
fig, axes = plt.subplots(2, 6, figsize=(6.4, 2.6), layout="constrained")
pair, alike = {"before": untrained, "after": net}, {}
limit = net.conv1.weight.abs().max().item()
for row, (name, network) in zip(axes, pair.items(), strict=True):
    weights = network.conv1.weight.detach()
    alike[name] = F.cosine_similarity(weights.flatten(1), kernel.flatten(), dim=1)
    for ax, values, number in zip(row, weights[:, 0], alike[name], strict=True):
        ax.imshow(values, cmap="RdBu", vmin=-limit, vmax=limit)
        ax.set(title=f"{number:.2f}", xticks=[], yticks=[])
    row[0].set_ylabel(name)
plt.show()

# %% [markdown] lang="ko"
# 아무도 시키지 않았는데 둘째 커널은 손으로 만든 커널을 닮아 갔고(0.35에서 0.71), 다섯째는 아래쪽 가장자리를 찾는 정반대 무늬가 되었습니다(-0.50에서 -0.74). 가장자리가 숫자를 가르는 데 도움이 되기 때문입니다. 넷째는 왜 그대로일까요? 거의 음수뿐이라 합이 음수이고, ReLU가 0으로 바꾸므로 변화도도 0입니다.
#
# 그런데도 처음 보는 숫자는 10개 가운데 3개를 틀립니다. 128장만 보고 배우느라 그 이미지에만 있는 버릇까지 익혔기 때문입니다.

# %% [markdown] lang="en"
# Nobody told them to, but the second kernel has come to resemble ours (0.35 to 0.71), and the fifth the opposite, which finds lower edges (-0.50 to -0.74). Edges help to tell digits apart. Why is the fourth unchanged? It's almost all negative, so its sums are negative, ReLU makes them 0, and the gradient is 0 too.
#
# Even so, it gets 3 new digits in 10 wrong. From only 128 images, it has learned their quirks as well.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 컬러 이미지 (쉬움)
#
# `nn.Conv2d(3, 12, 5, padding=2)`에 shape가 (10, 3, 32, 32)인 컬러 이미지를 넣으면, 먼저 사방에 0을 2칸씩 두릅니다. 실행하지 말고 계산해, 매개변수의 수를 `count`에, 출력의 shape를 `shape`에 담아 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Color images (easy)
#
# `nn.Conv2d(3, 12, 5, padding=2)` gets color images of shape (10, 3, 32, 32) and puts 2 zeros on each side. Without running it, work out its number of parameters as `count` and the output's shape as `shape`.

# %% tags=["solution"]
# ko: 5 × 5 커널이 한 변에서 줄이는 4픽셀을 양쪽 패딩 2가 채웁니다.
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
# 선형 계층은 $W x + b$를 계산합니다. 두 선형 계층을 ReLU 없이 이으면 선형 계층 하나와 다르지 않습니다. 왜 그런지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :class: solution
# :collapsible: closed
#
# $W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) x + (W_2 b_1 + b_2)$이므로, 가중치가 $W_2 W_1$이고 편향이 $W_2 b_1 + b_2$인 계층 하나와 같습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Without ReLU (easy)
#
# A linear layer computes $W x + b$. Two of them with no ReLU in between can do no more than one. Explain why in a sentence.
#
# :::{admonition} Solution
# :class: solution
# :collapsible: closed
#
# $W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) x + (W_2 b_1 + b_2)$, which is one layer with the weight $W_2 W_1$ and the bias $W_2 b_1 + b_2$.
# :::

# %% [markdown] lang="ko"
# ### 3. 배우지 않는 계층 (보통)
#
# `Shift` 모듈은 입력에 `bias`를 더합니다. 그런데 `__init__`에 `self.bias = torch.zeros(3, requires_grad=True)`라고 적었더니 옵티마이저가 `bias`를 고치지 않습니다. 틀린 곳을 찾아, 고친 `Shift` 클래스를 써 보세요.

# %% [markdown] lang="en"
# ### 3. The layer that doesn't learn (medium)
#
# The module `Shift` adds `bias` to its input. But its `__init__` has the line `self.bias = torch.zeros(3, requires_grad=True)`, and no optimizer changes `bias`. Find the bug, and write the class `Shift` without it.


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
# 옵티마이저 없이 `images`와 `labels`로 신경망을 세 번 갱신하는 함수 `momentum_steps(network)`를 써 보세요. 매개변수마다 속도 $v$를 0에서 시작하고, $v \leftarrow 0.9 v + g$와 $w \leftarrow w - 0.03 v$를 차례로 계산합니다. 돌려줄 값은 없습니다.

# %% [markdown] lang="en"
# ### 4. Momentum by hand (hard)
#
# Write a function `momentum_steps(network)` that updates a network three times on `images` and `labels` without an optimizer. The velocity $v$ of each parameter starts at 0; compute $v \leftarrow 0.9 v + g$, then $w \leftarrow w - 0.03 v$. It returns nothing.


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
# What does it take to read new digits well, too? In [Training a classifier](training_a_classifier.md) we'll learn from more images, and measure fairly whether it helped.
