# %% [markdown] lang="ko"
"""
# 더 빠르게 학습하고 추론하기

코드가 느릴 때 짐작만으로 고치면 엉뚱한 줄을 고치기 쉽습니다. 먼저 시간을 제대로 재고 느린 줄을 찾은 다음, 빨라진다고들 하는 방법이 정말 그런지 하나씩 재 봅니다.

시간은 컴퓨터마다 다르고 잴 때마다 조금씩 다릅니다. 그래서 이 페이지에는 '5배 넘게'처럼 다시 재도 바뀌지 않을 만큼 넓은 구간과, 어디서 세어도 같은 연산의 수를 적습니다. 노트북에서 `exact`를 `True`로 바꾸고 실행하면 정확한 시간도 나옵니다.

## 이 튜토리얼에서 배우는 것

- GPU에서도 맞게 시간을 재는 방법
- 프로파일러로 느린 줄을 찾는 방법
- 배치, `inference_mode`, autocast, `channels_last`가 도움이 되는 때
- `torch.compile`을 쓰면 이득인 때
"""

# %% [markdown] lang="en"
# # Make it faster
#
# When code is slow, guessing usually leads you to change the wrong line. So let's measure time properly, find the slow line, and then see which of the usual remedies really help.
#
# Times differ between computers, and a little from run to run. So this page gives ranges wide enough to hold when you measure again, such as "over 5 times as fast", and counts of operations, which are the same everywhere. For the exact times on your computer, set `exact` to `True` in the notebook.
#
# ## What you will learn
#
# - How to measure time correctly, on a GPU too
# - How to find the slow line with a profiler
# - When batches, `inference_mode`, autocast, and `channels_last` help
# - When `torch.compile` pays

# %% [markdown] lang="ko"
# ## 시계를 읽기 전에 기다리기
#
# GPU에 계산을 맡기면 PyTorch는 결과를 기다리지 않고 다음 줄로 넘어갑니다. GPU가 계산하는 동안 파이썬이 다음 일을 준비해 두면 GPU가 쉬지 않기 때문입니다. 이것을 **비동기 실행**(asynchronous execution)이라고 합니다. 여기서는 `ThreadPoolExecutor`를 GPU 대신 씁니다. `submit`은 일을 맡기고 바로 돌아오며, 일 하나에는 0.1초가 걸립니다.
#
# :::{admonition} 예상해 보세요: 일 세 개를 맡기고 바로 시계를 읽으면 일은 몇 개나 끝났을까요?
# :class: predict
# :collapsible: closed
#
# 하나도 끝나지 않았습니다. 시계는 맡기는 데 걸린 시간만 보여 줍니다.
# :::

# %% [markdown] lang="en"
# ## Wait before you read the clock
#
# When you ask a GPU to compute something, PyTorch doesn't wait for the result; it goes on to the next line. That way Python can prepare the next job while the GPU works on this one, so the GPU needn't wait for Python. That's **asynchronous execution**. Here a `ThreadPoolExecutor` stands in for a GPU: `submit` hands over a job and returns at once, and each job takes 0.1 seconds.
#
# :::{admonition} Predict: you hand over three jobs and look at the clock at once. How many are done?
# :class: predict
# :collapsible: closed
#
# None. The clock shows only how long it took to ask.
# :::

# %%
import copy
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, wait
from importlib.util import find_spec

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

torch.manual_seed(0)
torch.set_num_threads(1)
# ko: 시간을 재는 도구의 알림이 출력되지 않게 합니다.
# en: Turn off the messages of a measuring tool.
os.environ["KINETO_LOG_LEVEL"] = "99"

# %%
worker = ThreadPoolExecutor(max_workers=1)
start = time.perf_counter()
jobs = [worker.submit(time.sleep, 0.1) for _ in range(3)]
asked = time.perf_counter() - start
print("when asked:   ", sum(job.done() for job in jobs), "of 3 jobs done")

wait(jobs)
finished = time.perf_counter() - start
print("after waiting:", sum(job.done() for job in jobs), "of 3 jobs done")

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 1
fig, ax = plt.subplots(figsize=(6.4, 2.3))
bars = ax.barh(["device"] * 3, 0.96, 0.6, [0.1, 1.1, 2.1], color="C1")
ax.bar_label(bars, ["1", "2", "3"], label_type="center", color="white")
ax.barh("Python", 0.06, 0.6)
for x, word in ((0.1, " too early"), (3.06, " right")):
    ax.axvline(x, color="black", linestyle="--", linewidth=1.5)
    ax.text(x, "Python", word, va="center")
ax.set(xlim=(0, 3.7), xticks=[], xlabel="time")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 파이썬은 일을 맡기자마자 다음 줄로 갑니다. 그때 시계를 읽으면 너무 이릅니다.
# :alt: 위의 파이썬 줄에는 아주 짧은 막대가, 아래의 장치 줄에는 긴 막대 세 개가 이어져 있습니다. 세로 점선 하나는 짧은 막대 바로 뒤에, 하나는 세 번째 일 뒤에 있습니다.
# too early: 너무 이름
# right: 맞음
# device: 장치
# Python: 파이썬
# time: 시간
# :::
#
# 가속기에서는 `torch.accelerator.synchronize()`가 `wait`처럼 맡긴 일이 모두 끝나기를 기다립니다. 아래 `seconds`에서는 이렇게 기다린 다음 시계를 읽습니다. `race`에서는 두 코드를 번갈아 실행하므로, 도중에 컴퓨터가 느려져도 둘이 함께 느려집니다. 첫 번째 실행에는 메모리를 얻는 것 같은 준비가 섞이므로 빼고, 다른 프로그램은 시간을 늘리기만 하므로 가장 짧은 시간을 고릅니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Python goes on as soon as it has asked. Reading the clock then is too early.
# :alt: The upper row, Python, has a very short bar; the lower row, the device, has three long bars in a row. One dashed line stands right behind the short bar, another behind the third job.
# :::
#
# On an accelerator, `torch.accelerator.synchronize()` does what `wait` does here: it waits until everything you asked for is done. `seconds` below waits like that before it reads the clock, and `race` alternates between two pieces of code, so that if the computer slows down, it slows both. The first run isn't counted, as it includes preparations such as getting memory. Other programs can only make a time longer, so we take the shortest.


