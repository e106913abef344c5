# %% [markdown] lang="ko"
"""
# torch.autograd를 이용한 자동 미분

신경망은 안에 든 수를 조금씩 바꾸면서 학습합니다. 그런데 수마다 어느 쪽으로 바꾸어야 할까요? `torch.autograd`를 쓰면 그런 수가 수백만 개여도 답을 한꺼번에 구할 수 있습니다. 숫자 하나로 시작해, 마지막에는 자동 미분을 직접 만들어 봅니다.

## 이 튜토리얼에서 배우는 것

- 변화도를 보고 수를 어느 쪽으로 바꿀지 정하는 방법
- 학습 한 단계의 순서와 변화도를 비우는 이유
- 학습률이 너무 작거나 클 때 생기는 일
- PyTorch가 기록하는 계산과 기록을 멈추는 방법
"""

# %% [markdown] lang="en"
# # Automatic differentiation with torch.autograd
#
# A network learns by changing the numbers in it. But which way should each go? `torch.autograd` works that out for millions of them at once. You'll start with one number and end by building automatic differentiation yourself.
#
# ## What you will learn
#
# - How a gradient tells you which way to change a number
# - What one training step does, and why gradients are cleared
# - What happens when the learning rate is too small or too large
# - What PyTorch records, and how to stop it

# %% [markdown] lang="ko"
# ## 변화도가 필요한 이유
#
# 손실이 $(w - 1)^2$이고 `w`가 3이라고 합시다. `w`를 키워야 할까요, 줄여야 할까요? **변화도**를 보면 알 수 있습니다. 변화도는 이 점에서 구한 손실의 미분계수, 곧 접선의 기울기입니다.
#
# 첫 튜토리얼에서 '신경망에 든 수'라고 부른 것을 **매개변수**(parameter)라고 합니다. 여기서는 `w` 하나뿐입니다. 매개변수가 여럿이면 나머지를 그대로 두고 하나만 움직여 미분합니다. 이것이 **편미분**(partial derivative)이고, 그 값이 매개변수마다 하나씩 있습니다.
#
# `requires_grad=True`를 주면 PyTorch는 `w`로 하는 계산을 기록하고, `backward`를 부르면 변화도를 `w.grad`에 넣습니다.
#
# :::{admonition} 예상해 보세요: 변화도는 얼마이고, `w`는 어느 쪽으로 가야 할까요?
# :class: predict
# :collapsible: closed
#
# 도함수(derivative)가 $2(w - 1)$이므로 4입니다. `w`가 커지면 손실도 커지므로 줄이는 쪽으로 가야 합니다.
# :::

# %% [markdown] lang="en"
# ## Why gradients
#
# Suppose the loss is $(w - 1)^2$ and `w` is 3. Should `w` go up or down? A **gradient** tells. It's the derivative of the loss at this point, the slope of the tangent.
#
# The first page spoke of the numbers in a network: they're its **parameters**. Here there's only `w`. With several, you move one and keep the others still: a **partial derivative** for each.
#
# With `requires_grad=True`, PyTorch records what you compute with `w`. `backward` puts the gradient into `w.grad`.
#
# :::{admonition} Predict: what is the gradient, and which way should `w` go?
# :class: predict
# :collapsible: closed
#
# The derivative is $2(w - 1)$, so it's 4. A larger `w` means a larger loss, so go down.
# :::

# %%
import textwrap

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)

w = torch.tensor(3.0, requires_grad=True)
loss = (w - 1) ** 2
loss.backward()
print("gradient:", w.grad)

# %% [markdown] lang="ko"
# 그림에는 세 점에서 그은 접선이 있습니다. 오른쪽 점에서는 접선이 오르막이므로 왼쪽으로 가야 손실이 줄고, 왼쪽 점에서는 그 반대입니다. 가장 낮은 점에서는 접선이 수평이고 변화도가 0입니다.

