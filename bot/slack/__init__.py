"""The Slack app: the only package that knows Slack's libraries."""
