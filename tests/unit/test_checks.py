"""What `make check` finds: each rule's violation in a real tutorial, told at its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import warm
from bilingual_gallery.check.excuses import RULES
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import settings_of
from bilingual_gallery.errors import shown
from bilingual_gallery.glossary.model import load
from bilingual_gallery.lang import language
from bilingual_gallery.lang.korean import ending, final, fitting
from bilingual_gallery.source.reading import read
from helpers import TUTORIAL, Site, make_site
from pages import ROOT

# A tutorial of the length and kind of the course's, so that those may be rewritten.
TENSORS = (Path(__file__).parent / "seeded" / "tensors.py").read_text(encoding="utf-8")
PAIR = ("ko", "en")


@pytest.fixture(scope="module")
def checker() -> Linter:
    """The rules with the project's own glossary and editions, for a tutorial that stands alone."""
    settings = settings_of(ROOT / "docs")
    # The seeded tutorial is older than the course, which asks for more exercises.
    form = replace(settings.form, exercises={"Exercises": (2, 3)})
    return replace(Linter.of(settings, load(settings.glossary)), form=form, course=False)


def found(checker: Linter, folder: Path, text: str) -> list[str]:
    path = folder / "seeded.py"
    path.write_text(text, encoding="utf-8")
    findings = sorted(set(checker.tutorial(read(path, PAIR))))
    return [str(each).partition("] ")[0] + "]" for each in findings]


