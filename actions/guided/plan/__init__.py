"""The walk through the five attention points."""
