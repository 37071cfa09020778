"""A package, so that the county of conftest.py is put back before the tests of the next folder."""
