# %% [markdown] lang="ko"
"""
# Autograd 들여다보기

`backward`를 부르는 순간 안에서는 무슨 일이 벌어질까요? 출력이 여럿일 때 무엇을 계산하는지, 연산 그래프가 어떻게 생겼는지, 도중의 변화도를 어떻게 꺼내 보고 고치는지 들여다봅니다.

건너뛰어도 PyTorch를 쓰는 데 지장이 없는 내용입니다. 변화도가 `nan`이 되거나 낯선 오류 메시지를 만난 날 다시 찾아와도 됩니다.

## 이 튜토리얼에서 배우는 것

- 출력이 여럿일 때 `backward`가 계산하는 값
- 연산 그래프의 노드를 하나씩 따라가는 방법
- 도중의 변화도를 보고 바꾸는 방법
- 제자리 연산이 변화도를 망치는 경우
- `inference_mode`와 `no_grad`의 차이
"""

# %% [markdown] lang="en"
# # Inside autograd
#
# What happens the moment you call `backward`? We'll look at what it computes when there are several outputs, what the computational graph looks like, and how to see and change gradients on their way.
#
# You can skip this page and still use PyTorch well. Come back on the day a gradient turns into `nan` or you meet an error message you've never seen.
#
# ## What you will learn
#
# - What `backward` computes when there are several outputs
# - How to follow the nodes of the computational graph one by one
# - How to see and change gradients on their way
# - When an in-place operation spoils a gradient
# - How `inference_mode` differs from `no_grad`

# %% [markdown] lang="ko"
# ## 출력이 여럿일 때
#
# 지금까지는 손실, 곧 숫자 하나에서 `backward`를 불렀습니다. 출력이 벡터(vector)이면 어떻게 될까요? 손으로 검산할 만한 예로 시작하겠습니다. 원소가 두 개인 `a`와 `b`로 $Q = 3a^3 - b^2$을 계산하면 `Q`도 원소가 두 개입니다.
#
# :::{admonition} 예상해 보세요: 아래에서 `Q.backward()`를 부르면 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 오류가 납니다. 두 출력 가운데 무엇의 변화도를 구할지 알 수 없기 때문입니다.
# :::

# %% [markdown] lang="en"
# ## Several outputs
#
# So far, you've called `backward` on a loss, a single number. What if the output is a vector? Let's take an example small enough to check by hand. From `a` and `b`, with two elements each, we compute $Q = 3a^3 - b^2$, so `Q` has two elements too.
#
# :::{admonition} Predict: what happens when `Q.backward()` is called below?
# :class: predict
# :collapsible: closed
#
# It raises an error, because it can't know which of the two outputs you want the gradient of.
# :::

# %%
import textwrap

import matplotlib.pyplot as plt
import torch
from torch import nn


def compute_q(a, b):
    return 3 * a**3 - b**2


a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
Q = compute_q(a, b)
print(Q)

try:
    Q.backward()
except RuntimeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# 오류 메시지에 나오는 **스칼라**(scalar)는 손실처럼 숫자 하나로 된 값입니다. 출력이 벡터이면 `gradient=`에도 벡터를 넣어, 출력마다 변화도를 몇 배로 셈할지 정합니다. $(1, 0)$을 넣으면 첫째 출력의 변화도만, $(0, 1)$을 넣으면 둘째 출력의 변화도만 남습니다. 도함수는 `a`에 대해 $9a^2$, `b`에 대해 $-2b$입니다. 첫째 출력에서는 $a = 2$이므로 36, $b = 6$이므로 -12입니다.

# %% [markdown] lang="en"
# A **scalar**, the word in the error message, is a single number, such as a loss. For a vector of outputs, you pass a vector as `gradient=`; it sets how much the gradient of each output counts. $(1, 0)$ keeps only the gradient of the first output, and $(0, 1)$ only that of the second. The derivative is $9a^2$ for `a` and $-2b$ for `b`. For the first output, $a = 2$ makes that 36, and $b = 6$ makes it -12.

# %%
rows = []
for chosen in torch.eye(2):
    a.grad, b.grad = None, None
    compute_q(a, b).backward(gradient=chosen)
    rows.append(torch.cat([a.grad, b.grad]))
    print("gradient =", chosen.tolist(), "->", rows[-1].int().tolist())

# %% [markdown] lang="ko"
# ## 야코비안 행렬
#
# 방금 출력한 두 줄을 위아래로 놓으면 표가 됩니다. 출력 $y_1, \ldots, y_m$을 입력 $x_1, \ldots, x_n$으로 계산할 때, 출력마다 한 행, 입력마다 한 열을 두고 편미분한 값을 적은 행렬이 **야코비안 행렬**(Jacobian matrix)입니다. 우리 예에서 출력은 `Q`의 원소이므로 $m = 2$입니다. 입력은 `a`의 원소 두 개와 그 뒤에 놓은 `b`의 원소 두 개이므로 $n = 4$입니다.
#
# $$
# J = \begin{pmatrix}
# \frac{\partial y_1}{\partial x_1} & \cdots & \frac{\partial y_1}{\partial x_n} \\
# \vdots & \ddots & \vdots \\
# \frac{\partial y_m}{\partial x_1} & \cdots & \frac{\partial y_m}{\partial x_n}
# \end{pmatrix}
# $$
#
# `backward` 한 번으로는 한 행을 얻습니다. 행렬 전체가 필요할 때는 `torch.func.jacrev`를 씁니다. 함수를 넘기면 야코비안 행렬을 구하는 함수를 돌려줍니다.
#
# :::{admonition} 예상해 보세요: 숫자 1,000개를 하나씩 제곱하는 함수의 야코비안 행렬에서 0이 아닌 값은 몇 개일까요?
# :class: predict
# :collapsible: closed
#
# 1,000개입니다. 출력마다 자기 입력 하나에만 달려 있어, 대각선에만 0이 아닌 값이 있습니다. 나머지 {eval}`1000**2 - 1000:,`개는 0입니다.
# :::

