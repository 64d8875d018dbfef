"""Which Danish model is used: the real one where it can be had, else a stand-in under its own name."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import spacy

from bot.core.paths import ROOT
from bot.nlu.danish_model import (
    REAL_NAME,
    REAL_VERSION,
    STAND_IN_NAME,
    STAND_IN_VERSION,
    DanishModel,
    build_stand_in,
    ensure_model,
    find_model,
)
from tests.support.machine import free_port

INIT = """\
from pathlib import Path
from spacy.util import get_model_meta, load_model_from_init_py
__version__ = get_model_meta(Path(__file__).parent)["version"]
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was not there before, with a stand-in in it. Tests leave it as it is."""
    folder = tmp_path_factory.mktemp("state") / "not" / "there"
    build_stand_in(folder)
    return folder


@pytest.fixture(scope="module")
def stand_in(state: Path) -> spacy.language.Language:
    return spacy.load(state / STAND_IN_NAME)


@pytest.fixture
def real_model_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the real model be installed here, it isn't for this test."""
    monkeypatch.setitem(sys.modules, REAL_NAME, None)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that says it is the real model; inside is an empty Danish pipeline."""
    folder = tmp_path_factory.mktemp("wheel")
    package = folder / "content" / REAL_NAME
    nlp = spacy.blank("da")
    nlp.meta["name"], nlp.meta["version"] = "core_news_sm", REAL_VERSION
    package.mkdir(parents=True)
    nlp.to_disk(package / f"{REAL_NAME}-{REAL_VERSION}")
    shutil.copy(package / f"{REAL_NAME}-{REAL_VERSION}" / "meta.json", package / "meta.json")
    (package / "__init__.py").write_text(INIT)
    info = folder / "content" / f"{REAL_NAME}-{REAL_VERSION}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {REAL_NAME}\nVersion: {REAL_VERSION}\n")
    (info / "WHEEL").write_text("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    files = sorted(path for path in (folder / "content").rglob("*") if path.is_file())
    record = [f"{path.relative_to(folder / 'content')},{_digest(path)},{path.stat().st_size}" for path in files]
    own = f"{info.name}/RECORD"
    (info / "RECORD").write_text("\n".join([*record, f"{own},,"]) + "\n")
    served = folder / "served"
    served.mkdir()
    made = served / f"{REAL_NAME}-{REAL_VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for path in [*files, info / "RECORD"]:
            archive.write(path, path.relative_to(folder / "content"))
    return made


def _digest(path: Path) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(wheel: Path) -> Iterator[str]:
    """A host on the loopback address that has the wheel and nothing else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(wheel.parent)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_stand_in_has_a_name_and_version_of_its_own(state: Path, stand_in: spacy.language.Language) -> None:
    assert stand_in.meta["name"] == STAND_IN_NAME != REAL_NAME
    assert stand_in.meta["version"] == STAND_IN_VERSION
    assert stand_in.lang == "da"
    assert not DanishModel(STAND_IN_NAME, STAND_IN_VERSION, "").is_real


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("børnene", "barn"),
        ("skolerne", "skole"),
        ("lærerne", "lærer"),
        ("forældrene", "forældre"),
        ("skole", "skole"),
        ("xyzzy", "xyzzy"),
    ],
)
def test_the_stand_in_knows_the_lemmas_of_words(stand_in: spacy.language.Language, word: str, lemma: str) -> None:
    assert [token.lemma_ for token in stand_in(word)] == [lemma]


@pytest.mark.parametrize("name", ["Mette", "Mette Hansen", "Søren", "Søren Nielsen"])
def test_the_stand_in_finds_names_of_people(stand_in: spacy.language.Language, name: str) -> None:
    assert [(found.text, found.label_) for found in stand_in(f"I går talte {name} om skolen.").ents] == [(name, "PER")]


def test_the_stand_in_takes_no_other_word_for_a_name(stand_in: spacy.language.Language) -> None:
    assert stand_in("Skolen og helhedsplanen holder møde i Vollsmose om børnene.").ents == ()


def test_the_stand_in_is_small(state: Path) -> None:
    assert sum(path.stat().st_size for path in (state / STAND_IN_NAME).rglob("*")) < 20_000_000


def test_the_stand_in_is_found_where_the_real_model_is_not(state: Path, real_model_hidden: None) -> None:
    found = find_model(state)
    assert found == DanishModel(STAND_IN_NAME, STAND_IN_VERSION, str(state / STAND_IN_NAME))


