# @@ from 7
import pytest

from toolshed import Register


@pytest.mark.parametrize("mail", ["ann", "@b", "a@", "a@b@c", "BEN@example.org"])
def test_addresses_are_valid_and_new(mail):
    register = Register()
    register.join("Ben", "ben@example.org")
    with pytest.raises(ValueError):
        register.join("Ann", mail)
    assert register.join("Ann", "ann@example.org") == 2
    assert register.get(2).name == "Ann"


def test_unknown_members():
    with pytest.raises(KeyError):
        Register().get(1)
