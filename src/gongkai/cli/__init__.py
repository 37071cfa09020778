"""The command ``gongkai``.

Nothing heavy is imported here: a worker process that is started anew imports this package too.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 done, 1 something wrong found, 2 not done.

    ``arguments`` are those of the process where None is given. Interrupted by the user it is 130, and 141
    where the reader of the output went away, as the shell has it for any program.
    """
    try:
        from gongkai.cli.running import run

        return run(arguments)
    except KeyboardInterrupt:
        # Before the command has begun, or once more while it ends.
        return 130
    except RuntimeError as error:
        # Python before 3.12 wraps one that comes while a class is made, as modules do when they are read.
        if isinstance(error.__cause__, KeyboardInterrupt):
            return 130
        raise
