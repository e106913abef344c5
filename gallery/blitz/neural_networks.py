# %% [markdown] lang="ko"
"""
# 신경망

**신경망**(neural network)은 계층(layer)을 여럿 이어 붙인 함수이며, 계층에 든 매개변수(parameter)를 데이터에 맞게 고치면서 답하는 법을 배웁니다. 이 튜토리얼에서는 손글씨 숫자를 읽는 신경망을 `torch.nn`으로 만들고, 학습(training)이 신경망의 무엇을 바꾸는지 그림으로 봅니다.

## 이 튜토리얼에서 배우는 것

- `nn.Module`로 신경망을 정의하고, 계층을 지날 때의 shape와 매개변수의 수를 따지는 방법
- 손실 함수(loss function)로 출력(output)을 정답과 비교하고 역전파(backpropagation)로 변화도(gradient)를 구하는 방법
- 가중치(weight)를 직접 갱신하는 방법과 옵티마이저(optimizer)로 갱신하는 방법
- 합성곱(convolution) 계층이 학습하면서 달라지는 모습
"""

# %% [markdown] lang="en"
# # Neural networks
#
# A **neural network** is a function made of layers in a row, and it learns to answer by fitting the parameters in those layers to data. Here you build one with `torch.nn` that reads handwritten digits, and see in pictures what training changes in it.
#
# ## What you learn
#
# - How to define a network with `nn.Module`, and how to work out its shapes and count its parameters
# - How a loss function compares the output with the right answer, and how backpropagation finds the gradients
# - How to update the weights yourself and with an optimizer
# - What training changes in the convolutional layers

# %% [markdown] lang="ko"
# ## 학습 절차
#
# 신경망은 대개 다음 순서로 학습합니다.
#
# 1. 매개변수가 있는 신경망을 정의합니다.
# 2. 데이터에서 배치(batch)를 하나 가져옵니다.
# 3. 순전파(forward pass)로 입력에서 출력을 구합니다.
# 4. 출력이 정답과 얼마나 다른지를 수 하나, 곧 손실(loss)로 나타냅니다.
# 5. 역전파로 매개변수마다 손실의 변화도를 구합니다.
# 6. 변화도를 써서 매개변수를 갱신하고, 2번으로 돌아갑니다.
#
# 아래의 절들은 이 순서를 따르되, 데이터부터 준비합니다. 쓸 데이터는 라이브러리 scikit-learn에 들어 있는 손글씨 숫자이고, 처음 128장이 배치 하나가 됩니다. 이미지는 가로와 세로가 각각 8픽셀이고, 정답은 이미지에 적힌 숫자입니다.

# %% [markdown] lang="en"
# ## The training procedure
#
# Training a network usually takes these steps.
#
# 1. Define a network that has parameters.
# 2. Take a batch of data.
# 3. Compute the output from the input: the forward pass.
# 4. Say in one number, the loss, how far the output is from the right answer.
# 5. Find the gradient of the loss for each parameter: backpropagation.
# 6. Update the parameters with their gradients, and go back to step 2.
#
# The sections below follow these steps, except that the data comes first: handwritten digits from the library scikit-learn, of which the first 128 make one batch. An image is 8 pixels wide and high, and the right answer is the digit it shows.

# %%
import copy
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

# ko: 시드(seed)를 고정하면 실행할 때마다 같은 난수가 나옵니다.
# en: A fixed seed gives the same random numbers in every run.
torch.manual_seed(0)

digits = load_digits()
small = torch.tensor(digits.images[:128], dtype=torch.float32)
labels = torch.tensor(digits.target[:128])
print("images:", tuple(small.shape))
print("labels:", labels[:10].tolist(), "...")

# %% [markdown] lang="ko"
# 이미지를 다루는 계층인 `nn.Conv2d`는 shape가 (N, C, H, W)인 텐서(tensor)를 받습니다. N은 이미지의 수, C는 채널(channel)의 수, H와 W는 높이와 너비입니다. 흑백 이미지는 채널이 1개이므로 `unsqueeze(1)`로 그 차원(dimension)을 만듭니다. `F.interpolate`는 이미지를 $16 \times 16$으로 키웁니다. 계층을 지날 때마다 이미지가 작아지기 때문입니다. 끝으로 평균을 빼고 표준 편차로 나누어 이미지를 **정규화**(normalize)합니다. 그러면 픽셀을 어떤 범위의 수로 저장했든 평균은 0, 표준 편차는 1이 되고, 어두운 픽셀은 음수, 밝은 픽셀은 양수가 됩니다.

# %% [markdown] lang="en"
# `nn.Conv2d`, the layer for images, takes a tensor of shape (N, C, H, W): the number of images, the number of channels, the height and the width. A gray image has 1 channel, and `unsqueeze(1)` adds a dimension for it. `F.interpolate` enlarges the images to $16 \times 16$, because they shrink on their way through the layers. Last, **normalize** the images: subtract the mean and divide by the standard deviation. In whatever range the pixels were stored, the mean is now 0 and the standard deviation is 1, with dark pixels negative and bright ones positive.

# %%
images = F.interpolate(small.unsqueeze(1), size=(16, 16), mode="bilinear")
images = (images - images.mean()) / images.std()
print("images:", tuple(images.shape))
print(f"mean: {images.mean().abs():.1f}, standard deviation: {images.std():.1f}")

# %% [markdown] lang="ko"
# ## 이미지를 다루는 연산
#
# ### 합성곱
#
# **합성곱**은 이미지 전체에서 한 가지 무늬를 찾습니다. 작은 가중치 격자인 **커널**(kernel)을 이미지 위로 한 픽셀씩 옮기면서, 겹친 값끼리 곱해 더합니다. 그 합을 자리대로 늘어놓으면 **특징 맵**(feature map)이 됩니다. 이미지가 커널과 닮은 자리일수록 특징 맵의 값이 큽니다. 아래 커널은 위쪽이 음수, 아래쪽이 양수이므로 위가 어둡고 아래가 밝은 자리, 곧 획의 위쪽 가장자리를 찾습니다. 특징 맵의 첫 값은 왼쪽 위 구석에서 곱 25개를 더한 값입니다.

