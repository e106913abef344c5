# %% [markdown] lang="ko"
"""
# 모델을 저장하고 공유하기

학습이 중간에 끊기면 처음부터 다시 해야 할까요? 저장해 둔 곳에서 다시 시작해도 마지막 자릿수까지 똑같이 이어지는 체크포인트를 만들어 보겠습니다. 그런 다음 모델 파일 안에 코드가 숨을 수 있다는 것을 보고, 코드가 들어갈 수 없는 형식과 파이썬 없이도 실행되는 형식으로 모델을 공유합니다.

## 이 튜토리얼에서 배우는 것

- 학습을 이어 가려면 무엇을 함께 저장해야 하는지
- pickle 파일이 위험한 이유와 `weights_only=True`가 하는 일
- safetensors, `torch.export`, ONNX 가운데 고르는 방법
- 모델 카드에 적을 것
"""

# %% [markdown] lang="en"
# # Saving and sharing a model
#
# If training is cut off halfway, do you have to start over? Let's build a checkpoint from which training goes on as if it had never stopped, down to the last digit. Then you'll see code hide in a model file, and share the model in a format that has no room for code and in one that runs without Python.
#
# ## What you will learn
#
# - What to save so that training can go on
# - Why pickle files are dangerous, and what `weights_only=True` does
# - How to choose between safetensors, `torch.export` and ONNX
# - What belongs on a model card

# %% [markdown] lang="ko"
# ## 파일에 들어가는 것
#
# 모델에서 저장해야 할 것은 학습으로 얻은 수이고, 상태 사전에 모두 이름과 함께 들어 있습니다. `Sequential`에서는 계층의 자리에 따라, 직접 쓴 클래스에서는 속성의 이름에 따라 이름이 정해집니다. 손글씨 숫자를 읽는 작은 모델로 살펴보겠습니다. 이미지를 한 줄로 펴는 `Flatten`, 선형 계층, `ReLU`, 선형 계층을 차례로 이은 모델입니다.
#
# :::{admonition} 예상해 보세요: 계층이 넷인 이 모델의 상태 사전에는 텐서가 몇 개 있을까요?
# :class: predict
# :collapsible: closed
#
# 4개입니다. `Flatten`과 `ReLU`에는 매개변수가 없고, 선형 계층 두 개에 가중치와 편향이 하나씩 있습니다.
# :::

# %% [markdown] lang="en"
# ## What goes into the file
#
# What has to be saved is what the model learned: numbers. The state dict has all of them, by name. In a `Sequential`, the name comes from the place of the layer; in a class of your own, from the name of the attribute. Let's look at a small model that reads handwritten digits: a `Flatten`, which puts the pixels in one line, a linear layer, a `ReLU`, and another linear layer.
#
# :::{admonition} Predict: this model has four layers. How many tensors are in its state dict?
# :class: predict
# :collapsible: closed
#
# Four. `Flatten` and `ReLU` have no parameters, and each of the two linear layers has weights and a bias.
# :::

# %%
import json
import logging
import tempfile
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(0)
torch.set_num_threads(1)
# ko: 연습하는 파일은 새로 만든 임시 폴더에 둡니다. 남길 파일은 다른 곳에 저장하십시오.
# en: Our files go into a new temporary folder. Save what you want to keep elsewhere.
folder = Path(tempfile.mkdtemp())

digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32)
labels = torch.tensor(digits.target)


# %%
def build():
    hidden, last = nn.Linear(64, 64), nn.Linear(64, 10)
    return nn.Sequential(nn.Flatten(), hidden, nn.ReLU(), last)


# ko: 이미지 1,797장의 번호를 섞어, 1,347개와 450개로 나눕니다.
# en: Shuffle the positions of the 1,797 images and split them: 1,347 and 450.
training, test = torch.randperm(1797).split([1347, 450])
model = build()
for name, value in model.state_dict().items():
    print(f"{name:9} {tuple(value.shape)!s:9} {value.numel():5} numbers")

# %% [markdown] lang="ko"
# 여기서는 이름이 자리에 따라 정해지므로, 저장한 뒤에 코드를 고치면 이름이 어긋날 수 있습니다. `ReLU`를 빼면 마지막 계층이 3번에서 2번으로 당겨집니다(0번부터 셉니다). 그러면 `load_state_dict`는 아무 데나 끼워 넣지 않고 오류를 냅니다.

# %% [markdown] lang="en"
# Here the names are places, so a change to the code after saving can break the match. Without `ReLU`, the last layer moves from place 3 to place 2, counting from 0. `load_state_dict` doesn't guess where the numbers belong; it raises an error.

# %%
changed = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.Linear(64, 10))
try:
    changed.load_state_dict(model.state_dict())
except RuntimeError as error:
    print(str(error).expandtabs(4))

# %% [markdown] lang="ko"
# ## 똑같이 이어 가는 체크포인트
#
# 모델만 저장하면 학습을 이어 갈 수 있을까요? 다음 단계를 정하는 것은 모델만이 아닙니다.
#
# - **모델**: 지금의 매개변수
# - **옵티마이저**: Adam이 매개변수마다 모아 둔, 변화도의 평균과 평소 크기(학습률을 바꾸는 스케줄러가 있으면 그 상태 사전도)
# - **난수 생성기의 상태**: 난수를 어디까지 뽑았는지, 곧 다음 에폭에서 데이터를 섞을 순서
# - **에폭**: 어디까지 했는지
#
# 저장하다가 프로그램이 꺼지면 반쪽짜리 파일이 남습니다. 그래서 다른 이름으로 끝까지 쓴 다음 `replace`로 이름을 바꿉니다. 이렇게 하면 언제 꺼져도 예전 파일과 새 파일 가운데 하나는 온전합니다.

