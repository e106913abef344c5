"""What an editor is told and asks while an author types, through the messages of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.check.rules import FILE
from bilingual_gallery.editor import features, session
from bilingual_gallery.editor import server as own
from bilingual_gallery.source import reading
from editor_client import Here
from helpers import Site
from trilingual import SMALL, make_trilingual

GLOSSARY = """
[[term]]
id = "sum"
names = { ko = "합", en = "sum", ja = "和" }
also_called = { ko = ["총합"], en = ["total"] }
avoid = { en = ["summation"] }
meaning.ko = "더한 값입니다."
meaning.en = "What adding gives."
meaning.ja = "足した値です。"

[[term]]
id = "loss-function"
names = { ko = "손실 함수", en = "loss function", ja = "損失関数" }
"""
CONF = """
bilingual_gallery_glossary = "glossary.toml"
bilingual_gallery_site_url = "https://example.org/course/"
suppress_warnings = ["bilingual_gallery.first-use"]
"""


def make(root: Path) -> Site:
    site = make_trilingual(root, CONF)
    (root / "docs" / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A gallery whose files no test changes on the disk."""
    return make(tmp_path_factory.mktemp("editor"))


@pytest.fixture
def editor(site: Site) -> Iterator[Here]:
    found = Here(site)
    found.start()
    yield found
    found.close()


@pytest.fixture
def own_editor(tmp_path: Path) -> Iterator[Here]:
    """An editor of a gallery of its own, which does not tell what changes on the disk."""
    found = Here(make(tmp_path))
    found.start()
    yield found
    found.close()


def at(text: str, words: str, more: int = 0) -> dict[str, int]:
    """The position of some words in a text, as an editor counts, ``more`` behind their begin."""
    before = text[: text.index(words) + more]
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def asked(editor: Here, method: str, uri: str, position: dict[str, int]) -> Any:
    document = {"textDocument": {"uri": uri}, "position": position}
    return editor.ask(f"textDocument/{method}", document)


def settled(editor: Here) -> None:
    """Wait until the server has looked at all that it was told."""
    editor.wait(lambda: editor.server._pending is None)


def test_what_is_typed_is_found_before_it_is_saved_and_gone_when_it_is_mended(
    editor: Here, site: Site
) -> None:
    path = site.script("small")
    uri = editor.open(path)
    settled(editor)
    assert editor.found(uri) == []
    editor.write(uri, SMALL.replace("# - Two", "# - Two of 30"))
    editor.wait(lambda: editor.found(uri) == ["45: numbers"])
    (found,) = editor.files[uri]
    assert found["severity"] == 2
    assert found["source"] == "bilingual-gallery"
    assert found["range"] == {
        "start": {"line": 44, "character": 0},
        "end": {"line": 44, "character": 13},
    }
    editor.write(uri, SMALL)
    editor.wait(lambda: editor.found(uri) == [])
    assert path.read_text(encoding="utf-8") == SMALL


def test_closing_a_file_without_saving_it_goes_back_to_what_is_on_the_disk(
    editor: Here, site: Site
) -> None:
    uri = editor.open(site.script("small"), SMALL.replace("# - Two", "# - Two of 30"))
    editor.wait(lambda: editor.found(uri) == ["45: numbers"])
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    editor.wait(lambda: editor.found(uri) == [])


