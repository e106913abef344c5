# %% [markdown] lang="ko"
"""
# 어텐션 처음부터 만들기

글을 쓰는 모델도, 이미지를 읽는 모델도 요즘은 같은 계산을 바탕으로 합니다. 바로 어텐션입니다. 손글씨 숫자 한 장을 여덟 행으로 나누고, 행끼리 서로 무엇을 알려 주는지 표로 읽으면서 그 계산을 처음부터 만들어 보겠습니다.

## 이 튜토리얼에서 배우는 것

- 어텐션을 세 줄로 계산하고 표로 읽는 방법
- 쿼리, 키, 밸류와 마스크, 여러 헤드가 하는 일
- 위치를 빼면 모델이 무엇을 모르게 되는지
- 어텐션 지도로 알 수 있는 것과 알 수 없는 것
"""

# %% [markdown] lang="en"
# # Attention from scratch
#
# Models that write and models that look at pictures rest on the same computation these days: attention. Let's build it from scratch. We'll cut a handwritten digit into its eight rows and read, in a table, what the rows tell each other.
#
# ## What you will learn
#
# - How to compute attention in three lines and read it as a table
# - What queries, keys, values, masks and several heads do
# - What a model no longer knows when you drop the positions
# - What an attention map tells you, and what it doesn't

# %% [markdown] lang="ko"
# ## 행을 토큰으로
#
# 맨 윗줄 하나만 보고 숫자를 맞힐 수 있을까요? 둥근 윗줄은 0에도, 8에도, 9에도 있습니다. 나머지 행을 알아야 합니다. 이렇게 서로를 보며 읽을 조각 하나를 **토큰**(token)이라고 합니다. 글에서는 낱말이나 그 일부가, 여기서는 이미지의 행 하나가 토큰입니다. 토큰마다 숫자 8개로 된 벡터가 있습니다.

# %% [markdown] lang="en"
# ## Rows as tokens
#
# Could you name a digit from its top row alone? A round top belongs to a 0, an 8 or a 9. You need the other rows. A piece that is read together with others is called a **token**. In a text, tokens are words or parts of words; here, each row of the image is one, a vector of 8 numbers.

# %%
import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32) / 8
labels = torch.tensor(digits.target)
x = images[0]
print("tokens:", tuple(x.shape), "of the digit", labels[0].item())

# %% [markdown] lang="ko"
# ## 표로 읽는 점수
#
# 두 행이 얼마나 비슷한지는 내적으로 잽니다. 같은 자리의 값끼리 곱해 더하면, 획이 겹칠수록 점수가 커집니다. `x @ x.T`는 모든 짝의 점수를 담은 표입니다. 행마다 소프트맥스를 거치면 점수가 합이 1인 몫이 됩니다. 마지막으로 그 몫대로 행들을 섞습니다. 아래 코드의 처음 세 줄이 **어텐션**(attention)이고, 몫을 **어텐션 가중치**라고 합니다.
#
# :::{admonition} 예상해 보세요: 0의 맨 윗줄(0번 행)은 자기 말고 어느 행을 가장 많이 읽을까요?
# :class: predict
# :collapsible: closed
#
# 바로 아래의 1번 행입니다. 가장 닮은 것은 맨 아랫줄이지만, 내적은 겹치는 자리의 잉크가 진할수록 큽니다. 1번 행은 그 자리가 더 진해서, 맨 윗줄은 자기보다도 1번 행을 더 많이 읽습니다.
# :::

# %% [markdown] lang="en"
# ## Scores in a table
#
# How alike are two rows? Multiply the values at the same places and add up: this dot product is higher the more the strokes overlap. `x @ x.T` is a table of all scores. Softmax turns each row of it into shares that add up to 1. Last, each row becomes a mix of all rows, by these shares. The first three lines below are **attention**, and the shares are the **attention weights**.
#
# :::{admonition} Predict: apart from itself, which row does the top row of a 0 (row 0) read most?
# :class: predict
# :collapsible: closed
#
# Row 1, right below. The bottom row is its near twin, but the score grows with the ink where two rows overlap, and row 1 is darker there. So the top row reads row 1 even more than itself.
# :::

# %%
scores = x @ x.T / math.sqrt(8)
weights = scores.softmax(dim=1)
mixed = weights @ x
for row in weights.tolist():
    print("".join(f"{share:6.2f}" for share in row))
print("mixed:", tuple(mixed.shape))

