# %% [markdown] lang="ko"
"""
# 5분 만에 만드는 첫 신경망

손글씨 숫자를 읽는 신경망을 지금 바로 만들어 학습시켜 보겠습니다. 코드 서른 줄로 만든 신경망이 처음 보는 숫자도 100개 가운데 {eval}`accuracy(model, test) * 100:.0f`개를 맞힙니다.

아직 다 이해하지 못해도 괜찮습니다. 읽기만 해도 되고, 이 페이지의 노트북을 직접 실행해도 됩니다. 궁금한 것은 모아 두십시오. 마지막 그림을 보고 나면 하나가 더 생길 것입니다.

## 이 튜토리얼에서 배우는 것

- 학습 프로그램의 다섯 부분: 데이터, 신경망, 손실, 변화도, 갱신
- 신경망이 정말로 배웠는지 확인하는 방법
- 각 부분을 어느 튜토리얼에서 배우는지
"""

# %% [markdown] lang="en"
# # Your first network in five minutes
#
# Let's build a network that reads handwritten digits, right now. Thirty lines of code are enough for it to read {eval}`accuracy(model, test) * 100:.0f` of 100 digits it has never seen.
#
# You don't have to understand it all yet. Read along, or run this page's notebook yourself, and collect your questions. The picture at the end will give you one more.
#
# ## What you will learn
#
# - The five parts of a training program: data, network, loss, gradients, update
# - How to check that a network has really learned something
# - Which tutorial explains which part

# %% [markdown] lang="ko"
# ## 데이터 준비하기
#
# scikit-learn 라이브러리에 들어 있는 손글씨 숫자 1,797장을 씁니다. 이미지 한 장에는 픽셀이 64개 있고, 픽셀의 값은 0(흰 종이)부터 16(가장 진한 잉크)까지입니다. **레이블**(label)은 이미지에 적힌 숫자입니다. 둘 다 **텐서**(tensor)에 담는데, 텐서가 무엇인지는 [다음 튜토리얼](tensors.md)에서 배웁니다. 값은 16으로 나누어 0과 1 사이로 맞춥니다. 그리고 순서를 섞어 360장은 시험에 쓰려고 떼어 둡니다. 떼어 둔 이미지는 `images[test]`입니다.
#
# :::{admonition} 예상해 보세요: 아래에 출력한 이미지는 어떤 숫자일까요?
# :class: predict
# :collapsible: closed
#
# 0입니다. 값이 클수록 진한 픽셀이고, 값이 0인 한가운데는 구멍입니다.
# :::

# %% [markdown] lang="en"
# ## The data
#
# We'll use 1,797 handwritten digits from the library scikit-learn. An image has 64 pixels, with values from 0 (white paper) to 16 (the darkest ink). Its **label** is the digit it shows. Both go into **tensors**, which the [next tutorial](tensors.md) explains. Dividing by 16 scales the values to between 0 and 1. Then we shuffle the images and set 360 aside for a test; those are `images[test]`.
#
# :::{admonition} Predict: which digit is the image printed below?
# :class: predict
# :collapsible: closed
#
# A 0. The larger the value, the darker the pixel, and the values of 0 in the middle are the hole.
# :::

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

# ko: 실행할 때마다 같은 난수가 나오게 합니다.
# en: The same random numbers in every run.
torch.manual_seed(5)

digits = load_digits()
images = torch.tensor(digits.data, dtype=torch.float32) / 16
labels = torch.tensor(digits.target)

order = torch.randperm(len(images))
test, train = order[:360], order[360:]
print(digits.images[0].astype(int))

# %% [markdown] lang="ko"
# ## 신경망 만들기
#
# 값 64개로 어떻게 답을 낼까요? **신경망**(neural network)에서는 값이 **계층**(layer)을 차례로 지나며 바뀝니다. 첫 `nn.Linear`는 64개를 32개로, 둘째는 32개를 10개로 바꿉니다. 마지막 10개가 0부터 9까지의 점수이고, 점수가 가장 높은 숫자가 답입니다. 계층과 `nn.ReLU`가 하는 계산은 ['신경망' 튜토리얼](neural_networks.md)에서 배웁니다.
#
# :::{admonition} 예상해 보세요: 학습하기 전의 신경망은 몇 %나 맞힐까요?
# :class: predict
# :collapsible: closed
#
# 10%쯤입니다. 처음에는 계층에 든 수가 난수이므로 찍는 것과 같고, 찍으면 열 번에 한 번쯤 맞습니다.
# :::

