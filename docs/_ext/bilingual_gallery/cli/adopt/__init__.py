"""`adopt`: the Sphinx-Gallery scripts of each language become one script with the prose of all.

``split`` takes the scripts apart, ``rst`` reads their reStructuredText and ``blocks`` and ``inlines`` write it
as Markdown, ``pair`` finds what belongs together, ``code`` and ``comments`` merge the code, ``script``
writes the result, and ``report`` tells what was done, and what a person has to look at.
"""