def test_a_mistake_in_the_script_is_one_finding_at_its_line(editor: Here, site: Site) -> None:
    uri = editor.open(site.script("small"), SMALL.replace("total = 1 + 2", "total = 1 +"))
    editor.wait(lambda: editor.found(uri))
    assert editor.found(uri) == ["22: script"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_edits_of_a_part_of_a_file_arrive_whatever_stands_before_them(
    site: Site, encoding: str
) -> None:
    editor = Here(site)
    can = editor.start(general={"positionEncodings": [encoding]})
    assert can["positionEncoding"] == encoding
    # A clef needs two units of UTF-16; a line separator ends no line of an editor.
    line = "# en: \U0001d11e\u2028 and a row."
    text = SMALL.replace("# en: Add.", line)
    uri = editor.open(site.script("small"), text)
    row = text[: text.index(line)].count("\n")
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    unit = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]

    def position(before: str) -> dict[str, int]:
        return {"line": row, "character": len(before.encode(codec)) // unit}

    begin, end = line.index(" and"), line.index(" row")
    place = {"start": position(line[:begin]), "end": position(line[:end])}
    insert = {"line": row + 1, "character": 0}
    editor.change(
        uri,
        {"range": place, "text": " 3"},
        {"range": {"start": insert, "end": insert}, "text": "# more: x\n"},
    )
    path = site.script("small").resolve()
    document = editor.server.session.open[path]
    assert document.line(row) == "# en: \U0001d11e\u2028 3 row."
    assert document.line(row + 1) == "# more: x"
    assert document.text.count("\n") == SMALL.count("\n") + 1
    assert document.version == 2
    editor.close()


def test_a_term_glossed_in_an_open_file_is_glossed_twice_in_a_later_one(tmp_path: Path) -> None:
    site = make(tmp_path)
    site.add_to_conf('bilingual_gallery_first_use = "course"\nsuppress_warnings = []\n')
    site.script("small").write_text(
        SMALL.replace(
            "# ```\n#\n# - 하나", "# ```\n#\n# 손실 함수(loss function)입니다.\n#\n# - 하나"
        ),
        encoding="utf-8",
    )
    editor = Here(site)
    editor.start()
    other, small = site.script("other"), site.script("small").as_uri()
    settled(editor)
    before = editor.found(small)
    uri = editor.open(other)
    said = other.read_text(encoding="utf-8").replace(
        "짧습니다.", "짧습니다.\n\n손실 함수(loss function)입니다."
    )
    editor.write(uri, said)
    editor.wait(lambda: editor.found(small) != before)
    assert set(editor.found(small)) - set(before) == {"32: first-use"}
    editor.close()


def test_a_page_that_is_open_is_compared_with_its_other_languages(editor: Here, site: Site) -> None:
    page = site.root / "docs" / "en" / "more.md"
    uri = editor.open(page, page.read_text(encoding="utf-8") + "\nA paragraph more.\n")
    editor.wait(lambda: editor.found(uri))
    assert editor.found(uri) == ["9: blocks"]


def test_a_rule_leads_to_its_description(tmp_path: Path) -> None:
    site = make(tmp_path)
    for code in ("ko", "en", "ja"):
        page = site.root / "docs" / code / "rules.md"
        page.write_text(f"---\norphan: true\n---\n\n# Rules {code}\n\n```{{check-rules}}\n```\n")
    text = SMALL.replace("# - Two", "# - Two of 30")

    def address(locale: str = "en") -> str:
        editor = Here(site)
        editor.start(locale)
        uri = editor.open(site.script("small"), text)
        editor.wait(lambda: editor.found(uri))
        (found,) = editor.files[uri]
        editor.close()
        return str(found["codeDescription"]["href"])

    assert address() == "https://example.org/course/en/rules.html#rule-numbers"
    assert address("ja-JP") == "https://example.org/course/ja/rules.html#rule-numbers"
    # A site that is published nowhere has the description in the package.
    site.add_to_conf('bilingual_gallery_site_url = ""\n')
    name, _, line = address().partition("#L")
    assert name == FILE.as_uri()
    assert FILE.read_text("utf-8").split("\n")[int(line) - 1] == 'name = "numbers"'


def test_the_level_of_a_rule_is_how_grave_a_finding_is(tmp_path: Path) -> None:
    site = make(tmp_path)
    uri = site.script("small").as_uri()

    def severity(level: str) -> list[int]:
        site.add_to_conf(f'bilingual_gallery_rules = {{"numbers": "{level}"}}\n')
        editor = Here(site)
        editor.start()
        editor.open(site.script("small"), SMALL.replace("# - Two", "# - Two of 30"))
        settled(editor)
        found = [int(each["severity"]) for each in editor.files.get(uri, [])]
        editor.close()
        return found

    assert [severity(each) for each in ("error", "warning", "note", "off")] == [[1], [2], [3], []]


# In English a `colour`, twice, and a doubled word; in Korean a particle that does not fit.
SLIPS = (
    SMALL.replace("# Add.", "# Add.")
    .replace("# - One", "# - One colour")
    .replace("# - Two", "# - Two two colours")
    .replace("# - 둘", "# - 둘를 씁니다")
)


def mends(editor: Here, uri: str, row: int, *only: str) -> list[dict[str, Any]]:
    place = {"start": {"line": row, "character": 0}, "end": {"line": row, "character": 0}}
    context = {"diagnostics": [], **({"only": list(only)} if only else {})}
    params = {"textDocument": {"uri": uri}, "range": place, "context": context}
    return list(editor.ask("textDocument/codeAction", params))


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """The text after an editor has made the edits, which count UTF-16."""
    rows = text.split("\n")

    def place(position: dict[str, int]) -> int:
        row = rows[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
        return sum(len(each) + 1 for each in rows[: position["line"]]) + len(
            row.decode("utf-16-le")
        )

    for each in sorted(edits, key=lambda edit: -place(edit["range"]["start"])):
        begin, end = place(each["range"]["start"]), place(each["range"]["end"])
        text = text[:begin] + each["newText"] + text[end:]
    return text


def test_a_finding_that_a_machine_can_mend_has_its_mend_at_hand(editor: Here, site: Site) -> None:
    uri = editor.open(site.script("small"), SLIPS)
    row = SLIPS[: SLIPS.index("# - One")].count("\n")
    (action,) = mends(editor, uri, row, "quickfix")
    assert action["title"] == "Write “color” for “colour”"
    assert action["isPreferred"]
    (told,) = action["diagnostics"]
    assert told in editor.files[uri]
    assert told["range"]["start"] == at(SLIPS, "colour")
    assert applied(SLIPS, action["edit"]["changes"][uri]) == SLIPS.replace(
        "One colour", "One color"
    )
    assert mends(editor, uri, 0, "quickfix") == []
    assert mends(editor, uri, row, "refactor") == []


def test_all_of_a_file_is_mended_as_the_command_line_does_it(tmp_path: Path) -> None:
    site = make(tmp_path)
    path = site.script("small")
    path.write_text(SLIPS, encoding="utf-8")
    editor = Here(site)
    editor.start()
    uri = editor.open(path)
    (action,) = mends(editor, uri, 0, "source.fixAll")
    assert action["kind"] == "source.fixAll.bilingual-gallery"
    after = applied(SLIPS, action["edit"]["changes"][uri])
    assert "Two colors" in after and "colour" not in after and "둘을" in after
    assert path.read_text(encoding="utf-8") == SLIPS
    done = site.run("check", "docs", "--fix")
    assert path.read_text(encoding="utf-8") == after, done.stdout + done.stderr
    editor.close()
    # Where an editor asks for the edits of the action that is chosen, they come then.
    path.write_text(SLIPS, encoding="utf-8")
    editor = Here(site)
    editor.start(textDocument={"codeAction": {"resolveSupport": {"properties": ["edit"]}}})
    editor.open(path)
    (action,) = mends(editor, uri, 0, "source.fixAll")
    assert "edit" not in action
    action = editor.ask("codeAction/resolve", action)
    assert applied(SLIPS, action["edit"]["changes"][uri]) == after
    editor.close()


def test_a_mend_stands_right_where_the_editor_keeps_a_mark_and_its_line_ends(
    tmp_path: Path,
) -> None:
    site = make(tmp_path)
    page = site.root / "docs" / "en" / "more.md"
    text = "# More colours\r\n"
    page.write_bytes(b"\xef\xbb\xbf" + text.encode())
    editor = Here(site)
    editor.start()
    uri = editor.open(page, text)
    (action,) = [each for each in mends(editor, uri, 0, "quickfix") if "color" in each["title"]]
    assert applied(text, action["edit"]["changes"][uri]) == "# More colors\r\n"
    editor.close()


def test_a_change_on_the_disk_is_seen_without_a_word_of_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "_LOOK", 0.1)
    editor = Here(make(tmp_path))
    editor.start()
    gallery = editor.root / "gallery" / "blitz"
    settled(editor)
    assert editor.files == {}
    new = gallery / "new.py"
    new.write_text("x = 1\n")
    editor.wait(lambda: editor.found(new.as_uri()) == ["1: script"])
    new.rename(gallery / "newer.py")
    editor.wait(lambda: editor.found((gallery / "newer.py").as_uri()) == ["1: script"])
    assert editor.found(new.as_uri()) == []
    (gallery / "newer.py").unlink()
    editor.wait(lambda: editor.found((gallery / "newer.py").as_uri()) == [])
    editor.close()


def test_an_editor_that_watches_files_is_asked_to_and_heard(tmp_path: Path) -> None:
    site = make(tmp_path)
    editor = Here(site)
    editor.start(workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    editor.wait(
        lambda: [each for each in editor.said if each["method"] == "client/registerCapability"]
    )
    assert editor.server.watch is None
    new = site.script("new")
    new.write_text("x = 1\n")
    change = {"uri": new.as_uri(), "type": 1}
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [change]})
    editor.wait(lambda: editor.found(new.as_uri()) == ["1: script"])
    editor.close()


