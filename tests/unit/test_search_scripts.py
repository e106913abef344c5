"""What the browser's part of the search does with a query, run by Node on small indexes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from bilingual_gallery.lang import language
from bilingual_gallery.site import search_languages
from bilingual_gallery.site.search_index import Format, words_with
from bilingual_gallery.site.search_queries import PARTS, known
from bilingual_gallery.site.search_sections import Section, sections_of
from bilingual_gallery.site.search_texts import script
from docutils import nodes
from docutils.utils import new_document
from sphinx.search import IndexBuilder

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no node; Debian: apt-get install nodejs")


def builder(code: str) -> IndexBuilder:
    """What knows how Sphinx takes the words of a language apart, here and in a browser."""
    names = "titles filenames mapping title_mapping all_titles index_entries objtypes objnames"
    kept: Any = {f"_search_index_{name}": {} for name in names.split()}
    env: Any = SimpleNamespace(version=1, domains=SimpleNamespace(sorted=list), **kept)
    made = IndexBuilder(env, "en", {}, "")
    if (own := language(code).search) is not None:
        made.lang = search_languages.of(code, own)({})
    return made


class Named:
    """``Known``: where names and questions lead, by number of section."""

    def __init__(
        self, names: Mapping[str, list[int]], questions: Sequence[tuple[list[int], str]]
    ) -> None:
        self._names, self._questions = names, questions

    def names(self, noted: object, docnames: Sequence[str]) -> Mapping[str, list[int]]:
        return self._names

    def asked(self, noted: object, docnames: object) -> Sequence[tuple[list[int], str]]:
        return self._questions

    def readings(self) -> Iterable[tuple[str, str]]:
        return ()

    def behind(self, docname: str, section: Section) -> int:
        return 3 if section.id.startswith("term-") else 0


def page(code: str, sections: Mapping[str, tuple[str, str, str]]) -> list[Section]:
    """Sections by id, each with a title, its prose, and its code."""
    words, made = words_with(builder(code).lang), []
    for id_, (title, prose, lines) in sections.items():
        section = Section(id_, title, ("Page", title), text=[prose], code=[lines] if lines else [])
        for kind, text in (("title", title), ("prose", prose), ("code", lines)):
            section.note(kind, words(text))
        made.append(section)
    return made


def find(
    code: str,
    sections: Mapping[str, tuple[str, str, str]],
    queries: Sequence[str],
    names: Mapping[str, list[int]] | None = None,
    asked: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """For each query what is found, with the excerpt of the first result.

    ``asked`` are questions, each with the id of the section that a page of questions says answers it.
    """
    made = page(code, sections)
    numbers = {section.id: number for number, section in enumerate(made)}
    questions = [([numbers[to]], said) for said, to in (asked or {}).items()]
    env: Any = SimpleNamespace(bilingual_gallery_sections={"page": made})
    frozen = {"docnames": ["page"], "filenames": ["page.md"], "titles": ["Page"], "envversion": 1}
    stream = io.StringIO()
    Format(env, Named(names or {}, questions)).dump(frozen, stream)
    taking = builder(code)
    parts = [
        f"var window = globalThis; var stopwords = new Set({json.dumps(sorted(taking.lang.stopwords))});",
        taking.get_js_stemmer_code(),
        known(language(code).query, taking.lang),
        *(path.read_text(encoding="utf-8") for path in PARTS),
        stream.getvalue(),
        script("page", made),
        f"""const told = {json.dumps(list(queries), ensure_ascii=False)}.map((query) => {{
          const {{ results, fits, missing, apart, instead, words }} = Search.find(query);
          const shown = results[0] && SearchTexts.excerpt(results[0], words, Search.stem);
          const text = shown?.parts.map(([each]) => each).join("") ?? "";
          const marks = shown?.parts.filter(([, isHit]) => isHit).map(([each]) => each);
          return [query, {{ marks, ids: results.map(({{ id }}) => id), fits, missing, apart, instead, text }}];
        }});
        console.log(JSON.stringify(Object.fromEntries(told)));""",
    ]
    done = subprocess.run(
        [str(NODE), "-"], input="\n".join(parts), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


ENGLISH = {
    "changing": ("Changing values", "It changes a value. Whoever changes it, changes all.", ""),
    "device": ("Moving data", "On a GPU the data is moved first.", "gpu = gpu(data, gpu)"),
    "dtypes": ("Types", "error: mat1 and mat2 must have the same dtype", ""),
    "products": ("Matrix product", "It multiplies rows by columns, so the shapes have to fit.", ""),
    "term-gpu": ("GPU", "A processor that does much at once. It draws, too.", ""),
    "weather": ("Rain", "It rains in spring.", ""),
}


def test_a_word_that_no_page_has_is_not_taken_for_one_with_its_stem() -> None:
    found = find("en", ENGLISH, ["transformer", "transform"])
    assert found["transformer"]["ids"] == [] and not found["transformer"]["fits"]
    assert found["transform"]["ids"] == ["changing"]  # an everyday word for it


def test_that_something_does_not_work_says_less_than_what() -> None:
    names = {"gpu": [1, 4]}
    asked = ["gpu not working", "gpu error", "use gpu"]
    for query, told in find("en", ENGLISH, asked, names).items():
        assert told["fits"] and told["ids"][0] == "device", query
    korean = {
        "device": ("옮기기", "GPU로 옮깁니다.", ""),
        "other": ("날씨", "비가 됩니다. 됨.", ""),
    }
    asked = ["gpu 안됨", "gpu 안돼요", "gpu 안 됨", "gpu 오류", "gpu 에러"]
    for query, told in find("ko", korean, asked).items():
        assert told["fits"] and told["ids"][0] == "device", query


def test_what_stands_in_an_error_message_by_chance_does_not_decide() -> None:
    (told,) = find("en", ENGLISH, ["mat1 and mat2 shapes cannot be multiplied"]).values()
    assert told["ids"][0] == "products"
    (told,) = find("en", ENGLISH, ["mat1 and mat2 must have the same dtype"]).values()
    assert told["ids"][0] == "dtypes"


QUESTIONS = {
    "My numbers explode. What shall I do?": "weather",
    "Is the GPU slow?": "products",
}


def test_a_question_in_peoples_words_leads_to_the_section_that_answers_it() -> None:
    asked = ["numbers explode", "why do the numbers explode", "explode"]
    without = find("en", ENGLISH, asked)
    found = find("en", ENGLISH, asked, asked=QUESTIONS)
    for query in asked[:2]:
        assert "weather" not in without[query]["ids"]
        assert found[query]["fits"] and found[query]["ids"][0] == "weather", query
    assert found["explode"]["ids"] == []  # a word alone asks nothing


def test_that_something_is_not_so_is_a_word_of_a_question() -> None:
    questions = {"The GPU doesn\u2019t draw, and it doesn\u2019t move.": "weather"}
    asked = ["gpu not drawing", "the gpu won't draw", "gpu draws"]
    found = find("en", ENGLISH, asked, {"gpu": [1, 4]}, questions)
    for query in asked[:2]:
        assert found[query]["ids"][0] == "weather", query
    assert "weather" not in found["gpu draws"]["ids"][:1]
    korean = {
        "train": ("학습시키기", "모델을 학습시킵니다.", ""),
        "bugs": ("점검", "흔한 버그를 찾습니다.", ""),
        "term-train": ("학습", "매개변수를 바꾸는 일입니다.", ""),
    }
    questions = {"모델이 학습되지 않습니다.": "bugs"}
    asked = ["학습이 안돼요", "학습이 안 됨", "학습", "모델"]
    found = find("ko", korean, asked, {"학습": [0, 2]}, questions)
    for query in asked[:2]:
        assert "bugs" in found[query]["ids"], query
    # The name of a term asks for the term, and a word alone for nothing.
    for query in asked[2:]:
        assert "bugs" not in found[query]["ids"], query


def test_words_of_a_question_as_they_stand_in_it_ask_it() -> None:
    questions = {"I run out of weather. What now?": "products"}
    for query, told in find("en", ENGLISH, ["out of weather"], asked=questions).items():
        assert told["ids"][0] == "products", query
    (told,) = find("en", ENGLISH, ["weather"], asked=questions).values()
    assert "products" not in told["ids"]


def test_a_message_that_a_question_has_is_known_in_all_that_is_pasted_with_it() -> None:
    questions = {"The rain is out. `rain ran over the roof`, `RainError`": "products"}
    pasted = (
        "Traceback: File main.py, line 3: weather.RainError: rain ran over the roof by 20 mm at 4"
    )
    (without,) = find("en", ENGLISH, [pasted]).values()
    (told,) = find("en", ENGLISH, [pasted], asked=questions).values()
    assert "products" not in without["ids"][:1]
    assert told["fits"] and told["ids"][0] == "products"


def test_a_longer_name_that_begins_with_a_word_is_not_marked() -> None:
    sections = {"rate": ("Rates", "The learning rate. A fast rate. It is learning.", "")}
    names = {"learningr": [0]}
    (told,) = find("en", sections, ["learning"], names).values()
    assert told["marks"] == ["learning", "learning"]


def test_an_answer_leaves_the_other_results_of_the_query_where_they_are() -> None:
    (without,) = find("en", ENGLISH, ["GPU slow"]).values()
    (found,) = find("en", ENGLISH, ["GPU slow"], asked=QUESTIONS).values()
    assert without["ids"] and found["ids"] == ["products", *without["ids"]]


def test_the_name_of_a_term_asks_for_the_term_and_not_a_question_that_has_it() -> None:
    names = {"gpuslow": [1, 4]}
    (told,) = find("en", ENGLISH, ["GPU slow"], names, QUESTIONS).values()
    assert told["ids"][0] == "device"
    (told,) = find("en", ENGLISH, ["GPU slow"], None, QUESTIONS).values()
    assert told["ids"][0] == "products"


KOREAN = {
    "tensors": ("텐서", "텐서를 만듭니다.", ""),
    "code": ("출력하기", "값을 출력합니다.", "loss = loss.item()"),
    "losses": ("손실이 이상할 때", "손실이 nan이면 학습률을 줄입니다.", ""),
    "term-loss": ("손실", "정답과 다른 정도입니다. 작을수록 좋습니다.", ""),
    "weather": ("날씨", "봄에는 비가 옵니다.", ""),
}


def test_a_name_in_the_other_language_finds_what_the_terms_own_finds() -> None:
    names = {"loss": [2, 3], "손실": [2, 3]}
    found = find("ko", KOREAN, ["loss nan", "손실이 nan"], names)
    for told in found.values():
        assert told["fits"] and told["ids"][0] == "losses"


def test_letters_of_hangul_that_nothing_joined_are_joined() -> None:
    found = find("ko", KOREAN, ["ㅌㅔㄴㅅㅓ", "테ㄴ서", "xpstj"])
    for told in found.values():
        assert told["instead"] == "텐서" and told["ids"][0] == "tensors"


def test_an_excerpt_is_of_prose_and_of_an_entry_its_first_sentence() -> None:
    found = find("en", ENGLISH, ["gpu data", "gpu processor"])
    assert found["gpu data"]["text"] == "On a GPU the data is moved first."
    assert found["gpu processor"]["text"].startswith("A processor that does much at once.")


def test_a_formula_is_read_in_the_excerpt_and_not_looked_for() -> None:
    title = nodes.title("", "Loss")
    text = nodes.paragraph(
        "", "", nodes.Text("That is "), nodes.math("", r"-\ln p"), nodes.Text(".")
    )
    document = new_document("page")
    document += nodes.section("", title, text, ids=["loss"])
    (section,) = sections_of(document, str.split)
    assert section.text == ["That is −ln p."]
    assert "p" not in section.words["prose"]


TYPED = {
    "learning": ("시작", "학습합니다. 정확도를 봅니다.", ""),
    "not-learning": ("점검", "배치 하나를 외워 봅니다.", ""),
    "network": ("신경망", "계층을 쌓습니다.", ""),
    "several": ("여러 장치", "GPU가 여러 개입니다.", ""),
    "safety": ("안전", "안전한 파일을 씁니다.", ""),
    "asked": ("질문", "모델이 학습되지 않습니다. 정확도가 오르지 않습니다.", ""),
    "fitting": ("과적합", "과적합을 줄입니다.", ""),
}


def test_a_denial_is_known_without_the_spaces_around_it_and_inside_a_word_it_is_none() -> None:
    asked = {"모델이 학습되지 않습니다. 정확도가 오르지 않습니다.": "not-learning"}
    queries = ["학습이안됨", "학습안됨", "정확도가 안올라요", "정확도가안올라가요"]
    for query, told in find("ko", TYPED, queries, asked=asked).items():
        assert told["ids"][0] == "not-learning", query
    (told,) = find("ko", TYPED, ["안전한 파일"], asked=asked).values()
    assert told["ids"] == ["safety"]


def test_the_first_letters_of_the_syllables_of_a_name_find_it() -> None:
    found = find("ko", TYPED, ["ㅅㄱㅁ", "ㄱㅈㅎ"], {"신경망": [2], "과적합": [6]})
    assert [told["ids"] for told in found.values()] == [["network"], ["fitting"]]
    assert all(told["instead"] is None for told in found.values())


def test_a_syllable_that_is_being_typed_finds_what_begins_so() -> None:
    for query, told in find("ko", TYPED, ["신", "신ㄱ", "신경ㅁ"]).items():
        assert told["ids"] == ["network"] and told["instead"] is None, query


def test_parts_of_a_word_may_be_other_names_of_what_the_pages_have() -> None:
    (told,) = find("ko", TYPED, ["멀티GPU"]).values()
    assert told["ids"][0] == "several"


def test_a_noun_that_ends_as_a_verb_does_is_marked_whole() -> None:
    (told,) = find("ko", TYPED, ["과적합"]).values()
    assert told["marks"] == ["과적합"]


SLIPS = {
    "convolution": ("Convolution", "A convolution finds lines.", ""),
    "optimizer": ("Optimizer", "The optimizers optimize.", ""),
    "call-torch.stack": ("stack", "Joins tensors.", ""),
    "joining": ("Joining", "With `stack` they are joined.", "torch.stack(rows)"),
    "state": ("State", "A state is stable and static.", "state = torch.get_state()"),
}


def test_a_slip_is_known_by_the_stem_of_the_word_that_was_meant() -> None:
    queries = {"convolutoin": "convolution", "convoluton": "convolution", "optmizer": "optimizer"}
    found = find("en", SLIPS, [*queries])
    assert {query: told["ids"][0] for query, told in found.items()} == queries


def test_half_a_name_is_taken_for_the_calls_that_begin_so() -> None:
    (told,) = find("en", SLIPS, ["torch.sta"]).values()
    assert told["ids"][0] == "joining" and "state" not in told["ids"][:2]
    (told,) = find("en", SLIPS, ["torch.get_st"]).values()  # of no call
    assert told["ids"]


def test_the_name_of_a_class_is_not_taken_for_what_its_methods_are_called() -> None:
    sections = {
        "call-torch.nn.Module.train": ("train", "Switches.", ""),
        "define": ("Define it", "A class with Module above it.", "class Net(nn.Module): pass"),
        "train": ("Train", "Now it trains.", "net.train()"),
    }
    for query, told in find("en", sections, ["nn.Module", "torch.nn.Module"]).items():
        assert told["ids"][0] == "define", query


def test_what_the_other_keyboard_makes_a_word_of_the_index_is_looked_for_at_once() -> None:
    sections = {
        "network": ("신경망", "노드를 잇습니다.", "shape = gpu(tensor)"),
        "head": ("헤드", "헤드는 끝에 있습니다.", ""),
    }
    for query, meant in {"노멛": "shape", "헤ㅕ": "gpu", "ㅅ두내ㄱ": "tensor"}.items():
        (told,) = find("ko", sections, [query]).values()
        assert told["instead"] == meant and told["ids"] == ["network"], query
    (told,) = find("ko", sections, ["헤드"]).values()
    assert told["instead"] is None and told["ids"][0] == "head"


def test_that_most_of_a_query_is_unknown_is_said_even_where_the_rest_names_a_term() -> None:
    (told,) = find("en", ENGLISH, ["vanishing gpu"], {"gpu": [1, 4]}).values()
    assert told["ids"] and not told["fits"]


def test_a_word_that_no_page_has_is_told_beside_what_the_others_find() -> None:
    found = find("en", ENGLISH, ["gan data", "how to moove data", "rows and columns"])
    assert found["gan data"]["ids"] and found["gan data"]["missing"] == ["gan"]
    assert found["how to moove data"]["missing"] == []  # a slip is none, nor is what says little
    assert found["rows and columns"]["missing"] == []
    message = "RuntimeError: mat1 and mat2 must have the same dtype, frob and nicate"
    (told,) = find("en", ENGLISH, [message]).values()
    assert told["ids"][0] == "dtypes" and told["missing"] == []


def test_two_words_that_no_section_has_both_of_are_told_to_be_apart() -> None:
    sections = {
        "data": ("A custom data set", "An object has a length.", ""),
        "edges": ("Edges", "The detection of edges.", ""),
        "both": ("Learning rates", "A rate for learning.", ""),
    }
    queries = ["object detection", "edges detection", "learning rate", "object edges length rate"]
    found = find("en", sections, queries)
    assert [found[query]["apart"] for query in queries] == [True, False, False, False]
    assert found["object detection"]["ids"] and found["object detection"]["missing"] == []
    (told,) = find("en", sections, ["gan detection"]).values()
    assert not told["apart"] and told["missing"] == ["gan"]  # one thing is said, not two
    (told,) = find(
        "en", sections, ["object detection"], asked={"How to detect objects?": "data"}
    ).values()
    assert not told["apart"]


def test_a_name_in_latin_letters_is_no_sum_of_words_unless_code_joins_them() -> None:
    sections = {
        "tensors": ("Tensors", "A tensor on a board.", ""),
        "zero": ("Forget", "Clear what is left.", "optimizer.zero_grad()"),
    }
    found = find("en", sections, ["tensorboard", "zerograd"])
    assert found["tensorboard"]["ids"] == []
    assert found["zerograd"]["ids"] == ["zero"]


def test_of_two_questions_that_deny_the_same_the_one_that_is_more_alike_is_asked() -> None:
    sections = {
        "stuck": ("Checks", "Memorize a batch.", ""),
        "softmax": ("Softmax before the loss", "The loss stays. It goes down.", ""),
    }
    asked = {
        "The loss isn't going down.": "stuck",
        "The loss doesn't go below 1.46. Is there a softmax?": "softmax",
    }
    found = find("en", sections, ["loss not going down", "loss doesn't go below 1.46"], asked=asked)
    assert [told["ids"][0] for told in found.values()] == ["stuck", "softmax"]


def test_no_excerpt_gives_away_an_answer_that_readers_are_to_find() -> None:
    question = nodes.title("", "Predict: what is two and two?")
    answer = nodes.paragraph("", "It is four.")
    closed = nodes.admonition("", question, answer, collapsible="closed")
    code = nodes.literal_block("", "print(2 + 2)")
    solution = nodes.container("", code, classes=["cell-fold", "cell-fold-solution"])
    document = new_document("page")
    document += nodes.section("", nodes.title("", "Sums"), closed, solution, ids=["sums"])
    (section,) = sections_of(document, str.split)
    assert section.text == ["Predict: what is two and two?"] and section.code == []
    assert "four." in section.words["prose"]
