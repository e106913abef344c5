# %% [markdown] lang="ko"
"""
# 텐서

앞에서 본 이미지도, 점수도, 신경망에 든 수도 모두 텐서였습니다. 이제 직접 만들어 반복문 없이 수천 개의 수를 한꺼번에 계산하고, 오류가 났을 때 무엇을 볼지 익힙니다.

NumPy를 써 보았다면 익숙한 내용이 많을 것입니다. 그렇다면 NumPy와 다른 점을 눈여겨보십시오.

## 이 튜토리얼에서 배우는 것

- 텐서를 만들고, 자료형과 장치를 고르는 방법
- 값을 고르고, 바꾸고, 이어 붙이고, 곱하는 방법
- 한 차원을 따라, 또 모양이 서로 다른 텐서끼리 계산하는 방법
- 두 텐서가 메모리를 함께 쓰는 경우
"""

# %% [markdown] lang="en"
# # Tensors
#
# Images, scores, the numbers in the network: on the previous page, all were tensors. Now you'll make your own, compute with thousands of numbers without a loop, and learn where to look when an error comes up.
#
# If you've used NumPy, much will look familiar. Then watch for what's different.
#
# ## What you will learn
#
# - How to make tensors and choose their data type and device
# - How to select, change, join and multiply values
# - How to compute along one dimension, and with tensors of different shapes
# - When two tensors share memory

# %% [markdown] lang="ko"
# ## 텐서 만들기
#
# ### 데이터에서 직접 만들기
#
# 텐서는 수를 격자로 늘어놓은 것이며, 모든 수의 **자료형**(data type)이 같습니다. `torch.tensor`에 리스트를 넣으면 값을 보고 자료형을 정합니다. 모두 정수이면 `torch.int64`입니다.
#
# :::{admonition} 예상해 보세요: 숫자 하나를 4.5로 바꾸면 나머지 세 정수는 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 자료형이 모두 같아야 하므로 나머지도 실수가 됩니다. 실수의 자료형은 보통 `torch.float32`입니다.
# :::

# %% [markdown] lang="en"
# ## Initializing a tensor
#
# ### Directly from data
#
# A tensor is a grid of numbers that all have the same **data type**. `torch.tensor` makes one from a list and chooses the type by looking at the values: for whole numbers it's `torch.int64`.
#
# :::{admonition} Predict: one of the numbers becomes 4.5. What happens to the other three?
# :class: predict
# :collapsible: closed
#
# They become floats too, because all have the same data type. For floats it's usually `torch.float32`.
# :::

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch

whole = torch.tensor([[1, 2], [3, 4]])
print(whole, whole.dtype)

mixed = torch.tensor([[1, 2], [3, 4.5]])
print(mixed, mixed.dtype)

# %% [markdown] lang="ko"
# ### NumPy 배열에서 만들기
#
# NumPy **배열**(array)은 `torch.from_numpy`로 텐서가 됩니다. 그런데 여기서 누구나 한 번은 오류를 만납니다. NumPy는 실수를 `float64`로 저장하고, 신경망의 계층은 `float32`로 계산하기 때문입니다. 아래 오류 메시지에서 `Double`은 `float64`, `Float`는 `float32`입니다.

# %% [markdown] lang="en"
# ### From a NumPy array
#
# `torch.from_numpy` turns a NumPy **array** into a tensor, and this is where everybody meets an error once. NumPy stores floats as `float64`, while the layers of a network compute with `float32`. In the message below, `Double` means `float64` and `Float` means `float32`.

# %%
array = np.array([[0.5, 1.5]])
from_array = torch.from_numpy(array)
layer = torch.nn.Linear(2, 1)
try:
    layer(from_array)
except RuntimeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# 어떻게 고칠까요? `.float()`를 부르면 `float32` 텐서가 나옵니다. `.long()`을 부르면 레이블에 알맞은 `int64`가 됩니다. 다른 자료형으로는 `.to(torch.float64)`처럼 바꾸고, 만들 때 `dtype=`으로 정할 수도 있습니다.
#
# :::{admonition} 예상해 보세요: `.long()`은 1.9와 -1.9를 무엇으로 바꿀까요?
# :class: predict
# :collapsible: closed
#
# 1과 -1입니다. 반올림하지 않고 소수점 아래를 버립니다.
# :::

# %% [markdown] lang="en"
# How do you fix it? `.float()` returns the tensor as `float32`. `.long()` returns it as `int64`, the type for labels. For any other type, write it like `.to(torch.float64)`, or choose it from the start with `dtype=`.
#
# :::{admonition} Predict: what does `.long()` make of 1.9 and -1.9?
# :class: predict
# :collapsible: closed
#
# 1 and -1. It cuts off the fraction and doesn't round.
# :::

