"""What axe-core, a checker of accessibility, says of a page in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

_SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text()
# What axe says of a page. Looking at contrast takes nearly all of its time, so that it looks at one
# text of each kind: of one color and size on one ground.
_AXE = """async ([where, isAll]) => {
    const ground = element => {
        const { backgroundColor } = getComputedStyle(element);
        const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && element.parentElement;
        return isClear ? ground(element.parentElement) : backgroundColor;
    };
    const isText = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const kinds = new Map();
    for (const element of document.querySelectorAll(`${where} *`)) {
        if (![...element.childNodes].some(isText)) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        kinds.set([color, fontSize, fontWeight, ground(element)].join(), element);
    }
    const runs = [[{ include: [...kinds.values()] }, { runOnly: ["color-contrast"] }]];
    if (isAll) {
        const rules = { "color-contrast": { enabled: false }, "target-size": { enabled: true } };
        runs.push([document, { rules }]);
    }
    // The sheets are not asked for again: a page from a folder must not, and one rule alone reads them.
    const QUICK = { resultTypes: ["violations"], preload: false };
    const found = [];
    for (const [context, options] of runs) {
        const { violations } = await axe.run(context, { ...options, ...QUICK });
        for (const { id, nodes } of violations)
            for (const { target, failureSummary } of nodes)
                found.push(`${id}: ${target.join(" ")}: ${failureSummary}`);
    }
    return found;
}"""


def violations(
    tab: Any, where: str = "body", schemes: Sequence[str] = ("light", "dark")
) -> list[str]:
    """What is wrong with what is shown below ``where``, in these color schemes."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(_SCRIPT)
    found = []
    for scheme in schemes:  # all but the colors is the same in both
        tab.emulate_media(color_scheme=scheme)
        found += tab.evaluate(_AXE, [where, scheme == "light"])
    return found
