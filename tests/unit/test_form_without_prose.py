"""A script none of whose prose can be read: its mistakes are told, and of its form nothing."""

from __future__ import annotations

from pathlib import Path

from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import Form
from bilingual_gallery.source.reading import examine

PAIR = ("ko", "en")
SCRIPT = '''\
# %% [markdown] lang="ko"
"""
# 제목

```
"""

# %% [markdown] lang="en"
# # Title

# %%
a = 1
'''


def test_of_a_script_without_readable_prose_the_form_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(SCRIPT, "utf-8")
    reading = examine(path, PAIR)
    (mistake,) = reading.mistakes
    assert (mistake.line, mistake.message[:26]) == (5, "this fence is never closed")
    assert reading.tutorial is not None
    assert reading.tutorial.passages == ()
    form = Form(first=({"ko": "배우는 것", "en": "What you learn"},))
    assert [*Linter(PAIR, form=form).tutorial(reading.tutorial)] == []