# %% tags=["hide-input"]
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.7), layout="constrained")
for ax, table, title in zip(
    axes, (x, weights, mixed), ("8 tokens", "who reads whom", "8 mixed tokens"), strict=True
):
    ax.imshow(table, cmap="gray_r")
    ax.set(title=title, xticks=range(0, 8, 2), yticks=range(8))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 가운데 표의 행은 읽는 토큰, 열은 읽히는 토큰입니다.
# :alt: 왼쪽은 손글씨 0이고, 가운데는 어텐션 가중치를 명암으로 나타낸 여덟 줄짜리 표이고, 오른쪽은 행들을 섞어 획이 흐려진 0입니다.
# 8 tokens: 토큰 8개
# who reads whom: 누가 누구를 읽나
# 8 mixed tokens: 섞은 토큰 8개
# :::
#
# 이 가중치는 학습하는 가중치와 달리 입력에서 매번 새로 구합니다.
#
# ## 쿼리, 키, 밸류
#
# 닮은 행을 찾는 것으로 충분할까요? 맨 윗줄은 닮은 행보다 '아래가 막혔는가?'가 더 궁금할지도 모릅니다. 그래서 토큰마다 선형 계층으로 벡터 세 개를 만듭니다. **쿼리**(query)는 무엇을 찾는지, **키**(key)는 무엇이 있는지를 나타내고, **밸류**(value)는 넘겨줄 내용입니다. 점수는 쿼리와 키의 내적이고, 섞는 것은 밸류입니다.
#
# 점수는 왜 키에 든 수의 개수 $d$의 제곱근으로 나눌까요? 개수가 많을수록 점수가 커져, 소프트맥스가 거의 모든 몫을 한 토큰에 줍니다. 난수가 64개 든 벡터로 재어 보겠습니다.
#
# :::{admonition} 예상해 보세요: 나누지 않으면 가장 큰 몫은 평균 얼마쯤일까요?
# :class: predict
# :collapsible: closed
#
# 0.9쯤입니다. 점수의 표준 편차가 8이나 되어 1등과 2등이 흔히 4쯤 벌어집니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: In the table in the middle, a row is the token that reads, and a column the token that is read.
# :alt: On the left a handwritten 0, in the middle a table of eight rows that shows attention weights as shades, and on the right the 0 with its rows mixed and its strokes blurred.
# :::
#
# Unlike the weights that a model learns, these are computed anew for each input.
#
# ## Queries, keys and values
#
# Is it enough to look for similar rows? The top row might rather know: is it closed at the bottom? So linear layers make three vectors from each token: a **query** for what it looks for, a **key** for what it has, and a **value** to hand over. The score is the dot product of query and key, and what's mixed is the values.
#
# Why divide by the square root of $d$, the number of values in a key? More values make larger scores, and softmax gives nearly everything to one token. Let's measure that with vectors of 64 random numbers.
#
# :::{admonition} Predict: without the division, how large is the largest share on average?
# :class: predict
# :collapsible: closed
#
# About 0.9. The scores have a standard deviation of 8, so first place often leads second by about 4.
# :::


# %%
def attend(q, k, v, allowed=None):
    # ko: @는 마지막 두 차원의 행렬을 곱하고, transpose는 그 두 차원을 맞바꿉니다.
    # en: @ multiplies the matrices in the last two dimensions; transpose swaps those two.
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if allowed is not None:
        scores = scores.masked_fill(~allowed, -math.inf)
    weights = scores.softmax(dim=-1)
    return weights @ v, weights


q, k, v = torch.randn(3, 1000, 8, 64)
undivided = (q @ k.transpose(-2, -1)).softmax(dim=-1).max(dim=-1).values.mean()
ours, weights = attend(q, k, v)
print(f"largest share: {undivided:.2f}, divided: {weights.max(dim=-1).values.mean():.2f}")

theirs = F.scaled_dot_product_attention(q, k, v)
print(f"largest difference from torch: {(ours - theirs).abs().max():.5f}")

