"""All languages in one go: what `make html` does, and what is looked after between builds."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import pty
import re
import signal
import subprocess
import sys
import time
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from bilingual_gallery.cli import whole_build
from bilingual_gallery.execution.cache import OutputCache
from bilingual_gallery.execution.fork_server import ForkServer
from bilingual_gallery.execution.job import RESULT, Job, Limits, RunError
from bilingual_gallery.execution.progress import Row, table
from bilingual_gallery.execution.runner import run
from bilingual_gallery.order import ReadingOrder
from helpers import FIGURE, TUTORIAL, Site, make_site
from readers import digests, working_in


def test_one_command_builds_every_language_as_sphinx_does(built: Site, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    done = site.make()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["ko: done", "en: done"]
    assert digests(site.root / "build/html") == digests(built.root / "build/html")


WATCH = """
import os, time
from pathlib import Path

def begin(app):
    running = Path(__file__).parent / "running"
    running.mkdir(exist_ok=True)
    (running / app.config.language).touch()
    time.sleep(0.2)
    with (running.parent / "counts.txt").open("a") as counts:
        counts.write(f"{len(list(running.iterdir()))} ")

def end(app, exception):
    (Path(__file__).parent / "running" / app.config.language).unlink()

def setup(app):
    app.connect("builder-inited", begin, priority=1)
    app.connect("build-finished", end, priority=999)
"""


def test_no_more_languages_are_built_at_once_than_there_are_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, languages = TUTORIAL, ("ko", "de", "fr", "ja", "en")
    for code in languages[1:-1]:
        for english in ("# # A small guide", "# ## Second section"):
            cell = f'# %% [markdown] lang="en"\n{english}'
            other = (
                f'# %% [markdown] lang="{code}"\n{english}\n#\n# `print` $a^2$ [.](#second-section)'
            )
            script = script.replace(cell, f"{other}\n\n{cell}")
        script = script.replace("# en: Add", f"# {code}: Add.\n# en: Add")
    site = make_site(tmp_path, {"small": script}, languages)
    site.add_to_conf(f"suppress_warnings = ['bilingual_gallery']\n{WATCH}")
    monkeypatch.setattr(whole_build, "cores", lambda: 2)
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(done.stdout.splitlines()[-5:]) == sorted(f"{code}: done" for code in languages)
    counts = [int(count) for count in (tmp_path / "docs/counts.txt").read_text().split()]
    assert len(counts) == 5
    assert max(counts) <= 2


def test_a_run_is_told_plainly_in_a_log_with_a_table_at_the_end(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL.replace("1 + 2", "2 + 2")})
    lines = site.make().stdout.splitlines()
    assert "running gallery/blitz/small.py" in lines
    assert re.fullmatch(r"tutorial +seconds  peak MB", lines[2])
    assert re.fullmatch(r"gallery/blitz/\w+\.py  ran +0\.\d +\d+", lines[3])
    site.script("small").write_text(TUTORIAL.replace("1 + 2", "3 + 2"))
    lines = site.make().stdout.splitlines()
    assert re.fullmatch(r"gallery/blitz/small\.py  ran +0\.\d +\d+", lines[2])
    assert re.fullmatch(r"gallery/blitz/other\.py  reused +0\.\d +\d+", lines[3])


def test_a_long_gallerys_table_counts_what_was_reused() -> None:
    rows = [Row(f"t{number}", "reused", 1, 1) for number in range(100)]
    told = table([*rows, Row("new", "ran", 2, 3)])
    assert "new  ran         2.0        3" in told
    assert told.endswith("and 100 reused")
    assert len(told.splitlines()) == 3


def test_a_terminal_shows_a_live_line_for_each_run(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": f"{TUTORIAL}\n# %%\nimport time\ntime.sleep(2.5)\n"})
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        site.command(), cwd=site.root, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # what reading gives when the other side is closed
        while chunk := os.read(ours, 65536):
            said += chunk
    os.close(ours)
    assert process.wait() == 0, said
    assert re.search(rb"gallery/blitz/small\.py\S* \S*0:00:01", said)
    assert b"running gallery" not in said


TELL_MODULES = """
def tell(app, exception):
    import pathlib, sys
    pathlib.Path(app.outdir, "modules.txt").write_text(" ".join(k for k, v in sys.modules.items() if v))

def setup(app):
    app.connect("build-finished", tell, priority=2000)
"""
SPY = """
import sys
from bilingual_gallery.__main__ import main
if __name__ == "__main__":
    status = main(sys.argv[1:])
    open("modules.txt", "w").write(" ".join(sys.modules))
    sys.exit(status)
