"""What is wrong with a command line, said in Chinese."""

from __future__ import annotations

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

__all__ = ["explain"]


def explain(error: click.ClickException) -> str:
    """The lines to show for an error of the command line: what is wrong, and where the help is."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message.rstrip()
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"\n用法见：{context.command_path} --help" if context is not None else ""
    return f"{_cause(error)}{hint}"


def _cause(error: click.ClickException) -> str:
    if isinstance(error, NoSuchCommand):
        return f"没有“{error.command_name}”这个命令{_alternatives(error.possibilities)}。"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项{_alternatives(error.possibilities)}。"
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error)
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}：{error.message}"
    return error.message


def _bad_option(error: click.BadOptionUsage) -> str:
    # Click says which of the two it is in English only; the kind of option decides it too.
    parameters = error.ctx.command.params if error.ctx is not None else []
    option = next(
        (each for each in parameters if error.option_name in (*each.opts, *each.secondary_opts)), None
    )
    if isinstance(option, click.Option) and (option.is_flag or option.count):
        return f"选项 {error.option_name} 后面不带值。"
    return f"选项 {error.option_name} 后面要有一个值。"


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)}"
    if parameter is not None:
        return f"参数 {parameter.human_readable_name}"
    return "参数"


def _alternatives(names: list[str] | None) -> str:
    return f"，您要的可能是 {'、'.join(names)}" if names else ""
