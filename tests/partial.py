"""A small gallery in Korean and English, with Japanese begun in one of its three scripts."""

from __future__ import annotations

from pathlib import Path

from helpers import NAMES, Site, make_site

LANGUAGES = ("ko", "en", "ja")

# All of it is in every language.
WHOLE = '''\
# %% [markdown] lang="ko"
"""
# 더하기

값 두 개를 더합니다.
"""

# %% [markdown] lang="en"
# # Adding
#
# It adds two values.

# %% [markdown] lang="ja"
# # 足し算
#
# 値を二つ足します。

# %%
# ko: 더합니다.
# en: Add them.
# ja: 足します。
x = 1 + 2
print("sum", x)
'''

# The title is in Japanese, too; two sections and a comment are not.
BEGUN = '''\
# %% [markdown] lang="ko"
"""
# 빼기

값을 뺍니다.
"""

# %% [markdown] lang="en"
# # Taking away
#
# It takes values away.

# %% [markdown] lang="ja"
# # 引き算
#
# 値を引きます。

# %%
# ko: 뺍니다.
# en: Take it away.
y = 3 - 1
print("rest", y)

# %% [markdown] lang="ko"
# ## 첫째 절
#
# 남은 값을 봅니다.

# %% [markdown] lang="en"
# ## First section
#
# Look at what is left.

# %%
y

# %% [markdown] lang="ko"
# ## 둘째 절
#
# 한 번 더 뺍니다.

# %% [markdown] lang="en"
# ## Second section
#
# Take away once more.

# %%
y - 1
'''

# Nothing is in Japanese, and the section is in English alone.
NOTHING = '''\
# %% [markdown] lang="ko"
"""
# 곱하기

값을 곱합니다. [둘째 절](#more)과 [설명](../../guide.md)이 있습니다.

[](../../guide.md#start)도 봅니다.
"""

# %% [markdown] lang="en"
# # Multiplying
#
# It multiplies values. There are [a section](#more) and [a guide](../../guide.md).
#
# See [](../../guide.md#start), too.

# %%
# ko: 곱합니다.
# en: Multiply.
z = 2 * 3
print("product", z)

# %% [markdown]
# $$a b$$

# %%
z

# %% [markdown] lang="ko"
# ## 더 보기
#
# 곱한 값은 `z`입니다.

# %% [markdown] lang="en"
# ## More
#
# The product is `z`.

# %%
z + 1
'''

# The first passage of that in Japanese, which stands below the English one.
BEGINS = """\

# %% [markdown] lang="ja"
# # 掛け算
#
# 値を掛けます。[節](#more)と[案内](../../guide.md)があります。
#
# [](../../guide.md#start)も見ます。
"""
BELOW = "# See [](../../guide.md#start), too.\n"

SCRIPTS = {"a_whole": WHOLE, "b_begun": BEGUN, "c_nothing": NOTHING}


def make(root: Path) -> Site:
    """The gallery in a folder; Japanese has a home page and no other page that is written by hand."""
    site = make_site(root, SCRIPTS, LANGUAGES)
    site.configure(**NAMES, ja="日本語")
    site.add_to_conf('bilingual_gallery_partial = ["ja"]\nhtml_theme = "furo"\n')
    # The other languages list it on a page that Japanese lacks, and say more on their home pages.
    site.add_to_conf('bilingual_gallery_unlisted = ["blitz/b_begun.py"]\n')
    (root / "docs" / "_templates" / "chooser.html").unlink()
    for code, said in (("ko", "설명"), ("en", "Guide")):
        (root / "docs" / code / "guide.md").write_text(
            f"# {said}\n\n(start)=\n## {said} 1\n\n```{{tutorial-summary}}\n```\n\n"
            "```{toctree}\ntutorials/blitz/b_begun\n```\n",
            encoding="utf-8",
        )
        home = root / "docs" / code / "index.md"
        more = f"\n## {said}\n\n[{said}](guide.md)\n"
        home.write_text(home.read_text().replace("index\n```", "index\nguide\n```") + more)
    return site