def test_the_tutorials_and_pages_of_this_project_have_no_findings() -> None:
    done = warm.run("bilingual_gallery", ["check", "docs"], ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# What is in the tutorial, what an author makes of it in one language alone, and the rules this breaks:
# on the changed line, or on the one that has what stands after the @.
SEEDS = [
    ("# en: A fixed seed gives the same random numbers in every run.",
     "# en: <!-- 값 -->", "untranslated"),
    ("## 값 고르기\n#\n# 인덱싱",
     "## 값 고르기\n#\n# 값입니다.\n#\n# 인덱싱", "blocks @ `-1` the last one"),
    ("## 값 고르기\n#\n# 인덱싱",
     "## 값 고르기\n#\n# ### 칸\n#\n# 인덱싱", "headings @ # ### 칸"),
    ("# - Broadcasting repeats the dimensions of length 1.\n",
     "", "blocks @ # - `reshape` may copy, and `clone`"),
    ("# - 브로드캐스팅은 길이가 1인 차원을 되풀이합니다.\n",
     "", "blocks @ # - Broadcasting repeats"),
    ("# 1. Make a tensor of shape",
     "# - Make a tensor of shape", "blocks", "blocks @ # 2. Subtract", "form @ # ## Exercises"),
    ("# :::{note}\n# As a rule",
     "# :::{tip}\n# As a rule", "blocks"),
    ("`stack` adds a new one",
     "stack adds a new one", "backticks"),
    ("you get an error. This rule",
     "you get an error.\n#\n# This rule", "paragraphs"),
    ("`view`는 복사하지 않으며",
     "`viev`는 복사하지 않으며", "particles", "code @ A tensor that shares memory with another"),
    ("with `cpu()` before you",
     "with `cuda()` before you", "code"),
    ("The gradient is $2x$",
     "The gradient is $3x$", "formulas"),
    ("The gradient is $2x$",
     "The gradient, {eval}`x_data[0]`, is $2x$", "expressions"),
    ("The gradient is $2x$",
     "The gradient is $\\nosuch{x}$", "formulas", "tex"),
    ("this row 5 times.",
     "this row 5 times, a Row<int>.", "html", "unseen"),
    ("this row 5 times.",
     "this row 5 <u>times.", "html", "unclosed"),
    ("# The figure shows both tensors as images.",
     "# ![x](https://example.org/x.png) Both tensors as images.", "images", "policy"),
    ("변화도는 $2x$이므로",
     "변화도는 두 배이므로", "formulas @ You use a tensor almost"),
    ("$3 \\times 4 = 12$ in the first",
     "12 in the first", "formulas"),
    ("[Tensor views](https://docs.pytorch.org/docs/stable/tensor_view.html)",
     "[Tensor views](https://docs.pytorch.org/docs/stable/tensors.html)", "links"),
    ("[MPS 백엔드](https://docs.pytorch.org/docs/stable/notes/mps.html)",
     "MPS 백엔드", "links @ [The MPS backend]"),
    ("this row 5 times.",
     "this [row](#recap) 5 times.", "references"),
    ("이 행을 5번",
     "이 [행](#recap)을 5번", "references @ The mean has the shape (3,)"),
    ("# The figure shows both tensors as images.",
     "# ![x](x.png) Both tensors as images.", "images"),
    ("# 두 텐서를 이미지로",
     "# ![](x.png) 두 텐서를 이미지로", "images @ # The figure shows both"),
    ("from 0 up to, but not including, 1,",
     "from 0 up to, but not including, 2,", "numbers"),
    ("`dim=1`일 때 (2, 6)이",
     "`dim=1`일 때 (2, 9)가", "numbers @ `cat` joins along an existing"),
    ("the strides (4, 1): the next row is 4 places",
     "the strides (4, 1): the next row is 5 places", "numbers"),
    ("This rule is **broadcasting**.",
     "This rule is broadcasting.", "bold"),
    ("A **stride** says",
     "A stride says", "bold"),
    ("this row 5 times.",
     "this row 5 <b>times</b>.", "bold"),
    ("this row 5 times.",
     "this row 5 <u>times</u>.", "html"),
    ("이 행을 5번",
     "이 행을 <u>5번</u>", "html @ The mean has the shape (3,)"),
    ("# assert cube.stride() == (12, 4, 1)\n# ```\n#\n# A step",
     "# assert cube.stride() == (12, 4, 2)\n# ```\n#\n# A step", "fences"),
    ("# cube = torch.arange(24).reshape(2, 3, 4)\n# assert cube.stride() == (12, 4, 1)\n# ```\n#\n# 한",
     "# cube = torch.arange(24)\n# assert cube.stride() == (12, 4, 1)\n# ```\n#\n# 한",
     "fences @ # cube = torch.arange(24).reshape(2, 3, 4)"),
    ("# ko: shape와 자료형을 모두 물려받습니다.\n",
     "", "comments @ # en: Keeps both"),
    ("# ko: shape는 물려받고 자료형은 바꿉니다.\n# en: Keeps the shape and changes the data type.",
     "# en: Keeps the shape and changes the data type.\n# ko: shape는 물려받고 자료형은 바꿉니다.", "comments"),
    ("# en: Keeps the shape and changes the data type.",
     "# en: Keeps the shape; changes 3 things.", "asides"),
    ("**보폭**(stride)은 어떤",
     "**보폭(stride)**은 어떤", "markup", "bold @ The values of a tensor lie i"),
    ("**제자리 연산**(in-place operation)입니다",
     "** 제자리 연산**(in-place operation)입니다", "first-use", "markup",
     "bold @ A method whose name ends in "),
    ("`view` never copies; it raises",
     "`view` never copies; `it raises", "code", "markup", "sentences @ # 다른 텐서와 메모리를"),
    ("Use no loop.",
     "Use no for_loop.", "markup"),
    ("반복문은 쓰지 않습니다.",
     "반복문은 *쓰지 않습니다.", "markup"),
    ("함께 씁니다. 하나를",
     "함께 씁니다． 하나를", "full-width"),
    ("and `clone` always does.",
     "and `clone` always does。", "full-width"),
    ("가능하면 뷰를, 아니면 복사본을 돌려줍니다. `grid",
     "가능하면 뷰를, 아니면 복사본을 돌려줍니다.`grid", "full-stop"),
    ("It makes no new tensor but overwrites the values. Below",
     "It makes no new tensor but overwrites the values.Below", "full-stop"),
    ("and the slice `first`",
     "and the the slice `first`", "doubled"),
    ("두 값을 더한 결과입니다",
     "두 값을 더한 더한 결과입니다", "doubled"),
    ("`reshape`는 가능하면",
     "`reshape` 는 가능하면", "spacing"),
    ("**제자리 연산**(in-place operation)입니다",
     "**제자리 연산**(in-place operation) 입니다", "spacing"),
    ("PyTorch는 텐서의 계산",
     "PyTorch 는 텐서의 계산", "spacing"),
    ("메소드(method)는 **제자리",
     "메소드(method) 에서는 **제자리", "spacing"),
    ("두 값을 더한 결과입니다",
     "두 값을 더한 결과 입니다", "spacing"),
    ("반복문은 쓰지 않습니다.",
     "반복문 없이 `view` 보다 낫습니다.", "spacing", "code @ Use no loop."),
    ("복사본을 돌려줍니다. `grid",
     "이미지은 돌려줍니다. `grid", "particles"),
    ("복사본을 돌려줍니다. `grid",
     "복사본으로서, 차이을 돌려줍니다. `grid", "particles"),
    ("복사본을 돌려줍니다. `grid",
     "배열로서, 오차이 돌려줍니다. `grid", "particles"),
    ("텐서는 배열의 자료형을",
     "텐서은 배열의 자료형을", "particles"),
    ("`cat`은 이미 있는",
     "`cat`는 이미 있는", "particles"),
    ("`dim=1`일 때 (2, 6)이",
     "`dim=1`일 때 (2, 6)가", "particles"),
    ("**뷰**(view)라고",
     "**뷰**(view)을 뷰라고", "particles"),
    ("복사본을 돌려줍니다. `grid",
     "복사본를 돌려줍니다. `grid", "particles"),
    ("`clone()`으로, 배열은",
     "`clone()`로, 배열은", "particles"),
    ("`torch.accelerator`는",
     "`torch.qwerty_frob`는", "particles", "code @ An accelerator is a device, "),
    ("반복문은 쓰지 않습니다.",
     "반복문은 쓰지 않는다.", "endings"),
    ("오류 메시지의 `Long`은 `torch.int64`를 가리킵니다.",
     "오류 메시지의 `Long`은 `torch.int64`를 가리켜요.", "endings"),
    ("# ko: shape와 자료형을 모두 물려받습니다.",
     "# ko: shape와 자료형을 모두 물려받는다.", "endings"),
    ("overwrites the values. Below",
     "overwrites teh values. Below", "spelling"),
    ("a brighter color is further",
     "a brighter colour is further", "spelling"),
    ("Use no loop.",
     "Use no 반복문.", "hangul"),
    ("가운데 차원이 4칸",
     "가운데 디멘션이 4칸", "terms"),
    ("**보폭**(stride)은 어떤",
     "**보폭**은 어떤", "first-use"),
    ("메소드(method)는 **제자리",
     "메소드는 **제자리", "first-use"),
    ("이미 CPU에 있는 텐서라면",
     "그것이 이미 CPU에 있는 텐서라면", "phrases"),
    ("Use no loop.",
     "Simply use no loop.", "phrases"),
    ("(x**2).backward()",
     "(x**2).backward(loop.run_until_complete(x))", "notebook"),
    ("# %%\ndata = [[1, 2], [3, 4]]",
     '# %% tags=["hide-inputs"]\ndata = [[1, 2], [3, 4]]', "tags"),
    ("반복문은 쓰지 않습니다.",
     "You don't need a loop for that.", "language"),
    ("Use no loop.",
     "TODO", "unfinished"),
    ("# ko: shape와 자료형을 모두 물려받습니다.\n# en: Keeps both",
     "# 둘 다 물려받습니다.\n# ko: shape와 자료형을 모두 물려받습니다.\n# en: Keeps both", "unmarked-comments"),
    ("# %% [markdown] lang=\"ko\"\n# ## 연습 문제",
     "# %% [markdown]\n# That was the last of the sections.\n\n# %% [markdown] lang=\"ko\"\n# ## 연습 문제",
     "unmarked-prose @ That was the last"),
    ("Use no loop.",
     "Use no loop. There is a whole chapter about loops and about how slow they are in another book.",
     "sentences"),
    ("# ## Recap",
     "# ## Summary", "form"),
    ("# ## 더 읽을거리",
     "# ## 더 읽을 글", "form"),
    ("2\n# :collapsible: closed\n",
     "2\n", "form @ # ## Exercises"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [(a, b, c) for a, b, *c in SEEDS])
def test_a_seeded_mistake_is_told_at_its_line(
    checker: Linter, tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    assert TENSORS.count(before) == 1
    text = TENSORS.replace(before, after)
    rows = text.split("\n")
    lines = []
    for each in expected:
        rule, _, mark = each.partition(" @ ")
        (line,) = [n for n, row in enumerate(rows, 1) if (mark or after.split("\n")[0]) in row]
        lines.append((line, rule))
    told = found(checker, tmp_path, text)
    assert told == [f"{shown(tmp_path)}/seeded.py:{line}: [{rule}]" for line, rule in sorted(lines)]


def test_every_rule_has_a_seeded_mistake() -> None:
    seeded = {each.partition(" @ ")[0] for _, _, *rules in SEEDS for each in rules}
    # These want a run or a site: test_claims, test_figure_words and test_targets have theirs.
    assert seeded == RULES - {"claimed-numbers", "figure-words", "targets"}
    assert len(SEEDS) >= 40


KO = '\n# %% [markdown] lang="ko"\n# {}\n'
EN = '\n# %% [markdown] lang="en"\n# {}\n'


def told(folder: Path, text: str, checker: Linter | None = None) -> list[str]:
    """What is found in a small tutorial, without its path."""
    path = folder / "small.py"
    path.write_text(text, encoding="utf-8")
    findings = (checker or Linter(PAIR)).tutorial(read(path, PAIR))
    return [f"{each.line}: [{each.rule}] {each.message}" for each in sorted(set(findings))]


def test_a_finding_names_both_lines_and_the_mend(tmp_path: Path) -> None:
    text = TUTORIAL + KO.format("값은 4입니다.") + EN.format("The value is 5.")
    (message,) = told(tmp_path, text)
    end = TUTORIAL.count("\n")
    assert message == (
        f"{end + 6}: [numbers] en has 5 where ko (line {end + 3}) has 4; give the same numbers in both"
    )


def test_of_many_things_that_a_language_lacks_the_first_five_are_named(tmp_path: Path) -> None:
    names = " ".join(f"`a{number}`" for number in range(3000))
    (message,) = told(tmp_path, TUTORIAL + KO.format(f"값 {names}") + EN.format("Values."))
    assert "has `a0`, `a1`, `a2`, `a3`, `a4` and 2995 more that en lacks; name" in message
    (message,) = told(
        tmp_path, TUTORIAL + KO.format("값입니다.") + EN.format("`b` `c` `d` `e` `f`")
    )
    assert "en has `b`, `c`, `d`, `e`, `f` that ko (line" in message


def test_an_excuse_with_a_reason_allows_a_rule_in_its_passage_alone(tmp_path: Path) -> None:
    pair = KO.format("값은 4입니다.") + EN.format("The value is 5.")
    why = "# <!-- check: allow numbers: Korean counts from 0 -->\n"
    path = tmp_path / "small.py"
    assert told(tmp_path, TUTORIAL + pair + why) == []
    assert "check:" not in read(path, PAIR).passages[-1].text("en")
    assert told(tmp_path, TUTORIAL + pair.replace("# The", why + "#\n# The")) == []
    rows = path.read_text(encoding="utf-8").split("\n")
    prose = read(path, PAIR).passages[-1].prose_in("en")
    assert rows[prose.line - 1] == f"# {prose.text}"  # lines are still told right
    again = told(tmp_path, TUTORIAL + pair + why + "\n# %%\ntotal\n" + pair)
    assert [each.partition("] ")[0] for each in again] == [
        f"{TUTORIAL.count(chr(10)) + 16}: [numbers"
    ]


@pytest.mark.parametrize(
    ("excuse", "said"),
    [
        ("check: allow numbers", "not readable"),
        ("check: allow numbers:", "not readable"),
        ("check: skip numbers: why", "not readable"),
        ("check: allow numbars: why", "no rule numbars"),
        ("check: allow code: why", "no code to excuse"),
    ],
)
def test_an_excuse_that_excuses_nothing_is_told(tmp_path: Path, excuse: str, said: str) -> None:
    pair = KO.format("값은 4입니다.") + EN.format("The value is 5.")
    messages = told(tmp_path, f"{TUTORIAL}{pair}#\n# <!-- {excuse} -->\n")
    assert len(messages) == 2
    line = (TUTORIAL + pair).count("\n") + 2
    assert messages[1].startswith(f"{line}: [excuses]")
    assert said in messages[1]


def test_an_excuse_in_code_is_not_shown_and_not_run(tmp_path: Path) -> None:
    code = "\n# %%\n# check: allow comments: English readers know this\n# ko: 값\nx = 1\n"
    assert told(tmp_path, TUTORIAL + code) == []
    cell = read(tmp_path / "small.py", PAIR).code[-1]
    assert cell.source == "x = 1"
    assert cell.shown("en") == "x = 1"


def test_another_html_comment_is_no_excuse(tmp_path: Path) -> None:
    text = TUTORIAL + KO.format("글입니다.\n#\n# <!-- a note -->") + EN.format("Text.")
    assert told(tmp_path, text) == []
    assert "a note" in read(tmp_path / "small.py", PAIR).passages[-1].text("ko")


def test_editions_of_one_page_count_as_the_same(tmp_path: Path) -> None:
    editions = (
        (("ko", "https://a.example/ko/"), ("en", "https://a.example/")),
        (("ko", "https://ko.b.example/*"), ("en", "https://en.b.example/*")),
    )
    checker = Linter(PAIR, editions=editions)

    def rules(korean: str, english: str) -> list[str]:
        text = TUTORIAL + KO.format(f"[글]({korean})입니다.") + EN.format(f"[Text]({english}).")
        return [each.split("[")[1].split("]")[0] for each in told(tmp_path, text, checker)]

    assert rules("https://a.example/ko/x.html", "https://a.example/x.html") == []
    assert rules("https://a.example/x.html", "https://a.example/x.html") == []
    assert rules("https://ko.b.example/%ED%85%90", "https://en.b.example/Tensor") == []
    assert rules("https://a.example/ko/x.html", "https://a.example/y.html") == ["links"]
    assert rules("https://ko.b.example/x", "https://a.example/x") == ["links"]


COUNTED = dict(enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), 1)) | dict(
    zip(range(20, 100, 10), "스무 서른 마흔 쉰 예순 일흔 여든 아흔".split(), strict=True)
)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("두 텐서와 2차원입니다.", "Two tensors, two-dimensional."),
        ("3만 개입니다.", "There are 30,000."),
        ("3만 씁니다.", "Uses 3 alone."),
        ("2026년 11월 25일입니다.", "It is November 25, 2026."),
        ("60%입니다.", "It is 60 %."),
        ("1,000개입니다.", "There are 1000."),
        ("첫 번째입니다.", "It is the 1st."),
        ("절반, 곧 0.5입니다.", "It is half."),
        ("50%입니다.", "It is half."),
        ("20입니다.", "It is twenty."),
        ("1시간입니다.", "It takes an hour."),
        ("100만 개입니다.", "There are a million."),
        ("1만입니다.", "It is ten thousand."),
        ("1억 2천만입니다.", "It is 120 million."),
        ("12만 5,000입니다.", "It is 125,000."),
        ("6만입니다.", "It is 60k."),
        ("70억입니다.", "It is 7B."),
        ("2배입니다.", "It doubles."),
        ("60퍼센트입니다.", "It is 60 percent."),
        *((f"{word} 개입니다.", f"There are {number}.") for number, word in COUNTED.items()),
    ],
)
def test_numbers_may_be_said_in_words_and_in_each_languages_units(
    tmp_path: Path, korean: str, english: str
) -> None:
    assert told(tmp_path, TUTORIAL + KO.format(korean) + EN.format(english)) == []


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("3만 개입니다.", "There are 40,000."),
        ("2026년 10월입니다.", "It is November 2026."),
        ("0.9입니다.", "It is 0.99."),
        ("3차원입니다.", "It is two-dimensional."),
        ("95%입니다.", "It is 95."),
        ("-3입니다.", "It is 3."),
        ("H100입니다.", "It is an H200."),
        ("v1.2입니다.", "It is v1.3."),
        ("5월입니다.", "You may go."),
        ("2초입니다.", "It takes a second."),
    ],
)
def test_other_numbers_are_told(tmp_path: Path, korean: str, english: str) -> None:
    (message,) = told(tmp_path, TUTORIAL + KO.format(korean) + EN.format(english))
    assert "[numbers]" in message or "[asides]" in message


