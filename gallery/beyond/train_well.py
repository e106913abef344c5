# %% [markdown] lang="ko"
"""
# 더 잘 학습시키기

학습 코드는 잘 돌아갑니다. 여기서 더 나아지려면 무엇을 해야 할까요? 신경망 하나와 이미지 100장으로, 사람들이 흔히 쓰는 방법을 하나씩 시험해 봅니다. 운에 속지 않도록 시드 다섯 개로 잽니다.

## 이 튜토리얼에서 배우는 것

- 학습률을 찾고, 학습하는 동안 바꾸는 방법
- 정말 나아진 것과 운이 좋았던 것을 구별하는 방법
- 조기 종료, 가중치 감쇠, Dropout, 데이터 증강이 도움이 되는 때
- 망가진 이미지 한 장을 견디고, 같은 결과를 다시 얻는 방법
"""

# %% [markdown] lang="en"
# # Train well
#
# Your training loop works. How do you get more out of it? Let's take one network and a hundred images and try the tools that people use, one by one. We'll measure over five seeds, so that luck doesn't decide.
#
# ## What you will learn
#
# - How to find a learning rate and change it during training
# - How to tell a gain from luck
# - When early stopping, weight decay, dropout and augmentation help
# - How to survive one broken image, and get the same result again

# %% [markdown] lang="ko"
# ## 신경망 하나와 이미지 100장
#
# 데이터는 [분류기 학습하기](../blitz/training_a_classifier.md#three-sets-of-data)에서처럼 셋으로 나눕니다. 검증 데이터셋으로 고르고, 테스트 데이터셋은 마지막 절에서 한 번만 엽니다. 이미지가 모자라는 상황을 만들려고, `draw` 함수에서는 나머지 897장 가운데 100장만 뽑습니다. 시드마다 다른 100장입니다. `wrong`은 틀린 레이블의 수로, 나중에 씁니다. 검증 데이터는 작은 차이도 잴 수 있도록 450장을 둡니다. 이미지가 정말 100장뿐이라면 이렇게 많이 떼어 둘 수 없습니다.

# %% [markdown] lang="en"
# ## One network, a hundred images
#
# We split the data into three, as in [Training a classifier](../blitz/training_a_classifier.md#three-sets-of-data). The validation set is for choosing, and the test set stays closed until the last section. To make images scarce, `draw` takes only 100 of the remaining 897, a different 100 for each seed. `wrong` is how many labels to spoil; that's for later. The validation set has 450, so that we can measure small differences. With only 100 images, you couldn't set so many aside.

# %%
import copy
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

torch.set_num_threads(1)

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
labels = torch.tensor(digits.target)


# %%
def split(part, size):
    kinds = labels[part]
    return train_test_split(part, test_size=size, stratify=kinds, random_state=0)


rest, test = split(range(1797), 450)
pool, validation = map(torch.tensor, split(rest, 450))
print("images:", len(pool), len(validation), len(test))


def draw(seed, number=100, wrong=0):
    source = torch.Generator().manual_seed(seed)
    part = pool[torch.randperm(len(pool), generator=source)[:number]]
    targets = labels[part]
    # ko: 1부터 9 가운데 하나를 더하고 10으로 나눈 나머지는 반드시 다른 숫자입니다.
    # en: Add any of 1, ..., 9, and the remainder by 10 is always another digit.
    other = torch.randint(1, 10, (wrong,), generator=source)
    targets[:wrong] = (targets[:wrong] + other) % 10
    return images[part], targets


# %% [markdown] lang="ko"
# 신경망은 선형 계층 두 개 사이에 특징이 256개 있는 MLP입니다. `one_epoch`에서는 섞은 데이터를 미니 배치 네 개로 나누어 학습합니다. `train`은 24에폭을 학습하고 모델, 단계별 손실과 변화도의 길이, 에폭별 검증 손실을 돌려줍니다. 낯선 인자가 많지만, 기본값으로는 아무 일도 하지 않습니다. 뒤의 절에서 하나씩 켜 보겠습니다. `scheduler`와 `clip_grad_norm_`, `EarlyStopping` 클래스도 그때 설명합니다.

# %% [markdown] lang="en"
# The network is an MLP with 256 features between its two linear layers. `one_epoch` shuffles the data and trains on four mini-batches. `train` runs 24 epochs and returns the model, the loss and the length of the gradient in each step, and the validation loss after each epoch. There are many new arguments, but their defaults do nothing. Later sections turn them on, and explain `scheduler`, `clip_grad_norm_` and `EarlyStopping`, too.


# %%
def build(dropout=0):
    hidden = [nn.Flatten(), nn.Linear(64, 256), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*hidden, nn.Linear(256, 10))


@torch.no_grad()
def evaluate(model, inputs, targets):
    model.eval()
    logits = model(inputs)
    right = (logits.argmax(dim=1) == targets).float().mean()
    return F.cross_entropy(logits, targets).item(), right.item()


def constant(step):
    return 1.0


def unchanged(batch):
    return batch


# %%
def one_epoch(model, data, order, optimizer, scheduler, change=unchanged, limit=math.inf):
    model.train()
    inputs, targets = data
    steps = []
    # ko: chunk(4)는 섞은 번호를 네 묶음으로 나눕니다.
    # en: chunk(4) cuts the shuffled numbers into four pieces.
    for part in torch.randperm(len(inputs), generator=order).chunk(4):
        loss = F.cross_entropy(model(change(inputs[part])), targets[part])
        optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), limit)
        optimizer.step()
        scheduler.step()
        steps.append((loss.item(), norm.item()))
    return steps


# %%
def train(seed, data, rate=0.1, decay=0, dropout=0, plan=constant, patience=0, **tools):
    torch.manual_seed(seed)
    order = torch.Generator().manual_seed(seed)
    model = build(dropout)
    optimizer = torch.optim.SGD(model.parameters(), rate, momentum=0.9, weight_decay=decay)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, plan)
    stopper = EarlyStopping(patience) if patience else None
    steps, held = [], []
    for _ in range(24):
        # ko: **tools에 모인 나머지 인자(change, limit)는 one_epoch에 그대로 넘깁니다.
        # en: **tools collects the other arguments (change, limit) for one_epoch.
        steps += one_epoch(model, data, order, optimizer, scheduler, **tools)
        held.append(evaluate(model, images[validation], labels[validation])[0])
        if stopper and stopper.stop(held[-1], model):
            break
    if stopper:
        model.load_state_dict(stopper.state)
    return model, steps, held