# %% [markdown] lang="en"
# ## The network
#
# How do 64 values turn into an answer? A **neural network** sends them through **layers**, one after another. The first `nn.Linear` turns the 64 into 32, and the second turns the 32 into 10. Those last 10 are scores for 0 to 9, and the digit with the highest score is the answer. [Neural networks](neural_networks.md) shows what a layer and `nn.ReLU` compute.
#
# :::{admonition} Predict: what percentage does the network get right before training?
# :class: predict
# :collapsible: closed
#
# About 10%. The numbers in the layers start out random, so it's only guessing, and a guess is right 1 time in 10.
# :::

# %%
model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def accuracy(network, part):
    answers = network(images[part]).argmax(dim=1)
    return (answers == labels[part]).float().mean().item()


print(f"correct before training: {accuracy(model, test):.1%}")

# %% [markdown] lang="ko"
# ## 학습시키기
#
# 이제 **학습**(training)시켜 보겠습니다. 아래 반복문은 같은 일을 100번 합니다. **손실**(loss)은 정답의 점수가 다른 점수보다 훨씬 높을 때 작아지는 숫자입니다. `cross_entropy`로 계산하며, 그 방법도 ['신경망' 튜토리얼](neural_networks.md)에서 배웁니다. 신경망에 든 수 하나를 조금 키우면 손실은 얼마나 커질까요? `backward`는 그 답을 모든 수에 대해 하나씩 구합니다. 이 답이 **변화도**(gradient)이고, `zero_grad`와 함께 [Autograd](autograd.md)에서 배웁니다. 끝으로 `optimizer.step()`이 모든 수를 손실이 줄어드는 쪽으로 조금 옮깁니다. 이것이 갱신이고, `Adam`은 옮기는 방법의 이름입니다.
#
# :::{admonition} 예상해 보세요: 손실은 2.3쯤에서 시작합니다. 100번 뒤에는 절반이 될까요, 더 작아질까요?
# :class: predict
# :collapsible: closed
#
# 훨씬 작은 0.05가 됩니다. 처음에는 빠르게, 나중에는 천천히 줄어듭니다.
# :::

# %% [markdown] lang="en"
# ## Training
#
# Now for the **training**: the loop below does the same thing 100 times. The **loss** is one number, small when the correct digit scores far above the others; [Neural networks](neural_networks.md) explains `cross_entropy`, which computes it. How much would the loss grow if a number in the network grew a little? `backward` finds that out for every number in the network. These answers are the **gradients**; [Autograd](autograd.md) explains them, along with `zero_grad`. Last, `optimizer.step()` moves all the numbers a little, in the direction that makes the loss smaller. That's the update, and `Adam` is one way to do it.
#
# :::{admonition} Predict: the loss starts at about 2.3. After 100 rounds, is it half of that, or less?
# :class: predict
# :collapsible: closed
#
# Far less: 0.05. It falls fast at first and slowly later.
# :::

# %%
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for i in range(100):
    loss = F.cross_entropy(model(images[train]), labels[train])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if i in (0, 9, 49, 99):
        print(f"round {i + 1:3}: loss {loss.item():.2f}")

# %% [markdown] lang="ko"
# ## 시험 보기
#
# 손실이 줄었습니다. 그런데 신경망이 숫자를 읽는 법을 배웠을까요, 아니면 본 이미지를 외웠을까요? 떼어 둔 360장으로 알아봅니다. 데이터를 나누는 방법은 [분류기 학습하기](training_a_classifier.md)에서 자세히 다룹니다.
#
# :::{admonition} 예상해 보세요: 처음 보는 이미지도 학습한 이미지만큼 잘 읽을까요?
# :class: predict
# :collapsible: closed
#
# 그만큼은 아니지만 비슷합니다. 처음 보는 360장 가운데 {eval}`accuracy(model, test) * len(test):.0f`장을 맞힙니다.
# :::

# %% [markdown] lang="en"
# ## The test
#
# The loss fell. But has the network learned to read, or has it memorized the images it saw? The 360 we set aside will tell. [Training a classifier](training_a_classifier.md) says more about splitting data.
#
# :::{admonition} Predict: does it read new images as well as those it learned from?
# :class: predict
# :collapsible: closed
#
# Not quite, but nearly: it reads {eval}`accuracy(model, test) * len(test):.0f` of the 360 new ones.
# :::

