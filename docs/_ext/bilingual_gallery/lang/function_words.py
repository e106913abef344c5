"""The small words by which a text in Latin letters tells its language, of whatever language it is written in.

They stand in nearly every sentence and mean nothing by themselves. Languages that have no file in here are
among them: whoever writes in one also finds what was left in another.
"""

from __future__ import annotations

from functools import cache

from .tags import wider

# Those that stand in names and set phrases too (bag of words, end to end, state of the art) say less.
_WEAK = {
    "en": "of to by and in for on or at as out up no not all so but us go",
    "de": "und in von zu an am im auf aus bei für mit oder so es war art bis um also will her was",
    "fr": "de du à au en et ou par sur pour la le les un une an",
    "es": "de la el y o en a por con los las un una del al",
}
_STRONG = {
    "en": "the a an is are was were be been being has have had does do did can could will would should"
    " must may might this that these those it its it's they them their there we you your you'll our i"
    " he she his her with without from into than then when where which who whose why what how if"
    " because while after before until between through about against only also just such each every"
    " both either neither here let's don't doesn't isn't aren't can't won't cannot",
    "de": "der die das den dem des ein eine einen einem einer eines ist sind wird werden wurde wurden hat"
    " haben hatte kann können soll sollen muss müssen nicht kein keine keinen sich wir ihr sie man wenn"
    " dass daß weil als wie was wer wo warum auch nur noch schon sehr durch über unter nach vor ohne"
    " zwischen damit dann hier dies diese dieser dieses diesen jede jeder jedes alle beim zum zur vom"
    " ins aber denn doch sein seine ihre unsere welche welcher",
    "fr": "est sont était été être a ont avoir il elle ils elles nous vous on ce cet cette ces que qui dont"
    " quand où comme si ne pas plus avec sans dans chez entre mais donc car son sa ses leur leurs notre"
    " votre mon ma mes l'on c'est n'est d'un d'une qu'il aux peut faut fait très aussi même chaque"
    " après avant depuis pendant",
    "es": "es son era fue ser está están ha han hay que qué se no lo le les su sus este esta estos estas"
    " eso como cómo cuando donde si pero porque más muy también sin sobre entre desde hasta para cada"
    " nos nosotros usted ustedes puede pueden debe tiene tienen mismo después antes",
}
WEAK = {code: frozenset(words.split()) for code, words in _WEAK.items()}
STRONG = {code: frozenset(words.split()) for code, words in _STRONG.items()}


@cache
def weak(code: str) -> frozenset[str]:
    """The small words of a language that stand in names, too; none where the language is not known."""
    return next((WEAK[each] for each in wider(code) if each in WEAK), frozenset())


@cache
def strong(code: str) -> frozenset[str]:
    """The small words of a language that stand in sentences alone; none where it is not known."""
    return next((STRONG[each] for each in wider(code) if each in STRONG), frozenset())
