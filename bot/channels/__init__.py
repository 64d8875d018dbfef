"""The two ways in: the chat page and, in the local profile, Rasa's REST contract."""
