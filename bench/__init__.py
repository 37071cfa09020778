"""What gongkai costs in time and memory, measured against references in the same run."""
