"""What Skolebro keeps: published content, counts without words, and short-lived conversation state."""
