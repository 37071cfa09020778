"""What may be done with an item, one verb a file. Every screen, command and schedule goes through these."""
