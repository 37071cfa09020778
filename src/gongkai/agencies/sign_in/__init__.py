"""Signing in: passwords, the second factor, a government's own sign-in, lock-out, and the record of all of them."""
