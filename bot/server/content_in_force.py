"""The content the servers read: copied whole once nothing is wrong with it, so that no half-saved file reaches them.

A server that is started again reads all its files again. Somebody may be in the middle of saving one.
"""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from bot.core.paths import KNOWLEDGE, ROOT, STATE
from bot.core.settings import Settings
from bot.knowledge.schema import KnowledgeError
from bot.sites.content import load_sites

COPIES = STATE / "indhold"
# Another version of the program may find something else wrong.
_PROGRAM = ROOT / "bot"
# Other services on this machine may still read an older one: the newest few are kept, and all of the last hour.
_KEPT = 5
_KEPT_SECONDS = 3600

_IN_FORCE, _BESIDE = "gaeldende", "naeste"
_CONTENT, _CONTACTS, _SITES = "knowledge", "contacts.yml", "sites.yml"


def state_of(chosen: Settings) -> str:
    """Tells one state of all content files, and of the program that looks them over, from another."""
    files = [path for path in sorted(KNOWLEDGE.rglob("*")) if path.is_file()]
    files += sorted(_PROGRAM.rglob("*.py"))
    files += [path for path in (chosen.contacts, chosen.sites, *_logos(chosen.sites)) if path and path.is_file()]
    digest = hashlib.sha256(f"{chosen.contacts}\n{chosen.sites}\n".encode())  # also one that is missing
    for path in files:
        digest.update(f"{path}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def was_found_right(state: str) -> bool:
    """Whether there is a copy of this state: then nothing was wrong with it."""
    return (COPIES / state).exists()


def copy_beside(state: str, chosen: Settings) -> bool:
    """Copy the content beside what is in force.

    Returns:
        whether it is still the state that was looked over; if not, there is no copy.
    """
    COPIES.mkdir(parents=True, exist_ok=True)
    if not was_found_right(state):
        unfinished = Path(tempfile.mkdtemp(dir=COPIES, prefix="."))
        _copy(chosen, unfinished)
        if state_of(chosen) != state:
            shutil.rmtree(unfinished)
            return False
        try:
            unfinished.rename(COPIES / state)
        except OSError:  # another start was first
            shutil.rmtree(unfinished)
    os.utime(COPIES / state)
    _point_to(state, _pointer(chosen, _BESIDE))
    return True


def put_in_force(chosen: Settings) -> None:
    """Let the copy beside take the place of what was in force, at once."""
    _pointer(chosen, _BESIDE).replace(_pointer(chosen, _IN_FORCE))
    _forget_old()


def environment_of_content(folder: Path | None) -> dict[str, str]:
    """What the servers are told, so that they read the copy in ``folder``; nothing where there is none."""
    if folder is None:
        return {}
    own = {"SKOLEBRO_CONTACTS": folder / _CONTACTS, "SKOLEBRO_SITES": folder / _SITES}
    given = {name: str(path) if path.exists() else "" for name, path in own.items()}
    return {"SKOLEBRO_KNOWLEDGE": str(knowledge_in(folder)), **given}


def knowledge_in(folder: Path) -> Path:
    """The content files of a copy."""
    return folder / _CONTENT


def in_force(chosen: Settings) -> Path | None:
    """The copy in force; ``None`` where nothing was ever found to be right."""
    return _copy_at(_pointer(chosen, _IN_FORCE))


def beside(chosen: Settings) -> Path | None:
    """The copy that may come in force next; ``None`` where there is none."""
    return _copy_at(_pointer(chosen, _BESIDE))


def _copy_at(pointer: Path) -> Path | None:
    return pointer.resolve() if pointer.exists() else None


def _pointer(chosen: Settings, name: str) -> Path:
    """What points to a copy: another one where the operator's own files are others.

    What lies ready is one service's own: two that begin at once would take it from each other.
    """
    of_service = f"\n{chosen.port}" if name == _BESIDE else ""
    own = hashlib.sha256(f"{chosen.contacts}\n{chosen.sites}{of_service}".encode()).hexdigest()[:8]
    return COPIES / f"{name}-{own}"


def copy_own_files(chosen: Settings, folder: Path) -> None:
    """Copy the installation's contacts and sites, where it has them, with the pictures the sites name."""
    for path, name in ((chosen.contacts, _CONTACTS), (chosen.sites, _SITES)):
        if path:
            shutil.copy(path, folder / name)
    for logo in _logos(chosen.sites):
        beside = folder / os.path.relpath(logo, chosen.sites.parent)  # type: ignore[union-attr]
        beside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(logo, beside)


def _copy(chosen: Settings, folder: Path) -> None:
    shutil.copytree(KNOWLEDGE, folder / _CONTENT)
    copy_own_files(chosen, folder)


def _logos(sites: Path | None) -> list[Path]:
    """The pictures a file of sites names, which lie beside it or below."""
    try:
        named = [site.logo for site in load_sites(sites).values() if site.logo] if sites else []
    except KnowledgeError:  # told by the check
        return []
    return [logo for logo in named if sites and logo.resolve().is_relative_to(sites.parent.resolve())]


def _point_to(state: str, newest: Path) -> None:
    pointer = COPIES / f".{newest.name}.{os.getpid()}"
    pointer.symlink_to(state)
    pointer.replace(newest)


def _forget_old() -> None:
    here = [path for path in COPIES.iterdir() if path.is_dir() and path.name[0] != "."]
    pointed_to = {path.resolve() for path in here if path.is_symlink()}
    copies = [path.resolve() for path in here if not path.is_symlink()]
    for old in sorted(copies, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        if old not in pointed_to and time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
