"""What Slack refuses in blocks and views, in pure Python and in Slack's words.

`surfaces` is the way in: it checks a message's blocks or a whole view. Below it `blocks`,
`elements`, `composition` and `rich` describe each kind as a `shapes.Shape`. Nothing here is meant
to be lenient: a stand-in that accepts more than Slack proves nothing.
"""