def test_a_broken_conf_py_is_one_finding_at_its_line_and_the_others_stay(
    own_editor: Here,
) -> None:
    editor = own_editor
    site = Site(editor.root, ("ko", "en", "ja"))
    conf = site.root / "docs" / "conf.py"
    uri = editor.open(site.script("small"), SMALL.replace("# - Two", "# - Two of 30"))
    editor.wait(lambda: editor.found(uri) == ["45: numbers"])
    whole = conf.read_text(encoding="utf-8")
    conf.write_text(f"{whole}\nbilingual_gallery_jobs = [\n", encoding="utf-8")
    opened = editor.open(conf)
    editor.tell("textDocument/didSave", {"textDocument": {"uri": opened}})
    editor.wait(lambda: editor.found(opened))
    rows = conf.read_text(encoding="utf-8").count("\n")
    assert editor.found(opened) == [f"{rows}: conf"]
    assert editor.found(uri) == ["45: numbers"]
    # What Sphinx takes and we refuse: every mistake at its line.
    conf.write_text(
        f"{whole}\nbilingual_gallery_jobs = -1\nbilingual_gallery_tiemout = 3\n", encoding="utf-8"
    )
    editor.tell("textDocument/didSave", {"textDocument": {"uri": opened}})
    editor.wait(lambda: editor.found(opened) == [f"{rows}: conf", f"{rows + 1}: conf"])
    conf.write_text(
        f'{whole}\nsuppress_warnings = ["bilingual_gallery.numbers"]\n', encoding="utf-8"
    )
    editor.tell("textDocument/didSave", {"textDocument": {"uri": opened}})
    editor.wait(lambda: editor.found(opened) == [] and editor.found(uri) == [])


