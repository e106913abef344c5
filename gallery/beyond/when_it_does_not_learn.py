# %% [markdown] lang="ko"
"""
# 학습이 되지 않을 때

코드는 끝까지 실행되는데 모델이 배우지 않습니다. 오류 메시지도 없다면 어디부터 보아야 할까요? 이 튜토리얼에서는 흔한 버그 여섯 가지를 학습 코드에 하나씩 넣어 봅니다. 버그마다 증상을 보고, 짧은 코드로 원인을 확인하고, 고칩니다.

## 이 튜토리얼에서 배우는 것

- 학습하기 전에 손실이 얼마여야 하는지 아는 방법
- 배치 하나를 외우게 해서 학습 코드를 시험하는 방법
- 흔한 버그 여섯 가지를 증상으로 알아보고 확인하는 방법
- 알맞은 학습률을 찾는 방법
"""

# %% [markdown] lang="en"
# # When it doesn't learn
#
# The code runs to the end, but the model doesn't learn. If there's no error message, where do you look first? On this page, we break a training loop in six ways. Each time, you'll see the symptom, find the cause with a few lines of code, and fix it.
#
# ## What you will learn
#
# - What the loss should be before training
# - How to test a training loop by letting the model memorize one batch
# - How to recognize six common bugs by their symptoms, and confirm each one
# - How to find a good learning rate

# %% [markdown] lang="ko"
# ## 학습하기 전의 손실
#
# 첫 번째 검사는 학습하기 전에 할 수 있습니다. 아무것도 배우지 않은 분류기는 열 가지 숫자에 비슷한 확률을 주어야 하므로, 손실이 $-\ln 0.1 = \ln 10 = 2.30$에 가까워야 합니다. 훨씬 크다면 모델은 배우기도 전에 무언가를 확신하고 있습니다.
#
# 아래에서는 같은 신경망에 같은 이미지를 픽셀값의 범위만 바꾸어 넣습니다. 범위는 0부터 1, 0부터 16(원래 데이터), 0부터 256입니다.
#
# :::{admonition} 예상해 보세요: 어느 범위에서 손실이 2.30에 가장 가까울까요?
# :class: predict
# :collapsible: closed
#
# 0부터 1입니다. 입력이 작으면 점수도 작아서 열 숫자의 확률이 거의 같습니다. 입력이 크면 점수도 커지고, 점수의 차이가 크면 소프트맥스는 한 숫자를 확신합니다.
# :::

# %% [markdown] lang="en"
# ## The loss before training
#
# You can make the first check before you train. A classifier that has learned nothing should give all ten digits about the same probability, so its loss should be close to $-\ln 0.1 = \ln 10 = 2.30$. If it's much larger, the model is sure of something before it has learned anything.
#
# Below, one network gets the same images on three scales: with pixels from 0 to 1, from 0 to 16 (as they come), and from 0 to 256.
#
# :::{admonition} Predict: on which scale is the loss closest to 2.30?
# :class: predict
# :collapsible: closed
#
# From 0 to 1: small inputs make small scores, so the probabilities stay nearly equal. Larger inputs make larger scores, and when scores are far apart, softmax is sure of one digit.
# :::

# %%
import warnings

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)

digits = load_digits()
pixels = torch.tensor(digits.images, dtype=torch.float32)
labels = torch.tensor(digits.target)
order = torch.randperm(len(labels))
training, validation = order[:1344], order[1344:]


# %%
# ko: 시드를 안에서 정하므로, 부를 때마다 같은 가중치에서 출발합니다.
# en: The seed is set inside, so every call starts from the same weights.
def build(outputs=10):
    torch.manual_seed(0)
    hidden = [nn.Flatten(), nn.Linear(64, 64), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(64, outputs))


first_losses = {}
for largest in (1, 16, 256):
    logits = build()(pixels / 16 * largest)
    first_losses[largest] = F.cross_entropy(logits, labels).item()
    print(f"pixels from 0 to {largest:3}: loss {first_losses[largest]:5.2f}")

# ko: 수정. 여기서부터는 16으로 나눈 이미지를 씁니다.
# en: The fix: from here on, we use the images divided by 16.
images = pixels / 16

# %% [markdown] lang="ko"
# ## 배치 하나 외우기
#
# 두 번째 검사는 몇 초면 끝납니다. 미니 배치 하나만 되풀이해서 보여 주며 모델을 학습시킵니다. 이미지 32장이라면 작은 신경망도 외울 수 있습니다. 그러므로 손실이 0에 가까워지지 않는다면, 신경망이 작아서가 아닙니다. 코드에 버그가 있거나, 마지막 절에서 볼 학습률이 맞지 않는 것입니다. 이 검사를 통과한 다음에 모든 데이터로 학습시키십시오.
#
# `train`의 `parts`에는 단계마다 쓸 이미지의 번호가 있습니다. `find_loss`를 바꾸어 넘기면 손실을 다르게 구할 수 있습니다. 50단계마다 손실을 하나씩 출력하고 마지막 손실도 출력하는 함수가 `report`입니다.
#
# :::{admonition} 예상해 보세요: 손실이 0에 가까워졌다면 이 모델은 새 이미지도 모두 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 아닙니다. 꽤 맞히기는 하지만, 이미지를 32장밖에 보지 못했습니다. 이 검사에서는 과적합이 목표입니다.
# :::

