"""The search page, and what stands in for it while the office is down."""
