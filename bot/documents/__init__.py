"""Word documents one can leave with, made from templates in knowledge/skabeloner/."""
