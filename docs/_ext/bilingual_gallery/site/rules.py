"""The rules of the check as part of a page: what each finds, an example that breaks it and the mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..check.rules import FILE, Group, Rule, load
from ..config import code_of
from ..lang import said


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
    """``{check-rules}``: every rule of the check, or those in a file, whose path is relative to the page."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A section for each group."""
        name = str(FILE)  # a change of the package's own makes all pages anew
        if self.arguments:
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
        if rule.preset != "strict":
            term += [nodes.Text(" "), nodes.inline("", rule.preset, classes=["preset"])]
        self.state.document.note_explicit_target(term)
        found = said(rule.finds, code_of(self.config))
        definition = nodes.definition("", *self.parse_text_to_nodes(found))
        if rule.wrong:
            text = example(rule)
            definition += nodes.literal_block(text, text, language="diff")
        return nodes.definition_list_item("", term, definition)
