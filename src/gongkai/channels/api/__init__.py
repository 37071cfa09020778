"""The public API under /api/v1/: what mini-programs, open data users and harvesters read. Read-only, no sign-in."""