def test_without_any_model_there_is_none(tmp_path: Path, real_model_hidden: None) -> None:
    assert find_model(tmp_path) is None


def test_an_older_stand_in_is_no_stand_in(state: Path, tmp_path: Path, real_model_hidden: None) -> None:
    shutil.copytree(state / STAND_IN_NAME, tmp_path / STAND_IN_NAME)
    assert find_model(tmp_path) is not None
    meta = tmp_path / STAND_IN_NAME / "meta.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text()), "version": "1"}))
    assert find_model(tmp_path) is None


def test_a_stand_in_is_built_in_the_place_of_an_older_one(tmp_path: Path, real_model_hidden: None) -> None:
    old = tmp_path / STAND_IN_NAME
    old.mkdir()
    (old / "left-over").touch()
    build_stand_in(tmp_path)
    assert find_model(tmp_path) is not None
    assert not (old / "left-over").exists()


@pytest.mark.parametrize("answer", ["nobody listens", "not found"])
def test_where_the_real_model_cannot_be_had_a_stand_in_is_built_and_said_to_be_one(
    answer: str,
    host: str,
    tmp_path: Path,
    real_model_hidden: None,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    base = host if answer == "not found" else f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("DANISH_MODEL_URL", f"{base}/nowhere/{REAL_NAME}-{REAL_VERSION}-py3-none-any.whl")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    model = ensure_model(tmp_path)
    assert (model.name, model.is_real) == (STAND_IN_NAME, False)
    told = capfd.readouterr()
    assert told.out == (
        f"Den danske sprogmodel {REAL_NAME} {REAL_VERSION} kan ikke hentes her; "
        f"bruger reserven {STAND_IN_NAME} (ordbog og navnelister).\n"
    )
    assert ensure_model(tmp_path) == model
    assert capfd.readouterr().out == "", "told once, not at every start"


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """A folder of packages with the wheel unpacked in it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "packages")
    return tmp_path / "packages"


def looked_up(state: Path, *packages: Path) -> dict[str, object]:
    """What a new process finds, and whether spaCy can load it."""
    code = (
        "import json, pathlib, sys, spacy; from bot.nlu.danish_model import find_model;"
        "model = find_model(pathlib.Path(sys.argv[1])); nlp = spacy.load(model.location);"
        "print(json.dumps([model.name, model.version, model.is_real, nlp.lang, nlp.pipe_names]))"
    )
    path = os.pathsep.join([str(ROOT), *map(str, packages)])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(state)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    name, version, is_real, language, pipes = json.loads(done.stdout)
    return {"name": name, "version": version, "is_real": is_real, "language": language, "pipes": pipes}


def test_the_real_model_is_preferred_where_it_is_importable(state: Path, installed: Path) -> None:
    found = looked_up(state, installed)
    assert found == {"name": REAL_NAME, "version": REAL_VERSION, "is_real": True, "language": "da", "pipes": []}


# In a Python of its own, so that this project's packages stay as they are; it has pip and nothing else.
@pytest.fixture(scope="module")
def other_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other") / "venv"
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-m", "venv", str(folder)], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"this Python cannot make a virtual environment with pip: {made.stdout}{made.stderr}")
    return folder / "bin" / "python"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of bot/, whose .skolebro/ is its own: there is no stand-in in it."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_real_model_is_installed_from_where_the_environment_says(
    other_python: Path, project: Path, host: str, wheel: Path, state: Path
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "UV" and not name.startswith("PIP_")}
    environment |= {
        "DANISH_MODEL_URL": f"{host}/{wheel.name}",
        "PATH": "/usr/bin:/bin",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    done = subprocess.run(
        [other_python, "-m", "bot.nlu.danish_model"], cwd=project, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (project / ".skolebro").exists(), "no stand-in was built"
    (packages,) = other_python.parent.parent.glob("lib/python*/site-packages")
    found = looked_up(state, packages)
    assert (found["name"], found["version"], found["is_real"]) == (REAL_NAME, REAL_VERSION, True)
    # The second time there is nothing to fetch.
    environment["DANISH_MODEL_URL"] = f"http://127.0.0.1:{free_port()}/gone.whl"
    again = subprocess.run(
        [other_python, "-m", "bot.nlu.danish_model"], cwd=project, env=environment, capture_output=True
    )
    assert (again.returncode, again.stdout) == (0, b"")
