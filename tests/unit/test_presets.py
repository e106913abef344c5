"""Which rules count, as one line of conf.py chooses them for a community that moves in."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.check.finding import Finding
from bilingual_gallery.check.levels import KNOWN, Levels
from bilingual_gallery.check.rules import FILE, load, of_parity
from bilingual_gallery.errors import BuildError
from helpers import Site
from mistakes import SCRIPT, make

# Of style: a British word, a word twice. Of what differs: a number, a sentence.
WRONG = (
    SCRIPT.replace("holds the values", "holds the the values")
    .replace("of its color", "of its colour")
    .replace("The sum is `3`.", "The sum is `3` and not 40.")
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    site = make(tmp_path)
    site.script("small").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return site


def checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    status = main(["check", "docs"])
    lines = capsys.readouterr().out.splitlines()
    return status, [line.partition(":")[2].partition(" ")[2].split("]")[0] for line in lines]


@pytest.mark.parametrize(
    ("preset", "rules", "status", "told"),
    [
        ("strict", "{}", 1, ["[doubled", "[numbers", "[spelling"]),
        ("parity", "{}", 1, ["[numbers"]),
        ("parity", '{"numbers": "note"}', 0, ["note: [numbers"]),
        ("parity", '{"numbers": "off", "spelling": "warning"}', 1, ["[spelling"]),
        ("parity", '{"blitz/*": {"*": "error"}}', 1, ["[doubled", "[numbers", "[spelling"]),
        ("parity", '{"*": "note"}', 0, ["note: [doubled", "note: [numbers", "note: [spelling"]),
        ("off", "{}", 0, []),
        ("off", '{"doubled": "error"}', 1, ["[doubled"]),
        ("off", '{"blitz/small.py": {"numbers": "note"}}', 0, ["note: [numbers"]),
    ],
)
def test_a_preset_says_which_rules_count_and_each_rule_may_be_said_otherwise(
    site: Site,
    capsys: pytest.CaptureFixture[str],
    preset: str,
    rules: str,
    status: int,
    told: list[str],
) -> None:
    site.add_to_conf(f'bilingual_gallery_preset = "{preset}"\nbilingual_gallery_rules = {rules}\n')
    done, found = checked(capsys)
    assert (done, sorted(found)) == (status, sorted(told))


def test_a_script_that_cannot_be_read_is_an_error_in_every_preset(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.script("small").write_text(WRONG.replace("# %%\n", "# %%\nx = (\n", 1), encoding="utf-8")
    site.add_to_conf('bilingual_gallery_preset = "off"\n')
    status, found = checked(capsys)
    assert (status, set(found)) == (1, {"[script"})


def test_another_preset_is_refused_at_its_line(site: Site) -> None:
    site.add_to_conf('bilingual_gallery_preset = "loose"\n')
    with pytest.raises((BuildError, SystemExit)) as caught:
        main(["check", "docs"])
    assert 'bilingual_gallery_preset is \'loose\'; write "strict", "parity" or "off"' in str(
        caught.value
    )


def test_every_rule_says_its_preset_and_no_rule_of_style_is_in_parity() -> None:
    """A rule that says none is refused where the rules are read."""
    assert of_parity() <= KNOWN
    levels = Levels(preset="parity")
    style = {
        "spelling",
        "spacing",
        "particles",
        "endings",
        "terms",
        "first-use",
        "phrases",
    }
    for rule in KNOWN:
        level = levels.level(Finding(Path("x.py"), 1, rule, ""))
        assert (level == "off") == (rule not in of_parity()), rule
        assert rule not in style or level == "off"
    assert {"blocks", "code", "formulas", "links", "numbers", "untranslated"} <= of_parity()


@pytest.mark.parametrize("said", ["", 'preset = "some"\n'])
def test_a_rule_without_a_preset_is_told(tmp_path: Path, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "rules.toml"
    path.write_text(text.replace('preset = "strict"\n', said, 1), encoding="utf-8")
    with pytest.raises(ValueError, match="preset"):
        load(path)
