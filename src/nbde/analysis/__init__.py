"""One file per question; pandas frames in and out, the requested year by keyword."""
