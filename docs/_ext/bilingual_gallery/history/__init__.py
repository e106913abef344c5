"""Stale translations, from the versions of the scripts that git keeps.

In: the gallery's folder and its scripts. Out: the passages in which a language is behind. Knows no
Sphinx application and no page.
"""
