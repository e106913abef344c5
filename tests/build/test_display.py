"""Objects of ``IPython.display`` and figures of Plotly, with IPython and without: shown, or told."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
import warm
from bs4 import Tag
from conftest import Once
from helpers import Site, make_site
from PIL import Image
from readers import soup
from showcase import script

OBJECTS = r"""
from pathlib import Path

from IPython.display import HTML, JSON, SVG, Audio, Code, Image, Latex, Markdown, Math, Pretty, Video, display

Image("dot.png", width=120, height=60, alt="A dot")

# %%
Image(Path("dot.png").read_bytes(), width=16)

# %%
Image(data=Path("dot.png").read_bytes(), format="png")

# %%
Image("dot.png", width="50%")

# %%
SVG('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><circle r="5"/></svg>')

# %%
display(Markdown("**strong** $a^2$"), Latex(r"Let $\frac12$ be."), Math(r"\sum_i x_i"))

# %%
JSON({"a": [1, 2], "글": None})

# %%
Pretty("as it is")

# %%
display(HTML("<em>set</em>"))

# %%
Video("rain.mp4", width=64)

# %%
Video("rain.mp4", embed=True)

# %%
Audio([0.0, 0.5, -0.5], rate=8000)

# %%
class Polite:
    def _repr_pretty_(self, printer, cycle):
        printer.text("polite")

    def __repr__(self):
        return "polite"


Polite()
"""
TOLD = """
from IPython.display import HTML, IFrame, Image, Javascript

Javascript("alert(1)")

# %%
IFrame("https://example.org", 100, 100)

# %%
Image(url="https://example.org/a.png")
"""
CODE = """
from IPython.display import Code

Code("x = 1")
"""
# What stands for Plotly, as far as our code sees it.
PLOTLY = {
    "__init__": "",
    "io": "def show(figure): raise RuntimeError",
    "basedatatypes": """
from types import SimpleNamespace


class BaseFigure:
    layout = SimpleNamespace(title=SimpleNamespace(text="Rain"))

    def __repr__(self):
        return "Figure(rain)"

    def to_image(self, format, scale):
        from io import BytesIO

        from PIL import Image

        buffer = BytesIO()
        Image.new("RGB", (10 * scale, 5 * scale)).save(buffer, "png")
        return buffer.getvalue()
""",
}
FIGURE = """
from plotly.basedatatypes import BaseFigure
from plotly.io import show

BaseFigure()