"""


def test_the_process_that_builds_imports_neither_torch_nor_matplotlib(tmp_path: Path) -> None:
    code = f"{TUTORIAL}{FIGURE}import torch\n"
    site = make_site(tmp_path, {"small": code})
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + TELL_MODULES)
    (tmp_path / "spy.py").write_text(SPY)
    command = [sys.executable, "spy.py", *site.command()[3:]]
    assert subprocess.run(command, cwd=tmp_path).returncode == 0
    told = [path.read_text().split() for path in tmp_path.rglob("modules.txt")]
    assert len(told) == 3  # two languages, and what they are forks of
    for each in told:
        assert "sphinx.application" in each
        assert not {"torch", "numpy", "matplotlib"} & set(each)


def test_after_an_edit_of_prose_only_that_page_is_read_again(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FIGURE, "other": TUTORIAL})
    assert site.make().returncode == 0
    edited = site.script("small").read_text().replace("[this section]", "[that section]")
    site.script("small").write_text(edited)
    done = site.make("-v")
    read = re.findall(r"(ko|en): reading sources\.\.\. \[ *\d+%\] (\S+)", done.stdout)
    assert read == [("en", "tutorials/blitz/small")]
    assert "running" not in done.stdout
    assert "that section" in site.page("en").read_text()


def test_a_failure_of_one_language_leaves_the_other_built_and_is_told_again(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path)
    site.script("small").write_text(TUTORIAL.replace("The formula", "{unknown}`The` formula"))
    for _ in range(2):
        done = site.make()
        assert done.returncode != 0
        assert "ko: done\nen: failed\n" in done.stdout
        assert (
            "en: gallery/blitz/small.py:27: WARNING: Unknown interpreted text role" in done.stdout
        )
    assert site.page("ko").is_file()


def test_mistakes_are_told_once_for_all_languages(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    site.script("small").write_text(TUTORIAL.replace("total * 2", "1 / 0"))
    done = site.make()
    assert done.returncode != 0
    assert done.stderr.splitlines() == [
        "gallery/blitz/small.py:30: ZeroDivisionError: division by zero"
    ]


def test_a_conf_that_cannot_be_read_is_told_without_a_traceback_of_ours(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs" / "conf.py"
    text = conf.read_text()
    for mistake, said in (
        ("x = = 2", "SyntaxError: invalid syntax"),
        ("1 / 0", "ZeroDivisionError"),
    ):
        conf.write_text(f"{text}\n{mistake}\n")
        line = text.count("\n") + 2
        for done in (site.make(), outputs(site, "verify")):
            assert done.returncode != 0
            assert done.stderr.startswith(f"docs/conf.py:{line}: {said}")
            assert len(done.stderr.splitlines()) == 1


def test_a_build_that_is_terminated_takes_everything_along(tmp_path: Path, temporary: Path) -> None:
    started = tmp_path / "started"
    endless = f"{TUTORIAL}\n# %%\nopen({str(started)!r}, 'w')\nwhile True:\n    pass\n"
    site = make_site(tmp_path / "site", {"small": endless})
    environment = {**os.environ, "TMPDIR": str(temporary)}
    process = subprocess.Popen(site.command(), cwd=site.root, env=environment)
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.1)
    process.terminate()
    assert process.wait(20) == 128 + signal.SIGTERM
    assert [path for path in temporary.iterdir() if path.name.startswith("run-")] == []
    assert working_in(temporary) == []
    assert OutputCache(site.root / "build/outputs").all_keys() == []


def outputs(site: Site, action: str) -> subprocess.CompletedProcess[str]:
    return site.run("outputs", action, "docs")


def test_kept_outputs_are_listed_verified_and_pruned(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert outputs(site, "list").stdout == ""
    assert site.make().returncode == 0
    site.script("small").write_text(TUTORIAL.replace("1 + 2", "3 + 2"))
    assert site.make().returncode == 0
    listed = outputs(site, "list").stdout.splitlines()
    assert len(listed) == 2
    assert sum(line.endswith("gallery/blitz/small.py") for line in listed) == 1
    assert sum(line.endswith("small (no tutorial uses it)") for line in listed) == 1
    assert outputs(site, "verify").stdout == "2 entries are whole, 0 damaged\n"
    assert outputs(site, "prune").stdout == "1 entries removed, 1 kept\n"
    (key,) = OutputCache(site.root / "build/outputs").all_keys()
    (site.root / "build/outputs" / key / "outputs.json").write_text("{}")
    verified = outputs(site, "verify")
    assert verified.returncode == 1
    assert f"build/outputs/{key}: outputs.json is not what was written" in verified.stdout
    assert "damaged" in outputs(site, "list").stdout


def test_nothing_is_pruned_while_a_script_cannot_be_read(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert site.make().returncode == 0
    site.script("small").write_text("")
    pruned = outputs(site, "prune")
    assert pruned.returncode != 0
    assert "gallery/blitz/small.py:1: the file is empty" in pruned.stderr
    assert len(OutputCache(site.root / "build/outputs").all_keys()) == 1


def test_the_longest_tutorial_of_the_last_time_goes_first(tmp_path: Path) -> None:
    order = tmp_path / "order.txt"

    def script(name: str, seconds: float, edit: int) -> str:
        code = f"import time\nopen({str(order)!r}, 'a').write({name!r})\ntime.sleep({seconds})"
        return f"{TUTORIAL}\n# %%\n{code}\nprint({edit})\n"

    def scripts(edit: int) -> dict[str, str]:
        return {
            name: script(name, seconds, edit)
            for name, seconds in (("a", 0.1), ("b", 1.2), ("c", 0.6))
        }

    site = make_site(tmp_path / "site", scripts(1))
    site.configure(jobs=1)
    assert site.make().returncode == 0
    for name, text in {**scripts(2), "d": script("d", 0, 2)}.items():
        site.script(name).write_text(text)
    order.unlink()
    assert site.make().returncode == 0
    assert order.read_text() == "dbca"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# timeout = soon", "not a Python value"),
        ("# timeout = -1", "is no time limit"),
        ("# timeout = True", "is no time limit"),
        ("# resources = 1", "is no table of resources"),
        ('# resources = {"GPU": 0}', "is no resource"),
        ("# resources = {[]: 1}", "not a Python value"),
    ],
)
def test_a_setting_of_a_tutorial_that_says_nothing_is_told(
    tmp_path: Path, comment: str, said: str
) -> None:
    site = make_site(tmp_path, {"small": f"{TUTORIAL}\n# %%\n{comment}\nx = 1\n"})
    done = site.make()
    assert done.returncode != 0
    assert re.search(rf"gallery/blitz/small\.py:33: .*{said}", done.stderr)


def test_a_setting_of_a_tutorial_is_neither_shown_nor_part_of_its_key(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": f"{TUTORIAL}\n# %%\n# timeout = 50\nx = 1\n"})
    assert site.make().returncode == 0
    site.script("small").write_text(f"{TUTORIAL}\n# %%\n# timeout = 40\nx = 1\n")
    again = site.make()
    assert again.returncode == 0
    assert "running" not in again.stdout
    assert "timeout" not in site.page("en").read_text()
    assert "timeout" not in site.download("en", "blitz/small.py").read_text()


def test_a_cold_build_that_fails_early_leaves_no_server_behind(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"small": ""})
    done = site.make()
    assert done.returncode != 0
    assert "gallery/blitz/small.py:1: the file is empty" in done.stderr
    assert working_in(tmp_path) == []


def test_tutorials_that_are_not_listed_follow_by_name() -> None:
    order = ReadingOrder(["second.py", "first.py"])
    names = ["b.py", "first.py", "a.py", "second.py"]
    assert sorted(names, key=order) == ["second.py", "first.py", "a.py", "b.py"]


def test_downloads_and_thumbnails_follow_a_change_that_the_page_does_not_show(
    tmp_path: Path,
) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL + FIGURE})
    assert site.make().returncode == 0
    thumb = site.root / "build/html/ko/_images/sphx_glr_small_thumb.png"
    before = thumb.read_bytes()
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "sphinx_gallery_conf['thumbnail_size'] = (80, 80)\n")
    assert site.make().returncode == 0
    assert thumb.read_bytes() != before
    site.download("ko", "blitz/small.py").unlink()
    site.download("en", "tutorials.zip").unlink()
    assert site.make().returncode == 0
    assert site.download("ko", "blitz/small.py").is_file()
    assert site.download("en", "tutorials.zip").is_file()


DIE = """
def die(app, exception):
    import os
    if app.config.language == "ko":
        os.kill(os.getpid(), 9)

