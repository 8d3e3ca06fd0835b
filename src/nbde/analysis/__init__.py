"""One file per question; pandas frames in and out, the year asked for by keyword."""