# %% [markdown] lang="en"
# ## Memorize one batch
#
# The second check takes seconds: train on one mini-batch, over and over. Even a small network can memorize 32 images. So if the loss doesn't come close to 0, the network isn't too small. There's a bug in the code, or the learning rate is wrong; the last section is about that. Train on all the data only after this check has passed.
#
# In `train`, `parts` holds the indices of the images for each step. Pass another `find_loss` to compute the loss in another way. `report` prints every 50th loss and the last one.
#
# :::{admonition} Predict: the loss is close to 0. Does this model get all new images right, too?
# :class: predict
# :collapsible: closed
#
# No. It gets many right, but it has seen only 32 images. In this check, overfitting is the goal.
# :::


# %%
def find_loss(model, inputs, targets):
    return F.cross_entropy(model(inputs), targets)


def train(model, parts, rate, find_loss=find_loss):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses = []
    for part in parts:
        loss = find_loss(model, images[part], labels[part])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %%
def accuracy(model, part):
    with torch.no_grad():
        right = model(images[part]).argmax(dim=1) == labels[part]
    return right.float().mean().item()


def report(name, losses):
    print(name, *(f"{loss:.3f}" for loss in losses[::50]), f"{losses[-1]:.3f}")


one_batch = [training[:32]] * 200
model = build()
memorized = train(model, one_batch, rate=0.5)
report("loss:", memorized)
print(f"new images: {accuracy(model, validation):.1%} right")

# %% [markdown] lang="ko"
# 손실이 아예 그대로라면, 아래처럼 한 단계 앞뒤의 가중치를 비교하십시오. 바뀐 가중치가 하나도 없다면 `step`을 빠뜨렸거나, 옵티마이저에 이 모델의 매개변수를 넘기지 않았거나, 변화도가 모두 0인 것입니다.

# %% [markdown] lang="en"
# What if the loss doesn't move at all? Compare the weights before and after one step, as below. If none has changed, `step` is missing, the optimizer didn't get this model's parameters, or all gradients are 0.

# %%
model = build()
before = model[1].weight.clone()
find_loss(model, images[training[:32]], labels[training[:32]]).backward()
still = (model[1].weight - before).abs().max().item()
train(model, one_batch[:1], rate=0.5)
moved = (model[1].weight - before).abs().max().item()
print(f"change without step: {still:.3f}, with: {moved:.3f}")

# %% [markdown] lang="ko"
# ## 소리 없는 버그
#
# 이제 학습 코드를 망가뜨려 보겠습니다. 처음 세 가지에서는 오류 없이 손실만 이상해집니다.
#
# ### 출력과 정답의 shape가 다를 때
#
# **증상.** 이미지에 잉크가 얼마나 있는지, 곧 픽셀값의 평균을 예측하게 합니다. 배치 하나를 외우지 못하고, 손실이 1 근처에 멈춥니다. 정답은 정규화해서 평균이 0, 표준 편차가 1이므로, 늘 0이라고 답할 때의 손실이 1입니다.
#
# **확인.** 출력의 shape와 정답의 shape, 그리고 출력에서 정답을 뺀 결과의 shape를 출력합니다.
#
# :::{admonition} 예상해 보세요: 출력의 shape가 (32, 1), 정답의 shape가 (32,)입니다. 뺀 결과의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# [브로드캐스팅](../blitz/tensors.md#broadcasting)을 하므로 (32, 32)입니다. 출력마다 정답 32개와 모두 비교하므로, 모든 출력이 정답의 평균일 때 손실이 가장 작습니다.
# :::

# %% [markdown] lang="en"
# ## Bugs that keep quiet
#
# Now let's break the loop. The first three bugs raise no error; only the loss looks odd.
#
# ### Outputs and targets of different shapes
#
# **Symptom.** The model should predict how much ink an image has: the mean of its pixels. It can't memorize one batch: the loss stays near 1. As the targets are normalized to mean 0 and standard deviation 1, that's the loss of always answering 0.
#
# **Probe.** Print the shapes of outputs and targets, and of their difference.
#
# :::{admonition} Predict: the outputs have the shape (32, 1), the targets (32,). What's the shape of the difference?
# :class: predict
# :collapsible: closed
#
# (32, 32), because of [broadcasting](../blitz/tensors.md#broadcasting). Each output is compared with all 32 targets, so the loss is smallest when every output is the mean of the targets.
# :::


# %%
# ko: dim=(1, 2)는 행과 열에 걸쳐 평균을 구하고, correction=0은 N - 1이 아니라 N으로 나눕니다.
# en: dim=(1, 2) averages over rows and columns; correction=0 divides by N, not N - 1.
def ink(inputs):
    amount = inputs.mean(dim=(1, 2))
    return (amount - amount.mean()) / amount.std(correction=0)


def pairs_all(model, inputs, targets):
    return (model(inputs) - ink(inputs)).square().mean()


model = build(outputs=1)
stuck = train(model, one_batch, 0.1, pairs_all)
report("broken:", stuck)

outputs, targets = model(images[training[:32]]), ink(images[training[:32]])
print("shapes:", *(tuple(t.shape) for t in (outputs, targets, outputs - targets)))

# %% [markdown] lang="ko"
# **수정.** `squeeze(1)`로 길이가 1인 차원을 없앱니다. 제곱 오차의 평균을 구하는 `F.mse_loss`를 쓰면 shape가 다를 때 경고가 나옵니다. 이런 경고를 지나치지 마십시오.

