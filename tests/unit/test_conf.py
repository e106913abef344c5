"""conf.py is told its mistakes: all of them at once, a line each, at the line where each is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.config import OPTIONS, read_config, settings_of
from bilingual_gallery.errors import BuildError
from helpers import CONF, make_site

VALUES = [
    ('bilingual_gallery_languages = ["ko", "en"]', "languages is ['ko', 'en']; write a table"),
    ("bilingual_gallery_languages = {}", "languages is {}; write a table"),
    ('bilingual_gallery_languages = {"ko": 1}', "languages is {'ko': 1}; write a table"),
    ('bilingual_gallery_titles = ["A", "B"]', "titles is ['A', 'B']; write a table"),
    ('bilingual_gallery_glossary = ["a"]', "glossary is ['a']; write a path"),
    ("bilingual_gallery_editions = [1]", "editions is [1]; write a list of tables"),
    ('bilingual_gallery_editions = {"ko": "x"}', "editions is {'ko': 'x'}; write a list"),
    ('bilingual_gallery_id_language = "fr"', "id_language is 'fr'; write one of ko, en"),
    ('bilingual_gallery_id_language = ["ko"]', "id_language is ['ko']; "),
    ('bilingual_gallery_store = ""', "store is ''; write a path"),
    ('bilingual_gallery_distributions = "torch"', "distributions is 'torch'; write a list"),
    ("bilingual_gallery_environment = [1]", "environment is [1]; write a list"),
    ('bilingual_gallery_preload = {"torch"}', "preload is {'torch'}; write a list"),
    ('bilingual_gallery_timeout = "1 h"', "timeout is '1 h'; write the seconds, as in 600"),
    ("bilingual_gallery_timeout = 0", "timeout is 0; write the seconds"),
    ("bilingual_gallery_timeout = True", "timeout is True; write the seconds"),
    ('bilingual_gallery_timeout = float("nan")', "timeout is nan; write the seconds"),
    ("bilingual_gallery_memory = -1", "memory is -1; write the megabytes"),
    ("bilingual_gallery_output_limit = 1.5", "output_limit is 1.5; write a whole number"),
    ("bilingual_gallery_jobs = -2", "jobs is -2; write a whole number, 0 or more"),
    ('bilingual_gallery_resources = {"GPU": 0}', "resources is {'GPU': 0}; write a table of"),
    ("bilingual_gallery_scheduler = None", "scheduler is None; write a text"),
    ("bilingual_gallery_site_url = 3", "site_url is 3; write a text"),
    ('bilingual_gallery_colab_url = "https://a/{page}"', "colab_url is 'https://a/{page}'; write"),
    ('bilingual_gallery_source_url = "https://a/"', "source_url is 'https://a/'; write an address"),
    ("bilingual_gallery_preloads = []", "_preloads; write bilingual_gallery_preload"),
    ("bilingual_gallery_zzz = 1", "there is no option bilingual_gallery_zzz; take it out"),
]  # fmt: skip

GALLERY = [
    ('"image_scrset": ["2x"]', "Sphinx-Gallery has no option image_scrset; write image_srcset"),
    ('"capture_repr": ("__len__",)', "Sphinx-Gallery refuses capture_repr: All entries in"),
    ('"image_srcset": ["big"]', "Sphinx-Gallery refuses image_srcset: "),
    ('"css": ["own"]', "Sphinx-Gallery refuses css: Unknown css 'own'"),
    ('"reset_modules_order": "never"', "Sphinx-Gallery refuses reset_modules_order: "),
    ('"within_subsection_order": "no.such.Key"', "Sphinx-Gallery refuses within_subsection_order: "),
    ('"subsection_order": ["../../gallery/other"]', "Sphinx-Gallery refuses subsection_order: "),
    ('"filename_pattern": "["', "filename_pattern (GALLERY_PATTERN) is no pattern: "),
    ('"ignore_pattern": 3', "ignore_pattern is no pattern: "),
    ('"examples_dirs": 3', 'examples_dirs is 3; write a folder, as in "../../gallery"'),
    ('"examples_dirs": "../../galery"', "examples_dirs has ../../galery, which is no folder; make it"),
    ('"gallery_dirs": ["a"], "examples_dirs": ["../../gallery", "../../docs"]',
     "gallery_dirs has 1 and examples_dirs 2; give each"),
    ('"gallery_dirs": ["tutorials", "tutorials/more"], "examples_dirs": ["../../gallery", "../../docs"]',
     "gallery_dirs has tutorials and tutorials/more, where addresses would collide"),
    ('"gallery_dirs": ["a", "b"], "examples_dirs": ["../../gallery", "../../gallery/blitz"]',
     "examples_dirs has ../../gallery and ../../gallery/blitz, where addresses would collide"),
    ('"gallery_dirs": "/tmp/pages"', "gallery_dirs has /tmp/pages; name a folder below that of each"),
]  # fmt: skip


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of conf.py in a small project, from where its paths are told."""
    make_site(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Path("docs")


def told(docs: Path, *lines: str) -> list[str]:
    """What is wrong in conf.py with these lines at its end, which is where each has to be told."""
    conf = docs / "conf.py"
    text = conf.read_text()
    conf.write_text(text + "".join(f"{line}\n" for line in lines))
    with pytest.raises(BuildError) as caught:
        read_config(docs, {})
    return str(caught.value).split("\n")


@pytest.mark.parametrize(("line", "message"), VALUES, ids=[each[0] for each in VALUES])
def test_a_value_that_an_option_cannot_have_is_told_at_its_line(
    docs: Path, line: str, message: str
) -> None:
    number = len((docs / "conf.py").read_text().split("\n"))
    mistakes = told(docs, line)
    assert len(mistakes) == 1
    assert re.match(rf"docs/conf\.py:{number}: (bilingual_gallery_)?", mistakes[0])
    assert message in mistakes[0]


@pytest.mark.parametrize(("entry", "message"), GALLERY, ids=[each[0] for each in GALLERY])
def test_what_sphinx_gallery_refuses_is_told_at_the_line_of_its_key(
    docs: Path, entry: str, message: str
) -> None:
    conf = docs / "conf.py"
    text = CONF.replace('"image_srcset": ["2x"],', "").replace('"ignore_pattern": "conftest",', "")
    for key in re.findall(r'"(\w+)": ', entry):
        text = re.sub(rf'\n *"{key}": .*', "", text)
    text = text.replace('"backreferences_dir": None,', f'"backreferences_dir": None,\n    {entry},')
    conf.write_text(
        text.format(
            languages={"ko": "한국어", "en": "English"}, timeout=60, memory=0, jobs=0, pattern=""
        )
    )
    line = next(n for n, each in enumerate(conf.read_text().split("\n"), 1) if entry in each)
    mistakes = told(docs)
    assert len(mistakes) == 1
    assert mistakes[0].startswith(f"docs/conf.py:{line}: {message}")


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(docs: Path) -> None:
    mistakes = told(
        docs,
        "bilingual_gallery_jobs = -1",
        'sphinx_gallery_conf["css"] = ["own"]',
        'sphinx_gallery_conf["reset_modules_order"] = "never"',
        'sphinx_gallery_conf["no_such"] = 1',
        'myst_enable_extensions = ["dolarmath"]',
    )
    assert [re.sub(r"^docs/conf.py:\d+: ", "", each).split(":")[0] for each in mistakes] == [
        "bilingual_gallery_jobs is -1; write a whole number, 0 or more",
        "Sphinx-Gallery refuses css",
        "Sphinx-Gallery refuses reset_modules_order",
        "Sphinx-Gallery has no option no_such; take it out",
        "MyST refuses myst_enable_extensions",
    ]
    lines = [int(each.split(":")[1]) for each in mistakes]
    assert lines == list(range(lines[0], lines[0] + 5))


def test_a_table_that_is_none_is_told(docs: Path) -> None:
    assert "sphinx_gallery_conf is 3; write a table" in told(docs, "sphinx_gallery_conf = 3")[0]


def test_what_is_set_another_way_is_told_at_the_first_line(docs: Path) -> None:
    (docs / "conf.py").write_text("\nglobals()['bilingual_gallery_jobs'] = -1\n")
    assert any(each.startswith("docs/conf.py:1: bilingual_gallery_jobs") for each in told(docs))
    (docs / "conf.py").write_text("\nbilingual_gallery_jobs = 2\n")
    with pytest.raises(BuildError, match=r"docs/conf\.py:1: bilingual_gallery_jobs is -3"):
        read_config(docs, {"bilingual_gallery_jobs": "-3"})


@pytest.mark.parametrize(
    "table",
    [
        'sphinx_gallery_conf = dict(\n    css=["own"],\n)',
        'sphinx_gallery_conf: dict = {\n    "css": ["own"],\n}',
        'sphinx_gallery_conf = {}\nsphinx_gallery_conf["css"] = ["own"]',
    ],
    ids=["dict", "annotated", "item"],
)
def test_a_key_is_found_however_the_table_is_written(docs: Path, table: str) -> None:
    (docs / "conf.py").write_text(f"{table}\n")
    assert told(docs)[0].startswith("docs/conf.py:2: Sphinx-Gallery refuses css: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "docs"],
        ["drift", "docs"],
        ["new", "hello"],
        ["outputs", "list", "docs"],
        ["build", "docs", "build/html"],
        ["live", "docs", "build/html"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_ends_with_the_mistakes_alone(
    docs: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    conf = docs / "conf.py"
    conf.write_text(conf.read_text() + "bilingual_gallery_jobs = -1\nbilingual_gallery_job = 1\n")
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    first, second = str(ended.value.code).split("\n")
    assert first.endswith("bilingual_gallery_jobs is -1; write a whole number, 0 or more")
    assert second.endswith("there is no option bilingual_gallery_job; write bilingual_gallery_jobs")


def test_the_default_of_each_option_is_one_that_it_can_have(docs: Path) -> None:
    for option in OPTIONS:
        assert option.kind.accepts(option.default), option.name
    (docs / "conf.py").write_text('sphinx_gallery_conf = {"examples_dirs": "../../gallery"}\n')
    settings = settings_of(docs)
    assert settings.store == docs.resolve().parent / "build/outputs"
    assert settings.glossary is None
    assert settings.heading_language == "en"


@pytest.mark.parametrize("command", ["check", "drift"])
def test_a_folder_without_conf_py_is_told_in_one_line(docs: Path, command: str) -> None:
    with pytest.raises(SystemExit) as told:
        main([command, "elsewhere"])
    assert told.value.code == "elsewhere: has no conf.py; name the folder of conf.py, as in docs"