# %% [markdown] lang="ko"
# `repeat`로 다섯 번 학습합니다. 시드마다 이미지도, 초기 가중치도, 섞는 순서도 다릅니다. 정확도의 평균과 함께 가장 낮은 값과 가장 높은 값도 출력합니다.
#
# :::{admonition} 예상해 보세요: 매개변수는 19,210개이고 이미지는 100장입니다. 학습 정확도는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 100%입니다. 매개변수가 이렇게 많으면 100장을 외울 수 있습니다. 새 이미지에서는 그보다 낮습니다.
# :::

# %% [markdown] lang="en"
# `repeat` trains five times, and each seed has its own images, first weights and order. Besides the mean accuracy, let's print the lowest and the highest.
#
# :::{admonition} Predict: there are 19,210 parameters and 100 images. What's the training accuracy?
# :class: predict
# :collapsible: closed
#
# 100%. With so many parameters, a network can learn 100 images by heart. On new images it's lower.
# :::


# %%
def repeat(number=100, wrong=0, **tools):
    return [train(seed, draw(seed, number, wrong), **tools) for seed in range(5)]


def scores(runs):
    new = images[validation], labels[validation]
    return [evaluate(model, *new)[1] for model, _, _ in runs]


def known(runs, **how):
    datas = [draw(seed, **how) for seed in range(5)]
    pairs = zip(runs, datas, strict=True)
    return [evaluate(model, *data)[1] for (model, _, _), data in pairs]


def mean(values):
    return sum(values) / len(values)


def show(name, values):
    print(f"{name:21} {mean(values):6.1%} ({min(values):.1%}-{max(values):.1%})")


# %%
print("parameters:", sum(p.numel() for p in build().parameters()))
plain = repeat()
show("training accuracy", known(plain))
show("validation accuracy", scores(plain))

# %% [markdown] lang="ko"
# 차이가 {eval}`100 * (mean(known(plain)) - mean(scores(plain))):.0f`포인트입니다. 이것이 **과적합**이고, 이 페이지에서는 새 이미지의 정확도를 높여 이 차이를 줄일 수 있는지 살펴봅니다. 시드만 바꾸어도 검증 정확도가 {eval}`min(scores(plain)):.0%`에서 {eval}`max(scores(plain)):.0%`까지 오르내립니다. 시드 하나로 비교하면 이 오르내림을 나아진 것으로 착각하기 쉽습니다.
#
# ## 학습률 찾기
#
# 학습률 0.1은 어디에서 왔을까요? [학습률을 훑어보려면](when_it_does_not_learn.md#sweep-the-learning-rate) 학습률마다 처음부터 학습해야 합니다. 더 빠른 방법이 있습니다. 아주 작은 학습률에서 시작해 단계마다 조금씩 키우면서 손실을 적는 것입니다. 이것을 **학습률 탐색**(learning-rate finder)이라고 합니다. 한 번에 100단계로 학습 한 번만큼 걸리고, 그 모델은 버립니다. 최저점이 실행마다 크게 다르므로, 시드 다섯 개의 손실을 평균합니다.
#
# :::{admonition} 예상해 보세요: 학습률이 커지는 동안 손실은 어떻게 변할까요?
# :class: predict
# :collapsible: closed
#
# 처음에는 걸음이 너무 작아 그대로이고, 그다음에는 줄고, 학습률이 너무 커지면 치솟습니다. U자 모양입니다.
# :::

# %% [markdown] lang="en"
# The gap is {eval}`100 * (mean(known(plain)) - mean(scores(plain))):.0f` points. That's **overfitting**, and we'll see what raises the accuracy on new images and narrows the gap. And the seed alone moves the validation accuracy from {eval}`min(scores(plain)):.0%` to {eval}`max(scores(plain)):.0%`. If you compare runs with a single seed, you may mistake that for progress.
#
# ## Find the learning rate
#
# Where does the rate of 0.1 come from? To [sweep the learning rate](when_it_does_not_learn.md#sweep-the-learning-rate), you train anew for each one. There's a faster way: start with a tiny rate, raise it a little at each step, and write down the loss. That's a **learning-rate finder**. Its 100 steps take as long as one training; the model is thrown away. The lowest point varies widely by run, so we average five runs' losses.
#
# :::{admonition} Predict: what does the loss do while the rate grows?
# :class: predict
# :collapsible: closed
#
# At first it hardly changes, because the steps are tiny. Then it falls, and when the rate gets too large, it shoots up: a U.
# :::


# %%
def find_rate(seed, inputs, targets):
    torch.manual_seed(seed)
    model, losses = build(), []
    optimizer = torch.optim.SGD(model.parameters(), momentum=0.9)
    for rate in rates:
        part = torch.randint(len(inputs), (25,))
        loss = F.cross_entropy(model(inputs[part]), targets[part])
        optimizer.zero_grad()
        loss.backward()
        # ko: 옵티마이저의 학습률은 여기에 들어 있습니다.
        # en: This is where the optimizer keeps its learning rate.
        optimizer.param_groups[0]["lr"] = rate
        optimizer.step()
        losses.append(loss.item())
    return losses


# %%
# ko: 0.001부터 10까지, 매번 같은 비율로 커지는 100개입니다.
# en: 100 rates from 0.001 to 10, each larger than the last by the same factor.
rates = torch.logspace(-3, 1, 100).tolist()
finds = torch.tensor([find_rate(seed, *draw(seed)) for seed in range(5)])
curve = finds.mean(dim=0)
lowest = rates[curve.argmin()]
for place in (0, 25, 50, 75):
    print(f"lr {rates[place]:5.3f}: loss {curve[place]:5.2f}")
print(f"lowest at lr {lowest:.2f}")

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
ax.plot(rates, curve)
for rate, word, height in ((0.1, "choose", 2.4), (lowest, "lowest", 3.2)):
    ax.vlines(rate, 0, height, color="0.5", linestyle="--")
    ax.text(rate * 0.9, height - 0.25, word, ha="right")
