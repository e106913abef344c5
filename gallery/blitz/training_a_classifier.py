# %% [markdown] lang="ko"
"""
# 분류기 학습하기

신경망이 정말로 읽을 줄 아는지 어떻게 알 수 있을까요? 데이터를 공평하게 나누어 분류기를 학습시키고, 이미지를 이리저리 밀어 약점을 찾아 고쳐 보겠습니다. 그런 다음 여러분이 직접 그린 숫자를 모델에게 읽히고, 모델을 저장했다가 안전하게 불러옵니다.

## 이 튜토리얼에서 배우는 것

- 데이터가 새지 않게 셋으로 나누는 방법
- 미니 배치로 학습하고 가장 좋았던 에폭을 남기는 방법
- 숨은 약점을 찾아 고치는 방법
- 새 이미지 한 장을 읽고, 모델을 저장하고 불러오는 방법
"""

# %% [markdown] lang="en"
# # Training a classifier
#
# How do you know whether a network can really read? Let's split the data fairly, train a classifier, find a weakness by pushing images around, and repair it. Then the model reads a digit you draw, and you save and load it safely.
#
# ## What you will learn
#
# - How to split data into three sets without a leak
# - How to train with mini-batches and keep the best epoch
# - How to find and repair a hidden weakness
# - How to read one new image, and save and load a model

# %% [markdown] lang="ko"
# ## 데이터를 셋으로 나누기
#
# 입력이 여러 종류 가운데 어느 것인지 답하는 모델을 **분류기**(classifier)라고 합니다. 앞에서 만든 분류기는 [128장을 모두 맞혔지만](neural_networks.md) 처음 보는 숫자는 여덟에 하나꼴로 틀렸습니다. 이렇게 학습한 이미지에만 지나치게 맞추어지는 것을 **과적합**(overfitting)이라고 합니다. 이번에는 더 많은 이미지로 학습시킵니다. 다만 공평하게 재려면 모두 학습에 쓸 수는 없으므로, 1,797장을 셋으로 나눕니다.
#
# - **학습 데이터셋**(training set)으로 매개변수를 고칩니다.
# - **검증 데이터셋**(validation set)으로 얼마나 오래 학습할지, 어떤 모델을 쓸지 고릅니다.
# - **테스트 데이터셋**(test set)은 선택을 모두 마친 뒤 한 번만 씁니다.
#
# 테스트 데이터셋으로 설정을 고르면 그 설정이 바로 그 이미지에 맞추어지므로, 정확도(accuracy)가 실제보다 높게 나옵니다. 이렇게 정보가 새어 드는 일을 **데이터 누수**(data leakage)라고 합니다. `train_test_split`은 둘로 나누므로 두 번 부르고, `stratify`는 셋 모두에서 숫자의 비율을 전체와 같게 맞춥니다.
#
# :::{admonition} 예상해 보세요: 테스트 이미지 450장에 3은 몇 장쯤 있을까요?
# :class: predict
# :collapsible: closed
#
# 45장쯤입니다. 열 가지 숫자가 거의 고르게 들어 있습니다.
# :::

# %% [markdown] lang="en"
# ## Three sets of data
#
# A **classifier** tells kinds of input apart. Our last one got its [128 images right](neural_networks.md), but one in eight new ones wrong. Fitting the training images too closely is **overfitting**. This time we'll train on more, and split the 1,797 fairly into three sets.
#
# - The **training set** updates the parameters.
# - The **validation set** helps you choose how long to train and which model to use.
# - The **test set** is used once, after all choices.
#
# A setting chosen on the test set suits those very images, so the accuracy comes out too high. That's **data leakage**. `train_test_split` makes two parts, so we call it twice; `stratify` keeps the digits' proportions.
#
# :::{admonition} Predict: about how many of the 450 test images show a 3?
# :class: predict
# :collapsible: closed
#
# About 45, since all ten digits are about equally frequent.
# :::

# %%
import copy

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
torch.set_num_threads(1)

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1)
labels = torch.tensor(digits.target)


# %%
def split(part, size):
    kinds = labels[part]
    return train_test_split(part, test_size=size, stratify=kinds, random_state=0)


rest, test = split(range(1797), 450)
training, validation = split(rest, 203)
print("images:", len(training), len(validation), len(test))
print("test images of each digit:", labels[test].bincount().tolist())

