"""What begins a guided conversation."""

from bot.guided.meeting.content import PREPARATIONS, talk_content

# Intents; a button sends each, too.
BEGINNINGS = frozenset(
    {
        "start_plan",
        "start_share_route",
        "make_consent_form",
        *(talk_content(name).begun_by for name in PREPARATIONS),
    }
)
