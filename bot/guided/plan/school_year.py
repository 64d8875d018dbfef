"""The school year, month by month from August, as far as somebody has said when it happens."""

import re

from bot.guided.answers import Answer
from bot.guided.plan.content import Year
from bot.text.wording import folded

# The school year runs from 1 August to 31 July (folkeskoleloven).
MONTHS = (
    "August", "September", "Oktober", "November", "December", "Januar", "Februar", "Marts", "April", "Maj", "Juni",
    "Juli",
)  # fmt: skip

# What the suggestions under "Hvornår i skoleåret" mean; July is holiday.
_BY_OPTION = {"hele-aaret": range(11), "efteraar": range(5), "foraar": range(5, 11)}

# "jul" is Christmas.
_MONTH = re.compile(
    r"\b(?:(aug)(?:ust)?|(sep)(?:t(?:ember)?)?|(okt)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?|(jan)(?:uar)?|"
    r"(feb)(?:ruar)?|(mar)(?:ts)?|(apr)(?:il)?|(maj)|(jun)i?|(jul)i)\b"
)
_PART_OF_A_MONTH = (
    r"(?: (?:\d+|den|i|sidst|midt|primo|medio|ultimo|(?:starten|begyndelsen|midten|slutningen|udgangen) af))*"
)
_GOES_ON = r"(?: (?:og|frem|helt|ud|saa|koerer|fortsaetter|varer|slutter))*"
_UNTIL = re.compile(_GOES_ON + r"(?: til(?: og med)?| indtil)" + _PART_OF_A_MONTH)
# What people say in place of a month; the first that fits.
_IN_PLACE_OF_A_MONTH = (
    (re.compile(r"\b(?:efter sommerferien?|skolestart|skoleaarets (?:start|begyndelse))\b"), "august"),
    (re.compile(r"\befteraarsferien?\b"), "oktober"),
    (re.compile(r"\befter (?:jul(?:en|eferien?)?|nytaar)\b"), "januar"),
    (re.compile(r"\befter vinterferien?\b"), "marts"),
    (re.compile(r"\bvinterferien?\b"), "februar"),
    (re.compile(r"\bpaaske(?:n|ferien?)?\b"), "april"),
    (re.compile(r"\b(?:sommer(?:en|ferien?)?|skoleaaret ud|resten af skoleaaret)\b"), "juni"),
)
_NOT = re.compile(r"\b(?:ikke|ik|undtagen|bortset fra)(?: i| til)?$")
_STARTS = tuple(month[:3].lower() for month in MONTHS)


def months_of(answer: Answer | None) -> list[int]:
    """The months an answer speaks of, 0 for August to 11 for July, in order; empty if it names none."""
    if answer is None or answer.skipped:
        return []
    if answer.option:
        return list(_BY_OPTION.get(answer.option, ()))
    # "sept.-dec." says "til" with a dash, which folding would take away.
    said = folded(re.sub(r"\s*[-–—]\s*", " til ", answer.text or ""))
    for pattern, month_meant in _IN_PLACE_OF_A_MONTH:
        said = pattern.sub(month_meant, said)
    found: list[int] = []
    left_out: set[int] = set()
    end = 0
    for match in _MONTH.finditer(said):
        month = _STARTS.index(match[match.lastindex or 0])
        between = said[end : match.start()].rstrip()
        end = match.end()
        if _NOT.search(between):
            left_out.add(month)
            continue
        if found and _UNTIL.fullmatch(between) and found[-1] < month:
            found += range(found[-1] + 1, month)
        found.append(month)
    return sorted({*found} - left_out)


def calendar(months: list[int], texts: Year, asking_month: int) -> list[dict[str, str]]:
    """Twelve rows, ``{"maaned", "indhold"}``, from August.

    Args:
        months: when it happens, 0 for August.
        texts: what stands in the first month, the last, the one between, and so on.
        asking_month: when to ask the school about the next year: as soon as the plan is there.
    """
    content: dict[int, list[str]] = {number: [] for number in range(len(MONTHS))}
    for number in months:
        content[number].append(texts.during)
    if months:
        content[months[0]] = [texts.first]
        if len(months) > 2:
            content[months[len(months) // 2]] = [texts.middle]
        if len(months) > 1:
            content[months[-1]] = [texts.last]
        if months[0] > 0:
            content[months[0] - 1].append(texts.before)
    content[asking_month].append(texts.ask)
    return [{"maaned": MONTHS[number], "indhold": ". ".join(said)} for number, said in content.items()]


def month_number(calendar_month: int) -> int:
    """The month of a date (1 for January) as the school year counts it, 0 for August."""
    return (calendar_month - 8) % 12