# %% [markdown] lang="ko"
# ## 모델 만들기
#
# 신경망은 입력의 평균이 0, 표준 편차가 1일 때 더 안정되게 학습합니다. 그래서 첫 계층에서 평균을 빼고 표준 편차로 나눕니다. 이것이 **정규화**(normalization)이고, 두 값은 학습 데이터셋에서만 구합니다. `register_buffer`로 등록한 텐서는 **버퍼**(buffer)가 됩니다. 옵티마이저가 고치지는 않지만 모델과 함께 저장되고 옮겨집니다.
#
# **배치 정규화**(batch normalization) 계층인 `BatchNorm2d`는 이 일을 계층 사이에서 합니다. 채널마다 배치의 모든 자리를 모아 정규화한 다음, 학습한 값 하나를 곱하고 다른 하나를 더합니다. 편향을 더해도 평균을 뺄 때 함께 사라지므로, 바로 앞의 합성곱에는 `bias=False`를 주어 편향을 두지 않습니다. `AvgPool2d`는 2 × 2 구역마다 가장 큰 값 대신 평균을 남깁니다. `Dropout(0.3)`은 학습할 때 값마다 30%의 확률로 0으로 바꾸어, 과적합을 줄입니다. 남은 값은 0.7로 나누어 평균을 지킵니다.

# %% [markdown] lang="en"
# ## The model
#
# A network learns more steadily if inputs have mean 0 and standard deviation 1. So the first layer subtracts the training set's mean and divides by its standard deviation: **normalization**. `register_buffer` makes a tensor a **buffer**: no optimizer changes it, but it's saved and moved with the model.
#
# `BatchNorm2d`, the **batch normalization** layer, does the same between layers. It normalizes each channel over the whole batch, then scales and shifts it by two learned numbers. Subtracting the mean would cancel a bias, so the convolution before it has `bias=False`. `AvgPool2d` keeps the mean of each 2 × 2 square instead of the maximum. Against overfitting, `Dropout(0.3)` turns each value into 0 with a chance of 30% in training and divides the others by 0.7, to keep the average.


# %%
class Normalize(nn.Module):
    def __init__(self, known):
        super().__init__()
        self.register_buffer("mean", known.mean())
        self.register_buffer("std", known.std())

    def forward(self, x):
        return (x - self.mean) / self.std


def block(inputs, outputs):
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())


# %%
def build(known):
    return nn.Sequential(
        Normalize(known),
        block(1, 16),
        block(16, 32),
        nn.MaxPool2d(2),
        block(32, 64),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.3),
        nn.Linear(64 * 2 * 2, 10),
    )


model = build(images[training])
print(f"mean {model[0].mean:.2f}, standard deviation {model[0].std:.2f}")

# %% [markdown] lang="ko"
# ## 미니 배치
#
# 매개변수를 고칠 때마다 모든 이미지를 쓰면 느리고, 한 장만 쓰면 변화도가 들쭉날쭉합니다. 그래서 32장씩 **미니 배치**(mini-batch)로 묶습니다. `TensorDataset`은 이미지와 레이블을 짝지은 데이터셋(dataset)이고, **데이터 로더**(data loader)인 `DataLoader`는 그 짝을 섞어 묶습니다. 짝을 모두 한 번씩 보는 동안이 **에폭**(epoch)입니다. 이미지 파일처럼 데이터가 다른 꼴이라면, 연습 문제 4번처럼 `__len__`과 `__getitem__`이 있는 클래스를 대신 씁니다.
#
# :::{admonition} 예상해 보세요: 이미지 1,144장을 32장씩 묶으면 한 에폭에 미니 배치는 몇 개일까요?
# :class: predict
# :collapsible: closed
#
# 36개입니다. $1144 / 32 = 35.75$이므로 마지막 미니 배치는 24장입니다.
# :::

# %% [markdown] lang="en"
# ## Mini-batches
#
# Using every image for each update is slow, and with a single one the gradient is noisy. So let's take **mini-batches** of 32. `TensorDataset` pairs images with labels, and a **data loader**, `DataLoader`, shuffles the pairs and groups them. One pass through all of them is an **epoch**. For other data, such as image files, write a class with `__len__` and `__getitem__` instead, as in exercise 4.
#
# :::{admonition} Predict: how many mini-batches of 32 make an epoch of 1,144 images?
# :class: predict
# :collapsible: closed
#
# There are 36. As $1144 / 32 = 35.75$, the last one has 24 images.
# :::

# %%
dataset = TensorDataset(images[training], labels[training])
# ko: Generator로는 섞는 순서를 고정하고, next(iter(...))로는 첫 미니 배치를 꺼냅니다.
# en: The Generator fixes the shuffled order; next(iter(...)) takes one mini-batch.
order = torch.Generator().manual_seed(0)
loader = DataLoader(dataset, batch_size=32, shuffle=True, generator=order)

inputs, targets = next(iter(loader))
print("mini-batches:", len(loader), "of shape", tuple(inputs.shape))

