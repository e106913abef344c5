"""Pitfalls of Korean prose: particles that stand apart or do not fit, and endings that are not 합니다체."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .korean import PAIRS, PARTICLES, ending, final, fitting
from .language import Change, Problem, Prose
from .marks import CLOSE, CODE, CODE_END, MATH, MATH_END, VALUE


def _alone(*after: str) -> str:
    """Those that are particles where they stand alone after one of these; more may follow some."""
    return "|".join(
        f"{each.form}(?:는|도|만|의|부터)?" if each.alone.endswith("+") else each.form
        for each in PARTICLES
        if each.alone.removesuffix("+") in after
    )


_ALWAYS = _alone("hangul")
# After one in Hangul some of these may be words of their own.
_AFTER_LATIN = _alone("hangul", "latin")
_AFTER_MARKUP = _alone("hangul", "latin", "markup")
# These are words of their own after a sentence or a verb, as in **값을 읽고** 이 값을.
_AFTER_NAME = _alone("name")
# What belongs to the markup before it, wherever else it may be a word of its own.
ATTACHED = rf"(?:{_AFTER_MARKUP}|{_AFTER_NAME})(?![가-힣\w])"
_APART = re.compile(
    rf"(?:[{CODE_END}{MATH_END}{CLOSE}](?:\([^()]*\))?[ ]+(?:{_AFTER_MARKUP})"
    rf"|(?:[{CODE_END}{MATH_END}]|(?<![.?!…:,고여서면]){CLOSE})(?:\([^()]*\))?[ ]+(?:{_AFTER_NAME})"
    rf"|[A-Za-z0-9)\]\"'”’{VALUE}][ ]+(?:{_AFTER_LATIN})|[가-힣][ ]+(?:{_ALWAYS}))(?![가-힣\w])"
)

# The first three pairs end a word, the others may have more particles behind them.
_ENDING, _GOING_ON = (
    "|".join(form for pair in some for form in pair) for some in (PAIRS[:3], PAIRS[3:])
)
_PARTICLE = re.compile(
    rf"(?<=[^\s])(?:({_ENDING})|({_GOING_ON})(?:는|도|만|의|부터|서|써)?)(?![가-힣\w])"
)
# Words that are spelled like a word and a particle that does not fit it, by that particle.
_WORDS = {
    "은": "나은 지은 짝지은 이은 뒤이은 그은 부은 저은 모은 고은",
    "이": "차이 사이 나이 아이 종이 토이 오이 타이",
    "가": "증가 국가 작가 물가 단가 원가 정가 술가 첨가 참가 등가 능가 불가"
    " 뭔가 무언가 누군가 어딘가 어디선가 언젠가",
    "을": "모을 가을 마을 노을 고을 지을 나을 이을 그을 부을",
    "과": "효과 초과 사과 여과 부과 교과 투과 치과 내과 외과",
    "로": "경로 진로 통로 선로 항로 공로 근로 관로",
}
# How longer words end in the same way: questions, loanwords and compounds.
_WORD_ENDS = {
    "이": "까이 파이 레이 웨이 데이 페이 케이 제이 에이 메이 카이 바이",
    "가": "는가 은가 던가 한가 운가 른가 닌가 인가 평가 전문가",
    "과": "효과",
    "로": "경로",
}
_WORD = 200  # how far back a word may begin
_SPELLED = {particle: frozenset(words.split()) for particle, words in _WORDS.items()}
_ENDS_LIKE = {particle: tuple(ends.split()) for particle, ends in _WORD_ENDS.items()}
# Stems of verbs, which 는 follows whatever they end in; those of one syllable are nouns in longer words.
_STEMS = frozenset(
    "없맞읽받찾않놓넣넘묶얻걷뽑덮찍쌓씻먹듣묻믿밟꺾섞닫앉끊잃닮굶붙짓잇긋낫붓벗뺏쫓꽂맺찢늦잊갖겪볶깎닦엮싣뜯핥훑"
    "죽웃쏟굳뻗닿좇맡얹갚긁뚫끓뿜뱉엎"
)
_LONG_STEMS = (
    "살아남",
    "바로잡",
    "붙잡",
    "사로잡",
    "껴안",
    "되감",
    "뒤집",
    "다듬",
    "더듬",
    "끌어안",
)
_SHORT_STEMS = frozenset("남입담숨안신감품잡줍눕돕굽막적녹박심참접삼꼽짚낳집익뱉갉")
_N = 4  # the place of ㄴ among the final consonants
_SS = 20  # the place of ㅆ among the final consonants, as in 있는 and 했는

# A pair of brackets, with pairs in it.
_BRACKET = r"\((?:[^()]|\([^()]*\))*\)"
_BEHIND = re.compile(rf"(?<=[\w{CODE_END}{CLOSE}\"'”’]){_BRACKET}$")
_ASIDE = re.compile(f"{_BRACKET}$")
_WORDY = re.compile(f"[A-Za-z가-힣{CODE}{MATH}]")
# How a word ends that a particle follows.
_HANGUL = re.compile(r"[가-힣]+$")
_LATIN = re.compile(r"[A-Za-z0-9][\w.+\-]*$")
# What is read in more than one way: code with its arguments or without, signs that nobody reads
# one by one, and a digit in a name, which may be read in English, as in GPT-3는.
_READ_EITHER_WAY = re.compile(r"\([^()]+\)$|[}…]$|\.\.\.|/>$|[A-Za-z]-?[368]$")

# The last part of a name in capitals. One with a vowel in it may be a word from four letters on, or from
# two in a longer name.
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]+$")
_VOWEL, _CONSONANT = re.compile("[AEIOUY]"), re.compile("[^AEIOUY]")
_SPOKEN = 4

_SENTENCE = re.compile(
    rf"(?<![^\s.?!…:;])([^\s.?!…:;]+)[)\]\"'”’]*(?:[.?!…]+(?=[\s)\]\"'”’{CLOSE}]|$)"
    # Where more follows at once, as in “값?”이라는, what ends is quoted and no sentence of its own.
    rf"(?!{CLOSE}*[)\]\"'”’][)\]\"'”’{CLOSE}]*[가-힣])|[:;]?\s*$)"
)
# 합니다체; and what a teacher says in it: asks with -까요, and lets somebody try with -아 보세요.
_POLITE = re.compile(r"(?:니다|니까|십시오|시다|까요|보세요)$")
# How a sentence in another style ends, where no full stop says that it is a sentence.
_PLAIN_END = re.compile(r"[해세어아예에네군지]요$")
# How a sentence ends with a full stop in whatever style; what ends in a noun, as in 4단계. or 예., is none.
_PREDICATE = re.compile(
    r"(?<![람바판마])다$|(?<![주개필중수소])요$|[하보쓰두가되]자$|[하보으어아거]라$|[하있없같되겠]지$|[하있없되]네$|구나$"
    r"|[할될볼]까$|[는은한인던른]가$|[가-힣][함됨]$|[있없같많좋했었았겠]음$|(?:것|할)임$|[할볼쓸둘될을]것$"
)
# What somebody else says, or what is shown as an example.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]{0,200}\"|‘[^’]*’|「[^」]*」|(?<!\w)'[^'\n]*'(?!\w)")
_PLAIN_STEMS = "이있없같많좋쉽크작높낮길짧옳하되"


RULES = frozenset({"spacing", "particles", "endings"})


def check(blocks: Iterable[Prose], readings: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong in the blocks of a Korean text.

    ``readings`` says how Latin words are read, in Hangul; where it says nothing at all, no word has to
    be in it.
    """
    for block in blocks:
        yield from _apart(block)
        yield from _particles(block, readings)
        if block.kind in ("paragraph", "comment"):
            yield from _endings(block)


