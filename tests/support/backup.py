"""What an installation holds that a backup saves, and archives that are not as they should be."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from sqlalchemy import text

from bot.core import secret
from bot.core.paths import ROOT
from bot.store.database import current_engine, revision, tables
from tests.support.store import rows

SECRET, OTHER_SECRET = "nøglen, som den var, da kopien blev taget", "en nøgle, der blev lavet senere på maskinen"
SITES = "kommunen:\n  origins: [https://a.example]\n  logo: billeder/logo.svg\n"


def state() -> tuple[object, ...]:
    """Everything a restore could change."""
    return {table: rows(table) for table in tables()}, secret.KEPT.read_text(), revision()


def counted() -> list[str]:
    return [turn["outcome"] for turn in rows("turn")]


def forget_everything() -> None:
    cascade = "" if current_engine().url.get_backend_name() == "sqlite" else "CASCADE"
    there = tables()
    with current_engine().begin() as connection:
        for table in there:
            connection.execute(text(f'DROP TABLE "{table}" {cascade}'))


def change_manifest(file: Path, **changed: str) -> None:
    with zipfile.ZipFile(file) as old:
        content = {name: old.read(name) for name in old.namelist()}
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changed}).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, data in content.items():
            new.writestr(name, data)


def on_a_full_disk(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command of ours where no file can grow beyond 8 kB."""
    command = ["bash", "-c", 'ulimit -f 8; exec "$@"', "-", sys.executable, "-m", "bot.commands.main", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