# %% [markdown] lang="en"
# Here are the tangents at three points. The right one rises, so down is to the left; on the left it's the reverse. At the lowest point it's level, with gradient 0.

# %% tags=["hide-input"]
curve, near = torch.linspace(-1.5, 4.3, 100), torch.tensor([-0.7, 0, 0.7])
fig, ax = plt.subplots(figsize=(6.4, 3.7), layout="constrained")
ax.plot(curve, (curve - 1) ** 2, color="0.6")
for at, place in [(-0.5, (-1.65, 0.1)), (1, (0.5, 0.7)), (3, (3.3, 3.1))]:
    tangent = (at - 1) ** 2 + 2 * (at - 1) * near
    ax.plot(at + near, tangent, "o-", markevery=[1], linewidth=3)
    ax.text(*place, f"w = {at}\ngradient {2 * (at - 1):g}")
ax.set(xlabel="w", ylabel="loss", title="The loss and its tangents at three points")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 변화도는 그 점에서 그은 접선의 기울기입니다.
# :alt: 손실은 포물선이고 w가 1인 곳에서 가장 낮습니다. 그 왼쪽에서는 접선이 내려가고, 가장 낮은 곳에서는 수평이고, 오른쪽에서는 올라갑니다.
# loss: 손실
# gradient {value}: 변화도 {value}
# The loss and its tangents at three points: 손실과 세 점에서 그은 접선
# :::
#
# ## 학습 한 단계 따라가기
#
# 작은 신경망으로 학습 한 단계를 따라가 보겠습니다. 샘플 8개는 저마다 숫자 세 개이고, 세 숫자의 합이 정답입니다.
#
# `nn.Linear(3, 4)`는 입력 3개로 출력(output) 4개를 만듭니다. 출력 하나를 구할 때는 입력마다 다른 **가중치**(weight)를 곱해 모두 더하고, **편향**(bias)을 하나 더합니다. 가중치와 편향은 출력마다 따로 있습니다. 그래서 `weight`는 출력마다 한 행씩 있어 shape가 (4, 3)이고, `bias`의 shape는 (4,)입니다. 배치를 넣으면 `inputs @ weight.T + bias`를 계산합니다. `nn.Tanh`는 모든 값을 -1과 1 사이로 바꾸며, 매개변수가 없습니다.
#
# :::{admonition} 예상해 보세요: `nn.Linear(3, 4)`와 `nn.Linear(4, 1)`에는 매개변수가 모두 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# 21개입니다. 첫 계층에는 가중치 12개와 편향 4개, 둘째 계층에는 가중치 4개와 편향 1개가 있습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The gradient is the slope of the tangent at a point.
# :alt: The loss is a parabola, lowest where w is 1. To the left of that the tangent falls, at the lowest point it is level, and to the right it rises.
# :::
#
# ## One training step
#
# Let's take one step with a small network and 8 samples: the input is three numbers, the target their sum.
#
# `nn.Linear(3, 4)` makes 4 outputs from 3 inputs. For each output it multiplies every input by a **weight**, adds up the products, and adds a **bias**. Each output has its own weights and bias, so `weight` has one row per output and the shape (4, 3), and `bias` has the shape (4,). For a batch, the layer computes `inputs @ weight.T + bias`. `nn.Tanh` squeezes every value into the range from -1 to 1 and has no parameters.
#
# :::{admonition} Predict: how many parameters do `nn.Linear(3, 4)` and `nn.Linear(4, 1)` have together?
# :class: predict
# :collapsible: closed
#
# 21: the first has 12 weights and 4 biases, the second 4 weights and 1 bias.
# :::

# %%
inputs = torch.rand(8, 3)
targets = inputs.sum(dim=1, keepdim=True)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
print("parameters:", sum(p.numel() for p in model.parameters()))

