"""A town that publishes, and whoever asks the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosure.actions.withdraw import Withdraw

Get = Callable[..., Any]


@pytest.fixture
def api(db: None) -> Get:
    """The answer to GET below /api/v1/; `said` of it is its JSON."""
    client = Client()

    def get(path: str, method: str = "get", **headers: str) -> Any:
        response = getattr(client, method)(f"/api/v1/{path}", headers=headers)
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        response.said = json.loads(response.content) if is_json and response.content else None
        return response

    return get


@pytest.fixture
def withdrawn(office: Any) -> Any:
    item = office.published("关于停水的通知")
    Withdraw(item, office.chief, "内容有误，另行公布").perform()
    return office.again(item)