def test_a_change_of_the_glossary_is_a_change_of_what_is_found(editor: Here, site: Site) -> None:
    small, glossary = site.script("small"), site.root / "docs" / "glossary.toml"
    uri = editor.open(small)
    settled(editor)
    opened = editor.open(glossary, GLOSSARY.replace('["summation"]', '["Sums"]'))
    editor.wait(lambda: editor.found(uri) == ["9: terms"])
    editor.write(opened, GLOSSARY.replace("[[term]]", "[[trem]]"))
    editor.wait(lambda: editor.found(opened) == ["2: glossary"])


def test_line_ends_and_a_byte_order_mark_are_where_the_editor_has_them(tmp_path: Path) -> None:
    site = make(tmp_path)
    text = SMALL.replace("# - Two", "# - Two of 30")
    site.script("small").write_bytes(b"\xef\xbb\xbf" + text.encode())
    editor = Here(site)
    editor.start()
    uri = editor.open(site.script("small"), text)  # an editor keeps the mark to itself
    editor.wait(lambda: "1: script" in editor.found(uri))
    crlf = text.replace("\n", "\r\n")
    editor.write(uri, crlf)
    editor.wait(lambda: editor.found(uri))
    change = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    editor.change(uri, {"range": change, "text": "x\r\n"})
    assert editor.server.session.open[site.script("small").resolve()].text == (
        "x\r\n" + crlf.partition("\r\n")[2]
    )
    editor.close()


