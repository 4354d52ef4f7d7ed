"""Questions, answers and the tables of a pub quiz."""

from .quiz import Quiz, Team
from .words import close_enough, distance, tidy

__all__ = ["Quiz", "Team", "close_enough", "distance", "tidy"]
