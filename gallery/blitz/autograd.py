# %% [markdown] lang="ko"
"""
# torch.autograd를 이용한 자동 미분

신경망은 매개변수를 조금씩 바꾸면서 학습합니다. 그런데 매개변수마다 어느 쪽으로 바꾸어야 할까요? `torch.autograd`는 매개변수가 수백만 개여도 그 답을 한꺼번에 계산합니다. 숫자 하나로 시작해, 마지막에는 자동 미분을 손수 만들어 봅니다.

## 이 튜토리얼에서 배우는 것

- 변화도를 보고 매개변수를 바꿀 방향을 아는 방법
- 학습 한 단계의 순서와 변화도를 비우는 이유
- 학습률에 따라 더디 가거나 도착하거나 멀어지는 경사 하강법
- PyTorch가 기록하는 계산과 기록을 멈추는 방법
"""

# %% [markdown] lang="en"
# # Automatic differentiation with torch.autograd
#
# A network learns by changing its parameters a little at a time. But which way should each one go? `torch.autograd` works that out, even for millions of them at once. You'll start with one number and end by building automatic differentiation yourself.
#
# ## What you will learn
#
# - How a gradient tells you which way to change a parameter
# - What happens in one training step, and why gradients are cleared
# - How the learning rate makes gradient descent crawl, arrive or diverge
# - What PyTorch records, and how to stop it

# %% [markdown] lang="ko"
# ## 변화도가 필요한 이유
#
# 손실이 $(w - 1)^2$이고 `weight`가 3에서 출발한다고 합시다. 키워야 할까요, 줄여야 할까요? **변화도**를 보면 양쪽을 다 해 보지 않아도 알 수 있습니다. 변화도는 이 점에서 구한 손실의 미분계수, 곧 접선의 기울기입니다. 매개변수(parameter)가 여럿이면 매개변수마다 편미분한 값이 하나씩 있습니다.
#
# `requires_grad=True`를 주면 PyTorch는 `weight`로 하는 계산을 기록하고, `backward`를 부르면 변화도를 `weight.grad`에 넣습니다.
#
# :::{admonition} 예상해 보세요: 변화도는 얼마이고, `weight`는 어느 쪽으로 가야 할까요?
# :class: predict
# :collapsible: closed
#
# 도함수(derivative)가 $2(w - 1)$이므로 4입니다. 기울기가 양수이므로 `weight`가 커지면 손실도 커집니다. 줄이는 쪽으로 가야 합니다.
# :::

# %% [markdown] lang="en"
# ## Why gradients
#
# Suppose the loss is $(w - 1)^2$ and `weight` starts at 3. Should it go up or down? A **gradient** tells you without trying both. It's the derivative at this point, the slope of the tangent. With several parameters, there's one partial derivative for each.
#
# With `requires_grad=True`, PyTorch records what you compute with `weight`, and `backward` puts the gradient into `weight.grad`.
#
# :::{admonition} Predict: what is the gradient, and which way should `weight` go?
# :class: predict
# :collapsible: closed
#
# The derivative is $2(w - 1)$, so it's 4. That's positive: a larger `weight` means a larger loss, so go down.
# :::

# %%
import textwrap

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)

weight = torch.tensor(3.0, requires_grad=True)
loss = (weight - 1) ** 2
loss.backward()
print("gradient:", weight.grad)

# %% [markdown] lang="ko"
# 그림은 세 점에 그은 접선입니다. 오른쪽 점에서는 접선이 오르막이므로 왼쪽으로 가야 손실이 줄고, 왼쪽 점에서는 그 반대입니다. 가장 낮은 점에서는 접선이 수평이고 변화도가 0입니다.

# %% [markdown] lang="en"
# The figure shows the tangent at three points. On the right it rises, so the way down is to the left; on the left it's the other way around. At the lowest point it's level, and the gradient is 0.

# %% tags=["hide-input"]
curve, near = torch.linspace(-1.5, 4.3, 100), torch.tensor([-0.7, 0, 0.7])
fig, ax = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
ax.plot(curve, (curve - 1) ** 2, color="0.6")
for at, place in [(-0.5, (-1.65, 0.1)), (1.0, (0.5, 0.7)), (3.0, (3.3, 3.1))]:
    point = torch.tensor(at, requires_grad=True)
    ((point - 1) ** 2).backward()
    tangent = (at - 1) ** 2 + point.grad * near
    ax.plot(at + near, tangent, "o-", markevery=[1], linewidth=3)
    ax.text(*place, f"w = {at:g}\ngradient {point.grad:g}")
