"""What an administrator may set, by variables of the environment; what is unsafe is refused in `safety.py`."""

from gongkai.site.environment.reading import FRONT_TOKEN, BadEnvironment, Environment, current, read, unknown
from gongkai.site.environment.setting import Setting, Unreadable, own_address
from gongkai.site.environment.table import SETTINGS

__all__ = [
    "FRONT_TOKEN",
    "SETTINGS",
    "BadEnvironment",
    "Environment",
    "Setting",
    "Unreadable",
    "current",
    "own_address",
    "read",
    "unknown",
]
