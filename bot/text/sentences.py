"""Put what stands alone into a sentence."""


def in_a_sentence(words: str) -> str:
    """A heading, a name or a line of a list as it stands inside a sentence; "SSP-koordinatoren" keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