ax.set(xscale="log", xlabel="learning rate", ylabel="loss", ylim=(0, 4))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 학습률을 키우며 100단계를 가는 동안 손실이 U자를 그립니다.
# :alt: 손실은 왼쪽에서 평평하다가 내려가고, 가장 낮은 점을 지나면 수직에 가깝게 치솟습니다. 점선 두 개가 가장 낮은 점과 그 왼쪽의 고를 자리를 가리킵니다.
# choose: 고를 자리
# lowest: 최저점
# learning rate: 학습률
# loss: 손실
# :::
#
# 학습률이 {eval}`lowest:.2f`인 가장 낮은 점은 고르지 마십시오. 손실이 거기까지 내려간 것은 그전의 더 작은 걸음 덕분이고, 그 오른쪽에서는 손실이 들쭉날쭉하다가 곧 치솟습니다. 손실이 한창 내려가는 자리, 최저점 학습률의 3분의 1쯤을 고릅니다. 그래서 0.1입니다.
#
# ## 학습률 스케줄
#
# 학습률을 처음부터 끝까지 같게 둘 필요는 없습니다. 첫 걸음부터 크면 난수인 가중치가 멀리 튈 수 있으므로 작게 시작해 올립니다. 이 기간이 **워밍업**(warm-up)입니다. 그다음에는 코사인 곡선을 따라 0까지 내려 마지막 걸음을 작게 합니다. 이런 계획이 **학습률 스케줄**(learning-rate schedule)입니다. `LambdaLR`에 함수를 넘기면, 그 함수에 단계 번호를 넣어 얻은 값을 처음에 정한 학습률에 곱해 씁니다. `scheduler.step()`을 부르면 번호가 1 늘어나므로, 미니 배치마다 부릅니다. 모양이 비슷한 `OneCycleLR`도 준비되어 있습니다. 알맞은 학습률과 그 여섯 배에서 비교해 봅니다.
#
# :::{admonition} 예상해 보세요: 스케줄은 어느 학습률에서 더 도움이 될까요?
# :class: predict
# :collapsible: closed
#
# 너무 큰 학습률입니다. 스케줄을 쓰면 그렇게 큰 걸음은 잠깐뿐입니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: While the rate grows over 100 steps, the loss makes a U.
# :alt: The loss is flat on the left, falls, and beyond its lowest point shoots up almost vertically. Two dashed lines mark the lowest point and, to its left, the place to choose.
# :::
#
# Don't choose the lowest point ({eval}`lowest:.2f`). The smaller steps before it brought the loss down, and to its right the loss jitters and soon shoots up. Choose where the loss is still falling fast, at about 1/3 of that rate. Hence 0.1.
#
# ## Change the rate as you train
#
# The rate needn't stay the same. Large first steps may throw the random weights far off, so start small and go up: that's **warm-up**. Then follow a cosine down to 0, so that the last steps are small. Such a plan is a **learning-rate schedule**. `LambdaLR` takes a function of the step number and multiplies the rate you started with by its value. `scheduler.step()` adds 1 to that number, so we call it after each mini-batch. `OneCycleLR` is a ready-made schedule of a similar shape. Let's compare at the good rate and at six times that.
#
# :::{admonition} Predict: at which rate does the schedule help more?
# :class: predict
# :collapsible: closed
#
# At the one that's too large. With the schedule, the steps are that large only for a while.
# :::


# %%
def cycle(step):
    # ko: 24에폭 × 미니 배치 4개 = 96단계이고, 처음 24단계가 워밍업입니다.
    # en: 24 epochs of 4 mini-batches are 96 steps; the first 24 are the warm-up.
    if step < 24:
        return (step + 1) / 24
    return (1 + math.cos(math.pi * (step - 24) / 72)) / 2


scheduled, large = repeat(plan=cycle), repeat(rate=0.6)
rescued = repeat(rate=0.6, plan=cycle)
print("factors:", *(f"{cycle(step):.2f}" for step in (0, 11, 23, 60, 95)))
show("0.1 constant", scores(plain))
show("0.1 with schedule", scores(scheduled))
show("0.6 constant", scores(large))
show("0.6 with schedule", scores(rescued))

# %% [markdown] lang="ko"
# 알맞은 학습률에서는 거의 달라지지 않았습니다. 너무 큰 학습률에서는 스케줄을 써서 평균 {eval}`100 * (mean(scores(rescued)) - mean(scores(large))):.0f`포인트를 되찾았습니다. 가장 많이 오른 것은 가장 낮은 값으로, {eval}`min(scores(large)):.1%`에서 {eval}`min(scores(rescued)):.1%`가 되었습니다. 여기서 스케줄은 학습률을 너무 크게 골랐을 때의 보험입니다.
#
# ## 이미지 더 모으기
#
# 이미지가 50장, 200장, 800장이면 어떻게 될까요? 에폭과 단계의 수는 같고, 미니 배치만 커집니다.
#
# :::{admonition} 예상해 보세요: 이미지가 늘면 학습 정확도와 검증 정확도는 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 검증 정확도는 오르고, 학습 정확도는 800장에서만 조금 내려갑니다. 둘의 차이가 줄어듭니다.
# :::

# %% [markdown] lang="en"
# At the good rate, little has changed. At the large one, the schedule brings back {eval}`100 * (mean(scores(rescued)) - mean(scores(large))):.0f` points on average. The lowest accuracy rises the most, from {eval}`min(scores(large)):.1%` to {eval}`min(scores(rescued)):.1%`. Here, it insures you against too large a rate.
#
# ## Collect more images
#
# What happens with 50, 200 or 800 images? The number of epochs and steps is the same; only the mini-batches grow.
#
# :::{admonition} Predict: with more images, what do the training and the validation accuracy do?
# :class: predict
# :collapsible: closed
#
# The validation accuracy rises, and the training accuracy falls a little, but only at 800 images. The gap narrows.
# :::