# %% [markdown] lang="en"
# ## The Jacobian matrix
#
# Stack the two lists printed above, and you have a table. When outputs $y_1, \ldots, y_m$ are computed from inputs $x_1, \ldots, x_n$, the **Jacobian matrix** has a row for each output, a column for each input, and a partial derivative in each cell. In our example, the outputs are the elements of `Q`, so $m = 2$. The inputs are the two elements of `a` followed by the two of `b`, so $n = 4$.
#
# $$
# J = \begin{pmatrix}
# \frac{\partial y_1}{\partial x_1} & \cdots & \frac{\partial y_1}{\partial x_n} \\
# \vdots & \ddots & \vdots \\
# \frac{\partial y_m}{\partial x_1} & \cdots & \frac{\partial y_m}{\partial x_n}
# \end{pmatrix}
# $$
#
# One `backward` gives one row. For the whole matrix there's `torch.func.jacrev`. You pass it a function, and it returns a function that computes the Jacobian matrix.
#
# :::{admonition} Predict: a function squares each of 1,000 numbers. How many values of its Jacobian matrix are not 0?
# :class: predict
# :collapsible: closed
#
# 1,000. Each output depends on its own input alone, so only the diagonal isn't 0. The other {eval}`1000**2 - 1000:,` values are 0.
# :::

# %%
jacobian = torch.stack(rows)
print(jacobian.int())

whole = torch.func.jacrev(torch.square)(torch.arange(1.0, 1001.0))
print("numbers:", whole.numel(), "not 0:", whole.count_nonzero().item())

# %% [markdown] lang="ko"
# ### 벡터-야코비안 곱
#
# 이렇게 거의 0뿐인 행렬을 연산마다 만들면 메모리가 모자랄 것입니다. 그래서 `backward`는 행렬을 만들지 않습니다. `Q`로 손실 $l$을 계산하고, $l$을 `Q`로 편미분한 벡터를 $v$라고 합시다. 연쇄 법칙에 따라 $l$의 변화도는 다음과 같습니다.
#
# $$
# J^\top v = \begin{pmatrix} \frac{\partial l}{\partial x_1} & \cdots & \frac{\partial l}{\partial x_n} \end{pmatrix}^\top
# $$
#
# $J^\top$는 $J$의 행과 열을 바꾼 전치 행렬입니다. 왜 바꿀까요? $x_1$에서 손실로 가는 길은 출력 $y_1, \ldots, y_m$마다 하나씩 있을 수 있습니다. $J$의 첫째 열에 $v$를 곱해 더하면 그 길이 모두 합쳐집니다. 이 곱이 **벡터-야코비안 곱**(vector-Jacobian product)이고, `gradient=`에 넣는 벡터가 $v$입니다. 손실이 $l = Q_1 + 0.5 Q_2$이면 $v = (1, 0.5)$입니다. 세 가지 방법으로 구해 보겠습니다.

# %% [markdown] lang="en"
# ### The vector-Jacobian product
#
# Building a matrix like this, almost all zeros, for every operation would fill the memory. So `backward` never builds it. Suppose a loss $l$ is computed from `Q`, and the vector $v$ holds the partial derivatives of $l$ with respect to `Q`. By the chain rule, the gradient of $l$ is this:
#
# $$
# J^\top v = \begin{pmatrix} \frac{\partial l}{\partial x_1} & \cdots & \frac{\partial l}{\partial x_n} \end{pmatrix}^\top
# $$
#
# $J^\top$ is the transpose of $J$, with rows and columns swapped. Why swap them? $x_1$ can reach the loss through each of the outputs $y_1, \ldots, y_m$. Multiplying column 1 of $J$ by $v$ and summing adds up all of these ways. This is the **vector-Jacobian product**; `gradient=` takes $v$. For the loss $l = Q_1 + 0.5 Q_2$, it's $v = (1, 0.5)$. Let's compute it in three ways.

# %%
v = torch.tensor([1.0, 0.5])
print("matrix:    ", jacobian.T @ v)

a.grad, b.grad = None, None
compute_q(a, b).backward(gradient=v)
print("gradient=v:", torch.cat([a.grad, b.grad]))

a.grad, b.grad = None, None
Q = compute_q(a, b)
(Q[0] + 0.5 * Q[1]).backward()
print("loss:      ", torch.cat([a.grad, b.grad]))

