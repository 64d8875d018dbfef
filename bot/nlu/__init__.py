"""What understands a message: Danish language model, sentence embedding, ranking, gate."""
