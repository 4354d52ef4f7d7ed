"""The tools of the shed."""
# @@ 4

from .records import Tool
# @@ end


class Catalogue:
    # @@ 0-3
    """Adds, gets and searches tools: R1 and R2 of the brief."""
    # @@ end
    # @@ 4
    """Knows every tool by its number."""

    def __init__(self) -> None:
        self._tools: list[Tool] = []

    def add(self, name: str, daily_fee: int) -> int:
        """Adds a tool by its name and daily_fee, and returns its number."""
        if name.strip() == "":
            raise ValueError("a tool needs a name")
        if daily_fee < 0:
            raise ValueError("a daily fee cannot be below 0")
        tool = Tool(len(self._tools) + 1, name, daily_fee)
        self._tools.append(tool)
        return tool.number

    def get(self, number: int) -> Tool:
        """Returns the tool with a number; raises KeyError when there is none."""
        if not 1 <= number <= len(self._tools):
            raise KeyError(number)
        return self._tools[number - 1]
    # @@ end
    # @@ 14

    def search(self, words: str) -> list[Tool]:
        """Returns the tools whose name contains all of the words."""
        wanted = words.lower().split()
        found = []
        for tool in self._tools:
            name = tool.name.lower()
            if all(word in name for word in wanted):
                found.append(tool)
        return sorted(found, key=lambda tool: tool.name.lower())
    # @@ end
    # @@ 23

    def all(self) -> list[Tool]:
        """Returns the tools in the order of their numbers."""
        return list(self._tools)
    # @@ end
