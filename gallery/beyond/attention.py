# %% [markdown] lang="ko"
"""
# 어텐션 처음부터 만들기

글을 쓰는 모델 대부분과 이미지를 읽는 모델 상당수가 같은 계산을 바탕으로 합니다. 바로 어텐션입니다. 손글씨 숫자 한 장을 여덟 행으로 나누고, 행끼리 서로 무엇을 알려 주는지 표로 읽으면서 그 계산을 처음부터 만들어 보겠습니다.

## 이 튜토리얼에서 배우는 것

- 어텐션을 세 줄로 계산하고 표로 읽는 방법
- 쿼리, 키, 밸류와 마스크, 여러 헤드가 하는 일
- 위치를 빼면 모델이 무엇을 모르게 되는지
- 어텐션 지도로 알 수 있는 것과 알 수 없는 것
"""

# %% [markdown] lang="en"
# # Attention from scratch
#
# Most models that write, and many that look at pictures, rest on the same computation: attention. Let's build it from scratch. We'll cut a handwritten digit into its eight rows and read, in a table, what the rows tell each other.
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
# 맨 윗줄 하나만 보고 숫자를 맞힐 수 있을까요? 둥근 윗줄은 0에도, 8에도, 9에도 있습니다. 나머지 행을 알아야 합니다. 이렇게 다른 조각과 함께 읽는 조각 하나를 **토큰**(token)이라고 합니다. 글에서는 단어나 그 일부가, 여기서는 이미지의 행 하나가 토큰입니다. 토큰 하나는 수 8개로 된 벡터입니다.

# %% [markdown] lang="en"
# ## Rows as tokens
#
# Could you name a digit from its top row alone? A round top could be that of a 0, an 8 or a 9. You need the other rows. A piece that is read together with others is called a **token**. In a text, tokens are words or parts of words; here, each row of the image is one. A token is a vector, here of 8 numbers.

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
# ko: 0~16인 픽셀값을 0~2로 줄입니다. 작을수록 아래의 몫이 고르게 나옵니다.
# en: From 0–16 to 0–2: smaller pixels make the shares below more even.
images = torch.tensor(digits.images, dtype=torch.float32) / 8
labels = torch.tensor(digits.target)
x = images[0]
print("tokens:", tuple(x.shape), "of the digit", labels[0].item())
print(digits.images[0].astype(int))

# %% [markdown] lang="ko"
# ## 표로 읽는 점수
#
# 두 행의 획이 얼마나 겹칠까요? 같은 자리의 값끼리 곱해 더한 것, 곧 내적(dot product)으로 잽니다. 겹친 자리의 잉크가 진할수록 이 점수가 큽니다. `x @ x.T`는 모든 짝의 점수를 담은 표입니다. $\sqrt{8}$로 나누는 까닭은 다음 절에서 봅니다. 행마다 소프트맥스를 거치면 점수가 합이 1인 몫이 됩니다. 마지막으로 행마다 자기 몫대로 모든 행을 섞습니다. 몫이 큰 행일수록 많이 '읽는' 것입니다. 아래 코드의 처음 세 줄이 **어텐션**(attention)이고, 몫을 **어텐션 가중치**라고 합니다.
#
# :::{admonition} 예상해 보세요: 0의 맨 윗줄(0번 행)은 자기 말고 어느 행을 가장 많이 읽을까요?
# :class: predict
# :collapsible: closed
#
# 바로 아래의 1번 행입니다. 모양은 맨 아랫줄이 더 닮았지만, 1번 행은 획이 겹치는 자리의 잉크가 더 진합니다. 그래서 맨 윗줄은 자기보다도 1번 행을 더 많이 읽습니다.
# :::

