"""Trained models of a test's own: a copy of this installation's, and one made from it that answers otherwise."""

import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

from bot.server.model_signature import sign
from bot.server.training import MODEL, ensure_trained


def own_model(folder: Path) -> Path:
    """A copy of this installation's model: another may take its place, and nobody else notices."""
    ensure_trained()
    for name in (MODEL.name, f"{MODEL.name}.signature"):
        shutil.copy(MODEL.with_name(name), folder)
    return folder / MODEL.name


def replace_with_another(model: Path, component: str, **config: Any) -> None:
    """Put a signed model in its place that is the same but for the configuration of one component."""
    other = model.with_name("other.tar.gz")
    with tarfile.open(model) as old, tarfile.open(other, "w:gz", compresslevel=0) as new:
        for member in old:
            content = old.extractfile(member)  # nothing of a folder
            if content and Path(member.name).name == "metadata.json":
                changed = json.dumps(_configured(json.load(content), component, config)).encode()
                content, member.size = io.BytesIO(changed), len(changed)
            new.addfile(member, content)
    other.replace(model)
    sign(model)


def _configured(metadata: dict[str, Any], component: str, config: dict[str, Any]) -> dict[str, Any]:
    (node,) = (one for one in metadata["predict_schema"]["nodes"].values() if one["uses"] == component)
    node["config"].update(config)
    return metadata