# %%
sizes = {50: repeat(50), 100: plain, 200: repeat(200), 800: repeat(800)}
training_means, validation_means = [], []
for number, runs in sizes.items():
    training_means.append(mean(known(runs, number=number)))
    validation_means.append(mean(scores(runs)))
    print(f"{number:3} images: training {training_means[-1]:.1%}", end=", ")
    print(f"validation {validation_means[-1]:.1%}")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
ax.plot(list(sizes), training_means, "s-", color="C0")
ax.plot(list(sizes), validation_means, "o-", color="C1")
for number, runs in sizes.items():
    ax.plot([number] * 5, scores(runs), ".", color="C1", alpha=0.5)
ax.fill_between(list(sizes), validation_means, training_means, color="0.5", alpha=0.2)
ax.text(260, 1.015, "training", color="C0")
ax.text(260, 0.875, "validation", color="C1")
ax.text(62, 0.93, "gap")
ax.set(xscale="log", xlabel="images", ylabel="accuracy", ylim=(0.74, 1.05))
ax.set_xticks(list(sizes), [str(number) for number in sizes])
ax.minorticks_off()
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 이미지가 많을수록 학습 정확도와 검증 정확도의 차이가 줄어듭니다. 작은 점은 시드 하나하나입니다.
# :alt: 위에는 거의 수평인 학습 정확도의 선이, 아래에는 올라가는 검증 정확도의 선이 있습니다. 둘 사이의 회색 틈이 오른쪽으로 갈수록 좁아집니다.
# training: 학습
# validation: 검증
# gap: 차이
# images: 이미지 수
# accuracy: 정확도
# :::
#
# 100장에서 800장이 되면 {eval}`100 * (validation_means[3] - validation_means[1]):.1f`포인트가 오릅니다. 다른 방법도 이 숫자와 비교해 보십시오.
#
# ## 틀린 레이블과 조기 종료
#
# 사람이 붙인 레이블에는 틀린 것이 섞여 있습니다. 100장 가운데 20장의 레이블을 다른 숫자로 바꾸어 보겠습니다. 신경망은 이것도 외웁니다. **조기 종료**(early stopping)를 쓰면 검증 손실이 가장 작을 때의 매개변수를 복사해 두었다가, `patience`에폭 동안 더 나아지지 않으면 멈추고 복사해 둔 값으로 되돌립니다. 아래 클래스의 `stop`에서 복사도 하고, 멈출 때인지도 알려 줍니다. 멈추고 되돌리는 코드는 `train`에 있습니다.
#
# :::{admonition} 예상해 보세요: 틀린 레이블까지 외우는 동안 검증 손실은 어떻게 변할까요?
# :class: predict
# :collapsible: closed
#
# 처음에는 줄고, 외우기 시작하면 커집니다. 검증 데이터의 레이블은 틀리지 않았기 때문입니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The more images, the smaller the gap between training and validation accuracy. Each small dot is one seed.
# :alt: Above, a nearly level line for the training accuracy, and below, a rising line for the validation accuracy. The gray gap between them narrows to the right.
# :::
#
# From 100 to 800 images, we gain {eval}`100 * (validation_means[3] - validation_means[1]):.1f` points. Keep that number in mind for the other tools.
#
# ## Wrong labels and early stopping
#
# Labels come from people, and some of them are wrong. Let's change 20 of the 100 to another digit. The network memorizes these, too. **Early stopping** keeps the parameters with the lowest validation loss so far; if nothing better comes for `patience` epochs, it stops and puts them back. In the class below, `stop` keeps them and says when; `train` stops and puts them back.
#
# :::{admonition} Predict: while the network memorizes wrong labels, what does the validation loss do?
# :class: predict
# :collapsible: closed
#
# It falls at first, and rises once the memorizing begins, because the labels of the validation set are right.
# :::


# %%
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.lowest, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.waited = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        return self.waited >= self.patience


noisy = repeat(wrong=20)
stopped = repeat(wrong=20, patience=5)
print("epochs:", *(len(held) for _, _, held in stopped), "instead of 24")
show("all 24 epochs", scores(noisy))
show("early stopping", scores(stopped))

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
step_losses = torch.tensor([[loss for loss, _ in steps] for _, steps, _ in noisy])
held_losses = torch.tensor([held for _, _, held in noisy])
ax.plot(range(1, 25), step_losses.reshape(5, 24, 4).mean(dim=(0, 2)), "s-")
ax.plot(range(1, 25), held_losses.mean(dim=0), "o-")
ax.text(17, 0.45, "training", color="C0")
ax.text(17, 1.03, "validation", color="C1")
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 2.4))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 틀린 레이블이 섞이면 학습 손실은 계속 줄고, 검증 손실은 줄다가 다시 커집니다.
# :alt: 에폭에 따른 두 손실의 곡선입니다. 학습 손실은 0 가까이까지 내려가고, 검증 손실은 내려가다가 중간부터 천천히 올라갑니다.
# training: 학습
# validation: 검증
# epoch: 에폭
# loss: 손실
# :::
#
# 시간도 아끼고 {eval}`100 * (mean(scores(stopped)) - mean(scores(noisy))):.0f`포인트도 얻었습니다. 다만 언제 멈출지를 검증 데이터로 골랐으므로 이 점수는 실제보다 조금 높을 수 있습니다. 그래서 테스트 데이터를 따로 두었습니다. 컴퓨터가 꺼져도 이어서 학습하려면 [체크포인트를 파일로](save_and_share.md#a-checkpoint-that-goes-on-as-if-nothing-happened) 남기십시오.
#
# ## 외우기 어렵게 하기
#
# 다음 세 가지는 외우기 어렵게 하려고 쓰는 방법입니다. **가중치 감쇠**(weight decay)는 단계마다 가중치를 0쪽으로 조금 당기고, Dropout은 특징의 절반을 지우고, 데이터 증강은 이미지를 매번 바꿉니다. `wiggled`에서는 이미지마다 15도 안에서 돌리고 반 픽셀 안에서 밉니다. `affine_grid`는 새 이미지의 픽셀마다 원래 이미지의 어느 자리에서 올지 계산하고, `grid_sample`은 그 자리의 값을 가져옵니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: With wrong labels, the training loss keeps falling, while the validation loss falls and then rises.
# :alt: Two curves of the loss by epoch. The training loss falls close to 0, and the validation loss falls and, from the middle on, slowly rises.
# :::
#
# We've saved time and gained {eval}`100 * (mean(scores(stopped)) - mean(scores(noisy))):.0f` points. But the validation set decided when to stop, so this score may be a little too high. That's what the test set is for. To go on even if your computer is switched off, keep [a checkpoint in a file](save_and_share.md#a-checkpoint-that-goes-on-as-if-nothing-happened).
#
# ## Make memorizing harder
#
# The next three are meant to make memorizing harder. **Weight decay** pulls the weights a little toward 0 at each step, dropout removes half of the features, and augmentation changes the images each time. `wiggled` turns each image by up to 15 degrees and moves it by up to half a pixel. `affine_grid` computes for each pixel of the new image where in the old one it comes from, and `grid_sample` fetches the values from there.