# %% [markdown] lang="en"
# ## A checkpoint that goes on as if nothing happened
#
# Is it enough to save the model? More than the model decides what happens in the next step:
#
# - the **model**: the parameters as they are now
# - the **optimizer**: for each parameter, Adam keeps the average of its gradients and their usual size (if a scheduler changes the learning rate, save its state dict too)
# - the **state of the random number generator**: how far it has drawn, and so how the next epoch shuffles the data
# - the **epoch**: how far you've come
#
# If the program is killed while it saves, half a file is left. So we write to another name first, and `replace` renames the file when it's complete. Whenever it's killed, either the old checkpoint or the new one is whole.


# %%
def start():
    model = build()
    return model, torch.optim.Adam(model.parameters(), lr=0.003)


def save(path, model, optimizer, epoch):
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
        "epoch": epoch,
    }
    # ko: digits.pt를 저장한다면 digits.part에 먼저 씁니다.
    # en: For digits.pt, this writes to digits.part first.
    torch.save(checkpoint, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


# %% [markdown] lang="ko"
# 이어 갈 때는 이 넷을 되돌립니다. `map_location="cpu"`는 텐서를 모두 CPU로 읽으라는 뜻입니다. 이것이 없으면, GPU에서 학습하며 저장한 파일을 GPU가 없는 컴퓨터에서 읽을 때 오류가 납니다. `load_state_dict`는 값을 모델이 있는 장치로 복사하므로, 모델이 GPU에 있어도 이대로 됩니다. 인자 `forget`은 잊었을 때 어떻게 되는지 보려고 넣었습니다.

# %% [markdown] lang="en"
# To resume, we put these four back. With `map_location="cpu"`, every tensor is read onto the CPU. Without it, a file that was saved while training on a GPU raises an error on a computer that has none. `load_state_dict` then copies the values to wherever the model is, so this works for a model on a GPU too. The argument `forget` is there only to see what happens when you forget something.


# %%
def resume(path, forget=""):
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model, optimizer = start()
    model.load_state_dict(checkpoint["model"])
    if forget != "optimizer":
        optimizer.load_state_dict(checkpoint["optimizer"])
    # ko: `start`도 난수를 뽑으므로, 난수 생성기의 상태는 그 뒤에 되돌립니다.
    # en: `start` draws random numbers too, so the generator comes after it.
    if forget != "random":
        torch.set_rng_state(checkpoint["random"])
    return model, optimizer, checkpoint["epoch"]


# %% [markdown] lang="ko"
# 이제 8에폭까지 학습하며 에폭마다 저장하고, 멈추지 않고 한 에폭을 더 학습합니다. 갱신할 때마다 학습 데이터 전체의 손실을 다시 잽니다.

# %% [markdown] lang="en"
# Now let's train for 8 epochs, save after each, and go on without a stop for one more. After each step, we measure the loss on all training data.


# %%
def train(model, optimizer):
    losses = []
    # ko: 섞은 번호를 `split`으로 32개씩 자릅니다.
    # en: `split` cuts the shuffled positions into pieces of 32.
    for batch in training[torch.randperm(len(training))].split(32):
        optimizer.zero_grad()
        F.cross_entropy(model(images[batch]), labels[batch]).backward()
        optimizer.step()
        with torch.no_grad():
            every = F.cross_entropy(model(images[training]), labels[training])
        losses.append(every.item())
    return losses


model, optimizer = start()
for epoch in range(8):
    train(model, optimizer)
    save(folder / "digits.pt", model, optimizer, epoch + 1)
straight = train(model, optimizer)

# %% [markdown] lang="ko"
# 이번에는 새 모델과 새 옵티마이저를 만들고, 파일을 불러와 이어서 9번째 에폭을 학습합니다. 세 번 하는데, 한 번은 아무것도 잊지 않고, 한 번은 옵티마이저를, 한 번은 난수를 잊습니다.
#
# :::{admonition} 예상해 보세요: 옵티마이저를 잊으면 첫 단계의 손실부터 다를까요?
# :class: predict
# :collapsible: closed
#
# 다릅니다. 데이터의 순서와 변화도는 같지만, Adam이 모아 둔 평균이 없으므로 걸음이 다릅니다.
# :::

# %% [markdown] lang="en"
# Now we begin with a new model and a new optimizer, go on from the file and train the 9th epoch. We do it three times: once forgetting nothing, once the optimizer, and once the random numbers.
#
# :::{admonition} Predict: if the optimizer is forgotten, does the loss differ from the first step on?
# :class: predict
# :collapsible: closed
#
# It does. The order of the data and the gradient are the same, but Adam has lost its averages and takes a different step.
# :::

# %%
runs = {"never stopped": straight}
for forget in ("nothing", "optimizer", "random"):
    again, optimizer, done = resume(folder / "digits.pt", forget)
    runs["forgot " + forget] = train(again, optimizer)

print("epoch", done + 1, "   first step, last step")
for name, losses in runs.items():
    print(f"{name:16} {losses[0]!r:21} {losses[-1]!r}")

# %% [markdown] lang="ko"
# 아무것도 잊지 않으면 마지막 자릿수까지 같습니다. 옵티마이저를 잊으면 첫 단계의 손실이 {eval}`straight[0]:.3f` 대신 {eval}`runs["forgot optimizer"][0]:.3f`이고, 가장 나쁠 때는 {eval}`max(runs["forgot optimizer"]):.3f`까지 오릅니다. 멈추지 않은 학습에서는 가장 클 때도 {eval}`max(straight):.3f`입니다. 왜 그럴까요? 갓 만든 Adam이 아는 크기는 이번 변화도의 크기뿐입니다. 변화도를 제 크기로 나누므로, 평소보다 훨씬 작은 변화도로도 매개변수를 학습률만큼 옮깁니다. 난수를 잊으면 데이터의 순서가 달라집니다. 여기서는 마지막 손실이 더 크지만, 어떤 순서를 뽑았느냐에 달린 일입니다. 어쨌든 같은 학습은 아닙니다.

# %% [markdown] lang="en"
# Forget nothing, and the numbers match down to the last digit. Without the optimizer, the loss of the first step is {eval}`runs["forgot optimizer"][0]:.3f` instead of {eval}`straight[0]:.3f`, and at its worst {eval}`max(runs["forgot optimizer"]):.3f`, where the run that never stopped has {eval}`max(straight):.3f` at most. Why? The only size a fresh Adam knows is that of this one gradient. It divides the gradient by its own size, so even one far smaller than usual moves its parameter by the learning rate. If the random numbers are forgotten, the data come in a different order. This run ends with a higher loss, but that depends on the order drawn. Either way, it isn't the same run.

# %% tags=["hide-input"]
# sphinx_gallery_thumbnail_number = 1
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
steps = range(1, len(straight) + 1)
ax.plot(steps, straight, color="0.7", linewidth=7, label="never stopped")
ax.plot(steps, runs["forgot nothing"], "k:", linewidth=2, label="forgot nothing")
ax.plot(steps, runs["forgot optimizer"], label="forgot the optimizer")
ax.set(xlabel="steps after the checkpoint", ylabel="loss", ylim=(0, None))
ax.legend(loc="upper right")
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 모두 저장했으면 이어 간 학습이 멈추지 않은 학습과 겹칩니다. 옵티마이저를 잊으면 손실이 튑니다.
# :alt: 굵은 회색 선과 그 위의 점선이 처음부터 끝까지 겹칩니다. 다른 선 하나는 더 높은 데서 시작해 3단계부터 5단계까지만 그 아래로 내려가고, 그다음에는 두 배 넘게 솟았다가 오르내리며 다시 가까워집니다.
# never stopped: 멈추지 않음
# forgot nothing: 모두 저장함
# forgot the optimizer: 옵티마이저를 잊음
# steps after the checkpoint: 체크포인트 다음의 단계
# loss: 손실
# :::
#
# 여러분의 학습에서는 같은 반복문을 파일에 적힌 에폭부터 돌립니다. 데이터를 나누는 난수의 시드는 고정하십시오. 그러지 않으면 다시 시작할 때 테스트 이미지로도 학습합니다.
#
# ```python
# path = Path("checkpoint.pt")
# model, optimizer, done = resume(path) if path.exists() else (*start(), 0)
# for epoch in range(done, 20):
#     train(model, optimizer)
#     save(path, model, optimizer, epoch + 1)
# ```
#
# 다른 난수 생성기도 쓴다면 그 상태도 저장하십시오. GPU에서는 `torch.cuda.get_rng_state_all()`, 파이썬의 `random`에서는 `random.getstate()`, NumPy의 `rng = np.random.default_rng()`에서는 `rng.bit_generator.state`, 데이터 로더에 준 `Generator`에서는 `get_state()`입니다. 되돌릴 때는 이름의 `get`을 `set`으로 바꾼 함수를 부르고, `bit_generator.state`에는 대입합니다. 예전 방식인 `np.random.get_state()`는 NumPy 배열이 들어 있어 `weights_only=True`로 읽을 수 없습니다. GPU에는 실행할 때마다 마지막 자릿수가 다른 연산도 있어, 똑같이 이어지지 않을 수도 있습니다.
#
# ## 모델 파일에 숨은 코드
#
# `torch.save`로 만든 파일에는 **pickle** 데이터가 들어 있습니다. pickle은 파이썬 객체를 어떻게 다시 만들지 적은 명령의 목록입니다. 그 명령 가운데에는 '이 함수를 불러라'도 있습니다. 남이 보낸 파일이라면 어떤 함수일까요?
#
# 아래 파일에는 우리 모델의 상태 사전이 들어 있는데, 텐서 하나를 `Trap`으로 감쌌습니다. 읽는 순간 `mark` 함수가 불립니다. 여기서는 리스트에 한 줄을 더할 뿐입니다. 그리고 텐서를 그대로 돌려주므로 모델은 멀쩡합니다.
#
# :::{admonition} 예상해 보세요: 이 파일을 읽은 모델의 출력은 원래 모델과 얼마나 다를까요?
# :class: predict
# :collapsible: closed
#
# 똑같습니다. 그래서 무슨 일이 일어났는지 알아차릴 수 없습니다.
# :::

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: With everything saved, the resumed run covers the one that never stopped. Without the optimizer, the loss jumps.
# :alt: A dotted line lies on a thick gray line from the first step to the last. A third line starts above them, dips below only at steps 3 to 5, then rises above twice their height and, going up and down, comes back near them.
# :::
#
# In your own training, the same loop begins at the epoch the file names. Fix the split's seed, or a restart trains on test images.
#
# ```python
# path = Path("checkpoint.pt")
# model, optimizer, done = resume(path) if path.exists() else (*start(), 0)
# for epoch in range(done, 20):
#     train(model, optimizer)
#     save(path, model, optimizer, epoch + 1)
# ```
#
# Save the states of other random number generators too: `torch.cuda.get_rng_state_all()` on a GPU, `random.getstate()` for Python's `random`, `rng.bit_generator.state` for NumPy's `rng = np.random.default_rng()`, and `get_state()` of a `Generator` you gave the data loader. To put one back, call the function with `set` for `get` in its name; to `bit_generator.state`, assign. The older `np.random.get_state()` has a NumPy array, which `weights_only=True` refuses. On a GPU, some operations differ in the last digits from run to run, so the match may not be exact.
#
# ## Code hidden in a model file
#
# A file from `torch.save` holds **pickle** data: a list of instructions that tell Python how to make the objects again. One of the instructions is "call this function." If a stranger sent you the file, which function will it be?
#
# The file below holds the state dict of our model, but one tensor is wrapped in a `Trap`. When the file is read, it calls the function `mark`. Ours only adds a line to a list. It also hands back the tensor, so the model is fine.
#
# :::{admonition} Predict: a model is loaded from this file. How far are its outputs from the original's?
# :class: predict
# :collapsible: closed
#
# Not at all: they're the same. That's why you wouldn't notice anything.
# :::

# %%
happened = []


def mark(tensor):
    happened.append("reading the file called mark")
    return tensor


class Trap:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce__(self):
        return mark, (self.tensor,)


poisoned = dict(model.state_dict())
poisoned["3.bias"] = Trap(poisoned["3.bias"])
torch.save(poisoned, folder / "poisoned.pt")

# %%
victim = build()
victim.load_state_dict(torch.load(folder / "poisoned.pt", weights_only=False))
with torch.no_grad():
    difference = (victim(images) - model(images)).abs().max().item()
print("largest difference:", difference)
print("but:", *happened)

# %% [markdown] lang="ko"
# 파일에 `mark`의 코드는 없고, 이름과 넘길 값만 있습니다. 그런데 파이썬에는 문자열에 적힌 코드를 실행하는 함수 `exec`이 있습니다. 파일이 `mark` 대신 `exec`을 부르게 하면, 비밀번호를 빼내는 코드도 문자열로 담아 보낼 수 있습니다. `weights_only=True`를 주면 텐서와 수, 문자열, 리스트처럼 허용된 것을 만드는 명령만 따르고 나머지는 거부합니다. PyTorch 2.6부터는 이것이 기본입니다. 이 검사에도 구멍이 있었습니다. [2025년](https://nvd.nist.gov/vuln/detail/CVE-2025-32434)과 [2026년](https://nvd.nist.gov/vuln/detail/CVE-2026-24747)에 알려진 것은 PyTorch 2.6과 PyTorch 2.10에서 막았으니, PyTorch를 새 버전으로 유지하십시오. `get_unsafe_globals_in_checkpoint`로는 허용되지 않은 이름이 파일에 있는지, 실행하지 않고 볼 수 있습니다.

# %% [markdown] lang="en"
# The code of `mark` isn't in the file, only its name and what to pass it. But Python has a function `exec`, which runs the code in a string. A file that calls `exec` instead of `mark` can bring along, as a string, code that sends your passwords away. `weights_only=True` follows only instructions that make what's allowed, such as tensors, numbers, text and lists, and refuses the rest. Since PyTorch 2.6 it's the default. This check has had holes of its own. Those known since [2025](https://nvd.nist.gov/vuln/detail/CVE-2025-32434) and [2026](https://nvd.nist.gov/vuln/detail/CVE-2026-24747) are closed in PyTorch 2.6 and PyTorch 2.10, so keep PyTorch up to date. `get_unsafe_globals_in_checkpoint` shows which names in a file aren't allowed, without running it.

# %%
happened.clear()
try:
    torch.load(folder / "poisoned.pt", weights_only=True)
except Exception as error:
    kind, message = type(error).__name__, str(error)
reason = message[message.index("Unsupported") : message.index(" Please use")]
print(f"{kind}: {reason}")
print("lines in the list:", len(happened))

inspect = torch.serialization.get_unsafe_globals_in_checkpoint
print("poisoned.pt, not allowed:", inspect(folder / "poisoned.pt"))
print("digits.pt, not allowed:", inspect(folder / "digits.pt"))

# %% [markdown] lang="ko"
# 오류 메시지는 일부만 출력했습니다. 나머지에는 `weights_only=False`로 바꾸거나 함수를 허용 목록에 넣는 방법도 나옵니다. 파일을 만든 사람을 믿을 때만 그렇게 하십시오.
#
# ## 코드가 들어갈 자리가 없는 파일
#
# 남에게 줄 파일이라면 처음부터 코드가 들어갈 수 없는 형식이 낫습니다. **safetensors** 파일은 세 부분입니다. 처음 8바이트는 헤더(header)의 길이입니다. 그다음이 헤더이고, 텐서마다 이름과 자료형, shape, 자리를 적은 JSON입니다. 나머지는 모두 수입니다. 부를 함수를 적을 곳이 없습니다. 텐서 하나를 여러 계층이 함께 쓰면 `save_file`이 거부하므로 `save_model`로 저장합니다.
#
# :::{admonition} 예상해 보세요: 마지막 편향은 32비트 실수 10개입니다. 파일에서 몇 바이트를 차지할까요?
# :class: predict
# :collapsible: closed
#
# 40바이트입니다. 하나에 4바이트씩입니다.
# :::

# %% [markdown] lang="en"
# We printed only a part of the message. The rest tells you how to switch to `weights_only=False` or put a function on a list of allowed ones. Do that only if you trust whoever made the file.
#
# ## A file with no room for code
#
# To share a model, choose a format that has no place for code at all. A **safetensors** file has three parts. The first 8 bytes are the length of the header. Then comes the header, JSON with the name, dtype, shape and place of each tensor. All the rest is numbers. There's nowhere to write which function to call. If several layers share one tensor, `save_file` refuses; use `save_model` then.
#
# :::{admonition} Predict: the last bias is 10 floats of 32 bits. How many bytes does it take in the file?
# :class: predict
# :collapsible: closed
#
# 40 bytes: 4 for each.
# :::

# %%
try:
    from safetensors.torch import load_file, save_file
except ImportError as missing:
    print(f"{missing.name} isn't installed, so this part is left out")
else:
    path = folder / "digits.safetensors"
    save_file(model.state_dict(), path, metadata={"data": "sklearn digits"})
    raw = path.read_bytes()
    # ko: "little"은 가장 낮은 자리의 바이트가 맨 앞에 온다는 뜻입니다.
    # en: "little" means that the lowest byte comes first.
    end = 8 + int.from_bytes(raw[:8], "little")
    # ko: data_offsets는 헤더의 끝에서부터 센 시작과 끝이고, __metadata__는 메모입니다.
    # en: data_offsets: begin and end, counted from the header's end. __metadata__: notes.
    for name, entry in json.loads(raw[8:end]).items():
        print(name, entry)

    again = build()
    again.load_state_dict(load_file(path))
    with torch.no_grad():
        difference = (again(images) - model(images)).abs().max().item()
    print("largest difference:", difference)

# %% [markdown] lang="ko"
# ## 계산까지 담은 파일: `torch.export`
#
# 상태 사전에는 수만 있으므로, 받는 사람에게도 `build`의 코드가 있어야 합니다. `torch.export`는 예시 입력으로 모델을 따라가며, 어떤 연산을 어떤 순서로 하는지를 그래프로 적습니다. 이 그래프를 수와 함께 저장하면 `build` 없이도 돌아갑니다. `Dim`을 준 차원은 길이가 입력마다 달라도 되고, 나머지 길이는 예시와 같아야 합니다. 예시에는 이미지를 2장 이상 넣습니다. 1장이면 그 길이가 1로 고정되어 오류가 납니다. 내보내기 전에는 `eval()`을 부릅니다. Dropout과 배치 정규화가 그때의 모드로 적히기 때문입니다.
#
# :::{admonition} 예상해 보세요: 예시는 이미지 2장입니다. 내보낸 모델에 450장을 넣을 수 있을까요?
# :class: predict
# :collapsible: closed
#
# 첫 차원에 `Dim`을 주었으므로 넣을 수 있습니다. 주지 않으면 2장만 됩니다.
# :::

# %% [markdown] lang="en"
# ## A file with the computation: `torch.export`
#
# A state dict has only numbers, so whoever gets it needs the code of `build` too. `torch.export` follows the model with an example input and writes down which operations it does, and in which order: a graph. Saved with the numbers, that graph runs without `build`. A `Dim` says that the length of a dimension may differ from input to input; every other length has to be that of the example. Give at least 2 images; with 1, the length is fixed and you get an error. Call `eval()` first: Dropout and batch normalization are written down in the mode they're in.
#
# :::{admonition} Predict: the example has 2 images. Will the exported model take 450?
# :class: predict
# :collapsible: closed
#
# Yes, because its first dimension has a `Dim`. Without it, only 2 would do.
# :::

# %%
model.eval()
example = (images[:2],)
# ko: 입력마다 하나씩 적습니다. 하나뿐인 입력에서 0번 차원의 길이를 "batch"라고 부릅니다.
# en: One entry for each input. Ours has one, whose dimension 0 has the length "batch".
dynamic = ({0: torch.export.Dim("batch")},)
exported = torch.export.export(model, example, dynamic_shapes=dynamic)
torch.export.save(exported, folder / "digits.pt2")
# ko: `module()`은 읽어 들인 그래프를 모델처럼 부를 수 있게 합니다.
# en: `module()` makes what we loaded callable, like any model.
loaded = torch.export.load(folder / "digits.pt2").module()

# ko: 연산만 출력합니다. aten은 PyTorch의 연산 라이브러리이고, 마지막 점 뒤는 연산의 변형입니다.
# en: Only operations. aten is PyTorch's library; after the last dot is the variant.
print(*(node.target for node in exported.graph.nodes if node.op == "call_function"))
with torch.no_grad():
    ours = model(images[test])
    print("largest difference:", (loaded(images[test]) - ours).abs().max().item())

# %% [markdown] lang="ko"
# 내보낸 파일을 읽을 때는 pickle도 쓰므로, 믿을 수 있는 사람의 파일만 읽으십시오. PyTorch가 새 버전이 되면 읽지 못할 수도 있으니, 상태 사전도 남겨 두십시오.
#
# ## 파이썬 없이 돌리기: ONNX
#
# 휴대 전화나 웹 브라우저, C++ 프로그램에는 PyTorch가 없을 때가 많습니다. **ONNX**는 그런 곳에서도 읽을 수 있는, 그래프를 담는 파일 형식입니다. onnxruntime은 PyTorch 없이 ONNX 파일을 실행하며, 파이썬뿐 아니라 C++나 자바스크립트에서도 부를 수 있습니다. 여기서는 비교하려고 파이썬에서 부릅니다. onnxruntime에서는 연산을 따로 구현했으므로, 더하는 순서가 달라 마지막 자릿수가 다를 수 있습니다. 내보냈으면 꼭 수를 비교하십시오.
#
# :::{admonition} 예상해 보세요: 32비트 실수는 십진수로 7자리쯤 정확합니다. 점수가 10 안팎이면 차이는 얼마쯤일까요?
# :class: predict
# :collapsible: closed
#
# 0.000001에서 0.00001 사이입니다. 7번째나 8번째 자리에서 반올림이 몇 번 다르게 된 만큼입니다.
# :::

# %% [markdown] lang="en"
# Reading an exported file uses pickle too, so read only files from people you trust. And a newer PyTorch may fail to read it, so keep the state dict as well.
#
# ## Without Python: ONNX
#
# A phone, a web browser or a program in C++ often has no PyTorch. **ONNX** is a file format for such graphs that can be read there too. onnxruntime runs ONNX files without PyTorch, from C++ or JavaScript as well as from Python; here we call it from Python, to compare. It has its own code for each operation and may add numbers in another order, so the last digits may differ. After an export, always compare numbers.
#
# :::{admonition} Predict: a 32-bit float is good for about 7 decimal digits. If the scores are around 10, how large will the differences be?
# :class: predict
# :collapsible: closed
#
# Between 0.000001 and 0.00001: a few roundings that went the other way, in the 7th or 8th digit.
# :::

# %%
try:
    import onnxruntime

    # ko: `torch.onnx.export`가 연산을 ONNX의 것으로 옮길 때 씁니다.
    # en: `torch.onnx.export` uses it to turn operations into those of ONNX.
    import onnxscript
except ImportError as missing:
    session = None
    print(f"{missing.name} isn't installed, so this part is left out")
else:
    print("onnxruntime", onnxruntime.__version__, "onnxscript", onnxscript.__version__)
    # ko: 내보내는 동안 나오는 안내와 경고를 끕니다.
    # en: Turn off the notes and warnings that come while exporting.
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(action="ignore"):
        program = torch.onnx.export(exported, input_names=["images"], verbose=False)
    program.save(folder / "digits.onnx")
    session = onnxruntime.InferenceSession(folder / "digits.onnx")

# %%
if session:
    # ko: 배열을 주고받습니다. `None`은 출력을 모두 달라는 뜻이고, 첫째가 점수입니다.
    # en: Arrays go in and come out. `None` asks for all outputs; the first is the scores.
    outputs = session.run(None, {"images": images[test].numpy()})
    theirs = torch.from_numpy(outputs[0])
    print("    PyTorch onnxruntime  (scores of one image)")
    for left, right in zip(ours[0].tolist(), theirs[0].tolist(), strict=True):
        print(f"{left:11.6f} {right:11.6f}")
    same = (theirs.argmax(dim=1) == ours.argmax(dim=1)).sum().item()
    print(f"same answer for {same} of {len(test)} images")
    print(f"largest difference: {(theirs - ours).abs().max():.6f}")

# %% [markdown] lang="ko"
# 어느 형식을 고를까요? 받는 사람이 모델을 더 학습시킬 수도 있으면 safetensors, 여러분의 코드 없이 돌리려면 `torch.export`, PyTorch도 없이 돌리려면 ONNX입니다.
#
# | 형식 | 모델의 코드 | PyTorch | 숨은 코드 |
# | --- | --- | --- | --- |
# | safetensors | 필요함 | 필요함 | 있을 수 없음 |
# | `torch.export` | 필요 없음 | 필요함 | 있을 수 있음 |
# | ONNX | 필요 없음 | 필요 없음 | 있을 수 없음 |
#
# ## 모델 카드
#
# 파일만으로는 알 수 없는 것이 있습니다. 무엇으로 학습했는지, 입력을 어떻게 준비하는지, 언제 틀리는지입니다. 파일 곁에 두는 짧은 글에 적는데, 이것을 **모델 카드**(model card)라고 합니다. 무엇을 경고해야 할까요? 재 보면 됩니다. 받는 사람이 이미지를 잘못 준비할 만한 방법 네 가지로 테스트 이미지를 바꾸어 보겠습니다.
#
# :::{admonition} 예상해 보세요: 픽셀의 값을 0부터 16까지가 아니라 0부터 1까지로 넣으면, 이미지를 밀거나 돌릴 때보다 더 많이 틀릴까요?
# :class: predict
# :collapsible: closed
#
# 덜 틀립니다. 획의 모양은 그대로이고 흐려졌을 뿐이기 때문입니다. 그래도 오류 없이 나빠질 수 있으므로 카드에 적어야 합니다.
# :::

# %% [markdown] lang="en"
# Which format should you choose? Use safetensors if somebody may train the model further, `torch.export` to run it without your code, and ONNX to run it without PyTorch too.
#
# | Format | Your code | PyTorch | Hidden code |
# | --- | --- | --- | --- |
# | safetensors | needed | needed | never |
# | `torch.export` | not needed | needed | possible |
# | ONNX | not needed | not needed | never |
#
# ## A model card
#
# Some things the file can't tell: what the model was trained on, how to prepare its input, and when it's wrong. They go into a short text beside the file, a **model card**. What should it warn about? Let's measure. We change the test images in four ways in which somebody else might get them wrong.
#
# :::{admonition} Predict: values from 0 to 1 instead of 0 to 16: does that cost more accuracy than a shift or a turn?
# :class: predict
# :collapsible: closed
#
# Less, since the strokes keep their shape and only get fainter. But accuracy can fall without any error, so it belongs on the card.
# :::

# %%
known = images[test]
# ko: roll은 오른쪽으로 밀려 나간 열을 왼쪽 끝에 붙입니다. 이미지 대부분에서 빈 열입니다.
# en: roll moves the last column to the left edge. In most images, it's empty.
cases = {
    "as trained": known,
    "values from 0 to 1": known / 16,
    "shifted by a pixel": known.roll(1, dims=2),
    "white on black": 16 - known,
    "a quarter turn": known.rot90(1, dims=(1, 2)),
}
scores, given = {}, {}
with torch.no_grad():
    for name, batch in cases.items():
        answers = model(batch).argmax(dim=1)
        scores[name] = (answers == labels[test]).float().mean().item()
        given[name] = answers.unique().tolist()
        print(f"{name:18} {scores[name]:5.1%} right, with answers {given[name]}")

# %% tags=["hide-input"]
fig, ax = plt.subplots(figsize=(6.4, 2.9), layout="constrained")
ax.barh(list(scores)[::-1], list(scores.values())[::-1])
ax.axvline(0.1, color="black", linestyle=":")
ax.text(0.12, -0.15, "guessing")
ax.set(xlabel="accuracy", xlim=(0, 1))
plt.show()

# %% [markdown] lang="ko"
# :::{figure-words}
# :caption: 모델 카드에 적을 약점: 학습할 때와 다르게 준비한 이미지에서는 정확도가 떨어집니다.
# :alt: 가로 막대 다섯 개입니다. 학습할 때와 같은 이미지의 막대가 가장 길고, 값의 범위가 다른 것이 조금 짧으며, 밀린 것은 절반쯤입니다. 흑백 반전에는 막대가 없고, 회전한 것은 찍을 때와 비슷합니다. 점선은 찍을 때의 정확도입니다.
# as trained: 학습할 때처럼
# values from 0 to 1: 0에서 1까지의 값
# shifted by a pixel: 한 픽셀 밀림
# white on black: 흑백 반전
# a quarter turn: 90도 회전
# guessing: 찍기
# accuracy: 정확도
# :::
#
# 찍을 때보다 못할 수도 있습니다. 흑백을 뒤집은 이미지에는 {eval}`", ".join(map(str, given["white on black"]))`로만 답하고, 정확도는 {eval}`scores["white on black"]:.1%`입니다. 90도 회전한 이미지는 모두 {eval}`given["a quarter turn"][0]`로 보므로, 진짜 {eval}`given["a quarter turn"][0]`만 맞힙니다. 어느 쪽에서도 오류는 나지 않습니다.

# %% [markdown] lang="en"
# :::{figure-words}
# :caption: Weaknesses for the model card: accuracy falls on images that aren't prepared as in training.
# :alt: Five horizontal bars. That of images as in training is the longest, that of another range of values a little shorter, and that of shifted ones about half as long. White on black has no bar, and a quarter turn is close to guessing. A dotted line is the accuracy of guessing.
# :::
#
# It can be worse than guessing. On white-on-black images, the model answers only {eval}`", ".join(map(str, given["white on black"]))`, with an accuracy of {eval}`scores["white on black"]:.1%`. Turned by 90 degrees, every image looks like a {eval}`given["a quarter turn"][0]` to it, so it gets only a real {eval}`given["a quarter turn"][0]` right. Neither raises an error.

# %%
card = f"""# digits: reads one handwritten digit
Input: (images, 8, 8), float32, paper 0 to ink 16, digit upright and centered
Output: (images, 10), a score for each digit, the largest is the answer
Trained on: {len(training)} images of sklearn's digits, split with seed 0
Accuracy: {scores["as trained"]:.1%} on {len(test)} images kept apart
Known limits: {scores["values from 0 to 1"]:.0%} with values 0 to 1, \
{scores["shifted by a pixel"]:.0%} if shifted right by a pixel, \
{scores["white on black"]:.0%} white on black
Not for: letters, numbers of several digits, anything that matters
Made with: torch {torch.__version__.split("+")[0]}; license: BSD-3-Clause
"""
(folder / "README.md").write_text(card, encoding="utf-8")
print(card)

# %% [markdown] lang="ko"
# 여러분이라면 이 카드만 보고 이미지를 제대로 준비할 수 있을까요? 카드가 좋은지는 그렇게 물어보면 압니다.
#
# ## 연습 문제
#
# ### 1. 상태 사전의 크기 (쉬움)
#
# `model`의 상태 사전에 든 수는 모두 몇 바이트일까요? `numel`과 `element_size`(값 하나의 바이트 수)로 `weight_bytes`를 구해 보세요.

# %% [markdown] lang="en"
# Could you prepare an image correctly with nothing but this card? That's the question that tells whether a card is good.
#
# ## Exercises
#
# ### 1. How large is the state dict? (easy)
#
# How many bytes do all the numbers in the state dict of `model` take? Compute `weight_bytes` with `numel` and `element_size`, the bytes of one value.

# %% tags=["solution"]
# ko: 값의 수에 값 하나의 바이트 수를 곱해 텐서마다 더합니다.
# en: For each tensor, multiply the count of values by the bytes of one.
weight_bytes = 0
for value in model.state_dict().values():
    weight_bytes += value.numel() * value.element_size()


# %% tags=["check"]
def check_1(weight_bytes):
    hint = "count every tensor, and the bytes of each value"
    wanted = sum(4 * value.numel() for value in model.parameters())
    assert weight_bytes == wanted, f"{weight_bytes} bytes, expected {wanted}: {hint}"
    print("exercise 1: correct")


check_1(weight_bytes)

# %% [markdown] lang="ko"
# ### 2. 친구가 보낸 파일 (쉬움)
#
# 친구가 인터넷에서 받은 `model.pt`를 보내며, 오류가 나니 `weights_only=False`로 읽으라고 합니다. 무엇을 하겠는지와 그 이유를 한 문장으로 설명해 보세요.
#
# :::{admonition} 풀이
# :collapsible: closed
#
# 그렇게 읽으면 파일에 숨은 코드까지 실행되고 누가 만든 파일인지는 친구도 모르므로, 읽지 않고 `get_unsafe_globals_in_checkpoint`로 허용되지 않은 이름을 본 다음, 같은 모델의 safetensors 파일을 찾아봅니다.
# :::

# %% [markdown] lang="en"
# ### 2. A file from a friend (easy)
#
# A friend sends you `model.pt` from the internet and says: "It raises an error, so read it with `weights_only=False`." Explain in a sentence what you do instead, and why.
#
# :::{admonition} Solution
# :collapsible: closed
#
# That setting runs any code the file brings along, and not even my friend knows who made it, so I don't load it: I check it for names that aren't allowed with `get_unsafe_globals_in_checkpoint`, then look for a safetensors file of the same model.
# :::

# %% [markdown] lang="ko"
# ### 3. 가장 좋은 모델이 사라졌다 (보통)
#
# 손실이 가장 작았을 때의 상태 사전을 돌려주려고 이 함수를 썼습니다. 그런데 돌려받은 것은 늘 마지막 에폭의 매개변수입니다. 버그를 찾아, 고친 함수를 `keep_best(losses, model, learn)`으로 써 보세요. `learn(model)`은 한 에폭을 학습하고, `losses`에는 에폭마다의 손실이 들어 있습니다(코드를 짧게 하려고 미리 정해 두었습니다).

# %% [markdown] lang="en"
# ### 3. The best model is gone (medium)
#
# This function should return the state dict with the lowest loss. But what you get always has the parameters of the last epoch. Find the bug, and write `keep_best(losses, model, learn)` without it. `learn(model)` trains for an epoch, and `losses` has the loss of each, known beforehand only to keep this short.


# %%
def keep_last(losses, model, learn):
    lowest = float("inf")
    for loss in losses:
        learn(model)
        if loss < lowest:
            lowest = loss
            best = model.state_dict()
    return best


# %% tags=["solution"]
# ko: 상태 사전의 텐서는 모델과 메모리를 함께 쓰므로, 복사해 두지 않으면 학습할 때 함께 바뀝니다.
# en: A state dict shares its memory with the model. Unless you copy it, training changes it too.
def keep_best(losses, model, learn):
    lowest = float("inf")
    for loss in losses:
        learn(model)
        if loss < lowest:
            lowest = loss
            state = model.state_dict()
            best = {name: value.clone() for name, value in state.items()}
    return best


# %% tags=["check"]
def check_3(keep_best):
    def learn(model):
        with torch.no_grad():
            model.weight += 1

    probe = nn.Linear(1, 1)
    nn.init.zeros_(probe.weight)
    best = keep_best([0.5, 0.2, 0.4, 0.3], probe, learn)
    got = best["weight"].item()
    hint = "the lowest loss is that of epoch 2; does the model still change what you kept?"
    assert got == 2, f"the weight is that of epoch {got:g}: {hint}"
    assert set(best) == {"weight", "bias"}, f"expected a state dict, not {list(best)}"
    probe.load_state_dict(best)
    print("exercise 3: correct")


check_3(keep_best)

# %% [markdown] lang="ko"
# ### 4. 도구 없이 읽기 (도전)
#
# safetensors 파일을 직접 읽어 보세요. `read_tensors(raw)`는 파일의 바이트를 받아, 이름마다 텐서를 담은 딕셔너리를 돌려줍니다. `data_offsets`의 두 수는 헤더의 끝에서부터 센 시작과 끝입니다. 자료형은 모두 `F32`라고 가정합니다. `torch.frombuffer(bytearray(part), dtype=torch.float32)`는 바이트를 32비트 실수로 읽습니다. 텐서가 아닌 `__metadata__`는 건너뛰십시오.

# %% [markdown] lang="en"
# ### 4. Read it by hand (hard)
#
# Read a safetensors file yourself. `read_tensors(raw)` gets the bytes of the file and returns a dict of tensors by name. The two numbers in `data_offsets` are beginning and end, counted from the end of the header. You may assume that every dtype is `F32`; `torch.frombuffer(bytearray(part), dtype=torch.float32)` reads bytes as 32-bit floats. Skip `__metadata__`, which is no tensor.

# %% tags=["solution"]
# ko: 자리는 파일의 처음이 아니라 헤더의 끝에서 셉니다.
# en: Places count from the end of the header, not from the beginning of the file.


def read_tensors(raw):
    end = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:end]).items():
        if name != "__metadata__":
            begin, stop = entry["data_offsets"]
            part = bytearray(raw[end + begin : end + stop])
            flat = torch.frombuffer(part, dtype=torch.float32)
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


