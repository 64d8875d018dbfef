"""Five questions that make a parent ready for a talk at school, and the list they end in."""
