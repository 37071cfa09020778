"""Click's commands and groups, speaking Chinese.

Click's own help and messages are in English; these classes replace the words through its public methods.
A group here names its commands without importing them: start-up pays only for the command that runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import click

from gongkai.cli.layout import definitions, wrap

__all__ = ["Command", "LazyGroup"]

_WIDEST = 100


def _room(context: click.Context) -> int:
    if context.terminal_width:
        return context.terminal_width
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, _WIDEST)


class _Chinese(click.Command):
    """Help in Chinese; ``examples`` are command lines, each with what it does."""

    examples: tuple[tuple[str, str], ...] = ()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, described in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Raises UsageError, which knows the command that it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage."""
        return f"用法：{' '.join([ctx.command_path, *self.collect_usage_pieces(ctx)])}"

    def get_help(self, ctx: click.Context) -> str:
        """The whole help: usage, what it does, arguments, options, commands, examples."""
        room = _room(ctx)
        blocks = [[self.get_usage(ctx)], *self._description(room)]
        for title, rows in self._lists(ctx):
            if rows:
                blocks.append([f"{title}：", *definitions(rows, room)])
        if self.examples:
            lines = [line for what, example in self.examples for line in (f"  # {what}", f"  {example}")]
            blocks.append(["例：", *lines])
        return "\n\n".join("\n".join(block) for block in blocks)

    def _description(self, room: int) -> Iterator[list[str]]:
        for paragraph in (self.help or "").strip().split("\n\n"):
            text = "".join(line.strip() for line in paragraph.splitlines())
            if text:
                yield wrap(text, room)

    def _lists(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        parameters = self.get_params(ctx)
        arguments = [each for each in parameters if isinstance(each, click.Argument)]
        yield "参数", [(each.make_metavar(ctx), each.help or "") for each in arguments]
        records = (each.get_help_record(ctx) for each in parameters if not isinstance(each, click.Argument))
        yield (
            "选项",
            [(term, meaning.replace("  [required]", "（必填）")) for term, meaning in filter(None, records)],
        )


class Command(_Chinese):
    """A command; arguments that it does not know are refused in Chinese."""

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **attributes: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **attributes})
        self.examples = examples
        self.allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Raises UsageError where there are more than the command takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"多出来的参数：{' '.join(rest)}", ctx)
        return rest


class LazyGroup(_Chinese, click.Group):
    """A group whose commands are imported when they are used.

    ``lazy`` maps each command's name to ``module:attribute`` and the line that the help shows for it.
    """

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, tuple[str, str]],
        examples: tuple[tuple[str, str], ...] = (),
        **attributes: Any,
    ) -> None:
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]…", "no_args_is_help": True}
        super().__init__(*args, **{**words, **attributes})
        self.lazy = lazy
        self.examples = examples

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """The names of the commands, in the order in which they are worth reading."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in self.lazy:
            return None
        module, _, attribute = self.lazy[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises NoSuchCommand with the names that are near."""
        known = args[0] in self.lazy or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self.lazy, ctx=ctx)
        return super().resolve_command(ctx, args)

    def _lists(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        yield from super()._lists(ctx)
        yield "命令", [(name, line) for name, (_, line) in self.lazy.items()]
