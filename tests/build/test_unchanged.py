"""A build with nothing to do looks at files alone; whatever may change a page makes it a whole one."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bilingual_gallery.cli.unchanged import Places, Start
from bilingual_gallery.config import Settings, read_config
from bilingual_gallery.config.plain import plain
from bilingual_gallery.order import ReadingOrder
from helpers import FIGURE, TUTORIAL, Site, make_site
from readers import digests

# conf.py says each time that it is read: once by a look, and once more by each language's build.
CONF = """
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lib"))
import words

project = words.PROJECT
with Path(__file__).parents[1].joinpath("reads.txt").open("a") as reads:
    reads.write("read ")
bilingual_gallery_environment = ["COLOR"]
html_static_path = ["../looks"]
"""
IMPORTS = "\n\n# %%\nimport helped\n\nprint(helped.VALUE)\n"


class Built:
    """A site in a repository, built once; parts of it lie beside its folders."""

    def __init__(self, root: Path) -> None:
        self.site = make_site(root, {"small": TUTORIAL + FIGURE + IMPORTS})
        for name, text in {
            "lib/words.py": "PROJECT = 'Small'\n",
            "looks/more.css": "p { color: red; }\n",
            "lib/helped.py": "VALUE = 1\n",
            "shared.txt": "The same everywhere.\n",
        }.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        self.site.add_to_conf(CONF)
        for home in root.glob("docs/*/index.md"):
            home.write_text(f"{home.read_text()}\n```{{include}} ../../shared.txt\n```\n")
        for command in (["init", "-q"], ["add", "gallery"], ["commit", "-q", "-m", "All"]):
            self.git(*command)

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.site.root, check=True)

    def build(self, *options: str, **variables: str) -> int:
        """How often a build reads conf.py; it has to go well."""
        reads = self.site.root / "reads.txt"
        reads.write_text("")
        command = self.site.command(*options)
        environment = {"PYTHONPATH": str(self.site.root / "lib"), **variables}
        done = subprocess.run(
            command,
            cwd=self.site.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-2:] == ["ko: done", "en: done"]
        return len(reads.read_text().split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = Built(tmp_path_factory.mktemp("unchanged"))
    assert built.build() == 3
    return built


def test_a_build_with_nothing_to_do_reads_conf_py_and_leaves_all_as_it_is(built: Built) -> None:
    assert built.build() in (1, 3)  # after another test there may be something to do
    before = digests(built.site.root / "build")
    assert built.build() == 1
    assert digests(built.site.root / "build") == before


def _edit(name: str, old: str, new: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        (path,) = site.root.glob(name)
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return edit


def _remove(name: str) -> Callable[[Site], None]:
    def remove(site: Site) -> None:
        next(iter(sorted(site.root.glob(name)))).unlink()

    return remove


def _damage(name: str) -> Callable[[Site], None]:
    """Another letter at its end, and all else as it was, so far as a program can have that."""

    def damage(site: Site) -> None:
        path = min(site.root.glob(name))
        known = path.stat()
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    return damage


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_edit("gallery/blitz/small.py", "첫 문단", "맨 첫 문단"), id="a script"),
        pytest.param(_edit("docs/en/index.md", "# ", "# The "), id="a page"),
        pytest.param(_edit("docs/conf.py", '"COLOR"', '"COLOR", "SIZE"'), id="conf.py"),
        pytest.param(
            _edit("lib/words.py", "PROJECT", "# Small.\nPROJECT"),
            id="a module that conf.py imports",
        ),
        pytest.param(_edit("lib/helped.py", "1", "2"), id="a module that a tutorial imports"),
        pytest.param(_edit("looks/more.css", "red", "blue"), id="a folder that conf.py names"),
        pytest.param(_edit("shared.txt", "same", "very same"), id="a file that a page includes"),
        pytest.param(_remove("build/html/ko/index.html"), id="a page that is gone"),
        pytest.param(_damage("build/html/en/index.html"), id="a page that is not as it was made"),
        pytest.param(_damage("build/outputs/*/images/*"), id="a kept output that is damaged"),
        pytest.param(_remove("docs/ko/tutorials/blitz/small.md"), id="what Sphinx reads"),
        pytest.param(_remove("build/doctrees/en/*.doctree"), id="what Sphinx keeps"),
    ],
)
def test_whatever_may_change_a_page_makes_the_next_build_a_whole_one(
    built: Built, change: Callable[[Site], None]
) -> None:
    built.build()
    assert built.build() == 1
    change(built.site)
    assert built.build() == 3
    assert built.build() == 1


def test_a_commit_may_change_what_pages_tell_of_the_history(built: Built) -> None:
    built.build()
    assert built.build() == 1
    built.git("commit", "-q", "--allow-empty", "-m", "More")
    assert built.build() == 3


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (["-D", "html_title=Other"], {}),
        (["--twice"], {}),
        (["-v"], {}),
        (["-E"], {}),
        ([], {"COLOR": "red"}),
        ([], {"SOURCE_DATE_EPOCH": "1000000000"}),
    ],
)
def test_a_build_that_is_asked_for_more_is_a_whole_one(
    built: Built, options: Sequence[str], variables: dict[str, str]
) -> None:
    built.build()
    assert built.build() == 1
    assert built.build(*options, **variables) == 3


def test_code_in_conf_py_that_may_do_anything_is_always_heard(tmp_path: Path) -> None:
    for more in ('extensions += ["sphinx.ext.intersphinx"]\n', "def setup(app):\n    pass\n"):
        site = make_site(tmp_path / str(len(more)))
        site.add_to_conf(more)
        assert site.make().returncode == 0
        assert not (site.root / "build/doctrees/unchanged.json").exists()


def test_what_a_build_warned_of_is_told_again_by_the_next_one(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    script = site.script("small")
    script.write_text(script.read_text().replace("첫 문단입니다", "문단 7개입니다"))
    said = [site.run("build", "docs", "build/html").stdout for _ in range(2)]
    for each in said:
        assert "ko (line 5) has 7 that en lacks" in each


def test_a_value_is_the_same_text_wherever_it_lies() -> None:
    class Order:
        def __init__(self, *names: str) -> None:
            self.names = names

    ring: list[object] = []
    ring.append(ring)
    assert plain(Order("a")) == plain(Order("a")) != plain(Order("b"))
    assert plain({"b": {3, 1, 2}, "a": len}) == plain({"b": {2, 1, 3}, "a": len})
    assert plain(ReadingOrder(["a.py"])) != plain(ReadingOrder(["b.py"]))
    assert plain([1]) != plain(["1"])
    assert plain(Path("a")) != plain(Path("b"))
    assert plain(ring)


def test_a_build_keeps_nothing_where_somebody_writes_meanwhile(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    time.sleep(0.1)  # else its files are so new that they may change and look the same
    for text, is_kept in (("", True), ("# More\n", False)):
        start = _start(tmp_path)
        assert start is not None
        with site.script("small").open("a") as script:
            script.write(text)
        start.keep(tmp_path, [], ["done"])
        time.sleep(0.1)
        start = _start(tmp_path)
        assert start is not None and start.done() == (["done"] if is_kept else None)


def test_links_that_lead_in_circles_or_nowhere_are_looked_at_as_they_are(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    gallery = tmp_path / "gallery"
    (gallery / "loop.csv").symlink_to("loop.csv")
    (gallery / "gone.csv").symlink_to("nowhere.csv")
    (gallery / "again").symlink_to(gallery, target_is_directory=True)
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "data.csv").write_text("1")
    (gallery / "linked").symlink_to(beside, target_is_directory=True)
    site.add_to_conf('html_context = {"file": "../gallery/loop.csv"}\n')
    time.sleep(0.1)
    start = _start(tmp_path)
    assert start is not None
    start.keep(tmp_path, [], ["done"])
    assert start.done() == ["done"]
    (beside / "data.csv").write_text("2")  # behind a link, and in the gallery
    time.sleep(0.1)
    start = _start(tmp_path)
    assert start is not None and start.done() is None


def test_a_record_that_nobody_can_read_is_none(tmp_path: Path) -> None:
    make_site(tmp_path)
    time.sleep(0.1)
    start = _start(tmp_path)
    assert start is not None
    start.keep(tmp_path, [], ["done"])
    record = tmp_path / "doctrees/unchanged.json"
    for text in ("", "{", "[]", '{"asked": 1}', record.read_text()[:-9]):
        record.write_text(text)
        assert start.done() is None


def _start(root: Path) -> Start | None:
    docs = root / "docs"
    config = read_config(docs, {})
    settings = Settings.of(config, docs, docs / "ko")
    (root / "doctrees").mkdir(exist_ok=True)  # as a build leaves it
    places = Places.of(settings, root / "out", root / "doctrees")
    return Start.of({}, [], config, settings, places)


def test_folders_that_conf_py_names_are_looked_at_as_paths_and_where_they_are_hidden(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    site.add_to_conf('from pathlib import Path\n\nhtml_static_path = [Path("../looks"), ".mine"]\n')
    for folder in ("looks", "docs/.mine"):
        (tmp_path / folder).mkdir()
        style = tmp_path / folder / "more.css"
        for color in ("red", "blue"):
            style.write_text(f"p {{ color: {color}; }}\n")
            time.sleep(0.1)
            start = _start(tmp_path)
            assert start is not None and start.done() is None
            start.keep(tmp_path, [], ["done"])
            assert start.done() == ["done"]


def test_a_folder_around_the_project_is_no_input_that_can_be_known(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    for more, is_known in (("", True), ('html_extra_path = ["../.."]\n', False)):
        site.add_to_conf(more)
        time.sleep(0.1)
        assert (_start(tmp_path) is not None) == is_known
