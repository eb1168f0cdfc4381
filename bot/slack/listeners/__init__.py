"""Listeners, by kind: each turns a payload into an event for the guide and shows the reply."""