# %%
def wiggled(batch):
    angle = (torch.rand(len(batch)) - 0.5) * math.radians(30)
    # ko: 이미지마다 2 × 3 행렬 하나입니다. 앞의 두 열로 돌리고 마지막 열로 밉니다.
    # en: A 2 × 3 matrix for each image: two columns turn it, the last one moves it.
    place = torch.zeros(len(batch), 2, 3)
    place[:, 0, 0] = place[:, 1, 1] = angle.cos()
    place[:, 0, 1], place[:, 1, 0] = -angle.sin(), angle.sin()
    # ko: align_corners=False이면 이미지의 양 끝이 -1과 1이므로 한 픽셀은 2 / 8 = 0.25입니다.
    # en: With align_corners=False, the edges are at -1 and 1, so a pixel is 2 / 8 = 0.25.
    place[:, :, 2] = (torch.rand(len(batch), 2) - 0.5) * 0.25
    grid = F.affine_grid(place, batch.shape, align_corners=False)
    return F.grid_sample(batch, grid, align_corners=False)


# %% [markdown] lang="ko"
# 이제 지금까지의 방법을 레이블이 모두 옳을 때와 20장이 틀릴 때로 나누어 비교합니다. 설정마다 값 하나만 정했고, 더 다듬지 않았습니다. 시드마다 아무것도 하지 않았을 때와의 차이를 구해 평균을 적고, 괄호 안에 가장 작은 값과 가장 큰 값을 적습니다. 같은 시드끼리는 이미지와 초기 가중치와 순서가 같으므로, 쉬운 이미지를 뽑는 식의 운은 차이에서 일부 상쇄됩니다. 마지막 열은 얼마나 외웠는지를 나타냅니다. 틀린 레이블까지 포함해, 주어진 레이블과 똑같이 답한 비율입니다. 20장이 틀릴 때 옳은 것만 똑같이 답하면 80%입니다.
#
# :::{admonition} 예상해 보세요: 레이블이 모두 옳을 때와 틀린 것이 섞였을 때, 어느 쪽에서 더 도움이 될까요?
# :class: predict
# :collapsible: closed
#
# 틀린 것이 섞였을 때입니다. 틀린 레이블을 외우면 새 이미지에서도 틀리기 쉽습니다.
# :::

# %% [markdown] lang="en"
# Now let's compare the tools so far, on right labels and with 20 wrong ones. Each setting has one value, which we didn't tune. For each seed, we take the difference from doing nothing, and print the mean with the smallest and the largest in parentheses. Two runs with one seed share their images, first weights and order, so luck such as drawing easy images partly cancels out. The last column says how much was memorized: the share of images on which the network answers with the given label, right or wrong. With 20 wrong, matching only the right ones gives 80%.
#
# :::{admonition} Predict: where do these tools help, with right labels or with some wrong ones?
# :class: predict
# :collapsible: closed
#
# With wrong ones. A network that memorizes wrong labels tends to be wrong on new images, too.
# :::


# %%
def gains(runs, base):
    pairs = zip(scores(runs), scores(base), strict=True)
    return [100 * (score - before) for score, before in pairs]


def span(values):
    return f"{mean(values):+4.1f} ({min(values):+5.1f} to {max(values):+5.1f})"


tools = {
    "schedule": {"plan": cycle},
    "weight decay": {"decay": 0.01},
    "dropout": {"dropout": 0.5},
    "augmentation": {"change": wiggled},
    "early stopping": {"patience": 5},
    "the last two": {"change": wiggled, "patience": 5},
}
ready = {("schedule", 0): scheduled, ("early stopping", 20): stopped}

# %%
table = {}
for wrong, base in ((0, plain), (20, noisy)):
    print(f"{wrong} wrong labels: gain in points, memorized")
    print(f"{'nothing':41} {mean(known(base, wrong=wrong)):4.0%}")
    for name, tool in tools.items():
        runs = ready.get((name, wrong)) or repeat(wrong=wrong, **tool)
        by_heart = mean(known(runs, wrong=wrong))
        print(f"{name:15} {span(gains(runs, base))} {by_heart:4.0%}")
        table[name, wrong] = runs

# %% [markdown] lang="ko"
# 위 표에서는 평균이 1포인트 넘게 오른 방법이 없고, 어느 방법이든 시드에 따라 손해를 보기도 합니다. 이 설정으로는 나아졌다고 말할 수 없습니다. 마지막 열을 보면 외운 비율도 거의 그대로입니다. 이미지를 더 모았을 때는 뚜렷하게 나아졌습니다.
#
# 아래 표에서는 모든 방법의 평균이 오릅니다. 다만 가중치 감쇠와 데이터 증강에서는 손해를 본 시드가 있어, 나아졌다고 말하기에는 이릅니다. 틀린 레이블이 섞이면 외우는 것이 해롭고, 마지막 열에서 보듯 어느 방법을 쓰든 덜 외웁니다. 데이터 증강과 조기 종료를 함께 쓰면 평균이 가장 크게 오릅니다. 그래도 [틀린 레이블을 찾아](data.md#find-a-wrong-label-by-looking) 고치는 것이 먼저입니다. 방법을 고르기 전에 여러분의 데이터에서 무엇이 문제인지부터 살펴보십시오.

