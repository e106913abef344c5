# %% [markdown] lang="ko"
"""
# 텐서

**텐서**(tensor)는 같은 자료형(data type)의 수를 격자로 늘어놓은 자료구조입니다. 모델에 넣는 데이터, 모델이 내놓는 출력(output), 학습(training)으로 바꾸는 매개변수(parameter)가 모두 텐서입니다.

## 이 튜토리얼에서 배우는 것

- 데이터, NumPy 배열(array), 다른 텐서에서 텐서를 만드는 방법
- 텐서의 shape, 곧 차원(dimension)마다의 길이와 자료형, 장치(device)를 읽고 가속기(accelerator)로 옮기는 방법
- 값을 고르고, 이어 붙이고, 곱하고, 모양(shape)을 바꾸는 연산
- 메모리를 함께 쓰는 경우와 복사하는 경우의 차이
"""

# %% [markdown] lang="en"
# # Tensors
#
# A **tensor** is a grid of numbers that all have one data type. The data you put into a model, the output that comes out and the parameters that training changes are all tensors.
#
# ## What you will learn
#
# - How to make a tensor from data, from a NumPy array and from another tensor
# - How to read a tensor's shape (the length of each dimension), data type and device, and how to move it to an accelerator
# - How to select, join, multiply and reshape values
# - When two tensors share memory and when one is a copy

# %% [markdown] lang="ko"
# ## 왜 텐서인가
#
# 텐서의 사용법은 NumPy의 `ndarray`와 거의 같지만, 두 가지 기능이 더 있습니다. 텐서는 GPU 같은 가속기에서 계산할 수 있고, PyTorch는 텐서의 계산 과정을 기록해 두었다가 미분합니다. 아래 코드는 $x = 3$일 때 $x^2$의 변화도(gradient)를 구합니다. 변화도는 $2x$이므로 답은 6입니다.

# %% [markdown] lang="en"
# ## Why tensors
#
# You use a tensor almost like NumPy's `ndarray`, but it does two more things. A tensor can compute on accelerators such as GPUs, and PyTorch records what you compute with it in order to differentiate it. The code below finds the gradient of $x^2$ at $x = 3$. The gradient is $2x$, so the answer is 6.

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch

# ko: 시드(seed)를 고정하면 실행할 때마다 같은 난수가 나옵니다.
# en: A fixed seed gives the same random numbers in every run.
torch.manual_seed(0)

x = torch.tensor(3.0, requires_grad=True)
(x**2).backward()
print(x.grad)

# %% [markdown] lang="ko"
# ## 텐서 초기화(initialization)
#
# ### 데이터에서 직접 만들기
#
# 파이썬 리스트를 `torch.tensor`에 넘기면 값에서 자료형을 추론합니다. 정수 리스트는 `torch.int64`가 되고, 실수가 하나라도 섞이면 `torch.float32`가 됩니다.

# %% [markdown] lang="en"
# ## Initializing a tensor
#
# ### Directly from data
#
# Give `torch.tensor` a Python list and it infers the data type from the values. A list of integers becomes `torch.int64`. One float among them makes it `torch.float32`.

# %%
data = [[1, 2], [3, 4]]
x_data = torch.tensor(data)
print(x_data, x_data.dtype)

mixed = torch.tensor([[1, 2], [3, 4.5]])
print(mixed, mixed.dtype)

# %% [markdown] lang="ko"
# 자료형을 직접 정하려면 `dtype=` 인자(argument)를 씁니다. 같은 리스트가 이번에는 `torch.float64`가 됩니다.

# %% [markdown] lang="en"
# To choose the data type yourself, pass the `dtype=` argument. The same list now becomes `torch.float64`.

# %%
x_float = torch.tensor(data, dtype=torch.float64)
x_float

# %% [markdown] lang="ko"
# ### NumPy 배열에서 만들기
#
# 이미 NumPy로 읽은 데이터가 있다면 `torch.from_numpy`로 넘깁니다. 텐서는 배열의 자료형을 그대로 따릅니다.