ax.set(xlabel="w", ylabel="loss")
plt.show()

# %% [markdown] lang="ko"
# ## 학습 한 단계 따라가기
#
# 매개변수가 수백만 개이든 아래처럼 21개이든 학습 한 단계는 똑같습니다. 한 단계를 따라가 보겠습니다. 샘플 8개는 저마다 숫자 세 개이고, 세 숫자의 합이 정답입니다. `nn.Tanh`는 모든 값을 -1과 1 사이로 바꿉니다.
#
# ### 순전파와 손실
#
# **순전파**(forward pass)에서는 입력을 계층에 차례로 통과시켜 출력(output)을 구합니다. `nn.MSELoss`는 출력과 정답의 차를 제곱해 평균합니다. 그래서 출력은 8개이지만 손실은 숫자 하나입니다.

# %% [markdown] lang="en"
# ## One training step
#
# Whether there are millions of parameters or 21, as below, a training step is the same. Let's go through one. There are 8 samples: three numbers as input, their sum as the target. `nn.Tanh` brings every value between -1 and 1.
#
# ### Forward pass and loss
#
# The **forward pass** sends the inputs through the layers. `nn.MSELoss` then takes the mean of the squared differences between outputs and targets. So there are 8 outputs, but the loss is one number.

# %%
inputs = torch.rand(8, 3)
targets = inputs.sum(dim=1, keepdim=True)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))

outputs = model(inputs)
loss_function = nn.MSELoss()
loss = loss_function(outputs, targets)
print("outputs:", tuple(outputs.shape))
print(f"loss: {loss.item():.2f}")

# %% [markdown] lang="ko"
# ### 역전파
#
# **역전파**(backpropagation)에서는 손실에서 출발해 기록을 거꾸로 따라가며 모든 매개변수의 변화도를 구합니다. 신경망의 매개변수에는 `requires_grad`가 처음부터 켜져 있습니다.
#
# :::{admonition} 예상해 보세요: `model[0].weight.grad`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (4, 3)입니다. 가중치(weight) 12개마다 기울기가 하나씩 있습니다.
# :::

# %% [markdown] lang="en"
# ### Backpropagation
#
# **Backpropagation** follows the record backward, from the loss to the gradients of all parameters. A network's parameters have `requires_grad` turned on from the start.
#
# :::{admonition} Predict: what is the shape of `model[0].weight.grad`?
# :class: predict
# :collapsible: closed
#
# It's (4, 3), one slope for each of the 12 weights.
# :::

# %%
first = model[0].weight
print("before:", first.grad)
loss.backward()
print("after: ", tuple(first.grad.shape))

# %% [markdown] lang="ko"
# ### 옵티마이저
#
# 변화도는 방향을 알려 줄 뿐이고, 매개변수는 옵티마이저(optimizer)가 바꿉니다. `SGD`는 변화도에 학습률(learning rate) `lr`을 곱해 뺍니다. 가중치 12개 가운데 하나로 확인해 보겠습니다.

# %% [markdown] lang="en"
# ### Optimizer
#
# A gradient only gives the direction; the optimizer changes the parameter. `SGD` subtracts the gradient times the learning rate `lr`. Let's check one of the 12 weights.

# %%
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
old = first[1, 0].item()
optimizer.step()
print(f"{old:.4f} - 0.1 * {first.grad[1, 0]:.4f} = {first[1, 0]:.4f}")

new_loss = loss_function(model(inputs), targets)
print(f"loss before: {loss.item():.2f}, after: {new_loss.item():.2f}")

# %% [markdown] lang="ko"
# 같은 입력인데 손실이 절반으로 줄었습니다. 학습은 이 단계를 되풀이하는 일입니다.
#
# ## 쌓이는 변화도
#
# `backward`는 `grad`를 덮어쓰지 않고 이미 있는 값에 더합니다. 그래서 많은 데이터를 여러 번에 나누어 계산할 수 있습니다. 하지만 `grad`를 비우지 않으면 지난 단계의 변화도가 섞입니다.
#
# :::{admonition} 예상해 보세요: 점 $(1, 2)$에서 $x_1^2 + x_2^2$의 변화도는 $(2, 4)$입니다. `backward`를 두 번 부르면 `grad`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# $(4, 8)$입니다. 두 번 다 $(2, 4)$를 더합니다.
# :::

