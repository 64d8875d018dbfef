"""The contacts straight from knowledge/contacts.yml, for replies that must not depend on the store."""

from functools import lru_cache

from bot.knowledge.loader import load_contacts
from bot.knowledge.schema import Contact


@lru_cache(maxsize=1)
def contacts() -> dict[str, Contact]:
    """All contacts by id; read once."""
    return load_contacts()


def numbers() -> dict[str, str]:
    """Each contact's number or place, by the name it has in knowledge/faste-svar.yml: ``{lev_uden_vold}``."""
    return {contact_id.replace("-", "_"): contact.value for contact_id, contact in contacts().items()}
