"""Safeguarding Guide: cited answers, guided decisions and a referral log, in Slack."""

__version__ = "0.1.0"
