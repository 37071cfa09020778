"""Many letters in the same state, quickly: one is brought there by the acts, the others are copies of its rows."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db.models import Model
from tests.review.letters.models import Letter
from wagtail.models import WorkflowState

from gongkai.review.models import Decision


def copied(row: Any, **fields: Any) -> Any:
    """A row like this one that is not stored yet."""
    other = copy(row)
    other._state = copy(row._state)
    other._state.adding, other._state.fields_cache = True, {}
    other.pk = None
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def stored(rows: list[Any]) -> list[Any]:
    """The rows, with their keys."""
    model: type[Model] = type(rows[0])
    model._base_manager.bulk_create(rows)
    return rows


def copies(letter: Letter, count: int) -> list[tuple[Letter, int]]:
    """As many letters as that one, each with a revision, a round and decisions of its own; and their revisions."""
    letter.refresh_from_db()
    latest, state = letter.latest_revision, letter.current_workflow_state
    letters = stored([copied(letter, title=f"函{number}") for number in range(count)])
    revisions = stored(
        [
            copied(
                latest, object_id=str(one.pk), content={**latest.content, "pk": one.pk, "title": one.title}
            )
            for one in letters
        ]
    )
    states = stored([copied(state, object_id=str(one.pk), current_task_state=None) for one in letters])
    for task_state in state.task_states.order_by("pk"):
        tasks = stored(
            [
                copied(task_state, workflow_state=own, revision=revision)
                for own, revision in zip(states, revisions, strict=True)
            ]
        )
        if task_state.pk == state.current_task_state_id:
            for own, task in zip(states, tasks, strict=True):
                own.current_task_state = task
    WorkflowState.objects.bulk_update(states, ["current_task_state"])
    for one, revision in zip(letters, revisions, strict=True):
        one.latest_revision = revision
    Letter.objects.bulk_update(letters, ["latest_revision"])
    for decision in Decision.objects.filter(round=state.pk).order_by("pk"):
        stored(
            [
                copied(
                    decision,
                    object_id=one.pk,
                    subject_title=one.title,
                    round=own.pk,
                    revision_id=revision.pk,
                    content_hash=one.content_hash(revision),
                )
                for one, own, revision in zip(letters, states, revisions, strict=True)
            ]
        )
    return [(one, revision.pk) for one, revision in zip(letters, revisions, strict=True)]