# %% [markdown] lang="en"
# ### From a NumPy array
#
# If NumPy has already loaded your data, hand it over with `torch.from_numpy`. The tensor keeps the data type of the array.

# %%
np_array = np.array(data, dtype=np.float32)
x_np = torch.from_numpy(np_array)
print(np_array.dtype, x_np.dtype)

# %% [markdown] lang="ko"
# ### 다른 텐서에서 만들기
#
# 이름이 `_like`로 끝나는 함수는 다른 텐서를 본떠 새 텐서를 만듭니다. `ones_like`는 shape와 자료형을 물려받습니다. `rand_like`에 `dtype`을 주면 shape는 그대로이고 자료형만 달라집니다. `rand_like`는 0 이상 1 미만의 실수를 뽑으므로, `dtype` 없이 정수 텐서를 본뜨면 오류가 납니다. 오류 메시지의 `Long`은 `torch.int64`를 가리킵니다.

# %% [markdown] lang="en"
# ### From another tensor
#
# A function whose name ends in `_like` makes a new tensor in the form of another one. `ones_like` keeps the shape and the data type. Give `rand_like` a `dtype`, and the shape stays while the data type changes. `rand_like` draws real numbers from 0 up to, but not including, 1, so with an integer tensor and no `dtype` it raises an error. `Long` in the message stands for `torch.int64`.

# %%
# ko: shape와 자료형을 모두 물려받습니다.
# en: Keeps both the shape and the data type.
x_ones = torch.ones_like(x_data)
print(x_ones, x_ones.dtype)

# ko: shape는 물려받고 자료형은 바꿉니다.
# en: Keeps the shape and changes the data type.
x_rand = torch.rand_like(x_data, dtype=torch.float32)
print(x_rand, x_rand.dtype)

try:
    torch.rand_like(x_data)
except RuntimeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# ### 난수나 상수로 만들기
#
# `shape`는 차원마다 길이를 적은 튜플(tuple)입니다. 아래 세 함수는 `shape`를 받아 2행 3열 텐서를 만들고 각각 난수, 1, 0으로 채웁니다.

# %% [markdown] lang="en"
# ### With random or constant values
#
# `shape` is a tuple that says how long each dimension is. The three functions below take `shape`, make a tensor of 2 rows and 3 columns, and fill it with random numbers, ones and zeros.

# %%
shape = (2, 3)
print(torch.rand(shape))
print(torch.ones(shape))
print(torch.zeros(shape))

# %% [markdown] lang="ko"
# ## 텐서의 속성
#
# 연산에서 오류가 나면 먼저 속성(attribute) 세 가지를 확인합니다. `shape`는 각 차원의 길이, `dtype`은 원소(element)의 자료형, `device`는 텐서가 있는 장치입니다. 장치를 정하지 않고 만든 텐서는 CPU에 있습니다.

# %% [markdown] lang="en"
# ## Attributes of a tensor
#
# When an operation fails, check three attributes first. `shape` is the length of each dimension, `dtype` is the data type of the elements, and `device` is where the tensor is. A tensor you make without choosing a device is on the CPU.

# %%
tensor = torch.rand(3, 4)
print("shape: ", tensor.shape)
print("dtype: ", tensor.dtype)
print("device:", tensor.device)

# %% [markdown] lang="ko"
# ## 가속기로 옮기기
#
# 가속기는 GPU처럼 많은 수를 한꺼번에 계산하는 장치입니다. `torch.accelerator`는 어떤 가속기가 있는지 알려 줍니다. NVIDIA GPU에서는 CUDA를, Apple 칩에서는 **MPS**(Metal Performance Shaders)를 씁니다. MPS는 Apple이 만든 GPU 연산 라이브러리이고, 이름이 같은 PyTorch 백엔드(backend)가 이 라이브러리로 텐서를 계산합니다. 가속기가 없으면 CPU를 씁니다.

# %% [markdown] lang="en"
# ## Moving to an accelerator
#
# An accelerator is a device, such as a GPU, that computes many numbers at once. `torch.accelerator` tells you which one there is. NVIDIA GPUs use CUDA, and Apple chips use **MPS** (Metal Performance Shaders). MPS is Apple's library of GPU operations, and the PyTorch backend of the same name computes tensors with it. Without an accelerator, you stay on the CPU.

