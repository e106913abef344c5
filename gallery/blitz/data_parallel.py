# %% [markdown] lang="ko"
"""
# 데이터 병렬 처리

여러 장치로 학습하는 것은 시간을 줄이기 위해서입니다. GPU 하나로 8일 걸릴 학습도 여덟 개로 나누면 하루 남짓 만에 끝낼 수 있습니다. 이 튜토리얼에서는 프로세스 두 개로 모델 하나를 학습시키고, 프로세스 하나로 학습시킨 모델과 얼마나 비슷한지 숫자로 확인해 봅니다.

GPU가 없어도 됩니다. 모든 코드가 CPU에서 돌아갑니다. 다만 Windows용 PyTorch 2.13에서는 `torchrun`이 [알려진 오류](https://github.com/pytorch/pytorch/issues/148283)로 멈추므로 WSL에서 실행합니다.

## 이 튜토리얼에서 배우는 것

- 프로세스 두 개로 모델 하나를 학습시키는 스크립트를 쓰고 실행하는 방법
- 배치를 나누어도 모델이 같은 이유와, 배치 정규화를 쓰면 달라지는 이유
- 데이터가 똑같이 나누어지지 않을 때 학습하고 평가하는 방법
- 계산하는 시간이 얼마나 줄어드는지, 학습률은 어떻게 바꾸는지
- GPU 여러 개와 컴퓨터 여러 대로 옮기는 방법
"""

# %% [markdown] lang="en"
# # Data parallelism
#
# Why train on several devices? To save time: what takes one GPU 8 days, eight can finish in little more than a day. In this tutorial two processes train one model, and you'll see in numbers how close it is to the model that one process trains alone.
#
# You don't need a GPU: all of the code runs on a CPU. But in PyTorch 2.13 for Windows, `torchrun` stops with a [known error](https://github.com/pytorch/pytorch/issues/148283), so run it in WSL.
#
# ## What you will learn
#
# - How to write and run a script that trains one model in two processes
# - Why the model stays the same when you divide the batch, and why batch normalization changes that
# - How to train and evaluate when the data doesn't divide evenly
# - How much less each process computes, and what to do about the learning rate
# - How to move to several GPUs and several computers

# %% [markdown] lang="ko"
# ## 프로세스 두 개로 학습하기
#
# **프로세스**(process)는 실행 중인 프로그램입니다. **데이터 병렬 처리**(data parallelism)에서는 프로세스마다 같은 모델을 하나씩 두고, 배치를 나누어 맡깁니다.
#
# 데이터부터 준비해 보겠습니다. 모든 프로세스가 읽을 수 있게 파일에 저장합니다. scikit-learn의 손글씨 숫자 1,797장을 섞어, 앞의 1,536장으로 학습하고 나머지 261장으로 시험할 것입니다.

# %% [markdown] lang="en"
# ## Training in two processes
#
# A **process** is a running program. In **data parallelism**, every process has the same model, and the processes divide each batch among themselves.
#
# Let's start with the data. We save it to a file, so that every process can read it: 1,797 handwritten digits from scikit-learn in random order. The first 1,536 are for training, the other 261 for testing.

# %%
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DistributedSampler

torch.set_num_threads(1)
torch.manual_seed(0)
digits = load_digits()
order = torch.randperm(1797)
images = torch.tensor(digits.images / 16).float().unsqueeze(1)[order]
labels = torch.tensor(digits.target)[order]
torch.save((images, labels), "shared_digits.pt")
print(images.shape, labels.shape)

# %% [markdown] lang="ko"
# 다음은 학습 스크립트 전체입니다. 프로세스가 여럿일 때 가장 중요한 일곱 줄의 끝에 번호를 붙였습니다. 나머지는 거의 다 늘 쓰던 학습 코드입니다. 한번 읽어 보고, `# 1`부터 `# 7`까지 표시한 줄이 무슨 일을 할지 짐작해 보세요. 셀을 실행하면 이 스크립트가 `worker.py` 파일에 저장됩니다.

# %% [markdown] lang="en"
# Here's the whole training script. The numbers mark the seven lines that matter most when there are several processes; nearly all the rest is training code you know. Read it through, and guess what the lines marked `# 1` to `# 7` are for. Running the cell saves the script as `worker.py`.

# %%
# check: allow form: this script is read as a whole.
with Path("worker.py").open("w") as file:
    file.write(r"""
import time

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

dist.init_process_group("gloo")  # 1
rank, world_size = dist.get_rank(), dist.get_world_size()

images, labels = torch.load("shared_digits.pt")
train_set = TensorDataset(images[:1536], labels[:1536])
sampler = DistributedSampler(train_set)  # 2
loader = DataLoader(train_set, batch_size=128 // world_size, sampler=sampler)

torch.manual_seed(rank)
first, second = nn.Conv2d(1, 32, 3, padding=1), nn.Conv2d(32, 128, 3)
last = nn.Linear(4608, 10)
model = nn.Sequential(first, nn.Tanh(), second, nn.Tanh(), nn.Flatten(), last)
ddp = DistributedDataParallel(model)  # 3
optimizer = torch.optim.SGD(ddp.parameters(), lr=0.1, momentum=0.9)

seconds = []
for epoch in range(3):
    start = time.process_time()
    sampler.set_epoch(epoch)  # 4
    for x, y in loader:
        loss = nn.functional.cross_entropy(ddp(x), y)
        optimizer.zero_grad()
        loss.backward()  # 5
        optimizer.step()
    seconds.append(time.process_time() - start)

x, y = images[1536 + rank :: world_size], labels[1536 + rank :: world_size]
with torch.no_grad():
    right = (model(x).argmax(dim=1) == y).sum().item()
total = torch.tensor([right, len(y)])
dist.all_reduce(total)  # 6
report = f"{right} of {len(y)} right, together {total[0]} of {total[1]}"
print(f"rank {rank}: {report}, last bias {last.bias[-1]:.6f}\n", end="")
if rank == 0:  # 7
    state = {"model": model.state_dict(), "seconds": seconds}
    torch.save(state, f"trained{world_size}.pt")
dist.destroy_process_group()
""")

