"""What the pages of an item show: read for many items at once, then rendered one by one without a query."""
