"""Search without spaces between words: each two letters that follow one another are a word.

So 配列 is found in 多次元配列の, and 同じ型の数 wherever 同じ, じ型, 型の and の数 are. A single letter is
looked up in these pairs by the search itself. What is in Latin letters stays whole.
"""

from __future__ import annotations

import re

from .language import Search

# Han, the two kana, and the signs that repeat or lengthen one; each as Python and JavaScript write it.
_LETTERS = (
    r"\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_PYTHON = rf"{_LETTERS}\U00020000-\U0003ffff"
_IN_JAVASCRIPT = rf"{_LETTERS}\u{{20000}}-\u{{3ffff}}"
_RUNS_IN_JAVASCRIPT = rf"[{_IN_JAVASCRIPT}]+|(?:(?![{_IN_JAVASCRIPT}])[\p{{L}}\p{{N}}_])+"
_RUNS = rf"[{_PYTHON}]+|(?:(?![{_PYTHON}])\w)+"  # compiled where something is searched
_IS_RUN = f"[{_PYTHON}]"

_JAVASCRIPT = rf"""
var Stemmer = function () {{ this.stemWord = (word) => word; }};
var splitQuery = (query) => {{
  const runs = query.match(/{_RUNS_IN_JAVASCRIPT}/gu) ?? [];
  return runs.flatMap((run) => {{
    const letters = [...run];
    if (letters.length < 2 || !/^[{_IN_JAVASCRIPT}]/u.test(run)) return [run];
    return letters.slice(1).map((letter, before) => letters[before] + letter);
  }});
}};
"""


def _split(text: str) -> list[str]:
    words: list[str] = []
    for run in re.findall(_RUNS, text):
        if len(run) < 2 or not re.match(_IS_RUN, run):
            words.append(run)
        else:
            words += [run[at : at + 2] for at in range(len(run) - 1)]
    return words


SEARCH = Search(_split, str, _JAVASCRIPT)
