"""Where things lie. Every path is absolute, so no command depends on the working directory."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The two servers read a copy that was looked over as a whole (bot/server/content_in_force.py); others the files.
KNOWLEDGE = Path(os.environ.get("SKOLEBRO_KNOWLEDGE") or ROOT / "knowledge")
DOCS = ROOT / "docs"
WEB = ROOT / "web"
EVALUATION_SETS = ROOT / "tests" / "eval"

# Everything made on this machine (models, database, stand-in language model); safe to delete.
STATE = ROOT / ".skolebro"
MODELS = STATE / "models"
