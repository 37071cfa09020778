"""Questions that are asked at every request: put into SQL once a process, then asked with other values.

Django writes the SQL of a query set anew each time. Where the answer is short that is nearly all of the time.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any, Final

from django.db import connection, models

# What stands for the values while the SQL is written; no query names them otherwise.
_ANY_NUMBER: Final = 8_999_999_999_999_999_999
_ANY_DAY: Final = datetime.date(9999, 12, 30)


class PreparedRows:
    """The rows of a query set for a number and a day, such as a person's key and today.

    `ask` makes the query set: `values_list` of columns that the database answers as they are, numbers and texts.
    """

    def __init__(self, ask: Callable[[int, datetime.date], models.QuerySet[Any, Any]]) -> None:
        self._ask = ask

    @functools.cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        query = self._ask(_ANY_NUMBER, _ANY_DAY).query
        sql, values = query.get_compiler(connection=connection).as_sql()
        return str(sql), tuple(values)

    def of(self, number: int, day: datetime.date) -> list[tuple[Any, ...]]:
        """The rows of this number on this day."""
        sql, values = self._written
        stored = connection.ops.adapt_datefield_value
        meant = {_ANY_NUMBER: number, stored(_ANY_DAY): stored(day)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [meant.get(value, value) for value in values])
            return list(cursor.fetchall())
