"""Korean: what it knows, put together from the modules beside this one and its own words."""

# ruff: noqa: E501 (a paragraph of a tutorial is one line)

from __future__ import annotations

import re

from . import korean_prose, korean_values
from .korean import PARTICLES, fitted, initial, is_hangul
from .korean_query import QUERY
from .korean_search import SEARCH
from .language import Border, Gloss, Language, Readings
from .marks import CLOSE, CODE, OTHER
from .numbers import Numbers
from .skeleton import Skeleton
from .spelled import positional

# What may follow a number without a space, as in 세번째 and 두개.
_COUNTER = "번|째|개|가지|배|장|명|줄|칸|쪽|단계|차원|시간|사람|차례|종류|달|해|살"
_NEXT = f"(?:(?![가-힣])|(?={_COUNTER}))"
# Some stand alone (`두 개`), others may carry a particle (`둘은`).
_WORDS = {
    "0": "영(?![가-힣])", "1": f"(?:한|첫){_NEXT}|하나|일차|단일", "2": f"두{_NEXT}|둘|양쪽|양측|쌍|이중|이진|이항|이차",
    "3": f"세{_NEXT}|셋|삼차|삼중", "4": f"네{_NEXT}|넷", "5": "다섯", "6": "여섯", "7": "일곱", "8": "여덟",
    "9": "아홉", "10": f"열{_NEXT}", "11": "열한", "12": "열두", "20": "스무|스물", "30": "서른",
    "40": "마흔", "50": "쉰", "60": "예순", "70": "일흔", "80": "여든", "90": "아흔",
    "0.5": "절반|반(?![가-힣])", "50%": "절반|반(?![가-힣])", "100": "백(?![가-힣])",
    "1000": "천(?![가-힣])", "10000": "만(?![가-힣])", "1000000": "백만", "1000000000": "십억",
    "1000000000000": "조(?![가-힣])",
}  # fmt: skip
# What surely counts: these before a noun, or as nouns with a particle. 한 is an article as often, 네 may be
# a yes, 열 a column, and in 두세 개 nobody counts.
_NOUN = rf"(?= [가-힣A-Za-z{CODE}{OTHER}]| ?(?:번|째|개|가지|배|장|명|줄|칸|쪽|단계|차원))"
_ALONE = r"(?=째|입|[은이을과의도만로]|으로|에|이?[면라며]|[ ,.)]|$)"
_COUNTED = r"(?= ?(?:개|번|장|명|가지|배|줄|칸|쪽|단계|시간|사람|페이지))"
_COUNTS = {
    **{word: (str(n), _NOUN) for n, word in enumerate("두 세 네".split(), 2)},
    **{word: (str(n), _ALONE) for n, word in enumerate("둘 셋 넷".split(), 2)},
    **{
        word: (str(n), f"(?:{_NOUN}|{_ALONE})")
        for n, word in enumerate("다섯 여섯 일곱 여덟 아홉".split(), 5)
    },
    "열": ("10", _COUNTED), "열한": ("11", _NOUN), "열두": ("12", _NOUN), "스무": ("20", _NOUN),
    "서른": ("30", _NOUN), "절반": ("0.5", ""),
}  # fmt: skip

_SKELETON = Skeleton(
    title="""\
# {title}

독자가 무엇을 할 수 있게 되는지 한 문장으로 씁니다. 이 문장은 튜토리얼 목록의 카드에도 나옵니다.

이어서 왜 필요한지 설명합니다. 제목은 한국어로 바꾸고, 처음 나오는 용어는 **중앙값**(median)처럼 굵게 쓴 다음 괄호 안에 영어를 적습니다.""",
    comment="코드만 보아서는 알 수 없는 이유를 적습니다.",
    section="""\
## 절마다 한 가지 이야기

아래 코드가 무엇을 보여 주는지 먼저 씁니다. 코드에 나오는 이름은 `{sum}`처럼 백틱으로 감싸고, 조사는 띄우지 않고 붙입니다.""",
    exercises="연습 문제",
    task="""\
### {number}. 과제의 제목

앞에서 본 코드로 풀 수 있는 문제를 내고, 답을 어떤 이름에 담을지 적습니다. 예를 들면 `values`의 평균을 구해 `answer`에 담는 문제입니다.""",
    reason="왜 이 답이 나오는지 설명합니다.",
    rest="이 제목 아래에 올 내용을 씁니다.",
    more="다음에 읽을 글",
    site="튜토리얼",
    basics="기초",
    home="이 사이트의 페이지는 모두 실행한 스크립트입니다. 코드 아래에 그 결과가 나오고, 언어마다 같은 내용을 읽을 수 있습니다.",
)


