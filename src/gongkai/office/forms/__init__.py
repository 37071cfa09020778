"""The forms of the office's screens."""
