"""An app of the tests: letters, which are no items, go through the same three reviews."""
