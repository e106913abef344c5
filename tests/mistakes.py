"""A small site in Korean, English and Japanese without a finding, and the mistakes an author may make in it."""

from __future__ import annotations

from pathlib import Path

from helpers import Site, make_site

GLOSSARY = """\
[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor", ja = "テンソル" }
avoid = { ko = ["텐써"], en = ["tensour"], ja = ["テンソール"] }

[[term]]
id = "dimension"
names = { ko = "차원", en = "dimension", ja = "次元" }
avoid = { ko = ["디멘션"] }

[readings]
shape = "셰이프"
print = "프린트"
"""

SCRIPT = '''\
# %% [markdown] lang="ko"
"""
# 작은 안내서

여기서는 **텐서**(tensor)를 만듭니다. `shape`는 길이를 알려 줍니다.
"""

# %% [markdown] lang="en"
# # A small guide
#
# Here you make a **tensor**. The `shape` tells how long it is.

# %% [markdown] lang="ja"
# # 小さな案内
#
# ここでは**テンソル**を作ります。`shape`は長さを示します。

# %%
def total(values):
    # ko: 값을 더합니다.
    # en: Add the values.
    # ja: 値を足します。
    return sum(values)


print(total([1, 2]))

# %% [markdown] lang="ko"
# - 텐서는 값을 담습니다.
# - 값의 차원(dimension)이 늘면 [텐서의
#   모양](https://example.org/는/teh)도 바뀝니다. 합은 `3`입니다.

# %% [markdown] lang="en"
# - A tensor holds the values of its color.
# - When the values get another dimension, [the shape
#   of it](https://example.org/는/teh) changes. The sum is `3`.

# %% [markdown] lang="ja"
# - テンソルは値を持ちます。
# - 値の次元が増えると、[テンソルの
#   形](https://example.org/는/teh)も変わります。合計は`3`です。
'''

# A mistake that a machine can mend: what is right, what an author wrote, and the rule that it breaks.
MISTAKES = [
    ("Here you make", "Here you mkae", "spelling"),
    ("changes. The sum", "changes. Teh sum", "spelling"),
    ("of its color", "of its colour", "spelling"),
    ("텐서는 값을", "텐서은 값을", "particles"),
    ("`shape`는 길이를", "`shape`은 길이를", "particles"),
    ("(dimension)이 늘면", "(dimension)가 늘면", "particles"),
    # The address in that line has this particle too.
    ("합은 `3`", "합는 `3`", "particles"),
    ("`shape`는 길이를", "`shape` 는 길이를", "spacing"),
    ("(tensor)를 만듭니다", "(tensor)  를 만듭니다", "spacing"),
    ("텐서는 값을", "텐써는 값을", "terms"),
    ("A tensor holds", "A tensour holds", "terms"),
    ("テンソルは値を", "テンソールは値を", "terms"),
    ("**텐서**(tensor)를", "**텐서**를", "first-use"),
    ("차원(dimension)이", "차원이", "first-use"),
    ("holds the values of", "holds the the values of", "doubled"),
    ("길이를 알려", "길이를 길이를 알려", "doubled"),
    ("When the values", "When\n#   when the values", "doubled"),
    ("it is.\n", "it is。\n", "full-width"),
    ("만듭니다. `shape`", "만듭니다。`shape`", "full-width"),
    ("changes. The", "changes.The", "full-stop"),
    ("    # ko: 값을 더합니다.", "    #ko:값을 더합니다.", "script"),
    ("    # en: Add", "    #  EN : Add", "script"),
    ("    # ko: 값을 더합니다.\n    # en: Add the values.\n",
     "    # en: Add the values.\n    # ko: 값을 더합니다.\n", "comments"),
    ("    return sum(values)", "\treturn sum(values)", None),
]  # fmt: skip


def make(root: Path) -> Site:
    """The site, in ``root``."""
    site = make_site(root, {"small": SCRIPT}, languages=("ko", "en", "ja"))
    (root / "docs" / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    site.add_to_conf('bilingual_gallery_glossary = "glossary.toml"\n')
    return site
