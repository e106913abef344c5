"""What an author excuses a passage from: the rules that there are, and the excuses that excuse nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from pathlib import Path

from ..lang import languages
from ..source.suppressions import Suppression
from . import (
    claims,
    comments,
    figure_words,
    form,
    formulas,
    glosses,
    headings,
    notebooks,
    parity,
    policy,
    prose,
    sentences,
    tags,
    targets,
    terms,
    unfinished,
    unmarked,
    unseen,
    untranslated,
    wrong_language,
)
from .finding import Finding

# Every rule that a passage may be excused from: those for any language, and each language's own.
RULES = frozenset[str]().union(
    *(
        each.RULES
        for each in (
            claims,
            comments,
            parity,
            headings,
            figure_words,
            prose,
            unseen,
            policy,
            terms,
            glosses,
            form,
            formulas,
            notebooks,
            tags,
            untranslated,
            wrong_language,
            unfinished,
            unmarked,
            sentences,
            targets,
        )
    ),
    *(each.rules for each in languages()),
)


def unsuppressed(
    found: Iterable[Finding],
    suppressions: Collection[tuple[Path, Suppression]],
    unknown: Set[str] = frozenset(),
) -> Iterator[Finding]:
    """What is found and not excused, and the suppressions (each with its file) that suppress nothing.

    Of the ``unknown`` rules nobody can tell now whether they are broken.
    """
    found = list(found)
    allowed = {rule for _, suppression in suppressions for rule in suppression.rules}
    yield from (finding for finding in found if finding.rule not in allowed)
    broken = {finding.rule for finding in found}
    for path, suppression in suppressions:
        if not suppression.rules:
            wanted = "write `check: allow RULE: why` in a comment that stands alone"
            message = f"this excuse is not readable; {wanted}"
            yield Finding(path, suppression.line, "excuses", message)
        for rule in suppression.rules:
            if rule not in RULES:
                message = f"there is no rule {rule}; the rules are {', '.join(sorted(RULES))}"
                yield Finding(path, suppression.line, "excuses", message)
            elif rule not in broken and rule not in unknown:
                message = f"no {rule} to excuse here; take the excuse out"
                yield Finding(path, suppression.line, "excuses", message)
