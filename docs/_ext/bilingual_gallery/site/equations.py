"""The numbers of formulas, and the macros that hold in each: what one formula of a page owes to others.

Sphinx numbers a formula by the label that the Markdown gives it. Authors who come from MathJax label it
in its TeX, with ``\\label``, and refer to it with ``\\eqref``; both kinds of label are of one kind here.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..tex import defined, labels

# Attributes of a formula: the TeX before it that defines macros, and the numbers of its own lines.
DEFINITIONS, NUMBERED = "tex-definitions", "tex-numbers"
_REFERENCE = re.compile(r"\s*\\(?:eqref|ref)\s*\{([^{}]+)\}\s*")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
# What MyST calls an `amsmath` formula: another name in each build.
_RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def note(app: Sphinx, doctree: nodes.document) -> None:
    """``doctree-read``: number what has a label, make links of references, and note macros."""
    definitions = ""
    for node in list(doctree.findall(lambda each: isinstance(each, nodes.math | nodes.math_block))):
        assert isinstance(node, nodes.Element)
        source = node.astext()
        if definitions:
            node[DEFINITIONS] = definitions
        if defined(source):
            definitions += f"{source}\n"
        if isinstance(node, nodes.math_block):
            _number(app.env, node, source)
        elif match := _REFERENCE.fullmatch(source):
            node.replace_self(_link(app.env, match[1].strip()))


def numbers_of(env: BuildEnvironment) -> dict[str, str]:
    """The number of each label of the site."""
    return {name: str(number) for name, (_, number) in env.domains.math_domain.equations.items()}


def _link(env: BuildEnvironment, label: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.Text(f"({label})"),
        refdomain="math",
        reftype="eq",
        reftarget=label,
        refdoc=env.docname,
        refwarn=True,
    )


def _number(env: BuildEnvironment, node: nodes.math_block, source: str) -> None:
    equations: dict[str, Any] = env.domains.math_domain.equations
    names = labels(source)
    random = str(node.get("label", ""))
    if _RANDOM.fullmatch(random):
        number = equations.pop(random)[1]
        name = names[0] if names else f"{env.docname}-{number}"
        node["label"] = name
        _rename(node, random, name)
        if names:
            equations[name] = (env.docname, number)
    elif names and not node.get("number"):
        _target(env, node, names)
        tags = _TAG.findall(source)
        if len(names) == len(tags):  # the author numbers them
            equations.update(
                {name: (env.docname, tag) for name, tag in zip(names, tags, strict=True)}
            )
            return
        for name in names:
            env.domains.math_domain.note_equation(env.docname, name, location=node)
        if len(names) == 1:
            node["label"], node["number"] = names[0], equations[names[0]][1]
            node["docname"] = env.docname
        else:
            node[NUMBERED] = {name: str(equations[name][1]) for name in names}


def _target(env: BuildEnvironment, node: nodes.Element, names: list[str]) -> None:
    at = node.parent.index(node)
    ids = [nodes.make_id(f"equation-{name}") for name in names]
    node.parent.insert(at, nodes.target("", "", ids=ids))


def _rename(node: nodes.Element, old: str, new: str) -> None:
    """Give the target before a formula, and the formula where it has it already, the id of a name."""
    before, after = (nodes.make_id(f"equation-{name}") for name in (old, new))
    at = node.parent.index(node)
    for each in (node, *node.parent.children[max(at - 1, 0) : at]):
        if isinstance(each, nodes.Element):
            for attribute in ("ids", "names"):
                each[attribute] = [after if name == before else name for name in each[attribute]]
            if each.get("refid") == before:
                each["refid"] = after
    document = node.document
    if document is not None and before in document.ids:
        document.ids[after] = document.ids.pop(before)
