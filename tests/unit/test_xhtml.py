"""HTML of an author in the form of a book: as XML, and the same to whoever reads it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from bilingual_gallery.epub.xhtml import as_xhtml

WRITTEN = [
    ("<br>", "<br/>"),
    (
        "<img src=a.png alt='A &amp; B' hidden>",
        '<img src="a.png" alt="A &amp; B" hidden="hidden"/>',
    ),
    ("<img src='a\"b.png'/>", '<img src="a&quot;b.png"/>'),
    ("a &nbsp; &amp; & b", "a \xa0 &amp; &amp; b"),
    ("<b", "<b"),
    ("</b>", "</b>"),
    ("x</br>", "x"),
    ("<!-- <br> & -->", "<!-- <br> & -->"),
    ("<a href='?a=1&b=2'>", '<a href="?a=1&amp;b=2">'),
    (
        "<video src=x/a.mp4 controls></video>",
        '<video src="x/a.mp4" controls="controls">a.mp4</video>',
    ),
    (
        '<audio><source src="b.mp3"></audio>',
        '<audio><source src="b.mp3"/>b.mp3</audio>',
    ),
    ("<video src='a.mp4'>words</video>", '<video src="a.mp4">words</video>'),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_a_tag_is_closed_and_an_attribute_has_a_value(text: str, written: str) -> None:
    assert as_xhtml(text) == written
    assert as_xhtml(written) == written


def test_a_whole_text_becomes_xml() -> None:
    text = "<figure><img src=a.png><figcaption>&copy; R&D<br>x</figcaption></figure>"
    root = ElementTree.fromstring(as_xhtml(text))
    assert "".join(root.itertext()) == "\xa9 R&Dx"
