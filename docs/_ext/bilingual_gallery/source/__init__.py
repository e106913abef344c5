"""A script becomes a ``Tutorial``: cells, code and prose, with the line of each.

In: the text of a script, and the languages that conf.py lists. Out: frozen values, or a
``SourceError`` at a line. Knows no Sphinx application, runs nothing, and writes nothing.
"""
