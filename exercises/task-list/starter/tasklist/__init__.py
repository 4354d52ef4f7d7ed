"""Keeps a list of tasks."""

from .tasks import Task, TaskList, load, save

__all__ = ["Task", "TaskList", "load", "save"]
