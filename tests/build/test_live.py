"""What an author sees while writing: findings, pages and failures follow each save."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from bilingual_gallery.cli.live import watched
from helpers import TUTORIAL, Site, dressed, make_site
from lively import free_port, listening, live
from readers import digests, working_in
from trilingual import LANGUAGES, OTHER, SMALL, make_trilingual

WAIT = """
# %%
import pathlib
import time

while not pathlib.Path({go!r}).exists():
    time.sleep(0.05)
"""


def clean(site: Site) -> dict[str, str]:
    """What a clean build of the site makes."""
    made = site.run("build", "docs", "build/clean", "-d", "build/clean-doctrees")
    assert made.returncode == 0, made.stdout + made.stderr
    return digests(site.root / "build" / "clean")


def test_pages_follow_each_save_and_are_in_the_end_what_a_clean_build_makes(
    tmp_path: Path,
) -> None:
    with live(make_trilingual(tmp_path)) as running:
        running.until(lambda: all("total" in running.get(each) for each in LANGUAGES))
        assert "/_live/live.js" in running.get()
        assert "/_live" not in running.site.page("en").read_text(encoding="utf-8")
        running.until(lambda: running.builds() == 1)

        texts = {"en": "The first paragraph", "ko": "첫 문단의", "ja": "最初の段落は"}
        better = SMALL
        for code, text in texts.items():
            better = better.replace(text, f"{text} `{code}1`")
        running.save(better)
        for code in LANGUAGES:
            running.until(lambda code=code: f">{code}1<" in running.get(code))  # type: ignore[misc]
        at_once = {code: running.get(code) for code in LANGUAGES}
        running.settled(">en1<")
        assert {code: running.get(code) for code in LANGUAGES} == at_once

        # The code of one and the prose of the other, a page by hand and what all pages show.
        running.save(better.replace('"total is"', '"the sum is"'))
        running.save(OTHER.replace("It is short.", "It is very short."), "other")
        more = running.site.root / "docs" / "en" / "more.md"
        more.write_text(more.read_text(encoding="utf-8").replace("More", "Still more", 1))
        running.settled("the sum is")
        running.settled("very short", name="other")
        page = running.site.root / "build" / "html" / "en" / "more.html"
        running.until(lambda: "Still more" in page.read_text(encoding="utf-8"))
        running.settled("Still more")
        running.end()
    assert digests(running.site.root / "build" / "html") == clean(running.site)


def test_a_script_that_cannot_be_read_is_told_once_and_on_the_page_until_it_is_mended(
    tmp_path: Path,
) -> None:
    with live(make_site(tmp_path)) as running:
        running.until(lambda: running.builds() == 1)
        with listening(running, "ko") as told:
            now = told(lambda news: not news["failures"])
            assert re.search(r"page=(\w+)", running.get("ko"))[1] == now["page"]  # type: ignore[index]

            running.save(TUTORIAL.replace("# en: Add", "# EN: Add"))
            wrong = "gallery/blitz/small.py:15: [script] `# EN:` is no language tag"
            news = told(lambda news: news["failures"])
            assert news["failures"][0].startswith(wrong) and len(news["failures"]) == 1
            assert news["page"] == now["page"]
            assert news["words"]["failed"] == "아래의 잘못이 있기 전의 페이지입니다."
            headings = [line for line in running.lines() if line.startswith("1 finding ")]
            assert re.match(r"1 finding at \d\d:\d\d:\d\d ", headings[0]) and len(headings) == 1
            finding = running.lines()[running.lines().index(headings[0]) + 1]
            assert finding.startswith(wrong)

            running.save(TUTORIAL.replace("첫 문단", "좋은 문단"))
            news = told(lambda news: not news["failures"] and news["page"] != now["page"])
        assert "좋은 문단" in running.get("ko")
        running.end()
    assert running.said().count("is no language tag") == 1


def test_a_newer_save_ends_a_run_and_nobody_waits_for_that_of_another(tmp_path: Path) -> None:
    endless = SMALL + WAIT.format(go=str(tmp_path / "never"))
    with live(make_trilingual(tmp_path / "site")) as running:
        running.until(lambda: running.builds() == 1)
        with listening(running, "ja") as told:
            running.save(endless)
            news = told(lambda news: news["running"])
            (name, since), now = news["running"][0], news["now"]
            assert (name, 0 <= now - since < 60) == ("gallery/blitz/small.py", True)
            assert news["words"]["running"] == "{name} を実行しています（{seconds} 秒）"

            running.save(OTHER.replace("It is short.", "It is very short."), "other")
            running.until(lambda: "very short" in running.get(name="other"))
            # Its prose makes no other run of it.
            running.save(endless.replace("The first", "A better"))
            assert running.said().count("running gallery/blitz/small.py") == 2

            running.save(SMALL.replace('"total is"', '"the sum is"'))
            running.until(lambda: "the sum is" in running.get("ja"))
            told(lambda news: not news["running"])
        running.end()
    assert "cancelled" not in running.said()


def test_what_fails_in_a_run_and_in_conf_py_is_on_the_page_until_it_is_mended(
    tmp_path: Path,
) -> None:
    with live(make_site(tmp_path)) as running:
        running.until(lambda: running.builds() == 1)
        conf = running.site.root / "docs" / "conf.py"
        good = conf.read_text()
        with listening(running) as told:
            running.save(TUTORIAL.replace("total * 2", "total / 0"))
            failure = "gallery/blitz/small.py:30: ZeroDivisionError: division by zero"
            news = told(lambda news: news["failures"])
            assert [each.split(";")[0] for each in news["failures"]] == [failure]
            assert "total is 3" in running.get()
            running.save(TUTORIAL)
            told(lambda news: not news["failures"])

            conf.write_text(f"{good}\nlanguage = (\n")
            news = told(lambda news: news["failures"])
            assert news["failures"][0].startswith("docs/conf.py:")
            assert "SyntaxError" in news["failures"][0]
            running.save(TUTORIAL.replace("first", "second"))  # the site from before goes on
            running.until(lambda: "The second paragraph" in running.get())
            conf.write_text(good.replace('"Small"', '"Another name"'))
            told(lambda news: not news["failures"])
        page = running.site.page("en")
        running.until(lambda: "Another name" in page.read_text(encoding="utf-8"))
        running.end()
    assert running.said().count("SyntaxError") == 1


def test_one_tutorial_can_be_written_while_no_other_is_looked_at(tmp_path: Path) -> None:
    site = make_trilingual(tmp_path / "site")
    with live(site, "small") as running:
        running.until(lambda: running.builds() == 1)
        assert "running gallery/blitz/other.py" not in running.said()
        running.save(SMALL.replace("The first", "A better"))
        running.until(lambda: "A better" in running.get())
        begin = SMALL.index('# %% [markdown] lang="ja"\n# ## ')
        draft = SMALL[:begin] + SMALL[SMALL.index('# %% tags=["solution"]') :]
        running.save(draft)
        running.until(lambda: 'class="untranslated"' in running.get("ja"))
        assert "[untranslated]" in running.said() and "둘째 절" in running.get("ja")
        assert running.builds() == 1  # its page alone
        running.end()


@pytest.mark.browser
def test_the_page_loads_again_and_shows_what_fails_though_its_policy_allows_no_script_of_another(
    tmp_path: Path, browser: Any
) -> None:
    with live(dressed(tmp_path, {})) as running:
        running.until(lambda: running.builds() == 1)
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        with tab.expect_response("**/_live/events?*") as events:
            tab.goto(running.address())
        assert events.value.status == 200
        running.save(TUTORIAL.replace("first", "second"))
        running.until(lambda: "The second paragraph" in tab.inner_text("article"))
        tab.focus("article a")
        focused = tab.evaluate("document.activeElement.outerHTML")
        running.save(TUTORIAL.replace("# en: Add", "# EN: Add"))
        alert = tab.get_by_role("alert")
        running.until(lambda: "small.py:15: [script]" in alert.inner_text())
        assert tab.evaluate("document.activeElement.outerHTML") == focused
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        box = alert.bounding_box()
        assert box and box["width"] <= 390 and box["height"] < 400
        running.save(TUTORIAL)
        running.until(lambda: alert.inner_text() == "" if alert.count() else True)
        assert said == []
        tab.close()
        running.end()


def test_what_a_build_writes_is_not_taken_for_a_save(built: Site) -> None:
    docs = built.root / "docs"
    folders, is_made = watched(docs, built.root / "build" / "html")
    assert folders == [docs, built.root / "gallery"]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    written = {path for path in files if not is_made(str(path))}
    homes = {docs / code / "index.md" for code in built.languages}
    headers = set((built.root / "gallery").rglob("GALLERY_HEADER.rst"))
    others = {docs / "conf.py", docs / "_templates" / "chooser.html", built.script("small")}
    assert written == homes | headers | others


def test_ctrl_c_and_a_kill_leave_no_process(tmp_path: Path) -> None:
    text = TUTORIAL + WAIT.format(go=str(tmp_path / "never"))
    site = make_site(tmp_path / "site", {"small": text})
    with live(site) as running:
        running.until(lambda: "running gallery/blitz/small.py" in running.said())
        running.end()
    with live(site) as running:
        running.until(lambda: "running gallery/blitz/small.py" in running.said())
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()
    end = time.monotonic() + 120
    while working_in(site.root) and time.monotonic() < end:
        time.sleep(0.1)
    assert working_in(site.root) == []


def test_a_port_that_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = site.run("live", "docs", "build/html", "--port", port)
    assert done.returncode == 1
    assert done.stderr == f"port {port}: Address already in use; choose another with --port\n"
    done = site.run("live", "docs", "build/html", "--port", "70000")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    done = site.run("live", "docs", "build/html", "smal", "--port", str(free_port()))
    assert done.stderr == "no tutorial is called smal; blitz/small is one\n"
    assert not (site.root / "build").exists()


def test_without_watchfiles_the_mend_is_told_in_one_line(tmp_path: Path) -> None:
    make_site(tmp_path)
    code = (
        "import sys; sys.modules['watchfiles'] = None; from bilingual_gallery.__main__ import main; "
        "main(['live', 'docs', 'build/html'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    mend = "pip install 'bilingual-gallery[live]'"
    assert done.stderr == f"live needs watchfiles, which is not installed; {mend}\n"


def test_a_gallery_that_conf_py_names_since_live_began_is_watched(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    (site.root / "gallery").rename(site.root / "first")
    shutil.copytree(site.root / "first", site.root / "second")
    conf = site.root / "docs" / "conf.py"
    text = conf.read_text()
    conf.write_text(text.replace('"../../gallery"', '"../../first"'))
    with live(site) as running:
        running.until(lambda: running.builds() == 1)
        conf.write_text(text.replace('"../../gallery"', '"../../second"'))
        running.until(lambda: running.builds() == 2)
        script = site.root / "second" / "blitz" / "small.py"
        script.write_text(TUTORIAL.replace("first", "second"), encoding="utf-8")
        running.until(lambda: "The second paragraph" in running.get())
        running.end()