# %% [markdown] lang="ko"
# `scaled_dot_product_attention`은 PyTorch가 같은 계산을 빠르게 하는 함수입니다. 차이는 소수점 아래 다섯 자리까지 0입니다.
#
# ## 마스크
#
# 글을 쓰는 모델은 다음 낱말을 맞히며 배웁니다. 그런데 다음 낱말을 볼 수 있으면 맞힐 필요가 없습니다. 그래서 보면 안 되는 토큰을 **마스크**(mask)로 가립니다. `attend`에서는 `masked_fill`이 가릴 점수를 $-\infty$로 바꿉니다. 그러면 $e^{-\infty} = 0$이므로 몫도 0입니다. 아래의 `allowed`에서는 행마다 자기와 그 위의 행만 `True`입니다. `tril`은 대각선과 그 아래만 남깁니다.
#
# :::{admonition} 예상해 보세요: 맨 윗줄의 토큰은 자기에게 몫을 얼마나 줄까요?
# :class: predict
# :collapsible: closed
#
# 전부, 곧 1입니다. 볼 수 있는 것이 자기뿐입니다.
# :::

# %% [markdown] lang="en"
# `scaled_dot_product_attention` is torch's own fast version of this. The difference is 0 to five places.
#
# ## Masks
#
# A model that writes learns by guessing the next word. If it could see that word, there'd be nothing to guess. So a **mask** hides the tokens that mustn't be seen. In `attend`, `masked_fill` turns their scores into $-\infty$, and their shares are 0, because $e^{-\infty} = 0$. In `allowed` below, each row has `True` for itself and the rows above; `tril` keeps the diagonal and what's below it.
#
# :::{admonition} Predict: what share does the top row give to itself?
# :class: predict
# :collapsible: closed
#
# All of it, 1: the top row can see nothing else.
# :::

# %%
allowed = torch.ones(8, 8, dtype=torch.bool).tril()
_, weights = attend(x, x, x, allowed)
for row in weights.tolist():
    print("".join(f"{share:6.2f}" for share in row))

ours, _ = attend(q, k, v, allowed)
theirs = F.scaled_dot_product_attention(q, k, v, is_causal=True)
print(f"largest difference from torch: {(ours - theirs).abs().max():.5f}")

# %% [markdown] lang="ko"
# ## 여러 헤드
#
# 토큰 하나가 두 가지를 한꺼번에 찾으려면 어떻게 해야 할까요? 표 하나로는 몫을 나눌 수밖에 없습니다. 모델에서는 먼저 선형 계층이 행마다 수 8개를 32개로 늘립니다. 거기서 만든 쿼리, 키, 밸류를 8씩 넷으로 쪼개고, 조각마다 어텐션을 따로 합니다. 그 하나하나가 **헤드**(head)입니다. 헤드는 배치처럼 차원 하나를 더 쓸 뿐이라 함수 `attend`도 고칠 필요가 없습니다. 끝에는 조각을 다시 이어 선형 계층으로 섞습니다.
#
# :::{admonition} 예상해 보세요: 이미지 5장, 토큰 8개, 헤드 4개이면 어텐션 가중치의 shape는 무엇일까요?
# :class: predict
# :collapsible: closed
#
# (5, 4, 8, 8)입니다. 이미지와 헤드마다 표가 하나씩 있습니다.
# :::

# %% [markdown] lang="en"
# ## Several heads
#
# What if a token looks for two things at once? In a single table it would have to split its shares. In the model, a linear layer first turns the 8 numbers of each row into 32. Let's cut the queries, keys and values made from these into four pieces of 8 and give each piece an attention of its own, a **head**. Heads are one more dimension, like a batch, so our function `attend` stays as it is. At the end, the pieces are joined again, and a linear layer mixes them.
#
# :::{admonition} Predict: with 5 images, 8 tokens and 4 heads, what is the shape of the attention weights?
# :class: predict
# :collapsible: closed
#
# (5, 4, 8, 8): one table for each image and head.
# :::


# %%
class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x):
        parts = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        mixed, self.weights = attend(q, k, v)
        return self.out(mixed.transpose(1, 2).flatten(2))


layer = Attention(32, 4)
print("output: ", tuple(layer(torch.randn(5, 8, 32)).shape))
print("weights:", tuple(layer.weights.shape))