# %%
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")

moved = tensor.to(device)
print("device:", moved.device)

# %% [markdown] lang="ko"
# 위에 `cpu`가 보이면 코드를 실행한 컴퓨터에 PyTorch가 쓸 가속기가 없다는 뜻입니다. Apple 칩을 쓰는 맥에서는 같은 코드가 `device: mps:0`을, NVIDIA GPU가 있으면 `device: cuda:0`을 출력합니다. 콜론 뒤의 수는 0부터 센 장치 번호입니다.
#
# :::{note}
# 서로 다른 장치에 있는 텐서끼리는 대개 계산하지 못합니다. CPU에 있는 0차원 텐서만 예외입니다. `to`는 텐서를 새 장치로 복사해 돌려주고, 이미 그 장치에 있으면 원래 텐서를 그대로 돌려줍니다. 어느 쪽이든 결과를 변수에 담으십시오.
# :::

# %% [markdown] lang="en"
# If you see `cpu` above, the computer that ran the code has no accelerator for PyTorch to use. On a Mac with an Apple chip the same code prints `device: mps:0`, and with an NVIDIA GPU it prints `device: cuda:0`. The number after the colon is the number of the device, counted from 0.
#
# :::{note}
# As a rule, you cannot compute with tensors on different devices; a 0-dimensional tensor on the CPU is the exception. `to` returns a copy on the new device, or the tensor itself if it is already there. Either way, keep the result in a variable.
# :::

# %% [markdown] lang="ko"
# ## 값 고르기
#
# 인덱싱(indexing)과 슬라이싱(slicing)은 NumPy와 거의 같고, 음수 간격만 쓰지 못합니다. 행 번호, 열 번호 순으로 쓰고, `:`은 그 차원 전체를, `-1`은 마지막을 뜻합니다. 조건을 넣으면 조건에 맞는 값만 새 1차원 텐서로 복사합니다.

# %% [markdown] lang="en"
# ## Selecting values
#
# Indexing and slicing work almost as in NumPy; only a negative step is not allowed. Write the row, then the column; `:` means all of a dimension and `-1` the last one. A condition copies the values that meet it into a new one-dimensional tensor.

# %%
grid = torch.arange(12).reshape(3, 4)
print(grid)
print("first row:   ", grid[0])
print("last column: ", grid[:, -1])
print("middle block:", grid[0:2, 1:3])
print("above 8:     ", grid[grid > 8])

try:
    grid[::-1]
except ValueError as error:
    print("grid[::-1]:  ", error)

# %% [markdown] lang="ko"
# ## 텐서 이어 붙이기
#
# `cat`은 이미 있는 차원을 따라 잇고, `stack`은 새 차원을 만들어 쌓습니다. shape가 (2, 3)인 텐서 두 개를 `cat`으로 이으면 `dim=0`일 때 (4, 3), `dim=1`일 때 (2, 6)이 됩니다. `stack`으로 쌓으면 (2, 2, 3)이 됩니다.

# %% [markdown] lang="en"
# ## Joining tensors
#
# `cat` joins along an existing dimension, and `stack` adds a new one. Join two tensors of shape (2, 3) with `cat` and you get (4, 3) for `dim=0` and (2, 6) for `dim=1`. With `stack` you get (2, 2, 3).

# %%
zeros, ones = torch.zeros(2, 3), torch.ones(2, 3)
print("cat, dim=0:", torch.cat([zeros, ones], dim=0).shape)
print("cat, dim=1:", torch.cat([zeros, ones], dim=1).shape)
print("stack:     ", torch.stack([zeros, ones]).shape)

# %% [markdown] lang="ko"
# ## 원소별 곱과 행렬(matrix) 곱
#
# `*`는 같은 자리의 원소끼리 곱하고, `@`는 행렬 곱을 계산합니다. 원소별 곱의 첫 값은 $1 \times 1 = 1$이고, 행렬 곱의 첫 값은 $1 \times 1 + 2 \times 3 = 7$입니다.