# %%
print("output:", layer(from_array.float()).shape)
print("long:  ", torch.tensor([1.9, -1.9]).long())
print("dtype: ", torch.tensor([1, 2], dtype=torch.float32))

# %% [markdown] lang="ko"
# ### 정해진 값이나 난수로 만들기
#
# 아래 함수에는 값 대신 **shape**를 넘깁니다. shape는 **차원**(dimension)마다 길이를 적은 것이어서, (2, 3)이면 2행 3열입니다. `rand`는 0 이상 1 미만의 난수로 채우고, `manual_seed`로 **시드**(seed)를 정하면 실행할 때마다 같은 난수가 나옵니다. `arange`와 `linspace`는 일정한 간격으로 수를 만듭니다. 이름이 `_like`로 끝나는 함수는 다른 텐서의 shape와 자료형을 따릅니다.

# %% [markdown] lang="en"
# ### With random or constant values
#
# The functions below take a **shape** instead of values: the length of each **dimension**, so (2, 3) is 2 rows and 3 columns. `rand` draws random numbers from 0 up to 1, and `manual_seed` sets the **seed**, so that every run draws the same. `arange` and `linspace` space numbers evenly. A function whose name ends in `_like` takes shape and data type from another tensor.

# %%
torch.manual_seed(0)
noise = torch.rand(2, 3)
print(noise)
print(torch.zeros(2, 3))
print(torch.ones_like(whole))
print(torch.arange(5), torch.linspace(0, 1, 5))

# %% [markdown] lang="ko"
# ## 텐서의 속성
#
# 연산에서 오류가 났다면 **속성**(attribute) 세 개부터 확인합니다. 대개 그 가운데 하나가 맞지 않습니다. `shape`는 각 차원의 길이, `dtype`은 자료형, `device`는 텐서가 있는 **장치**(device)입니다.
#
# :::{admonition} 예상해 보세요: 앞에서 만든 `noise`의 세 속성은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (2, 3), `torch.float32`, CPU입니다. 장치를 정하지 않으면 텐서는 CPU에 생깁니다.
# :::

# %% [markdown] lang="en"
# ## Attributes of a tensor
#
# When an operation fails, look at three **attributes** first: usually one of them doesn't fit. `shape` is the length of each dimension, `dtype` the data type, and `device` tells which **device** holds the tensor.
#
# :::{admonition} Predict: what are the three attributes of `noise` from above?
# :class: predict
# :collapsible: closed
#
# (2, 3), `torch.float32`, and the CPU, where tensors are made unless you choose another device.
# :::

# %%
print(noise.shape, noise.dtype, noise.device)

# %% [markdown] lang="ko"
# ### 가속기로 옮기기
#
# **가속기**(accelerator)는 GPU처럼 많은 수를 한꺼번에 계산하는 장치입니다. NVIDIA GPU는 CUDA로, Apple 칩은 MPS로 씁니다. MPS는 맥의 CUDA라고 생각하면 됩니다. 아래에 `cpu`가 보이면 코드를 실행한 컴퓨터에 가속기가 없다는 뜻입니다. 맥에서는 `mps:0`, NVIDIA GPU에서는 `cuda:0`이 출력됩니다.
#
# 서로 다른 장치에 있는 텐서끼리는 대개 계산하지 못합니다. `to`는 복사본을 돌려주므로, 결과를 변수에 담으십시오.

# %% [markdown] lang="en"
# ### Moving to an accelerator
#
# An **accelerator** is a device, such as a GPU, that computes many numbers at once. NVIDIA GPUs are used through CUDA, and Apple chips through MPS: think of MPS as the CUDA of the Mac. `cpu` below means that the computer that ran the code has none. A Mac prints `mps:0`, and an NVIDIA GPU `cuda:0`.
#
# As a rule, you can't compute with tensors on different devices. `to` returns a copy, so keep the result in a variable.

# %%
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")

moved = noise.to(device)
print("device:", moved.device)

# %% [markdown] lang="ko"
# ## 값을 고르고 바꾸기
#
# 행 번호, 열 번호 순으로 자리를 적습니다. 번호는 0부터 세고 `-1`은 마지막입니다. `:`은 그 차원 전체를, `1:3`은 1번과 2번을 뜻합니다. 조건을 적으면 조건에 맞는 값만 고릅니다. NumPy와 달리 간격에 음수를 쓰지 못하므로, 뒤집을 때는 `flip`을 씁니다.
#
# :::{admonition} 예상해 보세요: `grid[:, 1:3]`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (3, 2)입니다. 행은 셋 모두이고, 열은 1번과 2번입니다. 3번은 빠집니다.
# :::