# %% [markdown] lang="ko"
# ## 블록 하나
#
# 어텐션은 토큰끼리 섞기만 합니다. 섞은 결과를 토큰마다 따로 처리하는 일은 작은 다층 퍼셉트론이 맡습니다. 둘 다 결과를 입력에 더하는데, 이것을 **잔차 연결**(residual connection)이라고 합니다. 원래 정보가 남고, 변화도도 더하기를 지나 곧장 뒤로 갑니다. `LayerNorm`은 **계층 정규화**(layer normalization)입니다. 배치가 아니라 토큰마다 평균을 0, 표준 편차를 1로 맞춘 다음, 자리마다 학습한 값을 곱하고 더합니다. 이런 블록을 쌓은 모델이 **트랜스포머**(transformer)입니다.
#
# 답은 누가 낼까요? 토큰을 하나 더 맨 앞에 둡니다. 학습한 벡터에서 출발해 행들을 읽고 답을 내는 '답 토큰'입니다. `positions`에는 행의 자리마다 학습하는 벡터가 하나씩 있어, 토큰에 더해집니다.

# %% [markdown] lang="en"
# ## One block
#
# Attention only mixes tokens. Working on the mix, for each token by itself, is the job of a small MLP. Both add their result to their input: that's a **residual connection**. What was there stays, and gradients pass straight back through the sum. `LayerNorm`, **layer normalization**, gives each token mean 0 and standard deviation 1, whatever the batch, then scales and shifts its numbers by learned values. A model made of such blocks is a **transformer**.
#
# And who gives the answer? One more token in front, the reader. It starts as a learned vector, reads the rows and answers. `positions` holds a learned vector for each row's place, which is added to the token.


# %%
class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = Attention(width, heads)
        self.mlp = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


# %%
class Transformer(nn.Module):
    def __init__(self, use_positions, width=32):
        super().__init__()
        self.use_positions = use_positions
        self.embed = nn.Linear(8, width)
        self.positions = nn.Parameter(torch.randn(8, width) / 2)
        self.reader = nn.Parameter(torch.randn(1, 1, width) / 2)
        self.blocks = nn.Sequential(Block(width, 4), Block(width, 4))
        self.answer = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 10))

    def forward(self, images):
        x = self.embed(images)
        if self.use_positions:
            x = x + self.positions
        x = torch.cat([self.reader.expand(len(x), -1, -1), x], dim=1)
        return self.answer(self.blocks(x)[:, 0])


# %% [markdown] lang="ko"
# ## 위치를 빼면
#
# 어텐션의 식 어디에도 행이 몇 번째인지는 없습니다. 토큰의 순서를 바꾸면 표의 행과 열이 따라 바뀔 뿐입니다. 그렇다면 위치를 뺀 모델은 숫자를 얼마나 읽을까요? 시드 두 개로 위치가 있는 모델과 없는 모델을 학습시킵니다. 그런 다음 테스트 이미지의 위아래를 뒤집어, 출력이 얼마나 달라지는지도 봅니다. `flip(1)`에서는 행의 순서만 바뀝니다. 첫 튜토리얼에서처럼 반 바퀴 도는 것이 아닙니다.
#
# :::{admonition} 예상해 보세요: 위치를 뺀 모델의 정확도는 찍을 때(10%)와 얼마나 다를까요?
# :class: predict
# :collapsible: closed
#
# 훨씬 높습니다. 순서는 몰라도 어떤 행들이 있는지는 알기 때문입니다. 그러나 원래 이미지와 위아래를 뒤집은 이미지를 서로 구별하지는 못합니다.
# :::

# %% [markdown] lang="en"
# ## Drop the positions
#
# Nowhere do the formulas say which row comes first. Change the order of the tokens, and the rows and columns of the table change along, no more. So how well does a model read without positions? Let's train with and without them, with two seeds each. Then we flip the test images top to bottom and look at how far the outputs move. `flip(1)` reverses only the order of the rows; it isn't the half turn of the first page.
#
# :::{admonition} Predict: how does the accuracy without positions compare to guessing (10%)?
# :class: predict
# :collapsible: closed
#
# It's far higher: the model doesn't know the order, but it knows which rows there are. What it can't do is tell an image from the same one flipped top to bottom.
# :::

# %%
everything = torch.arange(1797)
training, test = train_test_split(everything, test_size=450, stratify=labels, random_state=0)


def train(use_positions, seed):
    torch.manual_seed(seed)
    model = Transformer(use_positions)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.004)
    for _ in range(12):
        for part in training[torch.randperm(len(training))].split(96):
            optimizer.zero_grad()
            F.cross_entropy(model(images[part]), labels[part]).backward()
            optimizer.step()
    return model


# %%
@torch.no_grad()
def accuracy(model, inputs):
    return (model(inputs).argmax(dim=1) == labels[test]).float().mean().item()