# %% [markdown] lang="en"
# ## Element-wise and matrix product
#
# `*` multiplies the elements in the same place, and `@` is the matrix product. The first value of the element-wise product is $1 \times 1 = 1$; that of the matrix product is $1 \times 1 + 2 \times 3 = 7$.

# %%
print(x_data * x_data)
print(x_data @ x_data)

# %% [markdown] lang="ko"
# ## 원소가 하나인 텐서
#
# 모든 값을 더하면 원소가 하나인 텐서가 남습니다. 차원이 없으므로 shape는 빈 `torch.Size([])`입니다. `.item()`은 그 값을 파이썬 수로 꺼냅니다. 손실(loss)을 출력하거나 기록할 때 씁니다.

# %% [markdown] lang="en"
# ## Single-element tensors
#
# Add up all the values and a tensor with one element remains. It has no dimension, so its shape is the empty `torch.Size([])`. `.item()` takes the value out as a Python number. You use it to print or log a loss.

# %%
total = x_data.sum()
print(total, total.shape)
print(total.item(), type(total.item()))

# %% [markdown] lang="ko"
# ## 제자리 연산
#
# 이름이 `_`로 끝나는 메소드(method)는 **제자리 연산**(in-place operation)입니다. 새 텐서를 만들지 않고 원래 값을 덮어씁니다. 아래에서 `add_`가 `counts`를 바꾸면, 메모리를 함께 쓰는 슬라이스 `first`도 바뀝니다.

# %% [markdown] lang="en"
# ## In-place operations
#
# A method whose name ends in `_` is an **in-place operation**. It makes no new tensor but overwrites the values. Below, `add_` changes `counts`, and the slice `first`, which shares its memory, changes too.

# %%
counts = torch.tensor([1, 2, 3])
first = counts[:1]
print("before:", counts, first)

counts.add_(10)
print("after: ", counts, first)

# %% [markdown] lang="ko"
# 제자리 연산으로 덮어쓴 값은 되찾지 못합니다. 역전파(backpropagation)에 필요한 값을 덮어쓰면 `backward`가 오류를 냅니다. `exp`의 변화도는 `exp`가 내놓은 출력으로 계산하므로, 출력을 바꾼 뒤에는 `backward`가 실패합니다.

# %% [markdown] lang="en"
# What an in-place operation overwrites is gone. Overwrite a value that backpropagation needs, and `backward` raises an error. The gradient of `exp` is computed from the output of `exp`, so `backward` fails once you have changed that output.

# %%
weight = torch.tensor([1.0, 2.0], requires_grad=True)
output = weight.exp()
output.add_(1)
try:
    output.sum().backward()
except RuntimeError as error:
    print(str(error).split(":")[0])

# %% [markdown] lang="ko"
# ## 모양 바꾸기와 뷰
#
# 텐서의 값은 메모리에 한 줄로 놓입니다. **보폭**(stride)은 어떤 차원에서 한 칸 움직일 때 메모리에서 몇 칸 움직이는지를 나타냅니다. `grid`의 보폭은 (4, 1)입니다. 다음 행은 4칸 뒤, 다음 열은 1칸 뒤에 있습니다. 전치(transpose)인 `grid.T`는 값을 옮기지 않고 shape를 (4, 3)으로, 보폭을 (1, 4)로 뒤집습니다.

# %% [markdown] lang="en"
# ## Reshaping and views
#
# The values of a tensor lie in memory in one line. A **stride** says how many places you move along that line when you move by one in a dimension. `grid` has the strides (4, 1): the next row is 4 places further, and the next column is 1 place further. The transpose `grid.T` moves no value; it reverses the shape to (4, 3) and the strides to (1, 4).

# %%
print("grid:  ", tuple(grid.shape), grid.stride())
print("grid.T:", tuple(grid.T.shape), grid.T.stride())
print("same memory:", grid.data_ptr() == grid.T.data_ptr())