# %%
def seconds(work):
    start = time.perf_counter()
    work()
    if torch.accelerator.is_available():
        torch.accelerator.synchronize()
    return time.perf_counter() - start


def race(before, after, rounds=20):
    seconds(before), seconds(after)
    pairs = [(seconds(before), seconds(after)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


# %% [markdown] lang="ko"
# `compare`에서는 몇 배 빠른지를 넓은 구간으로 출력합니다. '1/2 to 2'는 차이가 두 배가 안 된다는 뜻이고, 'under 1/5'는 5배 넘게 느려졌다는 뜻입니다. 먼저 너무 일찍 읽은 시계로 시험해 봅니다.

# %% [markdown] lang="en"
# `compare` prints how many times as fast something is, in wide ranges. "1/2 to 2" means less than twice as fast or slow; "under 1/5" means over 5 times as slow. Let's first try it on the clock that we read too early.

# %%
bounds = [0.2, 0.5, 2, 5]
ranges = ["under 1/5", "1/5 to 1/2", "1/2 to 2", "2 to 5", "over 5"]
results = {}
# ko: True로 바꾸면 정확한 시간도 출력합니다.
# en: Set it to True to see the exact times, too.
exact = False


def compare(name, before, after):
    results[name] = before / after
    column = sum(results[name] > bound for bound in bounds)
    print(f"{name}: {ranges[column]} times the speed")
    if exact:
        print(f"before: {before * 1000:.3f} ms, after: {after * 1000:.3f} ms")


compare("clock read too early", finished, asked)
results.clear()

# %% [markdown] lang="ko"
# 빨라진 것이 없는데 5배 넘게 빨라 보입니다. 이제부터 다섯 가지 방법을 CPU에서 잽니다. 어떤 컴퓨터인지는 바로 아래에 출력합니다. 다른 프로그램의 영향을 덜 받도록 스레드 하나로만 계산합니다. 여러분의 코드에서는 이렇게 제한하지 마십시오.

# %% [markdown] lang="en"
# Nothing got faster, yet it looks over 5 times as fast. We'll now measure five methods on the CPU of the computer described below, with a single thread, so that other programs disturb us less. Don't limit your own code like that.

# %%
found = torch.accelerator.is_available()
gpu = torch.accelerator.current_accelerator() if found else "none"
# ko: PyTorch가 쓰는 CPU 명령어 모음의 이름입니다.
# en: The name of the set of CPU instructions that PyTorch uses.
instructions = torch.backends.cpu.get_cpu_capability()
print(f"{os.cpu_count()} CPU cores with {instructions}, accelerator: {gpu}")

# %% [markdown] lang="ko"
# ## 느린 줄 찾기
#
# 아래 학습 단계에서는 8 × 8 손글씨 숫자를 `F.interpolate`로 32 × 32까지 키웁니다. 여기에 느린 줄이 하나 있습니다. **프로파일러**(profiler)는 연산마다 몇 번 불렸고 얼마나 걸렸는지 적어 둡니다. `with_flops=True`를 주면 행렬 곱에서 한 곱셈과 덧셈의 수(FLOP)도 셉니다. MFLOP은 백만 FLOP입니다.
#
# :::{admonition} 예상해 보세요: 가장 오래 걸리는 것은 순전파, 역전파, 이미지 키우기 가운데 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 이미지 키우기입니다. 32장만 쓰면서 1,797장을 모두 키웁니다.
# :::

# %% [markdown] lang="en"
# ## Find the slow line
#
# This training step enlarges handwritten digits from 8 × 8 to 32 × 32 with `F.interpolate`, and one of its lines is slow. A **profiler** notes how often each operation was called and how long it took. With `with_flops=True` it also counts the multiplications and additions in matrix products (FLOPs; a MFLOP is a million).
#
# :::{admonition} Predict: what takes longest, the forward pass, the backward pass, or enlarging the images?
# :class: predict
# :collapsible: closed
#
# Enlarging: the step uses 32 images but enlarges all 1,797.
# :::

# %%
digits = load_digits()
images = torch.tensor(digits.images / 16, dtype=torch.float32).unsqueeze(1)
labels = torch.tensor(digits.target)
part = torch.randperm(1797)[:32]

first, last = nn.Linear(1024, 32), nn.Linear(32, 10)
model = nn.Sequential(nn.Flatten(), first, nn.ReLU(), last)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def slow_step():
    enlarged = F.interpolate(images, size=(32, 32), mode="bilinear")
    loss = F.cross_entropy(model(enlarged[part]), labels[part])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


# %%
with profile(activities=[ProfilerActivity.CPU], with_flops=True) as seen:
    for _ in range(5):
        slow_step()

# ko: 같은 연산을 부른 것은 `key_averages`의 결과에서 한 행에 모입니다. `key`가 연산의 이름입니다.
# en: `key_averages` gathers all calls of an operation in a row; `key` is its name.
rows = {row.key: row for row in seen.key_averages()}
total = sum(row.self_cpu_time_total for row in rows.values())
print(f"{'operation':26}calls   MFLOP  share of the time")
for name in ("aten::upsample_bilinear2d", "aten::addmm", "aten::mm"):
    row = rows[name]
    share = "over half" if row.self_cpu_time_total > total / 2 else "under half"
    print(f"{name:26}{row.count:5}{row.flops / 1e6:8.2f}  {share}")
if exact:
    print(seen.key_averages().table(sort_by="self_cpu_time_total", row_limit=8))

# %% [markdown] lang="ko"
# 표를 한 줄씩 읽어 보겠습니다. `aten`은 PyTorch에 들어 있는 연산의 이름 앞에 붙습니다.
#
# - `addmm`은 선형 계층의 순전파입니다. 행렬 곱에 편향을 더합니다. 선형 계층이 둘이고 다섯 단계이므로 10번입니다.
# - `mm`은 역전파의 행렬 곱입니다. 가중치의 변화도에 하나씩, 두 번째 계층에 들어온 입력의 변화도에 하나가 있어 단계마다 3번입니다. 첫 계층의 입력은 이미지라서 변화도를 구하지 않습니다.
# - `upsample_bilinear2d`는 `interpolate`가 부릅니다. 다섯 번밖에 불리지 않았는데 시간의 절반을 넘게 씁니다. FLOP이 0인 것은 프로파일러가 이 연산의 FLOP은 세지 않기 때문입니다.
#
# `exact`가 `True`이면 더 자세한 표가 나옵니다. `CPU total`에는 연산 안에서 부른 다른 연산의 시간도 들어가고 `Self CPU`에는 들어가지 않으니, 느린 곳은 `Self CPU`에서 찾으십시오.
#
# 이제 필요한 32장을 먼저 고릅니다.

# %% [markdown] lang="en"
# Let's read the table line by line. The names of PyTorch's own operations begin with `aten`.
#
# - `addmm` is the forward pass of a linear layer: a matrix product plus a bias. Two layers and five steps make 10 calls.
# - `mm` is a matrix product in backward. One for the gradient of each weight and one for that of the second layer's input make 3 a step. The first layer's input, the images, needs none.
# - `upsample_bilinear2d` is what `interpolate` calls. Only five calls, and over half of the time! Its FLOPs are 0: the profiler doesn't count those.
#
# If `exact` is `True`, you see a longer table. There, `CPU total` includes the operations that an operation called; `Self CPU` doesn't, so look for the slow spot under `Self CPU`.
#
# Now let's select the 32 images first.


# %%
def quick_step():
    enlarged = F.interpolate(images[part], size=(32, 32), mode="bilinear")
    loss = F.cross_entropy(model(enlarged), labels[part])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


compare("select first", *race(slow_step, quick_step))

# %% [markdown] lang="ko"
# ## 여러 번 대신 한 번에
#
# 연산을 부를 때마다 파이썬은 함수를 찾고, PyTorch는 shape를 확인하고 메모리를 얻습니다. 이런 준비는 데이터가 작아도 줄지 않습니다. 이미지 512장을 한 장씩, 또 배치 하나로 모델에 넣어 봅니다. `FlopCounterMode`는 곱셈과 덧셈을 셉니다.
#
# :::{admonition} 예상해 보세요: 한 장씩 넣을 때와 한 번에 넣을 때, 곱셈과 덧셈의 수는 어느 쪽이 많을까요?
# :class: predict
# :collapsible: closed
#
# 똑같습니다. 다른 것은 연산을 부르는 횟수입니다. 계층이 둘이므로 1,024번과 2번입니다.
# :::

# %% [markdown] lang="en"
# ## One call instead of many
#
# Each call of an operation takes some preparation: Python looks up a function, and PyTorch checks shapes and gets memory. This doesn't shrink with the data. Let's give the model 512 images one at a time, and then as one batch. `FlopCounterMode` counts multiplications and additions.
#
# :::{admonition} Predict: which needs more multiplications and additions, one at a time or all at once?
# :class: predict
# :collapsible: closed
#
# They need the same number. What differs is how often an operation is called: with two layers, 1,024 times or twice.
# :::


# %%
def calls(work):
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        work()
    return {row.key: row.count for row in seen.key_averages()}


many = F.interpolate(images[:512], size=(32, 32), mode="bilinear")
ways = {
    "one at a time": lambda: [model(image.unsqueeze(0)) for image in many],
    "one batch": lambda: model(many),
}
with torch.no_grad():
    for name, work in ways.items():
        with FlopCounterMode(display=False) as counter:
            work()
        mega = counter.get_total_flops() / 1e6
        print(f"{name:14}{calls(work)['aten::addmm']:5} calls, {mega:.1f} MFLOP")
    compare("one batch", *race(*ways.values(), rounds=5))

# %% [markdown] lang="ko"
# 계산의 양은 같으니, 느린 까닭은 주로 부를 때마다 하는 준비입니다. GPU는 계산이 더 빨라서, 쉬지 않게 하려면 한 번 부를 때 더 많이 맡겨야 합니다. 파이썬 반복문으로 텐서의 행을 하나씩 다루고 있다면, 연습 문제 4번처럼 연산 한 번으로 바꿀 수 있는지 보십시오.
#
# ## 추론할 때는 기록하지 않기
#
# 학습할 때 PyTorch는 `backward`에 쓸 중간값을 남겨 둡니다. 학습한 모델로 답만 낼 때, 곧 추론(inference)할 때는 필요 없으므로 `torch.inference_mode()` 블록에서 `no_grad`처럼 기록을 끕니다. `saved_tensors_hooks`에 함수를 둘 주면 첫째는 텐서를 남길 때, 둘째는 꺼낼 때 불립니다. 여기서는 첫째 함수로 크기를 적습니다.
#
# :::{admonition} 예상해 보세요: `inference_mode` 안에서는 남기는 메모리와 걸리는 시간 가운데 무엇이 크게 줄까요?
# :class: predict
# :collapsible: closed
#
# 메모리입니다. 중간값을 하나도 남기지 않습니다. 기록하는 일은 합성곱의 계산에 비하면 작아서 두 배까지 빨라지지는 않습니다.
# :::

# %% [markdown] lang="en"
# The amount of computing is the same, so it's mostly the preparation in each call that was slow. A GPU computes faster still, so it needs even more work per call to stay busy. If a Python loop goes through the rows of a tensor, see whether a single operation can do the same, as in exercise 4.
#
# ## Record nothing when you only predict
#
# In training, PyTorch keeps intermediate values for `backward`. Inference, getting answers from a trained model, doesn't need them, so a `torch.inference_mode()` block turns recording off, like `no_grad`. `saved_tensors_hooks` takes two functions: the first is called when a tensor is kept, the second when it's taken out again. Our first one notes the size.
#
# :::{admonition} Predict: inside `inference_mode`, what shrinks a lot, the memory that is kept or the time?
# :class: predict
# :collapsible: closed
#
# The memory: nothing is kept at all. Recording is little work beside a convolution, so the speed doesn't even double.
# :::


# %%
def kept(work):
    sizes = {}

    def note(tensor):
        # ko: 메모리에서의 자리(data_ptr)별로 바이트 수를 적어, 같은 텐서를 두 번 세지 않습니다.
        # en: Note the bytes by place in memory (data_ptr), so that no tensor counts twice.
        sizes[tensor.data_ptr()] = tensor.nbytes
        # ko: 그대로 돌려주면 출력이 자기 기록을 거쳐 자신을 붙잡아 메모리에 남습니다.
        # en: Without detach(), an output would be held by its own recording and never freed.
        return tensor.detach()

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        work()
    return sum(sizes.values()) / 1e6


# %%
layers = [nn.Conv2d(1, 16, 3, padding=1), nn.ReLU()]
layers += [nn.Conv2d(16, 16, 3, padding=1), nn.ReLU()]
network = nn.Sequential(*layers)
batch = many[:16]


def predict():
    with torch.inference_mode():
        return network(batch)


print(f"recording:      {kept(lambda: network(batch)):.2f} MB kept")
print(f"inference_mode: {kept(predict):.2f} MB kept")
compare("no recording", *race(lambda: network(batch), predict))

# %% [markdown] lang="ko"
# 이렇게 아낀 메모리로 더 큰 배치를 쓸 수 있습니다. 추론에서 `out of memory` 오류가 난다면 이것부터 하십시오. `no_grad`와 무엇이 다른지는 [Autograd 들여다보기](../blitz/inside_autograd.md#inference-with-inference-mode)에 있습니다.
#
# ## 비트를 반으로 줄이기
#
# `bfloat16`(줄여서 bf16)은 `float32`의 절반인 16비트입니다. 나타내는 범위는 같지만 유효 숫자가 두세 자리뿐입니다. 반정밀도라고도 하는 `float16`(fp16)은 유효 숫자가 조금 더 많은 대신, 가장 큰 수가 {eval}`torch.finfo(torch.float16).max:,.0f`입니다. **혼합 정밀도**(mixed precision)에서는 합성곱과 행렬 곱처럼 정밀도가 낮아도 되는 연산만 16비트로 합니다. `torch.autocast` 블록 안에서는 어떤 연산을 16비트로 할지 PyTorch가 골라 줍니다.
#
# :::{admonition} 예상해 보세요: 비트가 반이면 CPU에서 두 배 빨라질까요?
# :class: predict
# :collapsible: closed
#
# CPU에 달려 있습니다. `bfloat16`을 계산하는 명령어가 CPU에 없으면 합성곱을 훨씬 느린 다른 코드로 계산하느라 오히려 느려질 수 있습니다.
# :::

# %% [markdown] lang="en"
# With the memory you save, you can use larger batches. If you get `out of memory` when you predict, do this first. [Inside autograd](../blitz/inside_autograd.md#inference-with-inference-mode) shows how it differs from `no_grad`.
#
# ## Half the bits
#
# `bfloat16`, bf16 for short, has 16 bits, half of `float32`. It covers the same range, with only two or three significant digits. `float16`, called half precision or fp16, has a little more than three, but ends at {eval}`torch.finfo(torch.float16).max:,.0f`. With **mixed precision**, only operations that can do with less precision, such as convolutions and matrix products, use 16 bits. Inside a `torch.autocast` block, PyTorch chooses for each operation.
#
# :::{admonition} Predict: with half the bits, is it twice as fast on a CPU?
# :class: predict
# :collapsible: closed
#
# That depends on the CPU. If it has no instructions for `bfloat16`, its convolutions may fall back on code that's far slower.
# :::

# %%
few = many[:4]


def halved():
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return network(few)


with torch.inference_mode():
    full, half = network(few), halved()
    for each in (full, half):
        print(f"{each.dtype!s:15}{each.nbytes / 1e6:.2f} MB")
    error = (half.float() - full).abs().max() / full.max()
    print(f"largest error: {error:.1%} of the largest value")
    compare("bfloat16", *race(lambda: network(few), halved, rounds=5))

# %% [markdown] lang="ko"
# 출력의 메모리는 반이 되고 오차는 작습니다. 매개변수는 `float32` 그대로입니다. 이 페이지를 만든 컴퓨터의 명령어는 {eval}`instructions`입니다. AVX2에는 `bfloat16`을 계산하는 명령어가 없지만, 요즘 CPU 가운데에는 있는 것도 있습니다. NVIDIA GPU는 Ampere 세대부터 직접 계산합니다. GPU에서는 `torch.autocast("cuda", dtype=torch.bfloat16)`으로 순전파와 손실만 감싸고 `backward`는 블록 밖에서 부릅니다.
#
# ## 메모리에 놓는 순서
#
# 이미지 배치의 shape는 (배치, 채널, 높이, 너비)이고, 보통은 채널 하나의 픽셀을 모두 놓은 다음에 다음 채널을 놓습니다. `channels_last`로 바꾸면 한 픽셀의 채널들이 나란히 놓입니다. 합성곱에서는 한 픽셀의 모든 채널에 가중치를 곱해 더하므로, 필요한 값이 메모리에 모여 있게 됩니다. shape는 그대로이고, 보폭은 새 순서를 따릅니다. `as_strided((12,), (1,))`은 값 12개를 메모리에 놓인 순서대로 읽습니다.
#
# :::{admonition} 예상해 보세요: 채널이 셋인 2 × 2 이미지에 첫 채널부터 차례대로 0~11을 넣었습니다. `channels_last`에서 0 다음은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 4입니다. 같은 자리에 있는 다음 채널의 값입니다.
# :::

# %% [markdown] lang="en"
# The output takes half the memory, and the error is small. The parameters stay in `float32`. The computer that built this page has {eval}`instructions`. AVX2 has no instructions for `bfloat16`, but some newer CPUs do, and so do NVIDIA's GPUs since the Ampere generation. On a GPU, wrap only the forward pass and the loss in `torch.autocast("cuda", dtype=torch.bfloat16)`, and call `backward` outside the block.
#
# ## The order in memory
#
# A batch of images has the shape (batch, channels, height, width). Usually, all pixels of one channel lie in memory before the next channel begins. With `channels_last`, the channels of one pixel lie side by side. A convolution multiplies all channels of a pixel by weights and adds them up, so what it needs lies together. The shape stays; the strides follow the new order. `as_strided((12,), (1,))` reads 12 values in the order in which they lie in memory.
#
# :::{admonition} Predict: a 2 × 2 image with three channels holds 0 to 11, channel by channel. In `channels_last`, what comes after 0?
# :class: predict
# :collapsible: closed
#
# 4, the value at the same place in the next channel.
# :::

# %%
image = torch.arange(12).reshape(1, 3, 2, 2)
last = image.to(memory_format=torch.channels_last)
orders = {}
for name, moved in (("contiguous", image), ("channels last", last)):
    orders[name] = moved.as_strided((12,), (1,)).tolist()
    print(f"{name:14}strides {moved.stride()}, memory {orders[name]}")

# %% tags=["hide-input"]
fig, axes = plt.subplots(2, 1, figsize=(6.4, 2.4), layout="constrained")
for ax, (name, order) in zip(axes, orders.items(), strict=True):
    colors = [f"C{value // 4}" for value in order]
    bars = ax.bar(range(12), 1, 0.94, color=colors)
    ax.bar_label(bars, order, label_type="center", color="white")
    ax.set_title(name)
    ax.axis("off")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 색은 채널입니다. `channels_last`에서는 한 픽셀의 세 채널이 나란히 놓입니다.
# :alt: 열두 칸짜리 줄이 두 개 있습니다. 위에서는 같은 색 네 칸씩 모여 있고, 아래에서는 세 색이 번갈아 나옵니다.
# contiguous: 채널 차례대로
# channels last: 채널을 나란히
# :::
#
# 모델과 입력을 모두 바꾸어야 합니다. 한쪽만 바꾸면 계산하는 도중에 순서를 다시 맞추어야 할 수도 있습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: The colors are channels. With `channels_last`, the three channels of a pixel lie side by side.
# :alt: Two rows of twelve cells. In the upper one, four cells of one color stand together; in the lower one, three colors take turns.
# :::
#
# Both the model and its input have to be changed. With only one of them, PyTorch may have to rearrange values on the way.

# %%
last = copy.deepcopy(network).to(memory_format=torch.channels_last)
last_batch = batch.to(memory_format=torch.channels_last)
with torch.inference_mode():
    times = race(lambda: network(batch), lambda: last(last_batch))
compare("channels last", *times)

# %% [markdown] lang="ko"
# 선형 계층에는 `channels_last`를 써도 효과가 없습니다.
#
# ## 컴파일하면 언제 본전을 뽑을까요?
#
# 아래 `gelu`는 요즘 언어 모델에서 ReLU 대신 흔히 쓰는 활성화 함수(activation function)입니다. 연산마다 값 백만 개를 메모리에서 읽고 다시 씁니다. `torch.compile`은 함수를 한 번 따라가며 연산을 그래프로 모으고, 이것을 코드로 바꾸는 **백엔드**에 넘깁니다. 보통 쓰는 백엔드 inductor는 그래프를 반복문 하나로 합쳐 C++(GPU에서는 Triton이라는 언어) 코드로 만듭니다. 그러면 값마다 한 번만 읽고 씁니다. 여기서 쓰는 백엔드 `look`은 그래프를 보여 주기만 합니다.
#
# :::{admonition} 예상해 보세요: `gelu`에서 모이는 연산은 몇 개일까요?
# :class: predict
# :collapsible: closed
#
# 8개입니다. 곱셈 넷, 덧셈 둘, 거듭제곱과 `tanh`가 하나씩입니다.
# :::

# %% [markdown] lang="en"
# For linear layers, `channels_last` does nothing.
#
# ## When does compiling pay?
#
# `gelu` below is an activation function; today's language models often use it in place of ReLU. Each of its operations reads a million values from memory and writes them back. `torch.compile` follows the function once and gathers its operations in a graph. A **backend** turns the graph into code: the usual one, inductor, joins the operations into a single loop in C++ (on a GPU, in Triton), so each value is read and written just once. Our own backend, `look`, only shows the graph.
#
# :::{admonition} Predict: how many operations are gathered from `gelu`?
# :class: predict
# :collapsible: closed
#
# There are 8: four products, two sums, a power and a `tanh`.
# :::

# %%
graphs = []


def look(graph, inputs):
    # ko: 입력과 출력도 노드라서 `op`에 "call"이라고 적힌 연산만 고릅니다. `target`은 부르는 대상입니다.
    # en: Input and output are nodes, too; operations have "call" in `op`, and call their `target`.
    calls = [node.target for node in graph.graph.nodes if "call" in node.op]
    graphs.append([getattr(each, "__name__", each) for each in calls])
    # ko: 이제부터 실행할 함수를 돌려줍니다. 여기서는 모은 연산을 그대로 실행합니다.
    # en: Return the function to run from now on: here, the operations as they are.
    return graph.forward


def gelu(x):
    return 0.5 * x * (1 + torch.tanh(0.7978845608 * (x + 0.044715 * x**3)))


numbers = torch.rand(1_000_000)
followed = torch.compile(gelu, backend=look)(numbers)
print(len(graphs[0]), "operations:", *graphs[0])
print(f"largest difference: {(followed - gelu(numbers)).abs().max()}")

# %% [markdown] lang="ko"
# 모은 연산을 바꾸지 않고 실행했으므로 결과의 차이는 0입니다. 그런데 다음에 할 연산이 텐서의 값에 달려 있으면 `torch.compile`은 거기서 그래프를 끊습니다. 값은 계산해 보아야 알기 때문입니다. `fullgraph=True`를 주면 끊는 대신 오류를 내며 어느 줄인지 알려 줍니다.
#
# :::{admonition} 예상해 보세요: `if`가 하나 있는 `branching`은 그래프 몇 개가 될까요?
# :class: predict
# :collapsible: closed
#
# 두 개입니다. 조건까지가 하나, 이번에 간 쪽이 하나입니다. 두 쪽을 다 계산해 자리마다 하나를 고르는 `torch.where`로 바꾸면 그래프가 하나입니다.
# :::

# %% [markdown] lang="en"
# The gathered operations ran unchanged, so the difference is 0. But where the next operation depends on the values in a tensor, `torch.compile` breaks the graph: it can't know a value before it's computed. With `fullgraph=True` you instead get an error that names the line.
#
# :::{admonition} Predict: there's one `if` in `branching`. How many graphs does it make?
# :class: predict
# :collapsible: closed
#
# Two: one up to the condition, one for the branch taken this time. With `torch.where`, which computes both branches and chooses at each place, there's one.
# :::


# %%
def branching(x):
    x = torch.relu(x) * 2
    if x.mean() > 0.5:
        x = x - 1
    return x.sin()


def joined(x):
    x = torch.relu(x) * 2
    x = torch.where(x.mean() > 0.5, x - 1, x)
    return x.sin()


for function in (branching, joined):
    graphs.clear()
    torch.compile(function, backend=look)(numbers)
    print(f"{function.__name__:10}", *graphs)

# %% [markdown] lang="ko"
# ### 몇 번 불러야 이득일까요?
#
# inductor로 진짜 컴파일하려면 C++ 컴파일러가 있어야 하고 시간이 꽤 걸립니다. 그래서 CPU 코어가 둘이고 명령어가 AVX2인 컴퓨터에서 미리 한 번 잰 시간을 적어 두었습니다. `compile_here`를 `True`로 바꾸면 여러분의 컴퓨터에서 재고, 컴파일하지 못하면 오류의 이름을 출력하고, 적어 둔 시간으로 계산합니다. 컴파일한 시간을 한 번 부를 때 아끼는 시간으로 나누면, 몇 번째부터 이득인지 나옵니다.

# %% [markdown] lang="en"
# ### After how many calls?
#
# Compiling for real, with inductor, needs a C++ compiler and takes a while, so here are times we measured once, on 2 CPU cores with AVX2. Set `compile_here` to `True` to measure on yours; if that can't compile, the cell prints the error's name and uses our times. Divide the time that compiling took by what each call saves, and you know after how many calls it pays.

# %%
compile_here = False
cost, before, after = 11.6, 0.00663, 0.00360

if compile_here:
    # ko: 컴파일한 파일은 임시 폴더에 두었다가 지웁니다.
    # en: The compiled files go into a temporary folder and are deleted.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = folder
        try:
            compiled = torch.compile(gelu)
            cost = seconds(lambda: compiled(numbers))
            ways = (lambda: gelu(numbers), lambda: compiled(numbers))
            before, after = race(*ways)
        except Exception as error:
            print("can't compile here:", type(error).__name__)
print(f"compiling takes {cost:.1f} s")
print(f"a call: {before * 1000:.2f} ms before, {after * 1000:.2f} ms after")
if after < before:
    print(f"pays after {int(cost / (before - after)) + 1:,} calls")
# ko: 따라간 함수를 잊어 메모리를 돌려줍니다.
# en: Forget the functions that were followed, and free their memory.
torch.compiler.reset()

# %% [markdown] lang="ko"
# {eval}`int(cost / (before - after)) + 1:,`번보다 적게 부르면 컴파일하느라 오히려 늦어집니다. 입력의 shape가 바뀌면 다시 컴파일하기도 하므로, 배치의 크기는 일정하게 하십시오. 함수가 아니라 모델을 컴파일할 때도 `torch.compile(model)`처럼 똑같이 씁니다.
#
# ## 이 컴퓨터에서 잰 결과
#
# 지금까지 잰 것을 표로 모으고, GPU인 NVIDIA H200에서 PyTorch 2.11로 한 번 잰 것을 옆에 적었습니다. H200에서는 8,192 × 8,192 행렬을 곱하고, `gelu`에 수 1억 개를 넣고, 합성곱에는 이미지 512장을 `bfloat16`과 `channels_last`를 함께 써서 넣었습니다.
#
# :::{admonition} 예상해 보세요: H200에서 가장 많이 빨라지는 방법은 무엇이고, 가장 덜 빨라지는 것은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# 가장 많이 빨라지는 것은 배치입니다. 한 장씩 넣으면 장치는 거의 놀고 있습니다. 합성곱('channels last')은 채널이 몇 개 안 되어 GPU에는 작은 일이라 별로 빨라지지 않습니다.
# :::

# %% [markdown] lang="en"
# If you call it fewer than {eval}`int(cost / (before - after)) + 1:,` times, compiling costs more time than it saves. If the input's shape changes, the function may be compiled again, so keep the batch size constant. A model is compiled like a function: `torch.compile(model)`.
#
# ## What this computer measured
#
# The table gathers what we've measured, beside one run with PyTorch 2.11 on a GPU, an NVIDIA H200. It multiplied matrices of 8,192 × 8,192, `gelu` got 100 million numbers, and the convolutions got 512 images, with `bfloat16` and `channels_last` together.
#
# :::{admonition} Predict: which method gains most on the H200, and which least?
# :class: predict
# :collapsible: closed
#
# Batches gain most: image by image, the device mostly waits. The convolutions ("channels last") gain least: so few channels are a small job.
# :::

# %%
# ko: 방법을 쓰기 전과 쓴 뒤의 밀리초입니다.
# en: Milliseconds before and after.
h200 = {
    "not waiting": (21.5, 0.11),
    "one batch": (28.0, 0.13),
    "bfloat16": (21.5, 1.54),
    "channels last": (0.31, 0.25),
    "compile": (1.71, 0.24),
}
gpu_results = {name: before / after for name, (before, after) in h200.items()}

print(f"{'times the speed':15}{'this computer':>15}{'H200':>8}")
for name in results | gpu_results:
    here = ranges[sum(results[name] > each for each in bounds)] if name in results else ""
    there = f"{gpu_results[name]:.1f}" if name in gpu_results else ""
    print(f"{name:15}{here:>15}{there:>8}")

# %% [markdown] lang="ko"
# H200에서는 기다리지 않고 시계를 읽으면 {eval}`gpu_results["not waiting"]:.0f`배 빨라 보이고, 배치는 {eval}`gpu_results["one batch"]:.0f`배 빠릅니다. `bfloat16` 행렬 곱은 {eval}`gpu_results["bfloat16"]:.0f`배 빠른데, 16비트 행렬 곱을 하는 회로(Tensor Core)가 따로 있기 때문입니다. 다음 셀에서는 NVIDIA GPU가 있으면 거기서 같은 것을 잽니다.

# %% [markdown] lang="en"
# On the H200, a clock read without waiting shows {eval}`gpu_results["not waiting"]:.0f` times the speed, and a batch is {eval}`gpu_results["one batch"]:.0f` times as fast. The `bfloat16` product is {eval}`gpu_results["bfloat16"]:.0f` times as fast, because an H200 has separate circuits for 16-bit matrix products (Tensor Cores). If you have an NVIDIA GPU, the next cell measures the same on yours.


# %% tags=["hide-input"]
def on_gpu(device, size=8192, count=100_000_000, backend="inductor"):
    matrix, line = torch.rand(size, size, device=device), torch.rand(count, device=device)
    mlp, plain, last = (copy.deepcopy(each).to(device) for each in (model, network, network))
    last.to(memory_format=torch.channels_last)
    inputs = many.to(device)
    inputs_last = inputs.to(memory_format=torch.channels_last)
    compiled = torch.compile(gelu, backend=backend)

    def half(work):
        with torch.autocast(device, dtype=torch.bfloat16):
            work()

    with torch.inference_mode():
        product = race(lambda: matrix @ matrix, lambda: half(lambda: matrix @ matrix))
        start = time.perf_counter()
        matrix @ matrix
        asked = time.perf_counter() - start
        return {
            "not waiting": (product[0], asked),
            "one batch": race(lambda: [mlp(i.unsqueeze(0)) for i in inputs], lambda: mlp(inputs)),
            "bfloat16": product,
            "channels last": race(lambda: plain(inputs), lambda: half(lambda: last(inputs_last))),
            "compile": race(lambda: gelu(line), lambda: compiled(line)),
        }


if torch.cuda.is_available():
    print(torch.cuda.get_device_name())
    # ko: Triton 없이는 inductor로 GPU 코드를 만들 수 없습니다.
    # en: To make code for a GPU, inductor needs Triton.
    backend = "inductor" if find_spec("triton") else "eager"
    for name, pair in on_gpu("cuda", backend=backend).items():
        compare(name, *pair)
else:
    print("no NVIDIA GPU here")

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 무엇을 고를까요? (쉬움)
#
# `choices`에는 방법마다 처음에 드는 시간과 한 단계에 걸리는 시간이 초 단위로 있습니다. `steps`단계를 학습할 때 모두 합해 가장 빠른 방법의 이름을 돌려주는 `choose(steps, choices)`를 써 보세요.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Which one? (easy)
#
# For each way, `choices` has the seconds it costs at the start and the seconds of a step. Write `choose(steps, choices)`, which returns the name of the way that takes the least time for `steps` steps in total.

# %%
choices = {"as it is": (0, 0.008), "compile": (12, 0.004), "compile longer": (90, 0.003)}

# %% tags=["solution"]
# ko: 처음에 드는 시간에 단계의 시간을 모두 더해 비교합니다.
# en: Compare what each costs at the start plus the time of all steps.


def choose(steps, choices):
    totals = {name: start + steps * each for name, (start, each) in choices.items()}
    return min(totals, key=totals.get)


# %% tags=["check"]
def check_1(choose):
    cases = {100: "as it is", 2_900: "as it is", 3_100: "compile"}
    cases |= {70_000: "compile", 100_000: "compile longer"}
    for steps, wanted in cases.items():
        got = choose(steps, choices)
        assert got == wanted, f"{got!r} for {steps:,} steps, expected {wanted!r}"
    other = choose(10, {"one": (5, 1), "two": (0, 2)})
    assert other == "one", "does it use the choices it's given?"
    print("exercise 1: correct")


check_1(choose)

# %% [markdown] lang="ko"
# ### 2. 배치가 커져도 그대로인 시간 (쉬움)
#
# 동료가 GPU에서 `time.perf_counter`로 모델의 순전파를 쟀더니, 배치가 작을 때도 훨씬 클 때도 0.05밀리초였습니다. 무슨 일인지 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 계산이 끝나기를 기다리지 않고 시계를 읽었으므로, 잰 것은 맡기는 데 걸린 시간입니다.
# :::

# %% [markdown] lang="en"
# ### 2. The batch grows, the time doesn't (easy)
#
# On a GPU, a colleague times a model's forward pass with `time.perf_counter` and gets 0.05 milliseconds for a small batch and for a huge one. Explain in a sentence what happened.
#
# :::{admonition} Solution
# :collapsible: closed
#
# The clock was read before the computation was done, so it shows only how long it took to ask for it.
# :::

# %% [markdown] lang="ko"
# ### 3. 단계마다 기다리는 코드 (보통)
#
# `item()`은 텐서를 파이썬 숫자로 바꾸므로 값이 나올 때까지 기다려야 합니다. 아래 코드는 배치마다 GPU를 기다립니다. 같은 평균을 구하면서 한 번만 기다리는 `average(batches)`를 써 보세요.

# %% [markdown] lang="en"
# ### 3. Waiting in every step (medium)
#
# `item()` turns a tensor into a Python number, so it has to wait for the value. On a GPU, the function below waits for every batch. Write `average(batches)`, which returns the same mean but waits only once.


# %%
def waiting(batches):
    total = 0.0
    for batch in batches:
        total += model(batch).square().mean().item()
    return total / len(batches)


# %% tags=["solution"]
# ko: 텐서로 더하고 마지막에 한 번만 바꿉니다. detach()가 없으면 기록이 계속 쌓입니다.
# en: Add up tensors, call item once. Without detach(), the recordings would pile up.


def average(batches):
    total = torch.zeros(())
    for batch in batches:
        total = total + model(batch).square().mean().detach()
    return (total / len(batches)).item()


# %% tags=["check"]
def check_3(average):
    batches = many.split(100)
    with torch.no_grad():
        wanted = waiting(batches)
        found = []
        waits = calls(lambda: found.append(average(batches))).get("aten::item", 0)
    got = float(found[0])
    assert abs(got - wanted) < 1e-4, f"the mean is {got:.4f}, expected {wanted:.4f}"
    assert waits <= 1, f"it waits {waits} times for {len(batches)} batches"
    print("exercise 3: correct")


check_3(average)

# %% [markdown] lang="ko"
# ### 4. 반복문 없는 이웃 찾기 (도전)
#
# 아래 함수는 새 이미지마다 이미 아는 이미지 가운데 가장 가까운 것의 번호를 반복문으로 찾습니다. 이미지의 수가 늘어도 연산을 부르는 횟수는 그대로인 `nearest(known, new)`를 써 보세요. 둘 다 한 행이 이미지 한 장입니다. 알맞은 자리에 `unsqueeze`로 차원을 하나씩 넣고 뺄셈을 하면 모든 짝의 차가 한 번에 나옵니다.

# %% [markdown] lang="en"
# ### 4. Neighbors without a loop (hard)
#
# For each new image, the function below finds the index of the closest known image, with a loop. Write `nearest(known, new)`, which calls the same number of operations no matter how many images there are. In both, each row is an image. With `unsqueeze` in the right place of each, one subtraction gives the differences of all pairs.


# %%
def looping(known, new):
    found = []
    for image in new:
        distances = [(image - other).square().sum() for other in known]
        found.append(torch.stack(distances).argmin())
    return torch.stack(found)


# %% tags=["solution"]
# ko: 차의 shape는 (새 이미지, 아는 이미지, 픽셀)입니다. 픽셀을 더하고 아는 이미지에서 고릅니다.
# en: The differences are (new, known, pixels): add up the pixels, choose among the known.


def nearest(known, new):
    differences = new.unsqueeze(1) - known.unsqueeze(0)
    return differences.square().sum(dim=2).argmin(dim=1)


# %% tags=["check"]
def check_4(nearest):
    flat = images.flatten(1)
    known, new = flat[:50], flat[50:62]
    got, wanted = nearest(known, new), looping(known, new)
    assert tuple(got.shape) == (12,), f"shape {tuple(got.shape)}, expected (12,)"
    wrong = (got != wanted).sum().item()
    assert wrong == 0, f"{wrong} of 12 neighbors are wrong"
    few, more = (
        sum(calls(lambda size=size: nearest(flat[:size], new[: size // 5])).values())
        for size in (30, 50)
    )
    assert few == more, f"{few} operations for 30 images, {more} for 50: is there a loop?"
    print("exercise 4: correct")


check_4(nearest)

# %% [markdown] lang="ko"
# ## 요약
#
# - 장치를 기다린 다음에 시계를 읽고, 번갈아 여러 번 재어 가장 짧은 시간을 고릅니다.
# - 프로파일러의 `Self CPU`에서 느린 연산을 찾고, 필요 없는 계산부터 없앱니다.
# - 여러 번 부를 것을 배치로 한 번에 부르고, 추론할 때는 `inference_mode`로 메모리를 아낍니다.
# - `bfloat16`과 `channels_last`는 하드웨어에 달려 있으니 재어 보고 씁니다.
# - 컴파일은 아끼는 시간이 컴파일한 시간을 넘을 만큼 여러 번 부를 때 이득입니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 성능 튜닝 가이드](https://docs.pytorch.org/tutorials/recipes/recipes/tuning_guide.html)
# - 여기서 직접 한 것처럼 시간을 재어 주는 [`Timer`의 공식 레시피](https://docs.pytorch.org/tutorials/recipes/recipes/benchmark.html)
# - [`torch.compile` 문서](https://docs.pytorch.org/docs/stable/generated/torch.compile.html)
# - [프로파일러 문서](https://docs.pytorch.org/docs/stable/profiler.html)
#
# 데이터를 읽느라 모델이 기다린다면 [워커](data.md#workers-and-streams)를, 장치 하나로 모자란다면 [데이터 병렬 처리](../blitz/data_parallel.md)를 보십시오. 처음부터 학습하지 않는 방법도 있습니다. [미세 조정](fine_tuning.md)에서는 학습된 모델에서 시작합니다.

# %% [markdown] lang="en"
# ## Recap
#
# - Wait for the device before you read the clock; measure many times, alternating, and take the shortest time.
# - Find the slow operation under the profiler's `Self CPU`, and first leave out what isn't needed.
# - Replace many calls with one on a batch, and save memory with `inference_mode` when you predict.
# - `bfloat16` and `channels_last` depend on the hardware, so measure before you use them.
# - Compiling pays if you call often enough to save more time than it takes.
#
# ## Further reading
#
# - [The official performance tuning guide](https://docs.pytorch.org/tutorials/recipes/recipes/tuning_guide.html)
# - [The official recipe on `Timer`](https://docs.pytorch.org/tutorials/recipes/recipes/benchmark.html), which measures as we did by hand
# - [The documentation of `torch.compile`](https://docs.pytorch.org/docs/stable/generated/torch.compile.html)
# - [The documentation of the profiler](https://docs.pytorch.org/docs/stable/profiler.html)
#
# If the model waits for data, use [workers](data.md#workers-and-streams); if one device isn't enough, use [data parallelism](../blitz/data_parallel.md). And you needn't start from nothing: in [Fine-tuning](fine_tuning.md), we begin with a trained model.
