"""The processes that the supervisor starts: front, web, tasks, schedule; and the one that prepares them."""
