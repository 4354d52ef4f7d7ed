import pytest

from toolshed import Catalogue, Register


@pytest.fixture
def catalogue():
    catalogue = Catalogue()
    for name in ("Long ladder", "ladder", "Saw", "Short Ladder", "saw"):
        catalogue.add(name, 20)
    return catalogue


def numbers(tools):
    return [tool.number for tool in tools]


def test_tools_keep_name_and_fee(catalogue):
    tool = catalogue.get(4)
    assert (tool.number, tool.name, tool.daily_fee) == (4, "Short Ladder", 20)
    with pytest.raises(KeyError):
        catalogue.get(6)


@pytest.mark.parametrize(
    "name, fee", [("", 1), (" \t", 1), ("Axe", -1)], ids=["empty", "blank", "fee"]
)
def test_refused_tools_take_no_number(name, fee):
    catalogue = Catalogue()
    with pytest.raises(ValueError):
        catalogue.add(name, fee)
    assert catalogue.add("Axe", 0) == 1


def test_every_word_must_be_in_the_name(catalogue):
    assert numbers(catalogue.search("ladder short")) == [4]


def test_letters_case_does_not_matter_for_order(catalogue):
    assert numbers(catalogue.search("LADDER")) == [2, 1, 4]


def test_the_same_name_goes_by_number(catalogue):
    assert numbers(catalogue.search("saw")) == [3, 5]


def test_no_word_finds_all_and_another_none(catalogue):
    assert len(catalogue.search(" ")) == 5
    assert catalogue.search("spade") == []


@pytest.mark.parametrize("mail", ["ann", "@example.org", "ann@", "a@b@c"])
def test_other_text_is_no_address(mail):
    register = Register()
    with pytest.raises(ValueError):
        register.join("Ann", mail)
    assert register.join("Ann", "ann@example.org") == 1


def test_an_address_in_capitals_is_the_same():
    register = Register()
    register.join("Ann", "ann@example.org")
    with pytest.raises(ValueError):
        register.join("Other Ann", "Ann@Example.org")


def test_members_are_kept():
    register = Register()
    register.join("Ann", "ann@example.org")
    assert register.join("Ben", "Ben@example.org") == 2
    member = register.get(2)
    assert (member.number, member.name, member.mail) == (2, "Ben", "Ben@example.org")
    with pytest.raises(KeyError):
        register.get(3)
