"""A language that is only begun: what the check tells of it, what `fill` puts in, and how far it is."""

from __future__ import annotations

import json
from pathlib import Path

import partial
import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.cli.live import checking
from helpers import Site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = partial.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    return site


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    status = main(["check", "docs", *options])
    return status, capsys.readouterr().out.splitlines()


def refused(*arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return str(caught.value)


def test_what_a_begun_language_lacks_is_a_note_and_a_script_without_it_is_told_once(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = checked(capsys)
    assert status == 0
    assert [line.split("note: ")[-1].split(";")[0] for line in lines] == [
        "[partial] ja has 1 of the 2 headings that ko has here",
        "[partial] ja lacks 1 of 2 pages written by hand: guide.md",
        "[partial] not translated yet: no `# ja:` comment is here",
        '[partial] not translated yet: this passage lacks lang="ja"',
        '[partial] not translated yet: this passage lacks lang="ja"',
        "[partial] ja is not begun here",
        "ja: 1 of 3 tutorials, 3 of 9 passages",
    ]
    assert lines[5].startswith("gallery/blitz/c_nothing.py:3: note: ")
    assert "`fill --language ja`" in lines[5]


def test_the_glossary_and_the_calls_may_lack_it_too(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = site.root / "docs"
    site.add_to_conf(
        'bilingual_gallery_glossary = "terms.toml"\nbilingual_gallery_calls = "calls.toml"'
    )
    term = '[[term]]\nid = "t{}"\nnames = {{ {} }}\nmeaning = {{ ko = "글.", ja = "文。" }}\n'
    names = ['ko = "글", ja = "文"', *['ko = "글"'] * 7]
    (docs / "terms.toml").write_text(
        "".join(term.format(number, each) for number, each in enumerate(names)), encoding="utf-8"
    )
    (docs / "calls.toml").write_text('"a.b" = { ko = "더합니다.", en = "It adds." }\n')
    lines = [line for line in checked(capsys)[1] if ".toml" in line]
    assert lines == [
        "docs/calls.toml:1: note: [partial] ja lacks 1 of 1 calls: a.b",
        "docs/terms.toml:1: note: [partial] ja lacks 7 of 8 terms: t1, t2, t3, t4, t5, …",
    ]


def test_where_no_language_is_partial_all_that_lacks_is_a_warning_once_for_each_script(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = site.root / "docs" / "conf.py"
    own = 'bilingual_gallery_id_language = "en"\n'
    conf.write_text(conf.read_text().replace('bilingual_gallery_partial = ["ja"]', own))
    status, lines = checked(capsys)
    assert status == 1
    of_nothing = [line for line in lines if "c_nothing" in line]
    assert len(of_nothing) == 1
    assert (
        '[untranslated] not translated yet: nothing of this tutorial is in lang="ja"'
        in (of_nothing[0])
    )
    assert [line.split("] ")[0].split("[")[1] for line in lines if "b_begun" in line] == [
        "comments",
        "untranslated",
        "untranslated",
    ]


def test_the_level_of_what_lacks_may_be_set_as_that_of_any_rule(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.add_to_conf(
        'bilingual_gallery_rules = {"partial": "off", "blitz/b_begun": {"partial": "warning"}}\n'
    )
    status, lines = checked(capsys)
    assert (status, len(lines)) == (1, 4)
    assert all("b_begun.py" in line for line in lines[:3])


def test_other_languages_of_a_begun_script_are_checked_as_ever(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site.script("a_whole")
    path.write_text(path.read_text().replace("値を二つ", "値を5個"))
    other = site.script("c_nothing")
    other.write_text(other.read_text().replace("# en: Multiply.\n", ""))
    status, lines = checked(capsys)
    warned = [line for line in lines if "note:" not in line][:-1]
    assert status == 1
    assert [line.split("[")[1].split("]")[0] for line in warned] == ["numbers", "comments"]
    assert "write `# ko:`, `# en:`, one below" in warned[1]


def test_json_tells_how_far_each_language_is(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "docs", "--json"])
    told = json.loads(capsys.readouterr().out)["languages"]
    assert list(told) == ["ko", "en", "ja"]
    assert told["ja"] == {
        "tutorials": {"done": 1, "begun": 2, "all": 3},
        "passages": {"done": 3, "all": 9},
    }
    assert told["ko"]["passages"] == {"done": 9, "all": 9}


def test_fill_begins_a_language_where_it_is_asked_to_and_nowhere_else(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: site.script(name).read_text() for name in partial.SCRIPTS}
    assert main(["fill", "docs", "c_nothing"]) == 0
    said = capsys.readouterr().out
    assert said == (
        "gallery/blitz/c_nothing.py: no text is missing; ja is not begun, `--language ja` begins it\n"
    )
    assert main(["fill", "docs", "--all"]) == 0
    said = capsys.readouterr().out
    assert "b_begun.py: 3 texts put in" in said  # it is begun there
    assert site.script("c_nothing").read_text() == before["c_nothing"]
    assert main(["fill", "docs", "c_nothing", "a_whole", "--language", "ja"]) == 0
    said = capsys.readouterr().out
    assert "c_nothing.py: 3 texts put in\n" in said
    assert "a_whole.py: no text is missing\n" in said
    text = site.script("c_nothing").read_text()
    assert text.count('lang="ja"') == 2
    assert "# ja: <!-- 곱합니다. -->\n" in text
    rest = [row for row in text.split("\n") if row.strip()]
    kept = iter(rest)
    assert all(row in kept for row in before["c_nothing"].split("\n") if row.strip())


def test_what_fill_has_put_in_is_told_once_until_something_is_written(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["fill", "docs", "--all", "--language", "ja"])
    capsys.readouterr()
    status, lines = checked(capsys)
    assert status == 0
    assert sum("c_nothing" in line for line in lines) == 1
    path = site.script("c_nothing")
    text = path.read_text()
    begin = text.index('lang="ja"\n') + len('lang="ja"\n')
    end = text.index("# -->\n", begin) + len("# -->\n")
    done = "# # 掛け算\n#\n# 値を掛けます。[節](#more)と[説明](../../guide.md)があります。\n#\n"
    done += "# [](../../guide.md#start)も見ます。\n"
    path.write_text(text[:begin] + done + text[end:])
    status, lines = checked(capsys)
    assert (status, [line for line in lines if "note:" not in line]) == (
        0,
        ["ja: 1 of 3 tutorials, 4 of 9 passages"],
    )
    assert sum("c_nothing" in line for line in lines) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["c_nothing", "--language", "fr"], "--language fr is none of conf.py's; write one of ko"),
        (["nobody"], "no tutorial is called nobody"),
    ],
)
def test_fill_says_in_one_line_what_it_cannot_do(
    site: Site, arguments: list[str], said: str
) -> None:
    told = refused("fill", "docs", *arguments)
    assert said in told and "\n" not in told


@pytest.mark.parametrize("arguments", [[], ["c_nothing", "--all"]])
def test_fill_wants_names_or_all(
    site: Site, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused("fill", "docs", *arguments) == "2"
    assert "name the tutorials to fill, or write --all" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ('bilingual_gallery_partial = ["jp"]', "has 'jp'; write some of 'ko', 'en', 'ja'"),
        ('bilingual_gallery_partial = ["ko", "en", "ja"]', "has every language"),
        (
            'bilingual_gallery_partial = ["ja"]; bilingual_gallery_id_language = "ja"',
            "'ja', whose headings make the addresses of sections",
        ),
        ('bilingual_gallery_partial = "ja"', "write a list of texts"),
    ],
)
def test_a_mistake_in_the_option_is_told_at_its_line(site: Site, options: str, said: str) -> None:
    site.add_to_conf(options)
    told = refused("check", "docs")
    lines = (site.root / "docs" / "conf.py").read_text().count("\n") + 1
    assert told.startswith(f"docs/conf.py:{lines}: bilingual_gallery_partial")
    assert said in told and "\n" not in told


def test_a_new_tutorial_is_in_the_languages_that_are_complete(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "hello", "--docs", "docs"])
    text = site.script("hello").read_text()
    assert 'lang="en"' in text and 'lang="ja"' not in text


def test_live_tells_of_it_for_the_tutorials_that_it_is_asked_for_alone(site: Site) -> None:
    def told(names: list[str]) -> int:
        line = Spoken([{"id": 1}])
        checking.work(line, site.root / "docs", site.root, {"names": names})  # type: ignore[arg-type]
        (answer,) = line.said
        return str(answer["text"]).count("[partial]")

    assert told([]) == 0
    assert told(["b_begun"]) == 3


class Spoken(list[dict[str, object]]):
    """What is asked, and what is answered."""

    def __init__(self, asked: list[dict[str, object]]) -> None:
        super().__init__(asked)
        self.said: list[dict[str, object]] = []

    def send(self, kind: str, **told: object) -> None:
        self.said.append(told)
