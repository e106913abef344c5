"""Write a workload as a project of this extension: bilingual scripts and ``docs/`` per language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from alike import GALLERY_OPTIONS, SITE_OPTIONS, write_headers
from description import LANGUAGES, Code, Prose, Tutorial

# As docs/conf.py of the project, but for what only its own pages need (style, addresses, order). What the
# check finds is not told: a description has neither excuses nor tags, and a build that tells is never silent.
CONF = """\
project = "Bench"
language = "ko"
bilingual_gallery_languages = {languages!r}
bilingual_gallery_id_language = "en"
bilingual_gallery_distributions = ["torch", "numpy", "matplotlib", "scikit-learn"]
bilingual_gallery_preload = ["torch"]
extensions = ["myst_parser", "bilingual_gallery"]
suppress_warnings = ["bilingual_gallery"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
sphinx_gallery_conf = {{
    "examples_dirs": "../../gallery",
    "filename_pattern": "",
{gallery_options}}}
{site_options}"""


def create(
    root: Path, tutorials: Sequence[Tutorial], languages: Mapping[str, str] = LANGUAGES
) -> None:
    """Write the whole project into the folder ``root``, which is new; its site has ``languages``."""
    docs, gallery = root / "docs", root / "gallery"
    docs.mkdir(parents=True)
    conf = CONF.format(
        languages=dict(languages), gallery_options=GALLERY_OPTIONS, site_options=SITE_OPTIONS
    )
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    sections = sorted({tutorial.section for tutorial in tutorials})
    write_headers(gallery, sections)
    entries = "\n".join(f"tutorials/{section}/index" for section in sections)
    for language in languages:
        (docs / language).mkdir()
        home = f"# Bench\n\n```{{toctree}}\n{entries}\n```\n"
        (docs / language / "index.md").write_text(home, encoding="utf-8")
    for tutorial in tutorials:
        write(root, tutorial)


def write(root: Path, tutorial: Tutorial) -> None:
    """Write, or write again, the one script of ``tutorial``."""
    path = root / "gallery" / tutorial.section / f"{tutorial.name}.py"
    cells = []
    for number, part in enumerate(tutorial.parts):
        if isinstance(part, Code):
            cells.append(f"# %%\n{part.text}")
        else:
            cells.extend(_prose_cells(part, title=number == 0))
    path.write_text("\n\n".join(cells) + "\n", encoding="utf-8")


def _prose_cells(passage: Prose, *, title: bool) -> list[str]:
    cells: list[str] = []
    for code, text in passage.text.items():
        if title and not cells:  # Sphinx-Gallery wants the script to begin with a docstring
            quotes = 'r"""' if "\\" in text else '"""'
            body = f'{quotes}\n{text}\n"""'
        else:
            body = "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
        cells.append(f'# %% [markdown] lang="{code}"\n{body}')
    return cells
