"""A question, a choice of cards and a pressed card: outcome, card, buttons and slots. Never the prose."""

import json

import pytest

from actions.card_text import legal_footer
from bot.knowledge.responses import fixed_reply
from bot.store.answers import find_card
from tests.support.actions import Actions, introduced, says, show, withdraw
from tests.support.content import Content

# A question


def test_a_question_is_answered_with_its_best_card(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["beta", "alfa"])
    assert turn.custom == {
        "outcome": "answered",
        "card": "beta",
        "sources": [{"title": "Samarbejde i praksis (Et center, 2014)", "section": "Konklusion"}],
        "reviewed": "2024-05-17",
        "related": ["alfa", "gamma"],
        "attachments": [],
        "voice": None,
    }
    assert turn.payloads == [show("alfa"), show("gamma")]
    assert [button["title"] for button in turn.buttons] == ["Om alfa", "Om gamma"]
    assert turn.slots == {
        "introduced": True,
        "last_card": "beta",
        "seen_cards": ["beta"],
        "offered_cards": ["alfa", "gamma"],
    }
    assert turn.counted == [("answered", "beta")]


def test_an_answer_is_the_cards_body_and_its_source(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], slots=introduced())
    body, source = turn.text.rsplit("\n\n", 1)
    assert body == content.load().cards["alfa"].body
    for part in ("Samarbejde i praksis", "Et center", "2014", "Indledning", "17.5.2024"):
        assert part in source


def test_an_answer_that_stands_a_few_answers_above_is_given_in_short(actions: Actions, content: Content) -> None:
    read = introduced(seen_cards=["alfa", "beta", "gamma"])
    again = actions.run("action_answer_question", answers=["alfa"], slots=read)
    assert again.custom["card"] == "alfa"
    assert again.text.startswith(fixed_reply("samme-svar").text)
    # A button means: all of it. And what was read long ago is read anew.
    pressed = actions.run("action_show_card", entities={"card": "alfa"}, text=show("alfa"), slots=read)
    assert not pressed.text.startswith(fixed_reply("samme-svar").text)
    long_ago = introduced(seen_cards=["alfa", "beta", "gamma", "delta", "epsilon"])
    anew = actions.run("action_answer_question", answers=["alfa"], slots=long_ago)
    assert not anew.text.startswith(fixed_reply("samme-svar").text)


def test_a_card_on_consent_has_an_outcome_of_its_own_and_its_law_for_source(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["delta"], slots=introduced())
    assert turn.counted == [("consent_guidance", "delta")]
    assert turn.custom["outcome"] == "consent_guidance"
    assert turn.custom["sources"] == [{"title": "Forvaltningsloven § 27", "section": ""}]
    assert "[Forvaltningsloven](https://" in turn.text
    assert "Samarbejde i praksis" not in turn.text


