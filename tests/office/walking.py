"""All addresses of the platform, read from the configuration of URLs: whoever adds a page adds it here as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import Resolver404, get_resolver, resolve
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import URLPattern, URLResolver

from gongkai.office import gate

_CAPTURED = re.compile(r"\(\?P<(\w+)>")
_SAMPLE_OF_A_GROUP = re.compile(r"\(\?P<\w+>[^()]*\)")
A_KEY = "5f1c7a3e-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Screen:
    """One pattern of the configuration: its view's full name, its route, the names of what it captures."""

    name: str
    route: str
    parameters: tuple[str, ...]
    namespaces: tuple[str, ...]
    view: Any
    converters: tuple[tuple[str, Any], ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it is a screen of Wagtail's admin that office/gate.py has to close."""
        return gate.is_wagtails(self._match()) and not gate.is_open(self._match())

    @property
    def is_wagtails(self) -> bool:
        """Whether it is a screen of Wagtail's admin, open or closed."""
        return gate.is_wagtails(self._match())

    @property
    def is_of_the_office(self) -> bool:
        """Whether it is for staff."""
        return self.route.startswith("office/")

    @property
    def is_sign_in(self) -> bool:
        """Whether it is a page of signing in, or of one's own account."""
        return self.name.startswith(("account_", "mfa_", "socialaccount_"))

    def _match(self) -> Any:
        match = type("Match", (), {})()
        match.func, match.view_name, match.namespaces = self.view, self.name, list(self.namespaces)
        match.route = self.route
        return match

    def any_path(self) -> str:
        """An address that leads there, with made-up parameters: for screens that are closed to everybody."""
        path = self.route
        for name, converter in self.converters:
            sample = {IntConverter: "1", UUIDConverter: A_KEY}.get(type(converter), "wagtailcore")
            path = re.sub(rf"<(?:\w+:)?{name}>", sample, path)
        path = _SAMPLE_OF_A_GROUP.sub("1", path).replace(r"\.", ".")
        return "/" + path.replace("^.*/$", "nowhere/").replace("^", "").replace("$", "")

    def is_shadowed(self) -> bool:
        """Whether a screen of our own stands at the same address, before it."""
        try:
            match = resolve(self.any_path())
        except Resolver404:
            return False
        return not gate.is_wagtails(match)


def _walk(
    resolver: Any, route: str, namespaces: tuple[str, ...], above: tuple[tuple[str, Any], ...]
) -> Iterator[Screen]:
    for entry in resolver.url_patterns:
        longer = route + str(entry.pattern)
        converters = (*above, *entry.pattern.converters.items())
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, longer, inner, converters)
        elif isinstance(entry, URLPattern):
            captured = _CAPTURED.findall(longer)
            name = ":".join([*namespaces, entry.name or f"(unnamed {longer})"])
            parameters = (*(name for name, _ in converters), *captured)
            yield Screen(name, longer, parameters, namespaces, entry.callback, converters)


def screens() -> tuple[Screen, ...]:
    """Every pattern, in the order of the configuration."""
    return tuple(_walk(get_resolver(), "", (), ()))
