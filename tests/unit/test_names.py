"""What the names in a cell were is told by the run: never a name that was something else meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from bilingual_gallery.execution.names import watch


def run(*cells: str) -> dict[str, str]:
    """The likeliest name of each name in the last of these cells, which run one after the other."""
    scope: dict[str, Any] = {"__name__": "__main__"}
    known: dict[str, Any] = {}
    for cell in cells:
        look = watch(cell, scope)
        exec(compile(cell, "<cell>", "exec"), scope)
        known = look()
    return {text: names[0] for text, (_own, names) in known.items()}


def test_names_are_what_the_run_had() -> None:
    known = run(
        "import collections.abc as kinds\nimport math as m\nfrom fractions import Fraction",
        "half = Fraction(1, 2)\nhalf.limit_denominator(3)\nm.pi\nkinds.Sized\nrows = []\nrows.append(1)",
    )
    assert known == {
        "Fraction": "fractions.Fraction",
        "half.limit_denominator": "fractions.Fraction.limit_denominator",
        "kinds.Sized": "collections.abc.Sized",
        "m.pi": "math.pi",
        "rows.append": "list.append",
    }


def test_an_attribute_of_an_own_class_is_that_of_the_library_it_is_from() -> None:
    share = "class Share(Fraction):\n    def of(self): ...\n\nown = Share(1)"
    known = run("from fractions import Fraction", f"{share}\nown.of()\nown.limit_denominator(2)")
    assert known == {
        "Fraction": "fractions.Fraction",
        "own.limit_denominator": "fractions.Fraction.limit_denominator",
    }


WRONG = {
    "shadowed": (("import math", "math = {}\nmath.get(1)"), {}),
    "shadowed before": (("import math\nmath = {}", "math.get(1)"), {"math.get": "dict.get"}),
    "two things in one cell": (("x = []\nx.append(1)\nx = {}\nx.get(1)",), {}),
    "another thing than before": (("x = []", "x.clear()\nx = {1: 2}"), {}),
    "of a function's own": (("x = []", "def f(x):\n    x.clear()\n\nx.clear()"), {}),
    "of a loop": (("for x in ([1], {1: 2}):\n    x.clear()",), {}),
    "of a loop over pairs": (("for i, x in ((0, [1]), (1, {1})):\n    x.clear()",), {}),
    "of a comprehension": (("x = []", "[x.clear() for x in ()]\nx.clear()"), {}),
    "changed by a function": (
        ("x = []", "def f():\n    global x\n    x = {}\n\nf()\nx.clear()"),
        {},
    ),
    "deleted": (("x = []", "x.clear()\ndel x"), {"x.clear": "list.clear"}),
    "made and deleted": (("x = []\nx.clear()\ndel x",), {}),
    "a builtin's name": (("sum = []\nsum.clear()",), {}),
    "a builtin's name before": (("sum = []", "sum.clear()"), {"sum.clear": "list.clear"}),
    "a builtin before it is shadowed": (("a = max([1])\nmax = []",), {}),
    "an f-string": (("x = []", 'f"{x.clear()}"'), {}),
    "a result": (("'a'.upper().lower()",), {}),
    "imported twice": (("import os\nimport os.path\nos.getcwd()",), {"os.getcwd": "os.getcwd"}),
    "not there": (("import math", "try:\n    math.nothing\nexcept AttributeError:\n    pass"), {}),
}


@pytest.mark.parametrize("cells, known", WRONG.values(), ids=WRONG)
def test_what_a_name_was_is_told_or_nothing(cells: tuple[str, ...], known: dict[str, str]) -> None:
    builtin = {"max", "sum", "AttributeError"}
    said = {text: name for text, name in run(*cells).items() if "." in text or text not in builtin}
    imported = {"os", "os.path", "math"}
    assert {text: name for text, name in said.items() if text not in imported} == known


def test_nothing_of_the_run_is_asked_or_kept() -> None:
    cell = (
        "import weakref\n"
        "class Loud:\n"
        "    @property\n"
        "    def value(self):\n"
        "        raise SystemExit\n"
        "    def __getattr__(self, name):\n"
        "        raise SystemExit\n"
        "loud = Loud()\n"
        "seen = weakref.ref(loud)"
    )
    run(cell, "lambda: loud.value.x\nlambda: loud.other.x")
    run(cell, "del loud\nassert seen() is None")
