"""An account of the example county, as `gongkai demo` shows it when it starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAccount:
    """Who can sign in: name to type, password, whose it is, and what he may do, in words."""

    username: str
    password: str
    name: str
    agency: str
    role: str
