"""Findings in prose: where the languages differ, and what is wrong in one of them.

In: tutorials, the pages beside them and the glossary. Out: findings, each with its rule, place and
mend. Knows no Sphinx application and runs no code.
"""