def setup(app):
    app.connect("build-finished", die)
"""


def test_a_language_whose_build_is_killed_fails_the_whole(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs" / "conf.py"
    text = conf.read_text()
    conf.write_text(text + DIE)
    done = site.make()
    assert done.returncode != 0
    assert "ko: failed\nen: done\n" in done.stdout
    conf.write_text(text)
    assert site.make().returncode == 0


SLEEP = """
def sleep(app, exception):
    import pathlib, time
    pathlib.Path(f"asleep-{app.config.language}").touch()
    time.sleep(600)

def setup(app):
    app.connect("build-finished", sleep)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_languages_builds_end_with_the_process_that_began_them(
    tmp_path: Path, how: signal.Signals
) -> None:
    site = make_site(tmp_path)
    conf = site.root / "docs" / "conf.py"
    text = conf.read_text()
    conf.write_text(text + SLEEP)
    process = subprocess.Popen(site.command("-v"), cwd=site.root, stdout=subprocess.DEVNULL)
    for _ in range(300):
        if len(list(tmp_path.rglob("asleep-*"))) == 2:
            break
        time.sleep(0.1)
    assert len(working_in(tmp_path)) >= 3
    process.send_signal(how)
    process.wait()
    for _ in range(100):
        if not working_in(tmp_path):
            break
        time.sleep(0.1)
    assert working_in(tmp_path) == []
    conf.write_text(text)
    assert site.make().returncode == 0


