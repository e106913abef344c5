"""What a language knows: its own file, what holds without one, and the check in other languages."""

from __future__ import annotations

import re
from pathlib import Path

import bilingual_gallery
import pytest
from bilingual_gallery.check.finding import Text
from bilingual_gallery.check.linter import Linter
from bilingual_gallery.cli.skeleton import skeleton
from bilingual_gallery.config import Form
from bilingual_gallery.errors import SourceError
from bilingual_gallery.glossary.matcher import Finder
from bilingual_gallery.glossary.model import Glossary, Term
from bilingual_gallery.lang import language, languages, said, tags
from bilingual_gallery.source.reading import read

PACKAGE = Path(bilingual_gallery.__file__).parent
# The languages of a conf.py that names none, and the mends that show a table of languages.
ALLOWED = '"en": "'


def test_no_module_but_those_of_languages_names_one() -> None:
    codes = "|".join(each.code for each in languages())
    named = re.compile(rf"""[가-힣]|(["'])(?:{codes})\1""")
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {line}"
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "lang"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if named.search(line.replace(ALLOWED, "") if path.parent.name == "config" else line)
    ]
    assert found == []


def test_a_language_is_found_by_its_file_that_of_a_wider_one_or_none() -> None:
    assert [each.code for each in languages()] == ["de", "en", "ja", "ko", "zh", "zh-Hant"]
    assert language("de-AT") is language("de_at") is language("de")
    assert language("zh-Hans") is language("zh_CN") is language("zh")
    assert language("zh-Hant") is language("zh_TW") is not language("zh")
    unknown = language("pt_BR")
    assert (unknown.code, unknown.a_minute, unknown.spaces) == ("pt-BR", 200, True)
    assert language("numbers").rules == frozenset()  # a module beside them is no language
    assert language("").code == ""


@pytest.mark.parametrize(
    ("code", "tag", "locale"),
    [
        ("ko", "ko", "ko"),
        ("pt-BR", "pt-BR", "pt_BR"),
        ("pt_br", "pt-BR", "pt_BR"),
        ("zh-Hans", "zh-Hans", "zh_CN"),
        ("zh_CN", "zh-Hans", "zh_CN"),
        ("zh-TW", "zh-Hant", "zh_TW"),
        ("zh-hant-hk", "zh-Hant-HK", "zh_Hant_HK"),
        ("sr@latin", "sr-Latn", "sr@latin"),
        ("es-419", "es-419", "es_419"),
    ],
)
def test_a_code_is_a_tag_in_pages_and_a_locale_to_sphinx(code: str, tag: str, locale: str) -> None:
    assert tags.tag(code) == tag
    assert tags.locale(code) == locale
    assert tags.tag(locale) == tag  # and back


def test_the_direction_and_the_name_of_a_language_are_known() -> None:
    found = {
        code: tags.direction(code) for code in ("ar", "he-IL", "fa", "ur", "ko", "xx", "zh_CN")
    }
    assert [code for code in found if found[code] == "rtl"] == ["ar", "he-IL", "fa", "ur"]
    assert tags.name_in("pt-br", "de") == "Portugiesisch (Brasilien)"
    assert tags.name_in("zh_CN", "en") == "Chinese (Simplified)"
    assert tags.name_in("xx", "en") == "xx"


def test_what_is_not_said_in_a_language_is_said_in_english_or_as_it_is_said() -> None:
    texts = {"en": "a", "pt": "b", "zh-Hans": "c"}
    assert [said(texts, code) for code in ("pt-BR", "ja", "zh_CN")] == ["b", "a", "c"]
    assert said({"fr": "d"}, "ja") == "d"


# Numbers.


