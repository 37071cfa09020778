"""The acts on channels: what carried an item, what took it down, each with its entry in the register."""
