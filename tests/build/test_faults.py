"""Whatever a tutorial does, and whenever a build dies: nothing is lost, nothing shown is wrong."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bilingual_gallery.execution.cache import OutputCache
from bs4 import BeautifulSoup
from harms import HARMS
from helpers import FIGURE, TUTORIAL, Site, make_site
from readers import digests


def gallery(root: Path) -> Site:
    other = TUTORIAL.replace("1 + 2", "2 + 2").replace("A small", "Another")
    return make_site(root, {"small": TUTORIAL + FIGURE, "other": other, "third": other + FIGURE})


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, float]:
    """A small gallery, built without a disturbance, and how long a cold build of it takes."""
    site = gallery(tmp_path_factory.mktemp("undisturbed"))
    began = time.monotonic()
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return site, time.monotonic() - began


# Each moment is drawn at random from one of some equal parts of the build, so that none is missed;
# its part is the seed, so that it can be drawn again.
FEW, MANY = 5, 25
MOMENTS = [pytest.param(part, FEW, id=f"seed{part}-of-{FEW}") for part in range(FEW)]
MOMENTS += [
    pytest.param(part, MANY, id=f"seed{part}-of-{MANY}", marks=pytest.mark.slow)
    for part in range(MANY)
]


@pytest.mark.parametrize(("part", "parts"), MOMENTS)
def test_a_build_that_is_killed_is_made_good_by_the_next(
    undisturbed: tuple[Site, float], tmp_path: Path, part: int, parts: int
) -> None:
    whole, seconds = undisturbed
    site = gallery(tmp_path)
    process = subprocess.Popen(
        site.command(), cwd=site.root, start_new_session=True, stdout=subprocess.DEVNULL
    )
    time.sleep(seconds * (part + random.Random(part).random()) / parts)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    assert digests(site.root / "build/html") == digests(whole.root / "build/html")
    left = [path.name for path in (site.root / "build/outputs").iterdir()]
    assert sorted(left) == sorted([".lock", *OutputCache(whole.root / "build/outputs").all_keys()])
    again = site.make("-v")
    assert again.stdout.count("0 added, 0 changed, 0 removed") == len(site.languages), again.stdout


HALF_A_PAGE = """
def die(app, pagename, templatename, context, doctree):
    import os
    if pagename == "tutorials/blitz/small":
        with open(app.builder.get_outfilename(pagename), "w") as page:
            page.write("<!DOCTYPE html><p>half of")
        os.kill(os.getpid(), 9)

def setup(app):
    app.connect("html-page-context", die)
