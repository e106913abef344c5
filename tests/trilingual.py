"""A small gallery in three languages, in which what is made of two has all that can go wrong with it."""

from __future__ import annotations

import base64
from pathlib import Path

from helpers import Site, make_site

LANGUAGES = ("ko", "en", "ja")
NAMES = {"ko": "한국어", "en": "English", "ja": "日本語"}

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=="
)

SMALL = '''\
# %% [markdown] lang="ko"
"""
# 합 & 곱

첫 문단의 [둘째 절](#second-part)입니다.
"""

# %% [markdown] lang="en"
# # Sums & products
#
# The first paragraph leads to [the second part](#second-part).

# %% [markdown] lang="ja"
# # 和と積
#
# 最初の段落は[二番目の節](#second-part)に続きます。

# %%
# ko: 더합니다.
# en: Add.
# ja: 足します。
total = 1 + 2
print("total is", total)

# %% [markdown] lang="ko"
# ## 둘째 절
#
# ```{note}
# 수식은 $a^2$이고, [다른 글](other.md)과 [](../../more.md)에 더 있습니다.
# ```
#
# - 하나
# - 둘
#
# ![한 점](dot.png)

# %% [markdown] lang="en"
# ## Second part
#
# ```{note}
# The formula is $a^2$; [the other one](other.md) and [](../../more.md) have more.
# ```
#
# - One
# - Two
#
# ![A dot](dot.png)

# %% [markdown] lang="ja"
# ## 二番目の節
#
# ```{note}
# 式は $a^2$ で、[もう一つ](other.md)と[](../../more.md)に続きがあります。
# ```
#
# - 一
# - 二
#
# ![点](dot.png)

# %% tags=["solution"]
# ko: 풀이입니다.
# en: The solution.
# ja: 解答です。
answer = total * 2
print(answer)

# %% tags=["check"]
assert answer == 6

# %% tags=["hide-output"]
total * 2
'''

OTHER = '''\
# %% [markdown] lang="ko"
"""
# 다른 글

짧습니다.
"""

# %% [markdown] lang="en"
# # The other one
#
# It is short.

# %% [markdown] lang="ja"
# # もう一つ
#
# 短いです。

# %%
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.title("Up")
plt.show()
'''

MORE = {"ko": "더 볼 것", "en": "More to see", "ja": "もっと見る"}
HOME = """\
---
myst:
  html_meta:
    description: What {language} readers find.
---

# Home {language}

A [page](more.md).

```{{toctree}}
tutorials/blitz/index
more
```
"""


def make_trilingual(root: Path, conf: str = "") -> Site:
    """The gallery, with a page that is written by hand in each language."""
    site = make_site(root, {"small": SMALL, "other": OTHER}, LANGUAGES)
    site.configure(**NAMES)
    site.add_to_conf(f'bilingual_gallery_id_language = "en"\n{conf}')
    (site.script("small").parent / "dot.png").write_bytes(_PICTURE)
    for language in LANGUAGES:
        home = root / "docs" / language
        (home / "index.md").write_text(HOME.format(language=language), encoding="utf-8")
        text = f"---\nmyst:\n  html_meta:\n    description: More.\n---\n\n# {MORE[language]}\n"
        (home / "more.md").write_text(text, encoding="utf-8")
    return site