found = {}
for use_positions in (True, False):
    models = [train(use_positions, seed) for seed in (0, 1)]
    found[use_positions] = [accuracy(model, images[test]) for model in models]
    with torch.no_grad():
        turned = models[0](images[test].flip(1)) - models[0](images[test])
    print(f"positions {use_positions!s:5}", *(f"{a:.1%}" for a in found[use_positions]))
    print(f"  flipped, outputs move by up to {turned.abs().max():.3f}")
    if use_positions:
        model = models[0]

# %% [markdown] lang="ko"
# 위치가 있으면 평균 {eval}`sum(found[True]) / 2:.1%`, 없으면 {eval}`sum(found[False]) / 2:.1%`를 맞힙니다. 행의 순서를 알면 그만큼 더 맞히는 것입니다.
#
# ## 어텐션 지도
#
# 모델은 어느 행을 보고 답할까요? 마지막 블록에서 답 토큰이 각 행에 준 몫을 헤드 네 개에서 평균해, 숫자 옆에 막대로 그립니다.

# %% [markdown] lang="en"
# With positions, {eval}`sum(found[True]) / 2:.1%` are right on average, without them {eval}`sum(found[False]) / 2:.1%`. That's what knowing the order is worth here.
#
# ## The attention map
#
# Which rows does the model look at? In the last block, the reader gave each row a share. Averaged over the four heads, these shares stand as bars beside the digit.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
with torch.no_grad():
    guesses = model(images[test]).argmax(dim=1)
looks = model.blocks[1].attention.weights[:, :, 0, 1:].mean(dim=1)
fig, axes = plt.subplots(2, 4, figsize=(6.4, 3.6), layout="constrained")
for pair, digit in zip(axes.reshape(4, 2), (3, 4, 6, 9), strict=True):
    place = (labels[test] == digit).nonzero()[0].item()
    pair[0].imshow(images[test][place], cmap="gray_r", aspect="auto")
    pair[0].set(xticks=[], yticks=[], title=f"read as {guesses[place]}")
    pair[1].barh(range(8), looks[place])
    pair[1].set(ylim=(7.5, -0.5), xlim=(0, 0.6), yticks=[], title="share")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 막대는 답 토큰이 그 높이의 행에 준 몫입니다.
# :alt: 손글씨 숫자 네 장이 있고, 저마다 오른쪽에 행마다 하나씩 가로 막대 여덟 개가 있습니다. 막대의 길이는 행마다 다르고 숫자마다도 다릅니다.
# read as {digit}: 예측 {digit}
# share: 몫
# :::
#
# 그렇다면 몫이 큰 행이 답의 이유일까요? 믿기 전에 시험해 보겠습니다. 이미지마다 한 행을 지우는데, 한 번은 몫이 가장 큰 행을, 한 번은 가장 작은 행을 지웁니다.
#
# :::{admonition} 예상해 보세요: 몫이 가장 작은 행을 지우면 정확도는 거의 그대로일까요?
# :class: predict
# :collapsible: closed
#
# 그렇지 않습니다. 그 행도 첫째 블록에서 다른 행들에 섞여 들었고, 행 하나가 통째로 빈 숫자는 모델이 본 적이 없습니다. 이 둘이 이유일 수 있습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Each bar is the share that the reader gives to the row at its height.
# :alt: Four handwritten digits, each with eight horizontal bars to the right, one for each row. The lengths of the bars differ from row to row and from digit to digit.
# :::
#
# So are the rows with large shares the reason for the answer? Let's test that before we believe it. In each image we blank one row: first the one with the largest share, then the one with the smallest.
#
# :::{admonition} Predict: if the row with the smallest share is blanked, does the accuracy stay about the same?
# :class: predict
# :collapsible: closed
#
# No. The first block mixed that row into the others, and the model has never seen a digit with a blank row. Either may be the reason.
# :::

# %%
every = torch.arange(len(test))
blanked = {}
for name, rows in (("largest", looks.argmax(dim=1)), ("smallest", looks.argmin(dim=1))):
    changed = images[test].clone()
    changed[every, rows] = 0
    blanked[name] = accuracy(model, changed)
    print(f"{name:8} share blanked: {blanked[name]:.1%}")