# %% [markdown] lang="ko"
# 세 결과가 같습니다. 손실을 숫자 하나로 만드는 이유가 여기에 있습니다. 출력이 하나이면 야코비안 행렬도 한 행뿐이므로, 매개변수가 수백만 개여도 `backward` 한 번으로 변화도를 모두 구합니다.
#
# ## 연산 그래프
#
# `backward`가 따라가는 연산 그래프를 들여다보겠습니다. 기록된 연산은 저마다 **노드**(node)를 하나 남깁니다. `Q.grad_fn`이 `Q`를 만든 뺄셈의 노드이고, `next_functions`에는 다음에 갈 노드가 짝으로 들어 있습니다. 짝의 앞쪽이 노드이고, 뒤쪽은 여기서 쓰지 않는 번호입니다.
#
# 상수 3은 곱셈의 입력이지만 변화도가 필요 없으므로 그 자리는 `None`입니다. 거듭제곱의 지수는 평범한 숫자일 때 노드의 입력으로 치지 않으므로, `PowBackward0`에는 `None`도 없습니다.

# %% [markdown] lang="en"
# All three agree. This is why training works with a loss that's a single number: with one output, the Jacobian matrix has one row, so a single `backward` finds the gradients of all parameters, even millions of them.
#
# ## The computational graph
#
# Let's look at the computational graph that `backward` follows. Each recorded operation leaves a **node**. `Q.grad_fn` is the node of the subtraction that made `Q`, and `next_functions` holds the nodes to go to next, in pairs: the node first, then a number that we don't need here.
#
# The constant 3 is an input of the product but needs no gradient, so there's a `None` in its place. An exponent that's a plain number isn't an input of the node at all, so `PowBackward0` doesn't even have a `None` for it.

# %%
Q = compute_q(a, b)
print(Q.grad_fn.name())
for node, _ in Q.grad_fn.next_functions:
    then = [following and following.name() for following, _ in node.next_functions]
    print("->", node.name(), "->", then)

# %% [markdown] lang="ko"
# 노드는 함수처럼 부를 수 있습니다. 도착한 변화도를 넣으면, 자기 연산의 도함수를 곱해 다음 노드마다 보낼 변화도를 돌려줍니다.
#
# :::{admonition} 예상해 보세요: 뺄셈 노드에 $v = (1, 0.5)$를 넣으면 무엇을 돌려줄까요?
# :class: predict
# :collapsible: closed
#
# $(1, 0.5)$와 $(-1, -0.5)$입니다. $x - y$의 미분계수는 $x$에 대해 1, $y$에 대해 -1이므로 앞쪽은 그대로, 뒤쪽은 부호를 바꾸어 보냅니다.
# :::

# %% [markdown] lang="en"
# You can call a node like a function. You pass the gradient that arrives; the node multiplies it by the derivative of its operation and returns the gradient to send to each next node.
#
# :::{admonition} Predict: what does the node of the subtraction return for $v = (1, 0.5)$?
# :class: predict
# :collapsible: closed
#
# $(1, 0.5)$ and $(-1, -0.5)$. The derivative of $x - y$ is 1 for $x$ and -1 for $y$, so the first stays as it is and the second changes its sign.
# :::

# %%
multiply, power_of_b = (node for node, _ in Q.grad_fn.next_functions)
print("subtraction sends:   ", Q.grad_fn(v))
print("multiplication sends:", multiply(v))

# %% [markdown] lang="ko"
# 이제 그래프 전체를 보겠습니다. `walk`는 `Q.grad_fn`에서 출발해 모든 노드를 모읍니다. 그런 다음 우리가 노드마다 **훅**(hook)을 걸어 둡니다. 훅은 여러분이 써 두면 정해진 때에 PyTorch가 불러 주는 함수입니다. `register_prehook` 메소드로 훅을 걸면, `backward`가 그 노드에 도착할 때 PyTorch가 훅을 부릅니다. 여기서는 도착한 변화도를 `arriving`에 적고, 다 쓴 훅은 `remove` 메소드로 떼어 냅니다.

# %% [markdown] lang="en"
# Now for the whole graph. `walk` starts at `Q.grad_fn` and collects all nodes. On each of them we put a **hook**, a function of yours that PyTorch calls at a certain moment. With the method `register_prehook`, that's when `backward` arrives at the node. Our hook writes the gradient that arrives into `arriving`, and `remove` takes the hooks off when we're done.


# %%
def walk(root):
    nodes = [root]
    # ko: 도는 동안 리스트에 덧붙인 노드까지 차례가 옵니다.
    # en: The loop also reaches the nodes appended to the list on its way.
    for node in nodes:
        for following, _ in node.next_functions:
            if following is not None and following not in nodes:
                nodes.append(following)
    return nodes


arriving = {}


def note(node):
    def hook(gradients):
        arriving[node] = gradients[0]

    return node.register_prehook(hook)


handles = [note(node) for node in walk(Q.grad_fn)]
a.grad, b.grad = None, None
Q.backward(gradient=v)
for handle in handles:
    handle.remove()

# %% [markdown] lang="ko"
# 그림을 위에서 아래로 따라가 보십시오. 상자 안의 수는 그 노드에 도착한 변화도입니다. `SubBackward0`은 $v$를 왼쪽으로는 그대로, 오른쪽으로는 부호를 바꾸어 보냅니다. `MulBackward0`은 3을 곱해 $(3, 1.5)$를 보냅니다. 왼쪽의 `PowBackward0`은 $3a^2 = (12, 27)$을 곱해 $(36, 40.5)$를 보냅니다. 그래프의 끝에 있는 `AccumulateGrad`는 도착한 변화도를 잎 텐서의 `grad`에 더합니다.

