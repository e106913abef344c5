"""Passages in two languages for the rules about words: right ones that trap a rule, and wrong ones.

In a wrong one `@rule` stands in the line where it has to be told.
"""

# ruff: noqa: E501 (a passage stands in a line, in the letters of its language)

from __future__ import annotations

from collections.abc import Sequence

HEADERS = {
    "ko": ("# 제목\n\n첫 문단입니다.", "값을 더합니다."),
    "de": ("# Titel\n\nDer erste Absatz.", "Die Werte addieren."),
    "ja": ("# 題名\n\n最初の段落です。", "値を足します。"),
    "en": ("# Title\n\nThe first paragraph.", "Add the values."),
}


def cell(code: str, text: str) -> str:
    rows = "\n".join(f"# {row}".rstrip() for row in text.split("\n"))
    return f'\n# %% [markdown] lang="{code}"\n{rows}\n'


def script(languages: Sequence[str], *parts: str) -> str:
    """A small tutorial that is right, and what stands behind it."""
    first, *others = languages
    title = f'# %% [markdown] lang="{first}"\n"""\n{HEADERS[first][0]}\n"""\n'
    title += "".join(cell(code, HEADERS[code][0]) for code in others)
    return f"{title}\n# %%\nvalues = [1, 2]\n{''.join(parts)}"


