"""The outputs of a cell: what is kept of them, and what is not read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bilingual_gallery.execution.output import (
    Figures,
    Film,
    Markup,
    Picture,
    Printed,
    Value,
    from_json,
    to_json,
)
from bilingual_gallery.pages.outputs import figures, source

ALL = (
    Printed("a\n", 3),
    Value({"text/plain": "1", "text/html": "<b>1</b>"}),
    Figures((Picture("a.png", {"2.00x": "b.png"}, "A <title>"), Picture("c.png", width="50%"))),
    Film("a.mp4", "a.png", "It moves"),
    Markup(".. video:: a.mp4"),
)


def test_outputs_are_read_back_as_they_were() -> None:
    assert from_json(json.loads(json.dumps(to_json(ALL)))) == ALL


@pytest.mark.parametrize(
    "told",
    [
        {},
        [1],
        [{}],
        [{"kind": "printed"}],
        [{"kind": ["printed"]}],
        [{"kind": "printed", "text": 1, "left_out": 0}],
        [{"kind": "printed", "text": "a", "left_out": True}],
        [{"kind": "printed", "text": "a", "left_out": 0, "more": 1}],
        [{"kind": "value", "forms": {"text/plain": 1}, "left_out": 0}],
        [{"kind": "figures", "pictures": "a.png"}],
        [{"kind": "figures", "pictures": ["a.png"]}],
        [
            {
                "kind": "figures",
                "pictures": [
                    {"file": 1, "finer": {}, "alt": "", "width": 0, "height": 0, "dark": {}}
                ],
            }
        ],
        [
            {
                "kind": "figures",
                "pictures": [
                    {"file": "a", "finer": {}, "alt": "", "width": "1;", "height": 0, "dark": {}}
                ],
            }
        ],
    ],
)
def test_what_was_not_written_is_not_read(told: Any) -> None:
    with pytest.raises(ValueError, match="output"):
        from_json(told)


def test_in_a_page_no_output_ends_a_line_or_the_fence_around_it() -> None:
    lines = source([Printed("```\n\u2028```\x85\r```")]).splitlines()
    assert not any(line.strip().startswith("`") for line in lines)
    assert len(lines) == len(source([Printed("")]).splitlines())


def test_figures_are_counted_one_by_one() -> None:
    assert figures(ALL) == 2
