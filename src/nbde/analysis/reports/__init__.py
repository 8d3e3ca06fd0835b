"""What a report holds beside the answers of the other questions, one file each."""
