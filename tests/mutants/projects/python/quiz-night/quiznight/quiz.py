"""The evening itself."""

from .words import close_enough


class Team:
    def __init__(self, name):
        self.name = name
        self.points = 0
        self.joker = None
        self.answers = {}


class Quiz:
    def __init__(self, rounds):
        """`rounds` are lists of (question, right answers)."""
        self.rounds = rounds
        self.teams = {}

    def join(self, name):
        if not name or name in self.teams:
            raise ValueError("a team needs a name of its own")
        self.teams[name] = Team(name)
        return self.teams[name]

    def play_joker(self, name, number):
        """Doubles the points of one round, once."""
        team = self.teams[name]
        if team.joker is not None:
            return False
        if number < 0 or number >= len(self.rounds):
            return False
        team.joker = number
        return True

    def answer(self, name, number, answers):
        self.teams[name].answers[number] = list(answers)

    def score_round(self, name, number):
        team = self.teams[name]
        given = team.answers.get(number, [])
        score = 0
        for (_, right), text in zip(self.rounds[number], given):
            if any(close_enough(text, word) for word in right):
                score += 1
        if score == len(self.rounds[number]) and score > 0:
            score += 2
        return score * 2 if team.joker == number else score

    def table(self):
        """Returns (place, name, points); teams with equal points share a place."""
        for team in self.teams.values():
            team.points = sum(self.score_round(team.name, number) for number in range(len(self.rounds)))
        ordered = sorted(self.teams.values(), key=lambda team: (-team.points, team.name))
        rows = []
        for index, team in enumerate(ordered):
            place = index + 1
            if rows and rows[-1][2] == team.points:
                place = rows[-1][0]
            rows.append((place, team.name, team.points))
        return rows