# %% [markdown] lang="ko"
# ### 학습 모드와 평가 모드
#
# 배치 정규화와 Dropout은 학습할 때와 쓸 때 다르게 동작합니다. `train()`은 학습 모드, `eval()`은 **평가 모드**(evaluation mode)로 바꿉니다. 배치 정규화는 학습 모드에서 배치의 평균과 분산을 쓰고, 두 값의 이동 평균(running average)도 구해 둡니다. 최근 배치를 더 크게 반영한 평균입니다. 평가 모드에서는 이 이동 평균을 씁니다. Dropout은 평가 모드에서 아무것도 하지 않습니다. 아래에서는 모델의 복사본에 같은 이미지를 두 번 넣습니다.
#
# :::{admonition} 예상해 보세요: 두 번 얻은 로짓의 차이는 어느 모드에서 0일까요?
# :class: predict
# :collapsible: closed
#
# 평가 모드입니다. 학습 모드에서는 Dropout이 매번 다른 값을 지웁니다.
# :::

# %% [markdown] lang="en"
# ### Training mode and evaluation mode
#
# Batch normalization and Dropout behave differently when you train and when you use the model. `train()` switches to training mode, and `eval()` to **evaluation mode**. In training mode, batch normalization uses the mean and variance of the batch and keeps running averages of them, in which recent batches count more; in evaluation mode, it uses those averages, and Dropout does nothing. Below, a copy of the model gets the same images twice.
#
# :::{admonition} Predict: in which mode is the difference between the two outputs 0?
# :class: predict
# :collapsible: closed
#
# In evaluation mode. In training mode, Dropout removes different values each time.
# :::

# %%
probe = copy.deepcopy(model)
for name, switch in (("train", probe.train), ("eval", probe.eval)):
    switch()
    difference = (probe(inputs) - probe(inputs)).abs().max().item()
    print(f"{name:5} largest difference {difference:.2f}")

# %% [markdown] lang="ko"
# ## 학습시키기
#
# `evaluate` 함수에서는 손실과 정확도를 잽니다. 함수 위에 `@torch.no_grad()`를 적으면 함수 전체를 `no_grad` 블록에 넣은 것과 같습니다. `train`에서는 10에폭 동안 학습하고, 에폭마다 검증 손실을 잽니다. 오래 학습하면 검증 손실이 다시 커지기도 하므로, 가장 작았을 때의 매개변수와 버퍼(`state_dict`)를 복사해 두었다가 마지막에 되돌립니다. 이렇게 남겨 둔 것을 **체크포인트**(checkpoint)라고 합니다. `change` 인자(argument)는 함수를 넘기지 않으면 아무 일도 하지 않으며, 뒤에서 씁니다. 가속기에서 학습하려면 모델과 미니 배치, 검증 데이터를 `to`로 옮깁니다.

# %% [markdown] lang="en"
# ## Train
#
# The function `evaluate` measures loss and accuracy; with `@torch.no_grad()` above it, all of it runs as if inside a `no_grad` block. `train` runs 10 epochs and measures the validation loss after each. If you train for long, that loss may rise again. So we keep a **checkpoint**, a copy of all parameters and buffers (the `state_dict`) from the best epoch, and put it back at the end. The argument `change` does nothing unless you pass a function, as we will later. To train on an accelerator, move the model, each mini-batch and the validation data there with `to`.


# %%
@torch.no_grad()
def evaluate(model, inputs, targets):
    model.eval()
    logits = model(inputs)
    right = (logits.argmax(dim=1) == targets).float().mean()
    return F.cross_entropy(logits, targets).item(), right.item()


# %%
def train(model, rate, change=lambda batch: batch):
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    losses = []
    for _ in range(10):
        model.train()
        for inputs, targets in loader:
            optimizer.zero_grad()
            F.cross_entropy(model(change(inputs)), targets).backward()
            optimizer.step()
        loss, _ = evaluate(model, images[validation], labels[validation])
        losses.append(loss)
        if loss == min(losses):
            # ko: state_dict는 모델과 메모리를 함께 쓰므로 복사해 둡니다.
            # en: The state_dict shares memory with the model, so keep a copy.
            best = copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return losses


# %% [markdown] lang="ko"
# :::{admonition} 예상해 보세요: 학습하기 전의 손실은 얼마여야 할까요?
# :class: predict
# :collapsible: closed
#
# 찍을 때의 손실인 $\ln 10 = 2.30$에 가까워야 합니다. 훨씬 크다면 무언가 잘못된 것입니다.
# :::

# %% [markdown] lang="en"
# :::{admonition} Predict: what should the loss be before training?
# :class: predict
# :collapsible: closed
#
# Close to $\ln 10 = 2.30$, the loss of guessing. If it's much larger, something is wrong.
# :::

# %%
loss, _ = evaluate(model, images[validation], labels[validation])
print(f"loss before training: {loss:.2f}")

losses = train(model, 0.003)
_, accuracy = evaluate(model, images[validation], labels[validation])
print("validation losses:", *(f"{loss:.3f}" for loss in losses))
print(f"kept: epoch {losses.index(min(losses)) + 1}, accuracy {accuracy:.1%}")