# %% [markdown] lang="ko"
# 프로세스를 띄우는 일은 `torchrun`이 맡습니다. 터미널에서는 이렇게 칩니다.
#
# ```shell
# torchrun --standalone --nproc-per-node=2 worker.py
# ```
#
# 노트북에서도 실행할 수 있게, 아래 함수로 이 명령을 내립니다. `--standalone` 옵션은 컴퓨터 한 대만 쓴다는 뜻이고, `--nproc-per-node` 옵션은 컴퓨터(노드, node)마다 띄우는 프로세스의 수입니다. 어느 프로세스의 출력이 먼저 나올지 모르므로 줄을 정렬합니다.
#
# :::{admonition} 예상해 보세요: 시험 이미지 261장을 둘이 나누어 채점하면, 전체 점수는 누가 알까요?
# :class: predict
# :collapsible: closed
#
# 둘 다 압니다. `# 6`이라고 표시한 줄에서 두 프로세스의 숫자가 모두 그 합으로 바뀌기 때문입니다.
# :::

# %% [markdown] lang="en"
# `torchrun` starts the processes. In a terminal you'd type this:
#
# ```shell
# torchrun --standalone --nproc-per-node=2 worker.py
# ```
#
# For a notebook, the function below runs this command. `--standalone` is for a single computer, and `--nproc-per-node` is the number of processes on each computer (node). We sort the lines, because either process may print first.
#
# :::{admonition} Predict: the two share the grading of 261 test images. Who will know the total?
# :class: predict
# :collapsible: closed
#
# Both. The line marked `# 6` replaces the numbers of each process by the sums over both.
# :::


# %%
def torchrun(processes):
    options = ["--standalone", f"--nproc-per-node={processes}"]
    # ko: torchrun은 이 모듈을 실행하는 명령입니다.
    # en: torchrun is the command that runs this module.
    command = [sys.executable, "-m", "torch.distributed.run", *options, "worker.py"]
    # ko: 프로세스마다 스레드 하나로 계산합니다.
    # en: Each process computes with one thread.
    settings = os.environ | {"OMP_NUM_THREADS": "1"}
    # ko: 드물게 프로세스가 끝나는 순간에 오류로 멈추므로 두 번까지 실행합니다.
    # en: On rare occasions a process crashes as it ends, so we run it up to twice.
    for _ in range(2):
        run = subprocess.run(command, env=settings, capture_output=True, text=True)
        if run.returncode == 0:
            print(*sorted(run.stdout.splitlines()), sep="\n")
            return
    raise RuntimeError(run.stderr)


torchrun(2)

# %% [markdown] lang="ko"
# 131장과 130장을 따로 채점했는데 합친 점수는 둘 다 압니다. 마지막 숫자는 학습을 마친 모델의 마지막 편향입니다. 두 프로세스는 시드가 달라 서로 다른 매개변수를 만들었고, 서로 다른 이미지로 학습했습니다. 그런데도 마지막 편향이 소수점 아래 여섯 자리까지 같습니다. 어떻게 이럴 수 있을까요?
#
# ## 번호 붙은 줄
#
# - `# 1` `init_process_group`: 메시지를 주고받을 **프로세스 그룹**(process group)에 이 프로세스를 넣습니다. **랭크**(rank)는 0부터 매긴 이 프로세스의 번호이고 **월드 크기**(world size)는 프로세스의 수입니다. 메시지를 나르는 소프트웨어를 **백엔드**(backend)라고 하며, 여기서는 gloo입니다.
# - `# 2` `DistributedSampler`: 랭크마다 다른 샘플을 맡깁니다. 프로세스가 둘이면 배치 128장 가운데 64장씩이 각자의 몫입니다.
# - `# 3` `DistributedDataParallel`: 줄여서 DDP라고 하며, 랭크 0의 매개변수를 모두에게 복사합니다. 이제 모델은 서로 **복제본**(replica)입니다.
# - `# 4` `set_epoch`: 에폭마다 새로 섞습니다. `manual_seed`가 아니라 샘플러의 시드와 에폭을 더한 숫자로 섞으므로 모든 랭크에서 순서가 같습니다. 그래서 프로세스가 하나이든 둘이든, 한 단계에서는 같은 128장으로 학습합니다.
#
# `# 5`라고 표시한 줄과 그다음 줄에서 하는 일은 그림에 있습니다.

# %% [markdown] lang="en"
# They graded 131 and 130 images separately, and both know the total. The last number is the last bias of the trained model. The two processes had different seeds, so they made different parameters, and they trained on different images. Still, the last bias agrees to six decimals. How can that be?
#
# ## The numbered lines
#
# - `# 1` `init_process_group`: the process joins a **process group**, to exchange messages. Its **rank** is its number, counted from 0; the **world size** is the number of processes. The software that carries messages, here gloo, is the **backend**.
# - `# 2` `DistributedSampler`: each rank gets samples of its own. With two processes, each has 64 of the 128 images in a batch.
# - `# 3` `DistributedDataParallel`: DDP for short. It copies the parameters of rank 0 to all. Now the models are **replicas**.
# - `# 4` `set_epoch`: each epoch is shuffled anew, by the sampler's seed plus the epoch and not by `manual_seed`, so the order is the same everywhere. That's why the same 128 images are used together in each step, with one process or two.
#
# The figure shows the line marked `# 5` and the next.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 1
fig, ax = plt.subplots(figsize=(6.4, 2.7))
ax.set(xlim=(-0.2, 9.6), ylim=(-1.5, 1.5))
ax.axis("off")


def box(x, y, text, color):
    style = {"boxstyle": "round,pad=0.4", "fc": "white", "ec": color}
    return ax.text(x, y, text, ha="center", va="center", bbox=style)


average = box(6.2, 0, "average", "black")
for rank, y in enumerate([1, -1]):
    color = f"C{rank}"
    row = [box(0.8, y, "64\nimages", color)]
    row += [box(3.4, y, f"gradient of\nrank {rank}", color)]
    row += [average, box(8.7, y, "same\nstep", color)]
    for start, end in pairwise(row):
        arrow = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
        arrow |= {"arrowstyle": "-|>", "linewidth": 1.5, "color": "black"}
        ax.annotate("", end.get_position(), start.get_position(), arrowprops=arrow)
    ax.text(0.8, y * 0.38, f"rank {rank}", color=color, ha="center", va="center")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 랭크마다 자기 이미지로 변화도를 구하고, 평균한 변화도로 똑같이 갱신합니다.
