"""What two languages say, each in its own way, is no difference; and what looks alike but differs is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.addresses import page, same_page
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.lang import language
from bilingual_gallery.source.reading import read
from passages import cell, script

EDITIONS = (
    (("ko", "https://ko.example.org/"), ("en", "https://en.example.org/manual/")),
    (("ko", "https://ko.example.org/"), ("en", "https://manual.example.com/")),
    (("ko", "https://ko.w.example.org/wiki/*"), ("en", "https://en.w.example.org/wiki/*")),
)


def told(folder: Path, korean: str, english: str) -> list[str]:
    path = folder / "small.py"
    path.write_text(script(("ko", "en"), cell("ko", korean), cell("en", english)), encoding="utf-8")
    found = Linter(("ko", "en"), editions=EDITIONS).tutorial(read(path, ("ko", "en")))
    return sorted({each.rule for each in found})


SAME = [
    # Names with digits before a particle, with a hyphen, and sizes.
    ("conv2의 가중치와 x1은 bfloat16으로 바뀝니다.", "The weights of conv2 and x1 become bfloat16."),
    ("MNIST-10과 ResNet50을 봅니다.", "See MNIST10 and ResNet-50."),
    ("입력은 (1, 1000)이고 모양은 (3,224,224)입니다.", "The input is (1,1000), of shape (3, 224, 224)."),
    ("그림은 32x32이고 창은 3x3입니다.", "The picture is 32 by 32, the window 3 by 3."),
    # Numbers in words and ordinals, written together or apart.
    ("네번째 축과 두개의 값입니다.", "The 4th axis and 2 values."),
    ("첫번째로, 두번째로 봅니다.", "See step 1, then step 2."),
    ("함수가 200개 있습니다.", "There are two hundred functions."),
    ("삼백오 개입니다.", "There are 305."),
    ("2만 5천 번입니다.", "It is twenty-five thousand times."),
    ("이십오만 번입니다.", "It is 250,000 times."),
    ("1분이 안 걸립니다.", "It takes less than a minute."),
    # Code that is quoted, in the plural, or named again.
    ("`덜 중요한` 값입니다.", "It is a `less important` value."),
    ("`Loader`들을 봅니다.", "See the `Loaders`."),
    ("`x`를 더하고 그것을 봅니다.", "Add `x`, and see `x`."),
    ("4번 접은 종이를 4번 자릅니다.", "The paper is folded 4 times, and cut as often."),
    ("값은 0(`mean=0`)입니다.", "The value is as `mean=0` says."),
    ("$V$의 크기는 $|V|$입니다.", "Its size is $|V|$."),
    ("`손실(loss)`을 봅니다.", "See the `loss`."),
    # The same page.
    ("[글](https://ko.example.org/a/b.html)", "{doc}`/a/b`"),
    ("[글](https://ko.example.org/a.html)", "[text](https://en.example.org/manual/a.html)"),
    ("[글](https://ko.example.org/a.html)", "[text](https://manual.example.com/a.html)"),
    ("[글](http://example.org/a)", "[text](https://example.org/a/)"),
    ("[글](https://example.org/a/index.html)", "[text](https://EXAMPLE.org/a)"),
    ("[글](https://ko.w.example.org/wiki/%ED%91%9C)", "[text](https://en.w.example.org/wiki/Table)"),
    # What is no program in a fence.
    ("```text\n> 여기가 어디인가요?\n```", "```text\n> where is this?\n```"),
    ("```\n사과 3개\n```", "```\n3 apples\n```"),
    ('```python\nprint("안녕")\n```', '```python\nprint("hello")\n```'),
]  # fmt: skip
OTHER = [
    ('```python\nprint("값은 3입니다")\n```', '```python\nprint("the value is 4")\n```', ["fences"]),
    ('```python\nopen("a.txt", "모드")\n```', '```python\nopen("b.txt", "mode")\n```', ["fences"]),
    ("conv2의 가중치입니다.", "The weights of conv3.", ["numbers"]),
    ("MNIST-10을 봅니다.", "See MNIST100.", ["numbers"]),
    ("모양은 (3, 224, 225)입니다.", "The shape is (3,224,224).", ["numbers"]),
    ("그림은 32x32입니다.", "The picture is 32x28.", ["numbers"]),
    ("세번째 값입니다.", "It is the 4th value.", ["numbers"]),
    ("함수가 200개 있습니다.", "There are three hundred functions.", ["numbers"]),
    ("값 7을 봅니다.", "See the value $7$.", ["asides"]),
    ("값은 0-1 사이입니다.", "The values are in $[0, 1]$.", ["asides"]),
    ("값은 0-1 사이입니다.", "The values are in $[0, 2]$.", ["formulas", "numbers"]),
    ("값은 0-1 사이입니다.", "The values are below $0+1$.", ["formulas"]),
    # What is said in words elsewhere is no excuse for another number in its place.
    ("첫째 축과 둘째 축이 있고 첫째 축의 크기는 2입니다.",
     "There are the first and the second axis, and the first has size 1.", ["numbers"]),
    ("첫째 축과 둘째 축이 있고 첫째 축의 크기는 1입니다.",
     "There are the first and the second axis, and the first has size 1.", []),
    # A digit in a name is no number that was given before.
    ("`MNIST10`의 값 10을 0으로, 0으로 만듭니다.", "Zero the values of `MNIST10`, and zero them.",
     ["numbers"]),
    # Pages of one language have names that can be compared.
    ("[글](https://en.w.example.org/wiki/Table)", "[text](https://en.w.example.org/wiki/Row)", ["links"]),
    ("[글](https://en.w.example.org/wiki/Row)", "[text](http://en.w.example.org/wiki/Row/)", []),
    ("값 7을 봅니다.", "See the value $8$.", ["formulas", "numbers"]),
    ("`less_important` 값입니다.", "It is a `more_important` value.", ["code"]),
    ("`x`를 봅니다.", "See `y` and `z`.", ["code"]),
    ("`preds`를 봅니다.", "See `pred`.", ["code"]),
    # What one language alone adds.
    ("종이를 4번 접습니다.", "Fold the paper.", ["asides"]),
    ("종이를 40번 접습니다.", "Fold the paper.", ["numbers"]),
    ("종이를 4번 접습니다.", "Fold the paper twice.", ["numbers"]),
    ("$w$의 값입니다.", "It is its value.", ["asides"]),
    ("$w^2$의 값입니다.", "It is its value.", ["formulas"]),
    ("$w$의 값입니다.", "It is the value of $v$.", ["formulas"]),
    ("`Loader`를 봅니다.", "See the Loader.", ["backticks"]),
    ("`torch.add()`를 봅니다.", "See `add`.", ["backticks"]),
    ("`the`를 봅니다.", "See the value.", ["code"]),
    ("[글](https://ko.example.org/a/b.html)", "{doc}`/a/c`", ["links", "references"]),
    ("[글](https://ko.example.org/a.html)", "[text](https://manual.example.com/b.html)", ["links"]),
    ("[글](https://ko.example.organization/a)", "[text](https://en.example.org/manual/a)", ["links"]),
    ("```text\n> 여기가 어디인가요? 3\n```", "```text\n> where is this? 4\n```", ["fences"]),
    ('```python\nprint("안녕")\n```', '```python\nshow("hello")\n```', ["fences"]),
]  # fmt: skip


@pytest.mark.parametrize(("korean", "english"), SAME)
def test_what_is_said_in_another_way_is_no_difference(
    tmp_path: Path, korean: str, english: str
) -> None:
    assert told(tmp_path, korean, english) == []


@pytest.mark.parametrize(("korean", "english", "rules"), OTHER)
def test_what_differs_is_told(tmp_path: Path, korean: str, english: str, rules: list[str]) -> None:
    assert told(tmp_path, korean, english) == rules


SHORT = "두 값을 더하고, 그다음에 결과를 출력합니다."
WITH_LIST = "Add the two values and print the result.{}\n\n1. Add.\n2. Print."


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        (
            " Of course all of it may also be done in one single line of code, which is what most people do.",
            ["sentences"],
        ),
        (" To do this in the order that is shown here, you will need to", []),
        ("\n\n1. Add.\n2. Print.\n\nof the values that were read from the file. So do it.", None),
    ],
)
def test_half_a_sentence_is_none_that_a_language_lacks(
    tmp_path: Path, more: str, rules: list[str] | None
) -> None:
    korean = f"{SHORT}\n\n1. 더합니다.\n2. 출력합니다."
    if rules is None:
        korean += "\n\n그렇게 합니다."
        found = told(tmp_path, korean, f"Add the two values and print the result{more}")
        assert "sentences" not in found
    else:
        assert told(tmp_path, korean, WITH_LIST.format(more)) == rules


def test_the_longest_address_says_which_edition_a_page_is() -> None:
    editions = (
        (("ko", "https://a.example/"), ("en", "https://b.example/")),
        (("ko", "https://a.example/new/"), ("en", "https://c.example/")),
    )
    assert page("https://a.example/new/x", editions) == page("https://c.example/x", editions)
    assert page("https://a.example/x", editions) == page("https://b.example/x", editions)
    assert page("mailto:a@b.example", editions) == "mailto:a@b.example"


def test_a_reference_names_a_page_by_its_last_parts() -> None:
    assert same_page("https://example.org/t/blitz/tensor.html#views", "/blitz/tensor")
    assert same_page("../tensor.md", "tensor")
    assert same_page("#views", "views")
    assert not same_page("https://example.org/t/blitz/tensor.html", "/basics/tensor")


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("en", "one hundred and twenty-three of two million", [123, 2000000]),
        ("en", "a hundred thousand", [100000]),
        ("en", "twenty of them; someone hundredfold", []),
        ("ko", "삼백이십 개와 오천만 원", [320, 50000000]),
        ("ko", "만일 그렇다면 천천히 조심해서 봅니다", []),
    ],
)
def test_numbers_are_spelled_in_several_words(code: str, text: str, found: list[int]) -> None:
    spelled = language(code).numbers.spelled
    assert spelled is not None
    assert list(spelled(text)) == found


PROSE = [
    # Dots in names.
    ("en", "Here nn.Linear, torch.nn.Module and timeit.Timer are used with data.DataLoader.", []),
    ("en", "Read the values.Then add them.", ["full-stop"]),
    ("en", "Read the values.Below, they are added.", ["full-stop"]),
    # Words that rightly stand twice.
    ("en", "**In-place operations**\nOperations that change a tensor.", []),
    ("en", 'The sentence is "hello hello world".', []),
    ("en", "See **the** the picture.", ["doubled"]),
    ("en", "See the\nthe picture.", ["doubled"]),
    ("en", "Compute the predicted y\ny = a + b.", []),
    ("en", "Read *A Study of Colour and Form*.", []),
    ("en", "Colour is a property.", ["spelling"]),
    # Signs that are no markup.
    ("en", "See <https://example.org/memory_viz>. (2, 4) * (1, 4) is not 28 * 28, nor 5*5, nor `a` * `b`.", []),
    ("en", "A ** view** is seen.", ["markup"]),
    ("en", "A value * is shown.", ["markup"]),
    # What is no sentence.
    ("ko", "4단계. 손실을 구합니다. 두번째. 출력의 크기. 예. 한 문장의 예. 이미지. 다음. 배치마다...", []),
    ("ko", "예를 들면 “나는 학교에 간다.”와 \"값을 본다.\"가 있습니다.", []),
    ("ko", "값을 더한다. 그다음을 봅니다.", ["endings"]),
    ("ko", "값을 더해요. 그다음을 봅니다.", ["endings"]),
    ("ko", "값을 더함. 그다음을 봅니다.", ["endings"]),
    ("ko", "값이 무엇인가? 그다음을 봅니다.", ["endings"]),
    # Capitals that are a word, and those that are read letter by letter.
    ("ko", "INPUT은 `KERNEL_SIZE`를 받고 `KERNEL_TYPE`을 `MAX_LEN`으로 바꿉니다.", []),
    ("ko", "INPUT는 `KERNEL_TYPE`를 받습니다.", []),
    ("ko", "GPU을 씁니다.", ["particles"]),
    ("ko", "URL를 씁니다.", ["particles"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "said", "rules"), PROSE)
def test_what_looks_like_a_slip_is_left_alone(
    tmp_path: Path, code: str, said: str, rules: list[str]
) -> None:
    path = tmp_path / "small.py"
    path.write_text(script([code], cell(code, said)), encoding="utf-8")
    assert sorted({each.rule for each in Linter((code,)).tutorial(read(path, (code,)))}) == rules


def test_code_in_comments_stands_between_any_number_of_backticks(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    comments = "# ko: ``fn``은 ``x``와 ``y``를 받습니다.\n# en: ``x`` and ``y`` go into `fn`.\n"
    path.write_text(script(("ko", "en"), f"\n# %%\n{comments}x = 1\n"), encoding="utf-8")
    assert list(Linter(("ko", "en")).tutorial(read(path, ("ko", "en")))) == []