# %%
print(f"images it learned from: {accuracy(model, train):.1%}")
print(f"images it never saw:    {accuracy(model, test):.1%}")

# %% [markdown] lang="ko"
# ## 여섯 가지 답
#
# `softmax`는 점수 10개를 합이 1인 확률로 바꿉니다. 그 가운데 가장 큰 값은 신경망이 얼마나 확신하는지를 나타냅니다. 그림 윗줄은 시험 이미지의 처음 세 장입니다. 아랫줄은 신경망이 잘못 읽은 {eval}`(1 - accuracy(model, test)) * len(test):.0f`장 가운데 가장 강하게 확신한 세 장입니다.
#
# :::{admonition} 예상해 보세요: 틀린 답을 낼 때도 확신할 수 있을까요?
# :class: predict
# :collapsible: closed
#
# 틀린 답 두 개는 90% 넘게 확신했습니다. 맞힌 답 가운데에는 그보다 덜 확신한 것도 있습니다.
# :::

# %% [markdown] lang="en"
# ## Six answers
#
# `softmax` turns the 10 scores into probabilities that add up to 1; the largest shows how sure the network is. The upper row has the first three test images. The lower row has the three it was surest about among the {eval}`(1 - accuracy(model, test)) * len(test):.0f` it misread.
#
# :::{admonition} Predict: how sure can the network be and still be wrong?
# :class: predict
# :collapsible: closed
#
# Very: it was over 90% sure of two wrong answers, and less sure than that of some right ones.
# :::

# %%
sure, answers = model(images[test]).softmax(dim=1).max(dim=1)
wrong = answers != labels[test]
worst = (sure * wrong).argsort(descending=True)[:3]

# %% tags=["hide-input"]
fig, axes = plt.subplots(2, 3, figsize=(6.4, 4.8), layout="constrained")
for ax, index in zip(axes.flat, [0, 1, 2, *worst], strict=True):
    ax.imshow(digits.images[test[index]], cmap="gray_r")
    truth = f"\nwrong: it's {labels[test[index]]}" if wrong[index] else ""
    ax.set_title(f"{answers[index]}, {sure[index]:.0%} sure{truth}")
    ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 신경망은 맞히면서 망설이기도 하고, 틀리면서 확신하기도 합니다.
# :alt: 손글씨 숫자 여섯 장 위에 신경망의 답이 있습니다. 윗줄 세 장은 맞혔고, 아랫줄 세 장은 다른 숫자로 잘못 읽었습니다.
# {answer}, {share} sure: {answer}, 확신 {share}
# "wrong: it's {digit}": 오답, 정답은 {digit}
# :::
#
# 이상하지 않습니까? 신경망은 위 가운데의 {eval}`answers[1]`를 맞히고도 {eval}`sure[1]:.0%`밖에 확신하지 못했습니다. 그런데 아래 왼쪽의 {eval}`labels[test[worst[0]]]`은 {eval}`sure[worst[0]]:.0%`나 확신하면서 {eval}`answers[worst[0]]`로 잘못 읽었습니다. 무엇을 보고 답하는 걸까요? 더 잘 읽게 할 수는 없을까요? 알아보려면 신경망 안을 들여다보아야 합니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The network can hesitate when it is right, and be sure when it is wrong.
# :alt: Six handwritten digits below the answers of the network. The three in the upper row are right, and the three in the lower row were taken for other digits.
# :::
#
# Isn't that odd? The network is right about the {eval}`answers[1]` at the top center, but only {eval}`sure[1]:.0%` sure. It takes the {eval}`labels[test[worst[0]]]` at the bottom left for a {eval}`answers[worst[0]]`, and is {eval}`sure[worst[0]]:.0%` sure. What does it look at? Could it do better? To find out, you'll have to look inside.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 100%를 맞혔다는 친구 (쉬움)
#
# 친구가 학습할 때 `train` 대신 `test`를 썼더니 `test`를 100% 맞혔다고 자랑합니다. 이 숫자로는 무엇을 알 수 없는지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 시험 문제를 미리 보고 배웠으므로, 처음 보는 이미지를 얼마나 잘 읽는지는 알 수 없습니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. The friend with 100% (easy)
#
# A friend trained on `test` instead of `train`, and is proud that 100% of the images in `test` come out right. Explain in a sentence what this number doesn't tell you.
#
# :::{admonition} Solution
# :collapsible: closed
#
# The network learned from the test images, so nobody knows how well it reads images it has never seen.
# :::

