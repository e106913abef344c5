"""Expressions in prose: which text is one, what each asks for, and which cannot be one."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType

import pytest
from bilingual_gallery.check.finding import Text
from bilingual_gallery.errors import SourceError
from bilingual_gallery.execution.evaluate import Evaluator
from bilingual_gallery.lang import language
from bilingual_gallery.source.expressions import expressions
from bilingual_gallery.source.reading import read
from bilingual_gallery.source.replacement_field import Field

SYNTAX = (("enable_extensions", frozenset(("colon_fence", "dollarmath"))),)
READINGS = {"tensor": "텐서", "model": "모델"}


@pytest.mark.parametrize(
    ("text", "code", "conversion", "form"),
    [
        ("accuracy:.1%", "accuracy", "", ".1%"),
        ("len(test)", "len(test)", "", ""),
        ("losses[0]:,.2f", "losses[0]", "", ",.2f"),
        ('rows["a:b"]:>5', 'rows["a:b"]', "", ">5"),
        ("x[1:2]", "x[1:2]", "", ""),
        ("name!r:>10", "name", "r", ">10"),
        ("a != b", "a != b", "", ""),
        ("when:%H:%M", "when", "", "%H:%M"),
        ("{k: v for k, v in pairs}", "{k: v for k, v in pairs}", "", ""),
        ('"`"', '"`"', "", ""),
        ("f'{a}'", "f'{a}'", "", ""),
    ],
)
def test_an_expression_is_what_the_braces_of_an_f_string_hold(
    text: str, code: str, conversion: str, form: str
) -> None:
    assert Field.of(text) == Field(code, conversion, form)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no expression"),
        ("1 +", "SyntaxError"),
        ("x = 1", "SyntaxError"),
        ("import os", "SyntaxError"),
        ("a; b", "SyntaxError"),
        ("{x", "SyntaxError"),
        ("'a", "SyntaxError"),
        ("x:{width}", "braces"),
        ("(y := 3)", "assigns a name"),
        ("await f()", "waits"),
        ("(yield 1)", "waits"),
        ("stack.pop()", "pop() changes something"),
        ("x.add_(1)", "add_() changes something"),
        ("next(batches)", "next() changes something"),
        ("print(x)", "print() changes something"),
        ("torch.manual_seed(0)", "manual_seed() changes something"),
    ],
)
def test_what_cannot_be_a_value_is_known_without_a_run(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"[;:]") as mistake:
        Field.of(text)
    assert said in str(mistake.value)
    assert "\n" not in str(mistake.value)


def test_an_expression_is_found_wherever_prose_is_and_nowhere_else() -> None:
    text = """\
A `{eval}` role {eval}`one`, `{eval}` and `` {eval}`code` ``, \\{eval}`escaped`.

- {eval}``f("`")``

| a | b |
|---|---|
| {eval}`x \\| y` | **{eval}`bold:.1f`** |

> {eval}`quoted`

:::{note} Title {eval}`title`
Body {eval}`body`
:::

```
{eval}`fence`
```

~~~python
{eval}`code`
~~~

