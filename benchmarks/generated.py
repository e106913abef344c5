"""Workloads (b) and (c): tutorials made here, the same in every run but for the calibrated steps."""

from __future__ import annotations

import os
import subprocess
import sys

from description import Code, Prose, Tutorial

SECTION = "blitz"
# How many steps of the loop the calibration times; some tenths of a second.
CALIBRATION_STEPS = 2000

IMPORTS = """\
import matplotlib.pyplot as plt
import torch

torch.manual_seed({seed})"""

# Tensors so small that PyTorch computes on one thread, whatever tool runs the code: two tools that
# share the cores in different ways still do the same work. And no torch.optim, whose first use
# imports the compiler, which takes as long as the computation.
MODEL = """\
inputs = torch.rand(32, 16)
targets = inputs.sum(dim=1, keepdim=True).sin()
model = torch.nn.Sequential(torch.nn.Linear(16, 64), torch.nn.Tanh(), torch.nn.Linear(64, 1))"""

LOOP = """\
losses = []
for step in range({steps}):
    loss = torch.nn.functional.mse_loss(model(inputs), targets)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= 0.01 * parameter.grad
    losses.append(loss.item())"""

FIGURE = """\
fig, ax = plt.subplots(layout="constrained")
ax.plot(losses)
ax.set(xlabel="step", ylabel="loss", title="Training {number}")
plt.show()"""


def compute(count: int, seconds: float) -> tuple[Tutorial, ...]:
    """``count`` tutorials with a loop of about ``seconds`` on one thread of this machine each."""
    steps = max(1, round(seconds / _seconds_per_step()))
    return tuple(_compute_tutorial(number, steps) for number in range(1, count + 1))


def trivial(count: int) -> tuple[Tutorial, ...]:
    """``count`` tutorials that compute next to nothing and import nothing."""
    return tuple(_trivial_tutorial(number) for number in range(1, count + 1))


def _seconds_per_step() -> float:
    setup = [IMPORTS.format(seed=0), MODEL, LOOP.format(steps=CALIBRATION_STEPS // 10)]
    timed = ["import time\nbegin = time.perf_counter()", LOOP.format(steps=CALIBRATION_STEPS)]
    script = "\n\n".join([*setup, *timed, "print(time.perf_counter() - begin)"])
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    )
    return float(told.stdout) / CALIBRATION_STEPS


def _compute_tutorial(number: int, steps: int) -> Tutorial:
    return Tutorial(
        SECTION,
        f"compute_{number:03}",
        (
            _prose(
                f"# 학습 {number}\n\n작은 모델을 학습합니다. 코드는 한 번만 실행합니다.",
                f"# Training {number}\n\nThis trains a small model. The code runs once.",
            ),
            Code(IMPORTS.format(seed=number)),
            _prose(
                "## 모델\n\n입력은 32개이고 특징은 16개입니다. `Linear` 층이 둘 있습니다.",
                "## The model\n\nThere are 32 inputs of 16 features. It has two `Linear` layers.",
            ),
            Code(MODEL),
            _prose(
                "## 학습\n\n단계마다 손실을 기록합니다.\n\n- 손실을 구합니다.\n- 변화도를 구합니다.",
                "## Training\n\nEach step notes its loss.\n\n- Find the loss.\n- Find the gradient.",
            ),
            Code(LOOP.format(steps=steps)),
            _prose("마지막 손실은 처음보다 작습니다.", "The last loss is below the first."),
            Code("print(losses[-1] < losses[0])\nlen(losses)"),
            _prose(
                "## 그림\n\n손실은 빠르게 줄다가 느려집니다.",
                "## The figure\n\nThe loss falls fast at first and slowly later.",
            ),
            Code(FIGURE.format(number=number)),
            _prose("## 요약\n\n손실이 줄었습니다.", "## Recap\n\nThe loss went down."),
        ),
    )


def _trivial_tutorial(number: int) -> Tutorial:
    return Tutorial(
        SECTION,
        f"trivial_{number:03}",
        (
            _prose(
                f"# 안내서 {number}\n\n아주 작은 안내서입니다. 수를 하나 출력합니다.",
                f"# Guide {number}\n\nThis is a very small guide. It prints one number.",
            ),
            Code(f'print("This is guide", {number})'),
            _prose(
                "## 제곱\n\n같은 수를 두 번 곱합니다. `*`는 곱셈입니다.",
                "## The square\n\nMultiply the number by itself. The sign `*` multiplies.",
            ),
            Code(f"{number} * {number}"),
            _prose("## 요약\n\n제곱을 구했습니다.", "## Recap\n\nYou found a square."),
        ),
    )


def _prose(korean: str, english: str) -> Prose:
    return Prose({"ko": korean, "en": english})