# %% [markdown] lang="en"
# With the same inputs, the loss has halved. Training repeats this step over and over.
#
# ## Gradients accumulate
#
# `backward` doesn't overwrite `grad` but adds to it. That lets you compute a lot of data in parts. But unless you clear `grad`, gradients of earlier steps mix in.
#
# :::{admonition} Predict: at $(1, 2)$, the gradient of $x_1^2 + x_2^2$ is $(2, 4)$. What is in `grad` after two calls of `backward`?
# :class: predict
# :collapsible: closed
#
# It's $(4, 8)$. Both calls add $(2, 4)$.
# :::

# %%
summed = torch.tensor([1.0, 2.0], requires_grad=True)
optimizer = torch.optim.SGD([summed], lr=0.1)
for call in (1, 2):
    (summed**2).sum().backward()
    print(f"after call {call}:", summed.grad)

optimizer.zero_grad()
print("after zero_grad:", summed.grad)

# %% [markdown] lang="ko"
# 그래서 학습은 단계마다 `zero_grad`로 시작합니다.
#
# ## 손실을 따라 내려가기
#
# 매개변수가 두 개이면 손실의 높낮이를 지도에 그릴 수 있습니다. 아래 손실 $w_1^2 / 4 + w_2^2$은 $(0, 0)$이 가장 낮은 골짜기입니다. 손실이 5.80인 $(-3.6, 1.6)$에서 변화도의 반대쪽으로 20단계를 내려가 보겠습니다. 이 방법이 **경사 하강법**(gradient descent)입니다.
#
# :::{admonition} 예상해 보세요: 학습률 0.05, 0.3, 1.05 가운데 어느 것이 가장 낮은 곳에 가까이 갈까요?
# :class: predict
# :collapsible: closed
#
# 0.3입니다. 0.05는 걸음이 너무 짧습니다. 1.05는 걸음이 너무 길어 골짜기를 건너뛰고, 맞은편 더 높은 곳에 닿습니다.
# :::

# %% [markdown] lang="en"
# So each training step begins with `zero_grad`.
#
# ## Going down the loss
#
# With two parameters, you can draw a map of the loss. The one below, $w_1^2 / 4 + w_2^2$, is a valley with its lowest point at $(0, 0)$. Let's start at $(-3.6, 1.6)$, where the loss is 5.80, and take 20 steps against the gradient. This is **gradient descent**.
#
# :::{admonition} Predict: which learning rate comes closest to the lowest point, 0.05, 0.3 or 1.05?
# :class: predict
# :collapsible: closed
#
# It's 0.3. At 0.05 the steps are too short. At 1.05 they're so long that each one jumps across the valley and lands higher on the other side.
# :::


# %%
def landscape(w1, w2):
    return w1**2 / 4 + w2**2


paths = {}
for lr in (0.05, 0.3, 1.05):
    position = torch.tensor([-3.6, 1.6], requires_grad=True)
    optimizer = torch.optim.SGD([position], lr=lr)
    paths[lr] = [position.tolist()]
    for _ in range(20):
        optimizer.zero_grad()
        loss = landscape(*position)
        loss.backward()
        optimizer.step()
        paths[lr].append(position.tolist())
    print(f"lr {lr}: loss {landscape(*position):.3f}")

# %% [markdown] lang="ko"
# 회색 선은 손실이 같은 곳을 이은 등고선이고, 별은 가장 낮은 곳입니다. 첫걸음은 셋 다 등고선과 수직이고 길이만 다릅니다. 0.3은 별에 거의 닿았고, 1.05는 골짜기 양쪽을 오가며 그림 밖으로 올라갔습니다. 손실이 계속 커지면 학습률을 줄여 보십시오.

