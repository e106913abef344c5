# %% [markdown] lang="ko"
"""
# torch.autograd를 이용한 자동 미분

모델을 학습(training)하려면 매개변수(parameter)를 어느 쪽으로 바꾸어야 손실(loss)이 줄어드는지 알아야 합니다. `torch.autograd`는 텐서(tensor)의 연산을 기록했다가 거꾸로 따라가며 그 답인 변화도(gradient)를 계산합니다.

## 이 튜토리얼에서 배우는 것

- 변화도를 보고 매개변수를 바꿀 방향을 아는 방법
- 신경망(neural network)을 한 단계 학습하는 순서
- 출력(output)이 여럿일 때 `backward`가 계산하는 값
- PyTorch가 연산을 기록하는 그래프와 변화도가 쌓이는 곳
- 기록을 멈추고, 매개변수를 동결(freeze)하고, 마지막 계층(layer)만 학습하는 방법
"""

# %% [markdown] lang="en"
# # Automatic differentiation with torch.autograd
#
# To train a model, you need to know which way to change its parameters so that the loss falls. `torch.autograd` records the operations on tensors and follows them backward to compute the answer, the gradient.
#
# ## What you learn
#
# - How a gradient tells you which way to change a parameter
# - What happens, in order, in one training step of a neural network
# - What `backward` computes when there are several outputs
# - The graph in which PyTorch records operations, and where gradients add up
# - How to stop recording, freeze parameters and train the last layer alone

# %% [markdown] lang="ko"
# ## 왜 변화도인가
#
# 모델은 매개변수로 출력을 계산하고, 손실은 그 출력이 얼마나 틀렸는지를 수 하나로 나타냅니다. **변화도**(gradient)는 매개변수의 값을 조금 키울 때 손실이 얼마나 빠르게 바뀌는지를 나타내는 도함수(derivative)의 값입니다. 변화도가 양수이면 값을 줄여야 손실이 줄고, 음수이면 키워야 줄어듭니다.
#
# 아래 손실은 $(w - 1)^2$이고 $w$는 3에서 출발합니다. `requires_grad=True`를 주면 PyTorch가 `weight`로 하는 연산을 기록하고, `backward`는 변화도를 계산해 `weight.grad`에 넣습니다. 도함수는 $2(w - 1)$이므로 답은 4입니다.

# %% [markdown] lang="en"
# ## Why gradients
#
# A model computes an output with its parameters, and the loss says in one number how wrong that output is. The **gradient** says how fast the loss changes when you raise a parameter a little; it is the value of the derivative. If the gradient is positive, lower the parameter to lower the loss. If it is negative, raise it.
#
# Below, the loss is $(w - 1)^2$ and $w$ starts at 3. With `requires_grad=True`, PyTorch records what you compute with `weight`, and `backward` computes the gradient and puts it into `weight.grad`. The derivative is $2(w - 1)$, so the answer is 4.

# %%
import warnings

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.autograd.graph import Node

# ko: 시드(seed)를 고정하면 실행할 때마다 같은 난수가 나옵니다.
# en: A fixed seed gives the same random numbers in every run.
torch.manual_seed(0)

weight = torch.tensor(3.0, requires_grad=True)
loss = (weight - 1) ** 2
loss.backward()
print("gradient:", weight.grad)

# %% [markdown] lang="ko"
# 변화도 4는 양수입니다. 그러니 `weight`를 조금 줄이면 손실이 줄고, 키우면 손실도 늘어야 합니다. 양쪽으로 0.1씩 움직여 확인합니다.

# %% [markdown] lang="en"
# The gradient 4 is positive. So a slightly smaller `weight` must lower the loss, and a larger one must raise it. Move it by 0.1 both ways to check.

# %%
for moved in (2.9, 3.0, 3.1):
    print(f"w = {moved}: loss = {(moved - 1) ** 2:.2f}")

# %% [markdown] lang="ko"
# 그림에서 변화도는 곡선에 닿은 직선이 얼마나 가파른지를 나타냅니다. 오른쪽 점에서는 변화도가 양수이므로 왼쪽이 내리막이고, 왼쪽 점에서는 음수이므로 오른쪽이 내리막입니다. 가장 낮은 곳에서는 변화도가 0입니다.

# %% [markdown] lang="en"
# In the figure, the gradient is how steep the line is that touches the curve. At the point on the right it is positive, and the way down is to the left. At the point on the left it is negative, and the way down is to the right. At the lowest point it is 0.

# %%
curve = torch.linspace(-1.5, 3.8, 100)
fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
ax.plot(curve, (curve - 1) ** 2, color="0.5")
for start, color in [(-0.5, "tab:blue"), (1.0, "tab:green"), (3.0, "tab:red")]:
    point = torch.tensor(start, requires_grad=True)
    height = (point - 1) ** 2
    height.backward()
    near = torch.tensor([start - 0.7, start + 0.7])
    ax.plot(near, height.item() + point.grad * (near - start), color=color, linewidth=2.5)
    label = f"w = {start:g}: gradient {point.grad:g}"
    ax.plot(start, height.item(), "o", color=color, label=label)
ax.set(title="The loss and its gradient at three weights", xlabel="w", ylabel="loss")
ax.legend(loc="upper center")
plt.show()

# %% [markdown] lang="ko"
# ## 밖에서 본 학습 한 단계
#
# 매개변수가 수백만 개여도 학습하는 순서는 같습니다. 작은 신경망으로 한 단계를 따라갑니다. 샘플(sample) 8개를 쓰며, 샘플마다 입력은 세 수이고 정답은 세 수의 합입니다. `nn.Sequential`은 계층을 차례로 잇고, `nn.Linear`는 입력에 가중치(weight)를 곱한 뒤 편향(bias)을 더합니다. 이렇게 만든 가중치와 편향에는 `requires_grad`가 이미 켜져 있습니다. 가운데의 `nn.Tanh`는 모든 값을 -1과 1 사이로 바꾸고 매개변수가 없으므로, 출력에는 `0`번과 `2`번 계층만 보입니다.

# %% [markdown] lang="en"
# ## One training step from the outside
#
# Training goes in the same order even with millions of parameters. Follow one step with a small neural network. There are 8 samples. The input of each is three numbers, and the right answer is the sum of the three. `nn.Sequential` puts layers in a row, and `nn.Linear` multiplies its input by weights and adds a bias. The weights and biases made this way have `requires_grad` turned on already. `nn.Tanh` in the middle brings every value between -1 and 1 and has no parameters, so the output lists layers `0` and `2` only.