def test_words_in_a_formula_belong_to_their_language(tmp_path: Path) -> None:
    text = TUTORIAL + KO.format(r"$\text{손실} = x ^2$") + EN.format(r"$\text{loss}=x^2$")
    assert told(tmp_path, text) == []


def test_the_parts_of_admonitions_tables_and_directives_are_compared(tmp_path: Path) -> None:
    def rules(korean: str, english: str) -> list[str]:
        text = TUTORIAL + KO.format(korean) + EN.format(english)
        return [each.split("[")[1].split("]")[0] for each in told(tmp_path, text)]

    note = ":::{{admonition}} {}\n# :class: tip\n#\n# {}\n# :::"
    assert rules(note.format("답 1", "`a`입니다."), note.format("Answer 1", "It is `a`.")) == []
    assert rules(note.format("답 2", "`a`입니다."), note.format("Answer 1", "It is `a`.")) == [
        "numbers"
    ]
    assert rules(note.format("답 1", "`b`입니다."), note.format("Answer 1", "It is `a`.")) == [
        "code"
    ]
    table = "| {} | b |\n# | --- | --- |\n# | 1 | 2 |"
    assert rules(table.format("가"), table.format("a")) == []
    assert rules(table.format("가"), table.format("a") + "\n# | 1 | 2 |") == ["blocks"]
    math = "```{{math}}\n# :label: x\n# {}\n# ```"
    assert rules(math.format("a^2"), math.format("a^2")) == []
    assert rules(math.format("a^2"), math.format("a^3")) == ["formulas"]
    assert rules("{ref}`이름 <x>`", "{ref}`name <x>`") == []
    assert rules("{ref}`이름 <x>`", "{ref}`name <y>`") == ["references"]
    code = "```python\n# x = 1  # {}\n# # {}\n# ```"
    assert rules(code.format("값", "줄"), code.format("a value", "a line")) == []