# %% [markdown] lang="en"
# ## Operations for images
#
# ### Convolution
#
# A **convolution** looks for one pattern all over an image. It slides a **kernel**, a small grid of weights, over the image one pixel at a time, multiplies the values that meet and adds up the products. The sums, each in its place, make a **feature map**. Its values are large where the image resembles the kernel. The kernel below is negative above and positive below, so it looks for places that are dark above and bright below: the upper edge of a stroke. The first value of the map is the sum of 25 products, taken in the top left corner.

# %%
profile = torch.tensor([-1.0, -1.0, 0.0, 1.0, 1.0]) / 10
kernel = profile.reshape(5, 1).expand(5, 5)
one_image = images[:1]
# ko: conv2d의 가중치는 출력 채널, 입력 채널, 높이, 너비 순서입니다.
# en: conv2d takes weights as output channels, input channels, height, width.
edges = F.conv2d(one_image, kernel.reshape(1, 1, 5, 5))

corner = one_image[0, 0, :5, :5]
print(f"sum of products: {(corner * kernel).sum():.3f}")
print(f"first value:     {edges[0, 0, 0, 0]:.3f}")

# %% [markdown] lang="ko"
# ### ReLU와 풀링
#
# **ReLU**는 양수를 그대로 두고 음수를 0으로 바꿉니다. 무늬가 있는 자리만 남는 셈입니다. 이런 비선형 함수가 사이에 없으면 계층을 아무리 쌓아도 선형 변환 하나와 같습니다. 연습 문제 1번에서 확인합니다.
#
# **풀링**(pooling)은 특징 맵을 줄입니다. 최댓값 풀링은 $2 \times 2$ 구역마다 가장 큰 값만 남깁니다. 그러면 뒤의 계산이 줄고, 획이 조금 움직여도 결과가 덜 달라집니다. 아래에서는 이미지를 오른쪽으로 한 픽셀 밀고, 특징 맵이 달라진 크기(`norm`)를 원래 크기로 나눕니다. 이 비율은 풀링한 뒤에 더 작습니다.

# %% [markdown] lang="en"
# ### ReLU and pooling
#
# **ReLU** keeps positive numbers and turns negative ones into 0, so only the places that show the pattern remain. Without such a nonlinear function in between, any number of layers amounts to one linear transformation; exercise 1 shows it.
#
# **Pooling** shrinks a feature map. Max pooling keeps the largest value of each block of $2 \times 2$. That leaves less to compute, and the result changes less when a stroke moves a little. Below, the image moves one pixel to the right, and the size (`norm`) of the change in the map is divided by the size of the map. This ratio is smaller after pooling.

# %%
found = F.relu(edges)
pooled = F.max_pool2d(found, 2)

moved = F.relu(F.conv2d(one_image.roll(1, dims=3), kernel.reshape(1, 1, 5, 5)))
moved_pooled = F.max_pool2d(moved, 2)
print(f"change before pooling: {(moved - found).norm() / found.norm():.0%}")
print(f"change after pooling:  {(moved_pooled - pooled).norm() / pooled.norm():.0%}")

# %% [markdown] lang="ko"
# 그림은 왼쪽에서 오른쪽으로 읽습니다. 커널과 합성곱 결과에서 파랑은 양수, 빨강은 음수입니다. 숫자 0의 구멍 아래쪽에서 획이 시작되는 자리는 위가 어둡고 아래가 밝으므로 결과가 파랗습니다. 반대로 구멍 위쪽은 위가 밝고 아래가 어두우므로 결과가 빨갛습니다. ReLU는 빨간 자리를 지우고, 풀링은 밝은 자리를 남긴 채 특징 맵의 높이와 너비를 반으로 줄입니다.

# %% [markdown] lang="en"
# Read the figure from left to right. In the kernel and the result of the convolution, blue is positive and red is negative. Below the hole of the digit 0, where the bottom stroke begins, the image is dark above and bright below, so the result is blue. Above the hole it is the other way around, and the result is red. ReLU wipes out the red, and pooling halves the height and width of the map but keeps its bright places.

# %%
fig, axes = plt.subplots(1, 5, figsize=(8, 2.3), layout="constrained")
names = ["image", "kernel", "convolution", "ReLU", "max pooling"]
grids = [one_image, kernel, edges, found, pooled]
colors = ["gray", "RdBu", "RdBu", "viridis", "viridis"]
for ax, name, values, cmap in zip(axes, names, grids, colors, strict=True):
    values, limit = values.squeeze(), values.abs().max()
    lowest = -limit if cmap == "RdBu" else values.min()
    ax.imshow(values, cmap=cmap, vmin=lowest, vmax=limit)
    ax.set_title(f"{name}\n{values.shape[0]} x {values.shape[1]}", fontsize=10)
    ax.set(xticks=[], yticks=[])
fig.suptitle("One image, one kernel: convolution, ReLU and pooling")
plt.show()

# %% [markdown] lang="ko"
# ## 신경망 정의하기
#
# 신경망은 `nn.Module`을 물려받은 클래스(class)로 정의합니다. 매개변수가 있는 계층은 `__init__`에서 만들고, 입력이 계층을 지나는 순서는 `forward`에 적습니다. ReLU와 풀링에는 매개변수가 없으므로 `forward`에서 함수로 부릅니다. 역전파는 Autograd가 맡으므로 코드를 따로 쓰지 않습니다.
#
# 이번에는 커널을 손으로 정하지 않습니다. `nn.Conv2d(1, 6, 5)`는 1채널 이미지에서 6채널을 만드는 $5 \times 5$ 커널을 난수로 채우고, 알맞은 값은 학습이 찾습니다. 6, 16, 32는 자유롭게 고른 수이고, 출력이 10개인 것은 숫자가 열 가지이기 때문입니다. 이렇게 합성곱을 쓰는 신경망을 합성곱 신경망(convolutional neural network)이라고 합니다. 주석은 각 줄을 지난 뒤의 shape입니다.