# %% [markdown] lang="en"
# ## Scores in a table
#
# How much do the strokes of two rows overlap? Multiply the values at the same places and add up: this dot product is the score, and darker ink raises it. `x @ x.T` is a table of all scores; we'll explain $\sqrt{8}$ next. Softmax turns each row into shares with sum 1. Each token becomes a mix of all by its shares: it "reads" tokens with large shares most. The first three lines below are **attention**, the shares **attention weights**.
#
# :::{admonition} Predict: apart from itself, which row does the top row of a 0 (row 0) read most?
# :class: predict
# :collapsible: closed
#
# Row 1, right below. The bottom row is closer in shape, but row 1 is darker where the strokes overlap. So the top row reads row 1 even more than itself.
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
# :caption: 가운데 표의 행은 읽는 토큰, 열은 읽히는 토큰이고, 진할수록 몫이 큽니다.
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
# 획이 겹치는 행을 찾는 것으로 충분할까요? 맨 윗줄은 그보다 '아래가 막혔는가?'가 더 궁금할지도 모릅니다. 그래서 선형 계층으로 토큰마다 벡터 세 개를 만듭니다. **쿼리**(query)는 무엇을 찾는지, **키**(key)는 무엇이 있는지를 나타내고, **밸류**(value)는 넘겨줄 내용입니다. 점수는 쿼리와 키의 내적이고, 섞는 것은 밸류입니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: In the table in the middle, a row is the token that reads, a column the token that is read, and darker means a larger share.
# :alt: On the left a handwritten 0, in the middle a table of eight rows that shows attention weights as shades, and on the right the 0 with its rows mixed and its strokes blurred.
# :::
#
# Unlike the weights that a model learns, these are computed anew for each input.
#
# ## Queries, keys and values
#
# Is it enough to look for overlapping rows? The top row may want to know something else: is the digit closed at the bottom? So a linear layer makes three vectors from each token: a **query** for what it looks for, a **key** for what it has, and a **value** to hand over. The score is the dot product of query and key, and the values are what's mixed.


# %%
def attend(q, k, v, allowed=None):
    # ko: `@`는 마지막 두 차원에서 곱하고, `transpose`는 적은 두 차원을 맞바꿉니다.
    # en: `@` works on the last two dimensions; `transpose` swaps the two you name.
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if allowed is not None:
        # ko: 다음 절의 마스크입니다. `~`는 `True`와 `False`를 맞바꿉니다.
        # en: For the masks below; `~` swaps `True` and `False`.
        scores = scores.masked_fill(~allowed, -math.inf)
    weights = scores.softmax(dim=-1)
    return weights @ v, weights


# %% [markdown] lang="ko"
# `attend`에서는 점수를 왜 $\sqrt{d}$로 나눌까요? $d$, 곧 `q.shape[-1]`은 키에 든 수의 개수입니다. 쿼리와 키에 든 수를 `randn`으로 뽑았다고 합시다. 평균이 0, 분산이 1인 정규 분포의 난수입니다. 그런 두 수의 곱도 분산이 1이고, 내적은 곱을 $d$개 더한 것이라 분산이 $d$, 표준 편차가 $\sqrt{d}$입니다. $\sqrt{d}$로 나누면 다시 1이 됩니다. 나누지 않으면 거의 모든 몫이 한 토큰에 몰립니다. 그러면 섞이는 것이 별로 없고, 점수를 조금 고쳐도 몫이 거의 그대로라 변화도가 작습니다. $d = 64$일 때 가장 큰 몫을 재어 보겠습니다.
#
# :::{admonition} 예상해 보세요: 나누지 않으면 가장 큰 몫은 평균 얼마쯤일까요?
# :class: predict
# :collapsible: closed
#
# 0.9쯤입니다. 점수의 표준 편차가 8이나 되어 1등과 2등이 흔히 4쯤 벌어지고, 그러면 몫은 $e^4$배, 곧 55배쯤 차이 납니다.
# :::

# %% [markdown] lang="en"
# Why does `attend` divide by $\sqrt{d}$, where $d$, here `q.shape[-1]`, counts the numbers in a key? Suppose all numbers come from `randn`, which draws from the normal distribution with mean 0 and variance 1. The product of two has variance 1 too. A dot product adds up $d$ products: its variance is $d$, its standard deviation $\sqrt{d}$. Dividing by $\sqrt{d}$ brings that back to 1. Without it, nearly everything goes to one token. Then little is mixed, and gradients are small, because a slightly different score hardly changes the shares. Let's measure the largest share with $d = 64$.
#
# :::{admonition} Predict: without the division, how large is the largest share on average?
# :class: predict
# :collapsible: closed
#
# About 0.9. The scores have a standard deviation of 8, so first place often leads second by about 4, and its share is then $e^4$ times as large, about 55 times.
# :::

