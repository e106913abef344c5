"""Figures speak the language of their page: one run draws, and each language gives the words once."""

from __future__ import annotations

import io
import re

import pytest
from helpers import Site, make_site
from PIL import Image
from readers import soup

# What draws, and the words in it, in Korean and in German; the code has English ones.
WORDS = {
    "loss": ("손실", "Verlust"),
    "steps of training": ("학습한 걸음", "Schritte"),
    "first": ("처음", "erster"),
    "the end": ("끝", "Ende"),
    "all figures": ("모든 그림", "alle Bilder"),
    "cats": ("고양이", "Katzen"),
    "amount": ("양", "Menge"),
    "head": ("머리", "Kopf"),
    "north": ("북쪽", "Norden"),
    "height": ("세로 높이", "Hoehen"),
    r"rate $\nu$ of it": (r"비율 $\nu$", r"Rate $\nu$"),
}
DRAWS = r"""
import matplotlib.pyplot as plt

fig, axes = plt.subplots(2, 3, figsize=(9, 6), gridspec_kw={"wspace": 0.6, "hspace": 0.5})
one, two, three, four = axes.flat[:4]
one.plot([3, 2, 1], label="first")
one.legend(title="loss")
one.set(xlabel="steps of training", title="loss\n" + r"rate $\nu$ of it")
one.annotate("the end", (1, 2), (1.2, 2.5), arrowprops={"arrowstyle": "->"})
two.barh(["cats", "3"], [1, 2])
fig.colorbar(three.imshow([[1, 2], [3, 4]]), label="amount")
four.axis("off")
four.table([["1", "2"]], colLabels=["head", "x"], loc="center")
for at, projection in ((5, "polar"), (6, "3d")):
    axes.flat[at - 1].remove()
    fig.add_subplot(2, 3, at, projection=projection)
fig.axes[-2].set_xticks([0], ["north"])
fig.axes[-1].set_zlabel("height")
fig.suptitle("all figures")
plt.show()
"""
SMALL = """
fig, ax = plt.subplots(figsize=(3, 2))
ax.set_title(f"test loss {1 / 4:.2f} of 3\\nsecond")
plt.show()
"""
TWO = """
for name in "left", "right":
    plt.figure(figsize=(2, 2))
    plt.title(name)
"""


def prose(language: str, text: str) -> str:
    rows = "\n".join(f"# {row}".rstrip() for row in text.strip().split("\n"))
    return f'# %% [markdown] lang="{language}"\n{rows}\n\n'


def said(*lines: str) -> str:
    return "\n".join([":::{figure-words}", *lines, ":::"])


def both(one: str, two: str) -> str:
    return f"{one}\n\n{two}"


def passage(ko: str, en: str, de: str) -> str:
    return prose("ko", ko) + prose("en", en) + prose("de", de)


BEGIN = (
    '# %% [markdown] lang="ko"\n"""\n# 그림\n\n글입니다.\n"""\n\n'
    + prose("en", "# Figures\n\nProse.")
    + prose("de", "# Bilder\n\nText.")
)


def code(text: str) -> str:
    return f"# %%\n{text.strip()}\n\n"


def words(language: int) -> list[str]:
    return [f"{text}: {each[language]}" for text, each in WORDS.items()]


def written(text: str, language: int) -> str:
    for each, other in WORDS.items():
        text = text.replace(each, other[language])
    return text


WORDED = (
    BEGIN
    + code(DRAWS)
    + passage(
        said(":caption: `loss`는 줄어듭니다.", ":alt: 여섯 그림입니다.", *words(0)),
        said(":caption: The `loss` falls.", ":alt: Six figures."),
        said(":caption: Der `loss` sinkt.", ":alt: Sechs Bilder.", *words(1)),
    )
    + code(SMALL)
    + passage(
        said(":alt: 작은 그림", "test loss {loss} of {count}: {count} 중 손실 {loss}", "second: 둘째"),
        said(":alt: A small one"),
        said(":alt: Klein", "test loss {loss} of {count}: Verlust {loss} von {count}", "second"),
    )
    + code(TWO)
    + passage(
        both(said(":caption: 왼쪽.", ":alt: 왼편", "left: 왼쪽"), said(":caption: 오른쪽.", "right: 오")),
        both(said(":caption: Left.", ":alt: On the left"), said(":caption: Right.")),
        both(said(":caption: Links.", ":alt: Linke Seite", "left: links"), said(":caption: R.", "right")),
    )
)  # fmt: skip
# The same figure as code that has the words of one language itself.
OWN = code("plt.figure(figsize=(1, 1)).suptitle('second')") + passage(
    said(":alt: 그림", "second: x"), said(":alt: Figure"), said(":alt: Bild", "second: y")
)
DRAWN = "plt.figure(figsize=(1, 1)).suptitle({0!r})\nplt.show()\nprint('seen {0}')\n"


