"""The database's own refusal of what `guard.py` refuses, for SQL that does not come through the models.

A row of disclosure_item may become public, or show another revision, only when the last entry of the register
about it names exactly that revision; it may go off only when that entry is a withdrawal; what readers see of it
stays as it is between; and once public it is never deleted. A revision that the register names stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations

from gongkai.disclosure.content_fields import PLAIN_FIELDS

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "disclosure_item"
REVISIONS = "wagtailcore_revision"
REFUSALS = {
    "entered": "disclosure: an item becomes public only by an entry in the register",
    "withdrawn": "disclosure: a public item goes off only by a withdrawal in the register",
    "content": "disclosure: what is public changes only with its revision",
    "deleted": "disclosure: what was public is not deleted",
    "entered_revision": "disclosure: a revision that is in the register stays as it was",
}
CONTENT_COLUMNS: tuple[str, ...] = (
    "index_number_id",
    "body",
    *(f"{name}_id" if name in ("agency", "column") else name for name in PLAIN_FIELDS),
)
_ENTRY = (
    "FROM register_entry WHERE subject_type = 'disclosure.item' AND subject_id = NEW.id "
    "AND kind IN ('published', 'updated', 'modified', 'corrected', 'withdrawn') ORDER BY sequence DESC LIMIT 1"
)
_NOT_ENTERED = (
    "COALESCE((SELECT CASE WHEN kind <> 'withdrawn' AND revision_id = NEW.live_revision_id "
    f"THEN 1 ELSE 0 END {_ENTRY}), 0) = 0"
)
_NOT_WITHDRAWN = f"COALESCE((SELECT CASE WHEN kind = 'withdrawn' THEN 1 ELSE 0 END {_ENTRY}), 0) = 0"

# The comparison stands first: only a revision whose content changes is looked up in the register.
_IS_ENTERED = (
    "EXISTS (SELECT 1 FROM register_entry WHERE revision_id = OLD.id AND subject_type = 'disclosure.item')"
)


def _rules(differs: str) -> list[tuple[str, str, str, str]]:
    """(what is refused, in which table, on which verb, when); `differs` is how this database compares with NULL."""
    moved = f"(NOT OLD.live OR OLD.live_revision_id {differs} NEW.live_revision_id)"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in CONTENT_COLUMNS)
    return [
        ("entered", TABLE, "INSERT", f"NEW.live AND {_NOT_ENTERED}"),
        ("entered", TABLE, "UPDATE", f"NEW.live AND {moved} AND {_NOT_ENTERED}"),
        ("withdrawn", TABLE, "UPDATE", f"OLD.live AND NOT NEW.live AND {_NOT_WITHDRAWN}"),
        ("content", TABLE, "UPDATE", f"OLD.live AND NEW.live AND NOT {moved} AND ({changed})"),
        ("deleted", TABLE, "DELETE", "OLD.live OR OLD.first_published_at IS NOT NULL"),
        ("entered_revision", REVISIONS, "UPDATE", f"OLD.content {differs} NEW.content AND {_IS_ENTERED}"),
        ("entered_revision", REVISIONS, "DELETE", _IS_ENTERED),
    ]


def _name(rule: str, verb: str) -> str:
    return f"disclosure_item_{rule}_on_{verb.lower()}"


def trigger_names() -> tuple[str, ...]:
    """The names of the triggers that guard the items."""
    return tuple(_name(rule, verb) for rule, _, verb, _ in _rules("IS NOT"))


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{_name(rule, verb)}" BEFORE {verb} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[rule]}'); END"
            for rule, table, verb, condition in _rules("IS NOT")
        ]
    return [text for rule in _rules("IS DISTINCT FROM") for text in _postgres(*rule)]


def _postgres(rule: str, table: str, verb: str, condition: str) -> list[str]:
    name = _name(rule, verb)
    row = "OLD" if verb == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{REFUSALS[rule]}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {row}; END $$ LANGUAGE plpgsql",
        f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place where they are missing.

    SQLite drops a table's triggers whenever a migration rebuilds the table, without a word. So this runs after
    every `migrate` as well.
    """
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of those triggers that are not there, or on PostgreSQL are switched off."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in trigger_names() if name not in found]


def can_be_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the tables that the triggers speak of are there as they are now; not in the midst of migrations."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if not {TABLE, REVISIONS, "register_entry"} <= tables:
            return False
        columns = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
    return columns >= {*CONTENT_COLUMNS, "live", "live_revision_id", "first_published_at"}


class GuardPublication(migrations.RunPython):
    """A migration's operation: from here on the database refuses what is not in the register."""

    def __init__(self) -> None:
        super().__init__(self._guard, self._release)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the operation is written in a migration."""
        return self.__class__.__qualname__, [], {}

    def describe(self) -> str:
        """One line for the log of `migrate`."""
        return "public only by the register"

    def _guard(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def _release(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for rule, table, verb, _ in _rules("IS NOT"):
            name = _name(rule, verb)
            schema_editor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if postgres else ""))
