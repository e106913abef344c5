"""Code that runs for the page and fails in a notebook is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.check.notebooks import check
from bilingual_gallery.source.tutorial import read
from helpers import TUTORIAL

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
