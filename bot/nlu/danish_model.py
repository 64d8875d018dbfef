"""Which Danish spaCy model is at hand, and how to come by one.

The real model, ``da_core_news_sm`` 3.4.0, lives on spaCy's release page and not on PyPI. Where that
host can't be reached, a stand-in is built from what PyPI has. It has a name of its own and never
poses as the real one.
"""

import gzip
import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.core.paths import STATE
from bot.core.silence_warnings import silence_warnings
from bot.core.uv import find_uv

REAL_NAME = "da_core_news_sm"
REAL_VERSION = "3.4.0"
REAL_URL = (
    "https://github.com/explosion/spacy-models/releases/download/"
    f"{REAL_NAME}-{REAL_VERSION}/{REAL_NAME}-{REAL_VERSION}-py3-none-any.whl"
)

STAND_IN_NAME = "skolebro_da_opslag"
STAND_IN_VERSION = "2"

_LONGEST_LEMMA = 8

_DOWNLOAD_SECONDS = 60


@dataclass(frozen=True)
class DanishModel:
    """A Danish spaCy model on this machine.

    Attributes:
        name: the model's own name.
        version: the model's own version.
        location: what ``spacy.load`` takes.
    """

    name: str
    version: str
    location: str

    @property
    def is_real(self) -> bool:
        """Whether this is the model the design asks for."""
        return self.name == REAL_NAME


def find_model(state: Path = STATE) -> DanishModel | None:
    """The model at hand: the real one if it is importable, else the stand-in, else ``None``."""
    if importlib.util.find_spec(REAL_NAME):
        return DanishModel(REAL_NAME, importlib.metadata.version(REAL_NAME), REAL_NAME)
    stand_in = _stand_in(state)
    meta = Path(stand_in.location, "meta.json")
    # An older stand-in is no stand-in: its version is in the file.
    is_this_one = meta.exists() and json.loads(meta.read_text())["version"] == STAND_IN_VERSION
    return stand_in if is_this_one else None


def ensure_model(state: Path = STATE) -> DanishModel:
    """Use, install or build a model, in that order. Tells in one line when it has to be the stand-in."""
    given_url = os.environ.get("DANISH_MODEL_URL")
    # Whoever gives an address wants the real model, also where a stand-in has been made before.
    wanted = importlib.util.find_spec(REAL_NAME) is None and (given_url or not find_model(state))
    if wanted and not _install(given_url or REAL_URL) and not find_model(state):
        print(
            f"Den danske sprogmodel {REAL_NAME} {REAL_VERSION} kan ikke hentes her; "
            f"bruger reserven {STAND_IN_NAME} (ordbog og navnelister)."
        )
        build_stand_in(state)
    model = find_model(state)
    if model is None:
        raise RuntimeError("Der er ingen dansk sprogmodel. Kør `skolebro doctor`.")
    return model


def build_stand_in(state: Path = STATE) -> DanishModel:
    """Make the stand-in from PyPI's parts: Danish rules, a lemma table and lists of names."""
    import spacy
    from faker.providers.person.da_DK import Provider as DanishNames

    nlp = spacy.blank("da")
    nlp.meta["name"], nlp.meta["version"] = STAND_IN_NAME, STAND_IN_VERSION
    nlp.meta["description"] = "Reserve for da_core_news_sm: opslag af grundformer og navne, ingen statistik."
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    ruler = nlp.add_pipe("entity_ruler")
    nlp.initialize()  # must come before the patterns, which it would clear
    lemmatizer.lookups.remove_table("lemma_lookup")
    lemmatizer.lookups.add_table("lemma_lookup", _short_lemmas())
    first_names = {*DanishNames.first_names_male, *DanishNames.first_names_female}
    ruler.add_patterns(
        [{"label": "PER", "pattern": name} for name in sorted(first_names)]
        + [
            {
                "label": "PER",
                "pattern": [{"TEXT": {"IN": sorted(first_names)}}, {"TEXT": {"IN": _last_names(DanishNames)}}],
            }
        ]
    )
    model = _stand_in(state)
    shutil.rmtree(model.location, ignore_errors=True)
    Path(model.location).mkdir(parents=True)
    nlp.to_disk(model.location)
    return model


def _short_lemmas() -> dict[str, str]:
    """Form to lemma. Words the tables would leave as they are are left out, and so are long ones.

    Of the 553,000 entries most are compounds, and holding them all takes 180 MB; it is the short words
    whose forms stray far, and the long ones are known by their parts (character n-grams).
    """
    import spacy_lookups_data

    path = f"{spacy_lookups_data.da['lemma_lookup']}.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, str] = json.load(file)
    return {form: lemma for form, lemma in table.items() if form != lemma and len(lemma) <= _LONGEST_LEMMA}


def _last_names(names: type) -> list[str]:
    return sorted(names.last_names)  # type: ignore[attr-defined]


def _stand_in(state: Path) -> DanishModel:
    return DanishModel(STAND_IN_NAME, STAND_IN_VERSION, str(state / STAND_IN_NAME))


def _install(url: str) -> bool:
    command = _installer() + ["--no-deps", url]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_DOWNLOAD_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    importlib.invalidate_caches()
    return done.returncode == 0 and importlib.util.find_spec(REAL_NAME) is not None


def _installer() -> list[str]:
    if uv := find_uv():
        return [uv, "pip", "install", "--quiet", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install", "--quiet"]


if __name__ == "__main__":
    silence_warnings()
    ensure_model()
