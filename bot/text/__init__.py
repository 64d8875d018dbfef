"""What can be read from a text alone: its language, names, numbers to mask, words, how hard it is to read."""
