"""The register on disk: SQLite through sqlite-utils."""