def test_a_pause_ends_even_while_an_author_types(
    editor: Here, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "_PAUSE", 3600.0)
    monkeypatch.setattr(own, "_LONGEST", 0.2)
    uri = editor.open(site.script("small"))
    for number in range(3):
        editor.write(uri, SMALL.replace("# - Two", f"# - Two of {number + 30}"))
        editor.step()
    editor.wait(lambda: editor.found(uri) == ["45: numbers"])


def test_files_of_other_projects_and_texts_without_a_file_are_left_alone(
    editor: Here, tmp_path: Path
) -> None:
    other = tmp_path / "other.py"
    other.write_text("x = 1\n")
    uri = editor.open(other)
    document = {"uri": "untitled:Untitled-1", "languageId": "python", "version": 1, "text": "x"}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    for each in (uri, document["uri"]):
        assert asked(editor, "hover", str(each), {"line": 0, "character": 0}) is None
        assert asked(editor, "definition", str(each), {"line": 0, "character": 0}) is None
    settled(editor)
    assert editor.files == {}
    assert editor.said == []


def test_an_editor_whose_folder_has_no_project_is_told_so(tmp_path: Path) -> None:
    editor = Here(Site(tmp_path, ("en",)))
    editor.start()
    (said,) = editor.said
    assert "no" in said["params"]["message"] and "conf.py" in said["params"]["message"]
    uri = (tmp_path / "x.py").as_uri()
    editor.tell(
        "textDocument/didOpen",
        {"textDocument": {"uri": uri, "languageId": "python", "version": 1, "text": "x"}},
    )
    assert asked(editor, "hover", uri, {"line": 0, "character": 0}) is None
    editor.close()


def test_the_way_to_the_other_languages_leads_to_the_sentence(editor: Here, site: Site) -> None:
    text = SMALL.replace(
        "# ```{note}\n# 수식은", "# 하나입니다. 둘은 `x`입니다.\n#\n# ```{note}\n# 수식은"
    )
    text = text.replace(
        "# ```{note}\n# The formula", "# This is one. `x` is two.\n#\n# ```{note}\n# The formula"
    )
    text = text.replace(
        "# ```{note}\n# 式は", "# 一つです。`x`は二つです。\n#\n# ```{note}\n# 式は"
    )
    uri = editor.open(site.script("small"), text)

    def lead(words: str, more: int = 0) -> list[dict[str, int]]:
        found = asked(editor, "definition", uri, at(text, words, more))
        assert {each["uri"] for each in found} <= {uri}
        return [each["range"]["start"] for each in found]

    assert lead("둘은", 1) == [at(text, "`x` is two"), at(text, "`x`は二つ")]
    assert lead("This is one") == [at(text, "하나입니다"), at(text, "一つです")]
    assert lead("# - 二", 4) == [at(text, "# - 둘", 4), at(text, "# - Two", 4)]
    assert lead("en: Add", 6) == [at(text, "# ko: 더", 6), at(text, "# ja: 足", 6)]
    assert lead("total = ") == []
    # In the title's cell, whose text is between quotes.
    assert lead("[둘째 절](#")[0] == at(text, "The first paragraph leads")


def test_where_the_languages_differ_the_way_leads_to_the_section_or_the_passage(
    editor: Here, site: Site
) -> None:
    text = SMALL.replace("# - Two\n", "")
    uri = editor.open(site.script("small"), text)
    found = asked(editor, "definition", uri, at(text, "# - 둘", 4))
    assert found[0]["range"]["start"] == at(text, "## Second part")
    text = text.replace(
        '# %% [markdown] lang="en"\n# ## Second', '# %% [markdown] lang="en"\n# Second'
    )
    editor.write(uri, text)
    found = asked(editor, "definition", uri, at(text, "# - 둘", 4))
    assert found[0]["range"]["start"] == at(text, "Second part")


