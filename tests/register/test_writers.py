"""Several who publish at once: the chain stays whole, without gap or fork."""

import threading

import pytest
from django.db import connection, transaction
from tests.register.making import publish
from tests.world import build_world

from gongkai.register.models import ChainHead, Entry
from gongkai.register.verification import verify

WRITERS, EACH = 4, 15


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_keep_the_chain_whole():
    world = build_world()
    failures: list[Exception] = []
    together = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        try:
            together.wait(timeout=120)
            for number in range(EACH):
                # In a transaction of the caller's, as publishing is.
                with transaction.atomic():
                    publish(world, writer * 100 + number + 1)
        except Exception as error:  # noqa: BLE001 - told below, in the thread that asserts
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []
    numbers = list(Entry.objects.order_by("pk").values_list("sequence", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert ChainHead.objects.get().sequence == WRITERS * EACH
    assert verify(crosscheck=False).whole


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_leaves_neither_entry_nor_gap():
    world = build_world()
    publish(world, 1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(world, 2)
        raise ZeroDivisionError
    assert publish(world, 3).sequence == 2
    assert verify(crosscheck=False).whole