# Right, though a careless rule would find something.
KOREAN = [
    # Names, titles and quotations are in whatever language they are in.
    ("PyTorch, NumPy, Matplotlib을 씁니다.", "We use PyTorch, NumPy and Matplotlib."),
    ("## Autograd", "## Autograd"),
    ("### Mean Squared Error", "### Mean squared error"),
    ("논문 *Attention Is All You Need*를 읽습니다.", "Read the paper *Attention Is All You Need*."),
    ("- *Attention Is All You Need*, 2017\n- *Deep Learning with PyTorch: a 60 Minute Blitz*",
     "- *Attention Is All You Need*, 2017\n- *Deep Learning with PyTorch: a 60 Minute Blitz*"),
    ("- [What is a tensor, and why do you need one?](https://example.org)",
     "- [What is a tensor, and why do you need one?](https://example.org)"),
    ("“The quick brown fox jumps over the lazy dog.”", "“The quick brown fox jumps over the lazy dog.”"),
    ("> \"To be or not to be, that is the question.\"", "> \"To be or not to be, that is the question.\""),
    ("이 셀은 오류를 냅니다: “Expected all tensors to be on the same device.”",
     "This cell fails: “Expected all tensors to be on the same device.”"),
    ("out of memory 오류가 나면 배치를 줄입니다.", "If you see an out of memory error, use smaller batches."),
    ("- Adam\n- SGD\n- RMSprop", "- Adam\n- SGD\n- RMSprop"),
    ("- ResNet-18 on CIFAR-10\n- Bag of Words", "- ResNet-18 on CIFAR-10\n- Bag of Words"),
    ("Hello, World!", "Hello, World!"),
    ("| Model | Top-1 |\n| --- | --- |\n| ResNet-50 | 76.1 |", "| Model | Top-1 |\n| --- | --- |\n| ResNet-50 | 76.1 |"),
    ("`torch.add`, `torch.sub`.", "`torch.add`, `torch.sub`."),
    ("`the` `value` `is` `in` `a`", "`the` `value` `is` `in` `a`"),
    ("도쿄(東京)의 날씨입니다.", "The weather in Tokyo (東京)."),
    ("$a$와 $b$의 합은 $a + b$입니다.", "The sum of $a$ and $b$ is $a + b$."),
    ("Yann LeCun, Yoshua Bengio, Geoffrey Hinton", "Yann LeCun, Yoshua Bengio, Geoffrey Hinton"),
    ("<kbd>Shift</kbd>를 누른 채 <kbd>Enter</kbd>를 누릅니다.", "Press <kbd>Shift</kbd> and <kbd>Enter</kbd>."),
    ("영어 문장 “It is a dog.”의 토큰은 다섯 개입니다.", "The sentence “It is a dog.” has five tokens."),
    # Numbers that are idioms, articles, or said in another way.
    ("그 가운데 하나만 남습니다.", "Only one of them is left."),
    ("한 번만 부르면 됩니다.", "One call is enough."),
    ("한 번에 두 개씩 읽습니다.", "It reads two at once."),
    ("두 텐서를 더합니다.", "Add both tensors."),
    ("그림이 두 배로 커집니다.", "The picture doubles in size."),
    ("시간이 절반으로 줄어듭니다.", "It is twice as fast."),
    ("두 번째 차원을 봅니다.", "Look at the second dimension."),
    ("두세 번 되풀이합니다.", "Repeat it two or three times."),
    ("열 번호가 먼저입니다. 세 열이 남습니다.", "The column number comes first. Three columns are left."),
    ("10초마다 한 번 저장합니다.", "It saves once every ten seconds."),
    ("다섯 개 가운데 셋이 맞습니다.", "Three of five are right."),
    ("3분의 2가 남습니다.", "Two thirds are left."),
    ("데이터를 반으로 나눕니다.", "Split the data in half."),
    ("스물한 개입니다.", "There are twenty-one."),
    ("세 값 가운데 두 개가 음수입니다.", "Two of the three values are negative."),
    ("둘 다 맞습니다.", "Both are right."),
    ("양쪽을 비교합니다.", "Compare the two."),
    ("첫째는 크고 둘째는 작습니다.", "The first is large, and the second small."),
    ("12월에 나왔습니다.", "It came out in December."),
    ("넷 가운데 하나를 고릅니다.", "Choose one of four."),
    ("한두 줄이면 됩니다.", "One or two lines will do."),
    ("네 값을 모두 더합니다.", "Add up all four values."),
    ("10배 빠릅니다.", "It is ten times as fast."),
    ("모두 같습니다. 세계에서 가장 큽니다.", "All are the same. It's the largest in the world."),
    ("텐서는 셀 때마다 다릅니다.", "The tensor is another one each time you count."),
    ("두 신경망에 계층이 세 개씩 있습니다.", "Each of the two networks has three layers."),
    ("한 걸음에 세 번, 두 걸음에 여섯 번 부릅니다.", "It's called three times in a step, and six times in two."),
    ("그 둘을 짝지으면 두 쌍이 됩니다.", "Pair them, and you have two pairs."),
    # One sentence of two, and two of one.
    ("네, 맞습니다. 값이 바뀝니다.", "Yes, that's right: the value changes."),
    ("값을 읽습니다. 그리고 합을 구합니다.", "It reads the values and adds them up."),
    ("텐서는 배열과 비슷하지만 GPU에서도 계산할 수 있고, 변화도까지 구해 줍니다.",
     "A tensor is much like an array. It can also live on a GPU, and it computes gradients for you."),
    ("손실이 줄었습니다. 그런데 정확도는 그대로입니다. 왜일까요?",
     "The loss went down, but the accuracy stayed the same. Why?"),
    ("왜 그럴까요? 변화도가 사라지기 때문입니다.", "Why? Because the gradient vanishes."),
    ("예를 들면 `mean`이 있습니다.", "There are others, e.g. `mean`."),
    ("모델을 평가할 때는 드롭아웃을 끕니다. 그래야 같은 입력에 같은 출력이 나옵니다. 학습을 다시 시작하면 켭니다.",
     "Turn dropout off while you evaluate the model, so that the same input gives the same output."
     " Turn it on again when you go on training."),
    ("배치가 크면 변화도가 덜 흔들립니다. 메모리는 더 씁니다.",
     "A larger batch makes the gradient less noisy, and it takes more memory."),
    ("`backward`를 부르면 변화도가 쌓이므로, 걸음마다 `zero_grad`로 지워야 합니다.",
     "`backward` adds up gradients. So clear them with `zero_grad` at each step."),
    ("이제 됩니다!", "Now it works!"),
    ("결과는 다음과 같습니다:", "This is the result:"),
    # Words about notes that are none, and cells that hold enough.
    ("TODO 목록을 만드는 앱입니다.", "It's an app that makes a TODO list."),
    ("`TODO`와 `FIXME`를 찾는 함수입니다.", "A function that finds `TODO` and `FIXME`."),
    ("## 번역하기", "## Translating"),
    ("### 답 확인하기", "### Check your answer"),
    ("| 번역 전 | 번역 후 |\n| --- | --- |\n| 1 | 2 |", "| Before | After |\n| --- | --- |\n| 1 | 2 |"),
    ("번역이 필요한 문장을 고릅니다.", "Choose the sentences that need translation."),
    ("$$x^2$$", "$$x^2$$"),
    ("---", "---"),
    ("![격자](grid.png)", "![A grid](grid.png)"),
    ("<img src=\"grid.png\" alt=\"격자\">", "<img src=\"grid.png\" alt=\"A grid\">"),
    ("```python\n# 값을 더합니다.\ntotal = 1\n```", "```python\n# Add the values.\ntotal = 1\n```"),
    (":::{note}\n값은 그대로입니다.\n\n```python\nx = 1\n```\n:::", ":::{note}\nThe value stays.\n\n```python\nx = 1\n```\n:::"),
]  # fmt: skip
GERMAN = [
    ("Die Werte, die die Funktion zurückgibt, sind Tensoren.", "The values that the function returns are tensors."),
    ("Das Paper *Attention Is All You Need* ist bekannt.", "The paper *Attention Is All You Need* is well known."),
    ("### State of the Art", "### State of the art"),
    ("### Machine Learning mit PyTorch", "### Machine learning with PyTorch"),
    ("Out of the Box läuft es auf der CPU.", "Out of the box, it runs on the CPU."),
    ("Zwei Drittel bleiben übrig.", "Two thirds are left."),
    ("Also gut: Wir nehmen SGD.", "All right: we take SGD."),
    ("Das Modell war in der Lage, den Datensatz zu lernen.", "The model was able to learn the dataset."),
    ("Die Hälfte dient zum Lernen, der Rest zum Testen.", "One half is for learning, the rest for testing."),
    ("Eins nach dem anderen: Zuerst kommen die Daten.", "One at a time: the data comes first."),
    ("Der Batch hat drei Bilder, und das zweite ist dunkel.", "The batch has three images, and the second one is dark."),
    ("Learning Rate Scheduler", "Learning rate scheduler"),
    ("Er liest die Werte. Danach addiert er sie.", "It reads the values and then adds them up."),
    ("Man nennt das „the curse of dimensionality“.", "This is called “the curse of dimensionality”."),
    ("Hallo Welt!", "Hello world!"),
    ("Eine To-do-Liste, TODO genannt.", "A to-do list, called TODO."),
]  # fmt: skip
JAPANESE = [
    ("### 学習率", "### Learning rate"),
    ("配列の形は (2, 3) です。", "The shape of the array is (2, 3)."),
    ("損失を最小化します。次に、重みを更新します。", "It minimizes the loss. Then it updates the weights."),
    ("二つの配列を足します。", "Add two arrays."),
    ("三角形の面積です。", "It is the area of a triangle."),
    ("- 東京大学大学院情報理工学系研究科", "- The University of Tokyo"),
    ("PyTorch を使います。", "We use PyTorch."),
    ("一般に、学習率が大きいと損失は発散します。小さいと遅くなります。",
     "In general, a large learning rate makes the loss diverge, and a small one makes it slow."),
    ("論文「Attention Is All You Need」を読みます。", "Read the paper “Attention Is All You Need”."),
    ("ソフトマックス", "Softmax"),
    ("値は同じです。", "The value is the same."),
    ("翻訳する文を選びます。", "Choose a sentence to translate."),
]  # fmt: skip