# :alt: 랭크 0과 랭크 1이 저마다 이미지 64장으로 변화도를 구합니다. 두 변화도가 가운데의 평균에 모이고, 거기에서 두 랭크로 가서 같은 갱신이 됩니다.
# {count}\nimages: 이미지\n{count}장
# gradient of\nrank {rank}: 랭크 {rank}의\n변화도
# average: 평균
# same\nstep: 같은\n갱신
# rank {rank}: 랭크 {rank}
# :::
#
# - `# 5` `loss.backward()`: 모든 랭크가 변화도를 주고받아 평균합니다. 같은 모델을 같은 변화도로 갱신하므로 복제본은 늘 같습니다. DDP는 매개변수의 변화도가 나오자마자 PyTorch가 부르는 함수([훅](inside_autograd.md))를 걸어 두고, 변화도를 묶음으로 모읍니다. 한 묶음이 차면 `backward`가 끝나지 않았어도 주고받기 시작합니다. 우리 모델은 작아서 한 묶음입니다.
# - `# 6` `all_reduce`: 모든 랭크의 텐서를 그 합으로 덮어씁니다. 이 연산이 **올리듀스**(all-reduce)입니다. DDP도 변화도를 월드 크기로 나누어 올리듀스로 더하므로 평균이 됩니다. 채점할 때는 변화도를 주고받지 않으므로 `ddp(x)`가 아니라 `model(x)`를 부릅니다.
# - `# 7` `if rank == 0`: 모델이 모두 같으니 랭크 0만 저장합니다.
#
# ## 배치를 나누어도 같은 변화도
#
# 평균한 변화도는 왜 배치 전체의 변화도와 같을까요? 손실이 평균이기 때문입니다. 128장의 평균은 64장씩 구한 두 평균의 평균이고, 미분해도 같습니다. $\nabla$는 변화도, $\ell_i$는 $i$번째 이미지의 손실입니다.
#
# $$\nabla \frac{1}{128}\sum_{i=1}^{128} \ell_i = \frac{1}{2}\left(\nabla \frac{1}{64}\sum_{i=1}^{64} \ell_i + \nabla \frac{1}{64}\sum_{i=65}^{128} \ell_i\right)$$

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Each rank finds a gradient from its own images, and all take the same step with the average.
# :alt: Ranks 0 and 1 each find a gradient from 64 images. The two gradients meet in the average in the middle, and from there the same step goes to both ranks.
# :::
#
# - `# 5` `loss.backward()`: all ranks exchange their gradients and average them. Equal models take the same step, so the replicas stay equal. DDP has PyTorch call a function (a [hook](inside_autograd.md)) as soon as the gradient of a parameter is ready, and gathers the gradients in buckets. The exchange of a full bucket starts while `backward` still runs. Our small model has one bucket.
# - `# 6` `all_reduce`: the tensors of all ranks are added up, and the sum overwrites each of them. That's an **all-reduce**. DDP uses it for the gradients too: each rank divides its own by the world size, so the sum is the average. Grading exchanges no gradients, so it calls `model(x)`, not `ddp(x)`.
# - `# 7` `if rank == 0`: the models are all the same, so rank 0 alone saves its own.
#
# ## A divided batch, the same gradient
#
# Why is the average the gradient of the whole batch? Because the loss is a mean. The mean over 128 images is the mean of two means over 64, and that remains true when you differentiate. $\nabla$ means gradient, and $\ell_i$ is the loss of image $i$.
#
# $$\nabla \frac{1}{128}\sum_{i=1}^{128} \ell_i = \frac{1}{2}\left(\nabla \frac{1}{64}\sum_{i=1}^{64} \ell_i + \nabla \frac{1}{64}\sum_{i=65}^{128} \ell_i\right)$$


# %%
def make_model():
    first, second = nn.Conv2d(1, 32, 3, padding=1), nn.Conv2d(32, 128, 3)
    layers = [first, nn.Tanh(), second, nn.Tanh(), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(4608, 10))


def gradient(model, images, labels):
    model.zero_grad()
    nn.functional.cross_entropy(model(images), labels).backward()
    return torch.cat([each.grad.flatten() for each in model.parameters()])


# %% [markdown] lang="ko"
# `gradient`는 모든 매개변수의 변화도를 한 줄로 이어 돌려줍니다. 배치 전체와 절반에서 구해, 마지막 숫자 세 개를 비교해 보겠습니다.
#
# :::{admonition} 예상해 보세요: 두 절반의 변화도는 서로 같을까요?
# :class: predict
# :collapsible: closed
#
# 서로 다릅니다. 보는 이미지가 다르기 때문입니다. 평균해야 배치 전체의 변화도가 됩니다.
# :::

# %% [markdown] lang="en"
# `gradient` returns the gradients of all parameters, joined end to end. Let's compute it for the whole batch and for the halves, and compare the last three numbers.
#
# :::{admonition} Predict: will the two halves have the same gradient?
# :class: predict
# :collapsible: closed
#
# No, because they see different images. Only their average is the gradient of the whole batch.
# :::

# %%
torch.manual_seed(0)
model = make_model()
whole = gradient(model, images[:128], labels[:128])
half_0 = gradient(model, images[:64], labels[:64])
half_1 = gradient(model, images[64:128], labels[64:128])
average = (half_0 + half_1) / 2

rows = {"half 0": half_0, "half 1": half_1, "average": average, "whole": whole}
for name, row in rows.items():
    print(f"{name:8}", *[f"{value:8.4f}" for value in row[-3:]])
print(f"largest difference: {(average - whole).abs().max():.8f}")

# %% [markdown] lang="ko"
# 마지막 줄은 변화도의 숫자 {eval}`len(whole):,`개에서 가장 큰 차이입니다. 더하는 순서가 달라 생긴 반올림 오차입니다.
#
# 12단계씩 세 에폭, 곧 36단계를 학습한 뒤에도 그럴까요? 같은 `worker.py`를 프로세스 하나로 실행해, 저장된 두 모델의 매개변수를 비교해 보겠습니다. 두 번 모두 랭크 0의 매개변수에서 시작하고, 그 시드는 0으로 같습니다.

# %% [markdown] lang="en"
# The last line is the largest difference among {eval}`len(whole):,` numbers: rounding, because the terms of each sum were added in a different order.
#
# Is it still so small after 36 steps, three epochs of 12? Let's run the same `worker.py` in one process and compare the parameters of the two saved models. Both runs start from the same parameters: those of rank 0, whose seed is 0.

# %%
torchrun(1)
saved = [torch.load(f"trained{count}.pt", map_location="cpu") for count in (1, 2)]
alone, shared = saved
# ko: 매개변수를 모두 한 줄로 잇는 함수입니다.
# en: This function joins all parameters end to end.
to_vector = nn.utils.parameters_to_vector
weights = [to_vector(each["model"].values()) for each in (alone, shared)]
print(f"largest difference: {(weights[0] - weights[1]).abs().max():.7f}")

