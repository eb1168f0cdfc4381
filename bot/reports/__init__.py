"""Reports as files: a page with charts that stands alone, and a table for a spreadsheet."""