# %% [markdown] lang="en"
# ## Define the network
#
# You define a network as a class derived from `nn.Module`. `__init__` makes the layers that have parameters, and `forward` says in which order the input passes through them. ReLU and pooling have no parameters, so `forward` calls them as functions. Backpropagation is left to Autograd; you do not write it.
#
# This time you do not set the kernels by hand. `nn.Conv2d(1, 6, 5)` makes 6 channels out of 1 with kernels of $5 \times 5$ that start as random numbers, and training finds better ones. 6, 16 and 32 are free choices; the output has 10 values because there are ten digits. A network with convolutions is called a convolutional neural network. The comments give the shape after each line.


# %%
class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 3)
        self.fc1 = nn.Linear(16 * 2 * 2, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        # ko: (N, 1, 16, 16)에서 합성곱으로 (N, 6, 12, 12), 풀링으로 (N, 6, 6, 6)
        # en: From (N, 1, 16, 16): convolution (N, 6, 12, 12), pooling (N, 6, 6, 6)
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        # ko: 합성곱으로 (N, 16, 4, 4), 풀링으로 (N, 16, 2, 2)
        # en: Convolution (N, 16, 4, 4), pooling (N, 16, 2, 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        # ko: 이미지마다 한 줄로 펴서 (N, 64)
        # en: One line for each image (N, 64)
        x = torch.flatten(x, 1)
        # ko: 선형 계층(linear layer)으로 (N, 32)
        # en: Linear layer (N, 32)
        x = F.relu(self.fc1(x))
        # ko: 숫자마다 점수 하나씩 (N, 10)
        # en: One score for each digit (N, 10)
        return self.fc2(x)


net = Net()
print(net)

# %% [markdown] lang="ko"
# `super().__init__()`은 `nn.Module`이 계층과 매개변수를 적어 둘 목록을 마련합니다. 그 뒤로는 `self.conv1 = ...`처럼 속성(attribute)에 넣기만 해도 계층이 목록에 오릅니다. 목록이 없을 때 계층을 넣으면 오류가 납니다. 여기서처럼 데이터가 계층을 차례로 지나가기만 한다면 클래스 대신 `nn.Sequential`을 써도 됩니다. 연습 문제 2번에서 만듭니다.

# %% [markdown] lang="en"
# `super().__init__()` sets up the lists in which `nn.Module` records layers and parameters. From then on, an assignment to an attribute, such as `self.conv1 = ...`, puts the layer on the list. Assign a layer before there is a list, and you get an error. Where the data goes straight through the layers, as here, `nn.Sequential` can replace the class; exercise 2 builds it.


# %%
class WithoutSuper(nn.Module):
    def __init__(self) -> None:
        self.fc = nn.Linear(2, 1)


try:
    WithoutSuper()
except AttributeError as error:
    print("error:", error)

# %% [markdown] lang="ko"
# ### 단계마다 보는 shape
#
# 배치를 한 단계씩 통과시키며 shape를 출력합니다. 길이가 16인 변에 길이가 5인 커널을 놓을 자리는 $16 - 5 + 1 = 12$곳이고, 풀링은 12를 6으로 줄입니다. 두 번째 합성곱은 커널의 길이가 3이므로 $6 - 3 + 1 = 4$곳이 남고, 풀링하면 2가 됩니다. 그래서 `flatten`은 이미지마다 $16 \times 2 \times 2 = 64$개의 값을 한 줄로 폅니다. `fc1`과 `fc2`는 모든 입력을 모든 출력과 잇는 **선형 계층**(linear layer)이며, fc는 완전 연결을 뜻하는 fully connected의 머리글자입니다. 이미지의 수 128은 끝까지 그대로입니다.

# %% [markdown] lang="en"
# ### The shape at each stage
#
# Pass the batch through one stage at a time and print the shape. Along a side of 16 there are $16 - 5 + 1 = 12$ places for a kernel of length 5, and pooling turns 12 into 6. The kernels of the second convolution have length 3, so $6 - 3 + 1 = 4$ places remain, and pooling leaves 2. This is why `flatten` lines up $16 \times 2 \times 2 = 64$ values for each image. `fc1` and `fc2` are **linear layers**; fc stands for fully connected, as they connect every input to every output. The number of images, 128, stays the same to the end.

# %%
pool, flatten = nn.MaxPool2d(2), nn.Flatten()
first_half = {"conv1": net.conv1, "relu1": F.relu, "pool1": pool}
second_half = {"conv2": net.conv2, "relu2": F.relu, "pool2": pool}
head = {"flatten": flatten, "fc1": net.fc1, "relu3": F.relu, "fc2": net.fc2}

x = images
shapes = {"input": tuple(x.shape)}
for name, stage in (first_half | second_half | head).items():
    x = stage(x)
    shapes[name] = tuple(x.shape)
for name, shape in shapes.items():
    print(f"{name:8}{shape}")
print("same as net(images):", torch.allclose(x, net(images), atol=1e-6))

# %% [markdown] lang="ko"
# 신경망은 `net(images)`처럼 함수를 부르듯이 씁니다. `net.forward(images)`도 같은 값을 내지만, 모듈(module)에 걸어 둔 **훅**(hook)을 건너뜁니다. 훅은 순전파나 역전파 도중에 PyTorch가 불러 주는 함수이고, 여러 도구가 훅으로 모듈을 살핍니다.

# %% [markdown] lang="en"
# Call a network like a function: `net(images)`. `net.forward(images)` gives the same values but skips the **hooks** of the module. A hook is a function that PyTorch calls during the forward pass or backpropagation, and many tools use hooks to look into a module.

# %%
calls = []
handle = net.register_forward_hook(lambda *arguments: calls.append("hook"))
net(images)
print("hooks run by net(images):        ", len(calls))

calls.clear()
net.forward(images)
print("hooks run by net.forward(images):", len(calls))
handle.remove()

# %% [markdown] lang="ko"
# ## 신경망의 매개변수
#
# `named_parameters()`는 목록에 오른 매개변수를 이름과 함께 돌려줍니다. `conv1`의 가중치는 출력 채널 6개, 입력 채널 1개, 높이 5, 너비 5이고, 출력 채널마다 **편향**(bias)이 하나씩 있습니다. 그래서 `conv1`의 매개변수는 $6 \cdot 1 \cdot 5 \cdot 5 + 6 = 156$개입니다. 절반이 넘는 매개변수가 `fc1`에 있습니다. 합성곱은 같은 커널을 모든 자리에 쓰지만, 선형 계층은 입력과 출력의 쌍마다 가중치를 따로 두기 때문입니다.

# %% [markdown] lang="en"
# ## The parameters of the network
#
# `named_parameters()` returns the parameters on the list with their names. The weight of `conv1` has 6 output channels, 1 input channel, height 5 and width 5, and there is one **bias** for each output channel. So `conv1` has $6 \cdot 1 \cdot 5 \cdot 5 + 6 = 156$ parameters. More than half of all parameters are in `fc1`: a convolution uses the same kernel in every place, but a linear layer has a weight of its own for every pair of input and output.

# %%
for name, parameter in net.named_parameters():
    print(f"{name:14}{tuple(parameter.shape)!s:16}{parameter.numel():5}")

total = sum(parameter.numel() for parameter in net.parameters())
print(f"{'total':30}{total:5}")
print("conv1:", 6 * 1 * 5 * 5 + 6)
print(f"share of fc1: {(64 * 32 + 32) / total:.0%}")

# %% [markdown] lang="ko"
# ## 순전파와 역전파를 한 번씩
#
# 신경망이 도는지 확인할 때는 난수로 만든 이미지도 쓸 수 있습니다. shape만 맞으면 됩니다. 이미지가 한 장이어도 첫 번째 차원은 이미지를 세는 배치 차원이므로 shape는 (1, 1, 16, 16)입니다. 출력은 이미지마다 수 10개입니다.

# %% [markdown] lang="en"
# ## One forward and one backward pass
#
# To check that a network runs, a random image will do; only the shape must be right. The first dimension counts the images of the batch even where there is one, so the shape is (1, 1, 16, 16). The output has 10 numbers for each image.

# %%
noise = torch.randn(1, 1, 16, 16)
output = net(noise)
print(tuple(noise.shape), "->", tuple(output.shape))

# %% [markdown] lang="ko"
# 배치에서 꺼낸 `images[0]`에는 배치 차원이 없습니다. `nn.Conv2d`는 이런 이미지도 받지만, `torch.flatten(x, 1)`은 채널을 이미지의 수로 여기고 남겨 두므로 `fc1`에서 오류가 납니다. `unsqueeze(0)`으로 배치 차원을 되살리면 됩니다.

# %% [markdown] lang="en"
# `images[0]`, taken out of the batch, has no batch dimension. `nn.Conv2d` accepts such an image, but `torch.flatten(x, 1)` keeps the channels as if they counted images, and `fc1` raises an error. `unsqueeze(0)` puts the batch dimension back.

# %%
try:
    net(images[0])
except RuntimeError as error:
    print("error:", error)

print(tuple(net(images[0].unsqueeze(0)).shape))

# %% [markdown] lang="ko"
# 출력이 수 하나가 아니므로 `backward`에 출력과 같은 shape의 텐서를 넘깁니다. 여기서는 난수로 충분합니다. 변화도는 `grad`에 더해지므로 먼저 `zero_grad()`로 비웁니다. `backward`가 끝나면 모든 매개변수에 같은 shape의 변화도가 생깁니다.

# %% [markdown] lang="en"
# The output is not a single number, so `backward` needs a tensor of the same shape as the output. Random numbers will do here. Gradients add up in `grad`, so clear them with `zero_grad()` first. After `backward`, every parameter has a gradient of its own shape.

# %%
net.zero_grad()
output.backward(torch.randn(1, 10))

for name, parameter in net.named_parameters():
    print(f"{name:14}{parameter.grad.shape == parameter.shape}")

# %% [markdown] lang="ko"
# ## 손실 함수
#
# ### 평균 제곱 오차
#
# 수를 예측하는 문제에는 **평균 제곱 오차**(mean squared error)를 씁니다. 출력과 정답의 차를 제곱해 평균한 값입니다. 정답의 shape는 출력과 같습니다. 여기서는 지어낸 수 10개를 정답으로 삼고, `nn.MSELoss`의 값을 공식과 견줍니다.

# %% [markdown] lang="en"
# ## Loss functions
#
# ### Mean squared error
#
# When the answer is a number, use the **mean squared error**: the mean of the squared differences between the output and the right answer. The right answer has the same shape as the output. Here 10 made-up numbers stand in for it, and `nn.MSELoss` is compared with the formula.

# %%
output = net(noise)
target = torch.linspace(-1, 1, 10).unsqueeze(0)
mse = nn.MSELoss()

loss = mse(output, target)
by_formula = ((output - target) ** 2).mean()
print(f"nn.MSELoss: {loss.item():.4f}")
print(f"formula:    {by_formula.item():.4f}")

# %% [markdown] lang="ko"
# ### 교차 엔트로피
#
# 여러 클래스 가운데 하나를 고르는 문제에는 **교차 엔트로피**(cross-entropy)를 씁니다. 클래스는 고를 수 있는 답이며, 여기서는 숫자 열 가지입니다. `nn.CrossEntropyLoss`는 클래스마다 점수를 매긴 **로짓**(logit)과 정답 클래스의 번호를 받습니다. shape는 로짓이 (128, 10), 번호가 (128,)입니다. 로짓을 **소프트맥스**(softmax)에 넣어 확률 $p$로 바꾼 다음, 정답 클래스의 $-\ln p$를 평균한 값이 손실입니다. 정답에 준 확률이 1에 가까울수록 손실은 0에 가깝습니다. 이 과정이 `nn.CrossEntropyLoss`에 들어 있으므로 신경망은 소프트맥스를 쓰지 않습니다. 아직 학습하지 않은 신경망은 열 클래스에 비슷한 확률을 주므로 손실이 $\ln 10 \approx 2.30$에 가깝습니다.

# %% [markdown] lang="en"
# ### Cross-entropy
#
# When the answer is one of several classes, use the **cross-entropy**. A class is an answer to choose from, here one of the ten digits. `nn.CrossEntropyLoss` takes **logits**, a score for each class, and the numbers of the right classes: logits of shape (128, 10) and numbers of shape (128,). It turns the logits into probabilities $p$ with **softmax**, and the loss is the mean of $-\ln p$ for the right class. The closer the probability of the right class is to 1, the closer the loss is to 0. `nn.CrossEntropyLoss` does all of this, so the network itself has no softmax. An untrained network gives the ten classes similar probabilities, so its loss is close to $\ln 10 \approx 2.30$.

# %%
cross_entropy = nn.CrossEntropyLoss()
logits = net(images)
loss = cross_entropy(logits, labels)

probabilities = logits.softmax(dim=1)
right = probabilities[torch.arange(128), labels]
print("logits:", tuple(logits.shape), "labels:", tuple(labels.shape), labels.dtype)
print(f"nn.CrossEntropyLoss: {loss.item():.2f}")
print(f"formula:             {-right.log().mean().item():.2f}")

# %% [markdown] lang="ko"
# ### 손실 뒤에 이어진 연산
#
# 손실의 `grad_fn`에서 `next_functions`를 따라가면 순전파의 연산이 거꾸로 나옵니다. 갈림길에서는 데이터가 온 쪽을 고릅니다. 정답 클래스의 $-\ln p$를 평균하는 연산(`NllLoss`), 로그 소프트맥스, 선형 계층(`Addmm`), 합성곱을 지나면 `AccumulateGrad`에 닿습니다. `AccumulateGrad`는 매개변수의 `grad`에 변화도를 더하며, 여기서는 `conv1.weight`가 그 매개변수입니다.

# %% [markdown] lang="en"
# ### The operations behind the loss
#
# Start at the `grad_fn` of the loss and follow `next_functions`, and you meet the operations of the forward pass in reverse. At a fork, take the path along which the data came. Past the mean of $-\ln p$ (`NllLoss`), the logarithm of the softmax, the linear layers (`Addmm`) and the convolutions, you reach `AccumulateGrad`. `AccumulateGrad` adds the gradient to the `grad` of a parameter, here of `conv1.weight`.

# %%
node, chain = loss.grad_fn, []
while node is not None:
    chain.append(type(node).__name__)
    last = node
    following = [function for function, _ in node.next_functions if function is not None]
    inner = [function for function in following if function.next_functions]
    node = next(iter(inner + following), None)

print("\n".join(chain))
print("ends at conv1.weight:", last.variable is net.conv1.weight)

# %% [markdown] lang="ko"
# ## 역전파
#
# `loss.backward()`를 부르면 이 길을 따라 모든 매개변수의 변화도를 구합니다. 손실은 수 하나이므로 넘길 텐서가 없습니다. `zero_grad()`로 비운 `grad`는 `None`이고, `backward`를 부르면 `conv1`의 편향 6개에 변화도가 하나씩 생깁니다. 변화도가 양수인 편향은 조금 키우면 손실이 늘고, 음수인 편향은 조금 키우면 손실이 줄어듭니다.

# %% [markdown] lang="en"
# ## Backpropagation
#
# `loss.backward()` follows these paths and finds the gradient of every parameter. The loss is a single number, so there is no tensor to pass. `zero_grad()` leaves `grad` as `None`, and after `backward` each of the 6 biases of `conv1` has a gradient. Where it is positive, a slightly larger bias raises the loss; where it is negative, a slightly larger bias lowers it.

# %%
net.zero_grad()
print("before:", net.conv1.bias.grad)

loss.backward()
print("after: ", net.conv1.bias.grad)

# %% [markdown] lang="ko"
# ## 가중치 갱신하기
#
# ### 직접 갱신하기
#
# 손실을 줄이려면 매개변수를 변화도의 반대쪽으로 조금 옮깁니다. 얼마나 옮길지는 **학습률**(learning rate)이 정합니다. 매개변수를 $w$, 변화도를 $g$, 학습률을 $\eta$로 쓰면 다음과 같습니다.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# 이 계산은 미분할 대상이 아니므로 `torch.no_grad()` 안에서 합니다. 원래 신경망은 뒤에서 다시 쓰도록 두고 복사본을 고칩니다. 한 번만 갱신해도 손실이 줄어듭니다.

# %% [markdown] lang="en"
# ## Update the weights
#
# ### By hand
#
# To lower the loss, move each parameter a little against its gradient. The **learning rate** says how far. With $w$ for the parameter, $g$ for its gradient and $\eta$ for the learning rate, the rule is this.
#
# $$
# w \leftarrow w - \eta \, g
# $$
#
# This computation is not to be differentiated, so it stands inside `torch.no_grad()`. It changes a copy, because the network itself is needed again below. One update already lowers the loss.

# %%
learning_rate = 0.05
by_hand = copy.deepcopy(net)

loss_before = cross_entropy(by_hand(images), labels)
loss_before.backward()
with torch.no_grad():
    for parameter in by_hand.parameters():
        parameter -= learning_rate * parameter.grad
    loss_after = cross_entropy(by_hand(images), labels)
print(f"loss: {loss_before.item():.3f} -> {loss_after.item():.3f}")

# %% [markdown] lang="ko"
# ### 옵티마이저로 갱신하기
#
# **옵티마이저**는 이 갱신을 대신합니다. 위와 같은 규칙이 `torch.optim.SGD`이고, 이름은 **확률적 경사 하강법**(stochastic gradient descent)의 머리글자입니다. `zero_grad()`는 변화도를 비우고 `step()`은 한 번 갱신합니다. 같은 신경망에서 출발하면 두 방법의 가중치는 반올림 오차를 빼면 같습니다.

# %% [markdown] lang="en"
# ### With an optimizer
#
# An **optimizer** makes this update for you. The rule above is `torch.optim.SGD`, named after the initials of **stochastic gradient descent**. `zero_grad()` clears the gradients, and `step()` makes one update. From the same network, both ways lead to the same weights, up to rounding.

# %%
by_optimizer = copy.deepcopy(net)
optimizer = torch.optim.SGD(by_optimizer.parameters(), lr=learning_rate)

optimizer.zero_grad()
cross_entropy(by_optimizer(images), labels).backward()
optimizer.step()

pairs = zip(by_hand.named_parameters(), by_optimizer.parameters(), strict=True)
for (name, one), other in pairs:
    print(f"{name:14}{torch.allclose(one, other, atol=1e-6)}")

# %% [markdown] lang="ko"
# ## 되풀이하며 학습하기
#
# 함수 `train`의 반복문에는 학습 절차의 2번부터 6번까지가 들어 있습니다. 여기서는 배치가 하나뿐이므로 2번은 늘 같은 `images`를 씁니다.

# %% [markdown] lang="en"
# ## Train in a loop
#
# The loop in the function `train` holds steps 2 to 6 of the training procedure. Here there is one batch only, so step 2 always takes the same `images`.


# %%
def train(network: nn.Module, optimizer: torch.optim.Optimizer) -> list[float]:
    losses = []
    for _ in range(100):
        optimizer.zero_grad()
        loss = cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% [markdown] lang="ko"
# 다른 옵티마이저를 쓰려면 옵티마이저를 만드는 코드 한 줄만 바꿉니다. **Adam**은 매개변수마다 갱신할 크기를 따로 정합니다. `torch.optim.AdamW`는 Adam에 **가중치 감쇠**(weight decay)를 더해, 갱신할 때마다 모든 매개변수를 조금씩 0에 가깝게 합니다. 여기서는 학습률 0.01에 감쇠 1을 곱한 비율, 곧 1%씩 줄입니다. 감쇠 1은 보통보다 훨씬 큰 값이지만, 학습에 필요 없는 가중치가 빨리 사라져 커널이 무엇을 배웠는지 잘 드러납니다.

# %% [markdown] lang="en"
# To use another optimizer, change the one line that makes it. **Adam** sets the size of the update for each parameter separately. `torch.optim.AdamW` adds **weight decay** to Adam: every update also moves all parameters a little toward 0. Here it shrinks them by the learning rate 0.01 times the decay 1, which is 1%. A decay of 1 is much more than usual, but with it, weights that training does not need fade fast, and the kernels show clearly what they have learned.

# %%
untrained = copy.deepcopy(net)
by_sgd = copy.deepcopy(net)

sgd = torch.optim.SGD(by_sgd.parameters(), lr=learning_rate)
adamw = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=1)
curves = {"SGD": train(by_sgd, sgd), "AdamW": train(net, adamw)}
for name, losses in curves.items():
    print(f"{name:6} first: {losses[0]:.1f}, last below 0.5: {losses[-1] < 0.5}")

