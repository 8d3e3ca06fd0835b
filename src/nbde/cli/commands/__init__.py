"""The commands, each a file: its options, and the question it asks."""
