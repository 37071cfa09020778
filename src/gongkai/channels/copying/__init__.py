"""The static copy of the public side: written, following every change, verifiable, and there without the office."""
