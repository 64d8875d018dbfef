"""An attack on a service of our own: what it must bear, tried for real, with a figure for each."""
