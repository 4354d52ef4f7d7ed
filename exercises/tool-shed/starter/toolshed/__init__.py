"""Lends tools to the members of a tool shed."""

from .catalogue import Catalogue
from .lending import Desk
from .members import Register
from .records import Tool, Unavailable
from .reports import overdue
from .storage import load, save

__all__ = ["Catalogue", "Desk", "Register", "Tool", "Unavailable", "load", "overdue", "save"]