# %% [markdown] lang="ko"
# ### 순전파와 손실
#
# **순전파**(forward pass)에서는 입력을 계층에 차례로 통과시켜 출력을 구합니다. `nn.MSELoss`는 출력과 정답의 차를 제곱해 평균합니다. 그래서 출력은 8개이지만 손실은 숫자 하나입니다.

# %% [markdown] lang="en"
# ### Forward pass and loss
#
# The **forward pass** sends the inputs through the layers. `nn.MSELoss` then takes the mean of the squared differences between outputs and targets. It turns 8 outputs into one number.

# %%
outputs = model(inputs)
loss_function = nn.MSELoss()
loss = loss_function(outputs, targets)
print("outputs:", tuple(outputs.shape), f"loss: {loss.item():.2f}")

# %% [markdown] lang="ko"
# ### 역전파
#
# **역전파**(backpropagation)에서는 손실에서 출발해 기록을 거꾸로 따라가며 모든 매개변수의 변화도를 구합니다. 신경망의 매개변수에는 `requires_grad`가 처음부터 켜져 있습니다.
#
# :::{admonition} 예상해 보세요: `model[0].weight.grad`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (4, 3)입니다. 가중치마다 기울기가 하나씩 있으므로, 변화도의 shape는 매개변수의 shape와 같습니다.
# :::

# %% [markdown] lang="en"
# ### Backpropagation
#
# **Backpropagation** follows the record backward, from the loss to the gradients of all parameters. In a network, they have `requires_grad` on from the start.
#
# :::{admonition} Predict: what is the shape of `model[0].weight.grad`?
# :class: predict
# :collapsible: closed
#
# (4, 3). A gradient has the shape of its parameter: one slope for each weight.
# :::

# %%
first = model[0].weight
print("before:", first.grad)
loss.backward()
print("after: ", tuple(first.grad.shape))

# %% [markdown] lang="ko"
# ### 옵티마이저
#
# 변화도를 구했다고 해서 매개변수가 바뀌지는 않습니다. 매개변수는 옵티마이저(optimizer)가 바꿉니다. `SGD`는 매개변수에서, 변화도에 **학습률**(learning rate) `lr`을 곱한 값을 뺍니다. 학습률은 우리가 정하는 작은 수입니다. 첫 계층의 가중치 12개 가운데 하나로 확인해 보겠습니다.

# %% [markdown] lang="en"
# ### Optimizer
#
# A gradient by itself changes nothing; the optimizer does. `SGD` subtracts from each parameter its gradient times the **learning rate** `lr`, a small number that you choose. Let's check one of the first layer's 12 weights.

# %%
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
old = first[1, 0].item()
optimizer.step()
print(f"{old:.4f} - 0.1 * {first.grad[1, 0]:.4f} = {first[1, 0]:.4f}")

new_loss = loss_function(model(inputs), targets)
print(f"loss before: {loss.item():.2f}, after: {new_loss.item():.2f}")

# %% [markdown] lang="ko"
# 손실이 절반으로 줄었습니다. 학습은 이 단계를 되풀이하는 일입니다.
#
# ## 쌓이는 변화도
#
# `backward`는 `grad`를 덮어쓰지 않고 이미 있는 값에 더합니다. 그래서 큰 배치를 나누어 계산하고, 부분마다 `backward`를 불러 변화도를 모을 수 있습니다. 하지만 `grad`를 비우지 않으면 지난 단계의 변화도가 섞입니다.
#
# :::{admonition} 예상해 보세요: 점 $(1, 2)$에서 $x_1^2 + x_2^2$의 변화도는 $(2, 4)$입니다. 식을 새로 계산하고 `backward`를 부르는 일을 두 번 하면 `grad`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# $(4, 8)$입니다. 두 번 다 $(2, 4)$를 더합니다.
# :::