# %% [markdown] lang="ko"
# 정확도가 {eval}`found[True][0]:.1%`에서, 몫이 가장 큰 행을 지우면 {eval}`blanked["largest"]:.1%`로, 가장 작은 행을 지우면 {eval}`blanked["smallest"]:.1%`로 떨어집니다. 다른 시드로 학습시키면 가장 큰 행을 지울 때 훨씬 더 떨어지기도 하고, 가장 작은 행을 지울 때 더 떨어지기도 합니다. 그러니 마지막 블록이 어디를 읽었는지 보여 주는 지도만으로는 왜 그렇게 답했는지 알 수 없습니다. 이유를 알고 싶으면 이렇게 입력을 바꾸어 보십시오.
#
# ## 연습 문제
#
# ### 1. 가장 많이 읽는 행 (쉬움)
#
# `x @ x.T / math.sqrt(8)`에서 자기 자신을 가리고, 행마다 가장 점수가 높은 다른 행의 번호를 길이 8인 텐서 `partner`에 담아 보세요.

# %% [markdown] lang="en"
# The accuracy falls from {eval}`found[True][0]:.1%` to {eval}`blanked["largest"]:.1%` without the row with the largest share, and to {eval}`blanked["smallest"]:.1%` without the one with the smallest. With other seeds, the largest sometimes matters far more, and sometimes the smallest does. So the map shows where the last block read, and that alone doesn't tell you why it gave its answer. For the why, change the input and see, as we did here.
#
# ## Exercises
#
# ### 1. The row read most (easy)
#
# In `x @ x.T / math.sqrt(8)`, hide each row from itself. Then find, for each row, the number of the other row with the highest score: `partner`, a tensor of length 8.

# %% tags=["solution"]
# ko: 대각선을 `-inf`로 바꾸면 자기 자신은 뽑히지 않습니다.
# en: With `-inf` on the diagonal, no row picks itself.
hidden = torch.eye(8, dtype=torch.bool)
partner = (x @ x.T / math.sqrt(8)).masked_fill(hidden, -math.inf).argmax(dim=1)


# %% tags=["check"]
def check_1(partner):
    assert tuple(partner.shape) == (8,), f"shape {tuple(partner.shape)}, expected (8,)"
    for row, chosen in enumerate(partner.tolist()):
        assert chosen != row, f"row {row} picks itself: hide the diagonal"
        others = [(x[row] @ x[other]).item() for other in range(8) if other != row]
        got = (x[row] @ x[chosen]).item()
        assert got > max(others) - 1e-3, f"row {row}: row {chosen} isn't the highest"
    print("exercise 1: correct")


check_1(partner)

# %% [markdown] lang="ko"
# ### 2. 한 문장으로 설명하기 (보통)
#
# 위치를 뺀 모델에서는 이미지의 위아래를 뒤집어도 출력이 그대로입니다. 왜 그런지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 답 토큰은 행마다 몫을 곱해 모두 더하는데, 몫은 행의 내용에만 달려 있고 더하는 순서는 합을 바꾸지 않습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Explain in a sentence (medium)
#
# Without positions, flipping the image top to bottom leaves the output as it was. Explain why in a sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# The reader adds up all rows times their shares; the shares depend only on what is in the rows, and a sum doesn't depend on its order.
# :::

# %% [markdown] lang="ko"
# ### 3. 버그 찾기 (보통)
#
# 아래 함수는 소프트맥스를 거친 다음에 가립니다. 출력이 `is_causal=True`와 다릅니다. 무엇이 틀렸는지 찾아, 고친 함수를 `causal(q, k, v)`로 써 보세요. 출력만 돌려줍니다.

# %% [markdown] lang="en"
# ### 3. Find the bug (medium)
#
# This function masks after softmax, and its output differs from `is_causal=True`. Find what's wrong, and write `causal(q, k, v)` without it. It returns the output alone.


# %%
def leaking(q, k, v):
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(dim=-1)
    weights = weights.tril()
    print(f"the shares of the top row add up to {weights[0, 0].sum():.2f}")
    return weights @ v


print(f"largest difference: {(leaking(q, k, v) - theirs).abs().max():.2f}")


# %% tags=["solution"]
# ko: 가려진 몫까지 나누어 가진 뒤에 지우면 남은 몫의 합이 1보다 작습니다.
# en: Removed after softmax, the hidden shares are missing from the sum of 1.
def causal(q, k, v):
    size = q.shape[-2]
    allowed = torch.ones(size, size, dtype=torch.bool).tril()
    return attend(q, k, v, allowed)[0]


