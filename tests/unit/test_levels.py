"""How grave a rule is, as conf.py says it for the site, a folder or a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.check.finding import Finding
from bilingual_gallery.cli.project import Project
from bilingual_gallery.errors import BuildError
from helpers import Site
from mistakes import SCRIPT, make

WRONG = SCRIPT.replace("holds the values", "holds the the values").replace(
    "of its color", "of its colour"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = make(tmp_path)
    site.script("small").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return site


def checked(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    status = main(["check", "docs", *more])
    return status, capsys.readouterr().out.splitlines()


def rules(lines: list[str]) -> list[str]:
    return [line.partition(":")[2].partition(" ")[2].split("]")[0] for line in lines]


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ("{}", 1, ["[doubled", "[spelling"]),
        ('{"doubled": "off"}', 1, ["[spelling"]),
        ('{"doubled": "error"}', 1, ["[doubled", "[spelling"]),
        ('{"doubled": "off", "spelling": "note"}', 0, ["note: [spelling"]),
        ('{"*": "note"}', 0, ["note: [doubled", "note: [spelling"]),
        ('{"*": "note", "spelling": "error"}', 1, ["note: [doubled", "[spelling"]),
        ('{"spelling": "error", "*": "off"}', 1, ["[spelling"]),
        ('{"gallery/blitz/*": {"doubled": "off"}}', 1, ["[spelling"]),
        ('{"gallery/*": {"*": "off"}}', 0, []),
        ('{"blitz/": {"*": "off"}}', 0, []),
        ('{"blitz/small.py": {"*": "off"}}', 0, []),
        ('{"blitz/small": {"*": "note", "doubled": "off"}}', 0, ["note: [spelling"]),
        ('{"en/*": {"*": "off"}}', 1, ["[doubled", "[spelling"]),
        # A file counts more than the site, whichever is said first, and the later of two places.
        ('{"blitz/small.py": {"doubled": "off"}, "doubled": "error"}', 1, ["[spelling"]),
        ('{"blitz/*": {"*": "off"}, "blitz/small.py": {"doubled": "note"}}', 0, ["note: [doubled"]),
    ],
)
def test_a_rule_has_the_level_that_is_said_of_its_place(
    site: Site, capsys: pytest.CaptureFixture[str], said: str, status: int, told: list[str]
) -> None:
    site.add_to_conf(f"bilingual_gallery_rules = {said}\n")
    done, lines = checked(capsys)
    assert (done, rules(lines)) == (status, told)


def test_an_excuse_of_a_rule_that_is_off_is_no_finding(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    excuse = "#\n# <!-- check: allow doubled: so it is quoted -->\n"
    text = WRONG.replace("The sum is `3`.\n", f"The sum is `3`.\n{excuse}")
    site.script("small").write_text(text, encoding="utf-8")
    site.add_to_conf('bilingual_gallery_rules = {"doubled": "off"}\n')
    assert rules(checked(capsys)[1]) == ["[spelling"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('["doubled"]', "bilingual_gallery_rules is ['doubled']; write a table of rules or places"),
        ('{"doubled": "loud"}', "is {'doubled': 'loud'}; write a table"),
        ('{"doubled": 3}', "is {'doubled': 3}; write a table"),
        ('{"blitz/*": {"doubled": "no"}}', "; write a table"),
        ('{"dubled": "off"}', "has dubled, and there is no such rule; write doubled"),
        ('{"blitz/*": {"zzz": "off"}}', "has zzz, and there is no such rule; the rules are "),
        ('{"script": "note"}', "has script, which is always an error"),
        ('{"blitz/smal.py": {"*": "off"}}', "has blitz/smal.py, where no tutorial and no page is"),
        (
            '{"drafts/*": {"*": "off"}}',
            "has drafts/*, where no tutorial and no page is; mend the path",
        ),
    ],
)
def test_a_mistake_in_conf_is_one_line_at_its_line(site: Site, said: str, message: str) -> None:
    site.add_to_conf(f"bilingual_gallery_rules = {said}\n")
    conf = site.root / "docs" / "conf.py"
    line = conf.read_text().split("\n").index(f"bilingual_gallery_rules = {said}") + 1
    with pytest.raises(BuildError) as caught:
        Project.of(Path("docs"))
    (told,) = str(caught.value).split("\n")
    assert told.startswith(f"docs/conf.py:{line}: bilingual_gallery_rules ")
    assert message in told


def test_a_folder_that_is_empty_today_may_have_a_level(site: Site) -> None:
    (site.root / "gallery" / "drafts").mkdir()
    site.add_to_conf('bilingual_gallery_rules = {"gallery/drafts/*": {"*": "note"}}\n')
    levels = Project.of(Path("docs")).levels
    draft = Finding(site.root / "gallery" / "drafts" / "new.py", 1, "doubled", "")
    assert levels.level(draft) == "note"
    assert levels.level(Finding(site.script("small"), 1, "doubled", "")) == "warning"
    # What keeps a script from being read is no matter of levels.
    assert levels.level(Finding(draft.path, 1, "script", "")) == "error"


def test_what_the_build_suppresses_is_off(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.add_to_conf('suppress_warnings = ["bilingual_gallery.doubled"]\n')
    assert rules(checked(capsys)[1]) == ["[spelling"]