# %% [markdown] lang="en"
# In the upper table, no tool gains more than a point on average, and each one loses with some seed. With these settings, you can't call that progress. As the last column shows, they hardly memorized less, either. More images clearly helped.
#
# In the lower table, every tool gains on average. But weight decay and augmentation lose with some seed, so it's too early to call those a gain. Wrong labels make memorizing harmful, and as the last column shows, each tool reduces it. Augmentation and early stopping together gain the most on average. Still, [find the wrong labels](data.md#find-a-wrong-label-by-looking) and fix them first. Before you choose a tool, ask what's wrong with your data.

# %% [markdown] lang="ko"
# ## 변화도 클리핑
#
# 누가 이미지 한 장에만 실수로 255를 곱했다고 합시다. 값이 너무 커서, 그 이미지가 든 미니 배치 하나가 지금까지 배운 것을 날려 버릴 수 있습니다. **변화도 클리핑**(gradient clipping)에서는 모든 매개변수의 변화도를 벡터 하나로 이어 길이를 잽니다. 길이가 `limit`보다 길면, 방향은 그대로 두고 `limit`까지 줄입니다. `clip_grad_norm_`은 줄이기 전의 길이를 돌려줍니다. 그래서 먼저 무한대를 넘겨 길이만 재어 보고 `limit`을 정할 수 있습니다.
#
# :::{admonition} 예상해 보세요: 멀쩡한 데이터에서 변화도의 길이가 늘 2보다 짧다면, `limit`을 2로 정했을 때 무엇이 바뀔까요?
# :class: predict
# :collapsible: closed
#
# 아무것도 바뀌지 않습니다. 클리핑은 평소에는 가만히 있다가 사고가 났을 때 잡아 주는 안전띠와 같습니다.
# :::

# %% [markdown] lang="en"
# ## Clip the gradient
#
# Suppose somebody multiplied one image by 255 by mistake. Its values are so large that a single mini-batch with that image may wipe out what was learned. **Gradient clipping** looks at the gradients of all parameters as one long vector. If it's longer than `limit`, it's shortened to `limit`, and its direction stays. `clip_grad_norm_` returns the length before clipping, so you can first pass infinity, which only measures, and then choose `limit`.
#
# :::{admonition} Predict: on sound data, the length stays below 2. What changes there with a `limit` of 2?
# :class: predict
# :collapsible: closed
#
# Nothing. It's a seat belt: it does nothing until there's an accident.
# :::


# %%
def damaged(seed):
    inputs, targets = draw(seed)
    inputs[0] *= 255
    return inputs, targets


broken = [train(seed, damaged(seed)) for seed in range(5)]
clipped = [train(seed, damaged(seed), limit=2.0) for seed in range(5)]
for name, runs in (("sound", plain), ("one broken", broken)):
    print(name, *(f"{max(norm for _, norm in steps):.1f}" for _, steps, _ in runs))
show("one broken", scores(broken))
show("one broken, clipped", scores(clipped))

# %% [markdown] lang="ko"
# 앞의 두 줄은 시드마다 변화도가 가장 길었을 때의 길이입니다. 멀쩡한 데이터에서는 2를 넘은 적이 없습니다. 이미지 한 장만 망가져도 정확도가 {eval}`min(scores(broken)):.0%`까지 떨어진 시드가 있습니다. 클리핑을 하면 멀쩡한 데이터로 학습했을 때와 비슷합니다. 안전띠를 맸더라도 그 이미지는 찾아서 고치십시오.
#
# ## 같은 결과 다시 얻기
#
# 난수는 네 곳에서 씁니다. 데이터를 나누고 이미지를 뽑을 때, 초기 가중치를 정할 때, 데이터를 섞을 때, 그리고 Dropout이나 데이터 증강을 쓸 때입니다. 시드를 모두 정하면 결과가 비트까지 같을까요? `parameters_to_vector`로 매개변수를 한 줄로 이어 비교해 봅니다. 그다음에는 같은 이미지 100장을 거꾸로 늘어놓고 변화도를 구합니다. 수학에서는 더하는 순서가 바뀌어도 합이 같습니다.
#
# :::{admonition} 예상해 보세요: 거꾸로 늘어놓고 구한 변화도는 비트까지 같을까요?
# :class: predict
# :collapsible: closed
#
# 다릅니다. 컴퓨터는 더할 때마다 반올림하므로 순서가 바뀌면 마지막 자리가 달라집니다.
# :::

# %% [markdown] lang="en"
# The first two lines give the length of the longest gradient for each seed. On sound data it never exceeds 2. One broken image is enough to bring the accuracy down to {eval}`min(scores(broken)):.0%` with one of the seeds. With clipping, it's about what it was on sound data. Even with a seat belt on, find that image and fix it.
#
# ## Get the same result again
#
# Random numbers come in at four places: splitting the data and drawing images, the first weights, the order, and dropout or augmentation. If you set all seeds, is the result the same to the bit? Let's join the parameters into one row with `parameters_to_vector` and compare. Then we compute the gradient of the same 100 images in reverse order. In mathematics, the order of a sum doesn't matter.
#
# :::{admonition} Predict: is the gradient of the reversed images the same to the bit?
# :class: predict
# :collapsible: closed
#
# No. A computer rounds after each addition, so in another order the last digits differ.
# :::


# %%
def flat(model):
    return nn.utils.parameters_to_vector(model.parameters()).detach()


def gradient(inputs, targets):
    torch.manual_seed(0)
    model = build()
    loss = F.cross_entropy(model(inputs), targets)
    return torch.cat([g.flatten() for g in torch.autograd.grad(loss, model.parameters())])


inputs, targets = draw(0)
again = train(0, (inputs, targets))[0]
differing = (flat(again) != flat(plain[0][0])).sum().item()
change = (gradient(inputs, targets) - gradient(inputs.flip(0), targets.flip(0))).abs()
print("parameters that differ, same seed again:", differing)
print(f"largest difference, reversed: {change.max():.10f}")
print("0.1 + 0.2 + 0.3 =", 0.1 + 0.2 + 0.3, "and 0.3 + 0.2 + 0.1 =", 0.3 + 0.2 + 0.1)