# %% [markdown] lang="en"
# Follow the figure from top to bottom. The numbers in a box are the gradient that arrived at its node. `SubBackward0` sends $v$ to the left as it is, and to the right with its sign changed. `MulBackward0` multiplies by 3 and sends $(3, 1.5)$. The `PowBackward0` on the left multiplies by $3a^2 = (12, 27)$ and sends $(36, 40.5)$. At the ends of the graph, `AccumulateGrad` adds what arrives to the `grad` of a leaf tensor.

# %% tags=["hide-input"]
spots = [(0.5, 3), (0, 2), (1, 2), (0, 1), (1, 1), (0, 0)]
places = dict(zip(walk(Q.grad_fn), spots, strict=True))
leaves, boxes = {a: "a.grad: ", b: "b.grad: "}, {}
fig, ax = plt.subplots(figsize=(6.4, 4.6), layout="constrained")
for node, spot in places.items():
    leaf = leaves.get(getattr(node, "variable", None), "")
    numbers = ", ".join(f"{value:g}" for value in arriving[node])
    label = f"{type(node).__name__}\n{leaf}{numbers}"
    look = {"boxstyle": "round", "facecolor": "moccasin" if leaf else "aliceblue"}
    text = ax.text(*spot, label, ha="center", va="center", bbox=look)
    boxes[node] = text.get_bbox_patch()
for node, spot in places.items():
    for to in [each for each, _ in node.next_functions if each]:
        arrow = {"arrowstyle": "-|>", "patchA": boxes[node], "patchB": boxes[to]}
        ax.annotate("", places[to], spot, arrowprops=arrow)
ax.set(xlim=(-0.5, 1.5), ylim=(-0.4, 3.4))
ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 변화도는 위에서 아래로 흐르고, 노드마다 자기 도함수를 곱해 넘겨줍니다.
# :alt: 노드 여섯 개로 된 그래프입니다. 맨 위의 뺄셈에서 왼쪽으로는 곱셈과 거듭제곱을 거쳐 잎 텐서 a에, 오른쪽으로는 거듭제곱을 거쳐 잎 텐서 b에 이릅니다.
# :::
#
# ### 순전파마다 새로 만드는 그래프
#
# 그래프에는 실제로 실행한 연산만 들어갑니다. 그래서 `if`와 `while` 같은 파이썬 문법을 그대로 쓸 수 있습니다. 아래 함수는 값이 100에 이를 때까지 `x`를 곱합니다.
#
# :::{admonition} 예상해 보세요: `x`가 3일 때와 20일 때 변화도는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# 3이면 네 번 곱해 $x^5$이 되므로 $5x^4 = 405$입니다. 20이면 한 번 곱해 $x^2$이 되므로 $2x = 40$입니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The gradient flows from top to bottom, and each node multiplies it by its own derivative before it passes it on.
# :alt: A graph of six nodes. From the subtraction at the top, the left path leads through a multiplication and a power to the leaf tensor a, the right one through a power to b.
# :::
#
# ### A new graph in each forward pass
#
# The graph holds only operations that really ran. That's why Python statements such as `if` and `while` work as they are. The function below multiplies by `x` until the value reaches 100.
#
# :::{admonition} Predict: what is the gradient when `x` is 3, and when it is 20?
# :class: predict
# :collapsible: closed
#
# From 3, it multiplies four times and arrives at $x^5$, so the gradient is $5x^4 = 405$. From 20, it multiplies once and arrives at $x^2$, so it's $2x = 40$.
# :::


# %%
def grow(x):
    value = x
    while value < 100:
        value = value * x
    return value


for start in (3.0, 20.0):
    x = torch.tensor(start, requires_grad=True)
    value = grow(x)
    products = sum("Mul" in node.name() for node in walk(value.grad_fn))
    value.backward()
    print(f"x = {start:g}: products {products}, gradient {x.grad:g}")

# %% [markdown] lang="ko"
# ### 지워지는 중간값
#
# 도함수를 계산하려면 순전파의 중간값이 필요할 때가 많습니다. 이를테면 $a^3$의 노드는 $a$를 보관합니다. `backward`는 지나간 노드가 보관하던 값을 지워 메모리를 돌려줍니다. 그러면 두 손실이 그래프의 한 부분을 함께 쓸 때는 어떻게 될까요? 첫째 손실의 `backward`가 그 부분을 지우므로, 둘째에서 오류가 납니다.
#
# 두 손실을 더해서 `backward`를 한 번만 부르면 됩니다. 따로 불러야 한다면 첫 번째에 `retain_graph=True`를 주어 보관한 값을 남깁니다.

# %% [markdown] lang="en"
# ### Freed values
#
# A derivative often needs values of the forward pass: the node of $a^3$, for example, keeps $a$. As `backward` passes, each node's values are freed to give the memory back. What if two losses share a part of the graph? The first `backward` frees that part, so the second raises an error.
#
# Add the two losses and call `backward` once. If you need separate calls, pass `retain_graph=True` to the first, and the values stay.

# %%
Q = compute_q(a, b)
Q.sum().backward()
try:
    Q.prod().backward()
except RuntimeError as error:
    print("error:", str(error).split(" (")[0])

a.grad, Q = None, compute_q(a, b)
(Q.sum() + Q.prod()).backward()
print("sum of both: ", a.grad)

a.grad, Q = None, compute_q(a, b)
Q.sum().backward(retain_graph=True)
Q.prod().backward()
print("retain_graph:", a.grad)

