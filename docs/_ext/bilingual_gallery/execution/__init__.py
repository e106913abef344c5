"""Code becomes outputs, once: from the cache, else from a run in a process of its own.

In: the code of tutorials and the limits of their runs. Out: an entry of the cache for each, or a
``SourceError`` at the line that failed. Knows no language, no prose and no page.
"""
