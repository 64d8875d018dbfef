"""Skolebro's own library: what Rasa loads, the knowledge, the store, and the command line."""

from bot.core.without_tensorflow import stand_in_for_tensorflow

# Before anything imports Rasa.
stand_in_for_tensorflow()