def _apart(block: Prose) -> Iterator[Problem]:
    for match in _APART.finditer(block.shown):
        before, _, particle = match[0].rpartition(" ")
        yield Problem(
            block.line_at(match.start()),
            "spacing",
            f"a space before the particle {particle}; attach it to what it follows",
            Change(block, match.start() + len(before.rstrip(" ")), match.end(), particle),
        )


def _particles(block: Prose, readings: Mapping[str, str]) -> Iterator[Problem]:
    shown = block.shown
    for match in _PARTICLE.finditer(shown):
        particle = match[1] or match[2]
        before = shown[max(0, match.start() - _WORD) : match.start()]
        word, sound = _word_before(before, readings)
        row = block.line_at(match.start())
        if sound is None and word and readings:
            message = f"how is {word} read? Add it to the readings of the glossary"
            yield Problem(row, "particles", message)
        if sound is None or _is_word(word, particle):
            continue
        if (right := fitting(particle, sound)) != particle:
            message = f"{word}{particle} has the wrong particle; write {word}{right}"
            change = Change(block, match.start(), match.start() + len(particle), right)
            yield Problem(row, "particles", message, change)


def _word_before(before: str, readings: Mapping[str, str]) -> tuple[str, int | None]:
    """The word that a particle follows and what it ends in; no word where there is nothing to say."""
    before = before.rstrip(f"{CLOSE}\"'”’")
    closed = ")" in before[-2:]  # behind the bracket a line may end
    bracket = _BEHIND.search(before) if closed else None
    if bracket is not None:  # 텐서(tensor)는: the particle follows what stands before the bracket
        before = before[: bracket.start()].rstrip(f"{CLOSE}\"'”’")
    elif closed and (aside := _ASIDE.search(before)) and _WORDY.search(aside[0]):
        return "", None  # 길이 (값의 수)가: it may follow the bracket or what stands before it
    elif before.endswith((")", "]")):
        before = before.rstrip(")]")
    if before.endswith(CODE_END):
        code = before[before.rfind(CODE) + 1 : -1]
        if _READ_EITHER_WAY.search(code) or _is_a_word(code, readings):
            return "", None
        return f"`{code}`", ending(code, readings)
    if before.endswith(MATH_END):
        formula = before[before.rfind(MATH) + 1 : -1].strip()
        simple = re.fullmatch(r"[A-Za-z]|.*?(?:^|[\s=])-?[\d.]+", formula)
        return (f"${formula}$", ending(formula, readings)) if simple else ("", None)
    before = before.removesuffix("\n")
    last = before[max(map(before.rfind, " \n")) + 1 :]
    if hangul := _HANGUL.search(last):
        return hangul[0], final(hangul[0][-1])
    if latin := _LATIN.search(last):
        if _READ_EITHER_WAY.search(latin[0]) or _is_a_word(latin[0], readings):
            return "", None
        return latin[0], ending(latin[0], readings)
    return "", None