# %% [markdown] lang="ko"
# ## 약점 찾기
#
# 99%를 넘었으니 다 된 것일까요? 숫자를 한 픽셀 밀어도 사람은 똑같이 읽습니다. 모델도 그럴까요? 상하좌우로 0, 1, 2픽셀씩 밀어 정확도를 평균합니다. `shifted` 함수에서는 사방에 0을 두르고 미는 쪽과 반대로 옮겨 8 × 8을 잘라 냅니다. 위쪽에서 자르면 숫자가 아래로 밀립니다. `...`은 마지막 두 차원 앞의 차원을 모두 그대로 둔다는 뜻입니다. 위아래로 두 픽셀을 밀면 잉크의 4분의 1쯤이 잘려 나갑니다. 선형 계층 하나뿐인 모델과, 선형 계층 두 개 사이에 ReLU를 둔 다층 퍼셉트론(MLP)도 비교합니다. 학습률은 모델마다 검증 데이터셋으로 골랐습니다.
#
# :::{admonition} 예상해 보세요: 한 픽셀을 밀었을 때 가장 잘 버티는 모델은 어느 것일까요?
# :class: predict
# :collapsible: closed
#
# 합성곱입니다. 같은 커널이 옆자리에서도 획을 찾기 때문입니다. 나머지 둘에서는 한 칸만 밀려도 획이 다른 가중치를 만납니다.
# :::

# %% [markdown] lang="en"
# ## Find a weakness
#
# Over 99%: are we done? You can still read a digit that's a pixel off. Can the model? Let's push images each way by 0, 1 and 2 pixels and average the accuracy. `shifted` pads images with zeros and cuts out 8 × 8 on the opposite side: cut higher up, and the digit moves down. `...` stands for all earlier dimensions. Two pixels up or down cut off about 1/4 of the ink. We'll also try one linear layer and a multilayer perceptron (MLP): two linear layers with ReLU in between. Each learning rate was chosen on the validation set.
#
# :::{admonition} Predict: which model copes best with a shift of one pixel?
# :class: predict
# :collapsible: closed
#
# The convolution, because the same kernel finds the stroke one place over. In the other two, a shifted stroke meets other weights.
# :::


# %%
def shifted(batch, right, down):
    padded = F.pad(batch, (2, 2, 2, 2))
    return padded[..., 2 - down : 10 - down, 2 - right : 10 - right]


def accuracies(model, part):
    found = []
    for far in (0, 1, 2):
        moves = [(far, 0), (-far, 0), (0, far), (0, -far)]
        batch = torch.cat([shifted(images[part], *move) for move in moves])
        found.append(evaluate(model, batch, labels[part].repeat(4))[1])
    return found


# %%
first = [Normalize(images[training]), nn.Flatten()]
linear = nn.Sequential(*first, nn.Linear(64, 10))
mlp = nn.Sequential(*first, nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 10))
train(linear, 0.03)
train(mlp, 0.003)

results = {}
for name, each in (("convolution", model), ("MLP", mlp), ("linear", linear)):
    results[name] = accuracies(each, validation)
    print(f"{name:12}", *(f"{value:6.1%}" for value in results[name]))

# %% [markdown] lang="ko"
# ### 약점 고치기
#
# 밀지 않았을 때는 셋이 비슷했는데, 한 픽셀만 밀어도 둘은 절반 넘게 틀립니다. 두 픽셀을 밀면 합성곱도 그렇습니다. 이럴 때 쓰는 방법이 **데이터 증강**(data augmentation)입니다. 학습할 때마다 이미지를 조금씩 바꾸는 것인데, 여기서는 미니 배치마다 한 픽셀 이내로 밉니다.

# %% [markdown] lang="en"
# ### Repair it
#
# Unshifted, the three were close. Pushed by one pixel, two of them get more than half wrong, and at two pixels the convolution does too. **Data augmentation** is made for this: it changes the images a little each time you train on them. Here it moves each mini-batch by up to one pixel.


# %%
def moved(batch):
    # ko: -1, 0, 1 가운데에서 두 수를 뽑습니다.
    # en: Draw two numbers from -1, 0 and 1.
    right, down = torch.randint(-1, 2, (2,)).tolist()
    return shifted(batch, right, down)


robust = build(images[training])
train(robust, 0.003, change=moved)
results["augmented"] = accuracies(robust, validation)
print("augmented  ", *(f"{value:6.1%}" for value in results["augmented"]))

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
places = [(1.02, 0.6), (0.4, 0.84), (0.12, 0.6), (1.5, 0.88)]
for number, (name, values) in enumerate(results.items()):
    (line,) = ax.plot(range(3), values, "os^D"[number] + "-")
    ax.text(*places[number], name, color=line.get_color())