# %% [markdown] lang="en"
# The gray lines are contours of equal loss, and the star is the lowest point. All three first steps leave the contour at a right angle and differ only in length. At 0.3 the path nearly reaches the star; at 1.05 it jumps from side to side and climbs out of the picture. If your loss keeps growing, try a smaller learning rate.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
w1, w2 = torch.linspace(-4.5, 3, 200), torch.linspace(-3.1, 3.1, 200)
z, levels = landscape(w1, w2.unsqueeze(1)), [0.1, 0.5, 1, 2, 4, 6, 8]
fig, ax = plt.subplots(figsize=(6.4, 5), layout="constrained")
ax.clabel(ax.contour(w1, w2, z, levels, colors="0.6", linewidths=1), levels[3:])
labels = [(-2.6, 0.6, "crawls"), (0.4, -0.9, "arrives"), (0.2, 1.5, "diverges")]
for (lr, path), (x, y, word) in zip(paths.items(), labels, strict=True):
    (line,) = ax.plot(*zip(*path, strict=True), "o-", linewidth=1, markersize=5)
    ax.text(x, y, f"lr {lr}\n{word}", color=line.get_color())
ax.plot(0, 0, "*", color="gold", markersize=20, markeredgecolor="black")
ax.set(xlim=(-4.5, 3), ylim=(-3.1, 3.1), xlabel="w1", ylabel="w2", aspect=1)
plt.show()

# %% [markdown] lang="ko"
# ## 기록되는 계산
#
# PyTorch는 어떤 계산을 기록할까요? 입력 가운데 하나라도 `requires_grad`가 켜져 있으면 그 연산을 기록하고, 결과의 `requires_grad`도 켭니다. 이 기록을 **연산 그래프**(computational graph)라고 합니다. 기록된 연산의 결과가 아닌 텐서는 **잎 텐서**(leaf tensor)입니다. `backward`는 `requires_grad`가 켜진 잎 텐서의 `grad`만 채웁니다.
#
# :::{admonition} 예상해 보세요: `x`, `w`, `output`, `loss` 가운데 `requires_grad`가 켜지는 것은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# `x`만 빼고 모두입니다. `w`에서는 직접 켜고, 나머지 둘은 `w`로 계산합니다.
# :::

# %% [markdown] lang="en"
# ## What is recorded
#
# Which computations does PyTorch record? If at least one input has `requires_grad` on, the operation is recorded, and the result has `requires_grad` on too. This record is the **computational graph**. A tensor that isn't the result of a recorded operation is a **leaf tensor**. `backward` fills `grad` only for leaf tensors with `requires_grad` on.
#
# :::{admonition} Predict: which of `x`, `w`, `output` and `loss` have `requires_grad` on?
# :class: predict
# :collapsible: closed
#
# All but `x`. You turn it on for `w`; the other two come from `w`.
# :::

# %%
x = torch.tensor(3.0)
w = torch.tensor(2.0, requires_grad=True)
output = w * x
loss = (output - 5) ** 2
for name, t in {"x": x, "w": w, "output": output, "loss": loss}.items():
    print(f"{name:6} requires_grad={t.requires_grad!s:5} is_leaf={t.is_leaf}")

# %% [markdown] lang="ko"
# 기록을 거꾸로 따라가 보겠습니다. `output`이 6이므로 손실은 `output`이 커지는 속도의 $2 (6 - 5) = 2$배로 커지고, `output`은 `w`가 커지는 속도의 3배로 커집니다. 그러니 손실은 `w`의 $2 \times 3 = 6$배로 커집니다. 이렇게 지나는 길의 기울기를 모두 곱하는 규칙이 **연쇄 법칙**(chain rule)입니다.

# %% [markdown] lang="en"
# Let's follow the record backward. Here `output` is 6, so the loss grows $2 (6 - 5) = 2$ times as fast as `output`, and `output` grows 3 times as fast as `w`. So the loss grows $2 \times 3 = 6$ times as fast as `w`. Multiplying all slopes along the way is the **chain rule**.

# %%
loss.backward()
print("w.grad:", w.grad)
print("x.grad:", x.grad)

# %% [markdown] lang="ko"
# ### 두 번째 backward
#
# 같은 손실에서 `backward`를 한 번 더 부를 수 있을까요?

# %% [markdown] lang="en"
# ### A second backward
#
# Can you call `backward` on the same loss again?

# %%
try:
    loss.backward()