# %%
# ko: `q`, `k`, `v` 저마다, 토큰 8개가 1,000벌 있습니다.
# en: `q`, `k` and `v` each hold 1,000 sets of 8 tokens.
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
# 글을 쓰는 모델은 다음 단어를 맞히며 배웁니다. 그런데 다음 단어를 볼 수 있으면 맞힐 필요가 없습니다. 그래서 보면 안 되는 토큰을 **마스크**(mask)로 가립니다. `attend`에서는 `masked_fill`이 가릴 점수를 $-\infty$로 바꿉니다. 그러면 $e^{-\infty} = 0$이므로 몫도 0입니다. 아래의 `allowed`에서는 행마다 자기와 그 위의 행(글이라면 앞 단어)만 `True`입니다. 이런 마스크를 **인과 마스크**(causal mask)라고 합니다. `tril`은 대각선과 그 아래만 남깁니다.
#
# :::{admonition} 예상해 보세요: 맨 윗줄의 토큰은 자기에게 몫을 얼마나 줄까요?
# :class: predict
# :collapsible: closed
#
# 전부, 곧 1입니다. 볼 수 있는 것이 자기뿐입니다.
# :::

# %% [markdown] lang="en"
# `scaled_dot_product_attention` is torch's own fast version of this. The difference is 0 to five decimal places.
#
# ## Masks
#
# A model that writes learns by guessing the next word. If it could see that word, there'd be nothing to guess. So a **mask** hides the tokens that mustn't be seen. In `attend`, `masked_fill` turns their scores into $-\infty$, and their shares are 0, because $e^{-\infty} = 0$. In `allowed` below, each row has `True` for itself and the rows above (in a text, the words before), which is called a **causal mask**; `tril` keeps the diagonal and what's below it.
#
# :::{admonition} Predict: what share does the top row give to itself?
# :class: predict
# :collapsible: closed
#
# All of it, 1: the top row can see nothing else.
# :::

# %%
# ko: `torch.bool`로 만든 1은 `True`입니다.
# en: As `torch.bool`, ones are `True`.
allowed = torch.ones(8, 8, dtype=torch.bool).tril()
_, weights = attend(x, x, x, allowed)
for row in weights.tolist():
    print("".join(f"{share:6.2f}" for share in row))

ours, _ = attend(q, k, v, allowed)
# ko: `is_causal=True`는 바로 이 마스크로 가리라는 뜻입니다.
# en: `is_causal=True` asks for this very mask.
theirs = F.scaled_dot_product_attention(q, k, v, is_causal=True)
print(f"largest difference from torch: {(ours - theirs).abs().max():.5f}")

# %% [markdown] lang="ko"
# ## 여러 헤드
#
# 토큰 하나가 두 가지를 한꺼번에 찾으려면 어떻게 해야 할까요? 표 하나로는 몫을 나눌 수밖에 없습니다. 아래에서 만들 모델은 먼저 선형 계층으로 행마다 수 8개를 32개로 늘립니다. 거기서 만든 쿼리, 키, 밸류를 수 8개씩 네 조각으로 나누고, 조각마다 어텐션을 따로 합니다. 그 하나하나가 **헤드**(head)입니다. 헤드는 배치처럼 차원 하나를 더 쓸 뿐이라 함수 `attend`도 고칠 필요가 없습니다. 끝에는 조각을 다시 이어 선형 계층으로 섞습니다. 이것을 **멀티 헤드 어텐션**(multi-head attention)이라고 합니다.
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
# What if a token looks for two things at once? In a single table it would have to split its shares. In the model we build below, a linear layer first turns the 8 numbers of each row into 32. From these come the queries, keys and values. We cut each into four pieces of 8 and compute attention on every piece separately, which makes it a **head**. Heads are one more dimension, like a batch, so our function `attend` stays as it is. At the end, the pieces are joined again, and a linear layer mixes them. That's **multi-head attention**.
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
        # ko: (배치, 토큰, 96)을 `unflatten`으로 나누면 (배치, 토큰, 3, 헤드, 8)
        # en: (batch, tokens, 96), split by `unflatten`: (batch, tokens, 3, heads, 8)
        parts = self.qkv(x).unflatten(-1, (3, self.heads, -1))
        # ko: → `q`, `k`, `v` 저마다 (배치, 헤드, 토큰, 8)
        # en: → `q`, `k` and `v`, each (batch, heads, tokens, 8)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        mixed, self.weights = attend(q, k, v)
        # ko: → (배치, 토큰, 헤드, 8) → (배치, 토큰, 32)
        # en: → (batch, tokens, heads, 8) → (batch, tokens, 32)
        return self.out(mixed.transpose(1, 2).flatten(2))


