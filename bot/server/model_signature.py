"""Whether a trained model is this installation's own. It holds pickles: whoever made it runs code where it is loaded.

docs/decisions/0019-signed-model.md says what that keeps out, and what it does not.
"""

import hashlib
import hmac
import os
from contextlib import suppress
from pathlib import Path

from bot.core.secret import installation_secret

# So that nothing else signed with the same secret can pass for a model's signature.
_PURPOSE = b"skolebro.model\n"
_CHUNK_BYTES = 1 << 20
# What runs is loaded from a pinned one, also when it is started again. Each is some 80 MB.
_PINNED = ".i-brug.tar.gz"
_KEPT = 2


class NotSigned(RuntimeError):
    """A model must not be loaded; the message says what to do (Danish)."""

    def __init__(self, model: Path) -> None:
        super().__init__(
            f"Modellen {model} er ikke underskrevet af denne installation og bliver ikke indlæst: Den er ændret, "
            "kommer et andet sted fra, er fra en udgave før underskrifterne, eller nøglen er skiftet. Kør `skolebro "
            "train` (`make train`) med samme SKOLEBRO_SECRET som tjenesten; så bliver den trænet igen."
        )


def sign(model: Path) -> None:
    """Write the signature beside a model that was trained here just now."""
    _signature_of(model).write_text(_hmac(model))


def is_signed(model: Path) -> bool:
    """Whether the model is byte by byte what was signed, with the secret in force now."""
    try:
        return hmac.compare_digest(_signature_of(model).read_bytes(), _hmac(model).encode())
    except FileNotFoundError:
        return False


def refuse_unsigned(model: Path) -> None:
    """Go on only with a signed model.

    Raises:
        NotSigned: it is another's, was changed, or was signed with another secret.
    """
    if not is_signed(model):
        raise NotSigned(model)


def pinned(model: Path) -> Path:
    """Another name for a signed model, beside it, that stays when a new one is trained in its place.

    Raises:
        NotSigned: it is not this installation's own.
    """
    refuse_unsigned(model)
    signature = _signature_of(model).read_text()
    kept = model.with_name(f"{signature[:16]}{_PINNED}")
    with suppress(FileExistsError):
        os.link(model, kept)
    _signature_of(kept).write_text(signature)
    return kept


def forget_older_than(in_use: Path) -> None:
    """Delete pinned models, now that this one is in use; another service here may still use the one before it."""
    os.utime(in_use)
    models = sorted(in_use.parent.glob(f"*{_PINNED}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[_KEPT:]:
        old.unlink(missing_ok=True)
        _signature_of(old).unlink(missing_ok=True)


def _signature_of(model: Path) -> Path:
    return model.with_name(f"{model.name}.signature")


def _hmac(model: Path) -> str:
    made = hmac.new(installation_secret().encode(), _PURPOSE, hashlib.sha256)
    with open(model, "rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            made.update(chunk)
    return made.hexdigest()
