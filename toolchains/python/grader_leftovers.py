"""What tests leave where they may write is gone before the next one runs."""

import contextlib
import os
import shutil
import tempfile


class Leftovers:
    """What lies in the folders that a test may write in, beside what lay there before any. `bring` puts that back where it is gone."""

    def __init__(self, bring):
        self.bring = bring
        folders = {folder for folder in (os.getcwd(), os.environ.get("TMPDIR"), "/dev/shm") if folder}
        self.rights = {folder: os.stat(folder).st_mode & 0o7777 for folder in sorted(folders) if writable(folder)}
        self.keep()

    def keep(self):
        self.kept = {path: identity(path) for path in self.found()}

    def found(self):
        for folder in self.rights:
            with os.scandir(folder) as entries:
                yield from (entry.path for entry in entries)

    def remove(self):
        """False when something stays."""
        for folder, rights in self.rights.items():
            os.chmod(folder, rights)
        names = set(self.kept)
        for path in [path for path in self.found() if self.kept.get(path) != identity(path)]:
            remove(path)
        if not all(os.path.lexists(path) for path in names):
            self.bring()
            self.keep()
        for folder in self.rights:
            os.utime(folder, (0, 0))
        return set(self.found()) == names


def identity(path):
    """Another after any change: nobody can set the time of a change back."""
    about = os.lstat(path)
    return about.st_ino, about.st_ctime_ns


def writable(folder):
    """Asked by writing: what a box forbids is not among the rights of a folder."""
    try:
        os.rmdir(tempfile.mkdtemp(dir=folder))
    except OSError:
        return False
    return True


def remove(path):
    if not os.path.isdir(path) or os.path.islink(path):
        with contextlib.suppress(OSError):
            os.unlink(path)
        return
    shutil.rmtree(path, ignore_errors=True)
    if os.path.lexists(path):
        with contextlib.suppress(OSError):
            give_rights(path)
        shutil.rmtree(path, ignore_errors=True)


def give_rights(path):
    """To a folder and all below it, of which a test may have taken them away."""
    folders = [path]
    while folders:
        folder = folders.pop()
        os.chmod(folder, 0o700)
        with os.scandir(folder) as entries:
            folders += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