# %% [markdown] lang="ko"
# 두 손실은 찍어서 답할 때의 손실인 $\ln 10$ 근처에서 출발합니다. 여기서 정한 학습률로는 AdamW가 0 가까이 내려가지만, SGD는 같은 횟수로 그만큼 내려가지 못합니다.

# %% [markdown] lang="en"
# Both losses start near $\ln 10$, the loss of guessing. With the learning rates chosen here, AdamW comes close to 0, and SGD does not get as far in the same number of steps.

# %%
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
for name, losses in curves.items():
    ax.plot(losses, label=name, linewidth=2)
ax.axhline(math.log(10), color="tab:gray", linestyle="--", label="guessing: ln 10")
ax.set(xlabel="step", ylabel="cross-entropy", ylim=(0, 2.6))
ax.set_title("The loss on the batch, step by step")
ax.legend()
plt.show()

# %% [markdown] lang="ko"
# 신경망의 답은 로짓이 가장 큰 클래스입니다. 추론(inference)에는 변화도가 필요 없으므로 `torch.inference_mode()` 안에서 맞힌 수를 셉니다. AdamW로 학습한 신경망은 128장을 모두 맞힙니다. 하지만 바로 이 이미지들로 배웠으므로, 처음 보는 숫자도 잘 읽는지는 아직 모릅니다. 다음 튜토리얼에서는 학습에 쓰지 않은 데이터로 잽니다.

