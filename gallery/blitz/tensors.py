# %% [markdown] lang="ko"
"""
# 텐서

앞에서 본 이미지도, 점수도, 신경망에 든 수도 모두 텐서였습니다. 이제 직접 만들어 반복문 없이 수천 개의 수를 한꺼번에 계산하고, 오류가 났을 때 무엇을 볼지 익힙니다.

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
# 텐서에는 수를 하나만 담을 수도 있고, 한 줄로, 표로, 또는 표를 여러 장 쌓아서 담을 수도 있습니다. 어느 것이든 한 텐서에 든 수는 모두 **자료형**(data type)이 같습니다. `torch.tensor`에 리스트를 넣으면 값에 따라 자료형이 정해집니다. 모두 정수이면 `torch.int64`입니다. 출력에서 `1.`처럼 점이 찍힌 수는 실수입니다.
#
# :::{admonition} 예상해 보세요: 정수 네 개 가운데 하나를 4.5로 바꾸면 나머지 셋은 어떻게 될까요?
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
# A tensor can hold a single number, a line of numbers, a table, or several tables stacked up. Whichever it is, all its numbers have the same **data type**. `torch.tensor` makes one from a list and chooses the type by looking at the values: for whole numbers it's `torch.int64`. A number printed with a dot, such as `1.`, is a float.
#
# :::{admonition} Predict: one of four whole numbers becomes 4.5. What happens to the other three?
# :class: predict
# :collapsible: closed
#
# They become floats too, because all have the same data type. For floats it's usually `torch.float32`.
# :::

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from sklearn.datasets import load_digits

whole = torch.tensor([[1, 2], [3, 4]])
print(whole, whole.dtype)

mixed = torch.tensor([[1, 2], [3, 4.5]])
print(mixed, mixed.dtype)

# %% [markdown] lang="ko"
# ### NumPy 배열에서 만들기
#
# NumPy **배열**(array)은 `torch.from_numpy`로 텐서가 됩니다. 그런데 여기서 누구나 한 번은 오류를 만납니다. NumPy에서는 실수를 `float64`로 저장하지만, 신경망의 계층에서는 메모리를 절반만 쓰는 `float32`로 계산하기 때문입니다. 앞 튜토리얼의 손글씨 숫자를 NumPy에 저장된 그대로 계층에 넣어 보겠습니다. 오류 메시지에서 `Double`은 `float64`, `Float`는 `float32`입니다.

# %% [markdown] lang="en"
# ### From a NumPy array
#
# `torch.from_numpy` turns a NumPy **array** into a tensor, and this is where everybody meets an error once. NumPy stores floats as `float64`, while the layers of a network compute with `float32`, which takes half the memory. Let's give a layer the digits of the previous page as NumPy stores them. In the message, `Double` means `float64` and `Float` means `float32`.

# %%
from_array = torch.from_numpy(load_digits().data)
layer = torch.nn.Linear(64, 10)
try:
    layer(from_array)
except RuntimeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# 어떻게 고칠까요? `.float()`를 부르면 `float32` 텐서가 나옵니다. `.long()`을 부르면 소수점 아래를 버리고 레이블에 알맞은 `int64`가 됩니다. 다른 자료형으로는 `.to(torch.float64)`처럼 바꾸고, 만들 때 `dtype=`으로 정할 수도 있습니다.

# %% [markdown] lang="en"
# How do you fix it? `.float()` returns the tensor as `float32`. `.long()` returns it as `int64`, the type for labels, and cuts off the fractions. For any other type, use `.to(torch.float64)` and the like, or choose it from the start with `dtype=`.

# %%
images = from_array.float()
print("output:", tuple(layer(images).shape))
print("long:", torch.tensor([1.9, -1.9]).long())

# %% [markdown] lang="ko"
# ### 정해진 값이나 난수로 만들기
#
# `zeros`, `ones`, `rand`에는 값 대신 **shape**를 넘깁니다. shape는 **차원**(dimension)마다 길이를 적은 것이어서, (2, 3)이면 2행 3열입니다. 0번 차원의 길이가 행의 수이고, 1번 차원의 길이가 열의 수입니다. `rand`로는 0 이상 1 미만의 난수를 뽑고, `manual_seed`로 **시드**(seed)를 정하면 실행할 때마다 같은 난수가 나옵니다. `arange(5)`는 0부터 시작하고, 끝인 5는 들어가지 않습니다.

# %% [markdown] lang="en"
# ### With random or constant values
#
# `zeros`, `ones` and `rand` take a **shape** instead of values: the length of each **dimension**, so (2, 3) is 2 rows and 3 columns. Dimension 0 counts the rows, and dimension 1 the columns. `rand` draws random numbers from 0 up to 1, and `manual_seed` sets the **seed**, so that every run draws the same ones. `arange(5)` counts from 0 and leaves out its end, the 5.

# %%
torch.manual_seed(0)
noise = torch.rand(2, 3)
print(noise)
print(torch.zeros(2, 3))
print(torch.arange(5))

# %% [markdown] lang="ko"
# ## 텐서의 속성
#
# 연산에서 오류가 났다면 **속성**(attribute) 세 개부터 확인합니다. 대개 그 가운데 하나가 맞지 않습니다. `shape`는 각 차원의 길이, `dtype`은 자료형, `device`는 텐서가 있는 **장치**(device)입니다. 장치를 정하지 않으면 텐서는 CPU에 생깁니다.
#
# :::{admonition} 예상해 보세요: `torch.rand(2, 3)`으로 만든 `noise`의 세 속성은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (2, 3), `torch.float32`, CPU입니다.
# :::

# %% [markdown] lang="en"
# ## Attributes of a tensor
#
# When an operation fails, look at three **attributes** first: usually one of them doesn't fit. `shape` is the length of each dimension, `dtype` the data type, and `device` tells which **device** holds the tensor. That's the CPU unless you choose another one.
#
# :::{admonition} Predict: what are the three attributes of `noise`, made with `torch.rand(2, 3)`?
# :class: predict
# :collapsible: closed
#
# (2, 3), `torch.float32` and the CPU.
# :::

# %%
print(noise.shape, noise.dtype, noise.device)

# %% [markdown] lang="ko"
# ### 가속기로 옮기기
#
# **가속기**(accelerator)는 그래픽카드의 GPU처럼 많은 수를 한꺼번에 계산하는 장치입니다. 아래에 `cpu`가 보이면 PyTorch가 쓸 수 있는 가속기를 찾지 못했다는 뜻입니다. 컴퓨터에 없거나, CPU만 쓰는 PyTorch를 설치한 것입니다. NVIDIA GPU가 있으면 `cuda:0`, Apple 칩이 든 맥이면 `mps:0`이 출력됩니다.
#
# 서로 다른 장치에 있는 텐서끼리는 대개 계산하지 못합니다. `to`를 불러도 원래 텐서는 옮겨지지 않으므로, 돌려받은 복사본을 변수에 담습니다. 텐서가 이미 그 장치에 있다면 복사하지 않고 그 텐서를 그대로 돌려받습니다.

# %% [markdown] lang="en"
# ### Moving to an accelerator
#
# An **accelerator** is a device, such as the GPU on a graphics card, that computes many numbers at once. `cpu` below means that PyTorch found none that it can use: there's none, or this PyTorch was built for the CPU alone. With an NVIDIA GPU, you'll see `cuda:0`, and on a Mac with an Apple chip `mps:0`.
#
# As a rule, you can't compute with tensors on different devices. `to` doesn't move the tensor itself but returns a copy, so keep the result in a variable. If the tensor is already on that device, you get the same tensor back.

# %%
found = torch.accelerator.is_available()
device = torch.accelerator.current_accelerator() if found else "cpu"
moved = noise.to(device)
print("device:", moved.device)

# %% [markdown] lang="ko"
# ## 값을 고르고 바꾸기
#
# 대괄호 안에는 행 번호를 먼저, 열 번호를 다음에 적습니다. 번호는 0부터 세고 `-1`은 마지막입니다. 여러 개를 고를 때는 시작, 끝, 간격을 `start:stop:step`처럼 적습니다. 이것을 **슬라이스**(slice)라고 합니다. 끝은 빠지므로 `1:3`은 1번과 2번입니다. 시작을 비우면 처음부터, 끝을 비우면 마지막까지 고릅니다. 그래서 `:`은 그 차원 전체이고, `::2`는 0번부터, `1::2`는 1번부터 하나씩 건너뛰며 고릅니다. NumPy와 달리 간격에 음수를 쓰지 못하므로, 뒤집을 때는 `flip`을 씁니다.
#
# :::{admonition} 예상해 보세요: `grid`는 3행 4열입니다. `grid[:, 1:3]`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (3, 2)입니다. 행은 셋 모두이고, 열은 1번과 2번입니다. 3번은 빠집니다.
# :::

# %% [markdown] lang="en"
# ## Selecting and changing values
#
# In the brackets, the row comes first, then the column. Both count from 0, and `-1` is the last. To select several, write a **slice**, `start:stop:step`. It leaves out the stop, so `1:3` is 1 and 2. Leave out the start to begin at the first, and the stop to go on to the last. So `:` is the whole dimension, `::2` takes every other one from 0, and `1::2` every other one from 1. Unlike in NumPy, a step can't be negative; to reverse, use `flip`.
#
# :::{admonition} Predict: `grid` has 3 rows and 4 columns. What is the shape of `grid[:, 1:3]`?
# :class: predict
# :collapsible: closed
#
# (3, 2): all three rows, and columns 1 and 2, but not 3.
# :::

# %%
grid = torch.arange(12).reshape(3, 4)
print(grid)
print("last column:    ", grid[:, -1])
print("every other:    ", grid[0, ::2], grid[0, 1::2])
print("columns 1 and 2:", tuple(grid[:, 1:3].shape))

# %% [markdown] lang="ko"
# 간격이 일정하지 않은 자리는 어떻게 고를까요? 조건을 적으면 조건에 맞는 값을 고릅니다. 번호가 든 리스트나 텐서를 적으면 그 번호의 행을, 번호를 적은 순서대로 고릅니다. 앞 튜토리얼에서 학습할 이미지를 고른 `images[train]`이 그랬습니다. 리스트를 두 개 적으면 행 번호와 열 번호를 짝지어 하나씩 고릅니다.

# %% [markdown] lang="en"
# What if the places aren't evenly spaced? A condition selects the values that meet it. A list or a tensor of numbers selects the rows with those numbers, in that order. That's how `images[train]` selected the images to learn from. Two lists are paired: each row number with the column number at the same place.

# %%
print("larger than 8:", grid[grid > 8])
print("rows 2 and 0: ", grid[[2, 0]])
print("one per row:  ", grid[[0, 1, 2], [3, 0, 1]])

# %% [markdown] lang="ko"
# 고른 자리에 값을 넣을 수도 있습니다. 수 하나를 넣으면 모든 자리가 그 수가 되고, 텐서를 넣으면 자리마다 하나씩 들어갑니다.

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
# `cat`은 이미 있는 차원을 따라 텐서를 잇습니다. `dim=0`이면 아래로, `dim=1`이면 옆으로 이어집니다. `stack`은 새 차원을 만들어 쌓으므로, 한 장씩 읽은 이미지를 **배치**(batch)로 모을 때 씁니다. 배치는 한꺼번에 계산하려고 모은 샘플의 묶음입니다.
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
# `cat` joins tensors along a dimension they already have: downward with `dim=0`, to the right with `dim=1`. `stack` adds a new dimension. That's how single images become a **batch**, a group of samples that are computed together.
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
# ## 모양 바꾸기
#
# 앞 튜토리얼에서는 이미지 한 장이 수 64개짜리 행이었습니다. 그림으로 보려면 8행 8열이어야 합니다. `reshape`로는 같은 값을 다른 shape로 늘어놓습니다. `-1`을 적은 자리에는 나머지에 맞는 길이가 들어갑니다. `flatten(1)`로는 1번부터 마지막까지의 차원을 다시 하나로 합칩니다.
#
# :::{admonition} 예상해 보세요: `images`의 shape는 (1797, 64)입니다. `images.reshape(-1, 8, 8)`의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (1797, 8, 8)입니다. 값의 수는 그대로이고 $8 \times 8 = 64$이므로, `-1`의 자리에는 1797이 옵니다.
# :::

# %% [markdown] lang="en"
# ## Changing the shape
#
# On the previous page, an image was a row of 64 numbers. To see the picture, you need 8 rows of 8. `reshape` arranges the same values in another shape. A `-1` stands for the length that fits. `flatten(1)` goes back: it merges dimension 1 and all after it.
#
# :::{admonition} Predict: `images` has the shape (1797, 64). What is the shape of `images.reshape(-1, 8, 8)`?
# :class: predict
# :collapsible: closed
#
# (1797, 8, 8). The number of values stays the same, and $8 \times 8 = 64$, so the `-1` becomes 1797.
# :::

# %%
pictures = images.reshape(-1, 8, 8)
print("reshape:", tuple(pictures.shape))
print("flatten:", tuple(pictures.flatten(1).shape))
print(pictures[0].long())

# %% [markdown] lang="ko"
# 모델에는 이미지가 한 장뿐이어도 배치로 넣습니다. `unsqueeze`를 부르면 괄호에 쓴 번호의 자리에 길이 1인 차원이 들어갑니다. `unsqueeze(0)`을 부르면 맨 앞에 들어가, 이미지 한 장이 한 장짜리 배치가 됩니다. `squeeze(0)`은 그 차원을 다시 없앱니다.
#
# 사진은 대개 높이, 너비, 색의 순서이지만, PyTorch에서 이미지를 받는 계층에는 색이 앞에 있는 텐서를 넣습니다. 이럴 때 `permute(2, 0, 1)`처럼 원래 차원의 번호를 새 순서로 적습니다. 2번이던 색이 맨 앞에 오고, 0번 높이와 1번 너비가 뒤따릅니다.

# %% [markdown] lang="en"
# A model takes a batch, even if there's only one image. `unsqueeze` adds a dimension of length 1 at the place you name. With `unsqueeze(0)` it's at the front, so one image becomes a batch of one. `squeeze(0)` removes it again.
#
# Photos usually come as height, width, color, but PyTorch's layers want the color first. `permute(2, 0, 1)` lists the old dimensions in their new order: 2, the color, comes first, then 0, the height, and 1, the width.

# %%
batch = pictures[0].unsqueeze(0)
photo = torch.rand(28, 30, 3)
print("unsqueeze(0):", tuple(batch.shape))
print("squeeze(0):  ", tuple(batch.squeeze(0).shape))
print("unsqueeze(1):", tuple(pictures.unsqueeze(1).shape))
print("permute:     ", tuple(photo.permute(2, 0, 1).shape))

# %% [markdown] lang="ko"
# ## 원소별 곱과 행렬 곱
#
# `*`는 같은 자리의 **원소**(element)끼리 곱하고, `@`는 **행렬**(matrix) 곱을 구합니다. 행렬 곱에서는 왼쪽의 행과 오른쪽의 열을 짝지어 곱해 더하므로, shape가 (n, k)인 행렬에 (k, m)인 행렬을 곱하면 (n, m)이 됩니다. [앞 튜토리얼](first_network.md)의 첫 계층에서도 이미지마다 수 64개를 이렇게 32개로 바꾸었습니다. 이미지가 360장이면 (360, 64)에 (64, 32)를 곱해 (360, 32)가 되고, 여기에 출력마다 수를 하나씩 더합니다.
#
# :::{admonition} 예상해 보세요: `whole`의 두 행은 1, 2와 3, 4입니다. `whole @ whole`의 첫 값은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 첫 행과 첫 열로 $1 \times 1 + 2 \times 3 = 7$입니다.
# :::

# %% [markdown] lang="en"
# ## Element-wise and matrix product
#
# `*` multiplies **element** by element, and `@` computes the **matrix** product: it pairs each row on the left with each column on the right, multiplies and adds up. So shape (n, k) times (k, m) gives (n, m). That's how the first layer on the [previous page](first_network.md) turned 64 numbers per image into 32: for 360 images, (360, 64) times (64, 32) gives (360, 32). Then it added one number for each output.
#
# :::{admonition} Predict: the rows of `whole` are 1, 2 and 3, 4. What is the first value of `whole @ whole`?
# :class: predict
# :collapsible: closed
#
# From the first row and the first column, $1 \times 1 + 2 \times 3 = 7$.
# :::

# %%
print(whole * whole)
print(whole @ whole)

# %% [markdown] lang="ko"
# ## 한 차원을 따라 계산하기
#
# 열마다 평균은 얼마일까요? 가장 높은 점수는 어디에 있을까요? `grid.sum()`을 부르면 모두 더한 수 하나가 텐서에 담겨 나오고, `.item()`으로 그 수를 텐서에서 꺼냅니다. `sum`이나 `mean`, `max`의 `dim=`에는 사라질 차원을 적습니다. shape가 (3, 4)인 `grid`에서 0번 차원의 길이 3은 행의 수입니다. 그래서 `dim=0`을 주면 세 행을 같은 열끼리 더해, 행은 사라지고 열마다 합이 하나씩 남습니다. shape는 (4,)가 됩니다. `keepdim=True`를 주면 사라질 차원이 길이 1로 남습니다.
#
# :::{admonition} 예상해 보세요: `grid`의 첫 행은 0, 1, 2, 3입니다. `grid.sum(dim=1)`의 shape와 첫 값은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 1번 차원이 사라지고 행마다 합이 하나씩 남으므로 shape는 (3,)입니다. 첫 값은 첫 행의 합인 $0 + 1 + 2 + 3 = 6$입니다.
# :::

# %% [markdown] lang="en"
# ## Reducing along a dimension
#
# What's the mean of each column? The highest score? `grid.sum()` adds up everything into a tensor that holds one number, and `.item()` takes the number out. In `sum`, as in `mean` and `max`, `dim=` names the dimension that disappears. In `grid`, of shape (3, 4), dimension 0 counts the 3 rows. So `dim=0` adds the three rows to one another: the rows disappear, one sum is left for each column, and the shape is (4,). With `keepdim=True` the dimension stays, with length 1.
#
# :::{admonition} Predict: the first row of `grid` is 0, 1, 2, 3. What are the shape and the first value of `grid.sum(dim=1)`?
# :class: predict
# :collapsible: closed
#
# Dimension 1 disappears and one sum is left for each row: (3,). The first value is the sum of the first row, $0 + 1 + 2 + 3 = 6$.
# :::

# %%
print("sum():      ", grid.sum(), "item():", grid.sum().item())
print("sum(dim=0): ", grid.sum(dim=0))
print("sum(dim=1): ", grid.sum(dim=1))
print("with keepdim:", tuple(grid.sum(dim=1, keepdim=True).shape))


# %% tags=["hide-input"]
def draw(ax, values, color="aliceblue", x=0, y=0, title=""):
    for (row, column), value in np.ndenumerate(values):
        cell = plt.Rectangle((x + column, y - row), 1, 1, fc=color, ec="gray")
        middle = {"xycoords": ax.add_patch(cell), "ha": "center", "va": "center"}
        ax.annotate(value, (0.5, 0.5), zorder=1, **middle)
    ax.set_title(title)
    ax.axis("scaled")
    ax.axis("off")


fig, (one, two) = plt.subplots(1, 2, figsize=(6.4, 3.8), layout="constrained")
draw(one, grid)
draw(one, grid.sum(0)[None], "moccasin", 0, -3.8, "dim=0: (3, 4) to (4,)")
draw(two, grid)
draw(two, grid.sum(1)[:, None], "moccasin", 4.8, 0, "dim=1: (3, 4) to (3,)")
red = {"color": "tab:red", "angles": "xy", "scale_units": "xy", "scale": 1}
one.quiver([0.5, 1.5, 2.5, 3.5], [-2] * 4, 0, -0.8, **red)
two.quiver([4] * 3, [0.5, -0.5, -1.5], 0.8, 0, **red)
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: `dim=`에 적은 차원을 따라 더하므로 왼쪽에는 열의 합이, 오른쪽에는 행의 합이 남습니다.
# :alt: 3행 4열짜리 격자가 두 개 있습니다. 왼쪽에서는 화살표가 열마다 아래에 있는 합으로, 오른쪽에서는 행마다 옆에 있는 합으로 갑니다.
# "dim={dim}: (3, 4) to ({one}": dim={dim}: (3, 4) → ({one}
# :::
#
# `mean`은 실수로만 구할 수 있어서 정수 텐서에는 `.float()`가 필요합니다. `max`에 `dim=`을 주면 가장 큰 값과 그 자리가 나오고, `argmax`로는 자리만 나옵니다. 앞 튜토리얼에서 점수를 답으로 바꾼 것이 `argmax(dim=1)`입니다. 아래 `scores`에는 이미지 두 장의 점수가 한 행에 세 개씩 들어 있습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The sums run along the dimension named in `dim=`, leaving column sums on the left and row sums on the right.
# :alt: Two grids of 3 rows and 4 columns. On the left, an arrow leads down from each column to its sum; on the right, sideways from each row to its sum.
# :::
#
# `mean` takes floats only, so whole numbers need `.float()`. `max` with `dim=` returns the largest values and their places, `argmax` the places alone. That's how `argmax(dim=1)` turned scores into answers on the previous page. Here, each row of `scores` holds three scores for one image.

# %%
print("mean of each column:", grid.float().mean(dim=0))

scores = torch.tensor([[0.1, 2.0, -1.0], [1.5, 0.3, 0.2]])
highest, places = scores.max(dim=1)
print("highest:", highest, "places:", places)
print("argmax: ", scores.argmax(dim=1))

# %% [markdown] lang="ko"
# ## 브로드캐스팅
#
# shape가 서로 다른 텐서도 함께 계산할 수 있을까요? 정해진 규칙에 맞으면 계산할 수 있습니다. 두 shape를 뒤에서부터 맞추어 보고, 없는 차원은 길이 1로 칩니다. 길이가 1인 차원은 상대의 길이만큼 되풀이합니다. 그 밖에 길이가 다르면 오류가 납니다. 이 규칙이 **브로드캐스팅**(broadcasting)입니다.
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
# Can you compute with tensors of different shapes? Yes, by a rule. PyTorch lines the shapes up from the end, and a missing dimension counts as length 1. A dimension of length 1 is repeated as often as the other tensor needs. Any other difference is an error. That's **broadcasting**.
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
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.3), layout="constrained")
parts = {"column (3, 1)": column, "+ row (4,)": row[None], "= sum (3, 4)": table}
for ax, (title, cells) in zip(axes, parts.items(), strict=True):
    draw(ax, cells.expand(3, 4), "white")
    draw(ax, cells, "moccasin", title=title)
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 열은 오른쪽으로, 행은 아래로 되풀이되어 모양이 같아진 다음 더해집니다.
# :alt: 격자 세 개가 있습니다. 첫째는 한 열만, 둘째는 한 행만 색이 있고 나머지 칸은 그 값을 되풀이합니다. 셋째는 두 격자의 합입니다.
# "column (3, 1)": 열 (3, 1)
# "+ row (4,)": + 행 (4,)
# "= sum (3, 4)": = 합 (3, 4)
# :::
#
# 색이 없는 칸은 되풀이한 값입니다.
#
# 이제 행마다 그 행의 평균을 빼 보겠습니다. `means`의 shape는 (3,)이어서, 뒤에서부터 맞추면 3이 `grid`의 열 4개와 만나 오류가 납니다. 메시지 끝의 `non-singleton dimension 1`은 1번 차원의 길이가 1이 아니어서 되풀이할 수 없다는 뜻입니다. `keepdim=True`를 주면 shape가 (3, 1)이므로 행마다 자기 평균을 뺍니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The column is repeated to the right and the row downward, until both have the same shape and are added.
# :alt: Three grids. In the first, a column has a color; in the second, a row. The other cells repeat their values. The third is the sum of the two.
# :::
#
# The cells without color are repeats.
#
# Now let's subtract each row's mean. `means` has the shape (3,). Lined up from the end, its 3 meets the 4 columns of `grid`, and that's an error. In the message, `non-singleton dimension 1` means that dimension 1 can't be repeated, because its length isn't 1. With `keepdim=True` the shape is (3, 1), and each row loses its own mean.

# %%
means = grid.float().mean(dim=1)
try:
    grid - means
except RuntimeError as error:
    print("error:", error)

print(grid - grid.float().mean(dim=1, keepdim=True))

# %% [markdown] lang="ko"
# ## 보폭과 뷰
#
# `grid.reshape(4, 3)`과 **전치**(transpose)인 `grid.T`는 둘 다 shape가 (4, 3)입니다. 값도 같을까요? `reshape`를 쓰면 값의 순서는 그대로이고, 전치하면 행과 열이 맞바뀝니다.
#
# :::{admonition} 예상해 보세요: `grid`에는 0부터 11까지 네 개씩 3행으로 들어 있습니다. 두 텐서의 첫 행은 각각 무엇일까요?
# :class: predict
# :collapsible: closed
#
# `reshape`로 만든 텐서는 처음 세 값인 0, 1, 2로, `grid.T`는 첫 열인 0, 4, 8로 시작합니다.
# :::

# %% [markdown] lang="en"
# ## Strides and views
#
# `grid.reshape(4, 3)` and the **transpose** `grid.T` both have the shape (4, 3). Are they the same? `reshape` keeps the values in their order, while the transpose swaps rows and columns.
#
# :::{admonition} Predict: `grid` holds 0 to 11 in 3 rows of 4. What's the first row of each?
# :class: predict
# :collapsible: closed
#
# `reshape` begins with the first three values: 0, 1, 2. `grid.T` begins with the first column: 0, 4, 8.
# :::

# %%
print(grid.reshape(4, 3))
print(grid.T)

# %% [markdown] lang="ko"
# 표처럼 보이지만 값은 메모리에 한 줄로 놓여 있습니다. `grid`의 값은 곧 메모리 속 자리 번호입니다. **보폭**(stride)은 어떤 차원에서 한 칸 갈 때 메모리에서는 몇 칸을 가는지를 나타냅니다. `grid`에서는 아래로 갈 때 4칸, 오른쪽으로 갈 때 1칸씩 갑니다. `grid.T`는 값을 하나도 옮기지 않고 보폭만 맞바꾼 것입니다. 그래서 값이 아무리 많아도 순식간에 전치합니다.

# %% [markdown] lang="en"
# They look like tables, but in memory the values lie in one line. In `grid`, each value is also its place in that line. A **stride** tells how far you move in memory when you move by one in a dimension: in `grid`, one step down is 4 places, and one step to the right is 1. `grid.T` hasn't moved a single value; it has swapped the strides. That's why it takes no time, however many there are.

# %%
print("grid:  ", grid.stride())
print("grid.T:", grid.T.stride())

# %% [markdown] lang="ko"
# 이렇게 다른 텐서와 메모리를 함께 쓰는 텐서를 **뷰**(view)라고 합니다. 슬라이스도 뷰입니다. 새 모양의 값을 차원마다 정한 보폭만으로 차례대로 읽을 수 있으면 `reshape`는 뷰를 돌려주고, 그럴 수 없으면 복사본을 돌려줍니다. `grid.T`를 한 행씩 읽으면 메모리의 0, 4, 8, 1, 5, …번 자리를 지납니다. 4칸씩 가다가 7칸을 되돌아가므로, 한 줄로 펴려면 복사해야 합니다. 조건이나 리스트로 골라낸 결과도 언제나 복사본입니다. 고른 자리의 간격은 들쭉날쭉할 수 있어, 보폭으로 나타내지 못하기 때문입니다.
#
# `view`라는 **메소드**(method)로도 `reshape`처럼 모양을 바꾸지만, 결코 복사하지 않습니다. 그래서 `grid.T.view(12)`처럼 복사해야만 하는 경우에는 오류가 납니다. 두 텐서가 메모리를 함께 쓰는지는, 아래의 `kind`처럼 메모리가 시작하는 주소를 비교해 알아봅니다.

# %% [markdown] lang="en"
# A tensor that shares memory with another is called a **view**. A slice is one too. `reshape` returns a view if strides can describe the new shape, and a copy if not. Read row by row, `grid.T` visits the places 0, 4, 8, 1, 5, … in memory. It moves by 4, then back by 7, so laying it out in one line takes a copy. A condition or a list may select unevenly spaced places, which no stride can describe, so its result is always a copy.
#
# The **method** `view` does what `reshape` does, but it never copies. Where only a copy would do, as in `grid.T.view(12)`, it raises an error. Below, `kind` compares the addresses at which the memory of two tensors begins, and so finds out whether they share it.


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
# **제자리 연산**(in-place operation)은 새 텐서를 만들지 않고 원래 값을 덮어씁니다. 이름이 `_`로 끝나는 `add_` 같은 메소드와 `+=`, `board[0] = 7`이 모두 제자리 연산입니다. 메모리를 아끼지만, 덮어쓴 값은 되찾을 수 없고 뷰까지 함께 바뀝니다.
#
# :::{admonition} 예상해 보세요: `counts`는 1, 2, 3이고 `first`는 슬라이스 `counts[:1]`입니다. `counts + 10` 다음에, 또 `counts.add_(10)` 다음에 `first`는 얼마일까요?
# :class: predict
# :collapsible: closed
#
# `counts + 10`은 새 텐서를 만들 뿐이므로 `first`는 그대로 1입니다. `add_`는 `counts`를 덮어쓰므로 11이 됩니다.
# :::

# %% [markdown] lang="en"
# ## In-place operations
#
# An **in-place operation** overwrites the values of a tensor instead of making a new one. A method whose name ends in `_`, such as `add_`, does that, and so do `+=` and `board[0] = 7`. That saves memory, but the old values are gone, and views change as well.
#
# :::{admonition} Predict: `counts` is 1, 2, 3, and `first` is the slice `counts[:1]`. What is `first` after `counts + 10`, and what after `counts.add_(10)`?
# :class: predict
# :collapsible: closed
#
# `counts + 10` only makes a new tensor, so `first` is still 1. `add_` overwrites `counts`, so it becomes 11.
# :::

# %%
counts = torch.tensor([1, 2, 3])
first = counts[:1]

print("counts + 10:    ", counts + 10, "first:", first)
counts.add_(10)
print("counts.add_(10):", counts, "first:", first)

# %% [markdown] lang="ko"
# ### NumPy 배열과 주고받기
#
# 텐서와 배열 사이에서도 한쪽을 덮어쓰면 다른 쪽이 바뀝니다. `from_numpy`도, 거꾸로 텐서에서 배열을 만드는 `numpy()`도 복사하지 않기 때문입니다. 복사본이 필요하면 배열은 `torch.tensor`로, 텐서는 `clone()`으로 복사합니다. 배열은 CPU에만 있으므로 가속기에 있는 텐서는 먼저 `cpu()`로 옮깁니다.

# %% [markdown] lang="en"
# ### The bridge to NumPy
#
# A tensor and an array can share memory too, so a change to one shows in the other: `from_numpy` doesn't copy, and neither does `numpy()`, which turns a tensor into an array. When you need a copy, `torch.tensor` makes one of an array, and `clone()` one of a tensor. Arrays live on the CPU: bring a tensor there first, with `cpu()`, if it's on an accelerator.

# %%
array = np.zeros(2)
shared, copied = torch.from_numpy(array), torch.tensor(array)
array += 7
print("shared:", shared.tolist(), "copied:", copied.tolist())

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
# 아래 코드에서는 값을 저마다 자기 행의 합으로 나누려고 했습니다. 틀린 곳을 찾아 고치고, 올바른 텐서를 `shares`에 담아 보세요.

# %% [markdown] lang="en"
# ### 3. Wrong without an error (medium)
#
# The code below should divide each number by the sum of its row. Find the bug and store the correct tensor in `shares`.

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
# `towns`에는 마을 2개, `stations`에는 역 3개의 좌표가 있습니다. 마을마다 역까지의 거리를 모두 구해, shape가 (2, 3)인 텐서를 반복문 없이 `distances`에 담아 보세요. 거리는 좌표의 차를 제곱해 더한 다음 `sqrt()`로 구합니다. 먼저 `towns`의 shape를 (2, 1, 2)로, `stations`의 shape를 (1, 3, 2)로 만들면 그 차의 shape는 (2, 3, 2)가 됩니다. `unsqueeze(1)`은 1번 자리에 차원을 넣습니다.

# %% [markdown] lang="en"
# ### 4. All distances at once (hard)
#
# `towns` has the coordinates of 2 towns and `stations` those of 3 stations. Without a loop, make a tensor `distances` of shape (2, 3) that holds the distance of each town from each station: square the differences of the coordinates, add them up and take `sqrt()`. Give `towns` the shape (2, 1, 2) and `stations` (1, 3, 2) first; then their difference has the shape (2, 3, 2). `unsqueeze(1)` adds a dimension at place 1.

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
# - 오류가 나면 `shape`, `dtype`, `device`를 먼저 봅니다.
# - `sum`, `mean`, `max`의 `dim=`은 사라질 차원을 가리키고, `keepdim=True`는 그 차원을 길이 1로 남깁니다.
# - 브로드캐스팅은 shape를 뒤에서부터 맞추고, 길이가 1인 차원을 되풀이합니다.
# - 슬라이스와 전치는 뷰입니다. `clone`은 언제나 복사합니다.
#
# ## 더 읽을거리
#
# - [브로드캐스팅 규칙](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [PyTorch 공식 텐서 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)
#
# 이제 텐서로 계산할 수 있습니다. 그런데 학습할 때 신경망의 수를 어느 쪽으로 옮길지는 어떻게 알았을까요? [Autograd](autograd.md)에서 알아봅니다.

# %% [markdown] lang="en"
# ## Recap
#
# - When something fails, look at `shape`, `dtype` and `device`.
# - In `sum`, `mean` and `max`, `dim=` names the dimension that disappears; `keepdim=True` keeps it with length 1.
# - Broadcasting lines shapes up from the end and repeats dimensions of length 1.
# - A slice and the transpose are views. `clone` always copies.
#
# ## Further reading
#
# - [The rules of broadcasting](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [The official PyTorch tensor tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)
#
# You can compute with tensors now. But how did the network know in which direction to move its numbers? [Autograd](autograd.md) is about that.
