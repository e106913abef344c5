"""`new` puts a tutorial into the reading order of conf.py, and changes nothing else there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from helpers import Site, make_site

LANGUAGES = ("ko", "en", "ja")
ORDER = 'sphinx_gallery_conf["within_subsection_order"] = ReadingOrder({})\n'
IMPORT = "from bilingual_gallery.order import ReadingOrder\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.chdir(tmp_path)
    return make_site(tmp_path, languages=LANGUAGES)


def conf_with(site: Site, text: str) -> tuple[Path, bytes]:
    conf = site.root / "docs" / "conf.py"
    conf.write_bytes(conf.read_bytes() + text.encode())
    return conf, conf.read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('tutorials = ["a.py", "b.py"]\n', 'tutorials = ["a.py", "b.py", "hello.py"]\n'),
        ("tutorials = ['a.py']\n", "tutorials = ['a.py', 'hello.py']\n"),
        ('tutorials = ["a.py",]\n', 'tutorials = ["a.py", "hello.py",]\n'),
        ("tutorials = []\n", 'tutorials = ["hello.py"]\n'),
        ("tutorials = [  # none\n]\n", 'tutorials = ["hello.py"  # none\n]\n'),
        ('tutorials: list[str] = ["a.py"]\n', 'tutorials: list[str] = ["a.py", "hello.py"]\n'),
        (
            'tutorials = [\n    "a.py",  # first, so\n    # "old.py",\n    "b.py",  # 끝, 예\n]  # end\n',
            'tutorials = [\n    "a.py",  # first, so\n    # "old.py",\n    "b.py",  # 끝, 예\n'
            '    "hello.py",\n]  # end\n',
        ),
        (
            'tutorials = [\n\t"a.py",\n\t"b.py"  # no comma\n]\n',
            'tutorials = [\n\t"a.py",\n\t"b.py",  # no comma\n\t"hello.py"\n]\n',
        ),
        (
            'tutorials = ["a.py",\n             "b.py"]\n',
            'tutorials = ["a.py",\n             "b.py",\n             "hello.py"]\n',
        ),
        (
            'tutorials = [\r\n    "a.py",\r\n]\r\n',
            'tutorials = [\r\n    "a.py",\r\n    "hello.py",\r\n]\r\n',
        ),
        (
            'tutorials = [\n    "a.py",\n    # the last\n]\n',
            'tutorials = [\n    "a.py",\n    "hello.py",\n    # the last\n]\n',
        ),
        (
            'names = ["가.py", "b.py"]; x = "é"\n' + IMPORT + ORDER.format("names"),
            'names = ["가.py", "b.py", "hello.py"]; x = "é"\n' + IMPORT + ORDER.format("names"),
        ),
        (
            IMPORT + ORDER.format('["a.py"]'),
            IMPORT + ORDER.format('["a.py", "hello.py"]'),
        ),
        (
            IMPORT + ORDER.format('names=["a.py"]'),
            IMPORT + ORDER.format('names=["a.py", "hello.py"]'),
        ),
    ],
)
def test_the_list_has_one_more_name_and_all_else_is_as_it_was(
    site: Site, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    conf, whole = conf_with(site, before)
    begin = whole.removesuffix(before.encode())
    conf.chmod(0o640)
    assert main(["new", "hello"]) == 0
    assert conf.read_bytes() == begin + after.encode()
    assert conf.stat().st_mode & 0o777 == 0o640
    told = capsys.readouterr().out
    assert re.search(r"It is the last one in the list .* docs/conf\.py", told)
    assert 'add "hello.py"' not in told


@pytest.mark.parametrize(
    "text",
    [
        'tutorials = ("a.py", "b.py")\n',
        'tutorials = [*["a.py"]]\n',
        'tutorials = ["a" + ".py"]\n',
        'tutorials = sorted(["b.py", "a.py"])\n',
        'tutorials = ["a.py"]\ntutorials += ["b.py"]\n',
        'tutorials = ["a.py"]\ntutorials.append("b.py")\n',
        'tutorials = ["a.py"]\ntutorials[:] = ["b.py"]\n',
        'tutorials = ["a.py"]\ntutorials = ["b.py"]\n',
        'if True:\n    tutorials = ["a.py"]\n',
        'tutorials = ["a.py"]\nother = tutorials\nother.append("b.py")\n',
        IMPORT + 'names = ["a.py"]\n' + ORDER.format("[*names]"),
        IMPORT + ORDER.format('["a.py"]') + ORDER.format('["b.py"]'),
    ],
)
def test_a_list_that_is_made_in_another_way_is_left_to_the_author(
    site: Site, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    conf, before = conf_with(site, text)
    assert main(["new", "hello"]) == 0
    assert conf.read_bytes() == before
    told = capsys.readouterr().out
    assert 'add "hello.py" to the list' in told
    assert "It is the last one" not in told


def test_a_conf_without_a_list_needs_none(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    conf, before = conf_with(site, "")
    assert main(["new", "hello"]) == 0
    assert conf.read_bytes() == before
    assert "list" not in capsys.readouterr().out


def test_a_name_that_is_there_is_not_put_there_again(site: Site) -> None:
    conf, before = conf_with(site, 'tutorials = ["hello.py", "a.py"]\n')
    assert main(["new", "hello"]) == 0
    assert conf.read_bytes() == before


def test_a_link_to_conf_stays_one(site: Site) -> None:
    conf, _ = conf_with(site, 'tutorials = ["a.py"]\n')
    elsewhere = site.root / "shared_conf.py"
    conf.rename(elsewhere)
    conf.symlink_to("../shared_conf.py")
    assert main(["new", "hello"]) == 0
    assert conf.is_symlink()
    assert elsewhere.read_text().endswith('["a.py", "hello.py"]\n')


@pytest.mark.parametrize(
    "name",
    [
        "hello",
        "hello.py",
        "blitz/hello",
        "blitz/hello.py",
        "gallery/blitz/hello",
        "gallery/blitz/hello.py",
        "./gallery/blitz/hello.py",
        "{root}/gallery/blitz/hello.py",
    ],
)
def test_a_tutorial_is_named_or_its_script_is(site: Site, name: str) -> None:
    assert main(["new", name.format(root=site.root)]) == 0
    assert site.script("hello").is_file()


def test_it_is_named_from_its_own_folder(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.script("small").parent)
    assert main(["new", "./hello.py", "--docs", "../../docs"]) == 0
    assert site.script("hello").is_file()


def test_a_folder_that_is_no_section_is_told(site: Site) -> None:
    (site.root / "elsewhere").mkdir()
    with pytest.raises(SystemExit, match=r"^no section .*elsewhere; choose blitz"):
        main(["new", str(site.root / "elsewhere" / "hello.py")])
