"""An edit of one tutorial's prose writes its page anew, and no page that shows nothing of it."""

from __future__ import annotations

from pathlib import Path

from helpers import Site
from mistakes import SCRIPT, make

_SECTION = """
# %% [markdown] lang="ko"
# ## 둘째 절
#
# 여기에는 글이 있습니다.

# %% [markdown] lang="en"
# ## The second section
#
# Here is some text.

# %% [markdown] lang="ja"
# ## 二番目の節
#
# ここに文章があります。
"""
# A line more above that section, in every language.
_MORE = {
    "`3`입니다.": "글이 한 문단 늘었습니다.",
    "The sum is `3`.": "This is one paragraph more.",
    "合計は`3`です。": "段落が一つ増えました。",
}


def _built(site: Site) -> dict[Path, int]:
    """When each page of the site was written."""
    done = site.make()
    assert done.returncode == 0, done.stdout + done.stderr
    pages = (path for path in (site.root / "build/html").rglob("*.html") if path.stem != "search")
    return {path: path.stat().st_mtime_ns for path in pages}


def test_a_paragraph_more_writes_one_page_of_each_language(tmp_path: Path) -> None:
    site = make(tmp_path / "site")
    others = (
        ("작은 안내서", "다른 안내서"),
        ("A small guide", "Another guide"),
        ("小さな案内", "別の案内"),
    )
    text = other = SCRIPT + _SECTION
    for old, new in others:
        other = other.replace(f"# {old}", f"# {new}")
    site.script("small").write_text(text, encoding="utf-8")
    site.script("other").write_text(other, encoding="utf-8")
    before = _built(site)
    for end, added in _MORE.items():
        assert text.count(end) == 1
        text = text.replace(end, f"{end}\n#\n# {added}")
    site.script("small").write_text(text, encoding="utf-8")
    after = _built(site)
    written = {path for path, when in after.items() if before[path] != when}
    # The section's page has a card of it, with the minutes it takes to read.
    cards = {site.page(language, "index") for language in site.languages}
    assert written - cards == {site.page(language) for language in site.languages}
    assert "one paragraph more" in site.page("en").read_text(encoding="utf-8")
