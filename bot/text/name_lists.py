"""The lists names are known by: a kept one, Faker's, and what a redaktør adds and takes away in ``navne.yml``."""

import importlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml

NAMES = KNOWLEDGE / "navne.yml"

_KEPT = Path(__file__).parent / "first_names.txt"
# Faker's lists of the countries whose names are common in the areas: in Latin letters, and in others.
_LATIN = (
    "da_DK", "sv_SE", "no_NO", "de_DE", "en_US", "pl_PL", "ro_RO", "hr_HR", "tr_TR", "az_AZ", "uz_UZ", "en_PK",
    "en_IN", "sw", "ha_NG",
)  # fmt: skip
_OTHER_SCRIPTS = ("ru_RU", "uk_UA", "bg_BG", "ar_AA", "ar_PS", "ar_SA", "ar_DZ", "fa_IR")
_SURNAMES = ("da_DK", "sv_SE", "no_NO", "tr_TR", "pl_PL", "hr_HR")

_KEYS = (
    "flere_navne", "efternavne", "andre_skrifter", "ogsaa_ord", "aldrig_navne", "aldrig_udtryk", "kendte_numre",
)  # fmt: skip

_ONE_WORD = re.compile(r"[^\W\d_]{2,}")
_WITHOUT_MARKS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ـ": ""})
_ARABIC = str.maketrans("أإآٱىةیک", "اااايهيك")
_WITHOUT_DANISH_LETTERS = str.maketrans("", "", "æøå")
# How people without Danish keys write the three letters.
_WITHOUT_DANISH = ({"æ": "ae", "ø": "o", "å": "a"}, {"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Lists:
    """What names are known by, all in the form that ``key`` gives.

    Attributes:
        names: first names of Faker's lists and of our own.
        kept: first names of the kept list.
        surnames: surnames that are looked for behind a first name only.
        words_too: names that are Danish words too.
        never: words that are never names.
        phrases: phrases with a name in them and nobody to be careful of.
        public_numbers: telephone numbers everybody may know.
    """

    names: frozenset[str]
    kept: frozenset[str]
    surnames: frozenset[str]
    words_too: frozenset[str]
    never: frozenset[str]
    phrases: tuple[str, ...]
    public_numbers: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that any list of first names has."""
        return self.names | self.kept | self.words_too | self.never


def key(word: str) -> str:
    """A word as the lists have it: small letters, without marks but those of Danish ("İsmail", "Gökhan", "Zoë")."""
    lowered = word.lower()
    if lowered.translate(_WITHOUT_DANISH_LETTERS).isascii():
        return lowered
    return "".join(
        letter if letter in "æøå" else _bare(letter) for letter in unicodedata.normalize("NFC", lowered)
    ).translate(_ARABIC)


def _bare(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_WITHOUT_MARKS)


@lru_cache(maxsize=1)
def name_lists() -> Lists:
    """The lists of this installation."""
    return load_lists(NAMES)


def load_lists(path: Path) -> Lists:
    """Read the lists.

    Raises:
        ValueError: the file has not the right form; Danish.
        OSError: the file can't be read.
    """
    try:
        own: dict[str, list[str]] = read_yaml(path)
        if wrong := [name for name in _KEYS if not all(isinstance(entry, str) and entry for entry in own[name])]:
            raise ValueError(f"{', '.join(wrong)} skal være lister af ord; sæt ord som 'no' i anførselstegn")
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ValueError(f"filen har ikke den rette form: {error}") from error
    return Lists(
        names=_of_countries((*_LATIN, *_OTHER_SCRIPTS), "first_names").union(
            _keys({*own["flere_navne"], *own["andre_skrifter"]})
        ),
        kept=_kept(),
        surnames=_of_countries(_SURNAMES, "last_names").union(_keys({*own["efternavne"]})),
        words_too=frozenset(own["ogsaa_ord"]),
        never=frozenset(own["aldrig_navne"]),
        phrases=tuple(own["aldrig_udtryk"]),
        public_numbers=tuple(own["kendte_numre"]),
    )


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    """Those the project keeps itself, which no file of the content changes."""
    return frozenset(line for line in _KEPT.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@lru_cache(maxsize=2)
def _of_countries(countries: tuple[str, ...], kind: str) -> frozenset[str]:
    """Faker's own, which no file changes."""
    providers = [importlib.import_module(f"faker.providers.person.{country}").Provider for country in countries]
    lists = (getattr(one, attribute) for one in providers for attribute in dir(one) if attribute.startswith(kind))
    return frozenset(_keys({name for names in lists for name in names if _ONE_WORD.fullmatch(name)}))


def _keys(names: set[str]) -> Iterator[str]:
    for name in names:
        yield (known := key(name))
        if set(known) & set("æøå"):
            for spelling in _WITHOUT_DANISH:
                yield "".join(spelling.get(letter, letter) for letter in known)