def _is_a_word(name: str, readings: Mapping[str, str]) -> bool:
    """May a name in capitals be read as a word, as OUTPUT and PRUNING_TYPE are, and not letter by letter?"""
    last = _CAPITALS.search(name)
    if last is None or last[0].lower() in readings or name.lower() in readings:
        return False
    long = len(last[0]) >= _SPOKEN or (last.start() > 0 and len(last[0]) > 1)
    return long and _VOWEL.search(last[0]) is not None and _CONSONANT.search(last[0]) is not None


def _is_word(word: str, particle: str) -> bool:
    """Is it no particle at all, but the end of a word?"""
    if not re.fullmatch(r"[가-힣]+", word):
        return False
    if particle == "는":
        if word[-1] in _STEMS or final(word[-1]) == _SS:
            return True
        return word in _SHORT_STEMS or word.endswith(_LONG_STEMS)
    whole = f"{word}{particle}"
    return whole in _SPELLED.get(particle, ()) or whole.endswith(_ENDS_LIKE.get(particle, ()))


def _endings(block: Prose) -> Iterator[Problem]:
    quoted = [match.span() for match in _QUOTED.finditer(block.text)]
    for match in _SENTENCE.finditer(block.text):
        word = re.sub(r"\([^()]*\)$", "", match[1].replace(CLOSE, ""))
        if not re.search(r"[가-힣]$", word) or _POLITE.search(word) or word.endswith("(예"):
            continue
        if any(begin <= match.start(1) and match.end(1) < end for begin, end in quoted):
            continue  # it is as somebody else says it
        end = match[0][-1:]
        # What ends in bold may be no sentence but the name of what follows, as in **메모리.**
        named = block.text[match.end() : match.end() + 1] == CLOSE
        ends = end == "?" or (end in ".!…" and _PREDICATE.search(word) is not None)
        if (ends and not named) or _is_plain(word):
            yield Problem(
                block.line_at(match.start(1)),
                "endings",
                f"a sentence ends in {word}; end it in -ㅂ니다, -ㅂ니까, -까요, -십시오 or -아 보세요",
            )


def _is_plain(word: str) -> bool:
    """Does the word end a sentence in 해라체 or 해요체?"""
    if _PLAIN_END.search(word):
        return True
    stem = word[-2:-1]
    if not word.endswith("다") or not re.match("[가-힣]", stem):
        return False
    return stem in _PLAIN_STEMS or final(stem) in (_N, _SS)  # 쓴다, 했다