def values(code: str, text: str) -> list[str]:
    return [number.values[-1] for number in language(code).numbers.find(text)]


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("de", "3,14 und 1.000, dann 1.234.567,5", ["3.14", "1000", "1234567.5"]),
        ("de", "Python 3.12 am 25. November 2026", ["3.12", "25", "2026"]),
        ("de", "1,5 Millionen, 60 Prozent, 10\u202f000", ["1500000", "60%", "10000"]),
        ("ja", "値は3.14、1,000個", ["3.14", "1000"]),
        ("ja", "型はfloat32で、3万2千と-1", ["float32", "32000", "-1"]),
        ("ja", "６０パーセント", ["60%"]),
        ("zh", "共有3亿2千万个值，类型为float32", ["320000000", "float32"]),
        ("fr", "3.14", ["3.14"]),
    ],
)
def test_each_language_has_its_own_digits_and_scales(
    code: str, text: str, found: list[str]
) -> None:
    assert values(code, text) == found


@pytest.mark.parametrize(
    ("code", "text", "number", "says"),
    [
        ("de", "zwei Zeilen", "2", True),
        ("de", "die Hälfte", "0.5", True),
        ("de", "im November", "11", True),
        ("de", "ein Tensor", "1", False),
        ("de", "ein Tag", "1", True),
        ("ja", "二つの値", "2", True),
        ("ja", "一般に", "1", False),
        ("ja", "十二個", "2", False),
        ("zh", "两个值", "2", True),
        ("zh", "一般来说", "1", False),
    ],
)
def test_each_language_says_numbers_in_its_own_words(
    code: str, text: str, number: str, says: bool
) -> None:
    (wanted,) = language("en").numbers.find(number)
    assert language(code).numbers.say(text, wanted) == says


# The check.

HEAD = '# %% [markdown] lang="ja"\n"""\n# 題名\n\n本文です。\n"""\n'
CELL = '\n# %% [markdown] lang="{}"\n# {}\n'
TITLES = CELL.format("de", "# Titel\n#\n# Text.") + CELL.format("en", "# Title\n#\n# Text.")


def told(folder: Path, japanese: str, german: str, english: str, **project: Glossary) -> list[str]:
    """What is found in a passage of a tutorial in three languages."""
    prose = zip(("ja", "de", "en"), (japanese, german, english), strict=True)
    path = folder / "small.py"
    text = f"{HEAD}{TITLES}\n# %%\nx = 1\n" + "".join(CELL.format(*each) for each in prose)
    path.write_text(text, encoding="utf-8")
    linter = Linter(("ja", "de", "en"), **project)
    found = sorted(set(linter.tutorial(read(path, ("ja", "de", "en")))))
    return [f"[{each.rule}] {each.message}" for each in found]


@pytest.mark.parametrize(
    ("japanese", "german", "english"),
    [
        # Full-width punctuation without spaces is right in Japanese, and so are Kanji beside code.
        (
            "値を足します。「合計」は（六つの値の）和です。`sum`は型を変えません！",
            "Die Werte werden addiert. `sum` ergibt die Summe (der 6 Werte).",
            "Add the values. `sum` gives the sum (of the 6 values).",
        ),
        ("値は3.14です。", "Der Wert ist 3,14.", "The value is 3.14."),
        ("値は1,000個です。", "Das sind 1.000 Werte.", "There are 1,000 values."),
        ("3万個です。", "Das sind 30.000.", "There are 30,000."),
        ("2026年11月25日です。", "Am 25. November 2026.", "On November 25, 2026."),
        (
            "関数が返す値です。",
            "Das sind die Werte, die die Funktion zurückgibt.",
            "These are the values that the function returns.",
        ),
        ("図は二つです。", "Das sind zwei Bilder.", "There are two figures."),
        ("自由な文です。", "Das ist Übung Änderung.", "This is free prose."),
    ],
)
def test_what_is_right_in_a_language_is_left_alone(
    tmp_path: Path, japanese: str, german: str, english: str
) -> None:
    assert told(tmp_path, japanese, german, english) == []


