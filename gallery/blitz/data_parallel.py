# %% [markdown] lang="ko"
"""
# 데이터 병렬 처리

**데이터 병렬 처리**(data parallelism)는 배치(batch)를 여러 프로세스(process)에 나누어 모델 하나를 학습(training)하는 방법입니다. 이 튜토리얼은 선택 사항이며, GPU 없이 CPU에서 프로세스 두 개로 모든 과정을 확인합니다.

## 이 튜토리얼에서 배우는 것

- 변화도(gradient)를 평균하면 배치를 나누어도 같은 모델이 나오는 까닭
- `DistributedSampler`로 데이터셋(dataset)을 나누는 방법
- 프로세스 두 개를 띄워 `DistributedDataParallel`로 학습하는 방법
- 한 프로세스로 학습한 결과와 견주어 확인하는 방법
- GPU 여러 개, 컴퓨터 여러 대로 옮길 때 바꿀 것
"""

# %% [markdown] lang="en"
# # Data parallelism
#
# **Data parallelism** divides each batch among several processes to train one model. This tutorial is optional reading, and it needs no GPU: two processes on the CPU show every step.
#
# ## What you learn
#
# - Why averaging gradients gives the same model even though the batch is divided
# - How to divide a dataset with `DistributedSampler`
# - How to start two processes and train with `DistributedDataParallel`
# - How to check the result against training in one process
# - What to change for several GPUs and for several computers

# %% [markdown] lang="ko"
# ## 배치를 나누어도 같은 변화도
#
# 프로세스 둘이 배치를 절반씩 계산해도 배치 전체의 변화도를 얻을 수 있습니까? 먼저 프로세스 하나에서 확인합니다. 작은 분류기(classifier)를 만들고, scikit-learn에 들어 있는 손글씨 숫자 이미지 1536장을 나중에 모든 프로세스가 읽도록 파일에 저장합니다.

# %% [markdown] lang="en"
# ## A divided batch, the same gradient
#
# If two processes each compute half of a batch, can they get the gradient of the whole batch? Check it in one process first. Make a small classifier, and save 1536 images of handwritten digits from scikit-learn to a file, so that every process can read them later.

# %%
import inspect
import os
import socket
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.distributed as dist
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.nn.utils import parameters_to_vector
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset

# ko: 시드(seed)를 고정하면 실행할 때마다 같은 난수가 나옵니다.
# en: A fixed seed gives the same random numbers in every run.
torch.manual_seed(0)
digits = load_digits()


# %%
def make_model() -> nn.Sequential:
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


# ko: 이미지 한 장은 픽셀 64개이고, 픽셀의 값은 0에서 16까지입니다.
# en: An image has 64 pixels, and the values of the pixels run from 0 to 16.
images = torch.tensor(digits.data[:1536] / 16, dtype=torch.float32)
labels = torch.tensor(digits.target[:1536])
torch.save((images, labels), "digits.pt")
print(images.shape, labels.shape)

# %% [markdown] lang="ko"
# 손실 함수(loss function)는 샘플마다 구한 손실(loss) $\ell_i$를 평균합니다. 샘플 8개의 평균은 앞쪽 4개의 평균과 뒤쪽 4개의 평균을 다시 평균한 값입니다. 합의 변화도는 변화도의 합이므로 변화도에서도 이 관계가 성립합니다.
#
# $$\nabla \frac{1}{8}\sum_{i=1}^{8} \ell_i = \frac{1}{2}\left(\nabla \frac{1}{4}\sum_{i=1}^{4} \ell_i + \nabla \frac{1}{4}\sum_{i=5}^{8} \ell_i\right)$$
#
# 아래 `gradients`는 모든 매개변수(parameter)의 변화도를 한 줄로 이어 돌려줍니다. 절반씩 구한 두 변화도는 서로 다르지만, 평균하면 배치 전체의 변화도와 같습니다. 더하는 순서가 달라 마지막 몇 자리만 어긋나기도 합니다.

# %% [markdown] lang="en"
# The loss function averages the loss $\ell_i$ of each sample. The mean over 8 samples is the mean of two means, one over the first 4 samples and one over the last 4. The gradient of a sum is the sum of the gradients, so the same holds for gradients.
#
# $$\nabla \frac{1}{8}\sum_{i=1}^{8} \ell_i = \frac{1}{2}\left(\nabla \frac{1}{4}\sum_{i=1}^{4} \ell_i + \nabla \frac{1}{4}\sum_{i=5}^{8} \ell_i\right)$$
#
# `gradients` below returns the gradients of all parameters, joined end to end. The gradients of the two halves differ, but their average equals the gradient of the whole batch. Only the last digits may be off, because the numbers are added in a different order.


