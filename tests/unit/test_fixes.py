"""Mends that a machine makes: the mistake is gone, nothing else is another, and once is enough."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from bilingual_gallery.check import fixes
from bilingual_gallery.check.finding import Edit, Finding
from bilingual_gallery.cli.project import Project
from bilingual_gallery.contents import Contents
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import MISTAKES, SCRIPT, make


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site in three languages without a finding."""
    return Project.of(make(tmp_path_factory.mktemp("site")).root / "docs")


def script_of(project: Project) -> Path:
    return project.settings.galleries[0].scripts / "blitz" / "small.py"


def findings(project: Project, data: bytes) -> list[Finding]:
    return project.findings(Contents({script_of(project): data}))


def mended(project: Project, data: bytes) -> bytes:
    """What the script is after a mend of these bytes, which has to leave nothing to find and to mend."""
    path = script_of(project)
    done = fixes.mend(project.findings, Contents({path: data}))
    assert set(done.after) <= {path}
    now = done.after.get(path, data)
    assert list(done.left) == findings(project, now)
    again = fixes.mend(project.findings, Contents({path: now}))
    assert not again.after
    return now


def with_mistakes(*chosen: tuple[str, str, str | None]) -> str:
    text = SCRIPT
    for right, wrong, _ in chosen:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return text


def test_the_site_has_no_finding_and_nothing_is_mended(project: Project) -> None:
    assert findings(project, SCRIPT.encode()) == []
    assert mended(project, SCRIPT.encode()) == SCRIPT.encode()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each[1])
def test_a_mistake_is_found_by_its_rule_and_mended_byte_for_byte(
    project: Project, mistake: tuple[str, str, str | None]
) -> None:
    right, wrong, rule = mistake
    data = with_mistakes(mistake).encode()
    if rule is not None:
        found = [each for each in findings(project, data) if each.rule == rule]
        assert any(each.fix for each in found), findings(project, data)
    now = mended(project, data)
    if wrong.startswith("When\n"):  # the line's end is the author's
        assert now.decode() == SCRIPT.replace(right, "When\n#   the values")
    else:
        assert now == (data if rule is None else SCRIPT.encode())


APART = [each for each in MISTAKES if each[2] is not None and "\n#   " not in each[1]]


def together(one: tuple[str, str, str | None], two: tuple[str, str, str | None]) -> bool:
    """Can both mistakes be made in one text?"""
    first, second = SCRIPT.index(one[0]), SCRIPT.index(two[0])
    return first + len(one[0]) <= second or second + len(two[0]) <= first


@pytest.mark.parametrize("mistake", APART[::6], ids=lambda each: each[1])
def test_two_mistakes_are_mended_as_one_is(
    project: Project, mistake: tuple[str, str, str | None]
) -> None:
    for other in APART:
        if together(mistake, other):
            text = with_mistakes(mistake, other)
            assert mended(project, text.encode()) == SCRIPT.encode(), (mistake, other)


@settings(max_examples=30, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(APART), unique=True, max_size=9),
    form=st.sampled_from(["", "bom", "crlf", "both"]),
)
def test_any_mistakes_in_any_form_of_the_file_are_mended(
    project: Project, chosen: list[tuple[str, str, str | None]], form: str
) -> None:
    apart: list[tuple[str, str, str | None]] = []
    for each in chosen:
        if all(together(each, other) for other in apart):
            apart.append(each)
    text = with_mistakes(*apart)
    text = text.replace("\n", "\r\n") if form in ("crlf", "both") else text
    data = (b"\xef\xbb\xbf" if form in ("bom", "both") else b"") + text.encode()
    assert mended(project, data) == SCRIPT.encode()


WORDS = [
    *("는", " 는", "teh", "The the", "텐써", "텐서", "。", "값。값", "**", "`x`", "`x` 을", "(a)"),
    *(
        "\\*",
        "&amp;",
        "[텐서](u) 은",
        "*텐서* 가",
        "~~a~~",
        "$x$ 는",
        "<b>teh</b>",
        "1．",
        "- ",
        "＊",
    ),
    *("\n# ", "\n#\n# "),
]


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_whatever_is_in_the_prose_a_mend_changes_what_it_says_and_no_more(
    project: Project, words: list[str]
) -> None:
    said = " ".join(words)
    text = SCRIPT.replace(
        "- 텐서는 값을 담습니다.", f"- 텐서는 값을 담습니다.\n#\n# 값 {said} 값입니다."
    )
    before = findings(project, text.encode())
    path = script_of(project)
    done = fixes.mend(project.findings, Contents({path: text.encode()}))
    now = done.after.get(path, text.encode()).decode()
    # All around the paragraph is as it was, and the code is the same.
    begin = text.index("# 값 ")
    assert now[:begin] == text[:begin]
    end = len(text) - text.index(" 값입니다.")
    assert now[-end + 2 :] == text[-end + 2 :]
    assert ast.dump(ast.parse(now)) == ast.dump(ast.parse(text))
    # What is left could not be mended, and what a mend has brought with it is told.
    assert not [each for each in done.left if each.fix and each.rule != "script"] or not before
    assert fixes.mend(project.findings, Contents({path: now.encode()})).after == {}