# %% [markdown] lang="en"
# ## Selecting and changing values
#
# Write the row, then the column. Both count from 0, and `-1` is the last. `:` stands for a whole dimension, and `1:3` for 1 and 2. A condition selects the values that meet it. Unlike in NumPy, a step can't be negative; to reverse, use `flip`.
#
# :::{admonition} Predict: what is the shape of `grid[:, 1:3]`?
# :class: predict
# :collapsible: closed
#
# (3, 2): all three rows, and columns 1 and 2, but not 3.
# :::

# %%
grid = torch.arange(12).reshape(3, 4)
print(grid)
print("last column:    ", grid[:, -1])
print("every other:    ", grid[0, ::2])
print("larger than 8:  ", grid[grid > 8])
print("columns 1 and 2:", tuple(grid[:, 1:3].shape))

# %% [markdown] lang="ko"
# 고른 자리에 값을 넣을 수도 있습니다. 숫자 하나를 넣으면 모든 자리가 그 수가 되고, 텐서를 넣으면 자리마다 하나씩 들어갑니다.

# %% [markdown] lang="en"
# You can also assign to what you select. A single number goes into every place, and a tensor gives each place its own.

# %%
board = torch.zeros(3, 4)
board[0] = 7
board[:, -1] = torch.tensor([1.0, 2.0, 3.0])
board[board == 0] = -1
print(board)

# %% [markdown] lang="ko"
# ## 텐서 이어 붙이기
#
# `cat`은 이미 있는 차원을 따라 텐서를 잇습니다. `stack`은 새 차원을 만들어 쌓으므로, 한 장씩 읽은 이미지를 한 묶음으로 모을 때 씁니다.
#
# :::{admonition} 예상해 보세요: shape가 (2, 3)인 텐서 두 개를 쌓으면 shape는 무엇이 될까요?
# :class: predict
# :collapsible: closed
#
# (2, 2, 3)입니다. 맨 앞에 길이가 2인 차원이 새로 생깁니다.
# :::

# %% [markdown] lang="en"
# ## Joining tensors
#
# `cat` joins tensors along a dimension they already have. `stack` adds a new one, as when you collect single images in a batch.
#
# :::{admonition} Predict: two tensors of shape (2, 3) are stacked. What shape comes out?
# :class: predict
# :collapsible: closed
#
# (2, 2, 3). A new dimension of length 2 comes first.
# :::

# %%
zeros, ones = torch.zeros(2, 3), torch.ones(2, 3)
print("cat, dim=0:", tuple(torch.cat([zeros, ones], dim=0).shape))
print("cat, dim=1:", tuple(torch.cat([zeros, ones], dim=1).shape))
print("stack:     ", tuple(torch.stack([zeros, ones]).shape))

# %% [markdown] lang="ko"
# ## 원소별 곱과 행렬 곱
#
# `*`는 같은 자리의 **원소**(element)끼리 곱하고, `@`는 **행렬**(matrix) 곱을 구합니다. 행렬 곱에서는 왼쪽의 행과 오른쪽의 열을 짝지어 곱해 더하므로, shape가 (n, k)인 행렬에 (k, m)인 행렬을 곱하면 (n, m)이 됩니다.
#
# :::{admonition} 예상해 보세요: `whole @ whole`의 첫 값은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# $1 \times 1 + 2 \times 3 = 7$입니다. 원소별 곱이라면 $1 \times 1 = 1$입니다.
# :::

# %% [markdown] lang="en"
# ## Element-wise and matrix product
#
# `*` multiplies **element** by element, and `@` computes the **matrix** product: it pairs each row on the left with each column on the right, multiplies and adds up. So shape (n, k) times (k, m) gives (n, m).
#
# :::{admonition} Predict: what is the first value of `whole @ whole`?
# :class: predict
# :collapsible: closed
#
# $1 \times 1 + 2 \times 3 = 7$. In the element-wise product it's $1 \times 1 = 1$.
# :::

# %%
print(whole * whole)
print(whole @ whole)

# %% [markdown] lang="ko"
# ## 한 차원을 따라 계산하기
#
# 열마다 평균은 얼마일까요? 가장 높은 점수는 어디에 있을까요? `grid.sum()`을 부르면 모두 더한 값이 차원 없는 텐서로 나오고, `.item()`으로 그 값을 파이썬 숫자로 꺼냅니다. `dim=`에는 사라질 차원을 적습니다. `dim=0`이면 행끼리 더하므로 shape가 (3, 4)에서 (4,)로 바뀝니다. `keepdim=True`를 주면 그 차원이 길이 1로 남습니다.
#
# :::{admonition} 예상해 보세요: `grid.sum(dim=1)`의 shape와 첫 값은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 열이 사라지므로 shape는 (3,)입니다. 첫 값은 첫 행의 합인 $0 + 1 + 2 + 3 = 6$입니다.
# :::

