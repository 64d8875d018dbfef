"""What people write is neither stored nor logged; only how each turn ended is counted."""

from pathlib import Path

import pytest

from bot.store import models
from bot.store.database import engine_for, session
from tests.support.service import CARD, QUESTION, Service, new_sender, one_reply, post, processes, remembered, turns

pytestmark = pytest.mark.service

RARE_WORD = "grævlingepotpourri"


def kept_files(service: Service) -> list[Path]:
    """The database with its journals, and the log."""
    database = Path(service.database_url.removeprefix("sqlite:///"))
    return [service.log, *database.parent.glob(f"{database.name}*")]


def assert_nowhere(service: Service, words: list[str]) -> None:
    files = kept_files(service)
    assert len(files) >= 2
    for file in files:
        content = file.read_bytes()
        for word in words:
            for written in (word.encode(), word.encode("utf-16-le"), word.encode("unicode_escape")):
                assert written not in content, f"{word} in {file.name}"


def test_a_rare_word_is_nowhere_after_the_conversation(service: Service) -> None:
    sender = new_sender()
    for message in (
        f"hej {RARE_WORD}",
        f"{RARE_WORD} hvor mange familier er der plads til på kurset",
        f"forældre {RARE_WORD}",
        f"{RARE_WORD} {RARE_WORD}",
        f'/{RARE_WORD}{{"{RARE_WORD}": 1}}',
        "hvem har tavshedspligt om 010203-1234 og mette@skolen.dk og 12 34 56 78",
    ):
        one_reply(service.say(sender, message))
    assert_nowhere(service, [RARE_WORD, RARE_WORD.capitalize(), "010203", "mette@skolen", "12 34 56 78"])


def test_nor_after_a_route_and_a_paper(service: Service) -> None:
    sender = new_sender()
    for message in (
        "/start_share_route",
        f"nej {RARE_WORD}",
        f"{RARE_WORD} {RARE_WORD}",
        f"hvad er en {RARE_WORD}?",
        "frivillig, det handler om Fatima Grævlingsen",
        "/make_consent_form",
        f"lektier og {RARE_WORD}",
        f"3 måneder {RARE_WORD}",
    ):
        replies = service.say(sender, message)
    assert replies[0]["custom"]["attachments"], "the paper was made"
    assert remembered(service, sender)["share_role"] == "volunteer", "the words were heard"
    assert_nowhere(service, [RARE_WORD, RARE_WORD.capitalize(), "Fatima", "Grævlingsen"])


ASKED, SHOW, SEND = "hvordan laver man lasagne med {}", '/leave_question{"outcome": "out_of_scope"}', "/send_question"


def shown_as_it_would_be_sent(service: Service, sender: str, word: str) -> None:
    service.say(sender, "/staff_asks")
    assert one_reply(service.say(sender, ASKED.format(word)))["custom"]["outcome"] in ("out_of_scope", "unanswered")
    assert word in one_reply(service.say(sender, SHOW))["text"]


def test_nor_of_a_question_for_the_editor_that_was_shown_and_not_sent(service: Service) -> None:
    for answer in ("/deny", "ja", "nej"):
        sender = new_sender()
        shown_as_it_would_be_sent(service, sender, RARE_WORD)
        one_reply(service.say(sender, answer))
    assert_nowhere(service, [RARE_WORD, RARE_WORD.capitalize()])


def test_a_question_that_was_sent_is_kept_once_and_alone(service: Service) -> None:
    sender, word = new_sender(), "hyldeblomstkompagni"
    shown_as_it_would_be_sent(service, sender, word)
    for _ in range(2):
        service.say(sender, f'{SEND}{{"outcome": "out_of_scope"}}')
    with session(engine_for(service.database_url)) as opened:
        kept = [one for one in opened.query(models.LeftQuestion) if word in one.text]
        state = opened.get(models.Conversation, sender)
    assert [(one.text, one.site) for one in kept] == [(ASKED.format(word), "standard")]
    assert state and word not in str(state.state)
    assert word.encode() not in service.log.read_bytes()


def test_the_conversation_itself_is_kept(service: Service) -> None:
    """Else the test above would find nothing wherever it looked."""
    sender = new_sender()
    service.say(sender, QUESTION)
    assert any(sender.encode() in file.read_bytes() for file in kept_files(service))


@pytest.mark.parametrize(
    ("message", "counted"),
    [
        (QUESTION, ("answered", CARD)),
        ("skal et samtykke være på skrift?", ("consent_guidance", "samtykke-skriftligt")),
        ("forældre", ("clarify", None)),
        ("hej", ("smalltalk", None)),
        ("hvordan laver man lasagne", ("out_of_scope", None)),
        ("🙂", ("unanswered", None)),
    ],
)
def test_each_turn_is_counted_once_with_its_outcome_and_card(
    service: Service, message: str, counted: tuple[str, str | None]
) -> None:
    before = turns(service)
    one_reply(service.say(new_sender(), message))
    assert turns(service) == [*before, counted]


def test_a_request_that_is_refused_is_not_counted(service: Service) -> None:
    before = turns(service)
    assert post(service, b"[]").status_code == 400
    assert turns(service) == before


def test_the_servers_have_no_open_file_that_could_keep_words(service: Service) -> None:
    allowed = {file.resolve() for file in kept_files(service)}
    for one in processes(service)[1:]:
        written = {Path(file.path).resolve() for file in one.open_files() if file.mode in ("w", "a", "r+", "a+")}
        assert written <= allowed
