"""Feeds of the portal, of each body, of each column: the newest items, as Atom and as JSON Feed."""
