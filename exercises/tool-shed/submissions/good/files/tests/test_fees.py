# @@ from 16
from datetime import timedelta

import pytest


# @@ 16-17
@pytest.mark.parametrize("days, pence", [(14, 0), (15, 10), (17, 30)])
# @@ end
# @@ 18
@pytest.mark.parametrize("days, pence", [(14, 0), (15, 10), (17, 30), (34, 200), (35, 200)])
# @@ end
def test_late_days_cost(desk, saturday, days, pence):
    loan = desk.lend(1, 1, saturday)
    assert desk.give_back(loan, saturday + timedelta(days=days)) == pence