except RuntimeError as error:
    print(textwrap.fill(str(error), 80))

# %% [markdown] lang="ko"
# PyTorch는 메모리를 아끼려고 한 번 쓴 그래프의 중간값을 지웁니다. 그래서 학습할 때는 단계마다 손실을 새로 계산합니다. `retain_graph=True`를 주면 중간값이 남지만, 쓸 일은 드뭅니다. 덧셈처럼 중간값이 필요 없는 연산뿐이면 오류 없이 변화도를 한 번 더 더하므로, 오류가 늘 난다고 믿지는 마십시오.

# %% [markdown] lang="en"
# To save memory, the intermediate values of a graph are freed after use, so each training step computes the loss anew. `retain_graph=True` would keep them, but you rarely need that. Don't count on the error, though: where nothing needs such values, as in a sum, the second call silently adds the gradient again.

# %% [markdown] lang="ko"
# ## 기록 멈추기
#
# ### `no_grad` 블록
#
# 학습을 마친 모델을 쓰거나 매개변수를 직접 바꿀 때는 기록이 필요 없습니다. `torch.no_grad()` 블록 안에서는 기록하지 않습니다. `w`는 `requires_grad`가 켜진 잎 텐서이므로, 이 블록 밖에서 제자리 연산으로 바꾸면 오류가 납니다. 옵티마이저도 이런 블록 안에서 매개변수를 갱신합니다.
#
# :::{admonition} 예상해 보세요: `w`는 2, 변화도는 6입니다. 블록을 지나면 `w`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# $2 - 0.1 \times 6 = 1.4$
# :::

# %% [markdown] lang="en"
# ## Stop recording
#
# ### A block with `no_grad`
#
# When you use a trained model or change parameters yourself, you don't need the record. Inside a `torch.no_grad()` block, nothing is recorded. Outside it, changing `w` in place raises an error, as it's a leaf tensor with `requires_grad` on. Optimizers update parameters in such a block too.
#
# :::{admonition} Predict: `w` is 2 and its gradient is 6. What is `w` after the block?
# :class: predict
# :collapsible: closed
#
# $2 - 0.1 \times 6 = 1.4$
# :::

# %%
with torch.no_grad():
    w -= 0.1 * w.grad
print("w:", w)

# %% [markdown] lang="ko"
# ### `detach`로 텐서 하나 떼어 내기
#
# 배열에는 기록이 없으므로 `w.numpy()`는 오류를 냅니다. `w.detach().numpy()`는 됩니다. `detach`는 값을 복사하지 않으므로 `detached`를 바꾸면 `w`도 바뀝니다. 따로 쓰려면 `detach().clone()`으로 복사하십시오.

# %% [markdown] lang="en"
# ### Take out one tensor with `detach`
#
# `w.numpy()` raises an error, because an array has no record. `w.detach().numpy()` works. `detach` copies no values, so when `detached` changes, `w` changes too. For an independent copy, use `detach().clone()`.

# %%
detached = w.detach()
detached.fill_(7)
print("w:", w)

# %% [markdown] lang="ko"
# ### 동결과 미세 조정
#
# 학습한 모델을 새 문제에 맞추는 일을 **미세 조정**(fine-tuning)이라고 합니다. 데이터가 적으면 앞쪽 계층은 그대로 두고 새로 넣은 마지막 계층만 학습하기도 합니다. `requires_grad_(False)`를 부르면 매개변수가 **동결**(freeze)됩니다. 새 계층은 동결되지 않은 상태입니다.

# %% [markdown] lang="en"
# ### Freezing and fine-tuning
#
# In **fine-tuning**, you fit a trained model to a new problem. With little data, you may keep the earlier layers and train only a new last one. `requires_grad_(False)` **freezes** parameters. A new layer isn't frozen.

# %%
model.zero_grad()
model.requires_grad_(False)
model[2] = nn.Linear(4, 1)
loss_function(model(inputs), targets).backward()
for name, parameter in model.named_parameters():
    print(f"{name:9} {parameter.grad}")

# %% [markdown] lang="ko"
# 옵티마이저는 `grad`가 `None`인 매개변수를 건너뜁니다. 다만 [나중에](training_a_classifier.md) 배울 `BatchNorm` 계층은 동결해도 학습 모드에서는 평균이 계속 바뀌므로 `eval()`도 불러야 합니다.