# %% [markdown] lang="en"
# The loss has halved. Training repeats this step.
#
# ## Gradients accumulate
#
# `backward` doesn't overwrite `grad` but adds to what's there. That lets you compute a large batch in parts, with a `backward` for each. But unless you clear `grad`, earlier gradients mix in.
#
# :::{admonition} Predict: at $(1, 2)$, the gradient of $x_1^2 + x_2^2$ is $(2, 4)$. We compute the sum and call `backward`, and then do both again. What's in `grad` then?
# :class: predict
# :collapsible: closed
#
# $(4, 8)$, because both calls add $(2, 4)$.
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
# `zero_grad`를 부르면 `grad`는 처음처럼 `None`이 됩니다. 학습할 때는 단계마다 한 번 부르는데, `backward`보다 먼저이기만 하면 어디서 불러도 됩니다. 옵티마이저가 없으면 `summed.grad = None`이라고 쓰면 됩니다.
#
# ## 손실을 따라 내려가기
#
# 매개변수가 두 개이면 손실의 높낮이를 지도에 그릴 수 있습니다. 손실 $w_1^2 / 4 + w_2^2$은 긴 골짜기를 이루고, 가장 낮은 곳은 $(0, 0)$입니다. $(-3.6, 1.6)$에서 출발해 변화도의 반대쪽으로 20단계를 가 보겠습니다. 이 방법이 **경사 하강법**(gradient descent)입니다.
#
# :::{admonition} 예상해 보세요: 손실을 $w_2$로 편미분하면 $2 w_2$입니다. 학습률이 1.05이면 $w_2 = 1.6$은 한 단계 뒤에 얼마가 될까요?
# :class: predict
# :collapsible: closed
#
# $1.6 - 1.05 \times 3.2 = -1.76$입니다. 0을 건너뛰어, 출발할 때보다 더 먼 곳에 닿습니다.
# :::

# %% [markdown] lang="en"
# `zero_grad` sets `grad` back to `None`. In training, you call it once a step, anywhere before `backward`. Without an optimizer, write `summed.grad = None`.
#
# ## Going down the loss
#
# With two parameters, you can draw a map of the loss. The loss $w_1^2 / 4 + w_2^2$ is a long valley with its lowest point at $(0, 0)$. Let's start at $(-3.6, 1.6)$ and take 20 steps against the gradient: **gradient descent**.
#
# :::{admonition} Predict: the partial derivative with respect to $w_2$ is $2 w_2$. At a learning rate of 1.05, what does one step make of $w_2 = 1.6$?
# :class: predict
# :collapsible: closed
#
# $1.6 - 1.05 \times 3.2 = -1.76$, on the other side of 0 and farther from it than before.
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
        landscape(*position).backward()
        optimizer.step()
        paths[lr].append(position.tolist())
    print(f"lr {lr}: loss {landscape(*position):.3f}")

# %% [markdown] lang="ko"
# 회색 선은 손실이 같은 곳을 이은 등고선이고, 별은 가장 낮은 곳입니다. 첫걸음은 셋 다 출발점을 지나는 등고선({eval}`landscape(-3.6, 1.6):.1f`)과 수직입니다. 학습률이 0.05이면 걸음이 짧아 20단계로는 모자라고, 0.3이면 별에 거의 닿습니다.
#
# 학습률이 1.05이면 $w_2$가 단계마다 0을 건너뛰어 더 멀어집니다. 첫 단계에서는 $w_1$이 0에 많이 가까워져 손실이 줄었지만, 그다음부터는 계속 커집니다. 학습하다가 손실이 커지면 학습률을 줄여 보십시오.