"""


def test_half_a_page_that_a_killed_build_left_is_written_again(
    undisturbed: tuple[Site, float], tmp_path: Path
) -> None:
    whole, _ = undisturbed
    site = gallery(tmp_path)
    conf = site.root / "docs" / "conf.py"
    text = conf.read_text()
    conf.write_text(text + HALF_A_PAGE)
    assert site.make().returncode != 0
    assert "half of" in site.page("ko").read_text()
    conf.write_text(text)
    assert site.make().returncode == 0
    assert digests(site.root / "build/html") == digests(whole.root / "build/html")


# That the store sees each harm to each file is tested in test_store.py; here is what a build makes of it.
@pytest.mark.parametrize(
    ("at", "harm"), list(enumerate(HARMS)), ids=[harm.__name__ for harm in HARMS]
)
def test_damage_in_the_store_is_reported_run_again_and_never_shown(
    undisturbed: tuple[Site, float], tmp_path: Path, at: int, harm: Callable[[Path], None]
) -> None:
    whole, _ = undisturbed
    shutil.copytree(whole.root, tmp_path / "site")
    site = Site(tmp_path / "site", whole.languages)
    store = OutputCache(site.root / "build/outputs")
    kept = next(entry for key in store.all_keys() if (entry := store.get(key)) and entry.images)
    files = sorted(path for path in kept.folder.rglob("*") if path.is_file())
    harm(files[at % len(files)])
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"gallery/blitz/{kept.name}.py: its kept outputs are damaged" in done.stdout
    assert f"running gallery/blitz/{kept.name}.py" in done.stdout
    assert store.get(kept.key) is not None
    assert digests(site.root / "build/html") == digests(whole.root / "build/html")


def test_a_full_disk_is_told_and_nothing_built_is_lost(
    undisturbed: tuple[Site, float], tmp_path: Path
) -> None:
    whole, _ = undisturbed
    shutil.copytree(whole.root, tmp_path / "site")
    site = Site(tmp_path / "site", whole.languages)
    before = digests(site.root / "build/html")
    site.script("small").write_text(
        site.script("small").read_text().replace("1 + 2", "'x y z\\n' * 3_000")
    )
    # 14 kB are enough for what is small, and not for what the store has to keep now.
    limited = "ulimit -f 14; trap '' XFSZ; exec \"$@\""
    command = ["bash", "-c", limited, "bash", *site.command()]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True)
    assert done.returncode != 0
    assert "gallery/blitz/small.py:" in done.stdout + done.stderr
    assert "File too large" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert digests(site.root / "build/html") == before
    again = site.make()
    assert again.returncode == 0, again.stdout + again.stderr
    assert "x y z" in site.page("ko").read_text()


BAD_NEIGHBOURS = {
    "a child that outlives it": "import os, time\nif os.fork() == 0:\n    time.sleep(60)\n    os._exit(0)",
    "a fork that goes on": "import os\nos.fork()",
    "a fork that fails": "import os\npid = os.fork()\nif pid == 0:\n    1 / 0\nos.waitpid(pid, 0)",
    "another folder": "import os\nos.chdir('/')",
    "the environment": "import os\nos.environ.update(LANG='xx', HOME='/nowhere', PATH='')",
    "a patched class": "import torch\ntorch.Tensor.__add__ = torch.manual_seed = None",
    "figures left open": "import matplotlib.pyplot as plt\nfigs = [plt.figure() for _ in range(3)]",
    "broken text": "import sys, os\nprint('\\udcff')\nos.write(1, b'\\xff\\xfe')\n'\\ud800'",
}


def test_a_bad_neighbour_harms_nobody(tmp_path: Path) -> None:
    bad = {
        f"bad{at}": f"{TUTORIAL}\n# %%\n{code}\n" for at, code in enumerate(BAD_NEIGHBOURS.values())
    }
    good = f"{TUTORIAL}\n# %%\nimport os, torch\nprint(torch.ones(1) + 1, os.environ.get('LANG'))\n"
    site = make_site(tmp_path, {**bad, "good": good})  # the good one comes last
    site.configure(jobs=1)
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    page = site.page("ko", "good").read_text()
    assert "total is 3" in page
    assert f"tensor([2.]) {os.environ.get('LANG')}" in page
    for name in bad:
        assert "total is 3" in site.page("en", name).read_text(), name


def test_a_flood_of_text_is_cut_and_the_page_says_so(tmp_path: Path) -> None:
    flood = "for _ in range(200):\n    print('flood ' * 175_000)"
    site = make_site(
        tmp_path, {"small": TUTORIAL, "loud": f"{TUTORIAL}\n# %%\n{flood}\n'the end'\n"}
    )
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    page = site.page("en", "loud").read_text()
    assert len(page) < 100_000
    told = BeautifulSoup(page, "html.parser").select_one(".output-cut")
    assert told is not None
    assert "more characters are left out here" in told.get_text()
    assert "total is 3" in page
    assert "total is 3" in site.page("en").read_text()


def test_one_that_takes_all_memory_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    greedy = "hoard = []\nwhile True:\n    hoard.append(bytearray(10_000_000))"
    site = make_site(tmp_path, {"greedy": f"{TUTORIAL}\n# %%\n{greedy}\n", "small": TUTORIAL})
    site.configure(memory=1500)
    done = site.make()
    assert done.returncode != 0
    assert "gallery/blitz/greedy.py:35: MemoryError" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(OutputCache(site.root / "build/outputs").all_keys()) == 1


def test_every_failure_is_told_and_the_rest_runs(tmp_path: Path) -> None:
    scripts = {
        "first": TUTORIAL.replace("total * 2", "1 / 0"),
        "killed": TUTORIAL.replace("total * 2", "import os; os.kill(os.getpid(), 9)"),
        "endless": TUTORIAL.replace("total * 2", "# timeout = 3\nwhile True: pass"),
        "needy": TUTORIAL.replace("total * 2", '# resources = {"GPU": 1}\ntotal * 2'),
        "small": TUTORIAL,
    }
    site = make_site(tmp_path, scripts)
    done = site.make()
    assert done.returncode != 0
    assert "gallery/blitz/first.py:30: ZeroDivisionError" in done.stderr
    assert (
        "gallery/blitz/killed.py:1: the process ended by itself with signal SIGKILL" in done.stderr
    )
    assert "gallery/blitz/endless.py:31: still running after the time limit of 3 s" in done.stderr
    assert "gallery/blitz/needy.py:1: it needs GPU: 1, and this machine offers 0" in done.stderr
    assert len(OutputCache(site.root / "build/outputs").all_keys()) == 1
    assert not (site.root / "build/html").exists()


def test_two_builds_at_once_run_each_tutorial_once(tmp_path: Path) -> None:
    runs = tmp_path / "runs.txt"
    count = f"import time\ntime.sleep(1)\nwith open({str(runs)!r}, 'a') as stream:\n    stream.write('x')"
    site = make_site(tmp_path / "site", {"small": f"{TUTORIAL}\n# %%\n{count}\n"})
    sphinx = [sys.executable, "-m", "sphinx", "-W", "-q", "-c", "docs"]
    builds = []
    for language in ("ko", "en", "ko"):
        places = ["-d", f"build/doctrees/{language}", f"docs/{language}", f"build/html/{language}"]
        command = [*sphinx, "-D", f"language={language}", *places]
        builds.append(subprocess.Popen(command, cwd=site.root))
    assert [build.wait() for build in builds] == [0, 0, 0]
    assert runs.read_text() == "x"
    assert "total is 3" in site.page("ko").read_text()
    assert "total is 3" in site.page("en").read_text()