# %% [markdown] lang="ko"
# 두 텐서를 이미지로 그리면 아래와 같습니다. 칸 안의 수는 메모리에서의 위치이고, 색이 밝을수록 뒤쪽입니다. 화살표를 따라가면 보폭이 보입니다. 아래로 한 칸은 왼쪽 그림에서 4, 오른쪽 그림에서 1이고, 오른쪽으로 한 칸은 왼쪽 그림에서 1, 오른쪽 그림에서 4입니다.

# %% [markdown] lang="en"
# The figure shows both tensors as images. The number in a cell is its place in memory, and a brighter color is further along. Follow the arrows to see the strides: one step down is 4 on the left and 1 on the right, and one step to the right is 1 on the left and 4 on the right.

# %%
# sphinx_gallery_thumbnail_number = 1
fig, axes = plt.subplots(1, 2, figsize=(8, 3.8), layout="constrained")
for ax, name, view in zip(axes, ["grid", "grid.T"], [grid, grid.T], strict=True):
    ax.imshow(view, cmap="viridis", vmin=0, vmax=11)
    for row in range(view.shape[0]):
        for column in range(view.shape[1]):
            place = row * view.stride(0) + column * view.stride(1)
            color = "black" if place > 7 else "white"
            ax.text(column, row, place, ha="center", va="center", color=color)
    arrow = {"arrowstyle": "-|>", "color": "tab:red", "linewidth": 2.5}
    ax.annotate("", xy=(-0.25, 0.9), xytext=(-0.25, 0.1), arrowprops=arrow)
    ax.annotate("", xy=(0.9, -0.3), xytext=(0.1, -0.3), arrowprops=arrow)
    ax.set_title(f"{name}: shape {tuple(view.shape)}, strides {view.stride()}")
    ax.set(xticks=range(view.shape[1]), yticks=range(view.shape[0]))
    ax.set(xlabel="column", ylabel="row")
fig.suptitle("One line of memory, two ways to walk over it")
plt.show()

# %% [markdown] lang="ko"
# 다른 텐서와 메모리를 함께 쓰는 텐서를 **뷰**(view)라고 합니다. `view`는 복사하지 않으며, 보폭으로 나타낼 수 없는 모양이면 오류를 냅니다. `reshape`는 가능하면 뷰를, 아니면 복사본을 돌려줍니다. `grid.T`를 한 줄로 펴려면 메모리에 놓인 순서를 바꾸어야 하므로 `view`는 실패하고 `reshape`는 복사합니다.

# %% [markdown] lang="en"
# A tensor that shares memory with another is called a **view**. `view` never copies; it raises an error if no strides can express the new shape. `reshape` returns a view where it can and a copy where it cannot. To flatten `grid.T`, the order in memory must change, so `view` fails and `reshape` copies.


# %%
def shares_memory(other):
    return other.data_ptr() == grid.data_ptr()


print("grid.view(12):     ", shares_memory(grid.view(12)))
print("grid.reshape(12):  ", shares_memory(grid.reshape(12)))
print("grid.T.reshape(12):", shares_memory(grid.T.reshape(12)))
print(grid.T.reshape(12))

try:
    grid.T.view(12)
except RuntimeError:
    print("grid.T.view(12) fails")

# %% [markdown] lang="ko"
# ## 브로드캐스팅
#
# shape가 달라도 규칙에 맞으면 계산합니다. PyTorch는 shape를 뒤에서부터 맞추어 봅니다. 없는 차원은 길이 1로 치고, 길이가 1인 차원은 상대의 길이만큼 되풀이합니다. 길이가 서로 다른데 어느 쪽도 1이 아니면 오류가 납니다. 이 규칙이 **브로드캐스팅**(broadcasting)입니다. (3, 1) 열과 (4,) 행을 더하면 (3, 4)가 됩니다.

# %% [markdown] lang="en"
# ## Broadcasting
#
# Tensors of different shapes can meet in one operation if they follow a rule. PyTorch lines the shapes up from the end. A missing dimension counts as length 1, and a dimension of length 1 is repeated as often as the other tensor needs. If two lengths differ and neither is 1, you get an error. This rule is **broadcasting**. Add a column of shape (3, 1) to a row of shape (4,) and you get (3, 4).

