# @@ from 23
# @@ 29
import pytest

# @@ end
# @@ 23-27
from toolshed import save
# @@ end
# @@ 28
from toolshed import load, save
# @@ end


def test_saving_names_tools_and_members(desk):
    text = save(desk)
    assert "Ladder" in text and "Cy@example.org" in text
# @@ 28


def test_loading_gives_what_was_saved(desk, saturday):
    desk.give_back(desk.lend(1, 1, saturday), saturday)
    desk.lend(2, 1, saturday)
    desk.reserve(2, 3)
    again = load(save(desk))
    assert again.loans() == desk.loans()
    assert again.waiting(2) == [3]
    assert again.catalogue.all() == desk.catalogue.all()
# @@ end
# @@ 29


@pytest.mark.parametrize("text", ["", "shed", "[]", "{}"])
def test_other_text_is_refused(text):
    with pytest.raises(ValueError):
        load(text)
# @@ end