ax.set(xlabel="shift in pixels", ylabel="accuracy", xticks=range(3))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 이미지를 밀었을 때, 증강한 데이터로 학습한 모델의 정확도가 가장 적게 떨어집니다.
# :alt: 네 모델의 정확도가 거의 같은 높이에서 시작해, 이미지를 많이 밀수록 내려갑니다. 선형과 MLP가 가장 가파르게, 증강이 가장 완만하게 내려갑니다.
# convolution: 합성곱
# MLP
# linear: 선형
# augmented: 증강
# shift in pixels: 민 픽셀 수
# accuracy: 정확도
# :::
#
# ## 테스트
#
# 학습하면서 연습한 한 픽셀에서는 약점이 고쳐졌고, 연습하지 않은 두 픽셀에서는 나아졌을 뿐입니다. 이 모델로 정하고, 테스트 데이터셋을 한 번 엽니다.
#
# 그런데 무엇을 무엇으로 잘못 읽을까요? **혼동 행렬**(confusion matrix)의 행은 레이블, 열은 예측이고, 칸에 적힌 수는 그렇게 읽은 이미지가 몇 장인지를 나타냅니다. 대각선에는 맞힌 이미지의 수가 있습니다. 3을 8로 읽었으면 38처럼 짝마다 번호를 매겨 `bincount`로 셉니다. 밀지 않은 이미지로는 틀린 것이 너무 적으므로, 아래로 두 픽셀 민 테스트 이미지로 구합니다.
#
# :::{admonition} 예상해 보세요: 0을 아래로 두 픽셀 밀면 모델은 무엇으로 읽을까요?
# :class: predict
# :collapsible: closed
#
# 대개 6으로 읽습니다. 맨 아래 두 줄이 잘려 나가고 남은 획이, 모델에게는 6과 가장 비슷해 보입니다. 맨 윗줄 6번 열을 보십시오.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The model trained on augmented data loses the least accuracy when images are shifted.
# :alt: The accuracy of four models starts at nearly the same height and falls as images are shifted by one pixel and by two. Linear and MLP fall most steeply, augmented the least.
# :::
#
# ## Test
#
# The weakness is repaired at one pixel, which this model practiced; at two, which it didn't, the weakness is only smaller. We choose this model and open the test set, once.
#
# But what does it mistake for what? The rows of a **confusion matrix** are labels, its columns predictions, and a cell counts images; the diagonal holds the correct ones. Each pair gets a number, 38 for a 3 read as an 8, and `bincount` counts them. Unshifted, too few are misread, so test images are pushed down by two pixels.
#
# :::{admonition} Predict: what does the model read when a 0 is pushed down by two pixels?
# :class: predict
# :collapsible: closed
#
# Usually a 6. The two lowest rows are cut off, and to the model, what's left looks most like a 6. See column 6 of the top row.
# :::

# %%
for far, value in enumerate(accuracies(robust, test)):
    print(f"test accuracy, pushed by {far}: {value:.1%}")

with torch.no_grad():
    logits = robust(shifted(images[test], 0, 2))
sure, guesses = logits.softmax(dim=1).max(dim=1)
print(f"pushed down by 2: {(guesses == labels[test]).float().mean():.1%} correct,")
print(f"                  {sure.mean():.1%} sure on average")
pairs = labels[test] * 10 + guesses
confusion = pairs.bincount(minlength=100).reshape(10, 10)
for row in confusion.tolist():
    print("".join(f"{count:3}" for count in row))

# %% [markdown] lang="ko"
# 밀지 않은 이미지 가운데 레이블의 확률이 가장 낮은 6장을 눈으로 봅니다. 레이블을 가리고 보면 여러분은 다 맞힐 수 있습니까? 괄호 안의 수는 모델이 낸 답의 확률입니다. 이것을 그 답이 맞을 가능성으로 믿으면 안 됩니다. 아래로 두 픽셀 민 이미지에서는 평균 {eval}`sure.mean():.0%`를 확신하면서 {eval}`(guesses == labels[test]).float().mean():.0%`만 맞혔습니다.

# %% [markdown] lang="en"
# Here are the 6 images, not shifted, whose label got the lowest probability. Would you get them right with the labels covered? The number in parentheses is the probability of the model's answer. Don't take it for the chance of being right: on the images pushed down by two pixels, it's {eval}`sure.mean():.0%` on average, but only {eval}`(guesses == labels[test]).float().mean():.0%` of them are read correctly.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 1
with torch.no_grad():
    chances = robust(images[test]).softmax(dim=1)
of_label = chances[range(len(test)), labels[test]]
fig, axes = plt.subplots(2, 3, figsize=(6.4, 4.6), layout="constrained")
for ax, index in zip(axes.flat, of_label.argsort()[:6].tolist(), strict=True):
    chance, guess = chances[index].max(dim=0)
    ax.imshow(images[test][index, 0], cmap="gray_r")
    ax.set_title(f"{labels[test][index]}, read as {guess} ({chance:.0%})")
    ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 모델이 레이블에 가장 낮은 확률을 준 이미지들입니다.
