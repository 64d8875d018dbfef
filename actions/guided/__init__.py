"""Guided conversations on Rasa's forms: what is asked, heard, and done with the answers."""
