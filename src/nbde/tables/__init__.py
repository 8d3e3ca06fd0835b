"""The border where tables come in: files to checked frames, every problem named by its place."""