# %%
layer = Attention(32, 4)
print("output: ", tuple(layer(torch.randn(5, 8, 32)).shape))
print("weights:", tuple(layer.weights.shape))

# %% [markdown] lang="ko"
# ## 블록 하나
#
# 어텐션은 토큰끼리 섞기만 합니다. 섞은 결과를 토큰마다 따로 처리하는 일은 작은 다층 퍼셉트론이 맡습니다. 둘 다 결과를 입력에 더하는데, 이것을 **잔차 연결**(residual connection)이라고 합니다. 원래 정보가 남고, 변화도도 더하기를 지나 곧장 뒤로 갑니다. 둘 앞에는 저마다 `LayerNorm`, 곧 **계층 정규화**(layer normalization)가 있습니다. 배치가 아니라 토큰마다 수 32개의 평균을 0, 표준 편차를 1로 맞춘 다음, 32개 하나하나에 학습한 값을 곱하고 더합니다. 어텐션과 다층 퍼셉트론의 결과는 정규화하기 전의 토큰에 더합니다. 이런 블록을 쌓은 모델이 **트랜스포머**(transformer)입니다.

# %% [markdown] lang="en"
# ## One block
#
# Attention only mixes tokens. A small MLP then works on the mix, for each token by itself. Both add their result to their input: that's a **residual connection**. What was there stays, and gradients pass straight back through the sum. In front of each stands `LayerNorm`, **layer normalization**: whatever the batch, it gives the 32 numbers of each token mean 0 and standard deviation 1, then scales and shifts each of the 32 by learned values. What attention or the MLP makes of these is added to the token as it was before normalization. A model made of such blocks is a **transformer**.


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


# %% [markdown] lang="ko"
# 이렇게 쿼리, 키, 밸류를 모두 같은 토큰에서 만들면 **셀프 어텐션**(self-attention)이라고 합니다. PyTorch에는 완성된 계층도 있습니다. `Attention`은 `nn.MultiheadAttention`과, `Block`은 `dim_feedforward=64`, `norm_first=True`, `dropout=0`을 준 `nn.TransformerEncoderLayer`와 같은 계산을 합니다. 여기처럼 배치가 맨 앞에 있으면 둘 다 `batch_first=True`도 주어야 합니다.
#
# 답은 누가 낼까요? 맨 앞에 토큰을 하나 더 둡니다. 학습한 벡터에서 출발해 행들을 읽고 답을 내는 '답 토큰'입니다. 흔히 **클래스 토큰**(class token)이라고 합니다. 행에는 몇 번째인지 알려 주는 벡터, 곧 **위치 인코딩**(positional encoding)을 더합니다. `positions`에 위치마다 하나씩 있고, 이것도 학습합니다.

