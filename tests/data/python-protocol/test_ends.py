"""Every way to end that something around a test has a part in; tests/mutants/python_protocol_test.cc says which is which."""

import logging
import os
import sys
import threading
import unittest
import warnings

import pytest
import work


@pytest.fixture
def kept():
    yield [work.twice(1)]


@pytest.fixture(params=[1, 2])
def number(request):
    return request.param


@pytest.fixture
def unready():
    raise KeyError("setting up")


@pytest.fixture
def unclear():
    yield
    raise KeyError("clearing up")


@pytest.fixture
def unwanted():
    pytest.skip("not here")


def test_passes():
    assert work.twice(2) == 4


def test_fixture(kept):
    assert kept == [2]


def test_parameter(number):
    assert work.twice(number) == number + number


def test_folder(tmp_path):
    (tmp_path / "one").write_text("1")


def test_patch(monkeypatch):
    monkeypatch.setattr(work, "twice", len)
    assert work.twice("a") == 1


def test_printed(capsys):
    print("out")
    print("err", file=sys.stderr)
    assert capsys.readouterr() == ("out\n", "err\n")


def test_no_warning_is_printed(capsys):
    warnings.warn("soon")
    assert capsys.readouterr().err == ""


def test_no_record_is_printed(capsys):
    logging.basicConfig(stream=sys.stderr)
    logging.warning("late")
    assert capsys.readouterr().err == ""


def test_records(caplog):
    logging.warning("late")
    assert caplog.messages == ["late"]


def test_records_asked_for(request):
    logging.warning("late")
    assert request.getfixturevalue("caplog").messages == ["late"]


def test_warns():
    with pytest.warns(UserWarning):
        warnings.warn("soon")


def test_name():
    assert os.environ["PYTEST_CURRENT_TEST"].endswith("test_name (call)")


def test_reads_nothing():
    with pytest.raises(OSError):
        input()


def test_thread():
    other = threading.Thread(target=work.twice, args=(1,))
    other.start()
    other.join()
    assert threading.active_count() == 1


def test_nose():
    assert test_nose.ready


test_nose.setup = lambda: setattr(test_nose, "ready", True)


def test_fails():
    assert work.twice(2) == 5


def test_leaves():
    sys.exit(0)


def test_unready(unready):
    pass


def test_unclear(unclear):
    pass


@pytest.mark.filterwarnings("error")
def test_warning_is_error():
    warnings.warn("soon")


@pytest.mark.xfail(strict=True)
def test_passes_after_all():
    pass


def test_skips():
    pytest.skip("not here")


def test_skips_as_unittest():
    raise unittest.SkipTest("not here")


def test_skipped_by_fixture(unwanted):
    pass


@pytest.mark.skipif(True, reason="not here")
def test_skipped():
    assert False


def test_expected():
    pytest.xfail("not yet")


@pytest.mark.xfail
def test_expected_by_mark():
    assert False


def test_expected_by_request(request):
    request.applymarker(pytest.mark.xfail)
    assert False


class Work(unittest.TestCase):
    def setUp(self):
        self.kept = work.twice(1)

    def test_passes(self):
        self.assertEqual(self.kept, 2)

    def test_fails(self):
        self.assertEqual(self.kept, 3)

    def test_raises(self):
        raise KeyError("7")

    def test_unclear(self):
        self.addCleanup(work.twice, None)

    def test_some(self):
        for n in (1, 2):
            with self.subTest(n):
                self.assertEqual(work.twice(n), 2)

    def test_skips(self):
        self.skipTest("not here")

    @unittest.skip("not here")
    def test_skipped(self):
        self.fail()

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_passes_after_all(self):
        pass
