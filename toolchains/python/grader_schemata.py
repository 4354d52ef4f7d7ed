"""What stands in the work for the judge of mutants: its files, each with all its mutants.

No file of the box holds these texts. The judge gets them as its standard input and compiles them before any code of the
learner's runs; where the work stands, a test finds it as it was handed in.
"""

import importlib.machinery
import json
import os
import types

WORK = "/job/src"


class Schemata:
    def __init__(self, text):
        self.codes = {}  # by path; in place of a text that is no Python, what was wrong with it
        for path, source in json.loads(text).items():
            place = os.path.realpath(os.path.join(WORK, path))
            self.codes[place] = compiled(source.encode(), place)
        self.places = {id(code) for whole in self.codes.values() for code in within(whole)}

    def asks(self, frame):
        """Whether a frame runs code of the work."""
        return id(frame.f_code) in self.places

    def install(self):
        """From here on modules of the work are loaded with their mutants in them."""
        codes, before = self.codes, importlib.machinery.SourceFileLoader.get_code

        def get_code(loader, fullname):
            code = codes.get(os.path.realpath(loader.get_filename(fullname)))
            if isinstance(code, Exception):
                raise code
            return before(loader, fullname) if code is None else code

        importlib.machinery.SourceFileLoader.get_code = get_code


def compiled(text, place):
    try:
        return compile(text, place, "exec", dont_inherit=True)
    except Exception as error:
        return error


def within(code):
    """A code object and all that it holds, at any depth."""
    if isinstance(code, types.CodeType):
        yield code
        for constant in code.co_consts:
            yield from within(constant)


def read():
    """Those in the first line of the standard input, and what follows it; the input holds them no more afterwards."""
    with open(0, encoding="utf-8", newline="\n", closefd=False) as given:
        schemata, hint = Schemata(given.readline()), given.read()
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    return schemata, hint
