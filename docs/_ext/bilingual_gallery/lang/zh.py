"""Chinese, in either script: full-width punctuation, and letters where other languages have words."""

from __future__ import annotations

from .bigrams import SEARCH
from .language import Border, Language
from .numbers import Numbers
from .skeleton import Skeleton

# What is counted in words stands before one of these; alone, or in 一般, it counts nothing.
_COUNTER = "个|個|行|列|次|种|種|条|條|张|張|维|維|位|层|層|步|倍|组|組|项|項|段|页|頁|点|點"
_DIGITS = dict(enumerate("一二三四五六七八九十", 1))

# The shapes of letters are those of the script in these fonts, and they need more room between the lines.
_SHEET = """\
:root:lang(zh) { line-break: strict; overflow-wrap: anywhere; }
:lang(zh-Hans) body { --font-stack: system-ui, -apple-system, "PingFang SC", "Microsoft YaHei",
  "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
:lang(zh-Hant) body { --font-stack: system-ui, -apple-system, "PingFang TC", "Microsoft JhengHei",
  "Noto Sans TC", "Noto Sans CJK TC", sans-serif; }
:lang(zh) article, .counterpart:lang(zh) { line-height: 1.75; }
"""

LANGUAGE = Language(
    code="zh",
    joints="，",
    scripts=("Hani",),
    spaces=False,
    length=0.33,
    byline="作者|撰写|撰寫|编写|編寫",
    credit="翻译|翻譯|译者|譯者|校对|校對",
    unfinished=(
        "(?:待|未|尚未|需要|正在)(?:翻译|翻譯)|(?:翻译|翻譯)(?:中|待补)|待(?:写|寫|补充|補充|完成)|(?:内容|內容)待定",
    ),
    # Letters, read aloud: Trauzettel-Klosinski, Dietz, "Standardized Assessment of Reading Performance:
    # The New International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53, 2012.
    a_minute=255,
    full_width=True,
    full_stop=None,  # no space follows 。
    bold="close bold before a bracket, as in **数组**（array）是, or escape it",
    numbers=Numbers(
        scales={
            "百": 100, "千": 10**3, "万": 10**4, "萬": 10**4, "百万": 10**6, "百萬": 10**6,
            "千万": 10**7, "千萬": 10**7, "亿": 10**8, "億": 10**8, "万亿": 10**12, "兆": 10**12,
        },
        goes_on=r"\s?",
        words={
            "0": "零", "0.5": "一半", "50%": "一半", "100": "一百", "1000": "一千", "10000": "一万|一萬",
            **{str(n): f"(?<![一二三四五六七八九十]){word}(?:{_COUNTER})" for n, word in _DIGITS.items()},
            "1": f"(?<![二三四五六七八九十])一(?:{_COUNTER})|首次|首先|每(?:秒|分|小时|小時|天|周|月|年)",
            "2": f"(?<![一二三四五六七八九十])[二两兩](?:{_COUNTER})|两者|兩者|双|雙",
        },
        counts={
            **{word: (str(n), f"(?={_COUNTER})") for n, word in _DIGITS.items() if n > 2},
            **dict.fromkeys("两兩", ("2", f"(?={_COUNTER})")),
        },
        before="(?<![一二三四五六七八九十百千万萬])",
        begin="",
        spaces=False,
    ),
    border=Border("", "", ""),
    endings=(),
    sheet=_SHEET,
    search=SEARCH,
    skeleton=Skeleton(
        title="""\
# {title}

用一句话说明读者读完后能做什么。这句话也会显示在教程列表的卡片上。

接着说明为什么值得学。标题要短，术语初次出现时用粗体，例如**张量**。""",
        comment="写出只看代码看不出来的理由。",
        section="""\
## 每节只讲一件事

先说明下面的代码要展示什么。代码里的名称放在反引号之间，例如 `{sum}`。""",
        exercises="练习",
        task="""\
### {number}. 题目

出一道用上面的代码就能解的题，并说明答案放在哪个名称里。例如求出 `values` 的平均值，放进 `answer`。""",
        reason="写出为什么这是答案。",
        rest="在这里写这个标题下的内容。",
        more="接下来读什么",
        site="教程",
        basics="基础",
        home="本站的每一页都是实际运行过的脚本。代码下方是运行结果，每种语言都可以阅读同样的内容。",
    ),
)  # fmt: skip