# %% [markdown] lang="en"
# The gray contours join points of equal loss; the star is the lowest. The start lies on the contour {eval}`landscape(-3.6, 1.6):.1f`, and all three first steps leave it at a right angle. At 0.05, 20 short steps aren't enough; at 0.3 they nearly reach the star.
#
# At 1.05, each step takes $w_2$ across 0 and farther away. The first still lowers the loss, as $w_1$ comes much closer to 0; then the loss grows. If yours grows, try a smaller rate.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
w1, w2 = torch.linspace(-4.5, 3, 200), torch.linspace(-3.1, 3.1, 200)
z, levels = landscape(w1, w2.unsqueeze(1)), [0.1, 0.5, 1, 2, 4, 5.8, 8]
fig, ax = plt.subplots(figsize=(6.4, 5.3), layout="constrained")
ax.clabel(ax.contour(w1, w2, z, levels, colors="0.6", linewidths=1), levels[3:], colors="0.3")
labels = [(-2.6, 0.8, "crawls"), (0.4, -0.9, "arrives"), (0.2, 1.5, "diverges")]
for (lr, path), (x, y, word) in zip(paths.items(), labels, strict=True):
    (line,) = ax.plot(*zip(*path, strict=True), "o-", linewidth=1, markersize=5)
    ax.text(x, y, f"lr {lr}\n{word}", size=13, bbox={"fc": "white", "ec": line.get_color()})
ax.plot(0, 0, "*", color="gold", markersize=20, markeredgecolor="black")
ax.set(xlim=(-4.5, 3), ylim=(-3.1, 3.1), xlabel="w1", ylabel="w2", aspect=1)
ax.set_title("Three learning rates on one map of the loss")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 작은 학습률로는 더디게 가고, 알맞은 학습률로는 도착하고, 너무 큰 학습률로는 점점 멀어집니다.
# :alt: 손실의 등고선 위에 왼쪽 위의 같은 점에서 출발한 길이 세 개 있습니다. 하나는 가다가 멈추고, 하나는 가운데의 별에 이르고, 하나는 위아래로 점점 크게 튑니다.
# lr {rate}
# crawls: 더디게 감
# arrives: 도착
# diverges: 점점 멀어짐
# Three learning rates on one map of the loss: 손실 지도에 그린 세 학습률
# :::
#
# ## 기록되는 계산
#
# PyTorch는 어떤 계산을 기록할까요? 입력 가운데 하나라도 `requires_grad`가 켜져 있으면 미분할 수 있는 연산을 기록하고, 결과의 `requires_grad`도 켭니다. 이 기록을 **연산 그래프**(computational graph)라고 합니다.
#
# :::{admonition} 예상해 보세요: `x`는 3이고 `w`는 2이며, `w`만 `requires_grad`가 켜져 있습니다. `output = w * x`와 `loss = (output - 5) ** 2`에서도 켜질까요?
# :class: predict
# :collapsible: closed
#
# 둘 다 켜집니다. `output`은 `w`로, `loss`는 그 `output`으로 계산하기 때문입니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: A small learning rate crawls, a good one arrives, and one that is too large moves away.
# :alt: On the contours of the loss, three paths start at the same point at the upper left. One stops on its way, one reaches the star in the middle, and one jumps up and down, farther each time.
# :::
#
# ## What is recorded
#
# Which computations does PyTorch record? If at least one input has `requires_grad` on, an operation that has a derivative is recorded, and its result has `requires_grad` on too. This record is the **computational graph**.
#
# :::{admonition} Predict: `x` is 3 and `w` is 2, and only `w` has `requires_grad` on. Do `output = w * x` and `loss = (output - 5) ** 2` have it on as well?
# :class: predict
# :collapsible: closed
#
# Both do: `output` comes from `w`, and `loss` from `output`.
# :::

# %%
x = torch.tensor(3.0)
w = torch.tensor(2.0, requires_grad=True)
output = w * x
loss = (output - 5) ** 2
for name, t in {"x": x, "w": w, "output": output, "loss": loss}.items():
    print(f"{name:6} requires_grad={t.requires_grad!s:5} is_leaf={t.is_leaf}")

