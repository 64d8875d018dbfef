"""How far back an answer counts as just given."""

# Within so many answers nobody wants to read the same text again: it is told in short, or only the paragraph that is
# asked for (bot/nlu/answer_ranker.py).
JUST_GIVEN = 4
