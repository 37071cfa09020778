"""Finds the messages that the source of a package marks for translation, in Python and in templates.

Some packages ship no catalogue at all, and the catalogues of others are older than their code, so the code
is asked what it wants.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize
from scripts.catalogues import Message

_FUNCTIONS = re.compile(r"_|_lazy|(?P<context>n?p)?(?P<plain>n?)gettext(_lazy|_noop)?")
_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(np|p|n|)(?:gettext|_)\(\s*{_STRING}(?:,\s*{_STRING})?(?:,\s*{_STRING})?")
_NOT_READ = ("test", "tests", "conf", "project_template", "styleguide", "migrations", "management")


def marked(folder: Path, apart: frozenset[Path] = frozenset()) -> set[Message]:
    """The messages of the sources below `folder`, without tests and without the folders `apart`."""
    found: set[Message] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".svg") or _is_apart(path, folder, apart):
            continue
        source = path.read_text(encoding="utf-8")
        found.update(_of_python(source) if path.suffix == ".py" else _of_template(source))
    return found


def _is_apart(path: Path, folder: Path, apart: frozenset[Path]) -> bool:
    inner = path.relative_to(folder).parts[:-1]
    return any(part in _NOT_READ for part in inner) or any(parent in apart for parent in path.parents)


def _of_python(source: str) -> Iterator[Message]:
    if "gettext" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if not _FUNCTIONS.fullmatch(name):
            continue
        texts = [
            part.value
            for part in node.args
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
        ]
        if message := _message(name.partition("gettext")[0] if "gettext" in name else "", texts):
            yield message


def _of_template(source: str) -> Iterator[Message]:
    if "{%" not in source and "_(" not in source:
        return
    for call in _CALL.finditer(templatize(source)):
        texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        if message := _message(call[1], texts):
            # `templatize` doubles the per cent sign as the catalogues do.
            yield message


def _message(kind: str, texts: list[str]) -> Message | None:
    """`kind` is what stands before gettext in the function's name: p with context, n with number."""
    context = texts.pop(0) if kind in ("p", "np") and texts else ""
    if not texts:
        return None
    plural = texts[1] if kind in ("n", "np") and len(texts) > 1 else ""
    return Message(texts[0], plural, context)
