"""A newcomer writes a tutorial in three languages, from the first command to the commit, with every mistake."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import warm
from readers import soup

CODES = ("ko", "en", "de")
CELLS = (
    (
        """# 합계와 평균

목록에 든 숫자 세 개를 더합니다. 합계는 6입니다.

- [합계](#sum)를 구합니다.
- **평균**을 구합니다.""",
        """# Sum and mean

Let's add the three numbers of a list. Their sum is 6.

- Find the [sum](#sum).
- Find the **mean**.""",
        """# Summe und Mittel

Wir addieren die drei Zahlen einer Liste. Ihre Summe ist 6.

- Gesucht ist die [Summe](#sum).
- Gesucht ist das **Mittel**.""",
    ),
    (
        "## 합계\n\n`values`는 숫자 목록입니다. `sum`은 그 숫자를 모두 더하고, 결과는 $1 + 2 + 3$입니다.",
        "## Sum\n\nHere `values` is a list of numbers. The function `sum` adds all of them: $1 + 2 + 3$.",
        "## Summe\n\n`values` ist eine Liste von Zahlen. Die Funktion `sum` addiert sie alle: $1 + 2 + 3$.",
    ),
    (
        "## 평균\n\n합계를 개수로 나눕니다. 더 자세한 것은 [설명서](https://docs.python.org/3/)에 있습니다.",
        "## Mean\n\nWe divide by the count. The [manual](https://docs.python.org/3/) tells its behavior.",
        "## Mittel\n\nWir teilen durch die Anzahl. Mehr steht im [Handbuch](https://docs.python.org/3/).",
    ),
)
COMMENTS = (
    "숫자를 차례로 씁니다.",
    "The numbers follow each other.",
    "Die Zahlen folgen aufeinander.",
)
CODE = ("values = [1, 2, 3]", "sum(values)", "sum(values) / len(values)")


def script() -> str:
    """The tutorial as it is in the end."""
    parts = []
    for number, (texts, code) in enumerate(zip(CELLS, CODE, strict=True)):
        for code_, text in zip(CODES, texts, strict=True):
            rows = "\n".join(f"# {row}".rstrip() for row in text.split("\n"))
            is_first = not number and code_ == "ko"
            said = f'"""\n{text}\n"""' if is_first else rows
            parts.append(f'# %% [markdown] lang="{code_}"\n{said}\n')
        said = "".join(f"# {each}: {said}\n" for each, said in zip(CODES, COMMENTS, strict=True))
        parts.append(f"# %%\n{said if not number else ''}{code}\n")
    return "\n".join(parts)


DONE = script()
FIRST, SECOND, THIRD = (row.split("\n")[-1] for row in CELLS[1])
# What goes wrong: what is written instead of what, what is told at which of the new rows, and whether a
# machine can mend it.
MISTAKES = {
    "a particle that stands apart": ("`values`는", "`values` 는", "spacing", True),
    "a particle that does not fit": ("결과는", "결과은", "particles", True),
    "a full-width sign": ("구합니다.\n- **", "구합니다．\n- **", "full-width", True),
    "a word typed twice": ("a list of numbers", "a list of of numbers", "doubled", True),
    "a British word": ("its behavior", "its behaviour", "spelling", True),
    "a misspelled word": ("Find the [sum]", "Find teh [sum]", "spelling", True),
    "no space after a sentence": ("더합니다. 합계는", "더합니다.합계는", "full-stop", True),
    "a marker of comments without its space": ("# ko: 숫자", "#ko: 숫자", "", True),
    "comments in another order": (
        f"# ko: {COMMENTS[0]}\n# en: {COMMENTS[1]}\n",
        f"# en: {COMMENTS[1]}\n# ko: {COMMENTS[0]}\n",
        "comments",
        True,
    ),
    "other line ends": ("\n", "\r\n", "", True),
    "a byte-order mark": (DONE[:8], f"\ufeff{DONE[:8]}", "", True),
    "another number": ("sum is 6", "sum is 7", "numbers", False),
    "another number in a word": ("the three numbers", "the four numbers", "numbers", False),
    "bold in one language": ("the **mean**", "the mean", "bold", False),
    "another link": (
        "[manual](https://docs.python.org/3/)",
        "[manual](https://docs.python.org/2/)",
        "links",
        False,
    ),
    "a link left out": ("[Handbuch](https://docs.python.org/3/)", "Handbuch", "links", False),
    "an item more": ("- Find the **mean**.", "- Find the **mean**.\n# - Rest.", "blocks", False),
    "a paragraph more": ("its behavior.", "its behavior.\n#\n# Read it.", "blocks", False),
    "a sentence more": (
        "Their sum is 6.",
        "Their sum is 6. You may take other values for your own tries.",
        "sentences",
        False,
    ),
    "other code": ("Here `values` is", "Here `numbers` is", "code", False),
    "another formula": ("them: $1 + 2 + 3$", "them: $1 + 2 + 4$", "formulas", False),
    "a thing to do": ("We divide by the count.", "TODO: say how.", "", False),
    "text that nobody translated": (SECOND, FIRST, "", False),
    "English where Korean stands": (FIRST, SECOND, "language", False),
    "Hangul in a comment for all": ("sum(values)\n", "sum(values)  # 모두 더하기\n", "", False),
    "prose for all languages": (
        "# %%\nsum(values)\n",
        "# %% [markdown]\n# This is some prose for everybody.\n\n# %%\nsum(values)\n",
        "",
        False,
    ),
    "an anchor that leads nowhere": ("(#sum)를", "(#total)를", "", False),
    "a picture that is not there": ("We divide", "![Sum](sum.png) We divide", "", False),
    "a mark of a conflict": (
        "# %%\nsum(values)\n",
        "# %%\n<<<<<<< HEAD\nsum(values)\n=======\nsum([1])\n>>>>>>> other\n",
        "",
        False,
    ),
    "a fence without end in a box": (
        "We divide by the count.",
        "We divide:\n#\n# :::{note}\n# ```python\n# sum(values)\n# :::\n#",
        "",
        False,
    ),
    "a language twice": (
        '# %% [markdown] lang="de"\n# ## Summe',
        '# %% [markdown] lang="en"\n# ## Summe',
        "",
        False,
    ),
    "an unknown language": (
        '# %% [markdown] lang="de"\n# ## Summe',
        '# %% [markdown] lang="dd"\n# ## Summe',
        "",
        False,
    ),
    "an empty cell": (
        "# %%\nsum(values)\n",
        '# %% [markdown] lang="ko"\n\n# %%\nsum(values)\n',
        "",
        False,
    ),
    "no docstring": ('"""\n# 합계와', "# # 합계와", "", False),
    "a mistake in Python": ("values = [1, 2, 3]", "values = [1, 2, 3", "", False),
    "another level of heading": ("# ## Mean", "# ### Mean", "", False),
    "a raw cell": ("# %%\nsum(values)\n", "# %% [raw]\n# sum(values)\n", "", False),
    "a limit that is none": (
        "values = [1, 2, 3]",
        "# timeout = soon\nvalues = [1, 2, 3]",
        "",
        False,
    ),
    "a misspelled tag": (
        "# %%\nsum(values)\n",
        '# %% tags=["hide-inputs"]\nsum(values)\n',
        "tags",
        False,
    ),
    "a comment that one language lacks": (f"# de: {COMMENTS[2]}\n", "", "comments", False),
    "a misspelled kind of cell": (
        '# %% [markdown] lang="de"\n# ## Summe',
        '# %% [markdwon] lang="de"\n# ## Summe',
        "",
        False,
    ),
    "HTML that no page may have": (
        "We divide",
        '<span style="color:red">We</span> divide',
        "policy",
        False,
    ),
    "an excuse from no rule": (
        "We divide",
        "<!-- check: allow nonsense: it is mine -->\n# We divide",
        "excuses",
        False,
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("newcomer")
    assert run(place, "start", "site", "--languages", ",".join(CODES)).returncode == 0
    folder = place / "site"
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=newcomer", "-c", "user.email=newcomer@example.org"]
    command = ["git", "-C", str(root), *who, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = warm.run("bilingual_gallery", arguments, root)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def hello(root: Path) -> Path:
    return root / "gallery/basics/hello.py"


def drafted(root: Path) -> None:
    """Write the tutorial in Korean alone."""
    parts = re.split(r"(?m)^(?=# %%)", DONE)
    korean = "".join(part for part in parts if not re.match(r'# %% .*lang="(en|de)"', part))
    hello(root).write_text(re.sub(r"(?m)^# (?:en|de): .*\n", "", korean), encoding="utf-8")


def test_from_the_first_command_to_the_commit(root: Path) -> None:
    assert hello(root).is_file()
    assert run(root, "check", "docs").stdout == ""

    drafted(root)
    told = run(root, "check", "docs")
    assert told.returncode == 1
    assert len(re.findall(r"hello\.py:\d+: \[untranslated\]", told.stdout)) == 1
    assert run(root, "build", "docs", "build/html").returncode == 0
    for code, said in (("en", "is not translated yet"), ("de", "noch nicht übersetzt")):
        page = soup(root / f"build/html/{code}/tutorials/basics/hello.html")
        assert said in page.get_text()
        assert "합계를 개수로" in " ".join(each.get_text() for each in page.select('[lang="ko"]'))
    assert run(root, "build", "docs", "build/strict", "-W").returncode == 1

    assert run(root, "fill", "docs", "hello").returncode == 0
    filled = hello(root).read_text(encoding="utf-8")
    assert filled.count("to be translated from ko") == 6
    assert "[untranslated]" in run(root, "check", "docs").stdout

    hello(root).write_text(DONE, encoding="utf-8")
    done = run(root, "build", "docs", "build/html", "-W")
    assert done.returncode == 0, done.stdout + done.stderr
    git(root, "add", "--all")
    assert run(root, "drift", "docs", "--staged", "--exit-code").returncode == 0
    git(root, "commit", "--quiet", "--message", "Say what a sum is")

    hello(root).write_text(DONE.replace("모두 더하고", "차례로 모두 더하고"), encoding="utf-8")
    git(root, "add", "--all")
    told = run(root, "drift", "docs", "--staged", "--exit-code")
    assert told.returncode == 1
    assert "차례로 모두" in told.stdout and "adds all of them" in told.stdout
    git(root, "checkout", "--quiet", "HEAD", "--", ".")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_at_its_line_and_mended_where_a_machine_can(
    root: Path, name: str
) -> None:
    old, new, rule, is_mended = MISTAKES[name]
    assert old in DONE
    wrong = DONE.replace(old, new, -1 if old == "\n" else 1)
    first = DONE[: DONE.index(old)].count("\n") + 1
    try:
        hello(root).write_bytes(wrong.encode())
        told = run(root, "check", "docs", "hello")
        assert told.returncode == 1, told
        rows = re.findall(r"(?m)^gallery/basics/hello\.py:(\d+): \[([a-z-]+)\]", told.stdout)
        lines = [int(line) for line, name in rows if not rule or name == rule]
        # At the row that is wrong, or at one beside it: where a list begins, or a comment's neighbors.
        assert any(-3 <= line - first <= 2 + new.count("\n") for line in lines), told.stdout
        mended = run(root, "check", "docs", "hello", "--fix")
        if is_mended:
            assert hello(root).read_bytes() == DONE.encode()
            assert mended.returncode == 0
            assert run(root, "check", "docs", "hello").stdout == ""
        else:
            assert mended.returncode == 1
            assert hello(root).read_bytes() == wrong.encode()
    finally:
        hello(root).write_text(DONE, encoding="utf-8")


def test_they_are_forty(root: Path) -> None:
    assert len(MISTAKES) >= 40
    hello(root).write_text(DONE, encoding="utf-8")
    assert run(root, "check", "docs").stdout == ""