# %% [markdown] lang="ko"
# 점수도 편향도 둘이 학습했을 때와 같습니다. 반올림 오차가 조금 쌓였을 뿐입니다.
#
# ## 배치 정규화를 쓰면 달라집니다
#
# 그런데 **배치 정규화** 계층에서는 배치의 평균을 빼고 표준 편차로 나눕니다. 랭크마다 자기 몫만 보고 이 값을 구하므로, 배치 전체로 구할 때와 출력부터 다릅니다.
#
# :::{admonition} 예상해 보세요: 이런 계층을 하나 더해도, 평균한 변화도가 배치 전체의 변화도와 같을까요?
# :class: predict
# :collapsible: closed
#
# 다릅니다. 손실이 샘플마다 따로 정해져야 반씩 평균해도 같은데, 이제는 샘플의 손실이 같은 몫에 든 다른 샘플에 따라 달라집니다.
# :::

# %% [markdown] lang="en"
# The score and the bias are those of the two processes. Only a little more rounding has built up.
#
# ## Batch normalization changes that
#
# **Batch normalization**, though, subtracts the mean of the batch and divides by its standard deviation. Each rank computes them from its own part, so even the outputs differ from those for the whole batch.
#
# :::{admonition} Predict: with one such layer, is the average still the gradient of the whole batch?
# :class: predict
# :collapsible: closed
#
# No. Averaging two halves worked because each sample had a loss of its own. Now the loss of a sample depends on the others in its part.
# :::

# %%
torch.manual_seed(0)
layers = [nn.Flatten(), nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10)]
networks = {"plain": nn.Sequential(*layers)}
normed = [*layers[:2], nn.BatchNorm1d(32), *layers[2:]]
networks["batch norm"] = nn.Sequential(*normed)

for name, network in networks.items():
    first = gradient(network, images[:8], labels[:8])
    last = gradient(network, images[8:16], labels[8:16])
    both = gradient(network, images[:16], labels[:16])
    difference = ((first + last) / 2 - both).abs().max()
    largest = both.abs().max()
    print(f"{name:10} largest gradient {largest:.2f}, off by {difference:.8f}")

# %% [markdown] lang="ko"
# 배치 정규화가 없을 때는 반올림 오차뿐인데, 있을 때는 가장 큰 변화도의 3분의 1만큼이나 다릅니다. GPU에서는 DDP로 감싸기 전에 `nn.SyncBatchNorm.convert_sync_batchnorm(model)`을 부르면, 배치 정규화가 모든 랭크의 샘플로 평균과 표준 편차를 구합니다([설명](https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html)). Dropout을 쓸 때도 랭크마다 난수가 달라, 프로세스 하나로 학습한 결과와 숫자까지 같지는 않습니다. 하지만 해로울 것이 없으니 그대로 둡니다.

# %% [markdown] lang="en"
# Without batch normalization there's only rounding; with it, the average is off by a third of the largest gradient. On GPUs, call `nn.SyncBatchNorm.convert_sync_batchnorm(model)` before you wrap the model in DDP, and batch normalization takes its mean and standard deviation over the samples of all ranks ([documentation](https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html)). With Dropout, results differ from a single process's too, because each rank draws its own zeros. That does no harm, so leave it as it is.

# %% [markdown] lang="ko"
# ## 나누어떨어지지 않는 데이터
#
# 샘플 9개를 둘이 똑같이 나눌 수는 없습니다. `DistributedSampler`는 어떻게 할까요? 프로세스를 띄우지 않아도 알 수 있습니다. 인자는 차례로 데이터, 프로세스의 수, 랭크이고, 순서가 보이도록 섞지 않습니다.
#
# :::{admonition} 예상해 보세요: 샘플 9개를 나누면 랭크마다 몇 개씩 받을까요?
# :class: predict
# :collapsible: closed
#
# 5개씩 받습니다. 학습할 때는 랭크마다 배치의 수가 같아야 합니다. 한쪽만 배치가 남으면 오지 않을 변화도를 기다리게 됩니다.
# :::

# %% [markdown] lang="en"
# ## Data that doesn't divide evenly
#
# Nine samples can't be divided evenly between two ranks. What does `DistributedSampler` do? We need no processes to find out. The arguments are the data, the number of processes and the rank, and nothing is shuffled, so that you see the order.
#
# :::{admonition} Predict: of 9 samples, how many does each rank get?
# :class: predict
# :collapsible: closed
#
# Each gets 5. In training, all ranks need the same number of batches. A rank with one batch left over would wait for a gradient that never comes.
# :::

# %%
parts = []
for rank in range(2):
    sampler = DistributedSampler(range(9), 2, rank, shuffle=False)
    parts.append(list(sampler))
    print(f"rank {rank}:", parts[rank])

# %% [markdown] lang="ko"
# 0번 샘플을 두 번 씁니다. 학습에서는 문제가 되지 않습니다. 하지만 평가에서는 점수가 달라집니다. 모델이 0번만 틀렸다고 합시다. 9개 가운데 8개를 맞혔는데, 이렇게 나누면 0번을 두 번 틀립니다. 그래서 `worker.py`에서는 평가할 때 `[rank::2]`처럼 건너뛰며 골랐습니다. 몫의 크기가 달라도 개수까지 더하므로 괜찮습니다.

# %% [markdown] lang="en"
# Sample 0 is used twice. That does no harm in training, but it changes a score. Suppose the model is wrong about sample 0 alone. It gets 8 of 9 right; divided like this, it's wrong about sample 0 twice. That's why `worker.py` evaluates slices such as `[rank::2]`. Parts of different sizes are fine there, because the sizes are added up too.

# %%
right = torch.arange(9) != 0
padded = torch.cat([right[part] for part in parts])
sliced = torch.cat([right[rank::2] for rank in range(2)])
for name, each in {"all": right, "sampler": padded, "slices": sliced}.items():
    print(f"{name:8} {each.sum()} of {len(each):2}: {each.float().mean():.2f}")

# %% [markdown] lang="ko"
# ## 프로세스마다 계산하는 시간은 얼마나 줄어들까요?
#
# 학습에 걸린 시간은 컴퓨터가 다른 일로 얼마나 바쁜지에 따라 크게 달라집니다. 그래서 `worker.py`에서는 프로세스 하나가 실제로 계산한 시간만 `time.process_time`으로 에폭마다 쟀습니다. 기다린 시간은 들어가지 않습니다.
#
# :::{admonition} 예상해 보세요: 프로세스가 둘이면 프로세스마다 계산하는 시간이 절반이 될까요?
# :class: predict
# :collapsible: closed
#
# 줄지만 절반보다는 오래 걸립니다. 이미지는 절반씩 맡지만, 단계마다 매개변수는 모두 갱신하고 변화도도 주고받습니다.
# :::