# :alt: 흐리거나 모양이 별난 손글씨 숫자 여섯 장입니다. 이미지마다 위에 레이블과 모델의 답, 그 답의 확률이 있습니다.
# {label}, read as {guess} {chance}: 레이블 {label}, 예측 {guess} {chance}
# :::
#
# ## 새 이미지 한 장 읽기
#
# 이제 아래 그림을 고쳐 직접 그려 보세요. 모델이 배운 이미지와 같은 꼴이어야 합니다. 8 × 8픽셀이고, 숫자가 맨 윗줄에서 맨 아랫줄까지 닿습니다. `.`은 종이(0), `#`은 잉크(16)입니다. 정규화는 모델에 들어 있습니다. 모델을 쓸 때는 `eval()`을 잊지 마십시오.
#
# :::{admonition} 예상해 보세요: shape가 (8, 8)인 텐서를 모델에 넣으려면 shape가 어떻게 바뀌어야 할까요?
# :class: predict
# :collapsible: closed
#
# (1, 1, 8, 8)입니다. `unsqueeze(0)` 한 번은 채널 차원을, 또 한 번은 배치 차원을 넣습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: These are the images whose label got the lowest probability.
# :alt: Six handwritten digits, all of them blurred or oddly shaped. Above each stand its label, the answer of the model, and the probability of that answer.
# :::
#
# ## Read one new image
#
# Now make a drawing of your own below. It has to be like the images the model knows: 8 × 8 pixels, with a digit that reaches from the top row to the bottom one, `.` for paper (0) and `#` for ink (16). The normalization is in the model. When you use a model, remember `eval()`.
#
# :::{admonition} Predict: a drawing has the shape (8, 8). What shape does the model need?
# :class: predict
# :collapsible: closed
#
# (1, 1, 8, 8). One `unsqueeze(0)` adds the channel dimension, another one the batch dimension.
# :::

# %%
drawing = """
..####..
.##..##.
.##..##.
..####..
.##..##.
.##..##.
.##..##.
..####..
"""
rows = [[16.0 * (mark == "#") for mark in row] for row in drawing.split()]
new = torch.tensor(rows).unsqueeze(0).unsqueeze(0)
robust.eval()
with torch.no_grad():
    # ko: `topk(3)` 호출로 가장 큰 값 세 개와 그 자리를 얻습니다.
    # en: `topk(3)` returns the three largest values and their places.
    best = robust(new).softmax(dim=1)[0].topk(3)
for chance, digit in zip(best.values, best.indices, strict=True):
    print(f"{digit}: {chance:.1%}")

# %% [markdown] lang="ko"
# ## 저장하고 불러오기
#
# **상태 사전**(state dict)에는 매개변수와 버퍼가 이름과 함께 들어 있습니다. 이름의 숫자는 0부터 센 자리입니다. 0번 자리에는 `Normalize`가, 1번 자리에는 첫 블록이 있으므로 `1.1`은 첫 블록의 배치 정규화입니다. 그 `weight`와 `bias`는 학습한 두 값이고, `running_mean`과 `running_var`는 모아 둔 평균과 분산입니다. 코드는 들어 있지 않으므로, 모델을 다시 만든 다음 거기에 상태 사전을 넣습니다. `mean`과 `std`도 버퍼라서 함께 돌아오므로, 만들 때는 아무 값이나 넣어도 됩니다.
#
# :::{admonition} 예상해 보세요: 불러오기 전과 후에, 새 모델의 출력은 원래 모델의 출력과 얼마나 다를까요?
# :class: predict
# :collapsible: closed
#
# 전에는 가중치가 난수이므로 크게 다르고, 후에는 차이가 0입니다.
# :::

# %% [markdown] lang="en"
# ## Save and load
#
# The **state dict** holds the parameters and buffers by name. The numbers in a name are places, counted from 0. `Normalize` is at 0 and the first block at 1, so `1.1` is that block's batch normalization. Its `weight` and `bias` are the two learned numbers, and `running_mean` and `running_var` the mean and variance it gathered. A state dict holds no code, so we build the model again and load the dict into it. `mean` and `std` are buffers and come back too, so any numbers will do to build it.
#
# :::{admonition} Predict: how far are the new model's outputs from the old one's, before and after loading?
# :class: predict
# :collapsible: closed
#
# Before, far, as its weights are random. After, 0.
# :::

# %%
torch.save(robust.state_dict(), "digits.pt")
state = torch.load("digits.pt", weights_only=True)
print(*list(state)[:7], "...", sep="\n")

loaded = build(torch.rand(8, 8)).eval()
for when in ("before", "after"):
    difference = (loaded(new) - robust(new)).abs().max().item()
    print(f"largest difference {when} loading: {difference:.2f}")
    loaded.load_state_dict(state)

