"""Work on many reports: which files there are, and a pool of processes that goes through them.

:func:`collect` turns paths into sources in a fixed order; :func:`work` applies a task to each of them in
worker processes and gives the outcomes back in that order, whatever happens to single files.
"""

from gongkai.annual.batch.outcome import Failure, FailureKind, Outcome, PoolError
from gongkai.annual.batch.sources import Source, collect
from gongkai.annual.batch.working import work

__all__ = ["Failure", "FailureKind", "Outcome", "PoolError", "Source", "collect", "work"]