# %% [markdown] lang="en"
# ## How much less each process computes
#
# How long training takes depends on how busy the computer is with other things. So `worker.py` measured, for each epoch, only the time that a process really computed: that's `time.process_time`. Waiting doesn't count.
#
# :::{admonition} Predict: with two processes, does each compute for half the time?
# :class: predict
# :collapsible: closed
#
# Less than before, but more than half. Each has half of the images, but in each step updates all parameters and exchanges gradients.
# :::

# %%
megabytes = len(whole) * 4 / 1e6
print(f"gradients to exchange in each step: {megabytes:.2f} MB")
# ko: 다른 프로그램이 계산을 가장 덜 늦춘 에폭을 고릅니다.
# en: Choose the epoch whose computing other programs slowed down least.
one, two = [min(each["seconds"]) for each in saved]

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 2.2))
ax.barh(["1 process", "rank 0 of 2"], [one, two], height=0.6)
for place, value in enumerate([one, two]):
    ax.text(0, place, f" {value:.2f} s", color="white", va="center")
ax.axvline(one / 2, color="black", linestyle="--", linewidth=1.5)
ax.text(one / 2, -0.55, "half", ha="center")
ax.set(xlabel="seconds of computing in an epoch", ylim=(1.5, -0.5))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 둘로 나누면 랭크 0이 계산하는 시간이 줄지만, 절반까지 줄지는 않습니다.
# :alt: 막대 두 개가 있습니다. 둘로 나누었을 때 랭크 0의 막대는 프로세스가 하나일 때보다 짧고, 절반을 나타내는 점선보다 깁니다.
# {count} process: 프로세스 {count}개
# rank 0 of {count}: {count}개 중 랭크 0
# {time} s: {time}초
# half: 절반
# seconds of computing in an epoch: 한 에폭에 계산한 시간(초)
# :::
#
# 이 페이지를 만든 컴퓨터에서 잰 시간이므로, 직접 실행하면 숫자가 달라집니다. 그래도 둘로 나누면 프로세스마다 계산하는 시간은 대개 줄어듭니다. 저장된 것은 랭크 0의 시간이고, 랭크 1도 똑같은 수의 이미지를 맡습니다. 점선은 프로세스가 하나일 때의 절반입니다. 점선까지 줄지 않는 데는 변화도를 주고받는 계산도 한몫합니다. 숫자 하나가 4바이트이므로 단계마다 {eval}`megabytes:.2f` MB를 주고받습니다.
#
# 여러분이 기다리는 시간은 또 다릅니다. 기다리는 시간도 줄어들려면 코어가 두 개 이상 비어 있어야 합니다. 다른 일로 바쁜 컴퓨터에서는 프로세스가 코어를 기다리느라 이득이 사라질 수 있습니다. 또 계산은 많고 주고받을 변화도는 적어야 이득입니다. 아주 작은 모델은 둘이서 학습하면 혼자 할 때보다 느릴 수 있습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Rank 0 of two computes for less time than one process alone, but for more than half of it.
# :alt: Two bars. The one for rank 0 of two processes is shorter than the one for a single process, and longer than the dashed line at half.
# :::
#
# These times come from the computer that made this page; yours will differ. But each process usually computes for less time when two share the work. What was saved is the time of rank 0; rank 1 has as many images. The dashed line is half of what one process needs. The bar isn't that short, partly because exchanging gradients is computing too: at 4 bytes a number, {eval}`megabytes:.2f` MB in each step.
#
# That isn't yet the time you wait. You wait less only if each process has a free core. On a busy computer the processes wait for one and may gain nothing. Even with free cores, dividing the work pays only when there's much to compute and little to exchange. With a tiny model, two can be slower than one.

# %% [markdown] lang="ko"
# ## 배치가 커지면 학습률도 크게
#
# 지금까지는 배치 128장을 나누었습니다. GPU에서는 흔히 GPU 하나의 몫을 그대로 두고 GPU를 늘리므로 배치가 커지고, 한 에폭의 단계가 줄어듭니다. 학습률을 그대로 두면 그만큼 덜 배웁니다. 흔히 쓰는 방법은 배치가 커진 만큼 학습률을 키우는 것입니다.
#
# 배치의 크기만 중요하니, 프로세스가 1개, 4개, 16개일 때를 프로세스 하나로 흉내 낼 수 있습니다. 프로세스마다 32장씩 맡는다고 하면 배치는 32장, 128장, 512장입니다. 5에폭 뒤의 손실을 구해 보겠습니다.
#
# :::{admonition} 예상해 보세요: 배치가 4배이면 단계의 수는 어떻게 될까요?
# :class: predict
# :collapsible: closed
#
# 240에서 60으로 줄어듭니다. 학습률이 그대로이면 손실이 덜 줄어듭니다.
# :::

# %% [markdown] lang="en"
# ## A larger batch, a larger learning rate
#
# So far we divided a batch of 128. On GPUs, it's common to keep the number of images per GPU and add more GPUs, so the batch grows and an epoch has fewer steps. At the same learning rate, the model then learns less. The usual remedy is to increase the learning rate by the same factor as the batch.
#
# Only the size of the batch matters here, so one process is enough to imitate 1, 4 and 16 processes. At 32 images for each of them, the batch has 32, 128 and 512 images. Let's look at the loss after 5 epochs.
#
# :::{admonition} Predict: with 4 times the batch, how many steps are there?
# :class: predict
# :collapsible: closed
#
# 60 instead of 240. At the same learning rate, the loss falls less.
# :::