def test_prose_that_all_languages_share_is_looked_at_once(tmp_path: Path) -> None:
    assert told(tmp_path, TUTORIAL + "\n# %% [markdown]\n# $$a + b$$\n") == []
    (message,) = told(tmp_path, TUTORIAL + "\n# %% [markdown]\n# **b\n")
    assert "[markup]" in message


# What is right, though a careless rule would find it wrong.
@pytest.mark.parametrize(
    "korean",
    [
        "차이가 있는 값은 작은 수입니다.",
        "이은 텐서와 모은 값의 차이 사이에 초과와 효과와 결과와 증가와 평가가 있습니다.",
        "경로로 갑니다. 받는 값과 않는 값, 했는지 묻는 값입니다. 무엇인가 봅니다.",
        "`(2, 3)`인 `x`는 GPU로, CPU는 MPS를, `float32`가 `int64`로 바뀝니다.",
        "10을 100으로, 1000은 3으로, 8은 7로, 2는 4가 됩니다. 0은 0.1로, 1.5는 2.0이 됩니다.",
        "**메모리.** 값이 있습니다(아래 참고). 값입니까? 값을 보십시오. “값입니다.”",
        "값은 무엇일까요? 직접 구해 보세요.",
        "- 값\n# - 값을 읽는 방법\n# - 필요\n# - 값이 있습니다.",
        r"2 \* 3과 \_은 같습니다. $x$는 3입니다.",
        "`x`의 값, `y`, 이 값입니다. v1.2를 씁니다.",
        "하나 하나하나 봅니다. 점점 커집니다.",
        "뭔가 다른 값을 막는 조건과 무언가 적는 함수입니다. 누군가 고르면 복사 불가 표시가 뜹니다.",
        "값이 얼마나 다른가 봅니다. 오류로 죽는 작업과 몫을 맡는 작업이 있습니다.",
        "텐서(예: `len()`의 결과(정수) 같은 값)는 큽니다. 길이 (값의 총합)가 같습니다.",
        "“왜 다른가?”라는 물음입니다. 짧은 줄(두 칸!)을 씁니다. 순서(예. 행과 열)가 있습니다.",
        "**복사하지 않습니다.** 이 값은 뷰입니다. *바꾸지 않고* 이 값을 읽습니다. **참고:** 이 값입니다.",
        "GPT-3는 크고 GPT-3은 느립니다. `{...}`을 채우고 `{...}`를 비웁니다.",
        "계층 nn.Linear를 씁니다. Smith et al.의 방법입니다.",
    ],
)
def test_right_korean_is_left_alone(tmp_path: Path, korean: str) -> None:
    path = tmp_path / "small.py"
    path.write_text(TUTORIAL + KO.format(korean) + EN.format("x"), encoding="utf-8")
    found = [f for f in Linter(PAIR).tutorial(read(path, PAIR)) if "ko (line" not in f.message]
    assert [str(each) for each in found if each.rule not in ("blocks", "code")] == []