# %%
column = torch.tensor([[0], [10], [20]])
row = torch.tensor([0, 1, 2, 3])
table = column + row
print(table)
print(tuple(column.shape), "+", tuple(row.shape), "->", tuple(table.shape))

try:
    torch.zeros(3) + torch.zeros(4)
except RuntimeError as error:
    print("(3,) + (4,):", error)

# %% [markdown] lang="ko"
# 그림에서 숫자가 흐린 칸은 되풀이된 값이고, 메모리에 따로 저장되지 않습니다. 그래서 되풀이되는 차원의 보폭은 0입니다. 열은 오른쪽으로, 행은 아래로 되풀이됩니다. 맨 오른쪽 격자는 같은 자리의 두 값을 더한 결과입니다.

# %% [markdown] lang="en"
# In the figure, a cell with a pale number is a repeated value, which memory does not hold again. This is why the stride of a repeated dimension is 0. The column repeats to the right and the row repeats downward. The grid on the far right holds the sum of the two values in each place.

# %%
parts = [column.expand(3, 4), row.expand(3, 4), table]
print("strides:", parts[0].stride(), parts[1].stride())

stored = [torch.arange(4).expand(3, 4) == 0, (torch.arange(3) == 0)[:, None], True]
titles = ["column (3, 1)", "+  row (4,)", "=  sum (3, 4)"]

fig, axes = plt.subplots(1, 3, figsize=(8, 2.9), layout="constrained")
for ax, part, real, title in zip(axes, parts, stored, titles, strict=True):
    opacity = torch.where(torch.as_tensor(real), 1.0, 0.3).expand(3, 4)
    ax.imshow(part, cmap="Blues", vmin=-8, vmax=40, alpha=opacity.numpy())
    for (r, c), value in np.ndenumerate(part.numpy()):
        ax.text(c, r, value, ha="center", va="center", alpha=float(opacity[r, c]) ** 0.5)
    ax.set(title=title, xticks=[], yticks=[])
fig.suptitle("Broadcasting repeats the dimension of length 1")
plt.show()

# %% [markdown] lang="ko"
# ## NumPy와 오가기
#
# CPU에 있는 텐서와 NumPy 배열은 메모리를 함께 쓸 수 있습니다. `numpy()`로 만든 배열은 텐서를 따라 바뀌고, `from_numpy`로 만든 텐서는 배열을 따라 바뀝니다.

# %% [markdown] lang="en"
# ## The bridge to NumPy
#
# A tensor on the CPU and a NumPy array can share memory. An array made with `numpy()` follows the tensor, and a tensor made with `from_numpy` follows the array.

# %%
t = torch.ones(3)
n = t.numpy()
t.add_(1)
print("tensor changed:", t, n)

n = np.ones(3)
t = torch.from_numpy(n)
np.add(n, 5, out=n)
print("array changed: ", n, t)

# %% [markdown] lang="ko"
# 따로 쓰려면 복사하십시오. 텐서는 `clone()`으로, 배열은 `torch.tensor`로 복사합니다. 가속기에 있는 텐서는 `cpu()`로 옮긴 다음 배열로 바꿉니다. 이미 CPU에 있는 텐서라면 `cpu()`는 복사하지 않습니다.

# %% [markdown] lang="en"
# To keep them apart, make a copy: `clone()` copies a tensor and `torch.tensor` copies an array. Move a tensor from an accelerator with `cpu()` before you turn it into an array. If the tensor is on the CPU already, `cpu()` makes no copy.

# %%
original = torch.zeros(2)
shared, separate = original.numpy(), original.clone().numpy()
original.add_(7)
print("shared:  ", shared)
print("separate:", separate)

array = np.zeros(2)
copied = torch.tensor(array)
array += 7
print("array:   ", array)
print("copied:  ", copied)

