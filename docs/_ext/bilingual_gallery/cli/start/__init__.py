"""`start`: a new site in one command. What it has lies in ``files``, which ``command`` fills in and writes.

``requirement`` knows where a site gets the package from.
"""
