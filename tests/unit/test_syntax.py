"""The check reads the Markdown that conf.py enables, with MyST's own parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.config import Syntax
from bilingual_gallery.source.blocks import blocks
from helpers import TUTORIAL, make_site

TERMS = """
# %% [markdown] lang="ko"
# 낱말
# : 첫째 뜻입니다.
# : 둘째 뜻입니다.

# %% [markdown] lang="en"
# Word
# : The first meaning.
"""


def checked(
    root: Path, options: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """What `check` finds in a site with ``TERMS`` and these options of MyST."""
    make_site(root, {"small": TUTORIAL + TERMS})
    conf = root / "docs" / "conf.py"
    conf.write_text(f"{conf.read_text()}\n{options}\n")
    monkeypatch.chdir(root)
    main(["check", "docs"])
    return capsys.readouterr().out.splitlines()


def test_definitions_are_compared_where_conf_enables_them_and_in_no_other_site_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    enabled = 'myst_enable_extensions = ["colon_fence", "dollarmath", "deflist"]'
    (finding,) = checked(tmp_path / "one", enabled, monkeypatch, capsys)
    line = 1 + (TUTORIAL + TERMS).split("\n").index("# Word")
    assert finding.startswith(f"gallery/blitz/small.py:{line}: [blocks] ko (line ")
    assert "has a paragraph below a term that en lacks; give" in finding
    others = checked(tmp_path / "other", "", monkeypatch, capsys)
    assert len(others) == 3 and all("[markup] : " in each for each in others)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ('myst_enable_extensions = ["definitions"]', "definitions"),
        ('myst_dmath_allow_labels = "no"', "dmath_allow_labels"),
        ("myst_enable_extensions = 3", "enable_extensions"),
    ],
    ids=["unknown", "type", "number"],
)
def test_options_that_myst_refuses_are_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    option: str,
    said: str,
) -> None:
    with pytest.raises(SystemExit) as ended:
        checked(tmp_path, option, monkeypatch, capsys)
    message = str(ended.value.code)
    assert "\n" not in message
    assert "conf.py" in message
    assert said in message


def findings(extension: str, said: dict[str, str]) -> list[str]:
    """The rules that the same page in two languages breaks, with one extension more than usual."""
    syntax: Syntax = (("enable_extensions", ("colon_fence", "dollarmath", extension)),)
    texts = [Text(Path("x.md"), 1, code, said[code], syntax=syntax) for code in said]
    return [finding.rule for finding in Linter(tuple(said)).page(texts)]


DIFFERENT = [
    ("deflist", "낱말\n: 3입니다.", "Word\n: It is 4.", "numbers"),
    ("deflist", "`a`\n: 뜻", "`b`\n: Meaning", "code"),
    ("tasklist", "- [x] 일\n- [ ] 일", "- [ ] Task\n- [ ] Task", "blocks"),
    ("fieldlist", ":이름: 하나\n:나이: 둘", ":name: one", "blocks"),
    ("fieldlist", ":이름 3: 하나", ":name 4: one", "numbers"),
    ("substitution", "{{ one }} 값", "{{ other }} value", "references"),
    ("substitution", "{{ one }}", "{{ other }}", "references"),
    ("attrs_inline", "[값 3]{.x}", "[value 4]{.x}", "numbers"),
    ("attrs_block", "{.x}\n값 3", "{.x}\nvalue 4", "numbers"),
    ("amsmath", "\\begin{align}\na\n\\end{align}", "\\begin{align}\nb\n\\end{align}", "formulas"),
    ("html_image", '값 <img src="a.png">', 'Value <img src="b.png">', "images"),
    ("strikethrough", "~~값 3~~", "~~value 4~~", "numbers"),
    ("smartquotes", '"값" 3', '"value" 4', "numbers"),
    ("replacements", "(c) 값 3", "(c) value 4", "numbers"),
    ("alert", "> [!NOTE]\n> 값", "> [!WARNING]\n> value", "blocks"),
    ("section_ref", "§3 참고", "see §4", "references"),
    ("gfm_autolink", "www.example.com/a", "www.example.com/b", "links"),
]


IDS = [f"{extension}-{rule}" for extension, _, _, rule in DIFFERENT]


@pytest.mark.parametrize(("extension", "korean", "english", "rule"), DIFFERENT, ids=IDS)
def test_what_differs_in_a_syntax_that_is_enabled_is_found(
    extension: str, korean: str, english: str, rule: str
) -> None:
    assert findings(extension, {"ko": korean, "en": english}) == [rule]
    # In another language the same text, but for a space, because nobody compares the very same one.
    assert findings(extension, {"fr": f"{english} ", "en": english}) == []


EVERYTHING = """\
alpha *beta*
: gamma

  delta `epsilon`

- [x] zeta **eta**

:theta: iota

[kappa]{.x} ~~lambda~~ "mu" -- nu... <b>xi</b> §3

{.x}
omicron

| pi | rho |
| -- | --- |
| sigma | tau |

> [!NOTE]
> upsilon

::::{admonition} phi
:::{note}
chi
:::
::::

psi[^1] {kbd}`omega`

[^1]: end
"""


def test_every_word_is_seen_whatever_is_enabled() -> None:
    extensions = (
        "alert amsmath attrs_block attrs_inline colon_fence deflist dollarmath fieldlist"
        " gfm_autolink html_admonition html_image replacements section_ref smartquotes"
        " strikethrough substitution tasklist"
    ).split()
    words = (
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
    )
    words += " sigma tau upsilon phi chi psi omega end"
    for enabled in (extensions, extensions[:3], extensions[3:9], extensions[9:], []):
        syntax: Syntax = (("enable_extensions", ("colon_fence", *enabled)),)
        shown = " ".join(block.shown for block in blocks(EVERYTHING, syntax))
        missing = [word for word in words.split() if word not in shown]
        assert missing == []


@pytest.mark.parametrize("title", ["% x", "{.x}", "[x]: y", "---", "- x", "# x"])
def test_a_directive_has_a_title_whatever_it_looks_like(title: str) -> None:
    syntax: Syntax = (("enable_extensions", ("colon_fence", "attrs_block")),)
    admonition, paragraph = blocks(f":::{{note}} {title}\nword\n:::", syntax)
    assert admonition.shown == title
    assert paragraph.shown == "word"
