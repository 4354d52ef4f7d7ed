"""A diary of fills of a van's tank."""
