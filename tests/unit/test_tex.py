"""TeX as authors write it for MathJax becomes MathML that a page may show, or one line of text."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bilingual_gallery.tex import TexError, configured, defined, mathml, plain
from pages import ROOT

STATIC = ROOT / "docs/_ext/bilingual_gallery/static"
M = "{http://www.w3.org/1998/Math/MathML}"

# What MathJax users write, and what of it has to be read in the MathML, without spaces.
SHOWN = [
    (r"\vec{x}=\langle x_1,\dots,x_n\rangle", "x⃗=⟨x1,...,xn⟩"),
    (r"\textbf{P}_{j,k} \mathbf{x}", "Pj,k𝐱"),
    (r"J=\left(\begin{array}{ccc}a & \cdots & b\\ c & \ddots & d\end{array}\right)", "J=(a⋯bc⋱d)"),
    (r"J = \left(\begin{array}{cc} \frac{\partial \bf{y}}{\partial x_{1}} & ...\end{array}\right)",
     "J=(∂𝐲∂x1...)"),
    (r"\mathbb{E}_{x\sim p}\big[\log D(x)\big]", "𝔼x∼p[logD(x)]"),
    (r"\bigl( \Bigl[ \biggl\{ \Biggl| x \Biggr| \biggr\} \Bigr] \bigr)", "([{|x|}])"),
    (r"\begin{aligned} a &= b \\[4pt] c &= d \end{aligned}", "a=bc=d"),
    (r"\begin{align} a &= b \\ c &= d \end{align}", "a=bc=d"),
    (r"\begin{align*} a &= b \\ c &= d \\ \end{align*}", "a=bc=d"),
    (r"\begin{split} a &= b \\ &= c \end{split}", "a=b=c"),
    (r"\begin{alignat}{2} a &= b & c &= d \end{alignat}", "a=bc=d"),
    (r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}", "a=bc=d"),
    (r"\begin{gather} a \\ b \end{gather}", "ab"),
    (r"\begin{multline} a + b \\ + c \end{multline}", "a+b+c"),
    (r"\begin{equation}\begin{split} a &= b \end{split}\end{equation}", "a=b"),
    (r"a &= b \\ &= c", "a=b=c"),
    ("a = b\n\nc = d", "a=bc=d"),
    (r"a = b \tag{1}", "a=b(1)"),
    (r"a = b \tag*{A}", "a=bA"),
    (r"\begin{align} a &= b \tag{3} \\ c &= d \notag \\ e &= f \nonumber \end{align}", "a=b(3)c=de=f"),
    (r"f(x) = \begin{cases} x & \text{if $x > 0$} \\ 0 & \text{otherwise} \end{cases}",
     "f(x)={xif x>00otherwise"),
    (r"\left\{ \begin{array}{lr} x & : x \le 0 \end{array} \right.", "{x:x≤0"),
    (r"\left[\begin{array}{cc|c} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array}\right]", "[123456]"),
    (r"\begin{array}{c@{\quad}>{x}*{2}{r}} a & b & c \end{array}", "abc"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}\begin{bmatrix*}[r] 1 & -2 \end{bmatrix*}",
     "(abcd)[1−2]"),
    (r"\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}", "abcd"),
    (r"\operatorname{softmax}(x) \operatorname*{arg\,max}_x f", "softmax(x)arg maxxf"),
    (r"\argmin_x f \mathop{\rm argmax}\limits_y g", "arg minxfargmaxyg"),
    (r"\mathcal{L} \mathfrak{g} \boldsymbol{\theta} \bm{x} \mathds{1} \pmb{x}", "ℒ𝔤𝜽𝒙𝟙𝒙"),
    (r"\text{손실} = \text{50\% of a_b} \mbox{ & so}", "손실=50% of a_b & so"),
    (r"\underbrace{a+b}_\text{두 개} \overbrace{c}^{n}", "a+b⏟두 개c⏞n"),
    (r"\left\| x \right\|_2 \left\lVert x\right\rVert \left< y \right>", "‖x‖2‖x‖⟨y⟩"),
    (r"\left. \frac{df}{dx} \right|_{x=0} \left( a \middle| b \right)", "dfdx|x=0(a|b)"),
    (r"\sum_{\substack{i<n \\ j<m}} a_{ij}", "∑i<nj<maij"),
    (r"\boxed{E = mc^2} \xrightarrow{f} \overset{!}{=} \underset{x}{\max}", "E=mc2→f=!maxx"),
    (r"\overunderset{a}{b}{c} \stackrel{d}{=} \widetilde{xy} \overline{ab}", "cba=dxy\u02dcab\u203e"),
    (r"{\bf x} + {\rm y} {\cal L} \tfrac{1}{2} \binom{n}{k} {a \over b}", "𝐱+yℒ12(nk)ab"),
    (r"\unicode{x263a} \ensuremath{x} \require{color} \verb|x_y|", "☺xx_y"),
    (r"x \lt y \gt z % a comment", "x<y>z"),
    (r"\newcommand{\R}{\mathbb{R}} x \in \R^n", "x∈ℝn"),
    (r"\newcommand{\norm}[2][2]{\left\lVert #2 \right\rVert_{#1}} \norm{x} \norm[1]{y}", "‖x‖2‖y‖1"),
    (r"\def\f#1{\phi_{#1}} \let\g=\f \f{1} \g{2}", "ϕ1ϕ2"),
    (r"\DeclareMathOperator{\relu}{ReLU} \DeclareMathOperator*{\amin}{arg\,min} \relu \amin_x",
     "ReLUarg minx"),
]  # fmt: skip


def read(formula: str) -> str:
    """What stands in a formula, without its spaces and invisible signs."""
    text = "".join(ElementTree.fromstring(formula).itertext())
    return re.sub(r"[\u2061\u2063\s]", "", text)


@pytest.mark.parametrize(("source", "signs"), SHOWN)
@pytest.mark.parametrize("is_block", [True, False])
def test_what_is_written_for_mathjax_is_shown(source: str, signs: str, is_block: bool) -> None:
    made = mathml(source, is_block=is_block)
    assert read(made) == signs.replace(" ", "")
    root = ElementTree.fromstring(made)  # well-formed, as a book needs it
    assert root.tag == f"{M}math"
    assert (root.get("display") == "block") is is_block
    assert all(each.get("style") is None for each in root.iter())
    # A book is checked by MathML 3, which has these on a style alone.
    assert {each.tag for each in root.iter() if each.get("scriptlevel")} <= {f"{M}mstyle"}


def test_each_class_of_a_formula_has_its_rule_in_the_sheet() -> None:
    sheet = (STATIC / "formulas.css").read_text(encoding="utf-8")
    more = [
        r"\!\! x \hspace{-1em} y",
        r"\begin{array}{|l|c||r|}\hline a&b&c\\ \hdashline d\end{array}",
    ]
    more += [r"\texttt{a}\textit{b}\textsf{c}\textrm{d}", r"\cancel{x} \xcancel{y}"]
    classes: set[str] = set()
    for source in [*(source for source, _ in SHOWN), *more]:
        classes |= set(re.findall(r' class="([^"]*)"', mathml(source, is_block=True)))
    used = {name for each in classes for name in each.split()}
    assert len(used) > 20
    assert [
        name for name in sorted(used) if f".{name} " not in sheet and f".{name}," not in sheet
    ] == []


def test_lines_are_aligned_at_the_sign_where_tex_has_them() -> None:
    root = ElementTree.fromstring(mathml(r"a &= b \\ &= c", is_block=True))
    rows = [[cell.get("class") for cell in row] for row in root.iter(f"{M}mtr")]
    assert rows == [["tex-right tex-padding-right-0", "tex-left tex-padding-left-0"]] * 2


@pytest.mark.parametrize(
    ("source", "color"),
    [
        (r"\textcolor{red}{x}", "#FF0000"),
        (r"\color{steelblue} x", "steelblue"),
        (r"\textcolor{#0af}{x}", "#0af"),
        (r"\textcolor[rgb]{1,0.5,0}{x}", "#ff8000"),
        (r"\textcolor[HTML]{00AAFF}{x}", "#00aaff"),
        (r"\definecolor{own}{RGB}{1,2,3} \textcolor{own}{x}", "#010203"),
    ],
)
def test_a_color_is_an_attribute_that_no_policy_blocks(source: str, color: str) -> None:
    assert f'mathcolor="{color}"' in mathml(source, is_block=False)


def test_two_colors_stay_two() -> None:
    made = mathml(
        r"\textcolor{#010101}{x}\textcolor{#020202}{y}\textcolor{#010101}{z}", is_block=False
    )
    assert re.findall(r'mathcolor="([^"]*)"', made) == ["#010101", "#020202", "#010101"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"\nosuch{x}", r"unknown command \nosuch"),
        (r"\begin{nosuch} x \end{nosuch}", "unknown environment nosuch"),
        (r"\begin{align} x \end{aligned}", r"\begin{align} ends with \end{aligned}"),
        (r"\begin{align} x", "it ends where something has to follow"),
        (r"\frac{a", "}"),
        (r"a } b", "}"),
        (r"\textcolor{nosuch}{x}", "nosuch"),
        (r"\newcommand{\a}{\a\a} \a", "calls itself"),
        (r"\text{a^b}", "$"),
        (r"\newcommand", "it ends where"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_few_words(source: str, said: str) -> None:
    with pytest.raises(TexError) as caught:
        mathml(source, is_block=True)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_macro_of_one_formula_holds_in_the_later_ones() -> None:
    macros = defined(r"\newcommand{\E}{\mathbb{E}}")
    assert read(mathml(r"\E[x]", is_block=False, macros=macros)) == "𝔼[x]"
    assert defined("x^2", macros) is macros
    with pytest.raises(TexError):
        mathml(r"\nosuch[x]", is_block=False, macros=macros)


def test_macros_of_a_conf_py_for_mathjax_hold_too() -> None:
    macros = configured(
        {"macros": {"RR": r"\mathbb{R}", "bold": [r"\mathbf{#1}", 1], "v": ["#1_#2", 2, "x"]}}
    )
    assert read(mathml(r"\RR \bold{y} \v{1} \v[z]{2}", is_block=False, macros=macros)) == "ℝ𝐲x1z2"
    assert configured(None) == configured({"macros": []}) == {}


def test_a_reference_shows_the_number_of_its_formula() -> None:
    numbers = {"eq:a": "7"}
    assert read(mathml(r"\eqref{eq:a} \ref{eq:a}", is_block=False, numbers=numbers)) == "(7)7"
    assert (
        read(
            mathml(r"\begin{align} a \label{eq:a} \\ b \end{align}", is_block=True, numbers=numbers)
        )
        == "a(7)b"
    )
    with pytest.raises(TexError, match="eq:b"):
        mathml(r"\eqref{eq:b}", is_block=False, numbers=numbers)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"y=\sin(x)", "y = sin(x)"),
        (r"-\pi", "−π"),
        (r"\frac{a}{b+1}", "a/(b + 1)"),
        (r"x^2 + y_1^{n-1}", "x² + y₁ⁿ⁻¹"),
        (r"e^{-x} + x_{i,j}", "e^(−x) + x_(i,j)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\text{손실} = \frac{1}{n}\sum_{i=1}^n x_i", "손실 = 1/n∑ᵢ₌₁ⁿ xᵢ"),
        (r"\hat{y} = \mathbf{W}x", "ŷ = Wx"),
        (r"\left(\begin{array}{cc}a&b\\c&d\end{array}\right)", "(a b; c d)"),
        (r"\theta \leftarrow \theta - \eta \nabla L", "θ ← θ − η∇L"),
        (r"28 \times 28, \|x\|_2 \in \mathbb{R}", "28 × 28, ‖x‖₂ ∈ ℝ"),
        (r"\sqrt{x} + \sqrt{a+b} + 1{,}000", "√x + √(a + b) + 1,000"),
        (r"\nosuch x", r"\nosuch x"),
    ],
)
def test_a_formula_is_readable_where_only_text_can_be(source: str, text: str) -> None:
    assert plain(source) == text


def test_every_formula_of_the_font_page_is_covered_by_one_of_its_parts() -> None:
    from fontTools.ttLib import TTFont
    from math_font import FONT, REST, letters, ranges

    one, other = (set(TTFont(path).getBestCmap()) for path in (FONT, REST))
    assert not letters() & (other - one)
    sheet = " ".join(Path(STATIC, "fonts.css").read_text(encoding="utf-8").split())
    assert f"unicode-range: {ranges()};" in sheet
    signs = {sign for source, _ in SHOWN for sign in read(mathml(source, is_block=True))}
    lacking = [sign for sign in signs if ord(sign) not in one | other and not "가" <= sign <= "힣"]
    assert lacking == []