# %% [markdown] lang="en"
# **Fix.** `squeeze(1)` removes the dimension of length 1. `F.mse_loss`, the mean of the squared errors, warns you when the shapes differ; don't ignore that warning.


# %%
def pairs_own(model, inputs, targets):
    return F.mse_loss(model(inputs).squeeze(1), ink(inputs))


unstuck = train(build(outputs=1), one_batch, 0.1, pairs_own)
report("fixed:", unstuck)

# %% [markdown] lang="ko"
# ### 잊은 `zero_grad`
#
# **증상.** 변화도가 쌓여 걸음이 점점 커지므로 배치 하나는 더 빨리 외웁니다. 그런데 모든 데이터로 학습시키면, 지난 배치의 방향으로도 계속 가기 때문에 손실이 조금 줄다가 오히려 커집니다.
#
# **확인.** 외운 배치에서 마지막 단계 뒤 `grad`에 남은 변화도와, `grad`를 비우고 다시 구한 변화도의 길이를 비교합니다. 크게 다르면 지난 단계의 변화도가 섞인 것입니다. 외우지 않은 배치에서는 `step` 한 번에도 변화도가 바뀌므로, 올바른 코드에서도 다를 수 있습니다.
#
# :::{admonition} 예상해 보세요: 외운 배치에서 손실이 0이면 변화도의 길이는 얼마여야 할까요?
# :class: predict
# :collapsible: closed
#
# 손실을 더 줄일 수 없으므로 0에 가까워야 합니다. 아래에서는 `grad`에 그보다 훨씬 큰 값이 남아 있습니다.
# :::

# %% [markdown] lang="en"
# ### The forgotten `zero_grad`
#
# **Symptom.** Gradients pile up, so the steps grow and one batch is memorized even faster. But on all the data, each step also keeps going where earlier batches pointed, and the loss soon stops falling and grows.
#
# **Probe.** On the memorized batch, clear `grad` and compute the gradient again. Is it about as long as the one that was left in `grad`? If not, gradients of earlier steps are mixed in. Don't try it on a batch that isn't memorized: there, a single `step` can change the length even if the code is correct.
#
# :::{admonition} Predict: on the memorized batch, the loss is 0. How long should the gradient be?
# :class: predict
# :collapsible: closed
#
# Close to 0, because the loss can't go any lower. Below, what's left in `grad` is far longer than that.
# :::


# %%
def forgetful(model, parts, rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses = []
    for part in parts:
        loss = find_loss(model, images[part], labels[part])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %%
# ko: 계층 하나만 보아도 압니다. 변화도의 길이(norm)는 제곱의 합의 제곱근입니다.
# en: One layer is enough. The length of a gradient, its norm, is the root of its summed squares.
def lengths(model, last_part):
    left = model[1].weight.grad.norm().item()
    model.zero_grad()
    find_loss(model, images[last_part], labels[last_part]).backward()
    return left, model[1].weight.grad.norm().item()


model, sound = build(), build()
report("one batch:", forgetful(model, one_batch, 0.5))
train(sound, one_batch, 0.5)
left, fresh = lengths(model, one_batch[-1])
sound_left, sound_fresh = lengths(sound, one_batch[-1])
print(f"broken:  left in grad {left:.3f}, computed again {fresh:.3f}")
print(f"correct: left in grad {sound_left:.3f}, computed again {sound_fresh:.3f}")

# %% [markdown] lang="ko"
# **수정.** `train`처럼 `backward` 앞에서 `optimizer.zero_grad()`를 부릅니다. 두 함수 `forgetful`, `train`으로 모델을 하나씩, 모든 데이터를 써서 8에폭 동안 학습시키고, 에폭마다 손실의 평균을 구해 보겠습니다. 이미지가 1,344장이므로 한 에폭은 42단계입니다.

# %% [markdown] lang="en"
# **Fix.** Call `optimizer.zero_grad()` before `backward`, as `train` does. Let's train one model with each of the two functions, `forgetful` and `train`, for 8 epochs on all the data, and average the loss over each epoch. With 1,344 images, an epoch is 42 steps.


# %%
# ko: 메소드 split(32)은 섞은 번호를 32개씩 나눕니다.
# en: split(32) cuts the shuffled indices into pieces of 32.
def epochs(count):
    shuffle = torch.Generator().manual_seed(0)
    orders = [torch.randperm(1344, generator=shuffle) for _ in range(count)]
    return [training[piece] for order in orders for piece in order.split(32)]


def by_epoch(losses):
    return torch.tensor(losses).reshape(-1, 42).mean(dim=1).tolist()


runs = {
    "gradients not cleared": by_epoch(forgetful(build(), epochs(8), 0.2)),
    "correct": by_epoch(train(build(), epochs(8), 0.2)),
}
for name, losses in runs.items():
    print(f"{name:22}", *(f"{loss:.2f}" for loss in losses))

# %% [markdown] lang="ko"
# ### 손실 앞의 소프트맥스
#
# **증상.** 손실이 더디게 줄고, 아무리 오래 학습시켜도 1.46보다 작아지지 않습니다.
#
# **확인.** 소프트맥스는 `F.cross_entropy` 안에 이미 있습니다. 모델의 출력이 확률이면 소프트맥스를 두 번 하는 셈입니다. 출력의 합이 늘 1인지 보고, 완벽한 확률을 넣었을 때의 손실을 구합니다.
#
# :::{admonition} 예상해 보세요: 레이블의 확률이 1, 나머지 아홉이 0인 출력을 점수로 여기면 손실은 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 레이블의 확률이 $e^1 / (e^1 + 9 e^0) = 0.232$가 되므로 $-\ln 0.232 = 1.46$입니다. 이보다 나은 답은 없습니다.
# :::

# %% [markdown] lang="en"
# ### Softmax before the loss
#
# **Symptom.** The loss falls slowly, and never below 1.46, however long you train.
#
# **Probe.** `F.cross_entropy` has softmax inside. If the model's outputs are probabilities already, softmax is applied twice. See whether the outputs always add up to 1, and compute the loss of perfect probabilities.
#
# :::{admonition} Predict: the output is 1 for the label and 0 for the other nine. If these are treated as scores, what's the loss?
# :class: predict
# :collapsible: closed
#
# The label gets the probability $e^1 / (e^1 + 9 e^0) = 0.232$, so it's $-\ln 0.232 = 1.46$. No answer does better.
# :::

# %%
double = build().append(nn.Softmax(dim=1))
losses = train(double, epochs(8), 0.2)
runs["softmax before the loss"] = by_epoch(losses)
print("broken:", *(f"{loss:.2f}" for loss in runs["softmax before the loss"]))

sums = double(images[validation]).sum(dim=1)
print(f"outputs add up to {sums.min():.2f} at least, {sums.max():.2f} at most")
# ko: F.one_hot 함수는 레이블의 자리가 1, 나머지가 0인 행을 만듭니다. 완벽한 확률입니다.
# en: F.one_hot makes rows with 1 at the label and 0 elsewhere: perfect probabilities.
floor = F.cross_entropy(F.one_hot(labels).float(), labels).item()
print(f"loss of perfect probabilities: {floor:.2f}")

# %% [markdown] lang="ko"
# **수정.** 마지막 `nn.Softmax`를 없앱니다. 그러면 앞에서 올바르게 학습시킨 모델과 같습니다. 확률이 필요하면 학습을 마친 다음에 구합니다. 한 그림에 그려 보면 버그마다 곡선의 모양이 다릅니다.

# %% [markdown] lang="en"
# **Fix.** Remove the last `nn.Softmax`, and what's left is the model we trained correctly above. If you need probabilities, compute them after training. In one plot, each bug's curve has a shape of its own.

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 3.8), layout="constrained")
places = [(1.2, 3.3), (4.5, 0.55), (5.1, 1.6)]
for mark, place, (name, losses) in zip("os^", places, runs.items(), strict=True):
    (line,) = ax.plot(range(1, 9), losses, mark + "-")
    ax.text(*place, name, color=line.get_color())