# %% [markdown] lang="ko"
# 아래 그림의 계산을 손실에서 거꾸로 따라가면 나뭇가지처럼 갈라져 `x`와 `w`에서 끝납니다. 이 둘처럼 기록된 연산의 결과가 아닌 텐서를 **잎 텐서**(leaf tensor)라고 합니다. `backward`는 `requires_grad`가 켜진 잎 텐서의 `grad`만 채웁니다.
#
# $$
# \begin{matrix}
# x = 3 & \to \\
# & & \text{output} = 6 & \overset{2}{\longrightarrow} & \text{loss} = 1 \\
# w = 2 & \overset{3}{\to}
# \end{matrix}
# $$
#
# 화살표에 적힌 수는 기울기입니다. `output`을 조금 키우면 손실은 그 $2 (6 - 5) = 2$배만큼 커집니다. `x`가 3이므로, `w`를 조금 키우면 `output`은 그 3배만큼 커집니다. 그러니 `w`를 조금 키우면 손실은 그 $2 \times 3 = 6$배만큼 커집니다. 이렇게 길에 있는 기울기를 모두 곱하는 규칙이 **연쇄 법칙**(chain rule)입니다.
#
# 같은 텐서로 가는 길이 여럿이면 길마다 구한 값을 더합니다. $w \times w$에서는 `w`로 가는 길이 둘이고 기울기가 저마다 $w$이므로, 더하면 $2w$입니다.

# %% [markdown] lang="en"
# Followed back from the loss, the computation below branches like a tree. It ends at `x` and `w`, which no recorded operation made: they're **leaf tensors**. `backward` fills `grad` only for leaf tensors with `requires_grad` on.
#
# $$
# \begin{matrix}
# x = 3 & \to \\
# & & \text{output} = 6 & \overset{2}{\longrightarrow} & \text{loss} = 1 \\
# w = 2 & \overset{3}{\to}
# \end{matrix}
# $$
#
# The numbers on the arrows are slopes. If `output` grows a little, the loss grows $2 (6 - 5) = 2$ times as much. As `x` is 3, `output` grows 3 times as much as `w`. So the loss grows $2 \times 3 = 6$ times as much as `w`. Multiplying slopes along a path is the **chain rule**.
#
# Where several paths lead to one tensor, their products add up. In $w \times w$, two paths lead to `w`, each with slope $w$: together, $2w$.

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
# Can you call `backward` again with the same loss?

# %%
try:
    loss.backward()
except RuntimeError as error:
    print(textwrap.fill(str(error), 80))

# %% [markdown] lang="ko"
# PyTorch는 메모리를 아끼려고 한 번 쓴 그래프의 중간값을 지웁니다. `retain_graph=True`를 주면 남지만, 쓸 일은 드뭅니다. 변화도를 쌓을 때는 식을 매번 새로 계산했으므로 그래프도 매번 새로 생겼습니다. 학습할 때도 단계마다 그렇습니다.

# %% [markdown] lang="en"
# To save memory, PyTorch frees a graph's intermediate values after use. `retain_graph=True` keeps them; you'll rarely need it. When we accumulated gradients, each round computed the sum anew and so had a new graph. So has each training step.

# %% [markdown] lang="ko"
# ## 기록 멈추기
#
# ### `no_grad` 블록
#
# 학습을 마친 모델을 쓰거나 매개변수를 직접 바꿀 때는 기록이 필요 없습니다. `torch.no_grad()` 블록 안에서는 기록하지 않습니다.
#
# 블록 밖에서 `w`를 제자리 연산으로 바꾸면 오류가 납니다. 왜 그럴까요? 바꾸는 일까지 기록되어 `w`가 연산의 결과가 되고, 더는 잎 텐서가 아니게 되기 때문입니다.
#
# :::{admonition} 예상해 보세요: `w`는 2, 변화도는 6입니다. 학습률 0.1로 `w`를 직접 한 번 바꾸면 얼마가 될까요?
# :class: predict
# :collapsible: closed
#
# $2 - 0.1 \times 6 = 1.4$입니다.
# :::