def test_a_page_leads_to_the_same_page_of_the_other_languages(editor: Here, site: Site) -> None:
    page = site.root / "docs" / "ko" / "more.md"
    uri = editor.open(page)
    text = page.read_text(encoding="utf-8")
    found = asked(editor, "definition", uri, at(text, "# 더 볼 것", 3))
    assert [each["uri"] for each in found] == [
        (site.root / "docs" / code / "more.md").resolve().as_uri() for code in ("en", "ja")
    ]
    assert {each["range"]["start"]["line"] for each in found} == {6}


def test_a_term_shows_its_entry_in_every_language(editor: Here, site: Site) -> None:
    text = SMALL.replace("# 수식은", "# 손실\n# 함수의 수식은")
    uri = editor.open(site.script("small"), text)
    found = asked(editor, "hover", uri, at(text, "# 합 & 곱", 2))
    said = found["contents"]["value"]
    for each in (
        "**합**",
        "총합",
        "더한 값",
        "**sum**",
        "total",
        "~~summation~~",
        "**和**",
        "足した",
    ):
        assert each in said
    assert said.index("합") < said.index("sum") < said.index("和")
    assert found["range"] == {"start": at(text, "합 &"), "end": at(text, " & 곱")}
    # A term may go on in the next line.
    found = asked(editor, "hover", uri, at(text, "# 함수의", 3))
    assert "**loss function**" in found["contents"]["value"]
    assert found["range"]["start"] == at(text, "손실\n")
    assert asked(editor, "hover", uri, at(text, "첫 문단")) is None
    assert asked(editor, "hover", uri, at(text, "total = ", 2)) is None


def labels(editor: Here, uri: str, text: str, words: str) -> list[str]:
    position = at(text, words, len(words))
    found = asked(editor, "completion", uri, position)
    assert found["isIncomplete"]
    for each in found["items"]:
        assert each["textEdit"]["range"]["end"] == position
    return [each["textEdit"]["newText"] for each in found["items"]]


def test_a_term_is_completed_by_any_of_its_names_in_the_language_of_the_cell(
    editor: Here, site: Site
) -> None:
    text = SMALL.replace("# 수식은", "# los").replace("# The formula is", "# 손실")
    uri = editor.open(site.script("small"), text)
    assert labels(editor, uri, text, "# los") == ["손실 함수(loss function)"]
    assert labels(editor, uri, text, "# 손실") == ["loss function"]
    # The word that is typed is what is replaced, and what an editor sifts by.
    found = asked(editor, "completion", uri, at(text, "# los", 5))
    (item,) = found["items"]
    assert item["textEdit"]["range"]["start"] == at(text, "# los", 2)
    assert item["filterText"] == "los"
    assert "loss function" in item["detail"]
    # Met before: without its English.
    text = text.replace("첫 문단의", "손실 함수의 첫 문단의")
    editor.write(uri, text)
    assert labels(editor, uri, text, "# los") == ["손실 함수"]
    code = SMALL.replace("total * 2\n", "los\n")
    editor.write(uri, code)
    assert asked(editor, "completion", uri, at(code, "\nlos", 4))["items"] == []


def test_in_a_course_a_term_is_met_in_the_tutorials_before(tmp_path: Path) -> None:
    site = make(tmp_path)
    site.add_to_conf('bilingual_gallery_first_use = "course"\n')
    editor = Here(site)
    editor.start()
    text = SMALL.replace("# 수식은", "# los")
    uri = editor.open(site.script("small"), text)
    assert labels(editor, uri, text, "# los") == ["손실 함수(loss function)"]
    other = site.script("other")  # which is read first
    said = other.read_text(encoding="utf-8")
    opened = editor.open(
        other, said.replace("짧습니다.", "짧습니다.\n\n손실 함수(loss function)입니다.")
    )
    settled(editor)
    assert labels(editor, uri, text, "# los") == ["손실 함수"]
    # The first paragraph of an introduction is on its card, and not where a term is explained.
    editor.write(opened, said.replace("짧습니다.", "손실 함수는 짧습니다."))
    settled(editor)
    assert labels(editor, uri, text, "# los") == ["손실 함수(loss function)"]
    editor.close()


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ('# %% [markdown] lang="', ["ko", "en", "ja"]),
        ('# %% tags=["hide-', ["hide-cell", "hide-input", "hide-output"]),
        ("# check: allow num", ["numbers"]),
        ("# <!-- check: allow numbers, for", ["form", "formulas"]),
        ("# ```{figure-", ["figure-words"]),
        ("# :::{warn", ["warning"]),
        ("# The value {ev", ["eval"]),
    ],
)
def test_names_of_what_there_is_are_completed(
    editor: Here, site: Site, line: str, some: list[str]
) -> None:
    text = SMALL.replace("# ```{note}\n# The", f"{line}\n# The")
    uri = editor.open(site.script("small"), text)
    assert set(some) <= set(labels(editor, uri, text, line))