def test_a_historical_card_with_section_and_law_says_both_and_that_it_is_history(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_answer_question", answers=["gamma"])
    assert [source["title"] for source in turn.custom["sources"]] == [
        "Samarbejde i praksis (Et center, 2014)",
        "Lov om noget § 1",
    ]
    assert "ikke gælder mere" in turn.text
    assert "ikke gælder mere" not in actions.run("action_answer_question", answers=["alfa"]).text


def test_a_question_whose_best_card_is_withdrawn_gets_the_next_best(actions: Actions, content: Content) -> None:
    withdraw(content, "alfa")
    turn = actions.run("action_answer_question", answers=["alfa", "findes-ikke", "beta", "gamma"])
    assert turn.custom["card"] == "beta"
    assert turn.payloads == [show("gamma")], "the withdrawn card is not offered"


def test_the_best_card_answers_however_many_share_the_probability(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers={"alfa": 0.06, "beta": 0.05})
    assert turn.custom["card"] == "alfa"


@pytest.mark.parametrize("answers", [["findes-ikke"], [], None], ids=["all withdrawn", "none", "never ranked"])
@pytest.mark.parametrize("action", ["action_answer_question", "action_offer_cards"])
def test_a_question_without_any_card_in_force_is_unanswered(
    actions: Actions, content: Content, action: str, answers: list[str] | None
) -> None:
    turn = actions.run(action, answers=answers)
    assert says(turn.text, "trukket-tilbage")
    assert (turn.counted, turn.buttons) == ([("unanswered", None)], [])
    assert turn.slots == {"introduced": True}


# The buttons under alfa, as "ja" and "den anden" must find them.
NEXT_AFTER_ALFA = ["beta", "gamma", "delta", "epsilon"]


def test_an_answer_offers_four_related_cards_at_the_most_and_none_that_was_seen(
    actions: Actions, content: Content
) -> None:
    fresh = actions.run("action_answer_question", answers=["alfa"])
    assert fresh.payloads == [show("beta"), show("gamma"), show("delta"), show("epsilon")]
    seen = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": ["beta", "delta"]})
    assert seen.payloads == [show("gamma"), show("epsilon")]
    assert seen.slots["seen_cards"] == ["beta", "delta", "alfa"]


def test_a_card_seen_again_is_the_newest_and_stands_there_once(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": ["alfa", "beta"]})
    assert turn.slots["seen_cards"] == ["beta", "alfa"]


def test_only_the_last_hundred_cards_are_remembered(actions: Actions, content: Content) -> None:
    seen = [f"kort-{number}" for number in range(100)]
    turn = actions.run("action_answer_question", answers=["alfa"], slots={"seen_cards": seen})
    assert turn.slots["seen_cards"] == [*seen[1:], "alfa"]


def test_of_the_last_answer_only_what_is_asked_for_is_given_again(actions: Actions, content: Content) -> None:
    paragraph = content.load().cards["alfa"].body.split("\n\n")[0]
    asked = {"answers": {"alfa": 0.5, "gamma": 0.4}, "slots": {"last_card": "alfa"}, "passage": paragraph}
    turn = actions.run("action_answer_question", **asked)
    assert turn.text.startswith(fixed_reply("hoerer-til-svaret").text)
    assert paragraph in turn.text
    assert turn.custom["card"] == "alfa"
    assert turn.payloads == [show("gamma"), "/ask_person"], "a passage may be beside the point"


def test_what_surely_stands_in_the_last_answer_is_said_to_stand_there(actions: Actions, content: Content) -> None:
    paragraph = content.load().cards["alfa"].body.split("\n\n")[0]
    turn = actions.run("action_answer_question", answers={"alfa": 0.95}, slots={"last_card": "alfa"}, passage=paragraph)
    assert turn.text.startswith(fixed_reply("staar-i-svaret").text)


def test_an_answer_that_was_edited_since_is_given_whole(actions: Actions, content: Content) -> None:
    asked = {"answers": ["alfa"], "slots": {"last_card": "alfa"}}
    turn = actions.run("action_answer_question", **asked, passage="Det stod der før.")
    assert content.load().cards["alfa"].body in turn.text


def test_what_else_may_be_meant_stands_before_what_is_related(actions: Actions, content: Content) -> None:
    turn = actions.run("action_answer_question", answers={"beta": 0.9, "epsilon": 0.3, "delta": 0.1})
    assert turn.custom["card"] == "beta"
    # "delta" is law, and the question is not.
    assert turn.payloads == [show("epsilon"), show("alfa"), show("gamma")]


def test_an_answer_that_is_not_certain_is_said_to_be_likely_with_what_else_may_be_meant(
    actions: Actions, content: Content
) -> None:
    likely = fixed_reply("maaske-det-her").text
    turn = actions.run("action_answer_question", answers={"beta": 0.7, "epsilon": 0.3, "delta": 0.1})
    assert likely in turn.text
    assert (turn.custom["outcome"], turn.custom["card"], turn.custom["sureness"]) == ("answered", "beta", "likely")
    assert turn.payloads == [show("epsilon"), "/none_of_them"]
    assert likely not in actions.run("action_answer_question", answers={"beta": 0.9, "epsilon": 0.3}).text


@pytest.mark.parametrize(("certain", "sureness"), [(0.7, None), (0.6, "likely"), (0.45, "likely"), (0.35, "nearest")])
def test_what_goes_on_from_an_answer_is_as_sure_with_less(
    actions: Actions, content: Content, certain: float, sureness: str | None
) -> None:
    turn = actions.run("action_answer_question", answers={"beta": certain, "epsilon": 0.1}, in_thread=True)
    assert (turn.custom["card"], turn.custom.get("sureness")) == ("beta", sureness)


def test_a_card_that_hardly_answers_is_only_the_nearest_told_in_short_with_its_source_and_a_way_to_a_person(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_answer_question", answers={"beta": 0.6, "epsilon": 0.3, "delta": 0.1})
    assert (turn.custom["outcome"], turn.custom["card"], turn.custom["sureness"]) == ("clarify", "beta", "nearest")
    assert turn.counted == [("clarify", "beta")]
    card = find_card("beta")
    assert card is not None
    first, *rest = card.body.split("\n\n")
    assert fixed_reply("ikke-sikker").text in turn.text and f"**{card.title}**" in turn.text
    assert first in turn.text and not any(paragraph in turn.text for paragraph in rest)
    assert "Samarbejde i praksis" in turn.text
    assert turn.payloads == [show("beta"), show("epsilon"), "/ask_person"]
    assert turn.slots["offered_cards"] == ["beta", "epsilon"], "a yes leads to the whole of it"


def test_guidance_that_is_only_the_nearest_is_still_guidance_with_what_to_do_now(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_offer_cards", intent="ask_legal_unsure", answers={"delta": 0.4, "zeta-2": 0.1})
    assert (turn.custom["outcome"], turn.custom["card"]) == ("consent_guidance", "delta")
    card = find_card("delta")
    assert card is not None
    assert fixed_reply("ikke-sikker").text in turn.text
    assert card.body.split("\n\n")[-1] in turn.text, "what to do now"
    assert legal_footer(card, "")[0] in turn.text, "what it is worth"


# An unclear question


def test_where_two_cards_fit_as_well_there_is_a_choice_and_a_way_out(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", answers=["gamma", "findes-ikke", "alfa", "beta"])
    assert turn.payloads == [show("gamma"), show("alfa"), show("beta"), "/none_of_them"]
    assert turn.slots == {"introduced": True, "offered_cards": ["gamma", "alfa", "beta"]}
    assert turn.counted == [("clarify", None)]
    assert (turn.custom["outcome"], turn.custom["card"]) == ("clarify", None)


def test_a_card_that_leads_is_shown_at_once_with_the_others_under_it(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", answers={"gamma": 0.7, "alfa": 0.2, "beta": 0.1, "epsilon": 0.01})
    assert (turn.custom["outcome"], turn.custom["card"]) == ("answered", "gamma")
    assert fixed_reply("maaske-det-her").text in turn.text, "it is said to be only likely"
    card = find_card("gamma")
    assert card is not None
    assert f"**{card.title}**" in turn.text, "with its question: a Ja to another one misleads"
    assert turn.payloads == [show("alfa"), show("beta"), "/none_of_them"]
    assert turn.slots["offered_cards"] == ["alfa", "beta"]
    assert turn.slots["last_card"] == "gamma"


def test_where_law_is_only_possible_the_ordinary_card_leads_and_the_legal_one_stands_last(
    actions: Actions, content: Content
) -> None:
    turn = actions.run("action_offer_cards", intent="ask_unsure", answers={"delta": 0.8, "alfa": 0.7, "beta": 0.1})
    assert turn.custom["card"] == "alfa"
    assert turn.payloads == [show("beta"), show("delta"), "/none_of_them"]


def test_where_it_is_law_the_likeliest_legal_card_leads(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", intent="ask_legal_unsure", answers={"delta": 0.4, "zeta-2": 0.1})
    assert turn.custom["card"] == "delta"


# A pressed button


def test_a_chosen_card_is_shown(actions: Actions, content: Content) -> None:
    turn = actions.run("action_show_card", entities={"card": "alfa"}, slots={"offered_cards": ["alfa", "beta"]})
    assert turn.counted == [("answered", "alfa")]
    assert turn.slots == {
        "introduced": True,
        "last_card": "alfa",
        "seen_cards": ["alfa"],
        "offered_cards": NEXT_AFTER_ALFA,
    }


@pytest.mark.parametrize(
    "entities", [{"card": "alfa"}, {"card": "findes-ikke"}, {}], ids=["withdrawn", "unknown", "none"]
)
def test_a_chosen_card_that_is_no_more_is_said_to_be_withdrawn(
    actions: Actions, content: Content, entities: dict[str, str]
) -> None:
    withdraw(content, "alfa")
    turn = actions.run("action_show_card", entities=entities)
    assert says(turn.text, "trukket-tilbage")
    assert turn.counted == [("unanswered", None)]
    assert "last_card" not in turn.slots


def test_a_button_shows_what_it_says(actions: Actions, content: Content) -> None:
    offered = actions.run("action_offer_cards", answers=["gamma", "delta"])
    for button, card_id in zip(offered.buttons, ["gamma", "delta"], strict=False):
        fields = json.loads(button["payload"].removeprefix("/show_card"))
        shown = actions.run("action_show_card", intent="show_card", entities=fields)
        assert shown.custom["card"] == card_id
        assert content.load().cards[card_id].title == button["title"]


# A choice of one


def test_a_choice_of_one_is_shown_at_once(actions: Actions, content: Content) -> None:
    turn = actions.run("action_offer_cards", answers=["gamma"])
    assert (turn.custom["outcome"], turn.custom["card"]) == ("answered", "gamma")
