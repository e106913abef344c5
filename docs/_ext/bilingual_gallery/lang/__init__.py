"""What a language knows of itself: its particles, its numbers in words, how its words are taken apart.

In: words and characters. Out: facts about them. Knows no script, no page and, but for the class that
a search language has to be, no Sphinx.
"""
