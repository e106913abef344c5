"""The site to take along: books and an archive beside it, links to what is there, and to nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import warm
from helpers import TUTORIAL, Site, dressed
from readers import soup

HOME = """\
# Home {language}

```{{offline-copies}}
To read without a network:
```

```{{toctree}}
tutorials/blitz/index
```
"""
CONF = """
version, author, copyright = "1.0", "somebody", "2026, somebody"
epub_basename, epub_copyright = "sums", copyright
epub_show_urls, epub_tocdup = "no", False
epub_contributor = epub_description = author
bilingual_gallery_rules = {"language": "off"}
"""
COPIES = ".offline-copies"


def offline(site: Site) -> None:
    done = warm.run("bilingual_gallery", ["offline", "docs", "build/html", "-W"], site.root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = dressed(tmp_path_factory.mktemp("offline"), {"small": TUTORIAL})
    site.add_to_conf(CONF)
    for language in site.languages:
        home = site.root / "docs" / language / "index.md"
        home.write_text(HOME.format(language=language), encoding="utf-8")
    offline(site)
    return site


@pytest.fixture(scope="module")
def unpacked(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(site.root / "build/html/offline/sums.zip", folder)
    return folder / "sums"


def test_the_home_page_leads_to_the_books_and_to_the_archive(site: Site) -> None:
    for language, first in (("ko", "한국어 책 (EPUB, "), ("en", "Book in English (EPUB, ")):
        page = site.root / "build/html" / language / "index.html"
        links = soup(page).select(f"article {COPIES} a")
        assert [link.get_text()[: len(first)] for link in links[:1]] == [first]
        files = [(page.parent / str(link["href"])).resolve() for link in links]
        other = "en" if language == "ko" else "ko"
        assert [path.name for path in files] == [
            f"sums-{language}.epub",
            f"sums-{other}.epub",
            f"sums-{language}-{other}.epub",
            "sums.zip",
        ]
        assert all(path.is_file() for path in files)


def test_the_archive_has_the_whole_site_and_leads_to_nothing_that_it_has_not(
    site: Site, unpacked: Path
) -> None:
    built = site.root / "build/html"
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.html")}
    pages = {path.relative_to(built).as_posix() for path in built.rglob("*.html")}
    assert there == pages - {"404.html"}  # which a server shows
    for language in site.languages:
        assert not soup(unpacked / language / "index.html").select(COPIES)
    for page in unpacked.rglob("*.html"):
        for element in soup(page).select("[href], [src]"):
            address = (
                str(element.get("href") or element.get("src")).partition("#")[0].partition("?")[0]
            )
            if address and "://" not in address and not address.startswith(("data:", "mailto:")):
                assert (page.parent / address).exists(), (page, address)


def test_the_same_site_gives_the_same_archive_though_its_home_page_leads_to_one_now(
    site: Site,
) -> None:
    path = site.root / "build/html/offline/sums.zip"
    before = path.read_bytes()
    with ZipFile(path) as archive:
        assert all(member.date_time == (1980, 1, 1, 0, 0, 0) for member in archive.infolist())
        assert not any("/." in name for name in archive.namelist())
    offline(site)
    assert path.read_bytes() == before


@pytest.mark.browser
def test_the_archive_is_read_from_a_disk(unpacked: Path, browser: Any) -> None:
    tab = browser.new_page(locale="ko")
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("requestfailed", lambda request: told.append(request.url))
    tab.goto((unpacked / "index.html").as_uri())
    tab.wait_for_url("**/ko/index.html")
    tab.goto((unpacked / "ko/tutorials/blitz/small.html").as_uri())
    tab.keyboard.press("b")
    tab.locator(".counterpart").first.wait_for()
    assert told == []
    tab.close()
