"""Importing this stops Python's search for garbage, for a process that is about to import a lot.

What a process imports is no garbage, and looking for some takes a fifth of the time of importing
torch. Whoever forks from such a process turns the search on again.
"""

import gc

gc.disable()