# %% [markdown] lang="en"
# When queries, keys and values all come from the same tokens, as here, it's called **self-attention**. PyTorch has the layers ready-made: `nn.MultiheadAttention` computes what our `Attention` does, and `nn.TransformerEncoderLayer` with `dim_feedforward=64`, `norm_first=True` and `dropout=0` what our `Block` does. With the batch first, both also need `batch_first=True`.
#
# And who gives the answer? One more token in front: the answer token, often called a **class token**. It starts as a learned vector, reads the rows and answers. To each row we add a vector that tells its position, a **positional encoding**; `positions` holds one for each position, and they're learned too.


# %%
class Transformer(nn.Module):
    def __init__(self, use_positions, width=32):
        super().__init__()
        self.use_positions = use_positions
        self.embed = nn.Linear(8, width)
        self.positions = nn.Parameter(torch.randn(8, width) / 2)
        self.answer_token = nn.Parameter(torch.randn(1, 1, width) / 2)
        self.blocks = nn.Sequential(Block(width, 4), Block(width, 4))
        self.classify = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 10))

    def forward(self, images):
        x = self.embed(images)
        if self.use_positions:
            x = x + self.positions
        # ko: `expand`로 답 토큰을 이미지마다 하나씩 둡니다. `-1`인 차원은 그대로입니다.
        # en: `expand` gives each image the answer token; `-1` leaves a dimension as it is.
        x = torch.cat([self.answer_token.expand(len(x), -1, -1), x], dim=1)
        # ko: 0번 토큰이 답 토큰입니다.
        # en: Token 0 is the answer token.
        return self.classify(self.blocks(x)[:, 0])


# %% [markdown] lang="ko"
# ## 위치를 빼면
#
# 어텐션의 식 어디에도 행이 몇 번째인지는 없습니다. 토큰의 순서를 바꾸면 표의 행과 열도 같은 순서로 바뀔 뿐입니다. 그렇다면 위치를 뺀 모델은 숫자를 얼마나 잘 읽을까요? 위치가 있는 모델, 없는 모델, 그리고 다층 퍼셉트론(MLP)을 시드 두 개로 학습시킵니다. 그런 다음 테스트 이미지의 위아래를 뒤집어, 출력이 얼마나 달라지는지도 봅니다. `flip(1)`에서는 행의 순서만 바뀝니다. 첫 튜토리얼에서처럼 반 바퀴 도는 것이 아닙니다.
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
# Nothing in attention says which row comes first. If you reorder the tokens, the rows and columns of the table are reordered in the same way, and nothing else happens. So how well does a model read without positions? Let's train one with them, one without, and an MLP, with two seeds each. Then we flip the test images top to bottom and look at how far the outputs move. `flip(1)` reverses only the order of the rows; it isn't the half turn of the first page.
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


# ko: 모델에 Dropout도 배치 정규화도 없으므로 `eval()`을 부르지 않아도 됩니다.
# en: These models have no dropout and no batch normalization, so they need no `eval()`.
def train(build, rate, seed):
    torch.manual_seed(seed)
    model = build()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(12):
        # ko: `split(96)`은 섞은 번호를 96개씩, 곧 미니 배치로 자릅니다.
        # en: `split(96)` cuts the shuffled numbers into mini-batches of 96.
        for part in training[torch.randperm(len(training))].split(96):
            optimizer.zero_grad()
            F.cross_entropy(model(images[part]), labels[part]).backward()
            optimizer.step()
    return model


# %%
@torch.no_grad()
def accuracy(model, inputs):
    return (model(inputs).argmax(dim=1) == labels[test]).float().mean().item()


def mlp():
    hidden = nn.Linear(64, 256)
    return nn.Sequential(nn.Flatten(), hidden, nn.ReLU(), nn.Linear(256, 10))


# ko: 학습률은 학습 이미지 203장을 떼어 검증에 쓰면서 네 가지 가운데 골랐습니다.
# en: Each learning rate is the best of four on 203 training images held out for this.
kinds = {
    "positions": (lambda: Transformer(use_positions=True), 0.004),
    "no positions": (lambda: Transformer(use_positions=False), 0.002),
    "MLP": (mlp, 0.008),
}

