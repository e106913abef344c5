"""What `new` writes is without a finding in any languages, and uses no library that the site has not."""

from __future__ import annotations

from pathlib import Path

import pytest
from bilingual_gallery.__main__ import main
from bilingual_gallery.lang import languages
from bilingual_gallery.lang.skeleton import Skeleton
from helpers import make_site

KNOWN = [each.code for each in languages()]


def test_every_language_has_words_of_its_own() -> None:
    assert {"de", "en", "ja", "ko", "zh"} <= set(KNOWN)
    texts = {each.code: each.skeleton for each in languages()}
    assert None not in texts.values()
    assert [code for code, told in texts.items() if told == Skeleton()] == ["en"]


@pytest.mark.parametrize(
    "codes", [("ko", "en", "ja"), ("de", "en", "zh"), ("fr", "en", "ko"), ("zh-Hans", "pt-BR")]
)
@pytest.mark.parametrize("distribution", ["", "numpy"])
def test_the_check_finds_nothing_in_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    codes: tuple[str, ...],
    distribution: str,
) -> None:
    site = make_site(tmp_path, languages=codes)
    site.script("small").unlink()
    site.add_to_conf(f"bilingual_gallery_distributions = {[distribution] if distribution else []}")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "hello"]) == 0
    text = site.script("hello").read_text(encoding="utf-8")
    assert "torch" not in text
    assert ("numpy" in text) == bool(distribution)
    for code in codes:
        unknown = code.partition("-")[0] not in KNOWN
        assert (f"this is English; write it in {code} -->" in text) == unknown
    if "fr" in codes:  # whose translation the check waits for
        assert "# check: allow language: this is English; write it in fr\n# fr: " in text
    capsys.readouterr()
    status = main(["check", "docs"])
    assert (capsys.readouterr().out, status) == ("", 0)
