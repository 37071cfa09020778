"""What the register does behind a screen, so that nobody waits before a blank page."""

from __future__ import annotations

from django_tasks import task


@task()
def verify_for(person_id: int) -> bool:
    """Verify the register because a person asked for it; whether it is whole."""
    from gongkai.agencies.models import Person
    from gongkai.register.verification import verify_and_record

    outcome, _ = verify_and_record(by=Person.objects.get(pk=person_id))
    return outcome.whole
