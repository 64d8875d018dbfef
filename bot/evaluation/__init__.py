"""Measure how often the right answer comes first. Metrics are of our own sets in tests/eval/."""
