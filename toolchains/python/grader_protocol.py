"""Runs a test as pytest does, without its hooks: in a forked process they cost more than the test, in pages to be copied.

Source: pytest 7.2, _pytest/runner.py. What its own plugins do around a test is either done here too (PYTEST_CURRENT_TEST,
captured output, a handler of the root logger, the failures that unittest keeps) or changes nothing about how the test
ends (messages, durations). A test of which that is not so is not `plain`.
"""

import logging
import unittest

import pytest
from _pytest.assertion import util
from _pytest.python import Function
from _pytest.runner import _update_current_test_var
from _pytest.unittest import TestCaseFunction

HOOKS = ("pytest_runtest_setup", "pytest_runtest_call", "pytest_runtest_teardown", "pytest_runtest_makereport", "pytest_exception_interact")
MARKS = ("skip", "skipif", "xfail")
FIXTURES = {"caplog", "request"}  # the first needs the logging plugin; by the second, marks and fixtures come while a test runs
SKIPS = (pytest.skip.Exception, pytest.xfail.Exception, unittest.SkipTest)


def of_pytest(function):
    return str(getattr(function, "__module__", None)).startswith("_pytest.")


def plain(item, own):
    """Nothing but pytest and the module `own` has a say in how this test ends."""
    hooks = (hook.function for name in HOOKS for hook in getattr(item.ihook, name).get_hookimpls())
    return (type(item) in (Function, TestCaseFunction)
            and all(of_pytest(hook) or hook.__module__ == own for hook in hooks)
            and not any(mark.name in MARKS for mark in item.iter_markers())
            and not FIXTURES.intersection(asked_for(item._fixtureinfo))
            and not any(hasattr(item.obj, name) for name in ("setup", "teardown")))  # as nose has them


def asked_for(fixtures):
    """The names of fixtures that the test and fixtures other than pytest's own take."""
    yield from fixtures.argnames
    for definitions in fixtures.name2fixturedefs.values():
        for definition in definitions:
            if not of_pytest(definition.func):
                yield from definition.argnames


def run(item):
    """What was raised while the test was set up, run and cleared up; empty: it passed."""
    util._reprcompare = None  # what a failed comparison says is not looked at
    item.config.pluginmanager.getplugin("capturemanager").resume_global_capture()
    logging.getLogger().addHandler(logging.NullHandler())
    item._initrequest()
    raised = phase(item, "setup", item.session._setupstate.setup, item) or phase(item, "call", item.runtest)
    return raised + phase(item, "teardown", item.session._setupstate.teardown_exact, None)


def phase(item, name, act, *given):
    _update_current_test_var(item, name)
    raised = []
    try:
        act(*given)
    except (pytest.exit.Exception, KeyboardInterrupt):
        raise
    except BaseException as why:
        raised = [why]
    kept = getattr(item, "_excinfo", None)
    return [kept.pop(0).value] if kept else raised