@pytest.mark.parametrize(
    ("word", "readings", "sound"),
    [
        ("텐서", {}, ""), ("값", {}, "ㅄ"), ("shape", {"shape": "셰이프"}, ""), ("GPU", {}, ""),
        ("URL", {}, "ㄹ"), ("x.item()", {"item": "아이템"}, "ㅁ"), ("float32", {}, ""), ("16", {}, "ㄱ"),
        ("10", {}, "ㅂ"), ("0", {}, "ㅇ"), ("1,000", {}, "ㄴ"), ("2.7", {}, "ㄹ"),
        ("add_", {"add": "애드"}, ""), ("_", {"_": "밑줄"}, "ㄹ"),
        ("requires_grad", {"grad": "그래드"}, ""),
        ("DataLoader", {"loader": "로더"}, ""),
        ("-1", {}, "ㄹ"), ("x", {}, ""), ("n", {}, "ㄴ"),
    ],
)  # fmt: skip
def test_a_word_ends_as_a_korean_reads_it(word: str, readings: dict[str, str], sound: str) -> None:
    # ㄹ is the only consonant that has a particle of its own.
    heard = ending(word, readings)
    assert heard is not None
    assert fitting("은", heard) == ("은" if sound else "는")
    assert fitting("로", heard) == ("으로" if sound not in ("", "ㄹ") else "로")