# %% [markdown] lang="ko"
# ## 도중의 변화도
#
# ### `retain_grad`로 남기기
#
# 신경망이 잘 학습되지 않으면 중간 결과의 변화도를 보고 싶어집니다. 그런데 `backward`는 잎 텐서의 `grad`만 채웁니다. 중간 결과의 변화도는 다음 노드로 보내고 나면 버립니다. 남기려면 `backward`보다 먼저 `retain_grad`를 부릅니다.
#
# :::{admonition} 예상해 보세요: 아래에서 `middle`은 $(3, 6)$입니다. `middle.grad`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# $(6, 12)$입니다. $m^2$의 도함수가 $2m$이기 때문입니다.
# :::

# %% [markdown] lang="en"
# ## Gradients on their way
#
# ### Keep one with `retain_grad`
#
# When a network doesn't learn well, you'll want to see the gradient of an intermediate result. But `backward` fills only `grad` of leaf tensors. The gradient of an intermediate result is sent on to the next node and then dropped. To keep it, call `retain_grad` before `backward`.
#
# :::{admonition} Predict: below, `middle` is $(3, 6)$. What is `middle.grad`?
# :class: predict
# :collapsible: closed
#
# It's $(6, 12)$, because the derivative of $m^2$ is $2m$.
# :::

# %%
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
middle = 3 * leaf
middle.retain_grad()
(middle**2).sum().backward()
print("middle.grad:", middle.grad)
print("leaf.grad:  ", leaf.grad)

# %% [markdown] lang="ko"
# ### 훅으로 보고 바꾸기
#
# 훅은 텐서에도 걸 수 있습니다. `register_hook`으로 훅을 걸면, 그 텐서의 변화도가 나왔을 때 PyTorch가 훅을 부릅니다. 변화도에 `nan`(숫자가 아니라는 뜻)이 나타났을 때, 어디에서 생겼는지 찾는 데 쓸모가 있습니다. 아래에서는 0의 제곱근을 구한 다음 0을 곱합니다.

# %% [markdown] lang="en"
# ### See and change them with a hook
#
# A tensor can have a hook too. With `register_hook`, PyTorch calls it as soon as the gradient of that tensor has been computed. That helps when `nan`, short for *not a number*, turns up in a gradient and you want to know where it came from. Below, we take the square root of 0 and then multiply by 0.

# %%
x = torch.tensor([0.0, 4.0], requires_grad=True)
root = x.sqrt()
root.register_hook(lambda gradient: print("at root:", gradient))
(root * torch.tensor([0.0, 1.0])).sum().backward()
print("at x:   ", x.grad)

# %% [markdown] lang="ko"
# `root`에 도착할 때까지는 멀쩡했으니, `nan`은 `sqrt`의 노드에서 생겼습니다. 제곱근의 도함수 $1 / (2\sqrt{x})$는 0에서 무한대이고, 0에 무한대를 곱하면 `nan`입니다.
#
# 훅이 텐서를 돌려주면 PyTorch는 변화도를 그 텐서로 바꿉니다. 그래서 지나치게 큰 변화도를 잘라 낼 수 있습니다. 음수 쪽으로 큰 변화도도 있으므로 양쪽을 모두 자릅니다. 아래에서는 `middle`의 변화도가 $(6, 12)$에서 $(6, 10)$으로 바뀌므로, `leaf`에는 그 3배인 $(18, 30)$이 도착합니다.

# %% [markdown] lang="en"
# The gradient was fine when it arrived at `root`, so the `nan` comes from the node of `sqrt`. The derivative of the square root, $1 / (2\sqrt{x})$, is infinite at 0, and 0 times infinity is `nan`.
#
# If a hook returns a tensor, that tensor replaces the gradient. You can cut off gradients that are too large, on both sides, because a gradient can be a large negative number too. Below, the gradient of `middle` changes from $(6, 12)$ to $(6, 10)$, and 3 times that, $(18, 30)$, arrives at `leaf`.

# %%
leaf.grad = None
middle = 3 * leaf
middle.register_hook(lambda gradient: gradient.clamp(-10, 10))
(middle**2).sum().backward()
print("leaf.grad:", leaf.grad)

# %% [markdown] lang="ko"
# ## 제자리 연산이 망치는 것
#
# 노드가 보관한 값을 제자리 연산으로 덮어쓰면 어떻게 될까요? `exp`의 도함수는 `exp`의 출력과 같으므로, `exp`의 노드는 출력을 보관합니다. `3 * x`의 노드는 3만 있으면 됩니다.
#
# :::{admonition} 예상해 보세요: 아래에서는 `add_`를 `3 * x`와 `x.exp()`에 한 번씩 부릅니다. 어느 쪽에서 `backward`가 오류를 낼까요?
# :class: predict
# :collapsible: closed
#
# `exp` 뒤의 `add_`입니다. 보관한 출력이 바뀌었기 때문입니다. `3 * x`의 노드는 출력을 보관하지 않으므로 괜찮습니다.
# :::

# %% [markdown] lang="en"
# ## What in-place operations break
#
# What if an in-place operation overwrites a value that a node has kept? The derivative of `exp` equals the output of `exp`, so the node of `exp` keeps that output. The node of `3 * x` needs only the 3.
#
# :::{admonition} Predict: `add_` runs twice below, on `3 * x` and on `x.exp()`. After which one does `backward` fail?
# :class: predict
# :collapsible: closed
#
# The `add_` after `exp`, because the output that was kept has changed. The node of `3 * x` doesn't keep its output, so that one is fine.
# :::

