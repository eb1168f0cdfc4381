"""Files that people curate, turned into checked values."""
