"""Completion of commands, options and file names in bash, zsh and fish."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gongkai.annual.system_errors import reason_of
from gongkai.cli.status import CannotDo
from gongkai.cli.streams import write

__all__ = ["SHELLS", "install_completion", "show_completion"]

SHELLS = ("bash", "zsh", "fish")

_VARIABLE = "_GONGKAI_COMPLETE"


def show_completion(context: click.Context, parameter: click.Parameter, shell: str | None) -> None:
    """Print the script that a shell needs; ``auto`` is the shell in use."""
    if shell is None or context.resilient_parsing:
        return
    write(_script(context, _shell(shell, context, parameter)))
    context.exit()


def install_completion(context: click.Context, parameter: click.Parameter, shell: str | None) -> None:
    """Put the script where the shell finds it; a second time changes nothing."""
    if shell is None or context.resilient_parsing:
        return
    name = _shell(shell, context, parameter)
    script = _script(context, name)
    place = _place(name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(script, encoding="utf-8")
        for line in _start_lines(name, place):
            _ensure_line(Path.home() / f".{name}rc", line)
    except OSError as error:
        instead = f"可以自行安装，脚本由 gongkai --show-completion {name} 给出"
        raise CannotDo(f"装不到 {error.filename or place}：{reason_of(error)}。{instead}") from error
    write(f"已为 {name} 安装命令补全：{place}\n重新打开终端后生效。")
    context.exit()


def _shell(named: str, context: click.Context, parameter: click.Parameter) -> str:
    name = Path(os.environ.get("SHELL", "")).name if named == "auto" else named
    if name in SHELLS:
        return name
    known = "、".join(SHELLS)
    message = f"补全支持 {known}；请写明是哪一种，如 {parameter.opts[0]} bash"
    raise click.BadParameter(message, context, parameter)


def _script(context: click.Context, shell: str) -> str:
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    completion = kind(context.find_root().command, {}, "gongkai", _VARIABLE)
    # source() of bash first asks bash for its version, which is not needed to print the script.
    return (completion.source_template % completion.source_vars()).strip() + "\n"


def _place(shell: str) -> Path:
    home = Path.home()
    if shell == "fish":
        return home / ".config" / "fish" / "completions" / "gongkai.fish"
    return home / (".zfunc/_gongkai" if shell == "zsh" else ".bash_completions/gongkai.sh")


def _start_lines(shell: str, place: Path) -> tuple[str, ...]:
    if shell == "bash":
        return (f"source '{place}'",)
    if shell == "zsh":
        return ("fpath+=~/.zfunc; autoload -Uz compinit; compinit",)
    return ()


def _ensure_line(file: Path, line: str) -> None:
    before = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
    if line in before.splitlines():
        return
    with file.open("a", encoding="utf-8", errors="surrogateescape") as stream:
        if before and not before.endswith("\n"):
            stream.write("\n")
        stream.write(f"{line}\n")