# Korean breaks between words, and its letters need more room between the lines.
_SHEET = """\
:root:lang(ko) { word-break: keep-all; overflow-wrap: anywhere; }
[lang|="ko"] { word-break: keep-all; }
:lang(ko) article, .counterpart:lang(ko) { line-height: 1.75; }
"""


def _letter(name: str) -> str:
    # The few names that stay Latin in Korean are not worth a section for each letter.
    return initial(name[0]) if is_hangul(name) else "A–Z"


def _sort_key(name: str) -> tuple[bool, str]:
    return not is_hangul(name), name.casefold()


_AFTER_TERM = "|".join(each.form for each in PARTICLES if each.term == "yes")
_VERB = "하|해|했|한|할|함|합|되|돼|됐|된|될|됨|됩|시키|시켜|시킨|시킬|시킴|시킵"

LANGUAGE = Language(
    code="ko",
    joints=r"[가-힣](?:고|며|지만|므로|면서|는데|은데|어서|아서|해서|여서|하여|니까|거나|도록)(?:,|\s)|기 (?:위해|때문)|,\s",
    scripts=("Hang",),
    length=0.545,
    # A word is what stands between two spaces. Rhiu and others, "Korean Version Self-testing Application
    # for Reading Speed", Korean Journal of Ophthalmology 31, 2017.
    a_minute=202,
    rules=korean_prose.RULES,
    check=korean_prose.check,
    byline="저자|글쓴이|지은이|작성자?|글|편집자?",
    credit="번역(?:자|인)?|옮긴 ?이|옮김|역자|감수",
    unfinished=(
        r"(?:아직 )?번역 ?(?:필요|예정|대기|안 됨|해야 함|할 것|요망)(?:합니다|함|됨)?|미번역",
        r"(?:나중에|추후|이후에?) ?(?:작성|번역|추가|보완|설명) ?(?:예정|필요|합니다|할 것)?",
        r"(?:작성|추가|보완|수정|확인) ?(?:할 것|해야 함|요망|필요|예정)|(?:작성|번역) ?중(?:입니다)?|내용 ?없음",
        r"(?:TODO|FIXME):? ?(?:번역|작성|추가|수정|설명|확인|보완)[가-힣 ]{0,12}",
    ),
    # No sentence ends in Latin letters, but names have dots: nn.Linear.
    full_stop=re.compile(
        rf"(?:[가-힣{OTHER}]|[가-힣][)\]{CLOSE}])[.!?](?=[A-Z가-힣{OTHER}])|[다까오][.!?](?=[a-z\d(])"
    ),
    bold="close bold before a bracket or a particle, as in **텐서**(tensor)는, or escape it",
    gloss=Gloss("en", after="들?"),
    readings=Readings("[가-힣]+", 'its reading in Hangul, as in shape = "셰이프"'),
    numbers=Numbers(
        scales={
            "백": 100, "천": 10**3, "만": 10**4, "백만": 10**6, "천만": 10**7, "억": 10**8, "조": 10**12,
        },
        goes_on=r"\s",
        percent=("퍼센트", "percent"),
        words=_WORDS,
        counts=_COUNTS,
        before=r"(?<![가-힣\w])",
        spelled=positional(
            "일이삼사오육칠팔구",
            {"십": 10, "백": 100, "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12},
            rf"\s|[{OTHER}{CLOSE}.,)]|$|{_COUNTER}|여|건|회|분|초|년|월|일|만|층|위|은|는|이|가|을|를|의|으로|로",
            "만일|천만|조사|구조",
        ),
    ),
    fitted=fitted,
    after_value=korean_values.after_value,
    attached=korean_prose.ATTACHED,
    border=Border("(?<![가-힣])", f"(?=(?:{_AFTER_TERM})*(?![가-힣]))", "", _VERB),
    letter=_letter,
    sort_key=_sort_key,
    kept="가-힣",
    sheet=_SHEET,
    search=SEARCH,
    query=QUERY,
    skeleton=_SKELETON,
)  # fmt: skip