# %% [markdown] lang="ko"
# 같은 컴퓨터와 같은 버전에서는 비트까지 같습니다. 스레드의 수나 GPU, PyTorch의 버전이 바뀌면 더하는 순서도 바뀔 수 있고, 재현성(reproducibility)은 거기까지입니다. GPU에는 실행할 때마다 순서가 바뀌는 연산도 있습니다. `torch.use_deterministic_algorithms(True)`를 부르면 그런 연산 대신 순서가 정해진 것을 쓰고, 없으면 오류를 냅니다. 다른 컴퓨터와는 비트가 아니라, 여러 시드의 평균과 범위를 비교하십시오.
#
# ## 테스트 데이터셋 열기
#
# 고르는 일은 끝났습니다. 아무 방법도 쓰지 않은 모델과, 데이터 증강과 조기 종료를 함께 쓴 모델을 테스트 데이터로 한 번 잽니다.
#
# :::{admonition} 예상해 보세요: 테스트에서도 같은 결론이 나올까요?
# :class: predict
# :collapsible: closed
#
# 옳은 레이블에서는 차이가 거의 없고, 틀린 레이블이 섞이면 크게 나아져야 합니다.
# :::

# %% [markdown] lang="en"
# On the same machine with the same versions, the result is the same to the bit. With a different number of threads, a GPU or another version of PyTorch, the order of a sum may change, and that's where reproducibility ends. A GPU even has operations whose order changes from run to run. After `torch.use_deterministic_algorithms(True)`, PyTorch uses others that have a fixed order, and raises an error if there are none. With another machine, don't compare bits; compare the mean and range over several seeds.
#
# ## Open the test set
#
# All choices are made. Let's measure the models trained without any tool and those with augmentation and early stopping on the test set, once.
#
# :::{admonition} Predict: will the test set agree?
# :class: predict
# :collapsible: closed
#
# With right labels, there should be hardly any difference; with wrong ones, a large gain.
# :::

# %%
finals = {}
for wrong, base in ((0, plain), (20, noisy)):
    for name, runs in (("nothing", base), ("both", table["the last two", wrong])):
        new = images[test], labels[test]
        finals[name, wrong] = [evaluate(model, *new)[1] for model, _, _ in runs]
        show(f"{wrong:2} wrong, {name}", finals[name, wrong])

# %% [markdown] lang="ko"
# 옳은 레이블에서는 {eval}`100 * (round(mean(finals["both", 0]), 3) - round(mean(finals["nothing", 0]), 3)):+.1f`포인트, 틀린 레이블이 섞였을 때는 {eval}`100 * (round(mean(finals["both", 20]), 3) - round(mean(finals["nothing", 20]), 3)):+.1f`포인트입니다. 검증 데이터로 내린 결론이 어떤 선택에도 쓰지 않은 이미지에서도 맞았습니다.

# %% [markdown] lang="en"
# That's {eval}`100 * (round(mean(finals["both", 0]), 3) - round(mean(finals["nothing", 0]), 3)):+.1f` points with right labels and {eval}`100 * (round(mean(finals["both", 20]), 3) - round(mean(finals["nothing", 20]), 3)):+.1f` with wrong ones. What we concluded on the validation set also holds on images that played no part in any choice.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 시드 하나의 자랑 (쉬움)
#
# 동료가 시드 0에서 데이터 증강을 써 보고 "정확도가 오른다"고 합니다. 증강하지 않은 모델은 다른 이미지 100장으로 학습시켰다고 합니다. 이 말을 믿기 전에 무엇을 더 보아야 하는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 같은 이미지와 같은 시드끼리 짝지은 차이를 여러 시드에서 구해, 평균뿐 아니라 모든 차이가 0보다 큰지 보아야 합니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Proud of one seed (easy)
#
# A colleague tried augmentation with seed 0 and says that it raises the accuracy. The model without it was trained on 100 other images. What would you want to see before you believe it? Explain in a sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# The differences over several seeds, each between two runs with the same images and seed. Not only their mean but all of them should be above 0.
# :::

# %% [markdown] lang="ko"
# ### 2. 길이를 정할 수 있는 스케줄 (보통)
#
# `cycle`은 96단계에만 맞습니다. `total`단계를 학습하고 그 가운데 처음 `warm`단계가 워밍업인 `factor(step, total, warm)`을 써 보세요. 0번 단계의 값은 `1 / warm`입니다. 워밍업이 끝나면 1에서 코사인을 따라 내려가고, `step`이 `total`이면 0입니다.

# %% [markdown] lang="en"
# ### 2. A schedule of any length (medium)
#
# `cycle` fits 96 steps only. Write `factor(step, total, warm)` for `total` steps, of which the first `warm` are the warm-up. At step 0 it's `1 / warm`. After the warm-up it follows a cosine down from 1, and when `step` is `total`, it's 0.


# %% tags=["solution"]
# ko: 워밍업 뒤에 지나간 비율을 0부터 1까지로 구해 π를 곱합니다.
# en: How much of the rest has passed, from 0 to 1, times π.
def factor(step, total, warm):
    if step < warm:
        return (step + 1) / warm
    return (1 + math.cos(math.pi * (step - warm) / (total - warm))) / 2


# %% tags=["check"]
def check_2(factor):
    places = [(0, 10, 4), (3, 10, 4), (4, 10, 4), (7, 10, 4), (10, 10, 4), (42, 96, 24)]
    wanted = [0.25, 1, 1, 0.5, 0, cycle(42)]
    for place, value in zip(places, wanted, strict=True):
        got = float(factor(*place))
        assert abs(got - value) < 1e-6, f"factor{place} is {got:.3f}, expected {value:.3f}"
    print("exercise 2: correct")


check_2(factor)

# %% [markdown] lang="ko"
# ### 3. 가장 좋은 에폭을 놓친 모델 (쉬움)
#
# 아래 클래스로 조기 종료를 했습니다. 손실이 3, 1, 4, 2로 오르내렸는데, 되돌린 것은 손실이 1인 모델이 아니라 2인 모델이었습니다. 틀린 곳을 찾아, 고친 클래스를 `Stopper`로 써 보세요.

