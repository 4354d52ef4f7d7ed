import pytest

from quiznight import Quiz

ROUNDS = [
    [("Capital of France?", ["Paris"]), ("Largest planet?", ["Jupiter"])],
    [("2 + 2?", ["4", "four"]), ("Author of Emma?", ["Jane Austen", "Austen"])],
]


@pytest.fixture
def quiz():
    night = Quiz(ROUNDS)
    for name in ("Owls", "Foxes", "Moles"):
        night.join(name)
    night.answer("Owls", 0, ["paris", "Jupitre"])
    night.answer("Owls", 1, ["five", "Austen"])
    night.answer("Foxes", 0, ["Rome", "Jupiter"])
    return night


def test_names_are_taken_once(quiz):
    with pytest.raises(ValueError):
        quiz.join("Owls")
    with pytest.raises(ValueError):
        quiz.join("")


def test_rounds(quiz):
    assert quiz.score_round("Owls", 1) == 1
    assert quiz.score_round("Foxes", 0) == 1
    assert quiz.score_round("Moles", 0) == 0


def test_all_right_is_worth_more(quiz):
    quiz.answer("Moles", 1, ["4", "jane austin"])
    assert quiz.score_round("Moles", 1) == 4


def test_a_joker_doubles_once(quiz):
    assert quiz.play_joker("Foxes", 0)
    assert not quiz.play_joker("Foxes", 1)
    assert not quiz.play_joker("Owls", 2)
    assert quiz.score_round("Foxes", 0) == 2


def test_table(quiz):
    quiz.answer("Moles", 0, ["Paris"])
    rows = quiz.table()
    assert rows[0][1] == "Owls"
    assert rows[1:] == [(2, "Foxes", 1), (2, "Moles", 1)]
