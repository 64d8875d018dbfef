"""The curated content: its schema, its loader and its checks."""