# %%
models, found = {}, {}
for name, (build, rate) in kinds.items():
    models[name] = [train(build, rate, seed) for seed in (0, 1)]
    found[name] = [accuracy(model, images[test]) for model in models[name]]
    with torch.no_grad():
        first = models[name][0]
        moved = (first(images[test].flip(1)) - first(images[test])).abs().max()
    print(f"{name:12}", *(f"{a:.1%}" for a in found[name]))
    print(f"  flipped, outputs move by up to {moved:.3f}")

# %% [markdown] lang="ko"
# 위치가 있으면 평균 {eval}`sum(found["positions"]) / 2:.1%`, 없으면 {eval}`sum(found["no positions"]) / 2:.1%`를 맞힙니다. 행의 순서를 알면 그만큼 더 맞히는 것입니다. 그런데 선형 계층 두 개뿐인 MLP도 {eval}`sum(found["MLP"]) / 2:.1%`를 맞힙니다. 이렇게 작은 이미지에서는 어텐션이 나을 것이 없습니다. 어텐션은 글처럼 길이가 제각각인 입력이나 아주 많은 데이터에서 진가를 발휘합니다.
#
# ## 어텐션 지도
#
# 모델은 어느 행을 보고 답할까요? 마지막 블록에서 답 토큰이 각 행에 준 몫을 헤드 네 개에서 평균해, 숫자 옆에 막대로 그립니다.

# %% [markdown] lang="en"
# With positions, {eval}`sum(found["positions"]) / 2:.1%` are right on average, without them {eval}`sum(found["no positions"]) / 2:.1%`. That's what knowing the order is worth here. But the MLP, only two linear layers, gets {eval}`sum(found["MLP"]) / 2:.1%` right. On images this small, attention is no better. It pays off with inputs of varying length, such as texts, or with a great deal of data.
#
# ## The attention map
#
# Which rows does the model look at? In the last block, the answer token gave each row a share. Let's average these shares over the four heads and draw them as bars beside the digit.


# %%
@torch.no_grad()
def read(model):
    model(images[test])
    # ko: 읽는 것은 0번인 답 토큰, 읽히는 것은 1번부터인 행입니다.
    # en: The one that reads is token 0, the answer token; the rows start at 1.
    return model.blocks[1].attention.weights[:, :, 0, 1:].mean(dim=1)


model = models["positions"][0]
shares = read(model)
print("shares:", tuple(shares.shape))
print(f"they add up to {shares.sum(dim=1).mean():.2f} on average")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 2
with torch.no_grad():
    guesses = model(images[test]).argmax(dim=1)
fig, axes = plt.subplots(2, 2, figsize=(6.4, 4), layout="constrained")
for ax, digit in zip(axes.flat, (3, 4, 6, 9), strict=True):
    place = (labels[test] == digit).nonzero()[0].item()
    ax.imshow(images[test][place], cmap="gray_r")
    bars = ax.barh(range(8), (16 * shares[place]).tolist(), left=7.8)
    most = shares[place].max()
    texts = [f"{share:.2f}" if share == most else "" for share in shares[place]]
    ax.bar_label(bars, texts, padding=3)
    ax.set(xlim=(-0.5, 17.5), title=f"read as {guesses[place]}")
    ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 막대는 답 토큰이 그 왼쪽의 행에 준 몫이고, 가장 큰 몫은 수로도 적었습니다.
