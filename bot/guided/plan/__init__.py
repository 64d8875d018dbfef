"""The walk through the five attention points and the plan it ends in."""
