"""The portal's sources of pages, one module a kind."""
