"""The sign-off sheet in words: as text for the terminal, and as a page to print and sign."""