# %% [markdown] lang="ko"
# ### 2. 맞지 않는 계층 (보통)
#
# 가운데에서 숫자 16개를 거치는 신경망을 아래처럼 만들었더니, `net(images)`에서 오류가 납니다. 틀린 곳을 찾아 고친 `net`을 만들어 보세요.
#
# `net = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(32, 10))`

# %% [markdown] lang="en"
# ### 2. Layers that don't fit (medium)
#
# This network should have 16 numbers in the middle, but `net(images)` raises an error. Find the bug, and make a `net` that works.
#
# `net = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(32, 10))`

# %% tags=["solution"]
# ko: 둘째 계층은 첫 계층이 만든 만큼, 곧 16개를 받습니다.
# en: The second layer has to take as many numbers as the first one makes: 16.
net = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(16, 10))


# %% tags=["check"]
def check_2(net):
    try:
        shape = tuple(net(images).shape)
    except RuntimeError as error:
        raise AssertionError(f"it still fails: {error}") from None
    assert shape == (1797, 10), f"the output is {shape}, expected (1797, 10)"
    middle = net[0].out_features
    assert middle == 16, f"{middle} numbers in the middle, expected 16"
    print("exercise 2: correct")


check_2(net)

# %% [markdown] lang="ko"
# ### 3. 거꾸로 선 숫자 (도전)
#
# `images.flip(dims=[1])`은 이미지마다 숫자 64개의 순서를 뒤집어, 이미지를 180도 돌린 텐서입니다. `model`이 이렇게 돌린 시험 이미지를 얼마나 맞힐지 예상한 다음, 그 비율을 0과 1 사이의 수로 구해 `turned`에 담아 보세요. 레이블은 그대로 씁니다.
#
# <!-- check: allow claimed-numbers: a half turn has 180 degrees -->

# %% [markdown] lang="en"
# ### 3. Upside down (hard)
#
# `images.flip(dims=[1])` reverses the 64 numbers of each image, which turns it by 180 degrees. What fraction of the test images, turned like this, does `model` get right? Guess, then compute it, a number from 0 to 1, and call it `turned`. The labels stay as they are.

# %% tags=["solution"]
# ko: 0은 돌려도 0이지만, 3, 6, 7, 9는 하나도 맞히지 못합니다.
# en: A 0 upside down is still a 0, but not a single 3, 6, 7 or 9 comes out right.
upside_down = model(images.flip(dims=[1])[test]).argmax(dim=1)
turned = (upside_down == labels[test]).float().mean().item()
print(f"{turned:.1%}")


# %% tags=["check"]
def check_3(turned):
    rotated = torch.tensor(digits.images).rot90(2, dims=(1, 2)).flatten(1).float() / 16
    found = (model(rotated[test]).argmax(dim=1) == labels[test]).float().mean()
    message = "count the test images alone, turned, as a number from 0 to 1"
    assert abs(turned - found) < 0.0006, f"{turned:.3f}: {message}"
    print("exercise 3: correct")


check_3(turned)

# %% [markdown] lang="ko"
# ## 요약
#
# - 학습 프로그램은 데이터, 신경망, 손실, 변화도, 갱신의 다섯 부분으로 이루어집니다.
# - 신경망은 난수에서 출발하고, 학습할 때 그 수를 손실이 줄어드는 쪽으로 바꾸어 나갑니다.
# - 정말로 배웠는지는 처음 보는 이미지로 확인합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 튜토리얼의 빠른 시작](https://docs.pytorch.org/tutorials/beginner/basics/quickstart_tutorial.html)
#
# 이제 하나씩 뜯어봅니다. 이미지도, 점수도, 신경망에 든 수도 모두 텐서이므로 [텐서](tensors.md)부터 시작합니다.

# %% [markdown] lang="en"
# ## Recap
#
# - A training program has five parts: data, network, loss, gradients and update.
# - A network starts from random numbers, and training changes them to make the loss smaller.
# - Only images it has never seen show whether it has learned.
#
# ## Further reading
#
# - [The quickstart of the official PyTorch tutorials](https://docs.pytorch.org/tutorials/beginner/basics/quickstart_tutorial.html)
#
# Now let's take it apart. The images, the scores and the numbers in the network are all tensors, so [Tensors](tensors.md) comes next.
