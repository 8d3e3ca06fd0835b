"""The border where tables come in: files to checked frames, with every problem named by its place."""
