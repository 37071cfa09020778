from __future__ import annotations

import pytest
from tests.review.office import Office, make_office
from tests.world import World


@pytest.fixture
def office(world: World) -> Office:
    return make_office(world)
