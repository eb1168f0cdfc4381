"""The use cases: a frozen event in, one transaction, a frozen reply out.

Slack, the terminal and the practice workspace are drivers of the same functions. A reply says what
to show, not how.
"""
