"""`live`: check and build on each save; the browser shows the new page at once.

In: what the author saves. Out: findings in the terminal, pages in the browser. The processes:

- the session (``session.py``) watches, serves and decides; it imports little and builds nothing;
- the workshop (``workshop.py``) has imported what a build needs and forks the others from itself, so that
  none of them waits for imports. It is started anew when conf.py or a module changes;
- the checker (``checking.py``) keeps the tutorials it has read, and tells findings;
- the runner (``running.py``) keeps a fork server, and runs what has no outputs yet, until a newer save
  makes a run void;
- for each language a builder (``building.py``) builds all of it as `build` does, and stays: it makes single
  pages in forks of itself, which Sphinx's own files know nothing of. They lie in folders above the
  site (``serve.py``) until the next whole build is done. So what is shown in the end is what a build makes.
"""

from .session import main
from .watching import watched

__all__ = ["main", "watched"]