# %% [markdown] lang="en"
# An optimizer skips parameters whose `grad` is `None`. One trap: `BatchNorm`, which you'll meet [later](training_a_classifier.md), keeps averages that move in training mode even when frozen, so call `eval()` on it too.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 미분계수 구하기 (쉬움)
#
# $x = 1.5$에서 $x^3 - 2x$의 변화도를 `backward`로 구해 보세요. 텐서의 이름은 `x`로 합니다. 그리고 이 식에 1.6을 넣은 값에서 1.4를 넣은 값을 빼고 0.2로 나누어 `estimate`에 담은 뒤, 두 값을 비교해 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Find a derivative (easy)
#
# Find the gradient of $x^3 - 2x$ at $x = 1.5$ with `backward`; call the tensor `x`. Compare it with `estimate`: the function's value at 1.6 minus its value at 1.4, divided by 0.2.

# %% tags=["solution"]
# ko: 도함수는 3x² - 2이므로 4.75입니다. 두 점을 가까이 잡을수록 어림값도 정확해집니다.
# en: The derivative is 3x² - 2, so it's 4.75. Closer points give a better estimate.
x = torch.tensor(1.5, requires_grad=True)
(x**3 - 2 * x).backward()
estimate = ((1.6**3 - 2 * 1.6) - (1.4**3 - 2 * 1.4)) / 0.2
print(x.grad, round(estimate, 2))


# %% tags=["check"]
def check_1(x, estimate):
    assert x.grad is not None, "x.grad is None: call backward on the result"
    got = float(x.grad)
    assert abs(got - 4.75) < 1e-4, f"x.grad is {got:g}, expected 4.75"
    message = f"estimate is {float(estimate):g}, expected 4.76"
    assert abs(float(estimate) - 4.76) < 1e-3, message
    print("exercise 1: correct")


check_1(x, estimate)

# %% [markdown] lang="ko"
# ### 2. 한 문장으로 설명하기 (보통)
#
# 경사 하강법에서는 단계마다 내리막 방향으로 갑니다. 그런데도 학습률이 1.05이면 손실이 커집니다. 이유를 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 변화도는 출발한 점의 기울기일 뿐이어서, 걸음이 너무 길면 가장 낮은 곳을 지나 맞은편 비탈을 올라갑니다.
# :::

# %% [markdown] lang="en"
# ### 2. Explain in a sentence (medium)
#
# Each step of gradient descent goes downhill, yet at a learning rate of 1.05 the loss grows. Explain why in one sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# A gradient is the slope only where the step begins, so a step that's too long goes past the bottom and up the opposite slope.
# :::

# %% [markdown] lang="ko"
# ### 3. 버그 찾기 (보통)
#
# `w`를 3에서 1로 옮기려는 코드입니다. 그런데 오류가 나고, 오류를 고쳐도 `w`가 1에 멈추지 않습니다. 버그 두 개를 모두 고쳐 보세요.

# %% [markdown] lang="en"
# ### 3. Find the bug (medium)
#
# This code should move `w` from 3 to 1. But it raises an error, and once that's mended, `w` still doesn't settle at 1. Mend both bugs.

# %%
w = torch.tensor(3.0, requires_grad=True)
try:
    for _ in range(50):
        ((w - 1) ** 2).backward()
        with torch.no_grad():
            w = w - 0.1 * w.grad
except RuntimeError as error:
    print("error:", error)

# %% tags=["solution"]
# ko: `w = w - ...`는 새 텐서를 만듭니다. `w`를 제자리에서 바꾸고, 단계마다 grad를 비웁니다.
# en: `w = w - ...` makes a new tensor. Change `w` in place, and clear grad in each step.
w = torch.tensor(3.0, requires_grad=True)
for _ in range(50):
    ((w - 1) ** 2).backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None


# %% tags=["check"]
def check_3(w):
    assert w.requires_grad, "w is a new tensor, with requires_grad off"
    message = f"w is {w.item():.4f}, expected 1: clear grad after each update"
    assert abs(w.item() - 1) < 1e-3, message
    print("exercise 3: correct")


check_3(w)

