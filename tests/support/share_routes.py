"""The guided routes and all their questions."""

from hypothesis import strategies as st

from bot.guided.share.route import CONSENT_FORM, SHARE_ROUTE, Question, load_route

SHARE = load_route(SHARE_ROUTE)
FORM = load_route(CONSENT_FORM)
QUESTIONS = [*SHARE.questions, *FORM.questions]
OPTIONS = [(question, option) for question in QUESTIONS for option in question.options]


def asked(question_id: str) -> Question:
    question = SHARE.question(question_id) or FORM.question(question_id)
    assert question is not None
    return question


# Also what the file no longer has, and in any order.
given_answers = st.lists(
    st.tuples(
        st.sampled_from([*(question.id for question in SHARE.questions), "gone"]),
        st.sampled_from([*(option.id for _, option in OPTIONS), "gone"]),
    ),
    max_size=8,
).map(dict)