# %%
x = torch.tensor([1.0, 2.0], requires_grad=True)
for name, result in {"3 * x": 3 * x, "exp": x.exp()}.items():
    result.add_(1)
    try:
        result.sum().backward()
        print(f"{name}: {x.grad}")
    except RuntimeError as error:
        print(textwrap.fill(f"{name}: {error}", 80))

# %% [markdown] lang="ko"
# 텐서에는 바뀔 때마다 1씩 커지는 버전 번호가 있습니다. 노드는 값을 보관할 때 버전도 적어 두었다가 비교합니다. 오류가 나면 제자리 연산을 `result = result + 1`처럼 새 텐서를 만드는 연산으로 바꾸십시오.
#
# 오래된 코드에서 보이는 `.data`는 이 번호를 올리지 않습니다. 그래서 오류 없이 틀린 변화도가 나옵니다. 아래처럼 1을 더해도 $e^x + 1$의 도함수는 $e^x$이므로, 답은 $e^1 = 2.7183$과 $e^2 = 7.3891$이어야 합니다. 그런데 노드는 1만큼 커진 출력을 도함수로 씁니다. `detach`로 바꾸면 오류가 나므로 바로 알 수 있습니다.

# %% [markdown] lang="en"
# A tensor has a version number that goes up by 1 with each change. A node notes the version along with the value and compares it later. When you meet this error, replace the in-place operation with one that makes a new tensor, such as `result = result + 1`.
#
# `.data`, which you'll find in old code, doesn't raise that number. So there's no error, only a wrong gradient. Below, we add 1. The derivative of $e^x + 1$ is $e^x$, so the answer should be $e^1 = 2.7183$ and $e^2 = 7.3891$. But the node uses the changed output, which is 1 too large, as the derivative. With `detach` there would be an error, and you'd know at once.

# %%
x.grad = None
result = x.exp()
result.data.add_(1)
result.sum().backward()
print("wrong gradient:", x.grad)

# %% [markdown] lang="ko"
# ## 매개변수 동결하기
#
# 이미 학습한 신경망이 있고, 새 데이터는 적다면 어떻게 할까요? 매개변수를 그대로 두고 끝에 새 계층 하나를 붙여 그 계층만 학습시킬 수 있습니다. 이렇게 새 문제에 맞추는 일을 **미세 조정**(fine-tuning)이라고 하고, 매개변수를 바뀌지 않게 하는 일을 **동결**(freeze)이라고 합니다. `requires_grad_(False)`를 부르면 동결됩니다.
#
# :::{admonition} 예상해 보세요: 동결한 계층 두 개에 새 `nn.Linear(4, 1)`을 붙였습니다. 변화도는 어느 매개변수에 생길까요?
# :class: predict
# :collapsible: closed
#
# 새 계층의 `weight`와 `bias`에만 생깁니다. 옵티마이저는 `grad`가 `None`인 매개변수를 건너뜁니다.
# :::

# %% [markdown] lang="en"
# ## Freezing parameters
#
# You have a network that has learned already, and little new data. What can you do? Keep its parameters as they are, put one new layer at the end, and train that layer alone. Fitting a network to a new problem like this is **fine-tuning**, and to keep parameters from changing is to **freeze** them. `requires_grad_(False)` does it.
#
# :::{admonition} Predict: a new `nn.Linear(4, 1)` follows two frozen layers. Which parameters get a gradient?
# :class: predict
# :collapsible: closed
#
# Only the `weight` and the `bias` of the new layer. An optimizer skips parameters whose `grad` is `None`.
# :::

# %%
torch.manual_seed(0)
network = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
network.requires_grad_(False)
network.append(nn.Linear(4, 1))
network(torch.rand(8, 3)).sum().backward()

parameters = network.named_parameters()
print("with a gradient:", [name for name, each in parameters if each.grad is not None])
print("running mean:   ", network[1].running_mean)

# %% [markdown] lang="ko"
# 배치 정규화가 모아 두는 평균은 0에서 시작합니다. 동결했는데 둘째 줄은 왜 0이 아닐까요? 이 평균은 매개변수가 아니라 버퍼여서, 동결해도 학습 모드에서는 바뀝니다. 이것도 멈추려면 `train()`을 부를 때마다 바로 다음에 동결한 계층에서 `eval()`을 부릅니다.

# %% [markdown] lang="en"
# The averages that batch normalization keeps start at 0. The layer is frozen, so why isn't the second line 0? They're buffers, not parameters, and in training mode they move all the same. To stop them too, call `eval()` on the frozen layers after each `train()`.

# %% [markdown] lang="ko"
# ## `inference_mode`로 추론하기
#
# 학습을 마친 모델로 추론할 때는 `no_grad` 대신 `torch.inference_mode()`를 쓰기도 합니다. 연산을 기록하지 않는 점은 같지만, 미분에 대비한 버전 번호 같은 것도 만들지 않으므로 조금 더 빠릅니다. 그 대신 이렇게 만든 텐서는 노드가 `backward` 때까지 보관해야 하는 자리에 쓸 수 없습니다.
#
# :::{admonition} 예상해 보세요: `x`의 변화도를 구하려면 $x \times c$의 노드가 무엇을 보관해야 할까요?
# :class: predict
# :collapsible: closed
#
# $c$입니다. $x$에 대한 도함수가 $c$이기 때문입니다. 그래서 $c$를 `inference_mode`에서 만들었으면 오류가 납니다.
# :::

