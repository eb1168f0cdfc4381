"""From answers to duties: guidance trees, read, walked, checked and drawn."""
