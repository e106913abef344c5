"""A check of some files tells of them what a check of all files does, and looks at no passage of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from bilingual_gallery.check.finding import Finding, Text
from bilingual_gallery.check.passage import PassageRules
from bilingual_gallery.cli.project import Project
from helpers import make_site

CONF = """

bilingual_gallery_glossary = "terms.toml"
bilingual_gallery_first_use = "course"
"""
TERMS = """
[[term]]
id = "tensor"
names = { ko = "텐서", en = "tensor" }
meaning = { ko = "값 3개의 표입니다.", en = "A table of 2 values." }
"""
SCRIPT = '''\
# %% [markdown] lang="ko"
"""
# 제목

값은 {0}개입니다.
"""

# %% [markdown] lang="en"
# # Title
#
# There are 7 values, and 1 teh name.

# %% [markdown] lang="ko"
# ## 절
#
# 텐서{1}에 값이 있습니다.

# %% [markdown] lang="en"
# ## Section
#
# A tensor has values.

# %%
# ko: 더한다.
# en: Add.
x = 1
'''


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    scripts = {
        "first": SCRIPT.format(2, "(tensor)"),
        "second": SCRIPT.format(3, "(tensor)"),
        "third": SCRIPT.format(4, ""),
    }
    site = make_site(tmp_path_factory.mktemp("asked"), scripts)
    docs = site.root / "docs"
    conf = docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + CONF, "utf-8")
    (docs / "terms.toml").write_text(TERMS, "utf-8")
    (docs / "ko" / "page.md").write_text("# 쪽\n\n값이 5개다.\n", "utf-8")
    (docs / "en" / "page.md").write_text("# Page\n\nThere are 6 values.\n", "utf-8")
    return Project.of(docs)


def test_of_each_file_the_same_is_told_as_in_a_check_of_all(project: Project) -> None:
    every = project.findings()
    told = {each.path.name for each in every}
    assert told >= {"first.py", "second.py", "third.py", "page.md", "terms.toml"}
    assert any(each.rule == "first-use" and each.path.name == "second.py" for each in every)
    for path in project.files():
        own = project.findings(asked=path.__eq__)
        assert [each for each in own if each.path == path] == [
            each for each in every if each.path == path
        ], path


def test_the_passages_of_other_files_are_not_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, seen = PassageRules.check, set[Path]()

    def noting(self: PassageRules, texts: Sequence[Text]) -> tuple[Finding, ...]:
        seen.update(text.path for text in texts)
        return check(self, texts)

    monkeypatch.setattr(PassageRules, "check", noting)
    (second,) = (path for path in project.files() if path.name == "second.py")
    project.findings(asked=second.__eq__)
    assert seen == {second}