# %% [markdown] lang="en"
# The answer of the network is the class with the largest logit. Inference needs no gradients, so count the right answers inside `torch.inference_mode()`. Trained with AdamW, the network reads all 128 digits right. But it learned from these very images, so you do not know yet how well it reads digits it has never seen. The next tutorial measures that on data kept out of training.

# %%
with torch.inference_mode():
    right_before = (untrained(images).argmax(dim=1) == labels).sum().item()
    right_after = (net(images).argmax(dim=1) == labels).sum().item()
print("right before training:", right_before, "of 128")
print("right after training: ", right_after, "of 128")

# %% [markdown] lang="ko"
# ## 학습이 바꾼 것
#
# 학습한 커널은 잡음처럼 보이지 않습니다. 커널에서 이웃한 두 가중치의 부호가 같은 비율을 구하면, 난수로 채웠을 때는 절반쯤이고 학습한 뒤에는 대부분입니다.

# %% [markdown] lang="en"
# ## What training changed
#
# Trained kernels do not look like noise. Count how often two neighboring weights of a kernel have the same sign: about half of the time when random numbers fill the kernels, and most of the time after training.


# %%
def same_sign(kernels: torch.Tensor) -> float:
    across = kernels[..., 1:] * kernels[..., :-1] > 0
    down = kernels[..., 1:, :] * kernels[..., :-1, :] > 0
    return torch.cat([across.flatten(), down.flatten()]).float().mean().item()


