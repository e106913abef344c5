"""The rules of the check as part of a page: what each finds, an example that breaks it and the mend."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..config import code_of
from ..errors import shown
from ..lang import said


@dataclass(frozen=True)
class Rule:
    """One rule, what it finds by language, and its example; the example's keys are languages or code."""

    name: str
    finds: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    right: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Rules that look at the same kind of thing, and its title by language."""

    id: str
    title: Mapping[str, str]
    rule: Sequence[Rule]


def load(path: Path) -> tuple[Group, ...]:
    """The groups of rules in a TOML file, in its order.

    Raises ValueError, with one line that says what is wrong and the mend, for what is no such file.
    """
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        return tuple(
            Group(**{**group, "rule": tuple(Rule(**rule) for rule in group["rule"])})
            for group in groups
        )
    except OSError as error:
        raise ValueError(f"{shown(path)}: {error.strerror}; mend the path") from None
    except ValueError as error:  # not UTF-8 or not TOML
        raise ValueError(f"{shown(path)}: {error}") from None
    except (KeyError, TypeError) as error:
        message = f"{shown(path)}: not as the other rules are ({error}); write it like those"
        raise ValueError(message) from None


def example(rule: Rule) -> str:
    """The example as a diff: of each language what breaks the rule, and the mended lines."""
    return "\n\n".join(
        "\n".join(_changes(rule.wrong[key].split("\n"), rule.right[key].split("\n")))
        for key in rule.wrong
    )


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (f"  {line}" for line in before[start:end])
        else:
            yield from (f"- {line}" for line in before[start:end])
            yield from (f"+ {line}" for line in after[new_start:new_end])


class CheckRules(SphinxDirective):
    """``{check-rules} PATH``: the rules in the file at PATH, which is relative to the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A section for each group."""
        _, name = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(name)  # the page is read again when the file changes
        try:
            return [self._section(group) for group in load(Path(name))]
        except ValueError as error:
            raise self.error(str(error)) from None

    def _section(self, group: Group) -> nodes.section:
        title = said(group.title, code_of(self.config))
        section = nodes.section("", nodes.title("", title), ids=[f"rules-{group.id}"])
        self.state.document.note_explicit_target(section)
        rules = nodes.definition_list("", classes=["check-rules"])
        rules += [self._entry(rule) for rule in group.rule]
        section += rules
        return section

    def _entry(self, rule: Rule) -> nodes.definition_list_item:
        anchor = f"rule-{rule.name}"
        # The name is its own permanent link.
        link = nodes.reference("", "", nodes.literal("", rule.name), internal=True, refid=anchor)
        term = nodes.term("", "", link, ids=[anchor])
        self.state.document.note_explicit_target(term)
        found = said(rule.finds, code_of(self.config))
        definition = nodes.definition("", *self.parse_text_to_nodes(found))
        if rule.wrong:
            text = example(rule)
            definition += nodes.literal_block(text, text, language="diff")
        return nodes.definition_list_item("", term, definition)