# %%
inputs = torch.rand(8, 3)
targets = inputs.sum(dim=1, keepdim=True)

model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.requires_grad)

# %% [markdown] lang="ko"
# ### 순전파
#
# **순전파**(forward pass)는 입력을 첫 계층부터 마지막 계층까지 통과시켜 출력을 구합니다. 샘플이 8개이므로 출력도 8개입니다.

# %% [markdown] lang="en"
# ### Forward pass
#
# The **forward pass** sends the inputs through the layers, from the first to the last, to get the outputs. There are 8 samples, so there are 8 outputs.

# %%
outputs = model(inputs)
outputs.shape

# %% [markdown] lang="ko"
# ### 손실
#
# 손실 함수(loss function)는 출력을 정답과 견주어 수 하나를 내놓습니다. `nn.MSELoss`는 차를 제곱해 평균합니다.

# %% [markdown] lang="en"
# ### Loss
#
# The loss function compares the outputs with the right answers and gives back one number. `nn.MSELoss` takes the mean of the squared differences.

# %%
loss_function = nn.MSELoss()
loss = loss_function(outputs, targets)
print(f"loss before the step: {loss.item():.2f}")

# %% [markdown] lang="ko"
# ### 역전파
#
# **역전파**(backpropagation)는 손실에서 출발해 기록을 거꾸로 따라가며 모든 매개변수의 변화도를 구합니다. `backward`를 부르기 전에는 `grad`가 `None`이고, 부르고 나면 매개변수와 shape가 같은 텐서입니다.

# %% [markdown] lang="en"
# ### Backpropagation
#
# **Backpropagation** starts at the loss, follows the record backward and finds the gradient for every parameter. Before you call `backward`, `grad` is `None`. Afterward it is a tensor of the same shape as the parameter.

# %%
print("before:", model[0].weight.grad)
loss.backward()
print("after: ", model[0].weight.grad.shape)

# %% [markdown] lang="ko"
# ### 옵티마이저
#
# 변화도는 방향을 알려 줄 뿐이고, 매개변수를 바꾸는 일은 **옵티마이저**(optimizer)가 합니다. `SGD`는 확률적 경사 하강법(stochastic gradient descent)의 머리글자이며, 매개변수마다 변화도에 학습률(learning rate)을 곱한 값을 뺍니다. 학습률은 `lr=0.1`로 정했습니다. 아래 코드는 매개변수가 이 식대로 바뀌었는지 확인합니다. `clone`으로 만든 복사본에 갱신하기 전의 값을 남겨 둡니다.

# %% [markdown] lang="en"
# ### Optimizer
#
# The gradient tells you the direction, and the **optimizer** changes the parameters. `SGD` stands for stochastic gradient descent. It subtracts from each parameter its gradient times the learning rate, which `lr=0.1` sets. The code below checks that the parameters changed as this formula says. The copy made with `clone` keeps the values from before the update.

# %%
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
old_weight = model[0].weight.clone()
optimizer.step()

expected = old_weight - 0.1 * model[0].weight.grad
print("as the formula says:", torch.allclose(model[0].weight, expected))

# %% [markdown] lang="ko"
# 같은 입력으로 손실을 다시 구하면 줄어 있습니다. 학습은 이 단계를 되풀이하는 일입니다.

# %% [markdown] lang="en"
# Compute the loss again with the same inputs, and it is lower. Training repeats this step.

# %%
new_loss = loss_function(model(inputs), targets)
print(f"loss before the step: {loss.item():.2f}")
print(f"loss after the step:  {new_loss.item():.2f}")

# %% [markdown] lang="ko"
# ## 안에서 본 backward
#
# 이제 손으로 검산할 만한 작은 예로 `backward`가 무엇을 계산하는지 봅니다. 텐서 `a`와 `b`에서 $Q = 3a^3 - b^2$을 구합니다. `Q`는 원소(element)가 두 개인 벡터(vector)입니다. 손실처럼 수 하나인 스칼라(scalar)라면 `backward()`로 충분하지만, 여기서는 오류가 납니다. 두 출력 가운데 무엇의 변화도를 구할지 알 수 없기 때문입니다.

# %% [markdown] lang="en"
# ## Inside backward
#
# Now see what `backward` computes, in an example small enough to check by hand. From the tensors `a` and `b`, compute $Q = 3a^3 - b^2$. `Q` is a vector of two elements. For a scalar, a single number such as a loss, `backward()` is enough. Here it raises an error, because it cannot know which of the two outputs you want the gradient of.

# %%
a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
Q = 3 * a**3 - b**2
print(Q)

try:
    Q.backward()
except RuntimeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# 인자(argument) `gradient=`에는 출력마다 변화도에 곱할 수를 넣습니다. 1을 두 개 넣으면 두 출력을 더해서 미분한 결과와 같습니다. `Q`의 도함수는 `a`에 대해 $9a^2$, `b`에 대해 $-2b$입니다. $a = 2$이면 36, $b = 6$이면 -12입니다.

# %% [markdown] lang="en"
# The argument `gradient=` takes one number per output, by which that output's gradient is multiplied. Two ones give the same result as adding up both outputs and differentiating the sum. The derivative of `Q` with respect to `a` is $9a^2$, and with respect to `b` it is $-2b$. For $a = 2$ that is 36, and for $b = 6$ it is -12.

# %%
Q.backward(gradient=torch.ones(2))
print("a.grad:", a.grad, torch.equal(a.grad, 9 * a**2))
print("b.grad:", b.grad, torch.equal(b.grad, -2 * b))

# %% [markdown] lang="ko"
# ## 벡터 미적분
#
# ### 야코비안 행렬
#
# 출력이 여럿이고 입력도 여럿이면 도함수는 표가 됩니다. 출력 $y_1, \ldots, y_m$을 입력 $x_1, \ldots, x_n$으로 계산할 때, 출력마다 한 행, 입력마다 한 열을 두고 도함수를 적은 행렬(matrix)이 **야코비안 행렬**(Jacobian matrix)입니다.
#
# $$
# J = \begin{pmatrix}
# \frac{\partial y_1}{\partial x_1} & \cdots & \frac{\partial y_1}{\partial x_n} \\
# \vdots & \ddots & \vdots \\
# \frac{\partial y_m}{\partial x_1} & \cdots & \frac{\partial y_m}{\partial x_n}
# \end{pmatrix}
# $$
#
# `torch.autograd.functional.jacobian`은 함수와 입력을 받아 이 행렬을 구합니다. `a`와 `b`에서 하나씩 나온 행렬을 옆으로 이으면 2행 4열이 됩니다. 출력의 원소는 2개, 입력의 원소는 4개이기 때문입니다. `Q`의 첫 원소는 `a`와 `b`의 첫 원소로만 계산하므로 첫 행의 나머지 칸은 0입니다.

