"""Words and runs of words in a text."""

from bot.text.wording import normalised, runs, words


def test_words_are_put_together_over_a_line_end_only() -> None:
    assert words("Bolig-\n  social helheds-plan, ØST 59 %") == ["boligsocial", "helheds", "plan", "øst", "59"]
    assert normalised("  Hvad ER, det?! ") == "hvad er det"
    assert runs("a b c", 2) == {("a", "b"), ("b", "c")}
    assert runs("a b", 3) == set()
