"""Values that cross between the box of the tests and the box of the learner's code, as JSON.

A kind is a name ("bool", "int", "real", "string", "bytes", "nothing") or a list: ["list", KIND], ["map", KIND, KIND],
["optional", KIND], ["record", NAME], ["handle", NAME]. Maps are lists of pairs; bytes are base64; a real that JSON has no
number for is its name. Both sides read what they get as strictly as they write it.
"""

import base64
import json
import math
import struct

MOST_BYTES = 1 << 20
MOST_INT = 1 << 63
PLAIN = {"bool": bool, "int": int, "string": str}
STRANGE_REALS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class Mismatch(Exception):
    """A value that is not of its kind."""


class Wire:
    """Reads and writes values; `to_handle` and `from_handle` turn a handle's object into its number and back."""

    def __init__(self, records, to_handle, from_handle):
        self.records, self.to_handle, self.from_handle = records, to_handle, from_handle

    def write(self, kind, value):
        """The JSON of a value."""
        name = kind if isinstance(kind, str) else kind[0]
        if name == "nothing":
            return self.expect(value is None, kind, value, None)
        if name in PLAIN:
            whole = name != "int" or (type(value) is int and -MOST_INT <= value < MOST_INT)
            return self.expect(type(value) is PLAIN[name] and whole, kind, value, value)
        if name == "real":
            self.expect(type(value) in (int, float), kind, value, None)
            value = float(value)
            return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
        if name == "bytes":
            self.expect(type(value) is bytes, kind, value, None)
            return base64.b64encode(value).decode("ascii")
        if name == "optional":
            return None if value is None else self.write(kind[1], value)
        if name == "list":
            self.expect(type(value) is list, kind, value, None)
            return [self.write(kind[1], item) for item in value]
        if name == "map":
            self.expect(type(value) is dict, kind, value, None)
            return [[self.write(kind[1], key), self.write(kind[2], item)] for key, item in value.items()]
        if name == "record":
            fields = self.records[kind[1]]
            self.expect(type(value) is dict and set(value) == set(fields), kind, value, None)
            return {field: self.write(fields[field], value[field]) for field in fields}
        return self.to_handle(kind[1], value)

    def read(self, kind, value):
        """The plain value of JSON, or Mismatch."""
        name = kind if isinstance(kind, str) else kind[0]
        if name in ("nothing", *PLAIN):
            return self.write(kind, value)
        if name == "real":
            strange = type(value) is str and value in STRANGE_REALS
            self.expect(strange or type(value) in (int, float), kind, value, None)
            return STRANGE_REALS[value] if strange else float(value)
        if name == "bytes":
            self.expect(type(value) is str, kind, value, None)
            return base64.b64decode(value, validate=True)
        if name == "optional":
            return None if value is None else self.read(kind[1], value)
        if name == "list":
            self.expect(type(value) is list, kind, value, None)
            return [self.read(kind[1], item) for item in value]
        if name == "map":
            pairs = type(value) is list and all(type(pair) is list and len(pair) == 2 for pair in value)
            self.expect(pairs, kind, value, None)
            return {self.read(kind[1], key): self.read(kind[2], item) for key, item in value}
        if name == "record":
            fields = self.records[kind[1]]
            self.expect(type(value) is dict and set(value) == set(fields), kind, value, None)
            return {field: self.read(fields[field], value[field]) for field in fields}
        return self.from_handle(kind[1], value)

    @staticmethod
    def expect(fits, kind, value, result):
        """The result when the value fits its kind."""
        if not fits:
            raise Mismatch(f"{type(value).__name__} where {said(kind)} is declared")
        return result


def said(kind):
    """A kind as the exercise writes it."""
    if isinstance(kind, str):
        return kind
    if kind[0] in ("record", "handle"):
        return kind[1]
    return kind[0] + "<" + ", ".join(said(part) for part in kind[1:]) + ">"


def send(stream, payload):
    """One frame: four bytes of length, then the bytes."""
    stream.write(struct.pack(">I", len(payload)) + payload)
    stream.flush()


def receive(stream):
    """The bytes of the next frame; None when the other side is gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    if size > MOST_BYTES + 1:
        return None
    payload = stream.read(size)
    return payload if len(payload) == size else None


def dump(value):
    """JSON without white space, in UTF-8."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")