# %% [markdown] lang="en"
# ## Reducing along a dimension
#
# What's the mean of each column? The highest score? `grid.sum()` adds up everything into a tensor without dimensions, and `.item()` takes the value out as a Python number. `dim=` names the dimension that disappears: with `dim=0` the rows are added up, so the shape goes from (3, 4) to (4,). With `keepdim=True` that dimension stays, with length 1.
#
# :::{admonition} Predict: what are the shape and the first value of `grid.sum(dim=1)`?
# :class: predict
# :collapsible: closed
#
# The columns disappear: (3,). The first value is the sum of the first row, $0 + 1 + 2 + 3 = 6$.
# :::

# %%
print("sum():      ", grid.sum(), "item():", grid.sum().item())
print("sum(dim=0): ", grid.sum(dim=0))
print("sum(dim=1): ", grid.sum(dim=1))
print("with keepdim:", tuple(grid.sum(dim=1, keepdim=True).shape))


# %% tags=["hide-input"]
def draw(ax, values, color="aliceblue", right=0, down=0, title=""):
    for (row, column), value in np.ndenumerate(values):
        x, y = right + column, down + row
        ax.add_patch(plt.Rectangle((x, y), 1, 1, fc=color, ec="gray"))
        ax.text(x + 0.5, y + 0.5, value, ha="center", va="center", zorder=1)
    ax.set(aspect="equal", xlim=(-0.2, 6), ylim=(5, -0.2), title=title)
    ax.axis("off")


fig, (one, two) = plt.subplots(1, 2, figsize=(6.4, 2.9), layout="constrained")
draw(one, grid)
draw(one, grid.sum(0)[None], "moccasin", 0, 3.8, "dim=0: (3, 4) to (4,)")
draw(two, grid)
draw(two, grid.sum(1)[:, None], "moccasin", 4.8, 0, "dim=1: (3, 4) to (3,)")
arrow = {"arrowstyle": "-|>", "color": "tab:red", "linewidth": 2}
for i in range(4):
    one.annotate("", (i + 0.5, 3.8), (i + 0.5, 3), arrowprops=arrow)
for i in range(3):
    two.annotate("", (4.8, i + 0.5), (4, i + 0.5), arrowprops=arrow)
plt.show()

# %% [markdown] lang="ko"
# `mean`은 실수만 받으므로 정수 텐서에는 `.float()`가 필요합니다. `max`에 `dim=`을 주면 가장 큰 값과 그 자리가 나오고, `argmax`로는 자리만 나옵니다. 앞 튜토리얼에서 점수를 답으로 바꾼 것이 `argmax(dim=1)`입니다. 아래 `scores`에는 이미지 두 장의 점수가 세 개씩 있습니다.

# %% [markdown] lang="en"
# `mean` takes floats only, so whole numbers need `.float()`. `max` with `dim=` returns the largest values and their places, `argmax` the places alone. That's how `argmax(dim=1)` turned scores into answers on the previous page. Here `scores` has three for each of two images.

# %%
print("mean of each column:", grid.float().mean(dim=0))

scores = torch.tensor([[0.1, 2.0, -1.0], [1.5, 0.3, 0.2]])
highest, places = scores.max(dim=1)
print("highest:", highest, "places:", places)
print("argmax: ", scores.argmax(dim=1))

# %% [markdown] lang="ko"
# ## 브로드캐스팅
#
# shape가 서로 다른 텐서도 함께 계산할 수 있을까요? 규칙에 맞으면 됩니다. 두 shape를 뒤에서부터 맞추어 보고, 없는 차원은 길이 1로 칩니다. 길이가 1인 차원은 상대의 길이만큼 되풀이합니다. 그 밖에 길이가 다르면 오류가 납니다. 이 규칙이 **브로드캐스팅**(broadcasting)입니다.
#
# :::{admonition} 예상해 보세요: shape가 (3, 1)인 열과 (4,)인 행을 더하면 shape는 무엇이 될까요?
# :class: predict
# :collapsible: closed
#
# (3, 4)입니다. 행은 (1, 4)로 치므로, 열은 오른쪽으로 4번, 행은 아래로 3번 되풀이합니다.
# :::