# %% [markdown] lang="en"
# ## Inference with `inference_mode`
#
# For inference, that is, using a trained model, you may use `torch.inference_mode()` in place of `no_grad`. It doesn't record operations either, and it's a little faster, because it also leaves out preparations such as version numbers. In return, PyTorch refuses a tensor made this way wherever a node would have to keep it for `backward`.
#
# :::{admonition} Predict: to find the gradient of `x`, what does the node of $x \times c$ have to keep?
# :class: predict
# :collapsible: closed
#
# It keeps $c$, because the derivative with respect to $x$ is $c$. So if $c$ was made in `inference_mode`, there's an error.
# :::

# %%
with torch.no_grad():
    from_no_grad = torch.ones(2) * 3
with torch.inference_mode():
    from_inference = torch.ones(2) * 3

print("no_grad:", x * from_no_grad)
try:
    x * from_inference
except RuntimeError as error:
    print(textwrap.fill(f"inference_mode: {error}", 80))

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 야코비안 행렬의 한 행 (쉬움)
#
# `x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)`에서 출력 두 개를 $y_1 = x_1 x_2$, $y_2 = x_2 + x_3^2$으로 계산합니다. 야코비안 행렬의 둘째 행을 `backward` 한 번으로 구해 `row`에 담아 보세요. 출력 두 개는 `torch.stack`으로 쌓아 벡터로 만듭니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. One row of a Jacobian matrix (easy)
#
# From `x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)`, compute two outputs, $y_1 = x_1 x_2$ and $y_2 = x_2 + x_3^2$. Find the second row of the Jacobian matrix with one `backward`, and keep it in `row`. `torch.stack` makes a vector of the two outputs.

# %% tags=["solution"]
# ko: 둘째 출력을 세 입력으로 편미분하면 차례로 0, 1, 2 · 4 = 8입니다.
# en: The partial derivatives of the second output are 0, 1 and 2 · 4 = 8.
x = torch.tensor([2.0, 3.0, 4.0], requires_grad=True)
y = torch.stack([x[0] * x[1], x[1] + x[2] ** 2])
y.backward(gradient=torch.tensor([0.0, 1.0]))
row = x.grad
print(row)


# %% tags=["check"]
def check_1(row):
    got = torch.as_tensor(row).tolist()
    assert got != [3, 2, 0], "this is the first row; choose the second output"
    assert got != [3, 3, 8], "this is the sum of both rows; choose one output"
    assert got == [0, 1, 8], f"row is {got}, expected [0, 1, 8]"
    print("exercise 1: correct")


check_1(row)

# %% [markdown] lang="ko"
# ### 2. 버그 찾기 (보통)
#
# 아래 코드는 시그모이드 함수의 두 배를 미분하려고 하지만 `backward`에서 오류가 납니다. 시그모이드의 도함수는 시그모이드의 출력으로 계산합니다. 오류의 이유를 찾아 고쳐 보세요. `x.grad`가 옳아야 합니다.

# %% [markdown] lang="en"
# ### 2. Find the bug (medium)
#
# The code below should find the derivative of 2 times the sigmoid function, but `backward` raises an error. The derivative of the sigmoid is computed from its output. Find the reason and fix it, so that `x.grad` is right.

# %%
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sigmoid(x)
y.mul_(2)
try:
    y.sum().backward()
except RuntimeError as error:
    print(textwrap.fill(f"error: {error}", 80))

# %% tags=["solution"]
# ko: `mul_`이 노드가 보관한 출력을 덮어썼습니다. 새 텐서를 만들면 됩니다.
# en: `mul_` overwrote the output that the node keeps. Make a new tensor instead.
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sigmoid(x)
y = y * 2
y.sum().backward()
print(x.grad)


# %% tags=["check"]
def check_2(x):
    assert x.grad is not None, "x.grad is None: call backward"
    s = torch.sigmoid(x.detach())
    off = (x.grad - 2 * s * (1 - s)).abs().max().item()
    assert off < 1e-5, f"x.grad is off by {off:.3f}"
    print("exercise 2: correct")


check_2(x)

# %% [markdown] lang="ko"
# ### 3. 한 문장으로 설명하기 (보통)
#
# 매개변수가 백만 개여도 손실의 변화도는 `backward` 한 번으로 구합니다. 그런데 출력 10개의 야코비안 행렬을 구하려면 열 번 불러야 합니다. 이유를 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# `backward` 한 번은 야코비안 행렬의 행 하나를 주는데, 행의 수는 입력이 아니라 출력의 수와 같기 때문입니다.
# :::

# %% [markdown] lang="en"
# ### 3. Explain in a sentence (medium)
#
# One `backward` finds the gradient of a loss even for a million parameters. But for the Jacobian matrix of 10 outputs you have to call it ten times. Explain why in one sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# One `backward` gives one row of the Jacobian matrix, and the number of rows is the number of outputs, not of inputs.
# :::

