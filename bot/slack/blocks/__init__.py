"""Replies drawn as Block Kit: pure functions, checked against every limit."""
