"""The file a backup is: a zip of the database, the secret, the installation's own files, and what it was made by."""

import importlib.metadata
import os
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, constr

from bot.core.settings import SHORTEST_SECRET

MANIFEST, DATABASE, SECRET, OWN = "manifest.json", "database", "secret", "egne-filer"


class Manifest(BaseModel):
    """What an archive was made by, and when (UTC).

    ``revision`` is the database's migration, ``database`` its kind.
    """

    version: constr(regex=r"^\d+(\.\d+)*$")  # type: ignore[valid-type]
    revision: str
    database: str
    made_at: datetime

    @property
    def is_newer(self) -> bool:
        """Whether it was made by a version after this one."""
        return _numbers(self.version) > _numbers(own_version())


class Broken(Exception):
    """A file is no archive of ours, or not whole."""


def own_version() -> str:
    """The version of this code."""
    return importlib.metadata.version("skolebro")


def pack(folder: Path, archive: Path) -> None:
    """Make an archive of a folder's files that nobody else can read; it is on the disk when this returns."""
    with open(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                packed.write(path, path.relative_to(folder))
        file.flush()
        os.fsync(file.fileno())


def unpack(archive: Path, folder: Path) -> Manifest:
    """Put an archive's files in a folder.

    Raises:
        Broken: it is another file, or something of it is missing or changed.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)  # tries every checksum, and lets no name lead out of the folder
        manifest: Manifest = Manifest.parse_raw((folder / MANIFEST).read_bytes())
        secret = (folder / SECRET).read_text()
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, FileNotFoundError) as error:
        raise Broken from error
    if not (folder / DATABASE).is_file() or len(secret) < SHORTEST_SECRET:
        raise Broken
    return manifest


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
