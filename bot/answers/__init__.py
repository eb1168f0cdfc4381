"""From a question to a cited answer, or a reason for none."""