on_device = torch.zeros(2, device=device)
print("as an array:", on_device.cpu().numpy())
print("already on the CPU:", on_device.cpu() is on_device)

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 1. 0부터 23까지의 수로 shape가 (2, 3, 4)인 텐서를 만들고 보폭을 예상한 다음 확인하십시오.
# 2. shape가 (5, 3)인 텐서의 각 열에서 그 열의 평균을 빼십시오. `samples.mean(dim=0)`이 열마다 평균을 구합니다. 반복문은 쓰지 않습니다.
#
# :::{admonition} 1번 풀이
# :collapsible: closed
#
# ```python
# cube = torch.arange(24).reshape(2, 3, 4)
# assert cube.stride() == (12, 4, 1)
# ```
#
# 한 칸 움직일 때 메모리에서는 마지막 차원이 1칸, 가운데 차원이 4칸, 첫 차원이 $3 \times 4 = 12$칸 움직입니다.
# :::
#
# :::{admonition} 2번 풀이
# :collapsible: closed
#
# ```python
# samples = torch.rand(5, 3)
# centered = samples - samples.mean(dim=0)
# assert torch.allclose(centered.mean(dim=0), torch.zeros(3), atol=1e-6)
# ```
#
# 평균의 shape는 (3,)이고, 브로드캐스팅이 이 행을 5번 되풀이합니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Make a tensor of shape (2, 3, 4) from the numbers 0 to 23, predict its strides, then check them.
# 2. Subtract from each column of a tensor of shape (5, 3) the mean of that column. `samples.mean(dim=0)` takes the mean of each column. Use no loop.
#
# :::{admonition} Solution to 1
# :collapsible: closed
#
# ```python
# cube = torch.arange(24).reshape(2, 3, 4)
# assert cube.stride() == (12, 4, 1)
# ```
#
# A step of one moves 1 place in memory in the last dimension, 4 in the middle one and $3 \times 4 = 12$ in the first.
# :::
#
# :::{admonition} Solution to 2
# :collapsible: closed
#
# ```python
# samples = torch.rand(5, 3)
# centered = samples - samples.mean(dim=0)
# assert torch.allclose(centered.mean(dim=0), torch.zeros(3), atol=1e-6)
# ```
#
# The mean has the shape (3,), and broadcasting repeats this row 5 times.
# :::

# %% [markdown] lang="ko"
# ## 요약
#
# - `torch.tensor`는 값에서 자료형을 추론하고, `dtype=`을 주면 그 자료형을 따릅니다.
# - 연산에서 오류가 나면 `shape`, `dtype`, `device`를 확인합니다.
# - 슬라이스, 전치, `view`의 결과는 원래 텐서와 메모리를 함께 씁니다. 하나를 제자리 연산으로 바꾸면 나머지도 바뀝니다.
# - `reshape`는 복사할 수도 있고, `clone`은 언제나 복사합니다.
# - 브로드캐스팅은 길이가 1인 차원을 되풀이합니다.
#
# ## 더 읽을거리
#
# - [모든 텐서 연산](https://docs.pytorch.org/docs/stable/torch.html)
# - [텐서의 뷰](https://docs.pytorch.org/docs/stable/tensor_view.html)
# - [브로드캐스팅 규칙](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [MPS 백엔드](https://docs.pytorch.org/docs/stable/notes/mps.html)
# - [PyTorch 공식 텐서 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)

# %% [markdown] lang="en"
# ## Recap
#
# - `torch.tensor` infers the data type from the values, or follows `dtype=` when you give it.
# - When an operation fails, check `shape`, `dtype` and `device`.
# - A slice, the transpose and the result of `view` share memory with the original. Change one in place and the others change too.
# - `reshape` may copy, and `clone` always does.
# - Broadcasting repeats the dimensions of length 1.
#
# ## Further reading
#
# - [All tensor operations](https://docs.pytorch.org/docs/stable/torch.html)
# - [Tensor views](https://docs.pytorch.org/docs/stable/tensor_view.html)
# - [The rules of broadcasting](https://docs.pytorch.org/docs/stable/notes/broadcasting.html)
# - [The MPS backend](https://docs.pytorch.org/docs/stable/notes/mps.html)
# - [The official PyTorch tensor tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/tensor_tutorial.html)
