"""The tools of the shed."""
# @@ 2

from .records import Tool
# @@ end


class Catalogue:
    # @@ 0-1
    """Adds, gets and searches tools: R1 and R2 of the brief."""
    # @@ end
    # @@ 2
    def __init__(self):
        self.tools = {}

    def add(self, name, daily_fee):
        if name.strip() == '' or daily_fee < 0:
            raise ValueError('bad tool')
        number = len(self.tools) + 1
        self.tools[number] = Tool(number, name, daily_fee)
        return number

    def get(self, number):
        return self.tools[number]

    def search(self, words):
        result = []
        for tool in self.tools.values():
            ok = True
            for word in words.split():
                if word.lower() not in tool.name.lower():
                    ok = False
            if ok:
                result.append(tool)
        result.sort(key=lambda t: (t.name.lower(), t.number))
        return result
    # @@ end