# %% [markdown] lang="en"
# ## Vector calculus
#
# ### The Jacobian matrix
#
# With several outputs and several inputs, the derivatives form a table. When outputs $y_1, \ldots, y_m$ are computed from inputs $x_1, \ldots, x_n$, the matrix that has a row for each output, a column for each input and a derivative in each cell is the **Jacobian matrix**.
#
# $$
# J = \begin{pmatrix}
# \frac{\partial y_1}{\partial x_1} & \cdots & \frac{\partial y_1}{\partial x_n} \\
# \vdots & \ddots & \vdots \\
# \frac{\partial y_m}{\partial x_1} & \cdots & \frac{\partial y_m}{\partial x_n}
# \end{pmatrix}
# $$
#
# `torch.autograd.functional.jacobian` takes a function and its inputs and finds this matrix. It gives one matrix for `a` and one for `b`; side by side, they make 2 rows and 4 columns, for 2 output elements and 4 input elements. The first element of `Q` is computed from the first elements of `a` and `b` alone, so the other cells of its row are 0.


# %%
def compute_q(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return 3 * a**3 - b**2


points = (torch.tensor([2.0, 3.0]), torch.tensor([6.0, 4.0]))
parts = torch.autograd.functional.jacobian(compute_q, points)
jacobian = torch.cat(parts, dim=1)

# ko: long()으로 정수로 바꾸면 -0. 대신 0이 출력됩니다.
# en: long() turns the values into integers, so that -0. prints as 0.
print(jacobian.long())

# %% [markdown] lang="ko"
# ### 벡터-야코비안 곱
#
# `backward`가 계산하는 값은 야코비안 행렬이 아니라 그 행렬과 벡터의 곱입니다. `Q`에서 손실 $l$을 계산한다고 합시다. $l$을 `Q`로 미분한 벡터를 $v$라고 하면, 연쇄 법칙(chain rule)에 따라 $l$을 입력으로 미분한 변화도는 다음과 같습니다.
#
# $$
# J^\top v = \begin{pmatrix} \frac{\partial l}{\partial x_1} & \cdots & \frac{\partial l}{\partial x_n} \end{pmatrix}^\top
# $$
#
# 이 값이 **벡터-야코비안 곱**(vector-Jacobian product)이고, `gradient=`에 넣는 벡터가 $v$입니다. 손실이 $l = Q_1 + 0.5 Q_2$이면 $v = (1, 0.5)$입니다. 행렬을 곱하든, `backward`에 $v$를 넣든, 손실에서 `backward`를 부르든 결과가 같습니다.

# %% [markdown] lang="en"
# ### The vector-Jacobian product
#
# What `backward` computes is not the Jacobian matrix but its product with a vector. Suppose a loss $l$ is computed from `Q`, and let the vector $v$ hold the derivatives of $l$ with respect to `Q`. By the chain rule, the gradient of $l$ with respect to the inputs is this:
#
# $$
# J^\top v = \begin{pmatrix} \frac{\partial l}{\partial x_1} & \cdots & \frac{\partial l}{\partial x_n} \end{pmatrix}^\top
# $$
#
# This is the **vector-Jacobian product**, and the vector you pass as `gradient=` is $v$. For the loss $l = Q_1 + 0.5 Q_2$, it is $v = (1, 0.5)$. Multiply by the matrix, give $v$ to `backward`, or call `backward` on the loss: the result is the same.

# %%
v = torch.tensor([1.0, 0.5])
print("matrix:    ", jacobian.T @ v)

# ko: 앞에서 쌓인 변화도를 비우고 새로 계산합니다.
# en: Empty the gradients from above and compute anew.
a.grad, b.grad = None, None
compute_q(a, b).backward(gradient=v)
print("gradient=v:", torch.cat([a.grad, b.grad]))

a.grad, b.grad = None, None
Q = compute_q(a, b)
(Q[0] + 0.5 * Q[1]).backward()
print("loss:      ", torch.cat([a.grad, b.grad]))

# %% [markdown] lang="ko"
# 함수를 넘기고 결과를 바로 받는 방법도 있습니다. `torch.autograd.functional.vjp`는 `Q`와 벡터-야코비안 곱을 돌려줍니다. `torch.func`에서는 `jacrev`가 야코비안 행렬을 구하는 함수를, `vjp`가 `Q`의 값과, $v$를 받아 곱을 구하는 함수를 돌려줍니다. 답은 모두 앞에서 구한 값과 같습니다. 이 함수들은 `grad`에 아무것도 쌓지 않습니다.

# %% [markdown] lang="en"
# You can also hand over a function and get the result back at once. `torch.autograd.functional.vjp` returns `Q` and the vector-Jacobian product. In `torch.func`, `jacrev` returns a function that finds the Jacobian matrix, and `vjp` returns the value of `Q` and a function that turns $v$ into the product. All the answers are the same as above. None of these functions adds anything to `grad`.

# %%
_, by_functional = torch.autograd.functional.vjp(compute_q, points, v)
by_jacrev = torch.cat(torch.func.jacrev(compute_q, argnums=(0, 1))(*points), dim=1)
_, pull_back = torch.func.vjp(compute_q, *points)
by_func = pull_back(v)

print("functional.vjp:", torch.cat(by_functional))
print("func.jacrev:   ", by_jacrev.T @ v)
print("func.vjp:      ", torch.cat(by_func))
print("grad:          ", points[0].grad)

# %% [markdown] lang="ko"
# 행렬을 만들지 않으면 메모리가 적게 듭니다. 입력과 출력이 1,000개씩이면 야코비안 행렬에는 수가 1,000,000개 들지만, 벡터-야코비안 곱에는 1,000개뿐입니다.

# %% [markdown] lang="en"
# Not building the matrix saves memory. With 1,000 inputs and as many outputs, the Jacobian matrix holds 1,000,000 numbers, but the vector-Jacobian product only 1,000.

# %%
many = torch.rand(1000)
whole = torch.func.jacrev(torch.square)(many)
_, product = torch.autograd.functional.vjp(torch.square, many, torch.ones(1000))
print("Jacobian matrix:", whole.numel())
print("product:        ", product.numel())

# %% [markdown] lang="ko"
# ## 연산 그래프
#
# `backward`가 거꾸로 따라가는 기록이 **연산 그래프**(computational graph)입니다. 연산마다 노드(node)가 하나 생기고, 각 노드는 자기 연산을 미분하는 방법을 압니다. `Q`를 출력할 때 보인 `grad_fn`이 `Q`를 만든 뺄셈의 노드입니다. `next_functions`에는 다음에 갈 노드가 들어 있습니다. 곱셈 노드 다음에는 거듭제곱 노드가 있고, 상수 3의 자리에는 변화도가 필요 없으므로 `None`이 있습니다.

# %% [markdown] lang="en"
# ## The computational graph
#
# The record that `backward` follows is the **computational graph**. Each operation leaves a node, and the node knows how to differentiate its operation. The `grad_fn` you saw when `Q` was printed is the node of the subtraction that made `Q`. `next_functions` holds the nodes to go to next. The multiplication leads on to a power, and in the place of the constant 3, which needs no gradient, there is `None`.

# %%
a.grad, b.grad = None, None
Q = compute_q(a, b)
print(type(Q.grad_fn).__name__)
for next_node, _ in Q.grad_fn.next_functions:
    then = [type(node).__name__ if node else None for node, _ in next_node.next_functions]
    print("->", type(next_node).__name__, "->", then)

# %% [markdown] lang="ko"
# `following`은 `None`을 빼고 다음 노드를 돌려주고, `walk`는 `Q.grad_fn`에서 출발해 모든 노드를 모읍니다. 그래프의 끝은 `AccumulateGrad`입니다. 이 노드는 `variable`에 담긴 텐서의 `grad`에 변화도를 더합니다. 끝이 두 개이고, 담긴 텐서는 `a`와 `b`입니다.

# %% [markdown] lang="en"
# `following` returns the next nodes without `None`, and `walk` starts at `Q.grad_fn` and collects all nodes. The graph ends in `AccumulateGrad`. This node adds the gradient to `grad` of the tensor in `variable`. There are two ends, and the tensors are `a` and `b`.


# %%
def following(node: Node) -> list[Node]:
    return [next_node for next_node, _ in node.next_functions if next_node is not None]


def walk(root: Node) -> list[Node]:
    nodes = [root]
    for node in nodes:
        for next_node in following(node):
            if next_node not in nodes:
                nodes.append(next_node)
    return nodes


nodes = walk(Q.grad_fn)
for node in nodes:
    print(type(node).__name__, getattr(node, "variable", "-"))

# %% [markdown] lang="ko"
# 노드에 훅(hook)을 걸면 그 노드에 도착하는 변화도가 보입니다. 훅은 `backward`가 노드에 이를 때마다 PyTorch가 불러 주는 함수입니다. `Q`에서 $v = (1, 0.5)$로 출발해, 도착하는 변화도를 모두 적어 둡니다.

# %% [markdown] lang="en"
# Put a hook on a node, and you see the gradient that arrives there. A hook is a function that PyTorch calls, here each time `backward` reaches the node. Start from `Q` with $v = (1, 0.5)$ and write down every gradient that arrives.

# %%
arriving: dict[Node, torch.Tensor] = {}


def write_down(node: Node) -> None:
    node.register_prehook(lambda gradients: arriving.update({node: gradients[0]}))


for node in nodes:
    write_down(node)
Q.backward(gradient=v)
for node in nodes:
    print(f"{type(node).__name__:14}", arriving[node])

# %% [markdown] lang="ko"
# 그래프를 그리려면 노드를 놓을 자리가 필요합니다. 뺄셈 노드를 오른쪽 끝인 0열에 두고, 한 걸음 갈 때마다 왼쪽으로 한 열 옮깁니다. 그래프의 끝은 한 행에 하나씩, 0행과 -1행에 놓고, 나머지 노드는 다음 노드들의 가운데 높이에 놓습니다. 그래서 뺄셈 노드는 -0.5행에 옵니다.

# %% [markdown] lang="en"
# To draw the graph, each node needs a place. The node of the subtraction goes to the right end, column 0, and each step moves one column to the left. The ends of the graph get a row each, 0 and -1, and any other node gets the middle height of the nodes after it. So the subtraction comes to row -0.5.

# %%
places: dict[Node, tuple[int, float]] = {}


def place(node: Node, column: int) -> float:
    rows = [place(next_node, column - 1) for next_node in following(node)]
    ends = sum(hasattr(other, "variable") for other in places)
    places[node] = (column, sum(rows) / len(rows) if rows else -ends)
    return places[node][1]


place(Q.grad_fn, column=0)
for node, (column, row) in places.items():
    print(f"{type(node).__name__:14} column {column:2}, row {row:4g}")

# %% [markdown] lang="ko"
# 오른쪽에서 화살표를 따라가면 연쇄 법칙이 보입니다. `SubBackward0`은 $v$를 위로 그대로 보내고, 아래로는 부호를 바꾸어 보냅니다. `MulBackward0`은 3을 곱해 $(3, 1.5)$를 보냅니다. 위의 `PowBackward0`은 $a^3$의 도함수 $3a^2 = (12, 27)$을 곱하고, 그 결과인 $(36, 40.5)$가 `a.grad`에 쌓입니다. 주황색 상자는 그래프의 끝입니다. 연산 하나하나의 도함수를 이렇게 이어 전체를 미분하는 방법이 **자동 미분**(automatic differentiation)입니다.

# %% [markdown] lang="en"
# Follow the arrows from the right and you see the chain rule. `SubBackward0` sends $v$ on as it is upward, and with the sign changed downward. `MulBackward0` multiplies by 3 and sends $(3, 1.5)$. The upper `PowBackward0` multiplies by $3a^2 = (12, 27)$, the derivative of $a^3$, and the result $(36, 40.5)$ is added to `a.grad`. The orange boxes are the ends of the graph. Chaining the derivatives of single operations like this, to differentiate the whole, is **automatic differentiation**.

# %%
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
for node, (column, row) in places.items():
    label, color = ", ".join(f"{value:g}" for value in arriving[node]), "#d6e4f5"
    if hasattr(node, "variable"):
        label, color = f"{'a' if node.variable is a else 'b'}.grad: {label}", "#ffd9a8"
    corner = (column - 0.36, row - 0.2)
    ax.add_patch(plt.Rectangle(corner, 0.72, 0.4, facecolor=color, edgecolor="0.3"))
    ax.text(column, row, f"{type(node).__name__}\n{label}", ha="center", va="center")
    for next_column, next_row in [places[next_node] for next_node in following(node)]:
        tip, tail = (next_column + 0.36, next_row), (column - 0.36, row)
        arrow = {"arrowstyle": "-|>", "facecolor": "black", "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", tip, tail, arrowprops=arrow)
ax.set(xlim=(-3.4, 0.4), ylim=(-1.3, 0.3))
ax.axis("off")
ax.set_title("The graph of Q, and the gradient that arrives at each node")
plt.show()

# %% [markdown] lang="ko"
# ### 순전파마다 새로 만드는 그래프
#
# `backward`는 그래프가 보관하던 중간 결과를 메모리에서 지웁니다. 그래서 같은 `Q`에서 한 번 더 부르면 오류가 납니다. 변화도를 다시 구하려면 순전파부터 다시 합니다.

# %% [markdown] lang="en"
# ### A new graph in each forward pass
#
# `backward` frees the intermediate results that the graph kept. So a second call from the same `Q` raises an error. To get the gradients again, start over with the forward pass.

# %%
try:
    Q.backward(gradient=v)
except RuntimeError as error:
    print("error:", str(error).split(" (")[0])

# %% [markdown] lang="ko"
# 그래프는 실행한 연산만 기록합니다. 그래서 `if`와 `while` 같은 파이썬 문법을 그대로 써도 됩니다. 아래 함수는 값이 100에 이를 때까지 `x`를 곱합니다. 3에서 출발하면 4번 곱해 $x^5$이 되고, 20에서 출발하면 한 번 곱해 $x^2$이 됩니다. 변화도는 각각 $5x^4 = 405$와 $2x = 40$입니다.

# %% [markdown] lang="en"
# The graph records only the operations that ran. This is why Python statements such as `if` and `while` work as they are. The function below multiplies by `x` until the value reaches 100. From 3, it multiplies 4 times and arrives at $x^5$; from 20, it multiplies once and arrives at $x^2$. The gradients are $5x^4 = 405$ and $2x = 40$.


# %%
def grow(x: torch.Tensor) -> torch.Tensor:
    value = x
    while value < 100:
        value = value * x
    return value


for start in (3.0, 20.0):
    x = torch.tensor(start, requires_grad=True)
    value = grow(x)
    products = [node for node in walk(value.grad_fn) if "Mul" in type(node).__name__]
    value.backward()
    print(f"x = {start:g}: products {len(products)}, value {value:g}, gradient {x.grad:g}")

# %% [markdown] lang="ko"
# ## 변화도가 쌓이는 곳
#
# ### 잎 텐서
#
# 그래프의 끝에 있는 텐서가 **잎 텐서**(leaf tensor)입니다. 기록된 연산의 결과가 아닌 텐서이며, 모델의 매개변수도 잎 텐서입니다. `backward`는 잎 텐서의 `grad`만 채웁니다. 중간 결과의 변화도는 다음 노드로 넘기고 나면 버립니다. 그래서 `middle.grad`는 `None`이고, 읽으면 PyTorch가 경고합니다. 아래 코드는 경고를 붙잡아 첫 문장만 출력합니다.

# %% [markdown] lang="en"
# ## Where gradients add up
#
# ### Leaf tensors
#
# A tensor at an end of the graph is a **leaf tensor**. It is not the result of a recorded operation; the parameters of a model are leaf tensors too. `backward` fills `grad` of leaf tensors only. The gradient of an intermediate result is passed on to the next node and thrown away. So `middle.grad` is `None`, and PyTorch warns you when you read it. The code below catches the warning and prints its first sentence.

# %%
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
middle = 3 * leaf
print("leaf.is_leaf:  ", leaf.is_leaf)
print("middle.is_leaf:", middle.is_leaf)
print("model[0].weight.is_leaf:", model[0].weight.is_leaf)

(middle**2).sum().backward()
print("leaf.grad:  ", leaf.grad)
with warnings.catch_warnings(record=True, action="always") as caught:
    print("middle.grad:", middle.grad)
print("warning:", str(caught[0].message).split(". ")[0])

# %% [markdown] lang="ko"
# 중간 결과의 변화도를 보고 싶으면 `backward`보다 먼저 `retain_grad`를 부릅니다. `middle`은 $(3, 6)$이고 $m^2$의 도함수는 $2m$이므로 답은 $(6, 12)$입니다.

# %% [markdown] lang="en"
# To see the gradient of an intermediate result, call `retain_grad` before `backward`. `middle` is $(3, 6)$ and the derivative of $m^2$ is $2m$, so the answer is $(6, 12)$.

# %%
middle = 3 * leaf
middle.retain_grad()
(middle**2).sum().backward()
print("middle.grad:", middle.grad)

# %% [markdown] lang="ko"
# ### 쌓이는 변화도
#
# `backward`는 `grad`를 덮어쓰지 않고 이미 있는 값에 더합니다. 그래서 큰 배치(batch)를 여러 번에 나누어 계산해도 변화도의 합을 얻습니다. 하지만 `grad`를 비우지 않으면 지난 단계의 변화도가 섞입니다. 아래 식의 변화도는 언제나 $(2, 4)$이지만, 두 번 부르면 `grad`는 $(4, 8)$이 됩니다. 옵티마이저의 `zero_grad`는 `grad`를 `None`으로 되돌립니다. 학습할 때는 단계마다 `backward`보다 먼저 부르십시오.

# %% [markdown] lang="en"
# ### Gradients add up
#
# `backward` does not overwrite `grad` but adds to it. This is why you can compute a large batch in several parts and still get the sum of the gradients. But if you forget to empty `grad`, the gradients of earlier steps mix in. The gradient below is $(2, 4)$ every time, yet after two calls `grad` is $(4, 8)$. The optimizer's `zero_grad` sets `grad` back to `None`. In training, call it in every step, before `backward`.

# %%
summed = torch.tensor([1.0, 2.0], requires_grad=True)
optimizer = torch.optim.SGD([summed], lr=0.1)

(summed**2).sum().backward()
once = summed.grad.clone()
(summed**2).sum().backward()
twice = summed.grad.clone()
print("once: ", once)
print("twice:", twice)

optimizer.zero_grad()
print("after zero_grad:", summed.grad)

# %% [markdown] lang="ko"
# ## 그래프 밖으로 나가기
#
# ### `no_grad`로 기록 멈추기
#
# 학습을 마친 모델로 답만 구할 때나 매개변수를 직접 바꿀 때는 기록이 필요 없습니다. `torch.no_grad()` 안에서는 연산을 기록하지 않습니다. 변화도가 필요한 잎 텐서를 제자리 연산(in-place operation)으로 바꾸면 밖에서는 오류가 나고, 안에서는 나지 않습니다. 옵티마이저도 안에서 매개변수를 갱신합니다. 오류 메시지의 `Variable`은 텐서의 옛 이름입니다. `weight`는 3이고 변화도는 4이므로 $3 - 0.1 \times 4 = 2.6$이 됩니다.

# %% [markdown] lang="en"
# ## Leaving the graph
#
# ### Stop recording with `no_grad`
#
# When you only want answers from a trained model, or change parameters yourself, there is nothing to record. Inside `torch.no_grad()`, operations are not recorded. Change a leaf tensor that requires a gradient with an in-place operation, and outside you get an error; inside, it works. An optimizer updates the parameters inside too. `Variable` in the message is an old name for a tensor. `weight` is 3 and its gradient is 4, so it becomes $3 - 0.1 \times 4 = 2.6$.

# %%
try:
    weight -= 0.1 * weight.grad
except RuntimeError as error:
    print("error:", error)

with torch.no_grad():
    weight -= 0.1 * weight.grad
    doubled = 2 * weight
print("weight:", weight)
print("recorded:", doubled.requires_grad)

# %% [markdown] lang="ko"
# ### `detach`로 텐서 하나 떼어 내기
#
# 텐서 하나만 그래프에서 떼어 낼 때는 `detach`를 씁니다. NumPy 배열(array)로 바꾸거나 그림을 그릴 때 필요합니다. 변화도가 필요한 텐서에서 바로 `numpy()`를 부르면 오류가 납니다. `detach`는 복사하지 않고 원래 텐서와 메모리를 함께 씁니다. 그래서 `detached`를 바꾸면 `source`도 바뀝니다. 따로 쓰려면 `detach().clone()`으로 복사하십시오.

# %% [markdown] lang="en"
# ### Take out one tensor with `detach`
#
# To take a single tensor out of the graph, use `detach`. You need it to make a NumPy array or to plot. Call `numpy()` directly on a tensor that requires a gradient, and you get an error. `detach` makes no copy but shares memory with the original. So when you change `detached`, `source` changes too. To keep them apart, copy with `detach().clone()`.

# %%
source = torch.tensor([1.0, 2.0], requires_grad=True)
try:
    source.numpy()
except RuntimeError as error:
    print(error)

detached = source.detach()
print("array:", detached.numpy(), "requires_grad:", detached.requires_grad)

separate = source.detach().clone()
detached[0] = 7
print("source:", source)
print("separate:", separate)

# %% [markdown] lang="ko"
# ### 동결과 미세 조정
#
# 다른 데이터로 학습한 모델을 새 문제에 맞추는 일을 **미세 조정**(fine-tuning)이라고 합니다. 데이터가 적을 때는 앞쪽 계층을 동결하고 마지막 계층만 학습하기도 합니다. 매개변수를 동결하려면 `requires_grad_(False)`를 부릅니다. 앞에서 쓴 `model`에 남은 변화도를 `zero_grad`로 비우고, 모두 동결한 다음, 마지막 계층을 새것으로 바꿉니다. 새 계층은 동결되지 않은 상태이므로, 학습할 매개변수는 새 계층의 가중치와 편향입니다.

# %% [markdown] lang="en"
# ### Freezing and fine-tuning
#
# In **fine-tuning**, you take a model that was trained on other data and fit it to a new problem. When there is little data, you may freeze the earlier layers and train the last one alone. To freeze parameters, call `requires_grad_(False)`. Empty the gradients left in `model` with `zero_grad`, freeze all of it, then put a new layer in place of the last one. A new layer is not frozen, so its weight and its bias are the parameters to train.

# %%
model.zero_grad()
model.requires_grad_(False)
model[2] = nn.Linear(4, 1)
for name, parameter in model.named_parameters():
    print(name, "requires_grad:", parameter.requires_grad)

# %% [markdown] lang="ko"
# 새 문제의 정답은 세 수 가운데 가장 큰 수입니다. 한 단계를 학습하면 새 계층의 매개변수에만 변화도가 생기고, 새 계층의 매개변수만 바뀝니다. 옵티마이저는 `grad`가 `None`인 매개변수를 건너뜁니다.

# %% [markdown] lang="en"
# In the new problem, the right answer is the largest of the three numbers. After one step, only the parameters of the new layer have gradients, and only they have changed. The optimizer skips a parameter whose `grad` is `None`.

# %%
largest = inputs.max(dim=1, keepdim=True).values
before = [parameter.detach().clone() for parameter in model.parameters()]

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
tuning_loss = loss_function(model(inputs), largest)
tuning_loss.backward()
optimizer.step()

for (name, parameter), old in zip(model.named_parameters(), before, strict=True):
    changed = not torch.equal(parameter, old)
    print(f"{name:8} gradient: {parameter.grad is not None!s:5} changed: {changed}")

# %% [markdown] lang="ko"
# ### `inference_mode`로 추론하기
#
# 학습 없이 추론(inference)만 할 때는 `torch.inference_mode()`를 씁니다. `no_grad`처럼 연산을 기록하지 않고, 나중에 미분하려고 해 두는 준비까지 생략해 더 빠릅니다. 그 대신 여기서 만든 텐서는 나중에 미분할 계산에 쓰지 마십시오. 아래 곱셈은 그 텐서를 `backward`까지 보관해야 하므로 오류가 납니다. `no_grad`에서 만든 텐서를 곱하면 오류가 나지 않습니다.

# %% [markdown] lang="en"
# ### Inference with `inference_mode`
#
# When you only do inference, use `torch.inference_mode()`. Like `no_grad`, it records no operations, and it is faster because it also skips the preparations for differentiating later. In exchange, keep a tensor made here out of later computations that you differentiate. The multiplication below fails because it would have to keep that tensor for `backward`. With a tensor made in `no_grad`, it works.

# %%
with torch.no_grad():
    from_no_grad = torch.ones(2) * 3
with torch.inference_mode():
    from_inference = torch.ones(2) * 3
print("requires_grad:", from_no_grad.requires_grad, from_inference.requires_grad)

print("no_grad:", (source * from_no_grad).requires_grad)
try:
    source * from_inference
except RuntimeError as error:
    print("inference_mode:", str(error).split(". ")[0])

# %% [markdown] lang="ko"
# ## 손실을 따라 내려가기
#
# 매개변수가 두 개이면 손실은 지형이 됩니다. 아래 손실은 $w_1^2 / 4 + w_2^2$이고 변화도는 $(w_1 / 2, 2 w_2)$입니다. 격자의 점마다 변화도를 구하는 데 `backward` 한 번이면 됩니다. 한 점의 손실은 그 점의 매개변수로만 계산하므로, 1로 채운 `gradient=`를 주면 점마다 그 점의 변화도가 나옵니다.

# %% [markdown] lang="en"
# ## Going down the loss
#
# With two parameters, the loss is a landscape. The loss below is $w_1^2 / 4 + w_2^2$, and its gradient is $(w_1 / 2, 2 w_2)$. One `backward` finds the gradient at every point of a grid. The loss at a point is computed from the parameters of that point alone, so a `gradient=` filled with ones gives each point its own gradient.


# %%
def landscape(w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return w1**2 / 4 + w2**2


across, up = torch.linspace(-4, 4, 81), torch.linspace(-1.8, 1.8, 37)
w1, w2 = torch.meshgrid(across, up, indexing="xy")
w1.requires_grad_()
w2.requires_grad_()

losses = landscape(w1, w2)
losses.backward(gradient=torch.ones_like(losses))
print("points:", losses.numel())
print("w1 / 2:", torch.allclose(w1.grad, w1 / 2))
print("2 * w2:", torch.allclose(w2.grad, 2 * w2))

# %% [markdown] lang="ko"
# 이제 한 점에서 출발해 12단계를 내려갑니다. 단계마다 변화도를 비우고, 손실을 구하고, `backward`와 `step`을 부릅니다. 이렇게 내려가는 방법이 **경사 하강법**(gradient descent)입니다. 손실은 5가 넘는 값에서 0.1 아래로 떨어집니다.

# %% [markdown] lang="en"
# Now start at one point and go down 12 steps. Each step empties the gradient, computes the loss, and calls `backward` and `step`. This is **gradient descent**. The loss falls from more than 5 to less than 0.1.

# %%
position = torch.tensor([-3.6, 1.6], requires_grad=True)
optimizer = torch.optim.SGD([position], lr=0.3)
path = [position.tolist()]
for _ in range(12):
    optimizer.zero_grad()
    loss = landscape(position[0], position[1])
    loss.backward()
    optimizer.step()
    path.append(position.tolist())

start_loss, end_loss = (landscape(*torch.tensor(path[step])) for step in (0, -1))
print(f"start {start_loss:.2f}, end {end_loss:.2f}")

# %% [markdown] lang="ko"
# 화살표는 변화도의 반대 방향을 가리킵니다. 등고선과 수직이고, 가파른 곳에서 길고, 가장 낮은 곳인 별에 가까울수록 짧습니다. 화살표는 그 자리에서 가장 가파른 내리막을 가리킬 뿐, 별을 바로 가리키지 않을 때가 많습니다. 그래서 빨간 길은 먼저 골짜기로 내려간 다음 골짜기를 따라 별 쪽으로 나아갑니다. 변화도가 작아질수록 점 사이의 간격도 좁아집니다.

# %% [markdown] lang="en"
# The arrows point against the gradient. They cross the contours at a right angle, are long where it is steep, and get shorter toward the star, the lowest point. An arrow points down the steepest way from where it stands, and often that is not straight at the star. So the red path first drops into the valley and then follows it toward the star. As the gradient shrinks, so do the gaps between the dots.

# %%
# sphinx_gallery_thumbnail_number = 3
fig, ax = plt.subplots(figsize=(8, 3.8), layout="constrained")
levels = [0, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 8]
filled = ax.contourf(across, up, losses.detach(), levels=levels, cmap="Blues")
some = (slice(None, None, 4), slice(None, None, 5))
arrows = [part.detach()[some] for part in (w1, w2, -w1.grad, -w2.grad)]
ax.quiver(*arrows, angles="xy", width=0.0025, color="0.3")
ax.plot(*zip(*path, strict=True), "o-", color="tab:red", markersize=4)
ax.plot(0, 0, "*", color="gold", markersize=16, markeredgecolor="black")
ax.set(xlabel="w1", ylabel="w2", aspect="equal")
ax.set_title("Arrows against the gradient, and 12 steps of gradient descent")
fig.colorbar(filled, label="loss", ticks=[0, 1, 2, 4, 6, 8])
plt.show()

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 1. $f(x) = x^3 - 2x$의 변화도를 $x = 1.5$에서 `backward`로 구하고, $\frac{f(x + h) - f(x - h)}{2h}$와 견주십시오. `torch.float64`를 쓰고 $h = 10^{-4}$으로 둡니다.
# 2. `inputs`를 4개씩 둘로 나누어 `backward`를 두 번 부르고, 쌓인 변화도가 8개를 한꺼번에 계산한 변화도와 같은지 확인하십시오. `nn.MSELoss(reduction="sum")`을 씁니다. 어떤 `reduction`에서 달라지는지도 생각해 보십시오.
# 3. 옵티마이저 없이 `torch.no_grad()`만으로 $(w - 1)^2$을 줄이십시오. $w = 3$에서 출발해 학습률 0.1로 50단계를 갑니다.
#
# :::{admonition} 1번 풀이
# :collapsible: closed
#
# ```python
# def cubic(x: torch.Tensor) -> torch.Tensor:
#     return x**3 - 2 * x
#
#
# exact = torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
# cubic(exact).backward()
#
# h = 1e-4
# with torch.no_grad():
#     estimate = (cubic(exact + h) - cubic(exact - h)) / (2 * h)
# assert torch.allclose(exact.grad, estimate, atol=1e-6)
# assert exact.grad == 3 * 1.5**2 - 2
# ```
#
# 도함수는 $3x^2 - 2$이므로 답은 4.75입니다. 이렇게 어림한 값은 직접 만든 연산의 변화도를 검사할 때 쓸모가 있습니다.
# :::
#
# :::{admonition} 2번 풀이
# :collapsible: closed
#
# ```python
# summed_loss = nn.MSELoss(reduction="sum")
# layer = nn.Linear(3, 1)
#
# summed_loss(layer(inputs), targets).backward()
# at_once = layer.weight.grad.clone()
#
# layer.zero_grad()
# for part in (slice(0, 4), slice(4, 8)):
#     summed_loss(layer(inputs[part]), targets[part]).backward()
# assert torch.allclose(layer.weight.grad, at_once, rtol=1e-4)
# ```
#
# 합의 변화도는 변화도의 합입니다. `reduction="mean"`이면 4개씩 낸 평균 두 개를 더하게 되어, 8개의 평균으로 구한 변화도의 2배가 됩니다.
# :::
#
# :::{admonition} 3번 풀이
# :collapsible: closed
#
# ```python
# w = torch.tensor(3.0, requires_grad=True)
# for _ in range(50):
#     ((w - 1) ** 2).backward()
#     with torch.no_grad():
#         w -= 0.1 * w.grad
#     w.grad = None
# assert torch.allclose(w, torch.tensor(1.0), atol=1e-3)
# ```
#
# 한 단계마다 1까지의 거리가 0.8배로 줄어듭니다. `w.grad`를 비우지 않으면 변화도가 쌓여 `w`가 1을 지나쳐 오갑니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Find the gradient of $f(x) = x^3 - 2x$ at $x = 1.5$ with `backward`, and compare it with $\frac{f(x + h) - f(x - h)}{2h}$. Use `torch.float64` and $h = 10^{-4}$.
# 2. Split `inputs` into two parts of 4, call `backward` twice, and check that the gradients that add up equal the gradient of all 8 at once. Use `nn.MSELoss(reduction="sum")`. With which `reduction` would they differ?
# 3. Lower $(w - 1)^2$ without an optimizer, with `torch.no_grad()` alone. Start at $w = 3$ and take 50 steps at a learning rate of 0.1.
#
# :::{admonition} Solution to 1
# :collapsible: closed
#
# ```python
# def cubic(x: torch.Tensor) -> torch.Tensor:
#     return x**3 - 2 * x
#
#
# exact = torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
# cubic(exact).backward()
#
# h = 1e-4
# with torch.no_grad():
#     estimate = (cubic(exact + h) - cubic(exact - h)) / (2 * h)
# assert torch.allclose(exact.grad, estimate, atol=1e-6)
# assert exact.grad == 3 * 1.5**2 - 2
# ```
#
# The derivative is $3x^2 - 2$, so the answer is 4.75. Such an estimate is useful for checking the gradient of an operation you wrote yourself.
# :::
#
# :::{admonition} Solution to 2
# :collapsible: closed
#
# ```python
# summed_loss = nn.MSELoss(reduction="sum")
# layer = nn.Linear(3, 1)
#
# summed_loss(layer(inputs), targets).backward()
# at_once = layer.weight.grad.clone()
#
# layer.zero_grad()
# for part in (slice(0, 4), slice(4, 8)):
#     summed_loss(layer(inputs[part]), targets[part]).backward()
# assert torch.allclose(layer.weight.grad, at_once, rtol=1e-4)
# ```
#
# The gradient of a sum is the sum of the gradients. With `reduction="mean"` you would add two means of 4, and get 2 times the gradient of the mean of all 8.
# :::
#
# :::{admonition} Solution to 3
# :collapsible: closed
#
# ```python
# w = torch.tensor(3.0, requires_grad=True)
# for _ in range(50):
#     ((w - 1) ** 2).backward()
#     with torch.no_grad():
#         w -= 0.1 * w.grad
#     w.grad = None
# assert torch.allclose(w, torch.tensor(1.0), atol=1e-3)
# ```
#
# Each step multiplies the distance from 1 by 0.8. If you do not empty `w.grad`, the gradients add up and `w` swings back and forth past 1.
# :::

# %% [markdown] lang="ko"
# ## 요약
#
# - 변화도의 반대쪽으로 매개변수를 조금 옮기면 손실이 줄어듭니다.
# - 학습 한 단계는 `zero_grad`, 순전파, 손실, `backward`, `step`입니다.
# - `backward(gradient=v)`는 야코비안 행렬을 만들지 않고 $J^\top v$를 계산합니다.
# - 연산 그래프는 순전파마다 새로 생기고, `backward`는 잎 텐서의 `grad`에 변화도를 더합니다.
# - `no_grad`와 `inference_mode`는 기록을 멈추고, `detach`는 텐서 하나를 떼어 내고, `requires_grad_(False)`는 매개변수를 동결합니다.
#
# ## 더 읽을거리
#
# - [Autograd의 동작 방식](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [`torch.autograd` 문서](https://docs.pytorch.org/docs/stable/autograd.html)
# - [`torch.func` 문서](https://docs.pytorch.org/docs/stable/func.html)
# - [`inference_mode` 문서](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
# - [PyTorch 공식 Autograd 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)

# %% [markdown] lang="en"
# ## Recap
#
# - Move the parameters a little against the gradient, and the loss falls.
# - One training step is `zero_grad`, forward pass, loss, `backward` and `step`.
# - `backward(gradient=v)` computes $J^\top v$ without building the Jacobian matrix.
# - Every forward pass builds a new computational graph, and `backward` adds the gradient to `grad` of the leaf tensors.
# - `no_grad` and `inference_mode` stop recording, `detach` takes out one tensor, and `requires_grad_(False)` freezes parameters.
#
# ## Further reading
#
# - [How autograd works](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [The documentation of `torch.autograd`](https://docs.pytorch.org/docs/stable/autograd.html)
# - [The documentation of `torch.func`](https://docs.pytorch.org/docs/stable/func.html)
# - [The documentation of `inference_mode`](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
# - [The official PyTorch autograd tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html)
