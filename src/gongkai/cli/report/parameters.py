"""Arguments and options that several of the report commands share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["FilePath", "OneOf", "WholeNumber", "default_jobs", "jobs_option", "paths_argument"]


class FilePath(click.ParamType[str]):
    """A path as given; whether there is something is found out when it is read."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the path as it is. Raises BadParameter for an empty one."""
        if not value:
            self.fail("路径是空的", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Let the shell complete file names."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class WholeNumber(click.ParamType[int]):
    """A whole number between two bounds, both allowed."""

    name = "integer"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadParameter where it is none or out of bounds."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"“{value}”不是整数", param, ctx)
        if not self.least <= number <= self.most:
            self.fail(f"应当在 {self.least} 到 {self.most} 之间，现在是 {number}", param, ctx)
        return number


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word. Raises BadParameter for any other."""
        if value not in self.words:
            self.fail(f"应当是 {'、'.join(self.words)} 之一，现在是“{value}”", param, ctx)
        return str(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """The words that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


def default_jobs() -> int:
    """As many processes as there are processors for this program."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def paths_argument() -> click.Argument:
    """One or more files, folders or ``-``."""
    return click.Argument(
        ["paths"],
        nargs=-1,
        required=True,
        type=FilePath(),
        metavar="路径…",
        help="文件；文件夹（连同其中的文件夹）；- 表示标准输入",
    )


def jobs_option() -> click.Option:
    """How many processes work at a time."""
    return click.Option(
        ["--jobs"],
        type=WholeNumber(1, 256),
        default=default_jobs,
        metavar="N",
        help="同时工作的进程数，默认等于处理器核数",
    )
