"""Names of conversations in the log. What the servers' logs never tell: tests/processes/test_log.py."""

from bot.server.log import with_names_hashed

NAME = "chat-Abcdefghijklmnopqrst-_12"


def test_a_conversation_is_told_from_another_and_known_again() -> None:
    first, other = with_names_hashed(f"lock {NAME}: {NAME}"), with_names_hashed(f"lock {NAME[:-1]}x")
    name = first.split()[-1]
    assert first == f"lock {name}: {name}"
    assert other != f"lock {name}"
    assert with_names_hashed("chat-vindue") == "chat-vindue"
