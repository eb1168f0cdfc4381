"""The Web API methods, by family: each takes the state and the call's arguments.

A method returns what Slack's answer holds beside `ok`, or raises `RefusedError`.
"""
