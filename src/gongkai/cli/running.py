"""From arguments to exit status: every way in which a command can end, in one place."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gongkai.cli import streams
from gongkai.cli.status import CannotDo, Status

__all__ = ["run"]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; nothing is raised, whatever happens."""
    streams.prepare()
    try:
        status = _dispatch(arguments)
        streams.finish()
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except (streams.OutputClosed, BrokenPipeError):
        streams.discard_output()
        return Status.OUTPUT_CLOSED
    except streams.OutputFailed as failure:
        streams.discard_output()
        streams.say(f"结果写不出去：{failure}。没有完成。")
        return Status.FAILED
    except SystemExit as end:  # completion ends this way
        return end.code if isinstance(end.code, int) else Status.FAILED
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - the last resort: a clerk sees one line and never a traceback
        if isinstance(
            error.__cause__, KeyboardInterrupt
        ):  # wrapped by Python before 3.12, see `gongkai.cli.main`
            return _interrupted()
        streams.say(_refused_by_database(error) or _crashed(error))
        return Status.FAILED
    return status


def _interrupted() -> int:
    streams.say("已中断，没有写完的文件不会留下。")
    return Status.INTERRUPTED


def _refused_by_database(error: Exception) -> str:
    """What to say when the database could not go on, as on a full disk; "" for a fault of the program."""
    if type(error).__module__ != "django.db.utils":
        return ""
    from gongkai.acts.unavailable import DATABASE_UNAVAILABLE
    from gongkai.cli.platform import where_the_data_is
    from gongkai.site.database_errors import reason_of

    if not isinstance(error, DATABASE_UNAVAILABLE):
        return ""
    return f"没有完成，数据库没有接受：{reason_of(error)}。{where_the_data_is()}。"


def _crashed(error: Exception) -> str:
    from gongkai.cli.crash import report_crash

    return report_crash(error)


def _refused(error: OSError) -> int:
    """The system refused something on the way, such as room for temporary files."""
    from gongkai.annual.system_errors import reason_of

    place = f"“{error.filename}”：" if isinstance(error.filename, str) else ""
    streams.say(f"没有完成：{place}{reason_of(error)}")
    return Status.FAILED


def _dispatch(arguments: Sequence[str] | None) -> int:
    from gongkai.cli.application import application
    from gongkai.cli.refusals import explain

    try:
        status = application.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.ClickException as error:
        streams.say(explain(error))
        return Status.FAILED
    except CannotDo as refusal:
        streams.say(str(refusal))
        return Status.FAILED
    return int(status or Status.DONE)