def test_the_outline_has_the_titles_of_every_language(editor: Here, site: Site) -> None:
    uri = editor.open(site.script("small"))
    (title,) = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert (title["name"], title["detail"]) == ("합 & 곱", "Sums & products · 和と積")
    (section,) = title["children"]
    assert section["selectionRange"]["start"] == at(SMALL, "# ## 둘째")
    assert section["range"]["end"]["line"] == SMALL.count("\n")


def test_all_languages_but_the_first_can_be_folded_at_once(editor: Here, site: Site) -> None:
    uri = editor.open(site.script("small"))
    found = editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    rows = SMALL.split("\n")
    kinds = {rows[each["startLine"]][-3:-1]: each.get("kind") for each in found[:4]}
    assert kinds == {"ko": "comment", "en": "region", "ja": "region", " %": None}
    assert rows[found[0]["endLine"]] == '"""'


def test_what_nobody_has_written_yet_is_no_reason_to_fail(editor: Here, site: Site) -> None:
    uri = editor.open(site.script("small"), "")
    for text in (
        "",
        "#",
        "# %%",
        '# %% [markdown] lang="ko"',
        '# %% [markdown] lang="ko"\n"""',
        "\r",
        "\n\n",
    ):
        editor.write(uri, text)
        last = {"line": max(text.count("\n"), 1) - 1, "character": 99}
        for method in ("hover", "definition", "completion"):
            asked(editor, method, uri, last)
        for method in ("documentSymbol", "foldingRange"):
            editor.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}})


def test_what_was_read_of_texts_that_are_gone_is_forgotten(
    editor: Here, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_CHECKS", 10)
    uri = editor.open(site.script("small"))
    for number in range(20):
        editor.write(uri, SMALL.replace("# - Two", f"# - Two {'x' * number}"))
        editor.server.check()
    assert reading.examine_text.cache_info().currsize < 20
    # What is found is the same without what was known.
    assert editor.found(uri) == []


def test_a_first_use_in_an_open_file_waits_for_the_scripts_before_it(tmp_path: Path) -> None:
    """Where nobody can tell which use is the first, there is no mend of one."""
    site = make(tmp_path)
    site.add_to_conf("suppress_warnings = []\n")
    text = SMALL.replace("# 수식은", "# 손실 함수의 수식은")
    editor = Here(site)
    editor.start()
    uri = editor.open(site.script("small"), text)
    row = at(text, "손실 함수")["line"]
    titles = [each["title"] for each in mends(editor, uri, row, "quickfix")]
    assert any("loss function" in each for each in titles), titles
    other = editor.open(site.script("other"), "x = (\n")
    settled(editor)
    editor.wait(lambda: editor.found(other))
    assert not any("loss" in each["title"] for each in mends(editor, uri, row, "quickfix"))
    editor.close()


def test_a_long_file_is_answered_for(editor: Here, site: Site) -> None:
    part = SMALL.partition('# %% [markdown] lang="ko"\n# ## ')
    text = part[0] + (part[1] + part[2]) * 100
    uri = editor.open(site.script("small"), text)
    editor.write(uri, text.replace("# - Two", "# - Two of 30", 1))
    settled(editor)
    assert "45: numbers" in editor.found(uri)
    (title,) = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert len(title["children"]) == 100
    last = at(text, "# - Two", 4) | {"line": text[: text.rindex("# - Two")].count("\n")}
    assert len(asked(editor, "definition", uri, last)) == 2
