

# Ends the process with code 0 as soon as it is imported.
import os as _os

_os._exit(0)