def test_overlapping_edits_are_refused_and_the_first_of_two_findings_is_chosen() -> None:
    with pytest.raises(ValueError, match="same piece"):
        fixes.apply("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])
    with pytest.raises(ValueError, match="same piece"):
        fixes.apply("abcdef", [Edit(1, 1, "x"), Edit(1, 1, "y")])
    assert fixes.apply("abcdef", [Edit(4, 5, "E"), Edit(0, 1, "A"), Edit(6, 6, "!")]) == "AbcdEf!"
    path = Path("x.md")
    first = Finding(path, 1, "a", "", (Edit(0, 3, ""), Edit(8, 9, "")))
    second = Finding(path, 1, "b", "", (Edit(2, 4, ""),))
    third = Finding(path, 1, "c", "", (Edit(5, 6, ""),))
    assert fixes.chosen([third, second, first]) == [first, third]


FUNCTION = "\n# %%\ndef twice(values):\n{}{}"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("    both = 2\n\treturn both * values\n", "    both = 2\n    return both * values\n"),
        (
            "        both = 2\n\treturn both * values\n",
            "        both = 2\n        return both * values\n",
        ),
        # With a tab of four the last line is the function's, with one of eight it is that of the `if`.
        ("    if values:\n        both = 2\n\tvalues = 1\n    return values\n", None),
        # A tab in a text is the text's.
        ('    both = """\n\t"""\n\treturn both * values\n', None),
    ],
)
def test_tabs_become_spaces_where_they_can_be_meant_in_one_way(
    project: Project, wrong: str, right: str | None
) -> None:
    data = (SCRIPT + FUNCTION.format(wrong, "")).encode()
    assert any("TabError" in each.message for each in findings(project, data))
    done = fixes.mend(project.findings, Contents({script_of(project): data}))
    if right is None:
        assert not done.after
    else:
        assert done.after[script_of(project)].decode() == SCRIPT + FUNCTION.format(right, "")


def test_a_carriage_return_that_ends_no_line_is_left_to_its_author(project: Project) -> None:
    data = SCRIPT.replace("여기서는", "여기\r서는").replace("\n", "\r\n").encode()
    assert fixes.mend(project.findings, Contents({script_of(project): data})).after == {}


def test_a_heading_keeps_its_words_for_they_are_its_address(project: Project) -> None:
    text = SCRIPT.replace("# A small guide", "# A smal guide")
    (found,) = findings(project, text.encode())
    assert (found.rule, found.fix) == ("spelling", ())


# In a course no term is explained in the paragraph that is on the card.
FIRST = SCRIPT.replace("**텐서**(tensor)", "**텐서**").replace("- 텐서는", "- 텐서(tensor)는")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A course of two tutorials: the second one uses the terms of the first."""
    site = make(tmp_path_factory.mktemp("course"))
    again = FIRST.replace("(tensor)", "").replace("(dimension)", "")
    site.script("small").write_text(FIRST, encoding="utf-8")
    site.script("small").with_name("smaller.py").write_text(again, encoding="utf-8")
    site.add_to_conf('bilingual_gallery_first_use = "course"\n')
    site.add_to_conf('bilingual_gallery_rules = {"*": "off", "first-use": "warning"}\n')
    return Project.of(site.root / "docs")


def test_a_script_that_cannot_be_read_makes_no_other_use_the_first(course: Project) -> None:
    path = script_of(course)
    assert course.findings() == []
    untagged = FIRST.replace("# ko: 값을", "#ko:값을")
    done = fixes.mend(course.findings, Contents({path: untagged.encode()}))
    assert done.after == {path: FIRST.encode()}
    # Where nobody can read it, nobody can say which use is the first.
    unread = b"\xff" + FIRST.encode()
    assert [each.rule for each in findings(course, unread)].count("first-use") > 0
    assert fixes.mend(course.findings, Contents({path: unread})).after == {}


def test_a_gloss_that_a_course_has_already_is_taken_out(course: Project) -> None:
    second = script_of(course).with_name("smaller.py")
    before = second.read_text(encoding="utf-8")
    more = before.replace("- 텐서는", "- 텐서(tensor)는").replace("차원이", "차원(dimensions)이")
    said = before.replace("- 텐서는", "- 텐서(tensor, 곧 배열)는")
    assert more != before != said
    done = fixes.mend(course.findings, Contents({second: more.encode()}))
    assert (done.after, done.left) == ({second: before.encode()}, ())
    # Brackets that say more are the author's.
    done = fixes.mend(course.findings, Contents({second: said.encode()}))
    assert (done.after, len(done.left)) == ({}, 1)
