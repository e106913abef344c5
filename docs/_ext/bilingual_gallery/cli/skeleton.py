"""The text of a new tutorial, which builds as it is and shows the format by example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..check import wrong_language
from ..check.finding import Text
from ..config import FREE, Form
from ..config.form import Heading
from ..lang import language
from ..lang.skeleton import Skeleton

# What the skeleton runs with one of these distributions, and with none: what makes the values, and what
# sums them up and finds their mean.
_CODE = {
    "torch": ("import torch", "torch.tensor([1.0, 2.0, 3.0])", "values.sum()", "values.mean()"),
    "numpy": ("import numpy as np", "np.array([1.0, 2.0, 3.0])", "values.sum()", "values.mean()"),
    "": ("", "[1.0, 2.0, 3.0]", "sum(values)", "sum(values) / len(values)"),
}
_EXCUSE = "check: allow language: "
# The check of an exercise; what it says to a learner is code, and so one text for all languages.
_CHECK = """\

# %% tags=["check"]
def check_{number}(answer):
    assert answer == 2, f"the mean isn't {{answer}}"
    print("exercise {number}: correct")


check_{number}(answer)"""


def skeleton(
    name: str,
    languages: Sequence[str],
    distributions: Sequence[str] = (),
    form: Form = FREE,
    id_language: str = "",
) -> str:
    """The text of a tutorial in ``languages`` (the first one holds the docstring).

    Its code uses one of the ``distributions`` that the gallery has anyway, and it has the ``form`` that
    conf.py states, which names sections in ``id_language``. A language without texts of its own gets
    the English ones, and each of its cells a comment that says so, which no reader sees.
    """
    known = next((each for each in _CODE if each in distributions), "")
    imports, values, total, mean = _CODE[known]
    words = {
        "{title}": " ".join(filter(None, name.split("_"))).capitalize(),
        "{sum}": total,
    }
    id_language = id_language or languages[-1]
    texts = {code: _texts(code) for code in languages}
    comments = _comments({code: texts[code].comment for code in languages})
    first, *others = languages

    def prose(code: str, text: str) -> str:
        return _prose(code, marked(code, text, languages))

    def name_of(heading: Heading) -> str:
        return heading.get(id_language) or _texts(id_language).exercises

    def least(heading: Heading) -> int:
        # By itself a tutorial ends with an exercise.
        return form.exercises.get(name_of(heading), (0 if heading else 1, 0))[0]

    def section(heading: Heading, code: str) -> str:
        """The heading in a language, with what stands below it up to the first exercise's code."""
        title = heading.get(code) or heading.get(id_language) or texts[code].exercises
        address = form.links.get(name_of(heading), "")
        below = texts[code].task.replace("{number}", "1") if least(heading) else texts[code].rest
        link = [f"- [{texts[code].more}]({address})"] if address else []
        return "\n\n".join([f"## {title}", below, *link])

    def exercises(heading: Heading) -> Iterator[str]:
        """The exercises of a section, from the code of the first one on."""
        for number in range(1, least(heading) + 1):
            if number > 1:
                for code in languages:
                    yield prose(code, texts[code].task.replace("{number}", str(number)))
            reasons = _comments({code: texts[code].reason for code in languages})
            yield f'# %% tags=["solution"]\n{reasons}\nanswer = {mean}'
            yield _CHECK.format(number=number)

    def opening(code: str) -> str:
        title, *introduction = texts[code].title.split("\n\n")
        sections = (section(heading, code) for heading in form.first)
        return "\n\n".join([title, *introduction[: form.introduction], *sections])

    head = f"{imports}\n\n" if imports else ""
    cells = [
        f'{_marker(first)}\n"""\n{marked(first, opening(first), languages)}\n"""',
        *(prose(code, opening(code)) for code in others),
        f"# %%\n{head}{comments}\nvalues = {values}\nvalues",
        *(prose(code, texts[code].section) for code in languages),
        f"# %%\n{total}",
        *(
            cell
            for heading in form.last or [{}]
            for cell in (
                *(prose(code, section(heading, code)) for code in languages),
                *exercises(heading),
            )
        ),
    ]
    text = "\n\n".join(cells) + "\n"
    for word, said in words.items():
        text = text.replace(word, said)
    return text


def _texts(code: str) -> Skeleton:
    return language(code).skeleton or Skeleton()


def _prose(code: str, text: str) -> str:
    return "\n".join([_marker(code), *(f"# {row}".rstrip() for row in text.split("\n"))])


def _comments(said: Mapping[str, str]) -> str:
    """A comment in each language, and the excuse of those that wait for their translation."""
    waiting = [code for code, text in said.items() if _is_found(code, text, [*said], plain=True)]
    rows = [f"# {code}: {text}" for code, text in said.items()]
    excuse = [f"# {_EXCUSE}this is English; write it in {', '.join(waiting)}"] if waiting else []
    return "\n".join([*excuse, *rows])


def marked(code: str, text: str, languages: Sequence[str]) -> str:
    """The text; where it is English instead of its language, with a comment that says so.

    If the check would see that, the comment is the excuse, which becomes a finding itself once the text
    is translated.
    """
    if language(code).skeleton is not None:
        return text
    excuse = _EXCUSE if _is_found(code, text, languages) else ""
    return f"{text}\n\n<!-- {excuse}this is English; write it in {code} -->"


def _is_found(code: str, text: str, languages: Sequence[str], *, plain: bool = False) -> bool:
    told = Text(Path(), 1, code, text, plain)
    return bool(wrong_language.check(told, tuple(languages)).findings)


def _marker(language: str) -> str:
    return f'# %% [markdown] lang="{language}"'
