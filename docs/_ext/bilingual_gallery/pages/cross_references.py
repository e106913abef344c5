"""What a role of Sphinx refers to, asked once all pages are read."""

from __future__ import annotations

from contextlib import suppress

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError


def resolved(app: Sphinx, docname: str, role: str, target: str, said: str) -> nodes.Element | None:
    """The reference that Sphinx makes of a role on a page; None where it finds nothing.

    ``target`` may begin with ``~`` or ``!``; ``said`` is the text that the author chose, if any.
    """
    env = app.env
    domain, _, name = role.rpartition(":")
    if not domain:
        standard = name == "any" or name in env.domains["std"].roles
        domain = "std" if standard else app.config.primary_domain or "py"
    if name in ("ref", "numref", "any"):
        target = " ".join(target.lower().split())
    shown = said or target.lstrip("~!").rpartition("." if target.startswith("~") else "\0")[2]
    words = nodes.inline("", shown)
    asked = addnodes.pending_xref(
        "", refdoc=docname, refdomain=domain, reftype=name, reftarget=target.lstrip("~!"),
        refexplicit=bool(said), refwarn=False,
    )  # fmt: skip
    found: nodes.Element | None = None
    with suppress(SphinxError, KeyError):
        own = env.domains[domain]
        arguments = (env, docname, app.builder)
        kind = "ref" if name == "any" else name
        found = own.resolve_xref(*arguments, kind, asked["reftarget"], asked, words)
        if found is None:
            found = app.emit_firstresult("missing-reference", env, asked, words)
    return found