def test_two_tutorials_that_need_all_of_a_resource_take_turns(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    code = (
        f"# resources = {{'GPU': 1}}\nimport time\nopen({str(log)!r}, 'a').write('(')\n"
        f"time.sleep(0.5)\nopen({str(log)!r}, 'a').write(')')"
    )
    scripts = dict.fromkeys(("a", "b", "c"), f"{TUTORIAL}\n# %%\n{code}\n")
    site = make_site(tmp_path / "site", scripts)
    site.configure(jobs=3)
    conf = site.root / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "bilingual_gallery_resources = {'GPU': 1}\n")
    assert site.make().returncode == 0
    assert log.read_text() == "()()()"


def test_downloads_follow_an_edit_that_another_builder_has_seen_first(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert site.make().returncode == 0
    site.script("small").write_text(TUTORIAL.replace("The first paragraph", "A new paragraph"))
    assert site.build("en", "-b", "dummy").returncode == 0
    assert site.make().returncode == 0
    assert "A new paragraph" in site.download("en", "blitz/small.py").read_text()
    with zipfile.ZipFile(site.download("en", "tutorials.zip")) as bundle:
        assert "A new paragraph" in bundle.read("blitz/small.py").decode()


def test_a_variable_that_conf_names_has_outputs_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path, {"small": TUTORIAL, "other": TUTORIAL})
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "bilingual_gallery_environment = ['SIZE']\n")
    code = "import os\nprint('size', os.environ.get('SIZE'))\nprint("
    site.script("small").write_text(TUTORIAL.replace("print(", code))
    shown = []
    for value in (None, "big", None):
        monkeypatch.delenv("SIZE", raising=False)
        if value:
            monkeypatch.setenv("SIZE", value)
        assert site.make().returncode == 0
        page = site.page("en").read_text()
        shown.append(re.findall(r"size (\w+)\n", page))
    assert shown == [["None"], ["big"], ["None"]]
    # Two of it, and one of the tutorial that does not read the variable.
    assert len(list((tmp_path / "build/outputs").glob("*/outputs.json"))) == 3


def test_a_page_says_what_its_outputs_were_made_with(tmp_path: Path) -> None:
    # No machine of ours has an accelerator, so this torch says that there is one.
    code = """\
import sys
from types import SimpleNamespace as Fake
cuda = Fake(current_accelerator=lambda check_available: Fake(type="cuda"))
sys.modules["torch"] = Fake(accelerator=cuda)
print("""
    scripts = {"small": TUTORIAL, "fast": TUTORIAL.replace("print(", code)}
    site = make_site(tmp_path, scripts)
    conf = tmp_path / "docs" / "conf.py"
    conf.write_text(conf.read_text() + "bilingual_gallery_distributions = ['numpy', 'no-such']\n")
    assert site.make().returncode == 0
    for language in site.languages:
        for name, device in (("small", "CPU"), ("fast", "CUDA")):
            page = site.page(language, name).read_text()
            (made,) = re.findall('<p class="made-with">(.*)</p>', page)
            assert f"Python {platform.python_version()}, numpy {version('numpy')}, " in made
            assert "no-such" not in made
            assert made.endswith(device)


def test_a_server_that_dies_comes_back_with_the_same_environment() -> None:
    before = dict(os.environ)
    with ForkServer([], jobs=2) as server:
        with pytest.raises(RunError):
            code = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(30)"
            run(Job("small", (code,)), Limits(60), server.start)
        code = "import os\nprint(os.environ['PYTHONHASHSEED'], os.environ['MPLBACKEND'])"
        files = run(Job("small", (code,)), Limits(60), server.start)
    assert json.loads(files[RESULT])["outputs"][0][0]["text"] == "0 agg\n"
    assert dict(os.environ) == before