ax.axhline(floor, color="0.5", linestyle="--")
ax.text(7.5, floor - 0.4, "1.46")
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, 4.6))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 올바른 코드에서는 손실이 줄고, `zero_grad`를 잊으면 곧 커지고, 소프트맥스를 두 번 하면 점선보다 높은 곳에서 더디게 줄어듭니다.
# :alt: 세 곡선이 있습니다. 올바른 코드의 곡선은 0 가까이 내려갑니다. 변화도를 비우지 않은 곡선은 올라갑니다. 손실 앞에 소프트맥스가 있는 곡선은 1.46에 그은 점선보다 위에 머뭅니다.
# gradients not cleared: 변화도를 비우지 않음
# correct: 올바름
# softmax before the loss: 손실 앞에 소프트맥스
# epoch: 에폭
# loss: 손실
# :::
#
# ## 레이블과 평가
#
# ### 레이블의 자료형과 범위
#
# **증상.** 이번에는 오류 메시지가 나옵니다. CSV 파일에서 읽은 레이블은 흔히 실수이거나, 번호가 0이 아니라 1부터 매겨져 있거나, 차원이 하나 더 있습니다.
#
# **확인.** 레이블의 dtype, shape, 가장 작은 값과 가장 큰 값을 출력합니다.
#
# :::{admonition} 예상해 보세요: `F.cross_entropy`에 이미지 32장의 클래스 번호를 넘길 때 dtype, shape, 범위는 무엇이어야 할까요?
# :class: predict
# :collapsible: closed
#
# dtype은 대개 `torch.int64`(Long), shape는 이미지마다 번호가 하나씩 있는 (32,), 범위는 0부터 9입니다. 아래 메시지에 나오는 Byte는 `torch.uint8`이고, 이것도 됩니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The loss falls if the code is correct, soon grows if `zero_grad` is forgotten, and falls slowly above the dashed line if softmax is applied twice.
# :alt: Three curves. That of the correct code falls close to 0. The one with gradients not cleared rises. The one with softmax before the loss stays above a dashed line at 1.46.
# :::
#
# ## Labels and evaluation
#
# ### Type and range of the labels
#
# **Symptom.** This time there's an error message. Labels read from a CSV file are often floating-point numbers, or counted from 1 instead of 0, or have one dimension too many.
#
# **Probe.** Print the labels' dtype, shape, smallest and largest value.
#
# :::{admonition} Predict: which dtype, shape and range does `F.cross_entropy` want for the class numbers of 32 images?
# :class: predict
# :collapsible: closed
#
# Usually the dtype `torch.int64` (Long), the shape (32,), with one number for each image, and the range from 0 to 9. The Byte in the message below is `torch.uint8`, which works too.
# :::

