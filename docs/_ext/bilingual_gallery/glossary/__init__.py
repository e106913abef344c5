"""The terms of ``glossary.toml``, and where a text mentions them.

In: the file, and texts in a language. Out: terms, and the places where they stand. Knows no tutorial
and no page.
"""