# %% [markdown] lang="en"
# ## Stop recording
#
# ### A block with `no_grad`
#
# To use a trained model or change parameters yourself, you don't need the record. Inside a `torch.no_grad()` block, nothing is recorded.
#
# Outside it, changing `w` in place raises an error. Why? The change itself would be recorded, and `w` would be the result of an operation and no longer a leaf.
#
# :::{admonition} Predict: `w` is 2 and its gradient is 6. What is `w` after one update by hand with a learning rate of 0.1?
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
# ### `detach`로 기록 없는 텐서 얻기
#
# `detach`는 값은 같고 기록은 없는 텐서를 돌려줍니다. NumPy 배열에는 기록을 담을 수 없어 `w.numpy()`를 부르면 오류가 나므로, 배열로 바꿀 때 씁니다. 메모리는 `w`와 함께 쓰므로, 따로 쓰려면 `.clone()`도 불러 복사하십시오.

# %% [markdown] lang="en"
# ### A tensor without a record: `detach`
#
# `detach` returns a tensor with the same values but no record. You need it for NumPy: an array has no record, so `w.numpy()` raises an error. The memory is shared with `w`; for an independent copy, add `.clone()`.

# %%
print("detached:", w.detach(), "array:", w.detach().numpy())

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 미분계수 구하기 (쉬움)
#
# $x = 1.5$에서 $x^3 - 2x$의 변화도를 `backward`로 구해 보세요. 텐서의 이름은 `x`로 합니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Find a derivative (easy)
#
# Find the gradient of $x^3 - 2x$ at $x = 1.5$ with `backward`; call the tensor `x`.

# %% tags=["solution"]
# ko: 도함수는 3x² - 2이므로, x = 1.5에서는 6.75 - 2 = 4.75입니다.
# en: The derivative is 3x² - 2, so at 1.5 it's 6.75 - 2 = 4.75.
x = torch.tensor(1.5, requires_grad=True)
(x**3 - 2 * x).backward()


# %% tags=["check"]
def check_1(x):
    assert x.grad is not None, "x.grad is None: call backward on the result"
    got = float(x.grad)
    assert abs(got - 4.75) < 1e-4, f"x.grad is {got:g}, expected 4.75"
    print("exercise 1: correct")


check_1(x)

# %% [markdown] lang="ko"
# ### 2. 한 문장으로 설명하기 (보통)
#
# 학습률이 1.05이면 $w_1$은 0에 가까워지는데 $w_2$는 멀어집니다. 손실을 $w_1$로 편미분한 $w_1 / 2$와 $w_2$로 편미분한 $2 w_2$를 비교해, 왜 그런지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 한 단계에 $w_1$은 0까지 거리의 절반쯤을 가지만, 비탈이 더 가파른 $w_2$는 거리의 두 배가 넘는 $2.1 w_2$를 가서 맞은편 더 먼 곳에 닿습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Explain in a sentence (medium)
#
# At a learning rate of 1.05, $w_1$ comes closer to 0, but $w_2$ moves away. Compare the partial derivatives with respect to $w_1$ and $w_2$ ($w_1 / 2$ and $2 w_2$) and explain why in a sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# A step takes $w_1$ about half the way to 0, but $w_2$, where it's steeper, more than twice the way ($2.1 w_2$), so it lands farther out on the other side.
# :::

# %% [markdown] lang="ko"
# ### 3. 버그 찾기 (보통)
#
# `w`를 3에서 1로 옮기려는 코드인데 두 번째 반복에서 오류가 납니다. 손실의 `requires_grad`가 꺼져 있고, 거꾸로 따라갈 기록(`grad_fn`)도 없다는 오류입니다. 먼저 `w`를 제자리에서 바꾸도록 고쳐 보세요. 그래도 `w`는 1에 멈추지 않습니다. 남은 버그도 찾아 고쳐 보세요.