# %%
good = labels[training[:32]]
logits = build()(images[training[:32]])
variants = {"float": good.float(), "from 1": good + 1, "column": good.unsqueeze(1)}
for name, wrong in variants.items():
    low, high = wrong.min().item(), wrong.max().item()
    print(f"{name}: {wrong.dtype}, {tuple(wrong.shape)}, {low} to {high}")
    try:
        F.cross_entropy(logits, wrong)
    except (RuntimeError, IndexError) as error:
        print("  ", error)

# %% [markdown] lang="ko"
# **수정.** 실수이면 `.long()`을, 1부터 매겨져 있으면 `- 1`을, 차원이 하나 더 있으면 `.squeeze(1)`을 씁니다. 그러면 셋 다 올바른 레이블을 썼을 때와 손실이 같습니다. GPU에서는 레이블이 범위를 벗어나면 흔히 더 뒤의 줄에서 `device-side assert triggered`라는 오류가 납니다. 파이썬을 다시 시작해 그 단계를 CPU에서 실행하면 위의 메시지가 나옵니다.

# %% [markdown] lang="en"
# **Fix.** Use `.long()` on float labels, `- 1` if they're counted from 1, and `.squeeze(1)` on a column. Each then gives the same loss as the good labels. On a GPU, a label out of range raises `device-side assert triggered`, often at a later line; restart Python and use the CPU to see the message above.

# %%
mended = [variants["float"].long(), variants["from 1"] - 1]
mended.append(variants["column"].squeeze(1))
for targets in (good, *mended):
    print(f"loss {F.cross_entropy(logits, targets):.4f}", targets.dtype)

# %% [markdown] lang="ko"
# ### 잊은 `eval`
#
# **증상.** 여러 숫자가 섞인 배치에서는 정확도가 높은데, 같은 숫자끼리 모은 배치에서는 뚝 떨어집니다.
#
# **확인.** `model.training`을 출력하고, 같은 이미지를 한 번은 섞은 채로, 한 번은 숫자별로 나누어 넣습니다. 정확도가 달라지면 모델이 학습 모드입니다. [배치 정규화](../blitz/training_a_classifier.md#training-mode-and-evaluation-mode)가 그 배치의 평균과 분산을 쓰기 때문입니다.
#
# :::{admonition} 예상해 보세요: 배치에 숫자 0의 이미지만 있으면, 그 이미지들이 서로 닮은 점은 배치 정규화를 거치며 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 닮은 점은 평균에 들어 있으므로 평균을 뺄 때 사라집니다. 0끼리 다른 점만 남는데, 모델은 다른 점만 보고는 0을 알아보지 못합니다.
# :::

# %% [markdown] lang="en"
# ### The forgotten `eval`
#
# **Symptom.** On batches of mixed digits the accuracy is high, but on batches of a single digit it collapses.
#
# **Probe.** Print `model.training`, and pass the same images twice: mixed, and sorted into batches by digit. If the accuracy changes, the model is in training mode: [batch normalization](../blitz/training_a_classifier.md#training-mode-and-evaluation-mode) is using the mean and variance of the batch.
#
# :::{admonition} Predict: if a batch holds only images of the digit 0, what happens in batch normalization to what they have in common?
# :class: predict
# :collapsible: closed
#
# It's part of the mean, so it's subtracted. All that's left is how the zeros differ from each other, and from that the model can't tell that they're zeros.
# :::