# :alt: 손글씨 숫자 네 장이 있고, 저마다 행마다 오른쪽으로 뻗은 막대가 하나씩, 모두 여덟 개 있습니다. 막대의 길이는 행마다 다르고 숫자마다도 다릅니다.
# read as {digit}: 예측 {digit}
# :::
#
# 몫을 더해도 1이 안 되는 것은 답 토큰이 자기에게 준 몫이 빠져서입니다. 그런데 몫이 큰 행이 답의 이유일까요? 믿기 전에 시험해 보겠습니다. 이미지마다 한 행만 바꾸고 정확도를 잽니다. 몫이 가장 큰 행을 바꿀 때와 가장 작은 행을 바꿀 때를 재고, 비교하려고 여덟 행을 하나씩 바꿀 때의 평균도 냅니다. 한 번은 행을 0으로 지우고, 한 번은 다른 이미지에서 같은 위치의 행을 가져와 넣습니다.
#
# :::{admonition} 예상해 보세요: 몫이 가장 큰 행을 지울 때 가장 많이 틀릴까요?
# :class: predict
# :collapsible: closed
#
# 꼭 그렇지는 않습니다. 지운 행이 중요해서 틀릴 수도 있지만, 행 하나가 통째로 빈 숫자를 모델이 본 적이 없어서 틀릴 수도 있습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Each bar is the share that the answer token gives to the row on its left; the largest is also given as a number.
# :alt: Four handwritten digits, each with eight bars that grow out of its rows to the right. The lengths of the bars differ from row to row and from digit to digit.
# :::
#
# The shares don't quite add up to 1, because the answer token's share for itself is left out. But are the rows with large shares the reason for the answer? Let's test that before we believe it. We change one row in each image and measure the accuracy: first for the row with the largest share, then for the one with the smallest, and, for comparison, as an average over all eight. We do that in two ways: we set the row to 0, or put in the row at the same position of another image.
#
# :::{admonition} Predict: does blanking the row with the largest share cause the most errors?
# :class: predict
# :collapsible: closed
#
# Not always. An error may mean that the row mattered, but also that the model has never seen a digit with a blank row.
# :::

# %%
every = torch.arange(len(test))
others = training[torch.randperm(len(training))[: len(test)]]
fillings = {"blanked": torch.zeros(len(test), 8, 8), "replaced": images[others]}


def changed(model, rows, filling):
    inputs = images[test].clone()
    inputs[every, rows] = filling[every, rows]
    return accuracy(model, inputs)


# %%
after = {}
print(f"accuracy{'largest':>18}{'average':>9}{'smallest':>10}")
for seed, each in enumerate(models["positions"]):
    shares = read(each)
    for name, filling in fillings.items():
        most = changed(each, shares.argmax(dim=1), filling)
        least = changed(each, shares.argmin(dim=1), filling)
        # ko: 여덟 행을 하나씩 바꿀 때의 평균입니다.
        # en: The average of changing each of the eight rows.
        any_row = sum(changed(each, row, filling) for row in range(8)) / 8
        after[seed, name] = most, any_row, least
        print(f"seed {seed}, {name:8} {most:9.1%}{any_row:9.1%}{least:10.1%}")

# %% [markdown] lang="ko"
# 지울 때는 시드마다 순서가 다릅니다. 몫이 가장 큰 행을 지우면 시드 0에서는 가장 적게, 시드 1에서는 가장 많이 틀립니다. 진짜 행으로 바꾸면 두 모델 모두 지도와 순서가 같아서, 몫이 가장 큰 행에서는 평균보다 많이, 가장 작은 행에서는 적게 틀립니다. 다만 시드 1에서는 가장 큰 행과 평균의 차이가 작습니다. 또 가장 작은 행만 바꾸어도 시드 0의 정확도는 {eval}`found["positions"][0]:.1%`에서 {eval}`after[0, "replaced"][2]:.1%`로 떨어집니다. 그 행이 첫째 블록에서 이미 다른 행들에 섞여 들었기 때문일 수 있습니다. 이유를 알고 싶으면 이렇게 입력을 바꾸어 보되, 모델이 아는 것과 비슷하게 바꾸십시오.
#
# ## 연습 문제
#
# ### 1. 가장 많이 읽는 행 (쉬움)
#
# `x @ x.T / math.sqrt(8)`에서 자기 자신을 가리고, 행마다 가장 점수가 높은 다른 행의 번호를 길이 8인 텐서 `partner`에 담아 보세요. `torch.eye(8)`은 대각선만 1입니다.

