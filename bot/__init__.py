"""Safeguarding Guide: cited answers, guided decisions and a referral log, in Slack."""
