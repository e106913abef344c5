"""Chinese in traditional characters: what is not as ``zh`` has it."""

from __future__ import annotations

from dataclasses import replace

from . import zh
from .skeleton import Skeleton

LANGUAGE = replace(
    zh.LANGUAGE,
    code="zh-Hant",
    skeleton=Skeleton(
        title="""\
# {title}

用一句話說明讀者讀完後能做什麼。這句話也會顯示在教學列表的卡片上。

接著說明為什麼值得學。標題要短，術語第一次出現時用粗體，例如**張量**。""",
        comment="寫出只看程式碼看不出來的理由。",
        section="""\
## 每節只講一件事

先說明下面的程式碼要展示什麼。程式碼裡的名稱放在反引號之間，例如 `{sum}`。""",
        exercises="練習",
        task="""\
### {number}. 題目

出一題用上面的程式碼就能解的題目，並說明答案要放在哪個名稱裡。例如求出 `values` 的平均值，放進 `answer`。""",
        reason="寫出為什麼這就是答案。",
        rest="在這裡寫這個標題下的內容。",
        more="接下來讀什麼",
        site="教學",
        basics="基礎",
        home="本站的每一頁都是實際執行過的腳本。程式碼下方是執行結果，每種語言都可以讀到同樣的內容。",
    ),
)