@pytest.mark.parametrize(
    ("japanese", "german", "english", "message"),
    [
        ("値は3.14です。", "Der Wert ist 3,15.", "The value is 3.14.",
         "[numbers] de has 3,15 where ja (line 22) has 3.14; give the same numbers in every language"),
        ("`sum`です。", "Das ist die Summe.", "This is `sum`.",
         "[code] ja (line 22) has `sum` that de lacks; name the same code in every language"),
        ("値です。", "- Werte", "Values.",
         "[blocks] de has a list of 1 where ja (line 22) has a paragraph; "
         "give every language the same blocks in the same order"),
        ("値です。", "Das ist ist ein Wert.", "A value.",
         "[doubled] ist is there twice; take one out"),
        ("値です。", "Werte！", "Values.",
         "[full-width] a full-width '！'; write it as on an English keyboard"),
        ("値です。", "Das sind Werte.Über sie.", "Values.",
         "[full-stop] no space after the end of a sentence; add one"),
        ("値です。", "Ein * Stern.", "A value.",
         "[markup] a literal * in the text; put the marks right before and after the words, "
         "as in **word**, or escape it"),
        ("**値（value）**です。", "Werte.", "Values.",
         "[markup] a literal ** in the text; "
         "close bold before a bracket, as in **配列**（array）は, or escape it"),
        ("値です。", "Werte.", "Teh values.", "[spelling] Teh is misspelled; write the"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_without_the_rules_of_another_language(
    tmp_path: Path, japanese: str, german: str, english: str, message: str
) -> None:
    assert told(tmp_path, japanese, german, english) == [message]


ARRAY = Term(
    "array",
    1,
    {"ja": "配列", "de": "Feld", "en": "array"},
    {},
    {"de": ("Array",), "ja": ("アレイ",)},
    {},
)
SURFACE = Term("surface", 2, {"de": "Fläche"}, {}, {}, {})
GLOSSARY = Glossary((ARRAY, SURFACE))


def test_no_gloss_is_asked_for_where_a_language_has_none(tmp_path: Path) -> None:
    prose = ("配列です。", "Das ist ein Feld.", "This is an array.")
    assert told(tmp_path, *prose, glossary=GLOSSARY) == []


def test_a_wrong_form_is_told_in_any_letters(tmp_path: Path) -> None:
    messages = told(tmp_path, "多次元アレイです。", "Ein Array.", "An array.", glossary=GLOSSARY)
    assert messages == [
        "[terms] アレイ is not written here; write 配列",
        "[terms] Array is not written here; write Feld",
    ]


@pytest.mark.parametrize(
    ("code", "text", "mentioned"),
    [
        ("ja", "多次元配列の型", ["配列"]),
        ("de", "Die Felder und das Feld; feldweise, Feldern.", ["Felder", "Feld", "Feldern"][:2]),
        ("de", "Die Fläche, die Oberfläche und die Flächen.", ["Fläche", "Flächen"]),
        ("en", "Two arrays, an ARRAY.", ["arrays"]),
    ],
)
def test_a_term_is_found_between_what_borders_on_it(
    code: str, text: str, mentioned: list[str]
) -> None:
    found = Finder.of(GLOSSARY, code).mentions(text)
    assert [text[each.start : each.end] for each in found] == mentioned


def test_what_a_passage_lacks_is_told_with_every_language(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    path.write_text(HEAD + "\n# %%\nx = 1\n", encoding="utf-8")
    (told,) = read(path, ("ja", "de", "en")).passages[0].untranslated
    assert 'lacks lang="de" and lang="en"; write each in its place (ja, de, en)' in told.message


def test_the_form_counts_letters_where_no_spaces_part_the_words(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    prose = CELL.format("ja", "配列の型は同じです。") + CELL.format("en", "One two three.")
    text = HEAD + CELL.format("en", "# Title\n#\n# Text.") + prose + "\n# %%\nx = 1\n"
    path.write_text(text, encoding="utf-8")
    tutorial = read(path, ("ja", "en"))
    for code, message in (
        ("ja", "9 letters stand before code follows; keep to 2, or put code between them"),
        ("en", "3 words stand before code follows; keep to 2, or put code between them"),
    ):
        (finding,) = Linter(("ja", "en"), form=Form(words=2), heading_language=code).tutorial(
            tutorial
        )
        assert finding.message == message


def test_a_comment_in_code_has_every_language(tmp_path: Path) -> None:
    linter = Linter(("ja", "de", "en"))
    path = tmp_path / "small.py"
    code = "\n# %%\n# ja: 値です。\n# de: Werte.\nx = 1\n"
    path.write_text(HEAD + TITLES + code, encoding="utf-8")
    (finding,) = linter.tutorial(read(path, ("ja", "de", "en")))
    assert finding.rule == "comments"
    path.write_text(HEAD + TITLES + code.replace("x = 1", "# en: Values.\nx = 1"), encoding="utf-8")
    assert list(linter.tutorial(read(path, ("ja", "de", "en")))) == []


def test_a_page_in_a_language_without_a_file_is_checked_too() -> None:
    linter = Linter(("fr", "en"))
    texts = [Text(Path("a.md"), 1, "fr", "Le le mot."), Text(Path("b.md"), 1, "en", "The word.")]
    assert [each.message for each in linter.page(texts)] == ["Le is there twice; take one out"]


@pytest.mark.parametrize(
    ("text", "particle"),
    [
        ("배열 처럼 씁니다.", "처럼"),
        ("배열 에서도 씁니다.", "에서도"),
        ("GPU 에도 있습니다.", "에도"),
        ("`x` 마다 다릅니다.", "마다"),
        ("`x` 보다 큽니다.", "보다"),
        ("배열 마다 다릅니다.", None),
        ("GPU 마다 다릅니다.", None),
        ("값을 **읽고** 이 값을 씁니다.", None),
    ],
)
def test_a_particle_stands_alone_after_some_words_and_is_a_word_after_others(
    text: str, particle: str | None
) -> None:
    found = [
        each.message
        for each in Linter(("ko",)).page([Text(Path("a.md"), 1, "ko", text)])
        if each.rule == "spacing"
    ]
    message = f"a space before the particle {particle}; attach it to what it follows"
    assert found == ([message] if particle else [])


def test_a_tag_of_a_comment_is_told_as_conf_has_it(tmp_path: Path) -> None:
    path = tmp_path / "small.py"
    head = '# %% [markdown] lang="zh-Hans"\n"""\n# 题目\n\n正文。\n"""\n'
    path.write_text(f"{head}\n# %%\n# zh-hans: 求和。\nx = 1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no language tag; write `# zh-Hans: `"):
        read(path, ("zh-Hans",))


# Words, order and texts.


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("ja", "配列の型は同じです。", 9),
        ("ja", "NumPyの配列", 5),
        ("zh", "数组的类型相同。", 7),
        ("de", "Ein Feld – ein Typ", 4),
        ("ko", "배열은 `numpy`입니다", 2),
    ],
)
def test_letters_are_counted_where_no_spaces_part_the_words(
    code: str, text: str, count: int
) -> None:
    assert language(code).count(text) == count


@pytest.mark.parametrize(
    ("code", "names", "letters"),
    [
        ("ja", "リスト GPU 配列 型 がらくた", "か ら 漢字 漢字 A–Z"),
        ("de", "Zahl Änderung Array Öffnung Ober", "A A O O Z"),
        ("ko", "shape 텐서 경사 까닭", "ㄱ ㄲ ㅌ A–Z"),
        ("en", "zero array Element", "A E Z"),
    ],
)
def test_names_stand_in_the_order_of_their_language(code: str, names: str, letters: str) -> None:
    own = language(code)
    assert [own.letter(name) for name in sorted(names.split(), key=own.sort_key)] == letters.split()


def test_a_skeleton_has_each_languages_words_and_no_library_that_is_not_there(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hello.py"
    codes = ("de", "fr", "ja", "ko", "zh", "en")
    for distributions, library in (
        (("torch", "numpy"), "torch"),
        (("numpy",), "numpy"),
        ((), None),
    ):
        path.write_text(skeleton("hello", codes, distributions), encoding="utf-8")
        tutorial = read(path, codes)
        assert (
            list(Linter(codes).tutorial(tutorial)) == []
        )  # English is marked where it stands for French
        code = "\n".join(cell.source for cell in tutorial.code)
        assert re.findall(r"import (\w+)", code) == ([library] if library else [])
        assert re.findall("{.*?}", code) == ["{answer}"]
    assert "Set a task" in tutorial.passages[-1].text("fr")  # in English, to be translated
    assert "Übungen" in tutorial.passages[-1].text("de")
    names: dict[str, object] = {}
    exec(code, names)
    assert names["answer"] == 2