# Wrong: each is told at its line, and nothing else is.
WRONG = [
    # Another language than the cell says.
    ("The gradient is the derivative of the loss. @language", "The gradient is the derivative of the loss."),
    ("Tensors are a specialized data structure that are very similar to arrays. @language",
     "A tensor is a data structure much like an array."),
    ("값을 더합니다.\n\nThen print the sum of all values. @language", "Add the values.\n\nThen print the sum of all values."),
    ("- 값을 읽습니다.\n- Add the values to the list @language\n- 합을 냅니다.",
     "- Read the values.\n- Add the values to the list\n- Print the sum."),
    ("### Initializing a tensor @language", "### Initializing a tensor"),
    ("### What you will learn @language", "### What you will learn"),
    ("값을 더합니다. This sentence was not translated by anybody. @language",
     "Add the values. This sentence was translated by somebody."),
    (":::{note}\nThe value does not change here. @language\n:::", ":::{note}\nThe value doesn't change here.\n:::"),
    (":::{admonition} What is the shape of the result? @language\n(2, 3)입니다.\n:::",
     ":::{admonition} What is the shape of the result?\nIt is (2, 3).\n:::"),
    ("| 이름 | 뜻 |\n| --- | --- |\n| `x` | the value of the input @language |",
     "| Name | Meaning |\n| --- | --- |\n| `x` | the value of the input |"),
    ("> You can use it with any optimizer. @language", "> You can use it with any optimizer."),
    ("損失を最小にします。 @language @full-width", "It minimizes the loss."),
    ("变化度为零时停止训练 @language", "It stops."),
    ("It is now on the `cpu`. @language", "It is now on the `cpu`."),
    ("Here we define a model. @language\nIt has one layer.", "Here we define a model.\nIt has one layer."),
    ("값을 더합니다.", "두 값을 더한 다음 출력합니다. @language"),
    ("값을 읽습니다.\n\n값을 더합니다.", "Read the values.\n\n값을 더한 다음에 출력합니다. @language"),
    # Notes to oneself, and cells that say nothing.
    ("TODO @unfinished", "Text."),
    ("글입니다.", "TODO @unfinished"),
    ("글입니다.", "FIXME: is this right? @unfinished"),
    ("TODO: 설명을 더 씁니다. @unfinished", "An explanation follows."),
    ("번역 필요 @unfinished", "The loss is small."),
    ("[번역 필요] @unfinished", "The loss is small."),
    ("(나중에 작성) @unfinished", "The loss is small."),
    ("미번역 @unfinished", "The loss is small."),
    ("글입니다.", "(to be translated) @unfinished"),
    ("글입니다.", "Not translated yet. @unfinished"),
    ("글입니다.", "Lorem ipsum dolor sit amet. @unfinished"),
    ("값은 작습니다. (TODO: 그림) @unfinished", "The value is small."),
    ("- 값을 읽습니다.\n- TODO @unfinished", "- Read the values.\n- Print them."),
    ("값을 읽습니다.", "TODO(jane): say why @unfinished"),
    ("### TODO: 제목 @unfinished", "### A title"),
    ("글입니다.", "TODO translate this @unfinished"),
    ("... @unfinished", "... @unfinished"),
    ("<!-- 나중에 --> @unfinished", "<!-- later --> @unfinished"),
    # Numbers in words.
    ("두 질문이 남습니다.", "Three questions are left. @numbers"),
    ("세 계층이 있습니다.", "There are two layers. @numbers"),
    ("네 값을 더합니다.", "Add up five values. @numbers"),
    ("값이 셋입니다.", "There are two values. @numbers"),
    ("세 번째 계층을 봅니다.", "Look at the second layer. @numbers"),
    ("두 번째 계층을 봅니다.", "Look at the third layer. @numbers"),
    ("시간이 절반으로 줄어듭니다.", "It takes four times as long. @numbers"),
    ("세 배 큽니다.", "It's twice as large. @numbers"),
    ("다섯 개를 고릅니다.", "Choose six. @numbers"),
    ("값이 일곱 개 있습니다.\n\n여덟 줄입니다.", "There are seven values.\n\nIt's nine lines. @numbers"),
    ("열두 달입니다.", "It's eleven months. @numbers"),
    ("두 텐서와 세 계층입니다.", "Two tensors and four layers. @numbers"),
    ("스무 번 되풀이합니다.", "Repeat it thirty times. @numbers"),
    # A sentence more.
    ("모델은 입력을 받아 점수를 냅니다. 점수가 가장 높은 것을 고릅니다.",
     "The model takes an input and returns scores. We choose the highest score."
     " Anybody who wants to know more about the meaning of scores can read the next page. @sentences"),
    ("학습률이 너무 크면 손실이 발산합니다. 그래서 학습률을 처음에는 크게 하고 학습이 끝나 갈수록 작게 하는"
     " 스케줄러를 쓰는 경우가 많습니다. @sentences", "If the learning rate is too large, the loss diverges."),
    ("가중치를 조금 바꿉니다. 손실이 줄어듭니다. 이것을 되풀이합니다.",
     "Change the weights a little. The loss goes down. Most of the time it would have been wiser to begin with a"
     " smaller network and less data. @sentences Repeat that."),
    ("- 값을 읽습니다.\n- 합을 구합니다. 합이 너무 크면 오류 메시지를 출력하고 프로그램을 끝냅니다. @sentences",
     "- Read the values.\n- Add them up."),
    ("텐서를 만듭니다. 이 텐서에는 그림의 밝기가 들어 있습니다.",
     "Make a tensor. Do you remember the first tutorial, where all images were read from a file? @sentences"
     " This tensor has the brightness of the pictures."),
    ("모델을 저장합니다.", "Save the model. You will need the file again when you put the model on a server. @sentences"),
    # More of each kind.
    ("- [문서](https://example.org)\n- Read the manual before you begin. @language",
     "- [Manual](https://example.org)\n- Read the manual before you begin."),
    ("**값은 같습니다.** That is because they share memory. @language", "**The value is the same.** That's why they share memory."),
    ("![격자](grid.png)\n\nThe picture shows both of the tensors. @language", "![A grid](grid.png)\n\nThe picture shows both of the tensors."),
    ("一つのテンソルを作ります @language", "Make a tensor."),
    ("네 걸음 걷습니다. 다섯 번 셉니다.", "Walk four steps. Count them six times. @numbers"),
    ("셋째 줄을 지웁니다.", "Delete the fourth line. @numbers"),
    ("WIP @unfinished", "Text."),
    ("값입니다. TODO: 출처 @unfinished", "A value. See below."),
]  # fmt: skip
