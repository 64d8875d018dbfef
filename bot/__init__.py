"""Skolebro's own library: what Rasa loads, the knowledge, the store, and the command line."""