# %% [markdown] lang="ko"
# `weights_only=True`는 왜 쓸까요? `torch.save`로 만든 파일에는 pickle 데이터가 들어 있습니다. pickle은 파이썬 객체를 파일에 담는 형식입니다. 여기에는 아무 코드나 넣을 수 있고, 그 코드는 읽는 순간 실행됩니다. 아래 `Trap`에서는 읽을 때 부를 함수를 `__reduce__`에 적습니다. 여기서는 `print`로 글을 출력할 뿐이지만, 남이 만든 파일에는 여러분의 파일을 지우는 코드가 들어 있을 수도 있습니다. `weights_only=True`는 텐서와 단순한 값만 읽고 나머지는 거부합니다. PyTorch 2.6부터는 적지 않아도 이렇게 읽습니다.

# %% [markdown] lang="en"
# Why `weights_only=True`? The file that `torch.save` writes holds data in pickle, Python's own format for objects, which can run any code the moment it's read. Below, the method `__reduce__` of `Trap` names a function to call when the file is read. It's only `print`, but a stranger's file could delete yours. `weights_only=True` reads tensors and plain values and refuses the rest. Since PyTorch 2.6 it's the default.


# %%
class Trap:
    def __reduce__(self):
        return print, ("code from the file is running",)


torch.save({"weight": Trap()}, "trap.pt")
torch.load("trap.pt", weights_only=False)
try:
    torch.load("trap.pt", weights_only=True)
except Exception as error:
    print("refused:", type(error).__name__)

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 정밀도 (쉬움)
#
# 7이라고 읽은 이미지 가운데 정말 7인 것의 비율은 얼마일까요? 이것을 정밀도(precision)라고 합니다. `confusion`의 열에서 숫자마다 정밀도를 구해, 길이가 10인 텐서 `precision`에 담아 보세요. 대각선은 `confusion.diag()` 호출로 얻습니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Precision (easy)
#
# Of the images read as a 7, what fraction are really a 7? That's called precision. From the columns of `confusion`, compute it for each digit as `precision`, a tensor of length 10. `confusion.diag()` is the diagonal.

# %% tags=["solution"]
# ko: sum(dim=0)은 행을 없애고 열마다 더하므로, 숫자마다 그렇게 읽은 횟수가 됩니다.
# en: sum(dim=0) adds up each column, which counts how often that digit was read.
precision = confusion.diag() / confusion.sum(dim=0)


# %% tags=["check"]
def check_1(precision):
    shape = tuple(precision.shape)
    assert shape == (10,), f"shape {shape}, expected (10,)"
    for digit in range(10):
        wanted = (labels[test][guesses == digit] == digit).float().mean().item()
        got = precision[digit].item()
        hint = "divide by how often the digit was predicted"
        assert abs(got - wanted) < 1e-4, f"{got:.3f} for a {digit}: {hint}"
    print("exercise 1: correct")


check_1(precision)

# %% [markdown] lang="ko"
# ### 2. 새어 나간 평균 (쉬움)
#
# 동료가 `Normalize(images)`라고 썼습니다. 1,797장 모두에서 평균과 표준 편차를 구한 것입니다. 왜 하면 안 되는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 검증과 테스트 이미지의 정보가 평균과 표준 편차를 거쳐 학습에 들어가므로, 더는 모델이 처음 보는 이미지가 아닙니다.
# :::

# %% [markdown] lang="en"
# ### 2. The mean that leaked (easy)
#
# A colleague writes `Normalize(images)`, with the mean and standard deviation of all 1,797 images. Explain in a sentence why that's wrong.
#
# :::{admonition} Solution
# :collapsible: closed
#
# The mean and standard deviation carry information about the validation and test images into training, so those images are no longer new to the model.
# :::

# %% [markdown] lang="ko"
# ### 3. 부를 때마다 다른 정확도 (보통)
#
# 아래 함수로 검증 데이터셋의 정확도를 구합니다. 그런데 `robust.train()` 다음에 여러 번 부르면 값이 달라지기도 하고, `running_mean`까지 바뀝니다. 틀린 곳을 찾아, 고친 함수를 `score(model)`로 써 보세요.

# %% [markdown] lang="en"
# ### 3. A different accuracy each time (medium)
#
# This function should return the validation accuracy. But after `robust.train()`, its value can change from one call to another, and it even changes `running_mean`. Find the bug, and write `score(model)` without it.


# %%
def unsteady(model):
    with torch.no_grad():
        guesses = model(images[validation]).argmax(dim=1)
    return (guesses == labels[validation]).float().mean().item()


# %% tags=["solution"]
# ko: no_grad는 기록만 끕니다. 배치 정규화와 Dropout을 바꾸는 것은 eval입니다.
# en: no_grad only stops recording. It takes eval to switch batch normalization and Dropout.
def score(model):
    model.eval()
    with torch.no_grad():
        guesses = model(images[validation]).argmax(dim=1)
    return (guesses == labels[validation]).float().mean().item()


