"""Guided conversations: one question after another, and what comes of the answers. No Rasa here."""
