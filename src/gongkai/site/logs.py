"""Logs: one JSON object a line for machines, readable lines on a terminal; request ids; no personal data.

A line says which process, which request, who (the number of the account), what. It never has a query string, a
form's content, a browser's name or an address on the network; identity card and telephone numbers that get into a
message, as a database's errors may bring them, are covered.
"""

from __future__ import annotations

import logging
import os
import re
from typing import Any, Final

import structlog
from structlog.types import EventDict, Processor

_PRIVATE: Final = ("user_agent", "ip")
_NUMBERS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(\d{6})\d{8}(\d{3}[0-9Xx])|(1[3-9]\d)\d{4}(\d{4}))(?![0-9A-Za-z])"
)


def without_personal_data(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Leave out what identifies a citizen."""
    for name in _PRIVATE:
        event.pop(name, None)
    return {name: _covered(value) if isinstance(value, str) else value for name, value in event.items()}


def _covered(text: str) -> str:
    return _NUMBERS.sub(
        lambda found: (found[1] or found[3]) + "*" * (8 if found[1] else 4) + (found[2] or found[4]), text
    )


def _with_process(_logger: Any, _method: str, event: EventDict) -> EventDict:
    event["process"] = os.environ.get("GONGKAI_PROCESS", "") or "command"
    return event


_COMMON: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _with_process,
)


def configure(style: str, level: str) -> dict[str, Any]:
    """Configure structlog, and give Django's LOGGING.

    Args:
        style: "json" or "text".
        level: "debug", "info", "warning" or "error".
    """
    structlog.configure(
        processors=[*_COMMON, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _COMMON,
                "processors": _ending(style),
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": getattr(logging, level.upper())},
        "loggers": {
            # The request log says the same, with the request's number.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            # It names the person and the address; the audit trail has both, where only the auditor reads.
            "axes": {"level": "ERROR"},
            # It speaks to somebody at a keyboard of its own.
            "django_tasks_db": {"level": "ERROR"},
            "asyncio": {"level": "WARNING"},
            # It has a line for each search, below that the words searched for, and a traceback for each try; who
            # asks it says what went wrong.
            "opensearch": {"level": "ERROR"},
        },
    }


def _ending(style: str) -> list[Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if style == "json":
        return [
            drop,
            structlog.processors.format_exc_info,
            without_personal_data,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    return [
        drop,
        structlog.processors.format_exc_info,
        without_personal_data,
        structlog.dev.ConsoleRenderer(colors=False, pad_event_to=24),
    ]
