"""A small knowledge folder to write, break and publish in tests."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import docx
import yaml

from bot.core.paths import KNOWLEDGE
from bot.core.yaml_files import read_yaml
from bot.documents.render import TEMPLATES
from bot.guided.meeting.content import PREPARATIONS
from bot.guided.plan.content import PLAN
from bot.knowledge.danger import DANGER
from bot.knowledge.danger_examples import EXAMPLES
from bot.knowledge.gates import GATES
from bot.knowledge.loader import load
from bot.knowledge.other_languages import SENTENCES
from bot.knowledge.responses import FIXED_REPLIES
from bot.knowledge.schema import CONSENT_THEME, WHAT_TO_DO, Knowledge
from bot.sites.content import DEFAULTS as SITE_DEFAULTS
from bot.text.name_lists import NAMES

SOURCES = """\
rapport-2014:
  title: "Samarbejde i praksis"
  publisher: "Et center"
  year: 2014
  url: "https://rapporter.example/samarbejde"
  sections:
    - "Indledning"
    - "Konklusion"
"""

LAWS = """\
- name: "Lov om prøver"
  url: "https://love.example/proever"
- name: "Lov om andet"
  no_url: "den findes ikke"
"""

CONTACTS = """\
politi:
  label: "Politiet"
  value: "114"
livslinien:
  label: "Livslinien"
  value: "70 201 201"
giftlinjen:
  label: "Giftlinjen"
  value: "82 12 12 12"
red:
  label: "RED Rådgivning"
  value: "70 27 76 66"
sletdet:
  label: "SletDet"
  value: "sletdet.redbarnet.dk"
dialog-mod-vold:
  label: "Dialog mod Vold"
  value: "35 30 17 17"
leder:
  label: "Din nærmeste leder"
  value: "Lederen"
alarm:
  label: "Alarm"
  value: "112"
boernetelefonen:
  label: "BørneTelefonen"
  value: "116 111"
lev-uden-vold:
  label: "Lev Uden Vold"
  value: "1888"
dpo:
  label: "Databeskyttelsesrådgiveren"
  value: "Spørg lederen"
underretning:
  label: "Modtagelsen af underretninger"
  value: "Ring til kommunen"
doegnvagt:
  label: "Den sociale vagt"
  value: "114"
"""


@cache
def our_content() -> Knowledge:
    """The content of this repository, read once: to look at, not to change."""
    return load()


class Content:
    """A knowledge folder with sources, laws and contacts, and its coverage table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.coverage = folder.parent / "daekning.md"
        self.put({"sources.yml": SOURCES, "laws.yml": LAWS, "contacts.yml": CONTACTS})

    def put(self, files: Mapping[str, str]) -> None:
        """Write files, each by its path in the folder."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def card(
        self,
        card_id: str,
        *,
        theme: str = "rammer",
        body: str | None = None,
        questions: Sequence[str] | None = None,
        without: Sequence[str] = (),
        **fields: Any,
    ) -> Path:
        """Write a good card; ``fields`` take the place of its own, ``without`` leaves some out.

        A legal card gets what legal cards must have, unless its ``body`` is given.
        """
        legal = theme == CONSENT_THEME
        said = {
            "id": card_id,
            "title": f"Om {card_id}",
            "audience": ["medarbejder", "skole"],
            "source": "rapport-2014",
            "section": "Indledning",
            "reviewed": "2024-05-17",
            "status": "gældende",
            "questions": list(questions or (f"{card_id} spørgsmål {number}" for number in "abcdef")),
            "related": [],
            **({"law": "Lov om prøver § 1", "decides": "dpo"} if legal else {}),
            **fields,
        }
        for name in without:
            del said[name]
        body = body or f"Svaret om {card_id} står her." + (f"\n\n{WHAT_TO_DO} Spørg." if legal else "")
        lines = []
        for name, value in said.items():
            if name == "questions":
                lines += ["questions:", *(f'  - "{question}"' for question in value)]
            elif name in ("reviewed", "id"):
                lines.append(f"{name}: {value}")
            else:
                text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1000)
                lines.append(f"{name}: {text.removesuffix(chr(10)).removesuffix(chr(10) + '...')}")
        return self.write(card_id, "\n".join(["---", *lines, "---", body]) + "\n", theme)

    def write(self, card_id: str, text: str, theme: str = "rammer") -> Path:
        """Write a card file as it stands."""
        path = self.folder / theme / f"{card_id}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def cover(self, *rows: str) -> None:
        """Write the coverage table: the rows given, else one row with every card."""
        every_card = ", ".join(f"`{path.stem}`" for path in sorted(self.folder.glob("*/*.md")))
        table = ["# Dækning", "", "| Del | Kort |", "| --- | :--- |", *(rows or (f"| Alt | {every_card} |",))]
        self.coverage.write_text("\n".join(table) + "\n", encoding="utf-8")

    def load(self) -> Knowledge:
        return load(self.folder)


def line_of(path: Path, text: str) -> int:
    """The first line of a file that holds ``text``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def whole_content(folder: Path) -> Content:
    """A knowledge folder with all there is beside the cards, too: what `skolebro check` looks at."""
    made = Content(folder)
    made.put(_beside_the_cards())
    (folder / TEMPLATES.name).mkdir()
    for template in TEMPLATES.glob("*.docx"):
        (folder / TEMPLATES.name / template.name).write_bytes(_template())
    return made


@cache
def _template() -> bytes:
    """A Word template with nothing to fill in."""
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


@cache
def _beside_the_cards() -> dict[str, str]:
    return {
        **{path.name: path.read_text(encoding="utf-8") for path in (FIXED_REPLIES, SITE_DEFAULTS)},
        **{_in_knowledge(path): path.read_text(encoding="utf-8") for path in (DANGER, *SENTENCES.glob("*.yml"))},
        **{_in_knowledge(path): _beginning(path) for path in (NAMES, *GATES.glob("*.yml"), *EXAMPLES.rglob("*.yml"))},
        **{path.name: _without_cards(path.read_text(encoding="utf-8")) for path in PREPARATIONS.values()},
        **_plan_without_cards(),
    }


def _in_knowledge(path: Path) -> str:
    return path.relative_to(KNOWLEDGE).as_posix()


def _beginning(path: Path) -> str:
    """A file of examples with the first two of each list: what is read of it is the same, and sooner read.

    The small content has other cards than those that are asked in worry, too.
    """

    def shortened(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shortened(part) for name, part in value.items() if name != "asked_in_worry"}
        return value[:2]

    return _yaml(shortened(read_yaml(path)))


def _without_cards(talk: str) -> str:
    """The questions before a meeting; the small content has other cards than those they are offered under."""
    beginning, _, _ = talk.partition("\noffered_after:")
    return f"{beginning}\noffered_after: []\n"


def _plan_without_cards() -> dict[str, str]:
    """The files of the walk, with the cards left out that a small folder has not got."""
    files = {path.name: read_yaml(path) for path in PLAN.glob("*.yml")}
    files["forloeb.yml"]["offered_after"] = []
    files["placeringer.yml"]["cases"] = []
    for part in files["forloeb.yml"]["points"]:
        for named in (files[f"{part}.yml"], *files[f"{part}.yml"].get("checklist", ())):
            named.pop("card", None)
    return {f"{PLAN.name}/{name}": _yaml(content) for name, content in files.items()}


def _yaml(content: Any) -> str:
    return yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True)
