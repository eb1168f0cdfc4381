"""Listeners by kind of what Slack sends; thin: payload in, use case, acknowledgement out."""