# %% [markdown] lang="en"
# ## Broadcasting
#
# Can you compute with tensors of different shapes? Yes, if the shapes are compatible. PyTorch lines them up from the end, and a missing dimension counts as length 1. A dimension of length 1 is repeated as often as the other tensor needs. Any other difference is an error. This rule is **broadcasting**.
#
# :::{admonition} Predict: what's the shape of a (3, 1) column plus a (4,) row?
# :class: predict
# :collapsible: closed
#
# (3, 4). The row counts as (1, 4), so the column repeats 4 times to the right and the row 3 times downward.
# :::

# %%
column = torch.tensor([[0], [10], [20]])
row = torch.arange(4)
table = column + row
print(table)

# %% tags=["hide-input"]
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2), layout="constrained")
titles = ["column (3, 1)", "+ row (4,)", "= sum (3, 4)"]
stored = [column, row[None], table]
for ax, cells, title in zip(axes, stored, titles, strict=True):
    draw(ax, cells.expand(3, 4), "white")
    draw(ax, cells, "moccasin", title=title)
    ax.set(xlim=(-0.1, 4.1), ylim=(3.1, -0.1))
plt.show()

# %% [markdown] lang="ko"
# 색이 없는 칸은 되풀이한 값이며, 메모리를 따로 차지하지 않습니다.
#
# 이제 행마다 그 행의 평균을 빼 보겠습니다. `means`의 shape는 (3,)이어서, 뒤에서부터 맞추면 3이 `grid`의 열 4개와 만나 오류가 납니다. `keepdim=True`를 주면 shape가 (3, 1)이므로 행마다 자기 평균을 뺍니다.

# %% [markdown] lang="en"
# The cells without color are repeats and take up no memory of their own.
#
# Now let's subtract from each row its mean. `means` has the shape (3,). Lined up from the end, its 3 meets the 4 columns of `grid`: an error. With `keepdim=True` the shape is (3, 1), and each row loses its own mean.

# %%
means = grid.float().mean(dim=1)
try:
    grid - means
except RuntimeError as error:
    print("error:", error)

print(grid - grid.float().mean(dim=1, keepdim=True))

# %% [markdown] lang="ko"
# ## 모양 바꾸기
#
# `permute`는 차원의 순서를 바꿉니다. 사진은 대개 높이, 너비, 색의 순서이지만 PyTorch의 계층은 색을 앞에 둡니다. `unsqueeze(0)`은 맨 앞에 길이 1인 차원을 더해 이미지 한 장을 한 장짜리 묶음으로 만들고, `squeeze(0)`은 그 차원을 다시 없앱니다. `flatten(1)`은 1번부터 마지막까지의 차원을 하나로 폅니다. `reshape`의 `-1`은 맞는 길이를 계산해 넣으라는 뜻입니다.
#
# :::{admonition} 예상해 보세요: shape가 (28, 30, 3)인 `photo`에서 `photo.reshape(-1, 3)`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (840, 3)입니다. 원소의 수는 그대로이므로 `-1`의 자리에는 $28 \times 30 = 840$이 옵니다.
# :::

# %% [markdown] lang="en"
# ## Changing the shape
#
# `permute` reorders the dimensions: photos usually come as height, width, color, but PyTorch's layers want the color first. `unsqueeze(0)` adds a dimension of length 1 at the front, which turns one image into a batch of one, and `squeeze(0)` removes it. `flatten(1)` merges dimension 1 and all after it. A `-1` in `reshape` stands for the length that fits.
#
# :::{admonition} Predict: `photo` has the shape (28, 30, 3). What is the shape of `photo.reshape(-1, 3)`?
# :class: predict
# :collapsible: closed
#
# (840, 3). The elements stay the same, so the `-1` becomes $28 \times 30 = 840$.
# :::

# %%
photo = torch.rand(28, 30, 3)
print("reshape:  ", tuple(photo.reshape(-1, 3).shape))

batch = photo.permute(2, 0, 1).unsqueeze(0)
print("permute:  ", tuple(photo.permute(2, 0, 1).shape))
print("unsqueeze:", tuple(batch.shape))
print("squeeze:  ", tuple(batch.squeeze(0).shape))
print("flatten:  ", tuple(batch.flatten(1).shape))

# %% [markdown] lang="ko"
# ## 보폭과 뷰
#
# `grid.reshape(4, 3)`과 **전치**(transpose)인 `grid.T`는 둘 다 shape가 (4, 3)입니다. 값도 같을까요? `reshape`는 값을 같은 순서로 다시 채우고, 전치는 행과 열을 맞바꿉니다.
#
# :::{admonition} 예상해 보세요: 두 텐서의 첫 행은 각각 무엇일까요?
# :class: predict
# :collapsible: closed
#
# `reshape`로 만든 텐서는 처음 세 값인 0, 1, 2로, `grid.T`는 첫 열인 0, 4, 8로 시작합니다.
# :::

