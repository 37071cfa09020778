"""A migration's operation: SQL that is another on SQLite than elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class RunVendorSQL(migrations.RunPython):
    """Statements for SQLite, and those for PostgreSQL and what speaks like it; `backwards` is for both."""

    def __init__(self, sqlite: Sequence[str], postgresql: Sequence[str], backwards: Sequence[str]) -> None:
        self.sqlite, self.postgresql, self.backwards = sqlite, postgresql, backwards
        super().__init__(self._run, self._undo)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written in a migration."""
        arguments = {"sqlite": self.sqlite, "postgresql": self.postgresql, "backwards": self.backwards}
        return self.__class__.__qualname__, [], arguments

    def describe(self) -> str:
        """One line for the log of `migrate`."""
        return "tables of the search index"

    def _run(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on_sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in self.sqlite if on_sqlite else self.postgresql:
            schema_editor.execute(statement)

    def _undo(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.backwards:
            schema_editor.execute(statement)
