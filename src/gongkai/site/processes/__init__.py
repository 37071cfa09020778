"""The processes that the supervisor starts: web, tasks, schedule; and the one that prepares them."""