# %% [markdown] lang="en"
# With blanks, the order depends on the seed: losing the row with the largest share costs the least for seed 0 and the most for seed 1. With real rows, both orders match the map: the row with the largest share matters more than the average row, and the one with the smallest share less. But for seed 1, the largest is close to the average. And replacing only the row with the smallest share lowers the accuracy of seed 0 from {eval}`found["positions"][0]:.1%` to {eval}`after[0, "replaced"][2]:.1%`. Perhaps the first block had already mixed this row into the others. To find out why a model answers as it does, change its input, as we did, but keep it close to what the model knows.
#
# ## Exercises
#
# ### 1. The row read most (easy)
#
# In `x @ x.T / math.sqrt(8)`, hide each row from itself. Then find, for each row, the number of the other row with the highest score: `partner`, a tensor of length 8. `torch.eye(8)` has ones on its diagonal alone.

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
# 답 토큰이든 행이든 행마다 몫을 곱해 모두 더하는데, 몫은 행의 내용에만 달려 있고 더하는 순서가 바뀌어도 합은 같습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Explain in a sentence (medium)
#
# Without positions, flipping the image top to bottom leaves the output as it was. Explain why in a sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# Every token, be it a row or the answer token, adds up all rows times their shares; the shares depend only on what's in the rows, and a sum doesn't depend on its order.
# :::

# %% [markdown] lang="ko"
# ### 3. 버그 찾기 (보통)
#
# 아래 함수는 `is_causal=True`처럼 가려야 하는데 출력이 다릅니다. 무엇이 틀렸는지 찾아, 고친 함수를 `causal(q, k, v)`로 써 보세요. 토큰이 몇 개이든 맞아야 하고, 출력만 돌려줍니다.

# %% [markdown] lang="en"
# ### 3. Find the bug (medium)
#
# This function should mask like `is_causal=True`, but its output differs. Find what's wrong, and write `causal(q, k, v)` without it. It has to work for any number of tokens, and it returns the output alone.


# %%
def leaking(q, k, v):
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(dim=-1)
    weights = weights.tril()
    print(f"the shares of the top row add up to {weights[0, 0].sum():.2f}")
    return weights @ v


print(f"largest difference: {(leaking(q, k, v) - theirs).abs().max():.2f}")


# %% tags=["solution"]
# ko: 소프트맥스로 몫을 나눈 뒤에 가리면, 가린 몫만큼 합이 1보다 작아집니다.
# en: If you hide shares after softmax, the rest no longer add up to 1.
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
# 문장마다 길이가 다르면 짧은 문장의 뒤를 빈 토큰으로 채워 배치로 묶습니다. 빈 토큰은 아무도 읽으면 안 됩니다. `padded(q, k, v, lengths)`를 써 보세요. `q`, `k`, `v`의 shape는 (배치, 토큰, 벡터에 든 수의 개수)이고, `lengths`는 문장마다 진짜 토큰이 몇 개인지 담은 텐서입니다. 출력만 `q`와 같은 shape로 돌려주고, 빈 토큰의 행에는 무엇이 있어도 됩니다. `allowed`는 브로드캐스팅으로 (배치, 토큰, 토큰)이 되어야 합니다.

# %% [markdown] lang="en"
# ### 4. Sentences of different lengths (hard)
#
# To put sentences of different lengths into one batch, we fill up the short ones with empty tokens, and nobody may read those. Write `padded(q, k, v, lengths)`. `q`, `k` and `v` have the shape (batch, tokens, numbers in a vector), and the tensor `lengths` holds how many real tokens each sentence has. Return the output alone, in the shape of `q`; the rows of empty tokens may hold anything. Your `allowed` has to broadcast to (batch, tokens, tokens).


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
# - 어텐션 지도로는 답의 이유를 짐작할 뿐이고, 이유를 알려면 입력을 바꾸어 보아야 합니다.
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
# - An attention map only hints at the reason for an answer. To know the reason, change the input.
#
# ## Further reading
#
# - [The official PyTorch tutorial on `scaled_dot_product_attention`](https://docs.pytorch.org/tutorials/intermediate/scaled_dot_product_attention_tutorial.html)
# - [Attention Is All You Need](https://arxiv.org/abs/1706.03762), the paper that introduced the transformer
#
# To choose and measure a model fairly, see [Training a classifier](../blitz/training_a_classifier.md). To follow gradients through a block, see [Inside autograd](../blitz/inside_autograd.md).
