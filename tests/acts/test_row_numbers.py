"""New rows get numbers beyond those that are known outside, and never lower ones than before."""

from __future__ import annotations

import pytest

from gongkai.acts.models import AuditEntry
from gongkai.acts.row_numbers import begin_beyond

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def added() -> int:
    return int(AuditEntry.objects.create(act="Test", subject_type="", subject_id="").pk)


def test_new_rows_get_numbers_beyond_those_that_are_known() -> None:
    known = 10**6  # PostgreSQL goes on from what earlier tests were given, although that is rolled back
    assert begin_beyond(AuditEntry, known)  # also where nothing was ever put into the table
    first = added()
    assert first == known + 1
    assert not begin_beyond(AuditEntry, known + 1) and not begin_beyond(AuditEntry, 3)
    assert added() == known + 2
    assert begin_beyond(AuditEntry, 10**12)
    assert added() == 10**12 + 1


def test_numbers_are_not_moved_to_nothing() -> None:
    assert not begin_beyond(AuditEntry, 0)
