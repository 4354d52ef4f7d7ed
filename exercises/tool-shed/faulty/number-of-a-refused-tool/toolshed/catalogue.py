"""The tools of the shed."""

from .records import Tool


class Catalogue:
    """Tools by their number."""

    def __init__(self) -> None:
        self._tools: dict[int, Tool] = {}

    def add(self, name: str, daily_fee: int) -> int:
        """Adds a tool and returns its number."""
        number = len(self._tools) + 1
        self._tools[number] = Tool(number, name, daily_fee)
        if not name.strip():
            raise ValueError("a tool needs a name")
        if daily_fee < 0:
            raise ValueError("a fee is 0 or more")
        return number

    def get(self, number: int) -> Tool:
        """The tool with a number; KeyError when there is none."""
        return self._tools[number]

    def search(self, words: str) -> list[Tool]:
        """The tools whose name contains every word, by name and number."""
        wanted = words.casefold().split()
        found = [
            tool
            for tool in self._tools.values()
            if all(word in tool.name.casefold() for word in wanted)
        ]
        return sorted(found, key=lambda tool: (tool.name.casefold(), tool.number))

    def all(self) -> list[Tool]:
        """Every tool, by number."""
        return list(self._tools.values())