$a {eval}`formula`$ <!-- {eval}`comment` --> [{eval}`link`](https://a.example)
"""
    found = expressions(text, SYNTAX)
    assert [each.text for each in found] == [
        "one", 'f("`")', "x | y", "bold:.1f", "quoted", "title", "body", "link",
    ]  # fmt: skip
    for each in found:
        assert text[each.begin : each.end].startswith("{eval}`")
        assert each.source in text.split("\n")[each.row]


TUTORIAL = '''\
# %% [markdown] lang="ko"
"""
# 제목

{korean}
"""

# %% [markdown] lang="en"
# # Title
#
# {english}

# %%
total = 3
'''


@pytest.mark.parametrize(
    ("korean", "english", "line", "said"),
    [
        ("글 {eval}`1 +`", "text", 5, "{eval}`1 +`: SyntaxError: "),
        ("글", "{eval}`a:b` {eval}`(y := 2)`", 11, "it assigns a name"),
        ("글\n\n{eval}`a\nand b`", "text", 7, "goes on in the next line"),
        ("글\n\n$x = {eval}`total`$", "text", 7, "cannot have an expression"),
        ("글\n\n<div>\n값 {eval}`total`\n</div>", "text", 8, "cannot have an expression"),
        ("글 <b title='{eval}`total`'>값</b>", "text", 5, "cannot have an expression"),
        ("글\n\n$$\n{eval}`total`\n$$", "text", 8, "cannot have an expression"),
        ("글\n\n## 절 {eval}`total`", "text\n#\n# ## Section", 7, "a section's heading"),
    ],
)
def test_a_mistake_is_told_at_its_line(
    tmp_path: Path, korean: str, english: str, line: int, said: str
) -> None:
    path = tmp_path / "a.py"
    path.write_text(TUTORIAL.replace("{korean}", korean).replace("{english}", english))
    with pytest.raises(SourceError) as mistake:
        read(path, ("ko", "en"))
    assert mistake.value.line == line
    assert said in str(mistake.value)


def test_there_is_no_value_without_code(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    text = TUTORIAL.replace("{korean}", "글 {eval}`total`").replace("{english}", "text")
    path.write_text(text[: text.index("# %%\n")])
    with pytest.raises(SourceError, match="there is no code that it could be about"):
        read(path, ("ko", "en"))


def values(expression: str, **names: object) -> tuple[str, str]:
    """The text of an expression among these names, or what is wrong with it."""
    module = ModuleType("__main__")
    vars(module).update(names)
    evaluator = Evaluator([(1, expression)])
    evaluator.after(1, vars(module))
    (value,) = evaluator.values
    return value.text, value.mistake


class Counter:
    """Says another number whenever it is asked."""

    count = 0

    def __str__(self) -> str:
        Counter.count += 1
        return str(Counter.count)


class Silent(Exception):
    """Cannot even say what is wrong."""

    def __str__(self) -> str:
        raise ValueError


def fails() -> None:
    raise LookupError("two\nlines")


@pytest.mark.parametrize(
    ("expression", "text", "said"),
    [
        ("share:.1%", "97.3%", ""),
        ("numbers[0]:,.2f", "1,234.50", ""),
        ("'it''s'!r", "'its'", ""),
        ("[x for x in numbers if x > share][0]", "1234.5", ""),
        ("'<b> `x` {y}'", "<b> `x` {y}", ""),
        ("'nan'", "nan", ""),
        ("absent", "", "NameError: name 'absent' is not defined"),
        ("fails()", "", "LookupError: two lines"),
        ("exit_with(3)", "", "SystemExit: 3"),
        ("share:d", "", "ValueError: "),
        ("float('nan'):.2f", "", "its value is nan"),
        ("'x' * 10_000_000", "", "10,000,000 characters, of 80 at most"),
        ("'a\\nb'", "", "more than one line"),
        ("'a\\x07b'", "", "more than one line of letters"),
        ("''", "", "empty"),
        ("numbers.sort()", "", "None"),
        ("object()", "", "address in memory"),
        ("counter", "", "when it is evaluated again"),
        ("random.random():.3f", "", "the random numbers of Python"),
        ("(numbers.append(1), len(numbers))[1]", "", "what numbers holds"),
        ("globals().update(new=1) or 3", "", "the name new"),
        ("log(share)", "", "what noted holds"),
        ("len(deep['a'][0]) or deep['a'][0].append(1)", "", "what deep holds"),
        ("any(moves)", "", "how far the iterator moves has come"),
        ("dice.random() < 2", "", "the random numbers of dice"),
        ("len('a  b')", "4", ""),
        ("silent()", "", "Silent; mend the expression"),
        ("interrupted()", "", "KeyboardInterrupt; mend the expression"),
    ],
)
def test_a_value_is_a_short_text_that_changes_nothing(
    expression: str, text: str, said: str
) -> None:
    def exit_with(status: int) -> None:
        raise SystemExit(status)

    noted: list[object] = []

    def log(what: object) -> int:
        noted.append(what)
        return 1

    def silent() -> None:
        raise Silent

    def interrupted() -> None:
        raise KeyboardInterrupt

    random.seed(0)
    told, mistake = values(
        expression,
        share=0.973,
        numbers=[1234.5],
        counter=Counter(),
        fails=fails,
        exit_with=exit_with,
        random=random,
        noted=noted,
        log=log,
        deep={"a": [[]]},
        moves=iter([0, 1]),
        dice=random.Random(0),
        silent=silent,
        interrupted=interrupted,
    )
    assert told == text
    assert said in mistake
    assert "\n" not in mistake
    assert bool(mistake) == (not text)
    assert random.random() == 0.8444218515250481


def test_a_name_that_an_expression_sets_is_as_it_was() -> None:
    module = ModuleType("__main__")
    vars(module).update(total=3)
    before = dict(vars(module))
    evaluator = Evaluator([(1, "globals().update(total=4, more=1) or 1")])
    evaluator.after(1, vars(module))
    assert {**vars(module), "__builtins__": 0} == {**before, "__builtins__": 0}


def test_values_of_torch_and_numpy() -> None:
    numpy, torch = pytest.importorskip("numpy"), pytest.importorskip("torch")
    loss = torch.tensor(0.25, requires_grad=True) * 2
    weights = torch.ones(2)
    model = torch.nn.BatchNorm1d(2)
    names = {"torch": torch, "np": numpy, "loss": loss, "w": weights, "model": model}
    assert values("loss:.2f", **names) == ("0.50", "")
    assert values("loss", **names) == ("0.5", "")
    assert values("np.float32(0.1):.2f", **names) == ("0.10", "")
    assert values("np.float64(0.1)", **names) == ("0.1", "")
    assert values("w.sum():.0f", **names) == ("2", "")
    assert "TypeError" in values("w:.2f", **names)[1]
    assert "its value is nan" in values("loss / 0 * 0", **names)[1]
    torch_state, numpy_state = torch.get_rng_state(), numpy.random.get_state()[1].tolist()
    assert "random numbers of torch" in values("torch.rand(()):.2f", **names)[1]
    assert "random numbers of NumPy" in values("np.random.rand():.2f", **names)[1]
    assert torch.equal(torch.get_rng_state(), torch_state)
    assert numpy.random.get_state()[1].tolist() == numpy_state
    numbers, bits = numpy.random.default_rng(0), torch.Generator().manual_seed(0)
    drawn = {**names, "numbers": numbers, "bits": bits}
    assert values("loss:.2f", **drawn) == ("0.50", "")
    assert "random numbers of numbers" in values("numbers.random() < 2", **drawn)[1]
    assert "random numbers of bits" in values("torch.rand((), generator=bits) < 2", **drawn)[1]
    assert numbers.integers(1000) == 850  # as if nobody had asked
    assert torch.rand((), generator=bits) == torch.rand(
        (), generator=torch.Generator().manual_seed(0)
    )
    assert "what w holds" in values("w.__iadd__(1).sum().item()", **names)[1]
    assert "what model holds" in values("model(torch.ones(3, 2)).sum():.0f", **names)[1]


def test_an_expression_draws_nothing() -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.close("all")
    assert "the figures of matplotlib" in values("plt.gca().get_xlim()[1]:.0f", plt=pyplot)[1]
    assert pyplot.get_fignums() == []
    _, axes = pyplot.subplots()
    assert values("axes.get_xlim()[1]:.0f", axes=axes) == ("1", "")
    assert "the figures of matplotlib" in values("len(axes.plot([1]))", axes=axes)[1]
    pyplot.close("all")


def test_what_stands_above_all_code_is_told_at_the_end() -> None:
    evaluator = Evaluator([(1, "x"), (3, "x")])
    for cells in (1, 2):
        evaluator.after(cells, {"x": cells})
    evaluator.after(None, {"x": 3})
    assert [(each.cells, each.text) for each in evaluator.values] == [(1, "1"), (3, "3")]


@pytest.mark.parametrize(
    ("value", "written", "said"),
    [
        ("3", "는", "은"),
        ("2", "은 ", "는 "),
        ("97.3%", "이 ", "가 "),
        ("1", "으로", "로"),
        ("1,000", "로.", "으로."),
        ("0.05", "을", "를"),
        ("0.10", "를", "을"),
        ("1e-3", "는", "은"),
        ("1e-05", "은", "는"),
        ("-7", "으로는", "로는"),
        ("30,000", "와", "과"),
        ("1000000000000", "은", "는"),
        ("10000000000000000", "는", "은"),
        ("12 ms", "을", "를"),
        ("3.2 GB", "과", "와"),
        ("15s", "이", "가"),
        ("5 px", "으로", "로"),
        ("28 × 28", "으로", "로"),
        ("torch.float32", "은", "는"),
        ("tensor", "은", "는"),
        ("model", "으로", "로"),
        ("CNN", "는", "은"),
        ("GPU", "은", "는"),
        ("True", "은", "는"),
        ("(3, 4)", "은", "는"),
        ("고양이", "은", "는"),
        ("3", "이고", "이고"),
        ("2", "이고", "고"),
        ("2", "이라는", "라는"),
        ("6", "라면", "이라면"),
        ("2", "이나", "나"),
        ("3", "며", "이며"),
        ("2", "이었습니다", "였습니다"),
        ("3", "였고", "이었고"),
        ("2", "이에요", "예요"),
        ("2", "**은", "**는"),
        ("3", "입니다", "입니다"),
        ("3", "가지", "가지"),
        ("3", "다.", "이다."),
        ("2", "이다.", "다."),
        ("6", "야?", "이야?"),
        ("3", "지요.", "이지요."),
        ("3", "지선다", "지선다"),
        ("2", "과목", "과목"),
        ("3", "개는", "개는"),
        ("2", " 은", " 은"),
        ("unheard", "은", "은"),
        ("1/3", "은", "은"),
        ("f(x, 3)", "은", "은"),
        ("30", "여 개", "여 개"),
        ("30", "여도", "이어도"),
        ("2", ")은", ")는"),
        ("2", "](#x)은", "](#x)는"),
        ("2", "으로까지", "로까지"),
        ("2", "이라든지", "라든지"),
        ("2", "은커녕", "는커녕"),
    ],
)
def test_a_particle_fits_the_value_as_it_is_read(value: str, written: str, said: str) -> None:
    assert language("ko").after_value(value, written, READINGS) == said


def test_other_languages_say_what_follows_as_it_is_written() -> None:
    for code in ("en", "ja", "de"):
        assert language(code).after_value("2", "은", READINGS) == "은"


def test_the_spaces_in_an_expression_stay() -> None:
    (found,) = expressions("It is {eval}`len('a  b')`.", SYNTAX)
    assert found.text == "len('a  b')"


def test_a_message_has_letters_alone() -> None:
    """In a block's text a code span, a formula or a value is letters that no font has."""
    said = Text(Path("a.py"), 1, "ko", "").finding(0, "endings", "ends in \U000f0004\U000f0004다")
    assert said.message == "ends in …다"