sign_before = same_sign(untrained.conv1.weight)
sign_after = same_sign(net.conv1.weight)
print(f"same sign before training: {sign_before:.0%}")
print(f"same sign after training:  {sign_after:.0%}")

# %% [markdown] lang="ko"
# 이제 커널 6개와, 각 커널이 숫자 0의 이미지에서 만든 특징 맵을 학습 전과 후의 신경망에서 꺼냅니다. 특징 맵은 ReLU를 지난 값입니다.

# %% [markdown] lang="en"
# Now take the 6 kernels, and the feature map that each makes from the image of the digit 0, from the networks before and after training. The maps have passed ReLU.

# %%
rows = {}
for when, network in {"before": untrained, "after": net}.items():
    with torch.inference_mode():
        rows[f"kernels {when}"] = network.conv1.weight.detach()[:, 0]
        rows[f"maps {when}"] = F.relu(network.conv1(one_image))[0]
for name, values in rows.items():
    print(f"{name:16}{tuple(values.shape)}")

# %% [markdown] lang="ko"
# 커널에서 파랑은 양수, 빨강은 음수입니다. 학습하기 전의 커널은 두 색이 뒤섞인 잡음입니다. 학습한 뒤에는 같은 색끼리 모여 파란 쪽과 빨간 쪽이 나뉩니다. 왼쪽 두 커널은 손으로 만든 커널처럼 위가 빨갛고 아래가 파랗습니다. 특징 맵에서 구멍 아래쪽이 밝은 것도 같습니다. 가장자리를 찾는 커널을 이번에는 학습이 만든 셈입니다. 나머지 네 커널은 파란 부분이 넓고 한쪽 변이나 구석이 빨갛습니다. 이 커널들의 특징 맵은 획을 따라 밝고, 가장 밝은 곳은 특징 맵마다 다릅니다.