def test_an_unknown_word_has_no_ending() -> None:
    assert ending("frobnicate", {}) is None
    assert final("값") and not final("가")


@pytest.mark.parametrize(
    ("korean", "english", "rules"),
    [
        ("{py:func}`torch.add`입니다.", "It is {py:func}`torch.sub`.", ["references"]),
        ("{func}`a <torch.add>`입니다.", "It is {func}`b <torch.add>`.", []),
        ("```python\n# x = 1\n# y = 2\n# ```", "```python\n# y = 2\n# x = 1\n# ```", ["fences"]),
        (
            "```{code-block} python\n# :caption: 예\n# x = 1\n# ```",
            "```{code-block} python\n# :caption: An example\n# x = 1\n# ```",
            [],
        ),
        ("값을 다음과 같이 쓴다:", "Write it so:", ["endings"]),
        ("**값을 쓴다.**", "**Write it.**", ["endings"]),
        ("GPU입니다.", "It is a GPU.The end.", ["full-stop"]),
        ("끝입니다.torch입니다.", "It is torch.", ["full-stop"]),
        ("값 {ref} 값입니다.", "The value.", ["markup"]),
        ("AND입니다.", "Use ND tensors, OT and GPUs in a dialogue.", []),
        ("- 값입니다. <!-- check: allow code: why -->", "- A value.", ["excuses"]),
        ("<div><![foo[x]></div>", "<div><![foo[x]></div>", []),
    ],
)
def test_a_pitfall_is_told_and_its_like_is_not(
    tmp_path: Path, korean: str, english: str, rules: list[str]
) -> None:
    text = TUTORIAL + KO.format(korean) + EN.format(english)
    assert [each.split("[")[1].split("]")[0] for each in told(tmp_path, text)] == rules


