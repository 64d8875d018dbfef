"""Where a collaboration lies between koordinerende and integreret, and between offentlig and civil."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from statistics import mean

from bot.guided.answers import Answers
from bot.guided.plan.content import FRAMING_LEVELS, INVOLVEMENT_LEVELS, TARGET_GROUP, Case, PlanContent, Step

# The middle third of an axis is "begge".
_MIDDLE = 1 / 3

# Farther than a corner from the opposite one: whoever has the same target group always comes first.
_ANOTHER_GROUP = 3.0


@dataclass(frozen=True)
class Place:
    """A place in the coordinate system, -1 to 1 on both axes; ``None`` where it is not known.

    Attributes:
        involvement: from koordinerende to integreret.
        framing: from offentlig to civil.
    """

    involvement: float | None = None
    framing: float | None = None

    @property
    def known(self) -> bool:
        """Whether it can be drawn."""
        return self.involvement is not None and self.framing is not None

    @property
    def involvement_level(self) -> str | None:
        """``koordinerende``, ``begge`` or ``integreret``."""
        return _level(self.involvement, INVOLVEMENT_LEVELS)

    @property
    def framing_level(self) -> str | None:
        """``offentlig``, ``begge`` or ``civil``."""
        return _level(self.framing, FRAMING_LEVELS)

    def in_words(self) -> str:
        """E.g. "koordinerende, med lidt af både offentlig og civil rammesætning"; empty if nothing is known."""
        involvement = {"begge": "både koordinerende og integreret"}.get(
            self.involvement_level or "", self.involvement_level or ""
        )
        framing = {"begge": "både offentlig og civil"}.get(self.framing_level or "", self.framing_level or "")
        return ", med ".join(part for part in (involvement, f"{framing} rammesætning" if framing else "") if part)


def place_of(content: PlanContent, answers: Answers) -> Place:
    """The place the answers give: the mean of what each says of an axis."""
    chosen = [
        option
        for _, step in content.every_step()
        if (answer := answers.get(step.id)) and (option := step.option(answer.option)) and _is_asked(step, answers)
    ]
    return Place(
        involvement=_mean([one.involvement for one in chosen if one.involvement is not None]),
        framing=_mean([one.framing for one in chosen if one.framing is not None]),
    )


def _is_asked(step: Step, answers: Answers) -> bool:
    """Whether the choices a question depends on still stand; "ved ikke" may have been corrected since."""
    return all(
        (answer := answers.get(question)) is not None and answer.option in allowed
        for question, allowed in step.only.items()
    )


def nearest_cases(content: PlanContent, answers: Answers, most: int = 2) -> list[Case]:
    """The cases most like this collaboration: of the same target group first, then by their place.

    Without a place only those of the group, and none when neither is known: the others are no more alike than any.
    """
    answer, place = answers.get(TARGET_GROUP), place_of(content, answers)
    group = answer.option if answer else None
    if group is None and not place.known:
        return []
    alike = [case for case in content.places.cases if place.known or case.maalgruppe == group]
    return sorted(alike, key=lambda case: _distance(case, group, place))[:most]


def _distance(case: Case, group: str | None, place: Place) -> float:
    apart = hypot(
        case.involvement - (case.involvement if place.involvement is None else place.involvement),
        case.framing - (case.framing if place.framing is None else place.framing),
    )
    return apart + (_ANOTHER_GROUP if group and case.maalgruppe != group else 0)


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _level(value: float | None, levels: tuple[str, str, str]) -> str | None:
    if value is None:
        return None
    return levels[0 if value < -_MIDDLE else 2 if value > _MIDDLE else 1]
