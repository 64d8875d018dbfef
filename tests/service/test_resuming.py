"""A route goes on where it was after both servers were stopped and started."""

from pathlib import Path

import pytest

from tests.conftest import Service
from tests.service.support import OTHER_CARD, OTHER_QUESTION, is_fixed, new_sender, one_reply, remembered

pytestmark = pytest.mark.service


def answer(question: str, option: str) -> str:
    return f'/answer_question{{"question": "{question}", "option": "{option}"}}'


def asks(reply: dict, question: str) -> bool:
    payloads = [button["payload"] for button in reply.get("buttons", [])]
    return any(f'"question": "{question}"' in payload for payload in payloads)


def test_a_route_goes_on_after_both_servers_were_restarted(tmp_path: Path) -> None:
    service = Service(tmp_path).start()
    standing, stopped, drafting = new_sender(), new_sender(), new_sender()
    for sender in (standing, stopped):
        assert asks(one_reply(service.say(sender, "/start_share_route")), "danger")
        assert asks(one_reply(service.say(sender, answer("danger", "no"))), "role")
        assert asks(one_reply(service.say(sender, answer("role", "school"))), "recipient")
    assert is_fixed(one_reply(service.say(stopped, "/stop_route")), "rute-stoppet")
    assert asks(one_reply(service.say(drafting, "/make_consent_form")), "purpose")
    assert asks(one_reply(service.say(drafting, answer("purpose", "leisure"))), "until")
    # Long enough that the beginning of the route is among what is no longer kept event by event.
    for _ in range(6):
        assert asks(service.say(standing, OTHER_QUESTION)[-1], "recipient")
    assert service.stop() == 0

    service.log.unlink()
    service.start()
    try:
        # Somebody who asks something else first is led back to the very same question.
        interrupted = service.say(standing, OTHER_QUESTION)
        assert [reply["custom"]["card"] for reply in interrupted] == [OTHER_CARD, None]
        assert asks(interrupted[-1], "recipient")
        assert remembered(service, standing)["share_role"] == "school"
        assert asks(one_reply(service.say(standing, answer("recipient", "plan"))), "kind")
        assert asks(one_reply(service.say(standing, answer("kind", "sensitive"))), "consent")
        end = one_reply(service.say(standing, answer("consent", "not_asked")))["custom"]
        assert (end["outcome"], end["card"]) == ("consent_guidance", "foelsomme-oplysninger")

        assert asks(service.say(stopped, "/resume_route")[-1], "recipient")

        (paper,) = one_reply(service.say(drafting, answer("until", "open")))["custom"]["attachments"]
        assert paper["url"]
    finally:
        service.stop()
