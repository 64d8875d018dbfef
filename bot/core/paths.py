"""Where things lie. Every path is absolute, so no command depends on the working directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"
DOCS = ROOT / "docs"
WEB = ROOT / "web"
EVALUATION_SETS = ROOT / "tests" / "eval"

# Everything made on this machine (models, database, stand-in language model); safe to delete.
STATE = ROOT / ".skolebro"
MODELS = STATE / "models"