# %% [markdown] lang="en"
# In the kernels, blue is positive and red is negative. Before training they are noise, the two colors mixed. After training each color keeps together, on a blue side and a red side. The two kernels on the left are red above and blue below, like the kernel made by hand, and their maps too are bright below the hole. This time it was training that made a kernel for edges. In the other four, blue covers more, and one side or corner is red. Their maps are bright along the stroke, and each is brightest in another place.

# %%
# sphinx_gallery_thumbnail_number = 3
fig = plt.figure(figsize=(8, 4.2), layout="constrained")
grid = fig.add_gridspec(4, 8)
panels = [(grid[1:3, :2], "image", one_image[0, 0], {"cmap": "gray"})]
for row, (name, values) in enumerate(rows.items()):
    limit = values.abs().max()
    signed = {"cmap": "RdBu", "vmin": -limit, "vmax": limit}
    style = {"vmin": 0} if name.startswith("maps") else signed
    for column, value in enumerate(values):
        panels.append((grid[row, column + 2], "" if column else name, value, style))
for place, name, values, style in panels:
    ax = fig.add_subplot(place)
    ax.imshow(values, **style)
    ax.set(xticks=[], yticks=[], ylabel=name.replace(" ", "\n"))
fig.suptitle("Kernels and feature maps of conv1 before and after training")
plt.show()

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 1. 선형 계층 `nn.Linear(4, 3)`과 `nn.Linear(3, 2)`를 ReLU 없이 이으면 선형 계층 하나와 같습니다. 그 계층의 가중치와 편향을 구하고, ReLU를 사이에 두면 달라지는 것도 확인하십시오.
# 2. 클래스 없이 `nn.Sequential`만으로 `Net`과 같은 신경망을 만드십시오. `net`의 매개변수를 복사하면 출력이 같아야 합니다.
# 3. `fc2`의 첫 편향을 아주 조금 키우고 줄여 손실의 변화를 재고, `backward`가 구한 변화도와 견주십시오. 정밀도를 위해 `double()`로 `torch.float64`를 씁니다.
#
# :::{admonition} 1번 풀이
# :collapsible: closed
#
# ```python
# first, second = nn.Linear(4, 3), nn.Linear(3, 2)
# vectors = torch.randn(5, 4)
#
# weight = second.weight @ first.weight
# bias = second.weight @ first.bias + second.bias
# one_layer = F.linear(vectors, weight, bias)
#
# assert torch.allclose(second(first(vectors)), one_layer, atol=1e-6)
# assert not torch.allclose(second(F.relu(first(vectors))), one_layer, atol=1e-2)
# ```
#
# $W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) x + (W_2 b_1 + b_2)$이므로 두 계층이 하나로 합쳐집니다. ReLU가 사이에 있으면 이렇게 묶지 못합니다.
# :::
#
# :::{admonition} 2번 풀이
# :collapsible: closed
#
# ```python
# sequential = nn.Sequential(
#     nn.Conv2d(1, 6, 5),
#     nn.ReLU(),
#     nn.MaxPool2d(2),
#     nn.Conv2d(6, 16, 3),
#     nn.ReLU(),
#     nn.MaxPool2d(2),
#     nn.Flatten(),
#     nn.Linear(64, 32),
#     nn.ReLU(),
#     nn.Linear(32, 10),
# )
# with torch.no_grad():
#     for new, old in zip(sequential.parameters(), net.parameters(), strict=True):
#         new.copy_(old)
#
# assert torch.allclose(sequential(images), net(images), atol=1e-5)
# ```
#
# 데이터가 갈라지지 않고 차례로 지나가는 신경망에는 `nn.Sequential`로 충분합니다. `forward`에 조건문이나 갈림길이 있으면 클래스를 씁니다.
# :::
#
# :::{admonition} 3번 풀이
# :collapsible: closed
#
# ```python
# precise = copy.deepcopy(untrained).double()
# inputs, bias, small_step = images.double(), precise.fc2.bias, 1e-6
# cross_entropy(precise(inputs), labels).backward()
#
# with torch.no_grad():
#     bias[0] += small_step
#     above = cross_entropy(precise(inputs), labels)
#     bias[0] -= 2 * small_step
#     below = cross_entropy(precise(inputs), labels)
# slope = (above - below) / (2 * small_step)
#
# assert abs(slope - bias.grad[0]) < 1e-7
# ```
#
# 편향을 양쪽으로 옮겨 잰 손실의 차를 옮긴 거리로 나누면 변화도에 가까운 값이 나옵니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Two linear layers, `nn.Linear(4, 3)` and `nn.Linear(3, 2)`, with no ReLU in between amount to one linear layer. Find its weight and its bias, and check that a ReLU in between makes a difference.
# 2. Build the same network as `Net` without a class, from `nn.Sequential` alone. Once you copy the parameters of `net`, the output must be the same.
# 3. Make the first bias of `fc2` a tiny bit larger and smaller, measure how the loss changes, and compare that with the gradient that `backward` finds. For precision, `double()` turns everything into `torch.float64`.
#
# :::{admonition} Solution to 1
# :collapsible: closed
#
# ```python
# first, second = nn.Linear(4, 3), nn.Linear(3, 2)
# vectors = torch.randn(5, 4)
#
# weight = second.weight @ first.weight
# bias = second.weight @ first.bias + second.bias
# one_layer = F.linear(vectors, weight, bias)
#
# assert torch.allclose(second(first(vectors)), one_layer, atol=1e-6)
# assert not torch.allclose(second(F.relu(first(vectors))), one_layer, atol=1e-2)
# ```
#
# The two layers merge because $W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) x + (W_2 b_1 + b_2)$. With ReLU in between, the terms cannot be collected like this.
# :::
#
# :::{admonition} Solution to 2
# :collapsible: closed
#
# ```python
# sequential = nn.Sequential(
#     nn.Conv2d(1, 6, 5),
#     nn.ReLU(),
#     nn.MaxPool2d(2),
#     nn.Conv2d(6, 16, 3),
#     nn.ReLU(),
#     nn.MaxPool2d(2),
#     nn.Flatten(),
#     nn.Linear(64, 32),
#     nn.ReLU(),
#     nn.Linear(32, 10),
# )
# with torch.no_grad():
#     for new, old in zip(sequential.parameters(), net.parameters(), strict=True):
#         new.copy_(old)
#
# assert torch.allclose(sequential(images), net(images), atol=1e-5)
# ```
#
# `nn.Sequential` is enough where the data goes straight through. Write a class when `forward` has a condition or a fork.
# :::
#
# :::{admonition} Solution to 3
# :collapsible: closed
#
# ```python
# precise = copy.deepcopy(untrained).double()
# inputs, bias, small_step = images.double(), precise.fc2.bias, 1e-6
# cross_entropy(precise(inputs), labels).backward()
#
# with torch.no_grad():
#     bias[0] += small_step
#     above = cross_entropy(precise(inputs), labels)
#     bias[0] -= 2 * small_step
#     below = cross_entropy(precise(inputs), labels)
# slope = (above - below) / (2 * small_step)
#
# assert abs(slope - bias.grad[0]) < 1e-7
# ```
#
# Move the bias both ways, and divide the difference of the losses by the distance: the result is close to the gradient.
# :::