# %%
show(BaseFigure())
"""


def make(folder: Path, modules: dict[str, str], **scripts: str) -> None:
    """A site of these scripts in English, built with these modules beside those that are installed."""
    site = make_site(folder / "site", {name: script(name, code) for name, code in scripts.items()})
    beside = site.script("objects").parent
    Image.new("RGB", (8, 4), "red").save(beside / "dot.png")
    (beside / "rain.mp4").write_bytes(b"rain")
    for name, text in modules.items():
        path = folder / "modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    path = str(folder / "modules")
    paths = os.pathsep.join([path, *filter(None, [os.environ.get("PYTHONPATH")])])
    command = ["build", "docs", "build/html"]
    sys.path.insert(0, path)
    try:
        done = warm.run("bilingual_gallery", command, site.root, PYTHONPATH=paths)
    finally:
        sys.path.remove(path)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")


plotly = {f"plotly/{name}.py": text for name, text in PLOTLY.items()}


@pytest.fixture(scope="module")
def usual(once: Once) -> Path:
    """Built where IPython is, and a Plotly without kaleido."""
    return once(
        "display", lambda folder: make(folder, plotly, objects=OBJECTS, told=TOLD, figure=FIGURE)
    )


@pytest.fixture(scope="module")
def without(once: Once) -> Path:
    """Built where no IPython is, and a Plotly with kaleido."""
    modules = {
        **plotly,
        "kaleido.py": "",
        "sitecustomize.py": "import sys\n\nsys.modules['IPython'] = None\n",
    }
    scripts = {"objects": OBJECTS, "told": TOLD, "figure": FIGURE, "code": CODE}
    return once("display-without", lambda folder: make(folder, modules, **scripts))


def site_in(folder: Path) -> Site:
    return Site(folder / "site", ("ko", "en"))


def article(folder: Path, name: str) -> Tag:
    found = soup(site_in(folder).page("en", name))
    return found.find("article") or found.body or found


def outputs(folder: Path, name: str) -> list[str]:
    return [
        each.get_text().strip() for each in article(folder, name).select(".sphx-glr-script-out")
    ]


def files(folder: Path) -> list[bytes]:
    """What the films and sounds hold."""
    where = site_in(folder).page("en", "objects").parent
    shown = article(folder, "objects").select("video, audio")
    found = [each if each.has_attr("src") else each.select("source")[0] for each in shown]
    return [(where / str(each["src"])).read_bytes() for each in found]


def told(folder: Path, name: str) -> set[tuple[int, str]]:
    said = (folder / "said.txt").read_text(encoding="utf-8")
    found = re.findall(rf"gallery/blitz/{name}\.py:(\d+): WARNING: (.*)", said)
    return {(int(line), message) for line, message in found}


@pytest.mark.parametrize("name", ["usual", "without"])
def test_each_object_is_shown_as_jupyter_shows_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(name)
    assert told(folder, "objects") == set()
    page = article(folder, "objects")
    pictures = page.select("img.sphx-glr-single-img")
    sizes = [(each["width"], each["height"]) for each in pictures]
    assert sizes == [("120", "60"), ("16", "8"), ("8", "4"), ("8", "4"), ("10", "20")]
    parts = [pictures[3].parent] if pictures[3].parent else []
    assert [each["class"] for each in parts] == [["zoom", "part", "part-50"]]
    head = soup(site_in(folder).page("en", "objects")).select("head style")
    assert any(".part-50 { --part: 50% }" in each.get_text() for each in head)
    assert pictures[0]["alt"] == "A dot"
    assert [each.get_text() for each in page.select(".output-formatted strong")] == ["strong"]
    assert len(page.select("math")) == 3
    assert '{\n  "a": [\n    1,\n    2\n  ],\n  "글": null\n}' in outputs(folder, "objects")
    assert {"as it is", "polite"} <= set(outputs(folder, "objects"))
    assert [each.get_text() for each in page.select(".output-html em")] == ["set"]
    films = page.select("video")
    assert files(folder)[:2] == [b"rain", b"rain"]
    assert files(folder)[2].startswith(b"RIFF")
    assert films[0]["width"] == "64"
    assert "object at" not in page.get_text()


def test_a_film_and_a_sound_are_the_same_without_ipython(usual: Path, without: Path) -> None:
    assert files(usual) == files(without)


@pytest.mark.parametrize("name", ["usual", "without"])
def test_what_a_page_cannot_show_is_told_and_leaves_no_words_that_say_nothing(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(name)
    assert outputs(folder, "told") == []
    kinds = [re.sub(r";.*", "", message) for _, message in sorted(told(folder, "told"))]
    assert kinds == [
        "[policy] an output needs a script, which no page may load, so it is shown not",
        "[policy] an output needs another page in a frame, which no page may load, so it is shown not",
        "[policy] an output shows a file of another host, which no page may load: https://example.org/a.png",
    ]


def test_code_is_shown_as_its_text_without_ipython(without: Path) -> None:
    assert outputs(without, "code") == ["x = 1"]


def test_a_figure_of_plotly_is_its_text_where_nothing_can_draw_it(usual: Path) -> None:
    assert outputs(usual, "figure") == ["Figure(rain)", "Figure(rain)"]
    assert not article(usual, "figure").select("img")
    messages = told(usual, "figure")
    assert len(messages) == 2
    assert all("there is no kaleido; install kaleido" in message for _, message in messages)


def test_a_figure_of_plotly_is_a_picture_where_kaleido_is(without: Path) -> None:
    pictures = article(without, "figure").select("img")
    assert [(each["alt"], each["width"], each["height"]) for each in pictures] == [
        ("Rain", "10", "5")
    ] * 2
    assert "2.00x" in str(pictures[0]["srcset"])
    assert told(without, "figure") == set()
