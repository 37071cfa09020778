"""An account of the example county, as `gongkai demo` shows it when it starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """Who can sign in: name to type, password, whose it is, which posts he holds, and what is worth trying as him.

    The passwords are the same in every example county: they protect nothing, and stand on the screen.
    """

    username: str
    password: str
    name: str
    agency: str
    role: str
    posts: tuple[str, ...] = ()
    note: str = ""