# %% tags=["check"]
def check_4(read_tensors):
    state, header, body = model.state_dict(), {"__metadata__": {"by": "me"}}, b""
    for name, value in state.items():
        part = value.numpy().tobytes()
        places = [len(body), len(body) + len(part)]
        header[name] = {"dtype": "F32", "shape": list(value.shape)}
        header[name]["data_offsets"] = places
        body += part
    written = json.dumps(header, sort_keys=True).encode()
    got = read_tensors(len(written).to_bytes(8, "little") + written + body)
    assert set(got) == set(state), f"names {sorted(got)}, expected {sorted(state)}"
    for name, value in state.items():
        shape, wanted = tuple(got[name].shape), tuple(value.shape)
        assert shape == wanted, f"{name} has shape {shape}, expected {wanted}"
        hint = "do you use data_offsets, counted from the end of the header?"
        assert got[name].equal(value), f"{name} has other numbers: {hint}"
    print("exercise 4: correct")


check_4(read_tensors)

# %% [markdown] lang="ko"
# ## 요약
#
# - 학습을 이어 가려면 모델, 옵티마이저, 난수 생성기의 상태, 에폭을 체크포인트에 담습니다.
# - pickle 파일은 읽는 순간 코드를 실행할 수 있습니다. `weights_only=True`로 읽고, 공유할 때는 safetensors로 저장합니다.
# - 모델의 코드 없이 돌리려면 `torch.export`, PyTorch 없이 돌리려면 ONNX로 내보내고 수를 비교합니다.
# - 모델 카드에는 입력을 준비하는 방법과 재 본 정확도, 약점을 적습니다.
#
# ## 더 읽을거리
#
# - [PyTorch 공식 저장과 불러오기 튜토리얼](https://docs.pytorch.org/tutorials/beginner/saving_loading_models.html)
# - [저장 형식과 `weights_only`](https://docs.pytorch.org/docs/stable/notes/serialization.html)
# - [safetensors 형식](https://huggingface.co/docs/safetensors/index)
# - PyTorch 공식 [`torch.export`](https://docs.pytorch.org/tutorials/intermediate/torch_export_tutorial.html)와 [ONNX](https://docs.pytorch.org/tutorials/beginner/onnx/intro_onnx.html) 튜토리얼
# - [Model Cards for Model Reporting](https://arxiv.org/abs/1810.03993), 모델 카드를 처음 제안한 논문
#
# 이제 모델을 저장하고 나눌 수 있습니다. 그런데 요즘 널리 쓰이는 모델 안에는 무엇이 있을까요? [어텐션 처음부터 만들기](attention.md)로 이어집니다.

# %% [markdown] lang="en"
# ## Recap
#
# - To resume training, a checkpoint needs the model, the optimizer, the state of the random number generator, and the epoch.
# - A pickle file can run code the moment it's read. Read with `weights_only=True`, and share safetensors.
# - To run without your code, use `torch.export`; to run without PyTorch, use ONNX. Then compare numbers.
# - A model card says how to prepare the input, and has measured accuracy and limits.
#
# ## Further reading
#
# - [The official tutorial on saving and loading](https://docs.pytorch.org/tutorials/beginner/saving_loading_models.html)
# - [The file format and `weights_only`](https://docs.pytorch.org/docs/stable/notes/serialization.html)
# - [The safetensors format](https://huggingface.co/docs/safetensors/index)
# - The official tutorials on [`torch.export`](https://docs.pytorch.org/tutorials/intermediate/torch_export_tutorial.html) and [ONNX](https://docs.pytorch.org/tutorials/beginner/onnx/intro_onnx.html)
# - [Model Cards for Model Reporting](https://arxiv.org/abs/1810.03993), the paper that proposed model cards
#
# Now you can save a model and give it away. But what's inside the models that everybody uses today? That's next: [Attention from scratch](attention.md).