# %%
def train(batch, lr, epochs=5):
    torch.manual_seed(0)
    layers = [nn.Flatten(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 10)]
    network = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(network.parameters(), lr=lr, momentum=0.9)
    for _ in range(epochs):
        for i in torch.randperm(1536).split(batch):
            loss = nn.functional.cross_entropy(network(images[i]), labels[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        outputs = network(images[:1536])
    return nn.functional.cross_entropy(outputs, labels[:1536])


print("processes  steps  lr 0.02  scaled lr")
for count, batch in [(1, 32), (4, 128), (16, 512)]:
    same, scaled = train(batch, 0.02), train(batch, 0.02 * count)
    print(f"{count:9} {5 * 1536 // batch:6} {same:8.2f} {scaled:10.2f}")

# %% [markdown] lang="ko"
# 4배까지는 학습률만 키워도 결과가 거의 같습니다. 16배에서는 뒤떨어집니다. 학습률이 너무 크거나 작은 탓일까요, 단계가 너무 적은 탓일까요? 먼저 학습률을 0.64로, 곧 두 배로 키워 보고, 다음에는 0.32로 되돌려 더 오래 학습해 보겠습니다.

# %% [markdown] lang="en"
# With 4 times the batch, raising the learning rate alone gives almost the same result. With 16 times it falls behind. Is the learning rate too large or too small, or are there too few steps? Let's double the rate to 0.64, and then train longer at 0.32 instead.

# %%
print(f"16 processes,  5 epochs, lr 0.64: {train(512, 0.64):.2f}")
print(f"16 processes, 20 epochs, lr 0.32: {train(512, 0.32, 20):.2f}")
print(f" 1 process,   20 epochs, lr 0.02: {train(32, 0.02, 20):.2f}")

# %% [markdown] lang="ko"
# 학습률을 더 키우면 같은 15단계로 따라잡고, 0.32로 더 오래 학습해도 따라잡습니다. 학습률 0.32로는 15단계가 모자랐습니다. 모멘텀이 0.9이면 속도가 붙는 데만 10단계쯤 걸립니다. 그러니 배치가 커진 만큼 키운 학습률은 첫 시도로 알맞은 값이고, 단계가 아주 적으면 더 키워 볼 만합니다.
#
# ## 저장한 모델 쓰기
#
# DDP는 감싼 모델을 `module`이라는 속성에 둡니다. 그래서 `ddp.state_dict()`의 이름은 모두 `module.`로 시작합니다. `# 7`이라고 표시한 줄 아래에서는 DDP 안의 `model`을 저장했으므로, 프로세스가 하나인 프로그램에서도 읽을 수 있습니다. 앞에서 `torch.load`에 준 `map_location="cpu"`는 텐서를 CPU로 읽으라는 뜻입니다. GPU에서 학습해 저장한 파일도 GPU 없는 컴퓨터에서 읽을 수 있습니다.
#
# :::{admonition} 예상해 보세요: 저장된 상태 사전의 첫 이름은 무엇일까요?
# :class: predict
# :collapsible: closed
#
# `0.weight`입니다. 앞에 `module.`이 없습니다.
# :::

# %% [markdown] lang="en"
# A larger learning rate catches up in the same 15 steps, and so does longer training at 0.32. At 0.32, then, 15 steps were too few. With a momentum of 0.9, it takes some 10 steps to get up to speed. So a learning rate that grows with the batch is a good first try, and with very few steps an even larger one may be better.
#
# ## Using the saved model
#
# DDP keeps the model you wrap in its attribute `module`, so every name in `ddp.state_dict()` begins with `module.`. Below the line marked `# 7`, we saved `model`, the one inside, so a program with a single process can load it. With `map_location="cpu"`, `torch.load` above put the tensors on the CPU. So a computer without a GPU can also load a file that was saved on a GPU.
#
# :::{admonition} Predict: what is the first name in the saved state dict?
# :class: predict
# :collapsible: closed
#
# It's `0.weight`, without `module.` before it.
# :::

# %%
loaded = make_model()
loaded.load_state_dict(shared["model"])
with torch.no_grad():
    predicted = loaded(images[1536:]).argmax(dim=1)
print(list(shared["model"])[:2])
print(f"{(predicted == labels[1536:]).sum()} of {len(predicted)} right")

# %% [markdown] lang="ko"
# ## GPU와 여러 컴퓨터로
#
# GPU에서는 프로세스마다 GPU를 하나씩 씁니다. `worker.py`에서 `-` 표시가 있는 줄을 지우고 `+` 표시가 있는 줄을 넣으면 됩니다. `LOCAL_RANK`는 `torchrun`이 정해 주는, 컴퓨터 한 대 안에서 매긴 프로세스의 번호이고, `set_device_index` 함수로 그 번호의 GPU를 고릅니다. 백엔드는 `get_default_backend_for_device`로 장치에 맞게 고릅니다. 텐서와 달리 모델에서 `to`를 부르면 모델 자신이 옮겨집니다. 실행할 때는 `--nproc-per-node`에 GPU의 수를 적습니다.
#
# ```diff
# +import os
#  import time
#
# -dist.init_process_group("gloo")  # 1
# +gpu = int(os.environ["LOCAL_RANK"])
# +torch.accelerator.set_device_index(gpu)
# +device = torch.accelerator.current_accelerator()
# +dist.init_process_group(dist.get_default_backend_for_device(device))
#
# -ddp = DistributedDataParallel(model)  # 3
# +model.to(device)
# +ddp = DistributedDataParallel(model, device_ids=[gpu])
#
#      for x, y in loader:
# +        x, y = x.to(device), y.to(device)
#
#  x, y = images[1536 + rank :: world_size], labels[1536 + rank :: world_size]
# +x, y = x.to(device), y.to(device)
#
# -total = torch.tensor([right, len(y)])
# +total = torch.tensor([right, len(y)], device=device)
# ```

# %% [markdown] lang="en"
# ## On to GPUs and several computers
#
# On GPUs, each process uses one. In `worker.py`, delete the lines marked `-` and add those marked `+`. `LOCAL_RANK`, from `torchrun`, is the number of the process within its computer; `set_device_index` chooses the GPU with that number. `get_default_backend_for_device` chooses the backend that suits the device. Unlike a tensor, a model is itself moved by `to`. `--nproc-per-node` is then the number of GPUs.
#
# ```diff
# +import os
#  import time
#
# -dist.init_process_group("gloo")  # 1
# +gpu = int(os.environ["LOCAL_RANK"])
# +torch.accelerator.set_device_index(gpu)
# +device = torch.accelerator.current_accelerator()
# +dist.init_process_group(dist.get_default_backend_for_device(device))
#
# -ddp = DistributedDataParallel(model)  # 3
# +model.to(device)
# +ddp = DistributedDataParallel(model, device_ids=[gpu])
#
#      for x, y in loader:
# +        x, y = x.to(device), y.to(device)
#
#  x, y = images[1536 + rank :: world_size], labels[1536 + rank :: world_size]
# +x, y = x.to(device), y.to(device)
#
# -total = torch.tensor([right, len(y)])
# +total = torch.tensor([right, len(y)], device=device)
# ```

# %% [markdown] lang="ko"
# GPU가 8개씩 있는 컴퓨터 두 대라면, 두 대에 `worker.py`와 `shared_digits.pt`를 두고 양쪽에서 아래 명령을 실행합니다. `--nnodes` 옵션은 컴퓨터의 수입니다. 프로세스 16개는 먼저 서로를 찾아야 합니다. 그래서 이름이 `rdzv`(rendezvous, 만남)로 시작하는 옵션이 있습니다. 만나는 곳은 `--rdzv-endpoint` 옵션으로 정합니다. `HOST`에는 두 대 가운데 한 대의 이름을 적고, 29500은 포트 번호입니다. `--rdzv-id` 옵션은 이 실행의 이름이며 양쪽이 같아야 합니다. `--rdzv-backend=c10d` 옵션을 주면 PyTorch에 들어 있는 방법으로 만납니다.
#
# ```shell
# torchrun --nnodes=2 --nproc-per-node=8 --rdzv-backend=c10d \
#     --rdzv-endpoint=HOST:29500 --rdzv-id=digits worker.py
# ```
#
# :::{note}
# 이름이 비슷한 `DataParallel`은 프로세스 하나에서 스레드로 나누는 옛 방법으로, PyTorch에서도 DDP를 [권합니다](https://docs.pytorch.org/docs/stable/generated/torch.nn.DataParallel.html).
# :::

# %% [markdown] lang="en"
# With two computers of 8 GPUs each, put `worker.py` and `shared_digits.pt` on both, and run the command below on each; `--nnodes` is the number of computers. The 16 processes first have to find each other; `rdzv` is short for *rendezvous*. They meet at `--rdzv-endpoint`: `HOST` is the name of one of the two computers, 29500 the number of a port. `--rdzv-id` names this run and has to be the same on both. `--rdzv-backend=c10d` chooses the way to meet that's built into PyTorch.
#
# ```shell
# torchrun --nnodes=2 --nproc-per-node=8 --rdzv-backend=c10d \
#     --rdzv-endpoint=HOST:29500 --rdzv-id=digits worker.py
# ```
#
# :::{note}
# `DataParallel`, whose name is similar, is an older way that uses threads in one process; PyTorch [recommends](https://docs.pytorch.org/docs/stable/generated/torch.nn.DataParallel.html) DDP instead.
# :::

# %% [markdown] lang="ko"
# ## 연습 문제
#
# ### 1. 셋이서 나누기 (쉬움)
#
# `DistributedSampler`로 샘플 10개를 프로세스 3개에 섞지 않고 나누면 랭크마다 어떤 샘플을 받을까요? 먼저 예상한 다음, 랭크마다 받은 샘플의 리스트를 랭크 순서로 모아 `thirds`에 담아 보세요. `drop_last=True`를 더하면 남는 샘플을 버립니다. 같은 방법으로 만든 리스트를 `dropped`에 담습니다.

# %% [markdown] lang="en"
# ## Exercises
#
# ### 1. Three share (easy)
#
# If 3 processes share 10 samples without shuffling, which samples does each rank get? Predict it first. Then use `DistributedSampler` to make `thirds`, a list with the list of samples of each rank, in the order of the ranks. Make `dropped` in the same way, but with `drop_last=True`, which drops what's left over.


# %% tags=["solution"]
# ko: 12개가 되도록 0번과 1번을 한 번 더 씁니다. drop_last=True이면 9번을 버립니다.
# en: Samples 0 and 1 are used again to make 12. With drop_last=True, 9 is dropped.
def divide(**options):
    ranks = range(3)
    return [list(DistributedSampler(range(10), 3, rank, **options)) for rank in ranks]


thirds = divide(shuffle=False)
dropped = divide(shuffle=False, drop_last=True)
print(thirds)
print(dropped)


# %% tags=["check"]
def check_1(thirds, dropped):
    ends = {"thirds": (thirds, 4), "dropped": (dropped, 3)}
    for name, (lists, size) in ends.items():
        lists = [list(each) for each in lists]
        sizes = [len(each) for each in lists]
        message = f"{name} has parts of sizes {sizes}, expected {[size] * 3}"
        assert sizes == [size] * 3, message
        expected = [[(rank + 3 * i) % 10 for i in range(size)] for rank in range(3)]
        assert lists == expected, f"{name} is {lists}: is shuffle=False given?"
    print("exercise 1: correct")


check_1(thirds, dropped)

# %% [markdown] lang="ko"
# ### 2. 한 문장으로 설명하기 (보통)
#
# `worker.py`에서 `# 6`이라고 표시한 줄을 그 자리에서 `if rank == 0:`으로 감쌌더니, 랭크 1은 잘 끝나지만 랭크 0에서 `Connection closed by peer`라는 오류가 납니다. 이유를 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 올리듀스는 모든 랭크가 불러야 하는데, 랭크 1이 부르지 않고 먼저 끝나 버려서 랭크 0이 기다리던 상대가 없어졌습니다.
# :::

# %% [markdown] lang="en"
# ### 2. Explain in a sentence (medium)
#
# In `worker.py`, somebody puts `if rank == 0:` around the line marked `# 6`. Rank 1 still finishes normally, but rank 0 raises the error `Connection closed by peer`. Explain why in one sentence.
#
# :::{admonition} Solution
# :collapsible: closed
#
# Every rank has to call an all-reduce; rank 1 doesn't and ends, so rank 0 loses the partner it's waiting for.
# :::

# %% [markdown] lang="ko"
# ### 3. 버그 찾기 (보통)
#
# 동료가 `model.state_dict()` 대신 `ddp.state_dict()`를 저장했습니다. 아래 첫 줄은 그 상태 사전을 흉내 내어 변수 `wrapped`에 담습니다. 마지막 줄을 실행하면 오류가 납니다. 그래서 동료는 마지막 줄을 `rescued.load_state_dict(wrapped, strict=False)`로 바꾸었습니다. 이제 오류는 나지 않지만 모델이 거의 다 틀립니다. 왜 그럴까요? `wrapped`에 든 이름을 고쳐서 불러와, `loaded`만큼 맞히는 모델을 `rescued`에 담아 보세요.
#
# ```python
# wrapped = {f"module.{name}": value for name, value in shared["model"].items()}
# rescued = make_model()
# rescued.load_state_dict(wrapped)
# ```

# %% [markdown] lang="en"
# ### 3. Find the bug (medium)
#
# A colleague saved `ddp.state_dict()` instead of `model.state_dict()`. The first line below imitates that state dict in the variable `wrapped`. The last line raises an error, so the colleague changed it to `rescued.load_state_dict(wrapped, strict=False)`. Now there's no error, but the model gets almost everything wrong. Why? Fix the names in `wrapped` and load it, so that the model `rescued` gets as many right as `loaded` did.
#
# ```python
# wrapped = {f"module.{name}": value for name, value in shared["model"].items()}
# rescued = make_model()
# rescued.load_state_dict(wrapped)
# ```

# %% tags=["solution"]
# ko: strict=False이면 이름이 맞지 않는 값을 버리므로 아무것도 읽지 않습니다.
# en: strict=False skips values whose names don't fit, so it loads nothing at all.
wrapped = {f"module.{name}": value for name, value in shared["model"].items()}
rescued = make_model()
fixed = {name.removeprefix("module."): value for name, value in wrapped.items()}
rescued.load_state_dict(fixed)


# %% tags=["check"]
def check_3(rescued):
    assert isinstance(rescued, nn.Module), f"rescued is a {type(rescued).__name__}"
    with torch.no_grad():
        right = (rescued(images[1536:]).argmax(dim=1) == labels[1536:]).sum().item()
    expected = (predicted == labels[1536:]).sum().item()
    message = f"{right} of 261 right, expected {expected}: are the values loaded?"
    assert right == expected, message
    print("exercise 3: correct")


check_3(rescued)

# %% [markdown] lang="ko"
# ### 4. DDP 손수 만들기 (도전)
#
# 프로세스 하나에서 DDP의 한 단계를 흉내 내 보세요. 함수 `step(replicas, images, labels, lr)`에서 `replicas`는 매개변수가 같은 모델들의 리스트이고, 배치는 모델의 수로 나누어떨어집니다. 배치를 나누어(`images.chunk(2)`를 부르면 절반 두 개가 나옵니다) 모델마다 교차 엔트로피의 변화도를 구하고, 모든 모델의 매개변수에서 평균한 변화도의 `lr`배를 뺍니다. 옵티마이저는 쓰지 않습니다. 여러 번 불러도 맞아야 합니다.

# %% [markdown] lang="en"
# ### 4. DDP by hand (hard)
#
# Imitate one step of DDP in a single process. In the function `step(replicas, images, labels, lr)`, `replicas` is a list of models with equal parameters, and the batch divides evenly among them. Divide it (`images.chunk(2)` gives two halves), find the gradient of the cross-entropy for each model, and subtract `lr` times the averaged gradient from the parameters of all models. Use no optimizer. The function must also work when it's called again.


# %% tags=["solution"]
# ko: zip은 모든 모델에서 같은 자리의 매개변수를 함께 꺼냅니다.
# en: zip takes the parameters in the same place from all models together.
def step(replicas, images, labels, lr):
    count = len(replicas)
    parts = zip(replicas, images.chunk(count), labels.chunk(count), strict=True)
    for model, part, targets in parts:
        model.zero_grad()
        nn.functional.cross_entropy(model(part), targets).backward()
    with torch.no_grad():
        for same in zip(*[model.parameters() for model in replicas], strict=True):
            average = sum(parameter.grad for parameter in same) / count
            for parameter in same:
                parameter -= lr * average


# %% tags=["check"]
def check_4(step):
    def flat(model):
        return nn.utils.parameters_to_vector(model.parameters()).detach()

    torch.manual_seed(0)
    layers = [nn.Linear(64, 10) for _ in range(5)]
    single, *replicas = [nn.Sequential(nn.Flatten(), layer) for layer in layers]
    for replica in replicas:
        replica.load_state_dict(single.state_dict())
    optimizer = torch.optim.SGD(single.parameters(), lr=0.5)
    for start in (0, 32):
        x, y = images[start : start + 32], labels[start : start + 32]
        step(replicas, x, y, 0.5)
        optimizer.zero_grad()
        nn.functional.cross_entropy(single(x), y).backward()
        optimizer.step()
    vectors = torch.stack([flat(each) for each in replicas])
    apart = (vectors - vectors[0]).abs().max().item()
    assert apart == 0, f"after two steps the replicas differ by up to {apart:.4f}"
    off = (flat(replicas[0]) - flat(single)).abs().max().item()
    message = f"{off:.4f} off from one model: is the gradient a mean, and cleared?"
    assert off < 1e-5, message
    print("exercise 4: correct")


check_4(step)

# %% [markdown] lang="ko"
# ## 요약
#
# - 프로세스마다 자기 몫의 이미지로 변화도를 구하고, 올리듀스로 평균해 모두 똑같이 갱신합니다.
# - 손실이 평균이고 몫의 크기가 같으면, 평균한 변화도가 배치 전체의 변화도와 같습니다. 배치 정규화는 예외입니다.
# - 학습할 때는 `DistributedSampler`로 나누고, 평가할 때는 겹치지 않게 나누어 개수까지 더합니다.
# - 계산할 것이 많고 주고받을 것이 적을수록 시간을 더 아낍니다.
# - 배치가 커지면 학습률도 그만큼 키워 봅니다.
# - 랭크 0만 DDP 안의 모델을 저장합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 튜토리얼의 DDP 시작하기](https://docs.pytorch.org/tutorials/intermediate/ddp_tutorial.html)
# - [DDP의 설계](https://docs.pytorch.org/docs/stable/notes/ddp.html)
# - [`torchrun`의 옵션](https://docs.pytorch.org/docs/stable/elastic/run.html)
#
# 모델이 커서 장치 하나에 들어가지 않으면 복제본을 둘 수 없습니다. 그때는 매개변수까지 나누어 두는 [FSDP](https://docs.pytorch.org/tutorials/intermediate/FSDP_tutorial.html)가 다음 차례입니다. 이제 [처음 만든 신경망](first_network.md)으로 돌아가, 여러분의 데이터로 학습해 보세요. 학습이 되지 않으면 [다른 페이지](../beyond/when_it_does_not_learn.md)에서 이유를 찾을 수 있습니다.

# %% [markdown] lang="en"
# ## Recap
#
# - Each process finds the gradient of its part of the batch, an all-reduce averages them, and all take the same step.
# - With a mean loss and equal parts, the average is the gradient of the whole batch. Batch normalization is an exception.
# - In training, `DistributedSampler` divides the data. In evaluation, divide it without repeats, and add up the sizes too.
# - The more there is to compute and the less to exchange, the more time you save.
# - With a larger batch, try a learning rate that's larger by as much.
# - Rank 0 alone saves the model, without the wrapping.
#
# ## Further reading
#
# - [Getting started with DDP, an official PyTorch tutorial](https://docs.pytorch.org/tutorials/intermediate/ddp_tutorial.html)
# - [The design of DDP](https://docs.pytorch.org/docs/stable/notes/ddp.html)
# - [The options of `torchrun`](https://docs.pytorch.org/docs/stable/elastic/run.html)
#
# If a model is too large for one device, there can be no replicas. Then [FSDP](https://docs.pytorch.org/tutorials/intermediate/FSDP_tutorial.html), which divides the parameters too, is the next thing to learn. Now go back to [your first network](first_network.md) and train it on data of your own. When it won't learn, [another page](../beyond/when_it_does_not_learn.md) helps you find out why.