# %% [markdown] lang="ko"
# ### 4. 손수 하는 역전파 (도전)
#
# `backward` 없이 그래프를 따라가는 함수 `propagate(node, arriving)`을 만들어 보세요. `node(arriving)`을 불러, 돌려받은 변화도마다 다음 노드로 가서 되풀이합니다. `node.next_functions`의 순서는 돌려받은 변화도의 순서와 같고, `None`은 건너뜁니다. 보낼 곳이 하나인 노드는 튜플이 아니라 텐서를 돌려줍니다. `AccumulateGrad` 노드는 부르면 `grad`에 더하고 빈 튜플을 돌려줍니다.
#
# 이제 시험해 보세요. 앞에서 쓴 `Q`의 그래프는 이미 지워졌으므로 새로 만듭니다. `a.grad`와 `b.grad`에 `None`을 넣고, `Q = compute_q(a, b)`를 계산한 다음, `torch.no_grad()` 블록 안에서 `propagate(Q.grad_fn, v)`를 부릅니다. 노드를 부르는 계산은 기록할 필요가 없기 때문입니다. `a.grad`와 `b.grad`가 앞에서 `backward(gradient=v)`로 구한 변화도와 같아야 합니다.

# %% [markdown] lang="en"
# ### 4. Backpropagation by hand (hard)
#
# Write a function `propagate(node, arriving)` that follows the graph without `backward`. It calls `node(arriving)` and, for each gradient that comes back, goes on to the next node and does the same. `node.next_functions` has the order of those gradients; skip each `None`. A node with one place to send to returns a tensor, not a tuple. An `AccumulateGrad` node, when called, adds to `grad` and returns an empty tuple.
#
# Now try it. The graph of the `Q` above has been freed, so make a new one: set `a.grad` and `b.grad` to `None`, compute `Q = compute_q(a, b)`, and call `propagate(Q.grad_fn, v)` inside a `torch.no_grad()` block, because calling the nodes needn't be recorded. `a.grad` and `b.grad` should be what `backward(gradient=v)` gave above.


# %% tags=["solution"]
# ko: 같은 노드에 두 번 도착하면 두 번 보내고, AccumulateGrad가 그 변화도를 더합니다.
# en: A node that is reached twice sends twice, and AccumulateGrad adds up what arrives.
def propagate(node, arriving):
    sent = node(arriving)
    if isinstance(sent, torch.Tensor):
        sent = (sent,)
    for (following, _), gradient in zip(node.next_functions, sent, strict=True):
        if following is not None:
            propagate(following, gradient)


a.grad, b.grad = None, None
Q = compute_q(a, b)
with torch.no_grad():
    propagate(Q.grad_fn, v)
print(a.grad, b.grad)


# %% tags=["check"]
def check_4(propagate):
    def compute(x):
        middle = -(x * x)
        return middle * x + 2 * middle

    ours, theirs = (torch.tensor([2.0, 3.0], requires_grad=True) for _ in "ab")
    arriving = torch.tensor([1.0, 0.5])
    result = compute(ours)
    with torch.no_grad():
        propagate(result.grad_fn, arriving)
    compute(theirs).backward(gradient=arriving)
    assert ours.grad is not None, "grad is None: no AccumulateGrad was called"
    got, expected = ours.grad.tolist(), theirs.grad.tolist()
    assert got == expected, f"gradient {got}, torch has {expected}"
    print("exercise 4: correct")


check_4(propagate)

# %% [markdown] lang="ko"
# ## 요약
#
# - `backward(gradient=v)`는 야코비안 행렬을 만들지 않고 $J^\top v$를 계산합니다.
# - 기록된 연산은 저마다 노드를 남기고, 노드는 도착한 변화도에 자기 연산의 도함수를 곱해 다음 노드로 보냅니다.
# - 그래프는 순전파마다 새로 생기고, `backward`가 지나가면 보관한 값이 지워집니다.
# - `retain_grad`는 중간 결과의 변화도를 남기고, 훅은 변화도를 보여 주거나 바꿉니다.
# - 노드가 보관한 값을 제자리에서 바꾸면 `backward`가 오류를 냅니다. `.data`로 바꾸면 오류 없이 틀립니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 튜토리얼: 자동 미분](https://docs.pytorch.org/tutorials/beginner/basics/autogradqs_tutorial.html)
# - [Autograd의 동작 방식](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [`torch.func` 문서](https://docs.pytorch.org/docs/stable/func.html)
# - [`inference_mode` 문서](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
#
# [다음 튜토리얼](data_parallel.md)에서는 프로세스 여러 개가 배치를 나누어 학습합니다. PyTorch의 DDP가 `AccumulateGrad` 노드마다 훅을 걸어 두므로, `backward`가 끝나기 전에도 변화도를 주고받기 시작할 수 있습니다.

# %% [markdown] lang="en"
# ## Recap
#
# - `backward(gradient=v)` computes $J^\top v$ without building the Jacobian matrix.
# - Each recorded operation leaves a node, which multiplies the gradient that arrives by the derivative of its operation and sends it on.
# - Each forward pass builds a new graph, and `backward` frees the values kept in it.
# - `retain_grad` keeps the gradient of an intermediate result, and a hook shows or changes a gradient.
# - If you change a value in place that a node has kept, `backward` raises an error. If you change it through `.data`, the gradient is wrong and nothing warns you.
#
# ## Further reading
#
# - [The official PyTorch tutorial on automatic differentiation](https://docs.pytorch.org/tutorials/beginner/basics/autogradqs_tutorial.html)
# - [How autograd works](https://docs.pytorch.org/docs/stable/notes/autograd.html)
# - [The documentation of `torch.func`](https://docs.pytorch.org/docs/stable/func.html)
# - [The documentation of `inference_mode`](https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html)
#
# In the [next tutorial](data_parallel.md), several processes train on parts of a batch. PyTorch's DDP puts a hook on each `AccumulateGrad` node, so that the processes can start to exchange gradients before `backward` has ended.
