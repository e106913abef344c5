"""Japanese: full-width punctuation, numbers in Kanji, and letters where other languages have words."""

# ruff: noqa: E501 (a paragraph of a tutorial is one line)

from __future__ import annotations

import re
import unicodedata

from .bigrams import SEARCH
from .language import Border, Language
from .numbers import Numbers
from .skeleton import Skeleton

# What is counted in Kanji stands before a counter; alone, or in 一般 and 三角形, it counts nothing.
_COUNTER = "つ|個|本|枚|行|列|回|番|目|度|種|人|点|次元|桁|倍|組|通り|か所|箇所|段|層|文字"
_KANJI = dict(enumerate("一二三四五六七八九十", 1))

# The shapes of Kanji are those of Japan in these fonts, and its letters need more room between the lines.
_SHEET = """\
:root:lang(ja) { line-break: strict; overflow-wrap: anywhere; }
:lang(ja) body { --font-stack: system-ui, -apple-system, "Hiragino Sans", "Yu Gothic UI", "Meiryo",
  "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
:lang(ja) article, .counterpart:lang(ja) { line-height: 1.75; }
"""

# The rows of the table of Kana that glossaries are ordered by, each by the first sign of the next.
_ROWS = "あかさたなはまやらわ"


def _letter(name: str) -> str:
    """The row of Kana that a name begins in; how Kanji are read, its letters do not tell."""
    first = unicodedata.normalize("NFKD", name)[0]
    if "ァ" <= first <= "ヶ":
        first = chr(ord(first) - ord("ァ") + ord("ぁ"))
    if "ぁ" <= first <= "ん":
        return max(row for row in "ぁ" + _ROWS if row <= first).replace("ぁ", "あ")
    return "A–Z" if first.isascii() else "漢字"


def _sort_key(name: str) -> tuple[int, str]:
    """Kana in their order, Katakana among Hiragana; then Kanji; then the rest."""
    plain = re.sub("[ァ-ヶ]", lambda kana: chr(ord(kana[0]) - ord("ァ") + ord("ぁ")), name)
    letter = _letter(name)
    return ("漢字", "A–Z").index(letter) + 1 if letter in ("漢字", "A–Z") else 0, plain.casefold()


LANGUAGE = Language(
    code="ja",
    joints="、",
    scripts=("Kana", "Hani"),
    spaces=False,
    length=0.45,
    byline="著者?|作者|執筆者?|筆者",
    credit="翻訳者?|訳者?|監訳",
    unfinished=(
        "(?:要|未)翻訳|翻訳(?:予定|中|待ち|が必要(?:です)?)|まだ翻訳(?:されて|して)いません",
        "(?:後|あと)で(?:書く|書きます|翻訳する|追記)|執筆中|内容なし",
    ),
    # Letters, read aloud: Trauzettel-Klosinski, Dietz, "Standardized Assessment of Reading Performance:
    # The New International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53, 2012.
    a_minute=357,
    full_width=True,
    full_stop=None,  # no space follows 。
    bold="close bold before a bracket, as in **配列**（array）は, or escape it",
    numbers=Numbers(
        scales={"百": 100, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8, "兆": 10**12},
        goes_on=r"\s?",
        percent=("パーセント",),
        words={
            "0": "零|ゼロ", "0.5": "半分|半数", "50%": "半分|半数", "100": "百", "1000": "千", "10000": "一万",
            "1000000": "百万", "12": f"十二(?:{_COUNTER})|ダース",
            **{str(n): f"(?<![一二三四五六七八九十]){kanji}(?:{_COUNTER})" for n, kanji in _KANJI.items()},
            "1": f"(?<![二三四五六七八九十])一(?:{_COUNTER})|最初|初めて|毎(?:秒|分|時|日|週|月|年)|ひとつ",
            "2": f"(?<![一二三四五六七八九十])二(?:{_COUNTER})|両方|両者|ふたつ|二重",
        },
        counts={kanji: (str(n), f"(?={_COUNTER})") for n, kanji in _KANJI.items() if n > 1},
        before="(?<![一二三四五六七八九十百千万])",
        begin="",
        spaces=False,
    ),
    border=Border("", "", ""),
    endings=(),
    letter=_letter,
    sort_key=_sort_key,
    sheet=_SHEET,
    search=SEARCH,
    skeleton=Skeleton(
        title="""\
# {title}

読者が何をできるようになるのかを一文で書きます。この文はチュートリアル一覧のカードにも表示されます。

続けて、それがなぜ役に立つのかを書きます。題名は短くし、用語は**テンソル**のように、初めて出てくる所で太字にします。""",
        comment="コードを見ただけでは分からない理由を書きます。",
        section="""\
## 節ごとに話題は一つ

下のコードが何を示すのかを先に書きます。コードに出てくる名前は `{sum}` のようにバッククォートで囲みます。""",
        exercises="練習問題",
        task="""\
### {number}. 問題の題名

上のコードで解ける問題を出し、答えをどの名前に入れるかを書きます。たとえば `values` の平均を求めて `answer` に入れる問題です。""",
        reason="なぜこの答えになるのかを書きます。",
        rest="この見出しの下に書くことを書きます。",
        more="次に読むもの",
        site="チュートリアル",
        basics="基礎",
        home="このサイトのページはどれも、実際に実行したスクリプトです。コードの下にその結果が表示され、どの言語でも同じ内容を読めます。",
    ),
)  # fmt: skip
