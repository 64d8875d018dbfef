"""What a link gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A file to send: its name, media type and content; ``script`` is the one script in a page that may run."""

    name: str
    content_type: str
    content: bytes
    script: str = ""

    @property
    def is_saved(self) -> bool:
        """Whether a browser puts it aside under its name; else it shows it."""
        return self.name.endswith((".docx", ".pdf"))
