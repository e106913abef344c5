"""The navigation that is made once for a build is what Furo makes for each page."""

from __future__ import annotations

from pathlib import Path

from helpers import TUTORIAL, make_site

COMPARE = """
html_theme = "furo"

def compare(app, pagename, templatename, context, doctree):
    from furo import _compute_navigation_tree
    with open(app.outdir / "compared.txt", "a") as stream:
        ours, furos = context["furo_navigation_tree"], _compute_navigation_tree(context)
        if pagename == "index":  # at home the course lies open: its first chapter, which Furo folds
            box = 'aria-label="Toggle navigation of Blitz" '
            furos = furos.replace(box, box + 'checked="" ')
        stream.write(f"{pagename}: {ours == furos}\\n")

def setup(app):
    app.connect("html-page-context", compare, priority=600)
"""

HOME = """# Home

```{toctree}
:caption: First & foremost
tutorials/blitz/index
Elsewhere <https://example.org/a?b=c&d>
more
```

```{toctree}
:hidden:
again
tutorials/blitz/small
```
"""


def test_the_navigation_of_every_page_is_furos_own(tmp_path: Path) -> None:
    other = TUTORIAL.replace("A small", "An *other* & &lt;small>").replace(
        "작은", "*작은* & &lt;small>"
    )
    site = make_site(tmp_path, {"small": TUTORIAL, "other": other})
    for name, text in {
        "index": HOME,
        "more": "# More\n\n```{toctree}\ndeep/one\n```\n",
        "deep/one": "# One\n\n```{toctree}\ntwo\n```\n",
        "deep/two": "# Two\n",
        "again": "# Again\n",
        "alone": "---\norphan: true\n---\n# Alone\n",
    }.items():
        for language in site.languages:
            path = tmp_path / "docs" / language / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + COMPARE)
    done = site.build("en")  # Furo has its labels in English alone
    assert done.returncode == 0, done.stderr
    compared = (tmp_path / "build/html/en/compared.txt").read_text().splitlines()
    pages = {line.partition(":")[0] for line in compared}
    assert {"index", "tutorials/blitz/small", "deep/two", "alone", "search"} <= pages
    assert [line for line in compared if not line.endswith("True")] == []