# %% [markdown] lang="en"
# ## Strides and views
#
# `grid.reshape(4, 3)` and the **transpose** `grid.T` both have the shape (4, 3). Are they the same? `reshape` fills in the values in the same order, while the transpose swaps rows and columns.
#
# :::{admonition} Predict: what's the first row of each?
# :class: predict
# :collapsible: closed
#
# `reshape` begins with the first three values: 0, 1, 2. `grid.T` begins with the first column: 0, 4, 8.
# :::

# %%
print("first rows:", grid.reshape(4, 3)[0], grid.T[0])
print("strides:", grid.stride(), grid.T.stride())

# %% [markdown] lang="ko"
# 값은 메모리에 한 줄로 놓여 있습니다. **보폭**(stride)은 어떤 차원에서 한 칸 갈 때 그 줄에서 몇 칸 가는지를 나타냅니다. 그림의 수는 그 줄에서의 자리입니다. `grid`에서는 아래로 갈 때 4칸, 옆으로 갈 때 1칸씩 갑니다. `grid.T`는 값을 하나도 옮기지 않고 보폭만 뒤바꾼 것입니다.

# %% [markdown] lang="en"
# The values lie in memory in one line. A **stride** tells how far you move along that line when you move by one in a dimension. The numbers in the figure are places in that line. In `grid`, one step down is 4 places and one step to the side is 1. `grid.T` hasn't moved a single value; it has swapped the strides.

# %% tags=["hide-input"]
fig, axes = plt.subplots(1, 2, figsize=(6.4, 2.9), layout="constrained")
views = {"grid": grid, "grid.T": grid.T}
for ax, (name, view) in zip(axes, views.items(), strict=True):
    draw(ax, view, title=f"{name}: strides {view.stride()}")
    ax.annotate("", (0.2, 1.4), (0.2, 0.6), arrowprops=arrow)
    ax.annotate("", (1.4, 0.2), (0.6, 0.2), arrowprops=arrow)
    ax.set(xlim=(-0.1, 4.1), ylim=(4.1, -0.1))
plt.show()

# %% [markdown] lang="ko"
# 이렇게 다른 텐서와 메모리를 함께 쓰는 텐서를 **뷰**(view)라고 합니다. **슬라이스**(slice)도 뷰입니다. `reshape`의 결과는 가능하면 뷰이고, 아니면 복사본입니다. `view`를 쓰면 복사하는 대신 오류가 납니다. 메모리를 함께 쓰는지는 메모리가 시작하는 주소를 비교해 알아봅니다.

# %% [markdown] lang="en"
# A tensor that shares memory with another is called a **view**. A **slice** is one too. `reshape` returns a view where it can and a copy where it can't; `view` raises an error instead of copying. To find out whether memory is shared, compare the addresses where it begins.


# %%
def kind(other):
    address = other.untyped_storage().data_ptr()
    same = address == grid.untyped_storage().data_ptr()
    return "a view" if same else "a copy"


print("grid[1:]:          ", kind(grid[1:]))
print("grid.reshape(12):  ", kind(grid.reshape(12)))
print("grid.T.reshape(12):", kind(grid.T.reshape(12)))
print("grid[grid > 8]:    ", kind(grid[grid > 8]))

# %% [markdown] lang="ko"
# ## 제자리 연산
#
# **제자리 연산**(in-place operation)은 새 텐서를 만들지 않고 원래 값을 덮어씁니다. 이름이 `_`로 끝나는 `add_` 같은 **메소드**(method)와 `+=`, `board[0] = 7`이 모두 제자리 연산입니다. 덮어쓴 값은 되찾을 수 없고, 뷰까지 함께 바뀝니다.
#
# :::{admonition} 예상해 보세요: `first`는 `counts`의 슬라이스이고 값은 1입니다. `counts`에 10을 더하면 `first`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# `add_`로 더하면 11이 됩니다. `counts + 10`으로는 새 텐서가 생기므로 그대로 1입니다.
# :::

# %% [markdown] lang="en"
# ## In-place operations
#
# An **in-place operation** overwrites the values of a tensor instead of making a new one. A **method** whose name ends in `_`, such as `add_`, does that, and so do `+=` and `board[0] = 7`. The old values are gone, and views change as well.
#
# :::{admonition} Predict: `first` is a slice of `counts` with the value 1. What is `first` after you add 10 to `counts`?
# :class: predict
# :collapsible: closed
#
# With `add_` it becomes 11. `counts + 10` makes a new tensor, so it stays 1.
# :::