@pytest.mark.parametrize(
    "korean",
    [
        "아쉽게도 플레이어와 크로스 검증의 결과 적합도를 봅니다.",
        "텐서보드를 봅니다. 살아남는 값과 막는 값, 붙잡는 값입니다.",
        "텐서들(tensors)을 봅니다. 텐서는 봅니다.",
    ],
)
def test_a_term_within_another_word_is_no_term(
    checker: Linter, tmp_path: Path, korean: str
) -> None:
    text = TUTORIAL.replace("`print`를 씁니다", "봅니다") + KO.format(korean) + EN.format("Text.")
    assert not [
        each for each in told(tmp_path, text, checker) if re.search(r"\[(terms|first)", each)
    ]


def test_lines_are_right_after_a_line_end_inside_code(tmp_path: Path) -> None:
    korean = "`a\n# b` 값은\n# `c\n# d` 텐서은 값입니다."
    (message,) = told(tmp_path, TUTORIAL + KO.format(korean) + EN.format("The `a b` and `c d`."))
    assert message.startswith(f"{TUTORIAL.count(chr(10)) + 6}: [particles]")


def test_what_is_nested_without_end_or_has_endless_digits_is_read(tmp_path: Path) -> None:
    deep = "\n".join(f"{':' * (900 - each)}{{note}}" for each in range(600))
    text = Text(tmp_path / "x.md", 1, "ko", f"{deep}\n\n{'1' * 5000}입니다.\n")
    assert list(Linter(PAIR).page([text, Text(tmp_path / "y.md", 1, "en", "It is 1" + "0" * 5000)]))