# %% [markdown] lang="ko"
# ### 4. 손수 만드는 자동 미분 (도전)
#
# 숫자를 미분하는 클래스 `Value`를 만들어 보세요. `Value(3.0)`은 숫자를 `data`에 담고, `grad`는 0.0에서 시작합니다. `+`와 `*`(`__add__`와 `__mul__`)는 `Value` 두 개로 새 `Value`를 만들고, 둘의 기울기를 기억합니다. 기울기는 덧셈에서는 1, 곱셈에서는 상대의 `data`입니다. 결과에서 `backward()`를 부르면 연쇄 법칙에 따라 거꾸로 가며, 만나는 `Value`마다 `grad`에 더합니다.

# %% [markdown] lang="en"
# ### 4. Build your own autograd (hard)
#
# Write a class `Value` that differentiates numbers. `Value(3.0)` keeps the number in `data`; its `grad` starts at 0.0. `+` and `*` (`__add__` and `__mul__`) turn two `Value` objects into a new `Value` and remember the slope for each: 1 in a sum, the other one's `data` in a product. `backward()` on a result follows the chain rule back and adds to `grad` of every `Value` it meets.


# %% tags=["solution"]
# ko: 같은 값으로 가는 길이 여럿이면 변화도를 모두 더하므로 `+=`를 씁니다.
# en: Where several paths lead to a value, their gradients add up, hence `+=`.
class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad, self.inputs = data, 0.0, inputs

    def __add__(self, other):
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        inputs = [(self, other.data), (other, self.data)]
        return Value(self.data * other.data, inputs)

    def backward(self, arriving=1.0):
        self.grad += arriving
        for value, slope in self.inputs:
            value.backward(arriving * slope)


# %% tags=["check"]
def check_4(Value):
    def compute(a, b):
        shared = a * b + a
        return shared * shared + b

    pairs = [(number(2.0), number(-3.0)) for number in (Value, torch.tensor)]
    for tensor in pairs[1]:
        tensor.requires_grad_()
    results = [compute(*pair) for pair in pairs]
    for result in results:
        result.backward()
    got, expected = float(results[0].data), results[1].item()
    assert got == expected, f"the result is {got}, torch has {expected}"
    got, expected = ([float(each.grad) for each in pair] for pair in pairs)
    assert got == expected, f"gradients {got}, torch has {expected}"
    print("exercise 4: correct")


check_4(Value)

# %% [markdown] lang="ko"
# ## 요약
#
# - 변화도는 기울기입니다. 그 반대쪽으로 조금 가면 손실이 줄고, 너무 많이 가면 지나칩니다.
# - 학습 한 단계는 `zero_grad`, 순전파, 손실, `backward`, `step`입니다.
# - 입력 하나라도 `requires_grad`가 켜져 있으면 연산을 기록하고, `backward`는 잎 텐서의 `grad`에 변화도를 더합니다.
# - `no_grad`는 기록을 멈추고, `detach`는 텐서 하나를 떼어 내고, `requires_grad_(False)`는 매개변수를 동결합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 Autograd 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)
# - [Autograd의 동작 방식](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [micrograd](https://github.com/karpathy/micrograd): `Value`와 같은 방식의 작은 라이브러리
#
# 다음은 [신경망](neural_networks.md)입니다. 변화도를 써서 손글씨 숫자를 읽는 신경망을 학습합니다. `backward`의 속이 궁금하면 나중에 [Autograd 들여다보기](inside_autograd.md)를 읽어 보십시오.

# %% [markdown] lang="en"
# ## Recap
#
# - A gradient is a slope; a small step against it lowers the loss, and too large a one overshoots.
# - One training step is `zero_grad`, forward pass, loss, `backward` and `step`.
# - If one input has `requires_grad` on, the operation is recorded, and `backward` adds gradients to `grad` of the leaf tensors.
# - `no_grad` stops recording, `detach` takes out one tensor, and `requires_grad_(False)` freezes parameters.
#
# ## Further reading
#
# - [The official PyTorch autograd tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)
# - [How autograd works](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [micrograd](https://github.com/karpathy/micrograd): a tiny library in the manner of `Value`
#
# Next comes [Neural networks](neural_networks.md), where gradients teach a network to read handwritten digits. If `backward` has made you curious, [Inside autograd](inside_autograd.md) is there for later.