# %%
counts = torch.tensor([1, 2, 3])
first = counts[:1]

print("counts + 10:    ", counts + 10, "first:", first)
counts.add_(10)
print("counts.add_(10):", counts, "first:", first)

# %% [markdown] lang="ko"
# ## NumPy 배열과 주고받기
#
# CPU에 있는 텐서와 배열도 메모리를 함께 쓸 수 있습니다. `numpy()`와 `from_numpy`는 복사하지 않습니다. 따로 쓰려면 텐서는 `clone()`으로, 배열은 `torch.tensor`로 복사합니다. 가속기에 있는 텐서는 먼저 `cpu()`로 옮깁니다.
#
# :::{admonition} 예상해 보세요: `array`가 바뀌면 아래의 두 텐서 가운데 어느 것이 따라 바뀔까요?
# :class: predict
# :collapsible: closed
#
# `from_numpy`로 만든 텐서만 바뀝니다.
# :::

# %% [markdown] lang="en"
# ## The bridge to NumPy
#
# A tensor on the CPU and an array can share memory too: `numpy()` and `from_numpy` don't copy. To make them independent, copy a tensor with `clone()` and an array with `torch.tensor`. Move a tensor from an accelerator with `cpu()` first.
#
# :::{admonition} Predict: when `array` changes, which of the two tensors below follows it?
# :class: predict
# :collapsible: closed
#
# Only the one made with `from_numpy`.
# :::

# %%
array = np.zeros(2)
shared, copied = torch.from_numpy(array), torch.tensor(array)
array += 7
print("shared:", shared)
print("copied:", copied)

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 체스판 (쉬움)
#
# shape가 (8, 8)이고 0과 1이 체스판처럼 번갈아 놓인 텐서를 만들어 `chess`에 담아 보세요. 왼쪽 위는 0입니다. `torch.zeros(8, 8)`에서 시작해 간격이 2인 슬라이스에 값을 넣고, 반복문은 쓰지 않습니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. A chessboard (easy)
#
# Make a tensor of shape (8, 8) in which 0 and 1 alternate as on a chessboard, with 0 at the top left, and call it `chess`. Start from `torch.zeros(8, 8)`, and assign to slices with a step of 2, without a loop.

# %% tags=["solution"]
# ko: 짝수 행에서는 홀수 열이, 홀수 행에서는 짝수 열이 1입니다.
# en: In even rows the odd columns are 1, in odd rows the even ones.
chess = torch.zeros(8, 8)
chess[::2, 1::2] = 1
chess[1::2, ::2] = 1
print(chess[:2])


# %% tags=["check"]
def check_1(chess):
    assert chess.shape == (8, 8), f"shape {tuple(chess.shape)}, expected (8, 8)"
    assert chess[0, 0] == 0, "the top left is 1, expected 0"
    expected = (torch.arange(8)[:, None] + torch.arange(8)) % 2
    wrong = (chess != expected).sum().item()
    assert wrong == 0, f"{wrong} of the 64 places are wrong"
    print("exercise 1: correct")


check_1(chess)

# %% [markdown] lang="ko"
# ### 2. 사라진 원본 (쉬움)
#
# `corner = grid[:2, :2]` 다음에 `corner.zero_()`를 실행하면 `grid`까지 바뀝니다. 왜 그런지, 어떻게 하면 `grid`를 지킬 수 있는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 슬라이스는 뷰여서 `grid`와 메모리를 함께 쓰므로, 복사본인 `grid[:2, :2].clone()`을 바꿉니다.
# :::

# %% [markdown] lang="en"
# ### 2. The lost original (easy)
#
# After `corner = grid[:2, :2]`, the call `corner.zero_()` changes `grid` as well. Explain in a sentence why, and how to protect `grid`.
#
# :::{admonition} Solution
# :collapsible: closed
#
# A slice is a view and shares memory with `grid`, so change a copy, `grid[:2, :2].clone()`.
# :::

# %% [markdown] lang="ko"
# ### 3. 오류 없이 틀린 코드 (보통)
#
# 아래 코드에서는 각 수를 그 행의 합으로 나누려고 했습니다. 그런데 오류 없이 틀린 값이 나옵니다. 틀린 곳을 찾아 고치고, 올바른 텐서를 `shares`에 담아 보세요.

# %% [markdown] lang="en"
# ### 3. Wrong without an error (medium)
#
# The code below should divide each number by the sum of its row. There's no error, but the values are wrong. Find the bug and store the correct tensor in `shares`.

