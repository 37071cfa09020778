"""The processes that the supervisor starts or has forked: loaded, front, web, tasks, schedule, copy; and the one before them."""
