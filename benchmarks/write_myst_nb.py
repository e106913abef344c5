"""Write a workload as a MyST-NB project: a text notebook for each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from description import LANGUAGES, Code, Tutorial

CONF = """\
project = "Bench"
extensions = ["myst_nb"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "cache"
nb_execution_timeout = 600
nb_execution_raise_on_error = True
html_theme = "furo"
html_copy_source = False
html_use_index = False
"""

FRONT = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
"""


def create(root: Path, tutorials: Sequence[Tutorial]) -> None:
    """Write the whole project into the folder ``root``, which is new."""
    docs = root / "docs"
    sections = sorted({tutorial.section for tutorial in tutorials})
    entries = "\n".join(f"tutorials/{section}/*" for section in sections)
    for language in LANGUAGES:
        for section in sections:
            (docs / language / "tutorials" / section).mkdir(parents=True)
        home = f"# Bench\n\n```{{toctree}}\n:glob:\n\n{entries}\n```\n"
        (docs / language / "index.md").write_text(home, encoding="utf-8")
    (docs / "conf.py").write_text(CONF, encoding="utf-8")
    for tutorial in tutorials:
        write(root, tutorial)


def write(root: Path, tutorial: Tutorial) -> None:
    """Write, or write again, the notebook of ``tutorial`` in every language."""
    for language in LANGUAGES:
        parts = []
        for part in tutorial.parts:
            if isinstance(part, Code):
                parts.append(_cell(part.shown(language)))
            else:
                parts.append(part.text[language])
        path = root / "docs" / language / "tutorials" / tutorial.section / f"{tutorial.name}.md"
        path.write_text(FRONT + "\n" + "\n\n".join(parts) + "\n", encoding="utf-8")


def _cell(source: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{{code-cell}} ipython3\n{source}\n{fence}"
