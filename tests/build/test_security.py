"""What Sphinx has read of a page, looked at once more; and titles, which are text."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from helpers import TUTORIAL, Site, build_here, make_site

BODY = "\n# %% [markdown]\n# ```{include} ../../../inc.txt\n# ```\n"
# What no reader of the Markdown sees: an included file does it.
WAYS = {
    "```{literalinclude} /../../../secret.txt\n```": "no file of the project",
    "![x](/../../../secret.png)": "no file of the project",
    "{download}`x </../../../secret.txt>`": "no file of the project",
    "Text <script>alert(1)</script>.": "<script> in prose",
    "```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0; url=x\n```": "<meta> in prose",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    top = tmp_path_factory.mktemp("security")
    made = make_site(top / "project", {"small": TUTORIAL + BODY}, ("en",))
    text = TUTORIAL[TUTORIAL.index('# %% [markdown] lang="en"') :]
    text = 'r"""\n# A <b>small</b> guide\n\nThe first paragraph.\n"""\n'
    made.script("small").write_text(f'# %% [markdown] lang="en"\n{text}{BODY}')
    for name in ("secret.txt", "secret.png"):
        (top / name).write_text("TOPSECRET")
    return made


@pytest.mark.parametrize(("words", "said"), WAYS.items())
def test_what_an_included_file_does_ends_the_build_at_the_line_of_the_script(
    site: Site, words: str, said: str
) -> None:
    (site.root / "docs/inc.txt").write_text(f"{words}\n")
    with pytest.raises(SystemExit) as ended:
        build_here(site)
    message = str(ended.value.code)
    assert said in message and "\n" not in message
    assert "small.py:" in message
    built = [path for path in (site.root / "build/html").rglob("*") if path.is_file()]
    assert not [path for path in built if b"TOPSECRET" in path.read_bytes()]


def test_titles_are_text(site: Site) -> None:
    (site.root / "docs/inc.txt").write_text("Text.\n")
    (site.root / "docs/en/index.md").write_text(
        "# <i>Home</i> <img src=x onerror=alert(1)>\n\n```{toctree}\ntutorials/blitz/index\n```\n"
    )
    build_here(site)
    for name in ("small", "index"):
        html = BeautifulSoup(site.page("en", name).read_text(encoding="utf-8"), "html.parser")
        assert not html.find_all(["i", "b", "img"], string=True)
        assert not html.find_all(onerror=True)
    html = BeautifulSoup(site.page("en").read_text(encoding="utf-8"), "html.parser")
    assert html.h1 is not None and html.h1.get_text().startswith("A small guide")