def captioned(*names: str, tags: str = "") -> str:
    """A cell that draws and prints in turn, and a caption for each of its figures."""
    draws = code("".join(DRAWN.format(name) for name in names))
    captions = ["\n\n".join(said(f":caption: {x}-{name}.") for name in names) for x in "ked"]
    return draws.replace("# %%", f"# %% {tags}".rstrip()) + passage(*captions)


# Figures from which something parts their captions.
APART = BEGIN + code("import matplotlib.pyplot as plt") + (
    captioned("one")
    + captioned("two", "three")
    + captioned("four", tags='tags=["hide-output"]')
    + captioned("five", "six", tags='tags=["hide-cell"]')
    + captioned("seven", tags='tags=["remove-input"]')
    + captioned("eight", tags='tags=["remove-input"]')
)  # fmt: skip
WRITTEN = BEGIN + code(DRAWS) + passage("글", "Words", "Text") + OWN


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    scripts = {
        "worded": WORDED,
        "apart": APART,
        **{name: written(WRITTEN, at) for at, name in enumerate(("korean", "german"))},
    }
    site = make_site(tmp_path_factory.mktemp("words"), scripts, ("ko", "en", "de"))
    site.add_to_conf("bilingual_gallery_dark_figures = True")
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def image(site: Site, language: str, name: str, ending: str = "") -> bytes:
    return (site.root / f"build/html/{language}/_images/sphx_glr_{name}{ending}.png").read_bytes()


@pytest.mark.parametrize("ending", ["_2_00x", "_2_00x_dark"])
def test_a_figure_is_what_code_with_the_words_of_the_language_draws(
    site: Site, ending: str
) -> None:
    for language, name in (("ko", "korean"), ("de", "german")):
        drawn = image(site, language, "worded_001", ending)
        assert drawn == image(site, "en", f"{name}_001", ending)
        assert drawn != image(site, "en", "worded_001", ending)


def test_a_coarse_picture_has_the_words_and_the_size_of_the_one_without(site: Site) -> None:
    pictures = {
        (code, dark): Image.open(io.BytesIO(image(site, code, "worded_002", dark))).convert("RGB")
        for code in site.languages
        for dark in ("", "_dark")
    }
    for dark in ("", "_dark"):
        assert len({pictures[code, dark].tobytes() for code in site.languages}) == 3
        assert len({pictures[code, dark].size for code in site.languages}) == 1


def test_a_page_has_captions_and_texts_of_its_language(site: Site) -> None:
    for code, caption, alts in (
        ("ko", "loss는 줄어듭니다.", ["여섯 그림입니다.", "작은 그림", "왼편", "오"]),
        ("en", "The loss falls.", ["Six figures.", "A small one", "On the left", "right"]),
        ("de", "Der loss sinkt.", ["Sechs Bilder.", "Klein", "Linke Seite", "right"]),
    ):
        page = soup(site.page(code, "worded"))
        captions = [
            each.get_text().rstrip("¶#") for each in page.select("figcaption .caption-text")
        ]
        assert captions[0] == caption and len(captions) == 3  # one for each of the two beside it
        assert [each["alt"] for each in page.select("a.zoom img:not(.dark-figure)")] == alts
        assert "figure-words" not in page.get_text()
        assert not page.select("img[lang]:not(.dark-figure)")


def test_a_caption_belongs_to_its_figure_whatever_else_the_cell_shows(site: Site) -> None:
    numbers = "one two three four five six seven eight".split()
    for code_, letter in (("ko", "k"), ("en", "e"), ("de", "d")):
        page = soup(site.page(code_, "apart"))
        said_of = {
            figure.select_one("a.zoom img:not(.dark-figure)")["alt"]: figure.select_one(
                ".caption-text"
            ).get_text()
            for figure in page.select("figure")
        }
        assert said_of == {name: f"{letter}-{name}." for name in numbers}
        folds = [each.select("figure") for each in page.select("details, .admonition")]
        assert [len(each) for each in folds if each] == [1, 2]


def test_what_is_taken_home_has_the_caption_and_no_table(site: Site) -> None:
    for ending in ("py", "ipynb"):
        text = site.download("ko", f"blitz/worded.{ending}").read_text(encoding="utf-8")
        assert "줄어듭니다" in text
        assert "figure-words" not in text and "학습한 걸음" not in text


def test_an_edit_of_caption_and_alternative_text_runs_nothing_and_one_of_a_word_runs(
    site: Site,
) -> None:
    script = site.script("german")
    before = script.read_text(encoding="utf-8")
    try:
        for old, new, runs in (
            (":alt: Bild", ":alt: Ein Bild", False),
            ("second: y", "second: why", True),
        ):
            assert old in before
            script.write_text(script.read_text(encoding="utf-8").replace(old, new), "utf-8")
            done = site.make()
            assert done.returncode == 0, done.stdout + done.stderr
            assert ("running gallery/blitz/german.py" in done.stdout) is runs
        assert "Ein Bild" in site.page("de", "german").read_text(encoding="utf-8")
    finally:
        script.write_text(before, encoding="utf-8")