# %% [markdown] lang="ko"
# ## 요약
#
# - 신경망은 `nn.Module`을 물려받습니다. `__init__`은 계층을 만들고 `forward`는 계산 순서를 정합니다. 쓸 때는 `net(images)`로 부릅니다.
# - 이미지를 다루는 신경망은 shape가 (N, C, H, W)인 배치를 받습니다. 한 장이면 `unsqueeze(0)`으로 배치 차원을 만듭니다.
# - `nn.CrossEntropyLoss`는 로짓과 클래스 번호를 받아 손실을 냅니다.
# - 학습의 한 단계는 `zero_grad`, 순전파, 손실, `backward`, `step`입니다.
# - 합성곱의 커널은 잡음에서 출발해, 어떤 무늬를 찾을지 데이터에서 배웁니다.
#
# ## 더 읽을거리
#
# - [`torch.nn`의 모든 계층과 손실 함수](https://docs.pytorch.org/docs/stable/nn.html)
# - [`torch.optim`의 옵티마이저](https://docs.pytorch.org/docs/stable/optim.html)
# - [`nn.Conv2d`의 인자(argument)와 출력 크기](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html)
# - [`torch.nn`을 한 걸음씩 만들어 가는 튜토리얼](https://docs.pytorch.org/tutorials/beginner/nn_tutorial.html)
# - [PyTorch 공식 신경망 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/neural_networks_tutorial.html)

# %% [markdown] lang="en"
# ## Recap
#
# - A network derives from `nn.Module`. `__init__` makes the layers, and `forward` sets the order of the computation. You call it as `net(images)`.
# - A network for images takes a batch of shape (N, C, H, W). For one image, `unsqueeze(0)` adds the batch dimension.
# - `nn.CrossEntropyLoss` takes logits and class numbers and returns the loss.
# - One step of training is `zero_grad`, the forward pass, the loss, `backward` and `step`.
# - The kernels of a convolution start as noise and learn from data which patterns to look for.
#
# ## Further reading
#
# - [All layers and loss functions of `torch.nn`](https://docs.pytorch.org/docs/stable/nn.html)
# - [The optimizers of `torch.optim`](https://docs.pytorch.org/docs/stable/optim.html)
# - [The arguments and the output size of `nn.Conv2d`](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html)
# - [A tutorial that builds up `torch.nn` step by step](https://docs.pytorch.org/tutorials/beginner/nn_tutorial.html)
# - [The official PyTorch tutorial on neural networks](https://docs.pytorch.org/tutorials/beginner/blitz/neural_networks_tutorial.html)
