"""Code that runs for the page and fails in a notebook is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.notebooks import check
from bilingual_gallery.pages.code_cells import pieces_of
from bilingual_gallery.source.reading import read
from helpers import TUTORIAL

# In a cell above the call: each code that calls what is in asyncio, and whether it is told.
ALIASES = [
    ("import asyncio as aio", "aio.run(main())", True),
    ("from asyncio import run", "run(main())", True),
    ("from asyncio import run as go, sleep", "go(main())", True),
    ("from asyncio import *", "run(main())", True),
    ("from subprocess import run\nimport asyncio", "run(main())", False),
    ("from asyncio import run\ndef run(what): ...", "run(main())", False),
]

TOLD = [
    ("asyncio.run(main())", ""),
    ("def call():\n    asyncio.run(main())", "asyncio.run in a function"),
    ("with asyncio.Runner() as runner:\n    runner.run(main())", "asyncio.Runner fails"),
    ("loop.run_until_complete(main())", "run_until_complete fails"),
]


@pytest.mark.parametrize(("code", "said"), TOLD)
def test_what_a_running_loop_forbids_is_told(tmp_path: Path, code: str, said: str) -> None:
    path = tmp_path / "small.py"
    path.write_text(f"{TUTORIAL}\n# %%\nimport asyncio\n{code}\n", encoding="utf-8")
    found = list(check(path, read(path, ("ko", "en")).code[-1]))
    assert [said in each.message for each in found] == [True] * bool(said)


@pytest.mark.parametrize(("imported", "call", "is_asyncio"), ALIASES)
def test_a_loop_is_known_by_whatever_name_the_code_has_for_it(
    tmp_path: Path, imported: str, call: str, is_asyncio: bool
) -> None:
    path = tmp_path / "small.py"
    prose = '# %% [markdown] lang="{}"\n# Now run.\n\n'
    apart = prose.format("ko") + prose.format("en")
    text = f"{TUTORIAL}\n# %%\n{imported}\n{apart}# %%\ndef f():\n    {call}\n\nx = {call}\n"
    path.write_text(text, encoding="utf-8")
    cell = read(path, ("ko", "en")).code[-1]
    assert ["in a function" in each.message for each in check(path, cell)] == [True] * is_asyncio
    (piece,) = pieces_of(cell, "en", notebook=True)
    wanted = "x = await main()" if is_asyncio else f"x = {call}"
    assert piece.source == f"def f():\n    {call}\n\n{wanted}"
    (piece,) = pieces_of(cell, "en", notebook=False)
    assert piece.source.endswith(f"x = {call}")
