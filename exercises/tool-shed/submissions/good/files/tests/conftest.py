# @@ from 12
from datetime import date

import pytest

from toolshed import Catalogue, Desk, Register

SATURDAY = date(2026, 3, 7)


@pytest.fixture
def saturday() -> date:
    return SATURDAY


@pytest.fixture
def desk() -> Desk:
    desk = Desk(Catalogue(), Register())
    for number, name in enumerate(["Drill", "Axe", "Saw", "Ladder"], start=1):
        desk.catalogue.add(name, 10 * number)
    for name in ["Ann", "Ben", "Cy"]:
        desk.register.join(name, f"{name}@example.org")
    return desk
