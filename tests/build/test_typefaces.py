"""The site's own letters: which it takes along, how wide they are, and how an author does without."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from bilingual_gallery.site import font_subsets
from fontTools.ttLib import TTFont
from helpers import TUTORIAL, dressed
from readers import soup


def test_a_letter_of_hangul_is_as_wide_in_code_as_two_of_latin() -> None:
    packed = font_subsets.subset_of("code", {ord(letter) for letter in "aW_# 가힣"})
    assert packed == font_subsets.subset_of("code", {ord(letter) for letter in "힣가aW_# "})
    font = TTFont(BytesIO(packed))
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    wide = {letter: widths[glyphs[ord(letter)]][0] for letter in "aW_# 가힣"}
    assert {wide[letter] * 2 for letter in "aW_# "} == {wide["가"]} == {wide["힣"]}
    # The licenses keep the names for the whole fonts, and the license goes along.
    names = {record.nameID: record.toUnicode() for record in font["name"].names}
    assert "D2Coding" not in names[1] + names[4] + names[6]
    assert "OFL" in names[13] or "Open Font License" in names[13]


def test_a_site_takes_the_letters_of_all_its_languages_along_or_none(tmp_path: Path) -> None:
    site = dressed(tmp_path, {"small": TUTORIAL})
    done = site.make()
    assert done.returncode == 0, done.stderr
    static = [tmp_path / f"build/html/{code}/_static" for code in site.languages]
    for name in font_subsets.NAMES:
        one, other = ((folder / f"{name}.woff2").read_bytes() for folder in static)
        assert one == other  # a page of one language shows another beside its own
        assert "SIL OPEN FONT LICENSE" in (static[0] / f"{name}.txt").read_text()
        letters = TTFont(BytesIO(one)).getBestCmap()
        assert {*map(ord, "안내서 문단값수식guide.")} <= set(letters)
        assert ord("뷁") not in letters
        assert len(one) < 100_000
        # They were cut once, for both.
        (shared,) = (tmp_path / "build/doctrees/typefaces").glob(f"*-{name}.woff2")
        assert shared.read_bytes() == one
    page = site.page("ko").read_text(encoding="utf-8")
    assert "_static/text.woff2" in page
    assert "text.woff2" in (static[0] / "site.css").read_text(encoding="utf-8")
    assert not soup(site.page("ko")).select("link[rel=preload]")  # no console complains from a disk
    # A site that goes on without a new letter keeps its fonts; one that wants none asks for none.
    stamps = [(folder / "text.woff2").stat().st_mtime_ns for folder in static]
    site.script("small").write_text(TUTORIAL.replace("첫 문단", "문단 첫"), encoding="utf-8")
    site.add_to_conf("bilingual_gallery_fonts = True")
    site.make()
    assert (static[0] / "text.woff2").stat().st_mtime_ns == stamps[0]
    site.add_to_conf("bilingual_gallery_fonts = False")
    site.build("ko")
    assert "text.woff2" not in site.page("ko").read_text(encoding="utf-8")
    assert 'woff2") format("woff2"); font-weight: 400 700' not in (
        static[0] / "site.css"
    ).read_text(encoding="utf-8")


def test_a_language_takes_fonts_that_were_made_for_all_and_cuts_them_for_other_letters(
    tmp_path: Path,
) -> None:
    few, more = set(map(ord, "ab")), set(map(ord, "abc"))
    font_subsets.share(more, tmp_path)
    font_subsets.share(few, tmp_path)
    assert len([*tmp_path.rglob("*.woff2")]) == len(font_subsets.NAMES)
    for made in tmp_path.rglob("*.woff2"):
        made.write_bytes(b"made for all")
    assert font_subsets.made_of("code", few, tmp_path) == b"made for all"
    assert font_subsets.made_of("code", more, tmp_path) == font_subsets.subset_of("code", more)
    assert font_subsets.made_of("code", few, tmp_path / "none") == font_subsets.subset_of(
        "code", few
    )