# %% [markdown] lang="en"
# ### 3. Find the bug (medium)
#
# This code should move `w` from 3 to 1, but the second round raises an error: the loss has `requires_grad` off and no record (`grad_fn`) to follow. First, update `w` in place. Even then, `w` doesn't settle at 1. Find and fix that bug too.

# %%
w = torch.tensor(3.0, requires_grad=True)
try:
    for turn in range(1, 51):
        ((w - 1) ** 2).backward()
        with torch.no_grad():
            w = w - 0.1 * w.grad
        print(f"after round {turn}: w = {w:.2f}")
except RuntimeError as error:
    print("error:", error)

# %% tags=["solution"]
# ko: `w = w - ...`로 만든 새 텐서는 requires_grad가 꺼져 있습니다. grad도 비워야 합니다.
# en: `w = w - ...` makes a new tensor with requires_grad off. And grad must be cleared.
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
# ### 4. 직접 만드는 자동 미분 (도전)
#
# 숫자를 하나 담고, 그 숫자로 한 계산을 미분하는 클래스 `Value`를 만들어 보세요. `Value(3.0)`은 숫자를 `data`에 담고, `grad`는 0.0에서 시작합니다. `+`와 `*`(`__add__`와 `__mul__`)로는 새 `Value`를 만들고, 거기에 두 입력과 입력마다의 기울기를 담아 둡니다. 기울기는 덧셈에서는 1, 곱셈에서는 상대의 `data`입니다.
#
# 결과에서 `backward()`를 부르면 거기에 1이 도착합니다. 변화도가 도착한 `Value`는 그 값을 자기 `grad`에 더하고, 입력마다 도착한 값에 기울기를 곱해 보냅니다. 한 `Value`로 가는 길이 여럿이면 길마다 따로 도착해 더해집니다. 예를 들어 `c = a * b + a` 다음에 `c.backward()`를 부르면 `a.grad`는 `b.data + 1`입니다.

# %% [markdown] lang="en"
# ### 4. Build your own autograd (hard)
#
# Write a class `Value` that differentiates numbers. `Value(3.0)` keeps the number in `data`; its `grad` starts at 0.0. `+` and `*` (`__add__` and `__mul__`) make a new `Value` that remembers both inputs and the slope for each: 1 in a sum, the other one's `data` in a product.
#
# `backward()` on the result starts with 1. A `Value` at which a gradient arrives adds it to its own `grad`, then sends to each input what arrived times the slope. If several paths lead to one `Value`, each arrives separately, and they add up: after `c = a * b + a` and `c.backward()`, `a.grad` is `b.data + 1`.


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
# - `no_grad`는 기록을 멈추고, `detach`는 기록 없는 텐서를 돌려줍니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 Autograd 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)
# - [Autograd의 동작 방식](https://docs.pytorch.org/docs/stable/notes/autograd.html)
#
# 다음은 [신경망](neural_networks.md)입니다. 변화도를 써서 손글씨 숫자를 읽는 신경망을 학습합니다. `backward`의 속이 궁금하면 나중에 [Autograd 들여다보기](inside_autograd.md)를 읽어 보십시오.

# %% [markdown] lang="en"
# ## Recap
#
# - A gradient is a slope; a small step against it lowers the loss, and too large a step overshoots.
# - One training step is `zero_grad`, forward pass, loss, `backward` and `step`.
# - One input with `requires_grad` on is enough for an operation to be recorded. `backward` adds to the `grad` of leaf tensors.
# - `no_grad` stops recording, and `detach` returns a tensor without a record.
#
# ## Further reading
#
# - [The official PyTorch autograd tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)
# - [How autograd works](https://docs.pytorch.org/docs/stable/notes/autograd.html)
#
# Next, in [Neural networks](neural_networks.md), we'll use gradients to train a network that reads digits. For what `backward` does inside, see [Inside autograd](inside_autograd.md).