# %%
torch.manual_seed(0)
# ko: BatchNorm1d는 이미지가 아니라 한 줄로 늘어선 값에 쓰는 BatchNorm2d입니다.
# en: BatchNorm1d is BatchNorm2d for rows of values instead of images.
hidden = [nn.Flatten(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()]
model = nn.Sequential(*hidden, nn.Linear(64, 10))
train(model, epochs(8), 0.1)

kinds = [validation[labels[validation] == digit] for digit in range(10)]
scores = {}
# ko: train(False)은 eval()과 같습니다. 학습 모드를 나중에 재는 까닭은 아래에서 설명합니다.
# en: train(False) is eval(). Training mode comes last, for a reason given below.
for mode in (False, True):
    model.train(mode)
    mixed = accuracy(model, validation)
    right = [accuracy(model, kind) * len(kind) for kind in kinds]
    scores[mode] = [mixed, sum(right) / len(validation)]
    print(f"training={model.training!s:5} mixed {mixed:.1%}, sorted {scores[mode][1]:.1%}")

# %% [markdown] lang="ko"
# **수정.** 쓰기 전에 `model.eval()`을, 다시 학습하기 전에 `model.train()`을 부릅니다. 학습 모드에서는 평가만 해도 배치 정규화의 이동 평균이 바뀌므로, 위에서는 나중에 쟀습니다. 또 이 모델에 이미지를 한 장만 넣으면 `Expected more than 1 value per channel when training`이라는 오류가 납니다.
#
# ## NaN 찾기
#
# **증상.** 첫 손실은 멀쩡한데 다음부터 `nan`입니다. `nan`은 숫자가 아니라는 뜻(not a number)으로, 한 번 생기면 닿는 값을 모두 `nan`으로 만듭니다. 여기서는 매개변수가 너무 커지지 않게 하려고 그 길이를 손실에 더합니다. 마지막 계층의 편향은 0에서 출발합니다.

# %% [markdown] lang="en"
# **Fix.** Call `model.eval()` before you use the model, and `model.train()` before you train it again. In training mode, even images that you only evaluate move the running averages of batch normalization; that's why it came last above. And in this model, one image raises an error: `Expected more than 1 value per channel when training`.
#
# ## Find the NaN
#
# **Symptom.** The first loss is fine, and from then on it's `nan`, *not a number*, which spreads to everything it touches. To keep the parameters from growing too large, this loop adds their lengths to the loss. The last layer's bias starts at 0.


# %%
def with_lengths(model, inputs, targets):
    loss = find_loss(model, inputs, targets)
    for parameter in model.parameters():
        loss = loss + 0.01 * parameter.square().sum().sqrt()
    return loss


def fresh_start():
    model = build()
    nn.init.zeros_(model[3].bias)
    return model


broken = train(fresh_start(), one_batch[:3], 0.5, with_lengths)
print("nan in the images:", images.isnan().sum().item())
print("broken:", *(f"{loss:.3f}" for loss in broken))

# %% [markdown] lang="ko"
# **확인.** 흔한 원인부터 봅니다. 앞선 단계에서 손실이 커지고 있었다면 학습률을 줄이고, 이미지에 `nan`이 있다면 데이터를 고칩니다. 여기서는 둘 다 아닙니다.
#
# 그다음에는 `with torch.autograd.detect_anomaly():` 안에서 한 단계를 실행합니다. **이상 탐지**(anomaly detection)가 켜져서, `backward`를 하다가 `nan`이 나오면 거기서 멈추고 순전파의 어느 줄에서 온 것인지 경고로 알려 줍니다. 느리므로 원인을 찾을 때만 켭니다. 셀의 나머지 코드는 긴 경고에서 마지막 코드 줄만 출력합니다.
#
# :::{admonition} 예상해 보세요: $\sqrt{x}$의 도함수는 $1 / (2\sqrt{x})$입니다. 0에서 미분계수는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 무한대입니다. 연쇄 법칙에 따라 제곱의 미분계수인 0을 거기에 곱하면 `nan`입니다. 이 곱셈은 `square`의 역전파에서 합니다. 제곱도 거듭제곱(power)이라서 메시지에는 `PowBackward0`이라고 나옵니다.
# :::

# %% [markdown] lang="en"
# **Probe.** Rule out the usual causes first. If the loss was growing before, take a smaller learning rate; if the images contain `nan`, mend the data. Here it's neither.
#
# Then run a step inside `with torch.autograd.detect_anomaly():`, which switches on **anomaly detection**. When `backward` computes a `nan`, it stops, and a warning tells you which line of the forward pass it came from. It's slow, so use it only to find the cause. The rest of the cell prints only the warning's last line of code.
#
# :::{admonition} Predict: the derivative of $\sqrt{x}$ is $1 / (2\sqrt{x})$. What is it at 0?
# :class: predict
# :collapsible: closed
#
# Infinite. By the chain rule it's multiplied by the derivative of the square, which is 0, and that makes `nan`. The backward of `square` does that; as a square is a power, the message calls it `PowBackward0`.
# :::

# %%
with warnings.catch_warnings(record=True, action="always") as told:
    try:
        with torch.autograd.detect_anomaly():
            train(fresh_start(), one_batch[:1], 0.5, with_lengths)
    except RuntimeError as error:
        print(error)

trace = str(told[-1].message).splitlines()
code = [line.strip() for line in trace if line.startswith("    ")]
print("forward:", code[-1])

# %% [markdown] lang="ko"
# **수정.** `norm()`을 씁니다. 수학에서 길이는 0에서 미분할 수 없지만, `norm()`은 그 기울기를 0으로 칩니다. 제곱근이나 로그, 나눗셈을 직접 쓸 때는 그 안에 0이 들어갈 수 있는지 먼저 생각해 보십시오. 길이도 손실의 일부라서 이 손실은 0이 되지 못합니다. 배치 하나를 외우는지 볼 때는 이렇게 더한 항을 빼고 봅니다.

# %% [markdown] lang="en"
# **Fix.** Use `norm()`. At 0 a length has no slope, and `norm()` uses a slope of 0. When you write a square root, a logarithm or a division yourself, ask first whether a 0 can get into it. As the lengths are part of this loss, it can't reach 0. So when you check whether a batch is memorized, leave such added terms out.


# %%
def with_norms(model, inputs, targets):
    loss = find_loss(model, inputs, targets)
    return loss + 0.01 * sum(p.norm() for p in model.parameters())


mended_model = fresh_start()
finite = train(mended_model, one_batch, 0.5, with_norms)
report("fixed:", finite)
alone = find_loss(mended_model, images[training[:32]], labels[training[:32]]).item()
print(f"without the lengths: {alone:.3f}")

# %% [markdown] lang="ko"
# ## 학습률 훑어보기
#
# 버그가 없는데도 배우지 않는다면 학습률을 의심합니다. 하나를 골라 조금씩 고치지 말고, 세 배쯤씩 키우며 훑어보십시오. 학습률마다 같은 신경망에서 출발해 5에폭 동안 학습시키고, 마지막 에폭의 손실을 비교합니다. 배우는지만 보려는 것이므로 학습 데이터의 손실이면 충분합니다.
#
# :::{admonition} 예상해 보세요: 가로축이 학습률, 세로축이 손실이면 곡선은 어떤 모양일까요?
# :class: predict
# :collapsible: closed
#
# U자 모양입니다. 학습률이 너무 작으면 5에폭으로는 모자라고, 너무 크면 가장 낮은 곳을 지나칩니다.
# :::

# %% [markdown] lang="en"
# ## Sweep the learning rate
#
# There's no bug, and still it doesn't learn? Suspect the learning rate. Don't pick one and change it a little; sweep in large steps, each about three times the last. For each rate, we start from the same network, train for 5 epochs, and compare the loss of the last epoch. We only ask whether it learns, so the training loss is enough.
#
# :::{admonition} Predict: with the rate on the horizontal axis and the loss on the vertical one, what shape does the curve have?
# :class: predict
# :collapsible: closed
#
# A U. If the rate is too small, 5 epochs aren't enough, and if it's too large, the steps overshoot.
# :::

# %%
rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
swept = [by_epoch(train(build(), epochs(5), rate))[-1] for rate in rates]
for rate, loss in zip(rates, swept, strict=True):
    print(f"lr {rate:<5}: loss {loss:.2f}")
lowest = swept.index(min(swept))
best, candidate = rates[lowest], rates[lowest - 1]

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
ax.plot(rates, swept, "o-")
ax.axhline(first_losses[1], color="0.5", linestyle="--")
ax.text(0.02, first_losses[1] + 0.12, "before training")
ax.set(xscale="log", xlabel="learning rate", ylabel="loss", ylim=(0, 3))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 학습률이 너무 작으면 손실이 학습하기 전과 비슷하고, 너무 크면 그보다 커지기도 합니다.
# :alt: 학습률에 따른 손실이 U자를 그립니다. 왼쪽 끝과 오른쪽 끝에서는 학습하기 전의 손실을 나타내는 점선에 가깝거나 그보다 높고, 가운데에서 가장 낮습니다.
# before training: 학습하기 전
# learning rate: 학습률
# loss: 손실
# :::
#
# 여기서는 {eval}`best`에서 손실이 가장 작고, 한 칸만 더 오른쪽으로 가도 치솟습니다. 그러므로 {eval}`best`와 그 왼쪽의 {eval}`candidate`를 후보로 두고, 어느 쪽을 쓸지는 검증 데이터로 정하십시오.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: With a rate that is too small, the loss stays about where it was before training; with one that is too large, it may end even higher.
# :alt: The loss over the learning rate makes a U. At the left and right ends it's close to a dashed line, the loss before training, or above it, and it's lowest in between.
# :::
#
# Here the loss is smallest at {eval}`best`, and one step farther right, it shoots up. So {eval}`best` and {eval}`candidate`, the rate to its left, are your candidates. Let the validation set decide between them.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 검사가 보지 못하는 것 (쉬움)
#
# 모델이 배치 하나는 외웠는데, 모든 데이터로 학습시키면 검증 정확도가 10%쯤입니다. 알고 보니 이미지와 레이블을 따로 섞어서 짝이 어긋났습니다. 배치 하나를 외우는 검사에서는 왜 드러나지 않았는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 32장쯤이면 신경망이 아무 레이블이나 외울 수 있으므로, 짝이 어긋나도 손실은 0에 가까워집니다. 그러니 배치를 하나 꺼내 이미지와 레이블을 눈으로도 보십시오.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. What the check can't see (easy)
#
# A model memorizes one batch, but after training on all the data, its validation accuracy is about 10%. It turns out that images and labels were shuffled separately, so the pairs don't match. Explain in a sentence why memorizing one batch didn't show it.
#
# :::{admonition} Solution
# :collapsible: closed
#
# A network can memorize any labels for a mere 32 images, so the loss comes close to 0 even if the pairs are wrong. So take one batch and look at the images and labels with your own eyes, too.
# :::

# %% [markdown] lang="ko"
# ### 2. 이미지를 보지 않는 답 (보통)
#
# 클래스마다 이미지의 수가 다르면, 모델의 손실과 비교할 값은 $\ln 10$이 아닙니다. 이미지를 보지 않고 클래스마다 `labels`에서 차지하는 비율을 확률로 답할 때의 손실을 구하는 함수 `baseline(labels)`를 써 보세요. 한 번도 나오지 않는 클래스가 있어도 `nan`이 되지 않아야 합니다.

# %% [markdown] lang="en"
# ### 2. An answer without looking (medium)
#
# If some classes are more frequent than others, the loss to beat isn't $\ln 10$. Write a function `baseline(labels)`: the loss of a model that never looks at the images and gives each class its share of `labels` as the probability. It mustn't become `nan` if a class never occurs.


# %% tags=["solution"]
# ko: 0의 로그는 -inf이고 0을 곱하면 nan이므로, 나오는 클래스만 남깁니다.
# en: The log of 0 is -inf, and times 0 that's nan, so keep only the classes that occur.
def baseline(labels):
    counts = labels.bincount()
    shares = counts[counts > 0] / len(labels)
    return -(shares * shares.log()).sum().item()


# %% tags=["check"]
def check_2(baseline):
    for counts in ([50, 50], [90, 10], [10] * 10, [30, 0, 70]):
        sample = torch.arange(len(counts)).repeat_interleave(torch.tensor(counts))
        shares = sample.bincount() / len(sample)
        wanted = F.nll_loss(shares.log().expand(len(sample), -1), sample).item()
        got = float(baseline(sample))
        assert got == got, f"nan for the counts {counts}"
        message = f"{got:.4f} for the counts {counts}, expected {wanted:.4f}"
        assert abs(got - wanted) < 1e-4, message
    print("exercise 2: correct")


check_2(baseline)

# %% [markdown] lang="ko"
# ### 3. 버그 다섯 개 (도전)
#
# `learn`은 학습을 마치고 바로 쓸 수 있는 분류기를 돌려주어야 합니다. 그런데 버그가 다섯 개 있습니다. 오류를 내는 것은 하나뿐입니다. 모두 찾아서 고친 함수를 `repaired(images, labels)`로 써 보세요. 계층의 크기, 학습률, 에폭 수는 그대로 둡니다. 검증 정확도가 93%를 넘어야 합니다.

# %% [markdown] lang="en"
# ### 3. Five bugs (hard)
#
# `learn` should return a trained classifier, ready to be used. But it has five bugs, and only one of them raises an error. Find them and write the function without them, as `repaired(images, labels)`. Leave the sizes of the layers, the learning rate and the number of epochs as they are. Your classifier should get more than 93% of the validation images right.


# %%
def learn(images, labels):
    images, labels = images.float(), labels.float()
    layers = [nn.Flatten(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Linear(64, 10), nn.Softmax(dim=1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(10):
        batches = images[torch.randperm(len(images))].split(32)
        answers = labels[torch.randperm(len(labels))].split(32)
        for batch, answer in zip(batches, answers, strict=True):
            loss = F.cross_entropy(model(batch), answer)
            loss.backward()
            optimizer.step()
    return model


# %% tags=["solution"]
# ko: 레이블은 정수로 두고, 소프트맥스를 없애고, 같은 순서로 섞고, zero_grad와 eval을 부릅니다.
# en: Integer labels, no softmax, one order for both, zero_grad, and eval at the end.
def repaired(images, labels):
    layers = [nn.Flatten(), nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()]
    model = nn.Sequential(*layers, nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(10):
        for part in torch.randperm(len(images)).split(32):
            loss = F.cross_entropy(model(images[part]), labels[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model.eval()


# %% tags=["check"]
def check_3(repaired):
    torch.manual_seed(0)
    try:
        model = repaired(images[training], labels[training])
    except (RuntimeError, IndexError) as error:
        raise AssertionError(f"it still raises an error: {error}") from None
    company = "the answer for an image depends on the others in its batch"
    assert not model.training, company
    sums = model(images[validation]).sum(dim=1)
    twice = "the outputs add up to 1, so softmax is applied twice"
    assert (sums - 1).abs().max() > 0.01, twice
    right = accuracy(model, validation)
    pairs = f"only {right:.1%} right: look at one batch, images and labels together"
    assert right > 0.5, pairs
    left = sum(p.grad.norm() for p in model.parameters() if p.grad is not None)
    mixed = f"the gradients left in grad are too long ({left:.1f})"
    assert left < 20, mixed
    assert right > 0.93, f"{right:.1%} right, expected more than 93%"
    print("exercise 3: correct")


check_3(repaired)

# %% [markdown] lang="ko"
# ## 요약
#
# - 먼저 첫 손실이 $\ln$(클래스의 수)에 가까운지 보고, 배치 하나를 외우게 합니다. 손실이 그대로면 한 단계 앞뒤의 가중치를 비교합니다.
# - 늘 평균으로 답하면 shape를, 손실이 커지면 `zero_grad`와 학습률을, 더디게 줄고 출력의 합이 늘 1이면 소프트맥스를 봅니다.
# - 레이블의 dtype, shape, 범위를 출력하고, 함께 넣은 이미지에 따라 답이 바뀌면 `eval`을 부릅니다.
# - 학습률과 데이터에 문제가 없으면, `nan`이 어디에서 생겼는지 이상 탐지로 찾습니다.
# - 학습률은 세 배쯤씩 키우며 훑어봅니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 최적화 튜토리얼](https://docs.pytorch.org/tutorials/beginner/basics/optimization_tutorial.html)
# - [A Recipe for Training Neural Networks](https://karpathy.github.io/2019/04/25/recipe/): 학습 코드를 처음부터 한 단계씩 점검하며 쓰는 순서(Andrej Karpathy의 글)
# - [이상 탐지](https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection)
#
# `nan`이 `backward` 안에서 퍼지는 길을 따라가 보고 싶다면 [텐서에 훅을 걸어 보십시오](../blitz/inside_autograd.md#see-and-change-them-with-a-hook). 배우기는 하는데 새 이미지에서 약하다면 [분류기 학습하기](../blitz/training_a_classifier.md#repair-it)의 데이터 증강을 써 볼 차례입니다.

# %% [markdown] lang="en"
# ## Recap
#
# - First see whether the first loss is close to $\ln$(number of classes), then let the model memorize one batch. If the loss doesn't move, compare the weights before and after a step.
# - If the model always answers the mean, look at shapes; if the loss grows, at `zero_grad` and the learning rate; if it falls slowly and the outputs always add up to 1, at softmax.
# - Print the labels' dtype, shape and range, and call `eval` if an answer depends on the rest of its batch.
# - If the learning rate and the data are fine, anomaly detection finds where a `nan` came from.
# - Sweep the learning rate: multiply it by about three each time.
#
# ## Further reading
#
# - [The official PyTorch tutorial on optimization](https://docs.pytorch.org/tutorials/beginner/basics/optimization_tutorial.html)
# - [A Recipe for Training Neural Networks](https://karpathy.github.io/2019/04/25/recipe/) by Andrej Karpathy: in which order to build a training program, with a check after each step
# - [Anomaly detection](https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection)
#
# To follow a `nan` through `backward`, use [a hook](../blitz/inside_autograd.md#see-and-change-them-with-a-hook). If your model learns but is weak on new images, try the data augmentation in [Training a classifier](../blitz/training_a_classifier.md#repair-it).
