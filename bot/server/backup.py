"""Save what an installation can't make again in one file, and put it back. Never the model: it is trained again."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import SQLAlchemyError

from bot.core import secret
from bot.core.addresses import chat_path
from bot.core.paths import STATE
from bot.core.settings import settings
from bot.server.action_server import HOST
from bot.server.archive import DATABASE, MANIFEST, OWN, SECRET, Broken, Manifest, own_version, pack, unpack
from bot.server.content_in_force import copy_own_files
from bot.server.service import answers
from bot.store.database import known_revisions, now, revision, tables
from bot.store.database_copy import DatabaseCopy, database_copy
from bot.store.postgresql_copy import ToolFailed

# Where the installation's own files are laid: whether and where they are used, the operator's settings say.
RESTORED = STATE / "gendannet"


class BackupFailed(Exception):
    """Nothing was saved or put back; what there was stays. The message says why (Danish)."""


def back_up(file: Path) -> None:
    """Save everything in ``file``, in the place of what it held; the chat may be running.

    Raises:
        BackupFailed: it could not be saved; an older file of that name stays.
    """
    if not file.parent.is_dir():
        raise BackupFailed(f"Mappen {file.parent} findes ikke.")
    with _told_in_danish():
        if not (reached := revision()):
            raise BackupFailed("Databasen er tom, så der er intet at gemme. Peger DATABASE_URL på den rigtige?")
        # Beside the file: only within one disk a file can be put in another's place at once.
        with TemporaryDirectory(dir=file.parent, prefix=".sikkerhedskopi-") as made:
            content, archive = Path(made) / "content", Path(made) / "archive"
            (content / OWN).mkdir(parents=True)
            database = database_copy()
            database.save(content / DATABASE)
            (content / SECRET).write_text(secret.installation_secret())
            copy_own_files(settings(), content / OWN)
            manifest = Manifest(version=own_version(), revision=reached, database=database.kind, made_at=now())
            (content / MANIFEST).write_text(manifest.json())
            pack(content, archive)
            archive.replace(file)


def restore(file: Path, replace: bool = False) -> list[str]:
    """Put back what ``file`` holds, at this version's schema.

    Args:
        replace: also where the database is in use already.

    Returns:
        what the operator must know or do now (Danish).

    Raises:
        BackupFailed: it could not be put back, or must not be.
    """
    if not file.is_file():
        raise BackupFailed(f"{file} findes ikke.")
    with _told_in_danish():
        STATE.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=STATE, prefix=".gendannelse-") as made:
            content = Path(made)
            manifest, database = unpack(file, content), database_copy()
            _refuse_what_does_not_fit(manifest, database)
            _refuse_what_would_be_lost(database, replace)
            with database.replaced_by(content / DATABASE):
                return [*_lay_out_own_files(content / OWN, manifest), *_put_secret(content / SECRET)]


def _refuse_what_does_not_fit(manifest: Manifest, database: DatabaseCopy) -> None:
    if manifest.is_newer or manifest.revision not in known_revisions():
        raise BackupFailed(
            f"Kopien er lavet af en nyere udgave ({manifest.version}, databasens trin {manifest.revision}) end denne "
            f"({own_version()}). Læg den nyere kode ind først."
        )
    if manifest.database != database.kind:
        raise BackupFailed(
            f"Kopien er af {manifest.database}, men DATABASE_URL peger på {database.kind}. "
            "Den kan kun lægges tilbage i samme slags database."
        )


def _refuse_what_would_be_lost(database: DatabaseCopy, replace: bool) -> None:
    if answers(f"http://{HOST}:{settings().port}{chat_path('/health')}") or database.in_use():
        raise BackupFailed("Skolebro kører, eller et andet program bruger databasen. Stop det først.")
    if tables() and not replace:
        raise BackupFailed(
            "Databasen er ikke tom. Skal alt i den erstattes af kopien, så skriv --erstat. "
            "Tag først en kopi af den, som den er nu: `skolebro backup`."
        )


def _lay_out_own_files(own: Path, manifest: Manifest) -> list[str]:
    """Beside those in use: /etc is the operator's, and which files count, the settings say."""
    if not any(own.glob("*")):
        return []
    folder = RESTORED / f"{manifest.made_at:%Y-%m-%d-%H%M%S}"
    shutil.copytree(own, folder, dirs_exist_ok=True)
    return [f"Jeres egne filer (kontakter og steder) ligger i {folder}. Læg dem der, hvor indstillingerne peger hen."]


def _put_secret(saved: Path) -> list[str]:
    """The last thing done, and done at once: what comes before it can still be undone."""
    if chosen := settings().secret:
        other = chosen != saved.read_text()
        return ["SKOLEBRO_SECRET er en anden end kopiens nøgle, så alle samtaler begynder forfra."] if other else []
    saved.chmod(0o600)
    saved.replace(secret.KEPT)
    return []


@contextmanager
def _told_in_danish() -> Iterator[None]:
    try:
        yield
    except Broken as error:
        raise BackupFailed("Filen er ikke en hel sikkerhedskopi fra Skolebro.") from error
    except ToolFailed as error:
        raise BackupFailed(str(error)) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise BackupFailed(
            f"Databasen kunne ikke bruges ({type(error).__name__}). Se DATABASE_URL efter, og om disken er fuld."
        ) from error
    except OSError as error:
        raise BackupFailed(f"{error.filename or 'Filen'} kunne ikke læses eller skrives: {error.strerror}.") from error
