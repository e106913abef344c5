"""German: a comma before the decimals, numbers in words, and articles that may rightly stand twice."""

# ruff: noqa: E501 (a paragraph of a tutorial is one line)

from __future__ import annotations

import unicodedata

from .language import Language
from .numbers import Numbers
from .skeleton import Skeleton

_ONES = {
    "0": "null", "2": "zwei|beide|zweit|doppelt|verdoppel", "3": "drei|dritt", "4": "vier", "5": "fünf",
    "6": "sechs", "7": "sieben|siebt", "8": "acht", "9": "neun", "10": "zehn", "11": "elf",
    "12": "zwölf|dutzend", "13": "dreizehn", "14": "vierzehn", "15": "fünfzehn", "16": "sechzehn",
    "17": "siebzehn", "18": "achtzehn", "19": "neunzehn", "20": "zwanzig", "30": "dreißig",
    "40": "vierzig", "50": "fünfzig", "60": "sechzig", "70": "siebzig", "80": "achtzig",
    "90": "neunzig", "100": "(?:ein)?hundert", "1000": "(?:ein)?tausend", "10000": "zehntausend",
    "1000000": "(?:eine )?million", "1000000000": "(?:eine )?milliarde",
    "1000000000000": "(?:eine )?billion", "0.25": "viertel", "25%": "viertel",
    "0.5": "hälfte|halb", "50%": "hälfte|halb",
    # An article is no number, save before what is counted.
    "1": r"eins|einmal|einzig|einzeln|erste|einfach"
    r"|(?:ein|pro|je|jede[rsnm]?|eine[rsnm]?) (?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr|GPU|CPU|Mal)",
}  # fmt: skip
# What surely counts; eins, ein and eine do not, and beide stands for zwei as well.
_SMALL = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_NTH = "zweite dritte vierte fünfte sechste siebte achte neunte zehnte"
_COUNTS = {
    **{word: (str(n), r"(?:mal|fach)?(?!\w)") for n, word in enumerate(_SMALL.split(), 2)},
    **{word: (str(n), r"[nrsm]?(?!\w)") for n, word in enumerate(_NTH.split(), 2)},
    "hälfte": ("0.5", r"(?!\w)"),
}
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"


def _sort_key(name: str) -> tuple[int, str]:
    """As in a dictionary (DIN 5007, variant 1): an umlaut as its vowel, ß as ss."""
    plain = unicodedata.normalize("NFD", name.casefold())
    return 0, "".join(letter for letter in plain if not unicodedata.combining(letter))


LANGUAGE = Language(
    code="de",
    joints=r",\s|\bund\b",
    length=1.12,
    byline="Autor(?:in|en|innen)?|Verfasst|Geschrieben|Bearbeitet",
    credit="Übersetzung|Übersetzt|Übersetzerin|Übersetzer",
    unfinished=(
        r"(?:noch )?(?:nicht|zu) übersetz(?:t|en)|übersetzung (?:fehlt|folgt|nötig|ausstehend)|unübersetzt",
        r"(?:text |hier )?(?:fehlt noch|folgt(?: noch| später))|noch zu (?:schreiben|ergänzen)|in arbeit",
        r"bitte übersetzen|platzhalter",
    ),
    # Words, read aloud: Trauzettel-Klosinski, Dietz, "Standardized Assessment of Reading Performance:
    # The New International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53, 2012.
    a_minute=179,
    # A relative pronoun and an article: die Werte, die die Funktion zurückgibt.
    repeated=frozenset("die der das den dem des sie".split()),
    numbers=Numbers(
        point=",",
        group=".\u00a0\u202f",
        scales={
            "Hundert": 100, "Tausend": 10**3, "Million": 10**6, "Millionen": 10**6, "Mio.": 10**6,
            "Milliarde": 10**9, "Milliarden": 10**9, "Mrd.": 10**9, "Billion": 10**12, "Billionen": 10**12,
        },
        percent=("Prozent",),
        words=_ONES,
        counts=_COUNTS,
        months=tuple(_MONTHS.split()),
    ),
    endings=("s", "es", "e", "en", "er", "n"),
    sort_key=_sort_key,
    skeleton=Skeleton(
        title="""\
# {title}

Ein Satz sagt, was man nach dem Lesen kann. Er steht auch auf der Karte des Tutorials in der Übersicht.

Danach steht, wozu das gut ist. Der Titel ist kurz, und ein Begriff ist fett gesetzt, wo er zum ersten Mal vorkommt, wie hier: **Tensor**.""",
        comment="Hier steht der Grund, den der Code allein nicht verrät.",
        section="""\
## Ein Gedanke je Abschnitt

Zuerst steht hier, was der Code darunter zeigt. Namen aus dem Code stehen zwischen Gravis-Zeichen, wie `{sum}`.""",
        exercises="Übungen",
        task="""\
### {number}. Eine Aufgabe

Hier steht eine Aufgabe, die der Code oben vorbereitet hat, und der Name der Antwort, zum Beispiel: der Mittelwert von `values` als `answer`.""",
        reason="Hier steht, warum das die Antwort ist.",
        rest="Hier steht, was unter diese Überschrift gehört.",
        more="Was man als Nächstes liest",
        site="Tutorials",
        basics="Grundlagen",
        home="Jede Seite hier ist ein Skript, das gelaufen ist. Unter dem Code steht das Ergebnis, und lesen kann man sie in jeder Sprache.",
    ),
)  # fmt: skip