def cell(draws: str, *ko: str, en: str = ":alt: A figure.", de: str = "plain: einfach") -> str:
    """A cell that draws, and what each language says of it; the words of the others are right."""
    return code(f"import matplotlib.pyplot as plt\n{draws}") + passage(
        said(":alt: 그림입니다.", *ko),
        said(*en.split("\n")),
        said(":alt: Ein Bild.", *de.split("\n")),
    )


TITLED = "plt.figure(figsize=(3, 2)).suptitle({!r})"
LONG = "이 그림에는 도저히 들어갈 수가 없을 만큼 아주 길고 긴 제목입니다"
BAD = BEGIN + "".join((
    cell(TITLED.format("plain"), "plain: 보통", "nowhere: 없는 말", de="plain: einfach\nnowhere"),
    cell(TITLED.format("plain"), f"plain: {LONG}"),
    cell(TITLED.format("plain"), "plain: 보통 \U00013000"),
    cell(TITLED.format("plain"), r"plain: 비율 $\frac$"),
    cell(
        "fig = plt.figure(figsize=(4, 2))\nfig.text(0.05, 0.5, 'plain')\n"
        "fig.text(0.4, 0.5, 'other')\nfig.supxlabel('left out\\n$x$')",
        "plain: 다른 것까지 이르는 글입니다", "other: 다른 것", de="plain: a\nother: b",
    ),
    cell(
        "fig, ax = plt.subplots(figsize=(4, 2))\nax.axis('off')\n"
        "ax.add_patch(plt.Rectangle((0.3, 0.3), 0.4, 0.4))\n"
        "ax.text(0.5, 0.5, 'plain', ha='center', va='center')",
        "plain: 상자보다 훨씬 더 긴 글입니다",
    ),
    cell("print('none')", "plain: 보통"),
    cell(TITLED.format("plain"), "plain: 보통").replace("# %%\n", '# %% tags=["remove-output"]\n'),
    cell(TITLED.format("plain"), "plain: 보통", de=""),
    cell(TITLED.format("plain"), "plain: 보통", de="plain: einfach\nmore: mehr"),
))  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    site = make_site(tmp_path_factory.mktemp("bad"), {"bad": BAD}, ("ko", "en", "de"))
    done = site.make()
    assert done.returncode == 1
    return BAD.split("\n"), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("language", "line", "message"),
    [
        (
            "ko",
            "# nowhere: 없는 말",
            "the figure has no text nowhere; write it as the code does",
        ),
        ("de", "# nowhere", "the figure has no text nowhere; write it as the code does"),
        ("ko", f"# plain: {LONG}", f"{LONG} reaches beyond the edge of the figure; write it"),
        (
            "ko",
            "# plain: 보통 \U00013000",
            "shows boxes for \U00013000, which no font of the figure",
        ),
        ("ko", r"# plain: 비율 $\frac$", r"비율 $\frac$ cannot be drawn: "),
        (
            "ko",
            "# plain: 다른 것까지 이르는 글입니다",
            "글입니다 overlaps other; write it",
        ),
        ("ko", "# :::{figure-words}", "has texts without words here: left out; write"),
        (
            "ko",
            "# plain: 상자보다 훨씬 더 긴 글입니다",
            "reaches beyond the box that it stands in",
        ),
        ("ko", "# :::{figure-words}", "the cell above shows no figure; take figure-words out"),
        ("ko", "# :::{figure-words}", "a tag of the cell above leaves its output out; take"),
        ("", "# :::{figure-words}", "en and de have no words for this figure; only the"),
        ("", "# more: mehr", "de has words for more and ko (line "),
    ],
)
def test_each_mistake_is_told_once_at_its_line(
    found: tuple[list[str], str], language: str, line: str, message: str
) -> None:
    rows, told = found
    at = [number for number, row in enumerate(rows, 1) if row == line]
    # What the check finds is told by whichever language is built first.
    place = re.compile(rf"{language or '..'}: gallery/blitz/bad\.py:(\d+): ")
    lines = [row for row in told.splitlines() if message in row and place.match(row)]
    assert len(lines) == 1, told
    assert int(place.match(lines[0])[1]) in at, lines


def test_nothing_of_a_mistake_is_a_traceback(found: tuple[list[str], str]) -> None:
    assert "Traceback" not in found[1]
    rows = [row for row in found[1].splitlines() if "bad.py:" in row]
    assert rows and all("WARNING: [" in row for row in rows)