# %% [markdown] lang="en"
# ### 3. Not the best epoch (easy)
#
# Early stopping with the class below saw the losses 3, 1, 4, 2 and put back the model with loss 2, not the one with loss 1. Find the bug, and write the class without it, as `Stopper`.


# %%
class KeepsLater:
    def __init__(self, patience):
        self.patience, self.known, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.known:
            self.waited, self.state = 0, copy.deepcopy(model.state_dict())
        self.known = loss
        return self.waited >= self.patience


# %% tags=["solution"]
# ko: 바로 앞 에폭의 손실이 아니라 이제까지 가장 낮은 손실과 비교해야 합니다.
# en: Compare with the lowest loss so far, not with that of the epoch before.
class Stopper:
    def __init__(self, patience):
        self.patience, self.lowest, self.waited = patience, math.inf, 0

    def stop(self, loss, model):
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.waited = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        return self.waited >= self.patience


# %% tags=["check"]
def check_3(Stopper):
    model, stopper, said = nn.Linear(1, 1), Stopper(2), []
    for epoch, loss in enumerate([3.0, 2.0, 2.5, 1.0, 1.5, 1.2]):
        nn.init.constant_(model.weight, epoch)
        said.append(bool(stopper.stop(loss, model)))
    kept = stopper.state["weight"].item()
    assert kept == 3, f"it keeps the parameters of epoch {kept:.0f}, expected 3"
    wanted = [False] * 5 + [True]
    assert said == wanted, f"stop returns {said}, expected {wanted}"
    print("exercise 3: correct")


check_3(Stopper)

# %% [markdown] lang="ko"
# ### 4. 직접 하는 클리핑 (도전)
#
# `clip_grad_norm_`을 쓰지 않고 `clip(parameters, limit)`을 써 보세요. 모든 변화도를 한 벡터로 보았을 때의 길이를 구하고, `limit`보다 길면 모든 `grad`에 같은 수를 곱해 길이를 `limit`으로 줄입니다. 짧으면 그대로 둡니다. 줄이기 전의 길이를 파이썬 수로 돌려줍니다.

# %% [markdown] lang="en"
# ### 4. Clip by hand (hard)
#
# Write `clip(parameters, limit)` without `clip_grad_norm_`. Compute the length of all gradients together, as one vector. If it's more than `limit`, multiply each `grad` by the same number, so that the length becomes `limit`; otherwise leave them alone. Return the length before clipping as a Python number.


# %% tags=["solution"]
# ko: 길이는 모든 변화도의 제곱을 더한 값의 제곱근입니다.
# en: The length is the square root of the sum of all squared gradients.
def clip(parameters, limit):
    grads = [parameter.grad for parameter in parameters]
    length = math.sqrt(sum(grad.square().sum().item() for grad in grads))
    if length > limit:
        for grad in grads:
            grad.mul_(limit / length)
    return length


# %% tags=["check"]
def check_4(clip):
    inputs, targets = draw(0)
    for limit in (0.1, 100.0):
        torch.manual_seed(0)
        mine = build()
        theirs = copy.deepcopy(mine)
        for each in (mine, theirs):
            F.cross_entropy(each(inputs), targets).backward()
        got = float(clip(list(mine.parameters()), limit))
        wanted = nn.utils.clip_grad_norm_(theirs.parameters(), limit).item()
        hint = f"the length before is {got:.4f}, expected {wanted:.4f}"
        assert abs(got - wanted) < 1e-4, hint
        for one, other in zip(mine.parameters(), theirs.parameters(), strict=True):
            apart = (one.grad - other.grad).abs().max().item()
            hint = f"with the limit {limit:g}, a gradient is off by {apart:.4f}"
            assert apart < 1e-5, hint
    print("exercise 4: correct")


check_4(clip)

# %% [markdown] lang="ko"
# ## 요약
#
# - 학습률을 키우며 손실을 그려 보고, 최저점 학습률의 3분의 1쯤을 고릅니다. 스케줄은 학습률을 너무 크게 골랐을 때의 보험입니다.
# - 시드 여러 개에서 짝지은 차이를 보고, 0의 양쪽에 걸쳐 있으면 나아졌다고 하지 않습니다.
# - 가중치 감쇠, Dropout, 데이터 증강, 조기 종료는 덜 외우게 하려고 씁니다. 이 실험에서는 틀린 레이블이 섞였을 때만 뚜렷하게 덜 외웠고 평균도 올랐습니다. 이미지가 모자라면 더 모읍니다.
# - 변화도 클리핑은 사고에 대비하는 안전띠입니다.
# - 같은 컴퓨터의 CPU에서 버전과 스레드의 수가 같으면 시드로 비트까지 재현하고, 다른 컴퓨터와는 평균과 범위를 비교합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 학습 튜토리얼](https://docs.pytorch.org/tutorials/beginner/introyt/trainingyt.html)
# - [학습률 스케줄](https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate)
# - [재현성](https://docs.pytorch.org/docs/stable/notes/randomness.html)
#
# 잘 학습시킨 모델은 남에게 건네줄 수 있어야 합니다. [모델을 저장하고 공유하기](save_and_share.md)에서 안전하게 저장하고, 이어서 학습하고, 파이썬 없이 돌려 봅니다.

# %% [markdown] lang="en"
# ## Recap
#
# - Raise the rate, plot the loss, and choose about 1/3 of the rate at the lowest point. A schedule insures you against a rate that's too large.
# - Look at paired differences over several seeds; if they lie on both sides of 0, don't call it a gain.
# - Weight decay, dropout, augmentation and early stopping are meant to curb memorizing. Here they clearly did, and raised the mean, only with wrong labels. If you have too few images, collect more.
# - Gradient clipping is a seat belt for accidents.
# - On the same CPU, with the same versions and number of threads, seeds repeat a run to the bit; with another machine, compare mean and range.
#
# ## Further reading
#
# - [The official PyTorch tutorial on training](https://docs.pytorch.org/tutorials/beginner/introyt/trainingyt.html)
# - [Learning-rate schedules](https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate)
# - [Reproducibility](https://docs.pytorch.org/docs/stable/notes/randomness.html)
#
# A well-trained model is worth handing to others. In [Saving and sharing a model](save_and_share.md), you'll save it safely, go on training it, and run it without Python.