# %% tags=["check"]
def check_3(causal):
    for size in (8, 5):
        q, k, v = torch.randn(3, 2, size, 16)
        wanted = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        got = causal(q, k, v)
        assert got.shape == wanted.shape, f"shape {tuple(got.shape)}"
        difference = (got - wanted).abs().max().item()
        hint = "hide the scores before softmax"
        assert difference < 1e-4, f"{difference:.2f} from torch: {hint}"
    print("exercise 3: correct")


check_3(causal)

# %% [markdown] lang="ko"
# ### 4. 길이가 다른 문장 (도전)
#
# 문장마다 길이가 다르면 짧은 문장의 뒤를 빈 토큰으로 채워 배치로 묶습니다. 빈 토큰은 아무도 읽으면 안 됩니다. `padded(q, k, v, lengths)`를 써 보세요. `q`, `k`, `v`의 shape는 (배치, 토큰, 벡터의 크기)이고, `lengths`는 문장마다 진짜 토큰이 몇 개인지 담은 텐서입니다. 출력만 돌려줍니다.

# %% [markdown] lang="en"
# ### 4. Sentences of different lengths (hard)
#
# To put sentences of different lengths into one batch, the short ones are filled up with empty tokens, and nobody may read those. Write `padded(q, k, v, lengths)`. `q`, `k` and `v` have the shape (batch, tokens, width), and the tensor `lengths` holds how many real tokens each sentence has. It returns the output alone.


# %% tags=["solution"]
# ko: (배치, 1, 토큰)이면 브로드캐스팅으로 모든 쿼리의 같은 열을 가립니다.
# en: As (batch, 1, tokens), it broadcasts and hides the same columns from all queries.
def padded(q, k, v, lengths):
    allowed = torch.arange(k.shape[1]) < lengths.unsqueeze(1)
    return attend(q, k, v, allowed.unsqueeze(1))[0]


# %% tags=["check"]
def check_4(padded):
    q, k, v = torch.randn(3, 3, 6, 4)
    lengths = torch.tensor([6, 2, 4])
    got = padded(q, k, v, lengths)
    assert tuple(got.shape) == (3, 6, 4), f"shape {tuple(got.shape)}"
    for place, length in enumerate(lengths.tolist()):
        short = (each[place, :length] for each in (q, k, v))
        difference = (got[place, :length] - attend(*short)[0]).abs().max().item()
        message = f"the sentence of {length} tokens is {difference:.2f} off"
        assert difference < 1e-4, f"{message}: it reads empty tokens"
    print("exercise 4: correct")


check_4(padded)

# %% [markdown] lang="ko"
# ## 요약
#
# - 어텐션은 점수를 매기고, 소프트맥스로 몫을 나누고, 밸류를 섞습니다.
# - 마스크는 소프트맥스 앞에서 점수를 가리고, 헤드마다 표가 하나씩 있습니다.
# - 위치를 더하지 않으면 모델은 토큰의 순서를 모릅니다.
# - 어텐션 지도에는 어디를 읽었는지가 나오지만, 이유까지 나오지는 않습니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 `scaled_dot_product_attention` 튜토리얼](https://docs.pytorch.org/tutorials/intermediate/scaled_dot_product_attention_tutorial.html)
# - [Attention Is All You Need](https://arxiv.org/abs/1706.03762), 트랜스포머를 처음 발표한 논문
#
# 모델을 공평하게 고르고 재는 방법은 [분류기 학습하기](../blitz/training_a_classifier.md)에 있습니다. 블록을 지나는 변화도가 궁금하면 [Autograd 들여다보기](../blitz/inside_autograd.md)를 보십시오.

# %% [markdown] lang="en"
# ## Recap
#
# - Attention scores the tokens, turns scores into shares with softmax, and mixes the values.
# - A mask hides scores before softmax, and every head has a table of its own.
# - Unless you add positions, a model doesn't know the order of its tokens.
# - An attention map shows where a model read; that alone doesn't tell you why it answered.
#
# ## Further reading
#
# - [The official PyTorch tutorial on `scaled_dot_product_attention`](https://docs.pytorch.org/tutorials/intermediate/scaled_dot_product_attention_tutorial.html)
# - [Attention Is All You Need](https://arxiv.org/abs/1706.03762), the paper that introduced the transformer
#
# To choose and measure a model fairly, see [Training a classifier](../blitz/training_a_classifier.md). To follow gradients through a block, see [Inside autograd](../blitz/inside_autograd.md).