# %%
def gradients(model: nn.Module, images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    model.zero_grad()
    nn.functional.cross_entropy(model(images), labels).backward()
    return torch.cat([parameter.grad.flatten() for parameter in model.parameters()])


model = make_model()
whole = gradients(model, images[:8], labels[:8])
first_half = gradients(model, images[:4], labels[:4])
last_half = gradients(model, images[4:8], labels[4:8])
average = (first_half + last_half) / 2

print("numbers in a gradient: ", len(whole))
print("halves agree:          ", torch.allclose(first_half, last_half))
print("average equals whole:  ", torch.allclose(average, whole, atol=1e-6))

# %% [markdown] lang="ko"
# 데이터 병렬 처리에서는 프로세스들이 이 계산을 나누어 맡습니다. 학습 한 단계는 다음과 같습니다.
#
# 1. 프로세스마다 모델의 복제본(replica)이 하나씩 있고, 모두 같은 매개변수에서 출발합니다.
# 2. 각 프로세스는 배치에서 제 몫만 받아 변화도를 구합니다.
# 3. 프로세스끼리 변화도를 주고받아 평균합니다.
# 4. 모든 프로세스가 같은 변화도로 똑같이 갱신하므로 복제본끼리 늘 같습니다.
#
# 몫의 크기를 그대로 두고 장치(device)를 늘리면 배치가 커지고, 한 에폭(epoch)에 필요한 단계가 줄어듭니다. 그림은 한 단계를 왼쪽에서 오른쪽으로 보여 줍니다.

# %% [markdown] lang="en"
# Data parallelism gives each process one part of this computation. One step of training goes like this:
#
# 1. Each process holds a replica of the model, and all replicas begin with the same parameters.
# 2. Each process receives only its part of the batch and computes a gradient.
# 3. The processes exchange their gradients and average them.
# 4. All processes make the same update from the same gradient, so the replicas stay equal.
#
# Keep the size of the parts and add devices: the batch grows, and an epoch takes fewer steps. The figure shows one step from left to right.

# %%
# sphinx_gallery_thumbnail_number = 1
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
ax.set(xlim=(-0.6, 8.6), ylim=(-1.5, 1.5))
ax.axis("off")


def box(x: float, y: float, text: str, color: str) -> plt.Text:
    style = {"boxstyle": "round,pad=0.6", "facecolor": "white", "edgecolor": color}
    return ax.text(x, y, text, ha="center", va="center", bbox=style)


shared = box(6.1, 0, "average of\nthe gradients", "black")
for rank, (y, color) in enumerate([(1, "tab:blue"), (-1, "tab:orange")]):
    texts = {0: "part {} of\nthe batch", 2: "replica {} of\nthe model", 4: "gradient {}"}
    row = [box(x, y, text.format(rank), color) for x, text in texts.items()]
    for start, end in pairwise([*row, shared, box(8.1, y, "same\nupdate", color)]):
        arrow = {"patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch()}
        arrow |= {"arrowstyle": "-|>", "linewidth": 1.5, "color": "black"}
        ax.annotate("", xy=end.get_position(), xytext=start.get_position(), arrowprops=arrow)
ax.set_title("One step of data parallelism in two processes")
plt.show()

# %% [markdown] lang="ko"
# ## 왜 `DataParallel`이 아닌가
#
# PyTorch에는 이름이 비슷한 클래스가 둘 있습니다. 공식 문서는 컴퓨터가 한 대여도 [`DistributedDataParallel`](https://docs.pytorch.org/docs/stable/generated/torch.nn.parallel.DistributedDataParallel.html), 줄여서 DDP를 [권합니다](https://docs.pytorch.org/docs/stable/generated/torch.nn.DataParallel.html). `DataParallel`은 한 프로세스 안에서 함께 도는 스레드(thread)를 쓰는데, 파이썬의 스레드는 전역 인터프리터 락(GIL) 때문에 서로 기다립니다. 프로세스는 저마다 인터프리터를 따로 씁니다.
#
# | 비교 | `DataParallel` | DDP |
# | --- | --- | --- |
# | 실행 단위 | 프로세스 하나의 스레드 | 장치마다 프로세스 하나 |
# | 컴퓨터 | 한 대 | 한 대 또는 여러 대 |
# | 단계마다 | 모델을 복사하고 출력(output)을 한 장치에 모음 | 변화도를 평균 |

# %% [markdown] lang="en"
# ## Why not `DataParallel`
#
# PyTorch has two classes with similar names. The documentation [recommends](https://docs.pytorch.org/docs/stable/generated/torch.nn.DataParallel.html) [`DistributedDataParallel`](https://docs.pytorch.org/docs/stable/generated/torch.nn.parallel.DistributedDataParallel.html), DDP for short, even on a single computer. `DataParallel` uses threads, which run side by side within one process, and Python's threads wait for one another because of the global interpreter lock (GIL). Each process has an interpreter of its own.
#
# | Compared | `DataParallel` | DDP |
# | --- | --- | --- |
# | Runs as | threads of one process | one process per device |
# | Computers | one | one or many |
# | In each step | copies the model, gathers the output on one device | averages the gradients |

# %% [markdown] lang="ko"
# ## 데이터 나누기
#
# DDP는 배치를 나누어 주지 않습니다. 프로세스마다 어느 샘플을 읽을지는 `DistributedSampler`가 정합니다. `num_replicas`는 프로세스의 수이고 `rank`는 샘플을 받을 프로세스의 번호입니다. 섞지 않으면(`shuffle=False`) 샘플 10개를 둘이 번갈아 5개씩 받습니다. 9개는 똑같이 나눌 수 없으므로 0번 샘플을 한 번 더 씁니다.

# %% [markdown] lang="en"
# ## Dividing the data
#
# DDP does not divide the batch for you. `DistributedSampler` decides which samples each process reads. `num_replicas` is the number of processes, and `rank` is the number of the process that gets the samples. Without shuffling (`shuffle=False`), two processes take turns and get 5 of 10 samples each. Since 9 samples do not divide evenly, sample 0 is used once more.


# %%
def parts(samples: int) -> list[list[int]]:
    dataset = range(samples)
    return [
        list(DistributedSampler(dataset, num_replicas=2, rank=rank, shuffle=False))
        for rank in range(2)
    ]


print("10 samples:", parts(10))
print(" 9 samples:", parts(9))

# %% [markdown] lang="ko"
# 그림에서 색은 프로세스를 나타냅니다. 점선 칸은 되풀이해 쓴 샘플입니다. 모든 프로세스가 배치를 같은 수만큼 계산해야 합니다. 수가 다르면 한쪽이 오지 않을 변화도를 기다립니다.

# %% [markdown] lang="en"
# In the figure, each color stands for one process. The dashed cell is the repeated sample. All processes must compute the same number of batches. Otherwise one waits for a gradient that never comes.

# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
colors = ["lightskyblue", "orange"]
for ax, samples in zip(axes, [10, 9], strict=True):
    for rank, part in enumerate(parts(samples)):
        for place, sample in enumerate(part):
            column = 2 * place + rank
            repeated = column != sample
            style = {"boxstyle": "square,pad=0.5", "facecolor": colors[rank]}
            style["linestyle"] = "--" if repeated else "-"
            for line in [1.3 + rank] if repeated else [0, 1.3 + rank]:
                ax.text(column, line, sample, ha="center", va="center", bbox=style)
    ax.set(xlim=(-0.7, 9.7), ylim=(2.9, -0.6), title=f"{samples} samples", xticks=[])
    ax.set_yticks([0, 1.3, 2.3], ["dataset", "rank 0", "rank 1"])
fig.suptitle("DistributedSampler gives both processes equally many samples")
plt.show()

# %% [markdown] lang="ko"
# 학습할 때는 데이터를 섞습니다. 모든 프로세스가 같은 시드와 에폭 번호로 섞으므로 겹치거나 빠지는 샘플이 없습니다. `set_epoch`을 부르지 않으면 마지막 줄처럼 순서가 그대로입니다.

# %% [markdown] lang="en"
# In training, the data is shuffled. All processes shuffle with the same seed and the same epoch number, so no sample is taken twice or left out. Without `set_epoch`, the order stays as it was, as the last line shows.

# %%
samplers = [DistributedSampler(range(10), num_replicas=2, rank=rank) for rank in range(2)]
for epoch in range(2):
    for sampler in samplers:
        sampler.set_epoch(epoch)
    print("epoch", epoch, [list(sampler) for sampler in samplers])

print("again  ", [list(sampler) for sampler in samplers])

# %% [markdown] lang="ko"
# ## 프로세스 두 개 띄우기
#
# 함께 학습하는 프로세스들을 **프로세스 그룹**(process group)이라고 합니다. 프로세스의 수는 **월드 크기**(world size)이고, 프로세스마다 0부터 매긴 번호는 **랭크**(rank)입니다. 프로세스 사이의 통신은 백엔드(backend)가 맡습니다. CPU에서는 gloo를, NVIDIA GPU에서는 NCCL을 씁니다.
#
# **올리듀스**(all-reduce)는 모든 프로세스의 텐서(tensor)를 더하고, 그 합을 모든 프로세스에 돌려줍니다. DDP는 이 합을 월드 크기로 나누어 변화도의 평균을 구합니다. 아래 `greet`에서 랭크 0은 1을, 랭크 1은 2를 내놓고, 합은 다시 `number`에 들어갑니다. `timeout`은 다른 프로세스를 기다리는 시간입니다. 이 시간이 지나면 오류를 내고 끝납니다.

# %% [markdown] lang="en"
# ## Starting two processes
#
# The processes that train together form a **process group**. Their number is the **world size**, and each one's own number, counted from 0, is its **rank**. A backend carries the messages between them: gloo on CPUs, NCCL on NVIDIA GPUs.
#
# An **all-reduce** adds up the tensors of all processes and gives the sum back to every one of them. DDP divides this sum by the world size to average the gradients. In `greet` below, rank 0 puts in 1 and rank 1 puts in 2, and the sum goes back into `number`. `timeout` is how long a process waits for the others; after that it ends with an error.


# %%
def greet() -> None:
    dist.init_process_group("gloo", timeout=timedelta(seconds=120))
    rank, world_size = dist.get_rank(), dist.get_world_size()
    number = torch.tensor([rank + 1])
    put_in = number.item()
    dist.all_reduce(number)
    print(f"rank {rank} of {world_size}: put in {put_in}, got back {number.item()}")
    dist.destroy_process_group()


# %% [markdown] lang="ko"
# 새 프로세스는 이 노트북이나 스크립트의 변수를 모릅니다. 그래서 함수를 파일에 적고, 모든 프로세스가 그 파일을 처음부터 실행합니다. `inspect.getsource`는 함수의 소스 코드를 문자열로 돌려줍니다. 이런 파일은 컴퓨터 여러 대에서도 그대로 실행됩니다.
#
# 파일의 마지막 줄 `os._exit(0)`은 일을 마친 프로세스를 바로 끝냅니다. DDP를 쓰고 나면 gloo의 스레드가 남아 있어서, 파이썬이 마무리하는 도중에 드물게 오류로 멈추기 때문입니다.

# %% [markdown] lang="en"
# A new process does not know the variables of this notebook or script. So write the functions into a file, which all processes run from its first line. `inspect.getsource` returns the source code of a function as a string. Such a file also runs on several computers as it is.
#
# The last line of the file, `os._exit(0)`, ends a process at once when its work is done. After DDP, threads of gloo are still there, and on rare occasions Python stops with an error while it shuts down beside them.

# %%
IMPORTS = """
import os
import sys
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.nn.utils import parameters_to_vector
from torch.utils.data import DataLoader, DistributedSampler, TensorDataset
"""


def write_script(name: str, *functions) -> None:
    sources = [inspect.getsource(function) for function in functions]
    run = f"{functions[-1].__name__}()\nsys.stdout.flush()\nos._exit(0)\n"
    Path(name).write_text("\n\n".join([IMPORTS, *sources, run]), encoding="utf-8")


write_script("greet.py", greet)

# %% [markdown] lang="ko"
# `init_process_group`은 랭크와 월드 크기를 환경 변수(environment variable)에서 읽습니다. 프로세스들은 `MASTER_ADDR`의 주소, `MASTER_PORT`의 포트에서 만납니다. `127.0.0.1`은 이 컴퓨터 자신입니다. `OMP_NUM_THREADS`를 1로 두면 프로세스마다 CPU 코어를 하나만 씁니다. 아래 `start`는 빈 포트를 골라 프로세스를 하나씩 띄웁니다.

# %% [markdown] lang="en"
# `init_process_group` reads the rank and the world size from environment variables. The processes meet at the address in `MASTER_ADDR`, on the port in `MASTER_PORT`. `127.0.0.1` is this computer itself. With `OMP_NUM_THREADS` set to 1, each process keeps to one CPU core. `start` below picks a free port and starts the processes one by one.


# %%
def start(script: str, world_size: int) -> list[subprocess.Popen]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shared = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    shared |= {"WORLD_SIZE": str(world_size), "OMP_NUM_THREADS": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return [
        subprocess.Popen(
            [sys.executable, script], env=os.environ | shared | {"RANK": str(rank)}, **pipes
        )
        for rank in range(world_size)
    ]


# %% [markdown] lang="ko"
# `launch`는 모든 프로세스가 끝나기를 기다렸다가 출력을 랭크 순서로 보여 줍니다. 하나라도 실패하면 실패한 프로세스가 남긴 메시지를 담아 오류를 냅니다. 실행하면 두 랭크가 모두 합 $1 + 2 = 3$을 받습니다.

# %% [markdown] lang="en"
# `launch` waits for all processes and shows their output in the order of the ranks. If any fail, it raises an error with the messages that those processes left. Run it: both ranks receive the sum $1 + 2 = 3$.


# %%
def launch(script: str, world_size: int) -> None:
    processes = start(script, world_size)
    try:
        results = [process.communicate(timeout=300) for process in processes]
    finally:
        for process in processes:
            process.kill()
    failed = [rank for rank, process in enumerate(processes) if process.returncode]
    if failed:
        raise RuntimeError("\n".join(f"rank {rank}:\n{results[rank][1]}" for rank in failed))
    print("".join(output for output, _ in results), end="")


launch("greet.py", world_size=2)

# %% [markdown] lang="ko"
# ## 학습 코드
#
# 학습에 필요한 함수는 셋입니다. `make_loader`는 파일에서 데이터를 읽고 `DistributedSampler`를 데이터 로더(data loader)에 넘깁니다. 배치의 샘플 64개를 프로세스 수로 나누므로, 프로세스가 둘이면 32개씩 받습니다. `train`에는 여러 프로세스를 위한 줄이 `set_epoch` 하나뿐입니다. 보통 모델을 넘겨도 되고 DDP로 감싼 모델을 넘겨도 됩니다.

# %% [markdown] lang="en"
# ## The training code
#
# Training needs three functions. `make_loader` reads the data from the file and hands a `DistributedSampler` to the data loader. The 64 samples of a batch are divided by the number of processes, so two processes get 32 each. Only one line in `train` is there for several processes: `set_epoch`. You can give it a plain model or a model wrapped in DDP.


# %%
def make_loader(rank: int, world_size: int) -> DataLoader:
    dataset = TensorDataset(*torch.load("digits.pt"))
    sampler = DistributedSampler(dataset, num_replicas=world_size, rank=rank)
    return DataLoader(dataset, batch_size=64 // world_size, sampler=sampler)


def train(model: nn.Module, loader: DataLoader, epochs: int) -> torch.Tensor:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    losses = []
    for epoch in range(epochs):
        loader.sampler.set_epoch(epoch)
        for images, labels in loader:
            loss = nn.functional.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return torch.tensor(losses)


# %% [markdown] lang="ko"
# 셋째 함수 `main`은 각 프로세스가 하는 일 전부입니다. 일부러 랭크마다 시드를 달리해 매개변수를 다르게 초기화(initialization)합니다. DDP로 감싸면 랭크 0의 매개변수가 모든 랭크에 복사되고, 그때부터 `backward`가 변화도를 평균합니다. `no_sync` 안에서는 변화도를 평균하지 않으므로, DDP가 없을 때의 변화도를 볼 수 있습니다. `report`에 모은 값은 랭크마다 제 파일에 저장합니다. 모델은 모든 랭크에서 똑같으므로 랭크 0만 저장합니다.

# %% [markdown] lang="en"
# The third, `main`, is all that a process does. Each rank takes a different seed on purpose, so that it initializes different parameters. Wrapping the model in DDP copies the parameters of rank 0 to all ranks, and from then on `backward` averages the gradients. Inside `no_sync` gradients are not averaged, so you see what they would be without DDP. Each rank saves the values in `report` to a file of its own. The model is the same everywhere, so rank 0 alone saves it.


# %%
def main() -> None:
    dist.init_process_group("gloo", timeout=timedelta(seconds=120))
    rank, world_size = dist.get_rank(), dist.get_world_size()
    torch.manual_seed(rank)
    model, loader = make_model(), make_loader(rank, world_size)
    report = {"own": parameters_to_vector(model.parameters())}
    replica = DistributedDataParallel(model)
    report["wrapped"] = parameters_to_vector(model.parameters())
    images, labels = next(iter(loader))
    with replica.no_sync():
        report["alone"] = gradients(replica, images, labels)
    report["averaged"] = gradients(replica, images, labels)
    report["losses"] = train(replica, loader, epochs=5)
    report["trained"] = parameters_to_vector(model.parameters())
    torch.save(report, f"rank{rank}.pt")
    if rank == 0:
        torch.save(model.state_dict(), "model.pt")
    dist.destroy_process_group()


# %% [markdown] lang="ko"
# 이제 파일을 쓰고 프로세스 두 개로 실행합니다. 두 랭크의 기록을 읽어 보면 매개변수가 처음에는 달랐고, DDP로 감싼 뒤에는 같으며, 24단계씩 5에폭, 모두 120단계를 학습한 뒤에도 마지막 비트까지 같습니다.

# %% [markdown] lang="en"
# Now write the file and run it in two processes. The reports of the two ranks show that the parameters differed at first, were equal once DDP had wrapped the model, and were still equal to the last bit after 5 epochs of 24 steps, 120 in all.

# %%
write_script("worker.py", make_model, gradients, make_loader, train, main)
launch("worker.py", world_size=2)

rank0, rank1 = (torch.load(f"rank{rank}.pt") for rank in range(2))
print("steps:", len(rank0["losses"]))
for moment in ["own", "wrapped", "trained"]:
    print(f"{moment:8} parameters equal:", torch.equal(rank0[moment], rank1[moment]))

# %% [markdown] lang="ko"
# ## 변화도 견주기
#
# 한 프로세스에서 변화도를 구해 견줍니다. 모델은 랭크 0의 시드로 초기화하고, 배치는 두 랭크가 나누어 받은 샘플 64개입니다. DDP가 없으면 두 랭크의 변화도가 다릅니다. DDP가 있으면 두 랭크의 변화도가 똑같고, 한 프로세스에서 구한 변화도와도 반올림 오차 안에서 같습니다. 손실이 평균이고 모든 랭크의 샘플 수가 같을 때 그렇습니다.

# %% [markdown] lang="en"
# ## Comparing gradients
#
# For comparison, compute the gradient in one process. The model is initialized with the seed of rank 0, and the batch is the 64 samples that the two ranks divided between them. Without DDP, the gradients of the two ranks differ. With DDP they are equal, and they equal the gradient from one process, up to rounding. This holds if the loss is a mean and all ranks have equally many samples.

# %%
torch.manual_seed(0)
single_model = make_model()
single_loader = make_loader(rank=0, world_size=1)
batch_images, batch_labels = next(iter(single_loader))
single = gradients(single_model, batch_images, batch_labels)

difference = (rank0["averaged"] - single).abs().max().item()

print("samples in the batch:              ", len(batch_labels))
print("ranks equal without DDP:           ", torch.equal(rank0["alone"], rank1["alone"]))
print("ranks equal with DDP:              ", torch.equal(rank0["averaged"], rank1["averaged"]))
print("difference from one process < 1e-6:", difference < 1e-6)

# %% [markdown] lang="ko"
# 그림의 점 하나는 매개변수 하나입니다. 가로축은 랭크 0의 변화도, 세로축은 랭크 1의 변화도입니다. 평균하기 전에는 흩어져 있고, 평균한 뒤에는 모두 대각선 위에 놓입니다.

# %% [markdown] lang="en"
# Each dot in the figure is one parameter. The horizontal axis is its gradient on rank 0, the vertical axis its gradient on rank 1. Before averaging, the dots scatter; after averaging they all lie on the diagonal.

# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 3.9), layout="constrained", sharex=True, sharey=True)
titles = {"alone": "without DDP", "averaged": "with DDP"}
for ax, (moment, title) in zip(axes, titles.items(), strict=True):
    ax.axline((0, 0), slope=1, color="lightgray", zorder=0)
    ax.plot(rank0[moment], rank1[moment], ".", markersize=4)
    ax.set(title=title, xlabel="gradient on rank 0", aspect="equal")
axes[0].set_ylabel("gradient on rank 1")
fig.suptitle("DDP makes the gradients of both ranks equal")
plt.show()

# %% [markdown] lang="ko"
# ## 학습 결과 견주기
#
# 이번에는 한 프로세스에서 끝까지 학습합니다. 같은 `train`에 보통 모델을 넘깁니다. 각 랭크가 기록한 손실은 제 몫 32개의 평균이므로, 두 랭크의 손실을 평균해야 샘플 64개의 손실이 됩니다. 두 학습의 손실은 모든 단계에서 거의 같습니다.

# %% [markdown] lang="en"
# ## Comparing the training
#
# Now train to the end in one process: give the same `train` a plain model. Each rank recorded the mean loss of its own 32 samples, so average the two ranks to get the loss of all 64. The losses of both runs are almost equal in every step.

# %%
single_losses = train(single_model, single_loader, epochs=5)
ddp_losses = (rank0["losses"] + rank1["losses"]) / 2

print(f"one process:   {single_losses[0]:.2f} -> {single_losses[-24:].mean():.2f}")
print(f"two processes: {ddp_losses[0]:.2f} -> {ddp_losses[-24:].mean():.2f}")
difference = (ddp_losses - single_losses).abs().max().item()
print("difference in every step < 1e-4:", difference < 1e-4)

# %% [markdown] lang="ko"
# 위에서 화살표 왼쪽은 첫 단계의 손실, 오른쪽은 마지막 에폭 24단계의 평균입니다. 그림에서 두 곡선이 포개지므로 하나는 굵게, 하나는 점선으로 그립니다.

# %% [markdown] lang="en"
# Above, the loss of the first step is left of the arrow, and the mean over the 24 steps of the last epoch is right of it. The two curves in the figure lie on top of each other, so one is drawn wide and the other dashed.

# %%
fig, ax = plt.subplots(figsize=(8, 3.4), layout="constrained")
ax.plot(single_losses, color="lightskyblue", linewidth=5, label="one process, 64 samples")
ax.plot(ddp_losses, "--", color="black", linewidth=1.2, label="two processes, 32 samples each")
ax.set(xlabel="step", ylabel="loss", title="Two processes train like one")
ax.legend()
plt.show()

# %% [markdown] lang="ko"
# 랭크 0이 저장한 상태 사전(state dict)을 보통 모델에 읽어 들입니다. DDP로 감싼 모델의 상태 사전에는 이름마다 앞에 `module.`이 붙습니다. `main`은 DDP 안의 `model`을 저장했으므로 이름이 그대로입니다. 이 모델과 한 프로세스에서 학습한 모델은 모든 이미지에 거의 같은 로짓(logit)을 내놓습니다.

# %% [markdown] lang="en"
# Take a plain model and load the state dict that rank 0 saved. In the state dict of a model wrapped in DDP, `module.` stands before each name. `main` saved the `model` inside DDP, so the names are plain. This model and the one trained in one process give almost the same logits for all images.

# %%
loaded = make_model()
loaded.load_state_dict(torch.load("model.pt"))
print(list(loaded.state_dict()))

with torch.inference_mode():
    difference = (loaded(images) - single_model(images)).abs().max().item()
print("difference of the logits < 1e-3:", difference < 1e-3)

# %% [markdown] lang="ko"
# ## GPU와 여러 컴퓨터로 옮기기
#
# 가속기(accelerator)를 쓰면 백엔드와 장치가 바뀝니다. 장치마다 알맞은 백엔드는 PyTorch에 물어봅니다.

# %% [markdown] lang="en"
# ## Moving to GPUs and several computers
#
# With accelerators, the backend and the device change. Ask PyTorch for the backend that fits a device.

# %%
for device_type in ["cpu", "cuda"]:
    print(device_type, "->", dist.get_default_backend_for_device(device_type))

# %% [markdown] lang="ko"
# 프로세스마다 GPU를 하나씩 씁니다. 환경 변수 `LOCAL_RANK`는 컴퓨터 한 대 안에서 매긴 프로세스의 번호이고, GPU의 번호로 씁니다. `main`에서 아래 부분을 바꾸고, 배치도 `to(device)`로 옮깁니다.
#
# ```py
# local_rank = int(os.environ["LOCAL_RANK"])
# torch.accelerator.set_device_index(local_rank)
# device = torch.accelerator.current_accelerator()
# dist.init_process_group(dist.get_default_backend_for_device(device))
# model = make_model().to(device)
# replica = DistributedDataParallel(model, device_ids=[local_rank])
# ```
#
# 프로세스를 띄우는 일은 `torchrun`이 맡습니다. 위의 `start`처럼 환경 변수를 정해 주고, `LOCAL_RANK`도 정합니다. 앞에서 쓴 `worker.py`는 고치지 않아도 이렇게 실행됩니다. `torchrun` 대신 `python -m torch.distributed.run`이라고 써도 됩니다.
#
# ```shell
# torchrun --standalone --nproc-per-node=2 worker.py
# ```

# %% [markdown] lang="en"
# Each process uses one GPU. The environment variable `LOCAL_RANK` is the number of the process within one computer, and it serves as the number of the GPU. In `main`, change the parts below, and move each batch with `to(device)` too.
#
# ```py
# local_rank = int(os.environ["LOCAL_RANK"])
# torch.accelerator.set_device_index(local_rank)
# device = torch.accelerator.current_accelerator()
# dist.init_process_group(dist.get_default_backend_for_device(device))
# model = make_model().to(device)
# replica = DistributedDataParallel(model, device_ids=[local_rank])
# ```
#
# To start the processes, use `torchrun`. Like `start` above, it sets the environment variables, and `LOCAL_RANK` too. It runs your `worker.py` unchanged. `python -m torch.distributed.run` does the same as `torchrun`.
#
# ```shell
# torchrun --standalone --nproc-per-node=2 worker.py
# ```

# %% [markdown] lang="ko"
# GPU가 8개씩 있는 컴퓨터 두 대라면, 두 대에 위와 같이 고친 `worker.py`와 `digits.pt`를 두고 같은 명령을 실행합니다. `HOST`에는 두 컴퓨터가 만날 곳으로 고른 한 대의 이름을 적습니다.
#
# ```shell
# torchrun --nnodes=2 --nproc-per-node=8 \
#     --rdzv-backend=c10d --rdzv-endpoint=HOST:29500 --rdzv-id=digits \
#     worker.py
# ```
#
# :::{note}
# Windows용 PyTorch 2.13의 `torchrun`은 libuv가 없다는 [알려진 오류](https://github.com/pytorch/pytorch/issues/148283)로 멈춥니다. Windows에서는 위의 `launch`나 WSL을 씁니다.
# :::

# %% [markdown] lang="en"
# With two computers of 8 GPUs each, put `digits.pt` and `worker.py`, changed as above, on both and run the same command there. `HOST` is the name of one of them, where the two meet.
#
# ```shell
# torchrun --nnodes=2 --nproc-per-node=8 \
#     --rdzv-backend=c10d --rdzv-endpoint=HOST:29500 --rdzv-id=digits \
#     worker.py
# ```
#
# :::{note}
# In PyTorch 2.13 for Windows, `torchrun` stops with a [known error](https://github.com/pytorch/pytorch/issues/148283) because libuv is missing. On Windows, use `launch` from above, or WSL.
# :::

# %% [markdown] lang="ko"
# ## 모델이 장치 하나에 들어가지 않을 때
#
# DDP는 장치마다 모델 전체를 둡니다. 모델이 장치의 메모리보다 크면 매개변수를 여러 장치에 나누어 두는 [FSDP](https://docs.pytorch.org/tutorials/intermediate/FSDP_tutorial.html)나 계층(layer) 하나의 계산을 나누는 [텐서 병렬 처리](https://docs.pytorch.org/tutorials/intermediate/TP_tutorial.html)를 씁니다.

# %% [markdown] lang="en"
# ## When the model does not fit on one device
#
# DDP keeps the whole model on every device. If the model is larger than the memory of a device, use [FSDP](https://docs.pytorch.org/tutorials/intermediate/FSDP_tutorial.html), which divides the parameters among devices, or [tensor parallelism](https://docs.pytorch.org/tutorials/intermediate/TP_tutorial.html), which divides the computation of a layer.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# 1. 샘플 8개를 6개와 2개로 나누어 두 변화도를 구하십시오. 그대로 평균하면 배치 전체의 변화도와 다릅니다. 어떻게 평균해야 같아집니까?
# 2. 샘플 10개를 프로세스 3개에 나누면 랭크마다 어떤 샘플을 받습니까? `drop_last=True`이면 어떻게 달라집니까? 예상한 다음 확인하십시오.
# 3. `worker.py`를 프로세스 4개로 실행하고, 손실이 한 프로세스로 학습할 때와 같은지 확인하십시오.
#
# :::{admonition} 1번 풀이
# :collapsible: closed
#
# ```python
# six = gradients(model, images[:6], labels[:6])
# two = gradients(model, images[6:8], labels[6:8])
# assert not torch.allclose((six + two) / 2, whole, atol=1e-6)
# assert torch.allclose((6 * six + 2 * two) / 8, whole, atol=1e-6)
# ```
#
# 샘플 수를 가중치(weight)로 주어 평균합니다. DDP는 가중치 없이 평균하므로 모든 랭크의 샘플 수가 같아야 합니다.
# :::
#
# :::{admonition} 2번 풀이
# :collapsible: closed
#
# ```python
# three = [DistributedSampler(range(10), 3, rank, shuffle=False) for rank in range(3)]
# assert [list(part) for part in three] == [[0, 3, 6, 9], [1, 4, 7, 0], [2, 5, 8, 1]]
# three = [DistributedSampler(range(10), 3, rank, shuffle=False, drop_last=True) for rank in range(3)]
# assert [list(part) for part in three] == [[0, 3, 6], [1, 4, 7], [2, 5, 8]]
# ```
#
# 개수를 맞추려고 0번과 1번을 한 번 더 씁니다. `drop_last=True`이면 그 대신 9번을 버립니다.
# :::
#
# :::{admonition} 3번 풀이
# :collapsible: closed
#
# ```python
# launch("worker.py", world_size=4)
# reports = [torch.load(f"rank{rank}.pt") for rank in range(4)]
# four_losses = torch.stack([report["losses"] for report in reports]).mean(dim=0)
# assert torch.allclose(four_losses, single_losses, atol=1e-4)
# ```
#
# 랭크마다 16개씩 계산합니다. 네 랭크의 손실을 평균하면 한 프로세스의 손실과 같습니다.
# :::

# %% [markdown] lang="en"
# ## Exercises
#
# 1. Divide 8 samples into 6 and 2 and compute both gradients. Their plain average is not the gradient of the whole batch. Which average is?
# 2. If 3 processes share 10 samples, which samples does each rank get? What changes with `drop_last=True`? Predict first, then check.
# 3. Run `worker.py` in 4 processes and check that the losses equal those of one process.
#
# :::{admonition} Solution to 1
# :collapsible: closed
#
# ```python
# six = gradients(model, images[:6], labels[:6])
# two = gradients(model, images[6:8], labels[6:8])
# assert not torch.allclose((six + two) / 2, whole, atol=1e-6)
# assert torch.allclose((6 * six + 2 * two) / 8, whole, atol=1e-6)
# ```
#
# Weight the average by the number of samples. DDP averages without weights, so all ranks must have equally many samples.
# :::
#
# :::{admonition} Solution to 2
# :collapsible: closed
#
# ```python
# three = [DistributedSampler(range(10), 3, rank, shuffle=False) for rank in range(3)]
# assert [list(part) for part in three] == [[0, 3, 6, 9], [1, 4, 7, 0], [2, 5, 8, 1]]
# three = [DistributedSampler(range(10), 3, rank, shuffle=False, drop_last=True) for rank in range(3)]
# assert [list(part) for part in three] == [[0, 3, 6], [1, 4, 7], [2, 5, 8]]
# ```
#
# Samples 0 and 1 are used once more to make the parts equal. With `drop_last=True`, sample 9 is dropped instead.
# :::
#
# :::{admonition} Solution to 3
# :collapsible: closed
#
# ```python
# launch("worker.py", world_size=4)
# reports = [torch.load(f"rank{rank}.pt") for rank in range(4)]
# four_losses = torch.stack([report["losses"] for report in reports]).mean(dim=0)
# assert torch.allclose(four_losses, single_losses, atol=1e-4)
# ```
#
# Each rank computes 16 samples. Averaged over the four ranks, the losses equal those of one process.
# :::

# %% [markdown] lang="ko"
# ## 요약
#
# - 손실이 평균이면, 크기가 같은 몫에서 구한 변화도의 평균은 배치 전체의 변화도와 같습니다.
# - `DistributedSampler`가 데이터를 나누고, `set_epoch`을 부르면 에폭마다 순서가 달라집니다.
# - DDP는 처음에 랭크 0의 매개변수를 복사하고, `backward`마다 변화도를 평균합니다.
# - 모델은 랭크 0만 저장합니다.
# - 같은 파일을 `torchrun`으로 여러 컴퓨터에서 실행합니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 데이터 병렬 처리 튜토리얼](https://docs.pytorch.org/tutorials/beginner/blitz/data_parallel_tutorial.html)
# - [DDP 시작하기](https://docs.pytorch.org/tutorials/intermediate/ddp_tutorial.html)
# - [DDP의 설계](https://docs.pytorch.org/docs/stable/notes/ddp.html)
# - [`torch.distributed` 문서](https://docs.pytorch.org/docs/stable/distributed.html)
# - [`torchrun`의 옵션](https://docs.pytorch.org/docs/stable/elastic/run.html)

# %% [markdown] lang="en"
# ## Recap
#
# - The average of the gradients from equal parts is the gradient of the whole batch, if the loss is a mean.
# - `DistributedSampler` divides the data, and `set_epoch` gives each epoch a different order.
# - DDP copies the parameters of rank 0 at the start and averages the gradients in every `backward`.
# - Rank 0 alone saves the model.
# - `torchrun` runs the same file on several computers.
#
# ## Further reading
#
# - [The official PyTorch tutorial on data parallelism](https://docs.pytorch.org/tutorials/beginner/blitz/data_parallel_tutorial.html)
# - [Getting started with DDP](https://docs.pytorch.org/tutorials/intermediate/ddp_tutorial.html)
# - [The design of DDP](https://docs.pytorch.org/docs/stable/notes/ddp.html)
# - [The documentation of `torch.distributed`](https://docs.pytorch.org/docs/stable/distributed.html)
# - [The options of `torchrun`](https://docs.pytorch.org/docs/stable/elastic/run.html)
