"""Learn the encoder's upper layers anew; run by hand, see README.md."""
