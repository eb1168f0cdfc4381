"""The practice workspace: a small Slack on this computer, and the page that shows it.

`workspace.PracticeSlack` is the one class that others use. It answers the Web API, signs and
delivers what people do, refuses what Slack refuses, and serves the page. Nothing leaves 127.0.0.1.
"""