@pytest.fixture
def small(tmp_path: Path) -> Site:
    return make_site(tmp_path)


def check(site: Site) -> tuple[int, list[str]]:
    done = site.run("check", "docs")
    assert "Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_the_full_width_signs_of_a_language_that_has_them_are_right() -> None:
    def rules(code: str) -> list[str]:
        pages = [Text(Path("en.md"), 1, "en", "One, two."), Text(Path("x.md"), 1, code, "壱、弐。")]
        return [finding.rule for finding in Linter(("en", code)).page(pages)]

    assert rules("ja") == []
    assert rules("ko") == ["full-width"]


def test_check_is_silent_and_runs_no_code(small: Site) -> None:
    text = TUTORIAL + "\n# %%\nraise SystemExit('ran')\n"
    small.script("small").write_text(text, encoding="utf-8")
    assert check(small) == (0, [])


def test_pages_are_compared_too_section_by_section(small: Site) -> None:
    pages = [small.root / "docs" / code / "about.md" for code in PAIR]
    front = "---\norphan: true\n---\n\n"
    pages[0].write_text(
        f"{front}# 이름\n\n값은 1입니다.\n\n## 절\n\n값은 2입니다.\n", encoding="utf-8"
    )
    pages[1].write_text(f"{front}# Name\n\nThe value is 1.\n\n## Part\n\nThe value is 3.\n")
    expected = "docs/en/about.md:11: [numbers] en has 3 where ko (line 11) has 2"
    status, lines = check(small)
    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith(expected)
    pages[1].unlink()
    assert check(small)[1] == [
        "docs/ko/about.md:1: [pages] there is no docs/en/about.md; write this page in every language"
    ]


def test_a_page_that_is_not_utf_8_is_told_with_its_line(small: Site) -> None:
    (small.root / "docs/ko/extra.md").write_bytes("# 글\n\n글".encode() + b"\xff\n")
    assert check(small) == (1, ["docs/ko/extra.md:3: [pages] not UTF-8; save the file as UTF-8"])


def test_a_script_that_cannot_be_read_is_told_beside_the_others(small: Site) -> None:
    small.script("bad").write_text("# %%\nx = 1\n")
    small.script("off").write_text(TUTORIAL.replace("It uses", "It usees"), encoding="utf-8")
    status, lines = check(small)
    assert status == 1
    assert lines[0].startswith("gallery/blitz/bad.py:1: [script] no docstring")
    assert len(lines) == 1 or lines[1].startswith("gallery/blitz/off.py:11: [spelling]")


def test_numbers_are_found_in_words_only_where_they_are_said() -> None:
    korean, english = language("ko").numbers, language("en").numbers
    (three,) = english.find("3")
    assert english.say("three of them", three)
    assert korean.say("세 개", three)
    assert not korean.say("세면대에서", three)