# %%
points = torch.tensor([[1.0, 1, 2], [2, 3, 5], [1, 0, 1]])
print(points / points.sum(dim=1))

# %% tags=["solution"]
# ko: shape가 (3,)인 합은 행으로 치므로, 첫 행의 합으로 첫 열을 나누고 있었습니다.
# en: Sums of shape (3,) count as a row: the first one divided the first column.
shares = points / points.sum(dim=1, keepdim=True)
print(shares)


# %% tags=["check"]
def check_3(shares):
    shape = tuple(shares.shape)
    assert shape == (3, 3), f"shape {shape}, expected (3, 3)"
    sums = shares.sum(dim=1)
    assert (sums - 1).abs().max() < 1e-6, f"the rows add up to {sums.tolist()}"
    first = shares[0].tolist()
    assert first == [0.25, 0.25, 0.5], f"first row {first}, expected 1/4, 1/4, 2/4"
    print("exercise 3: correct")


check_3(shares)

# %% [markdown] lang="ko"
# ### 4. 거리를 한꺼번에 (도전)
#
# `towns`에는 마을 2개, `stations`에는 역 3개의 좌표가 있습니다. 마을마다 역까지의 거리를 모두 구해, shape가 (2, 3)인 텐서를 반복문 없이 `distances`에 담아 보세요. 거리는 좌표의 차를 제곱해 더한 다음 `sqrt()`로 구합니다. `unsqueeze`를 쓰면 브로드캐스팅할 수 있습니다.

# %% [markdown] lang="en"
# ### 4. All distances at once (hard)
#
# `towns` has the coordinates of 2 towns and `stations` those of 3 stations. Without a loop, make a tensor `distances` of shape (2, 3) that holds the distance of each town from each station: square the differences of the coordinates, add them up and take `sqrt()`. `unsqueeze` lets you broadcast.

# %%
towns = torch.tensor([[0.0, 0], [3, 4]])
stations = torch.tensor([[0.0, 0], [3, 0], [0, 4]])

# %% tags=["solution"]
# ko: (2, 1, 2)에서 (1, 3, 2)를 빼면 (2, 3, 2)이고, 마지막 차원을 더하면 (2, 3)입니다.
# en: (2, 1, 2) minus (1, 3, 2) is (2, 3, 2); adding up the last dimension leaves (2, 3).
difference = towns.unsqueeze(1) - stations.unsqueeze(0)
distances = (difference**2).sum(dim=2).sqrt()
print(distances)


# %% tags=["check"]
def check_4(distances):
    shape = tuple(distances.shape)
    assert shape == (2, 3), f"shape {shape}, expected (2, 3)"
    found = distances.tolist()
    expected = [[0, 3, 4], [5, 4, 3]]
    assert found == expected, f"{found}, expected {expected}"
    print("exercise 4: correct")


check_4(distances)

# %% [markdown] lang="ko"
# ## 요약
#
# - 오류가 나면 `shape`, `dtype`, `device`를 먼저 봅니다. NumPy에서 온 실수에는 `.float()`가 필요합니다.
# - `dim=`은 사라질 차원을 가리키고, `keepdim=True`는 그 차원을 길이 1로 남깁니다.
# - 브로드캐스팅은 shape를 뒤에서부터 맞추고, 길이가 1인 차원을 되풀이합니다.
# - 슬라이스와 전치는 뷰입니다. `clone`은 언제나 복사합니다.
#
# ## 더 읽을거리
#
# - [텐서의 뷰](https://docs.pytorch.org/docs/stable/tensor_view.html)
# - [브로드캐스팅 규칙](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [PyTorch 공식 텐서 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)
#
# 이제 텐서로 계산할 수 있습니다. 그런데 학습할 때 신경망의 수를 어느 쪽으로 옮길지는 어떻게 알았을까요? [Autograd](autograd.md)에서 알아봅니다.

# %% [markdown] lang="en"
# ## Recap
#
# - When something fails, look at `shape`, `dtype` and `device`. Floats from NumPy need `.float()`.
# - `dim=` names the dimension that disappears; `keepdim=True` keeps it with length 1.
# - Broadcasting lines shapes up from the end and repeats dimensions of length 1.
# - A slice and the transpose are views. `clone` always copies.
#
# ## Further reading
#
# - [Tensor views](https://docs.pytorch.org/docs/stable/tensor_view.html)
# - [The rules of broadcasting](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [The official PyTorch tensor tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)
#
# You can compute with tensors now. But how did the network know in which direction to move its numbers? [Autograd](autograd.md) is about that.
