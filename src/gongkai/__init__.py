"""gongkai (公开): the duty of government information disclosure, as software."""

__version__ = "0.1.0"
