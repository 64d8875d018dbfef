"""Figures of speed and memory, always beside a stock Rasa bot in the same run: machines are noisy."""