# %% tags=["check"]
def check_3(score):
    probe = copy.deepcopy(robust).train()
    found = {float(score(probe.train())) for _ in range(5)}
    assert len(found) == 1, f"still different each time: {sorted(found)}"
    inputs, targets = images[validation], labels[validation]
    _, wanted = evaluate(copy.deepcopy(robust), inputs, targets)
    hint = f"on the validation set, it's {wanted:.3f}"
    assert abs(found.pop() - wanted) < 1e-6, hint
    moved = probe[1][1].running_mean - robust[1][1].running_mean
    assert moved.abs().max() == 0, "it still changes running_mean"
    print("exercise 3: correct")


check_3(score)

# %% [markdown] lang="ko"
# ### 4. 나만의 데이터셋 (도전)
#
# `Shifting(images, labels)`로 만드는 데이터셋 클래스를 써 보세요. `__len__`은 이미지의 수를, `__getitem__(index)`는 이미지와 레이블의 짝을 돌려줍니다. 이미지는 꺼낼 때마다 `moved` 함수로 새로 밉니다. 그러면 미니 배치마다가 아니라 이미지마다 다르게 움직입니다.

# %% [markdown] lang="en"
# ### 4. A dataset of your own (hard)
#
# Write a dataset class, to be used as `Shifting(images, labels)`. `__len__` returns the number of images, and `__getitem__(index)` an image, moved with `moved`, and its label. The image moves anew each time it's taken. So each image moves on its own, not each mini-batch as a whole.


# %% tags=["solution"]
# ko: 마지막 두 차원만 밀므로 이미지 한 장에도 쓸 수 있습니다.
# en: Only the last two dimensions move, so a single image is fine.
class Shifting:
    def __init__(self, images, labels):
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return moved(self.images[index]), self.labels[index]


# %% tags=["check"]
def check_4(Shifting):
    dataset = Shifting(images[:256], labels[:256])
    assert len(dataset) == 256, f"the length is {len(dataset)}, expected 256"
    (batch, targets), (again, _) = (next(iter(DataLoader(dataset, 256))) for _ in "12")
    assert batch.shape == (256, 1, 8, 8), f"a batch is {tuple(batch.shape)}"
    assert (targets == labels[:256]).all(), "the labels are those of other images"
    assert not batch.equal(again), "the images move once, not each time one is taken"
    moves = [(right, down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
    kinds = torch.stack([shifted(images[:256], *move) for move in moves])
    same = (kinds == batch).flatten(2).all(dim=2)
    assert same.any(dim=0).all(), "an image isn't what moved makes of it"
    assert same.any(dim=1).sum() == 9, "not every image moves on its own"
    print("exercise 4: correct")


check_4(Shifting)

# %% [markdown] lang="ko"
# ## 요약
#
# - 학습 데이터셋으로 배우고, 검증 데이터셋으로 고르고, 테스트 데이터셋은 한 번만 엽니다.
# - 학습할 때는 `model.train()`, 쓸 때는 `model.eval()`과 `torch.no_grad()`를 부릅니다.
# - 입력을 조금 바꾸어 약점을 찾고, 데이터 증강으로 고칩니다.
# - 상태 사전을 저장하고 `weights_only=True`로 불러옵니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 분류기 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html)
# - [데이터셋과 데이터 로더](https://docs.pytorch.org/docs/stable/data.html)
# - [저장 형식과 `weights_only`](https://docs.pytorch.org/docs/stable/notes/serialization.html)
#
# 이것으로 60분이 끝났습니다. 숫자를 읽는 모델을 처음부터 끝까지 직접 만들었습니다. `backward`가 안에서 무엇을 하는지 궁금하다면 [Autograd 들여다보기](inside_autograd.md)를, 학습이 너무 오래 걸린다면 [데이터 병렬 처리](data_parallel.md)를 보십시오.

# %% [markdown] lang="en"
# ## Recap
#
# - Learn from the training set, choose with the validation set, and open the test set once.
# - Train with `model.train()`, and use the model with `model.eval()` and `torch.no_grad()`.
# - Change the inputs a little to find a weakness; data augmentation can repair it.
# - Save the state dict, and load it with `weights_only=True`.
#
# ## Further reading
#
# - [The official PyTorch classifier tutorial](https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html)
# - [Datasets and data loaders](https://docs.pytorch.org/docs/stable/data.html)
# - [The file format and `weights_only`](https://docs.pytorch.org/docs/stable/notes/serialization.html)
#
# That's the end of the sixty minutes: you've built a model that reads digits, from the data to the saved file. What does `backward` do inside? See [Inside autograd](inside_autograd.md). Does training take too long? See [Data parallelism](data_parallel.md).
