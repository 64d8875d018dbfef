"""`skolebro` and its commands. Each command imports only what it needs."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import typer

# An error nobody foresaw is told by Python itself: Typer would print every local variable, the secrets among them.
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Skolebro: dansk rådgivende chatassistent.",
)

_ARCHIVE = typer.Argument(..., metavar="FIL", show_default=False, help="Filen med sikkerhedskopien.")
_DELETE = typer.Option([], metavar="ID", help="Slet spørgsmålet med dette id; kan gentages.")


@app.command()
def serve() -> None:
    """Gør alt klar og start chatten."""
    from bot.server.serve import serve as run
    from bot.server.service import Failed

    try:
        run()
    except (Failed, ValueError, RuntimeError) as error:
        _fail(str(error))


@app.command()
def reload(
    restart: bool = typer.Option(False, "--restart", help="Skift kun serverne ud: Indhold og model er de samme."),
) -> None:
    """Tag nyt indhold og en ny model i brug, mens chatten svarer. Er der noget galt med dem, gælder de gamle stadig."""
    from bot.server.control import CONTENT, RESTART, NotAnswered, ask

    try:
        for message in ask(RESTART if restart else CONTENT):
            typer.echo(message)
    except (NotAnswered, ValueError) as error:
        _fail(str(error))


@app.command()
def train(force: bool = typer.Option(False, help="Træn, også selv om intet er ændret.")) -> None:
    """Træn modellen, hvis noget af det, den er lavet af, er ændret."""
    from bot.knowledge.schema import KnowledgeError
    from bot.server.training import MODEL, ensure_trained

    try:
        ensure_trained(force)
    except (KnowledgeError, RuntimeError) as error:
        _fail(str(error))
    typer.echo(f"Modellen ligger i {MODEL}")


@app.command()
def check() -> None:
    """Se indholdet i knowledge/ efter, og sig hvad der skal rettes."""
    from bot.checks.check import check as find_problems
    from bot.checks.check import old_reviews
    from bot.checks.copied_sentences import publication_at_hand

    if (publication := publication_at_hand()) and not publication.is_file():
        _fail(f"SKOLEBRO_PUBLICATION peger på {publication}, som ikke findes.")
    problems = find_problems(publication=publication)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        _fail(f"{len(problems)} ting skal rettes.")
    for warning in old_reviews():
        typer.echo(f"Advarsel: {warning}")
    compared = (
        "" if publication_at_hand() else " (ikke sammenlignet med publikationen: SKOLEBRO_PUBLICATION er ikke sat)"
    )
    typer.echo(f"Indholdet er i orden{compared}.")


@app.command()
def doctor() -> None:
    """Fortæl, hvad der er installeret, og om det hele hænger sammen."""
    from bot.server.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(str(finding))
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


@app.command()
def sbom() -> None:
    """Skriv, hvad Skolebro er lavet af (CycloneDX): pakker, licenser og modeller."""
    from bot.server.sbom import bill_of_materials

    try:
        typer.echo(json.dumps(bill_of_materials(), indent=2, ensure_ascii=False))
    except RuntimeError as error:
        _fail(str(error))


@app.command()
def backup(file: Path = _ARCHIVE) -> None:
    """Gem det, der ikke kan laves igen, i én fil: databasen, nøglen og jeres egne filer. Chatten må køre imens."""
    from bot.server.backup import BackupFailed, back_up

    try:
        back_up(file)
    except (BackupFailed, ValueError) as error:
        _fail(f"Der blev ikke taget nogen kopi. {error}")
    typer.echo(
        f"Sikkerhedskopien ligger i {file}. Den har nøglen og de ord, der står i planer, lister og spørgsmål: "
        "Gem den et sikkert sted, og ikke længere end nødvendigt."
    )


@app.command()
def restore(
    file: Path = _ARCHIVE,
    replace: bool = typer.Option(False, "--erstat", help="Erstat alt i en database, der ikke er tom."),
) -> None:
    """Læg en sikkerhedskopi tilbage. Chatten skal være stoppet."""
    from bot.server.backup import BackupFailed
    from bot.server.backup import restore as put_back

    try:
        to_be_known = put_back(file, replace)
    except (BackupFailed, ValueError) as error:
        _fail(f"Kopien blev ikke lagt tilbage. {error}")
    for line in ("Kopien er lagt tilbage.", *to_be_known, "Kør `skolebro train` (`make train`), og start så chatten."):
        typer.echo(line)


@app.command()
def questions(
    delete: list[str] = _DELETE,
) -> None:
    """Vis de spørgsmål, folk har sendt til redaktøren, de nyeste først."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.commands.questions import deleted, told

    try:
        typer.echo(deleted(delete) if delete else told())
    except LookupError as error:
        _fail(str(error))
    except SQLAlchemyError as error:
        _fail(f"Databasen kan ikke bruges ({type(error).__name__}). Se DATABASE_URL efter, og start chatten én gang.")


@app.command()
def embeddings() -> None:
    """Læg eksemplernes vektorer i repoet, så en ny maskine ikke skal regne dem ud (for udviklere)."""
    from bot.nlu.release_embeddings import release_embeddings

    typer.echo(f"{release_embeddings()} nye vektorer ligger i data/embeddings/")


@app.command("eval")
def evaluate(
    compare: bool = typer.Option(False, help="Sammenlign også de klassifikatorer, der blev valgt imellem."),
    server: str = typer.Option(
        "", help="Spørg en kørende server, fx http://127.0.0.1:5005: om fare, og det, fremmede har spurgt om."
    ),
) -> None:
    """Mål, hvor tit det rigtige svar kommer først."""
    from bot.evaluation.report import report

    try:
        reached = report(compare=compare, server=server.rstrip("/") or None)
    except ValueError as error:  # a set that would prove nothing
        _fail(str(error))
    if not reached:
        _fail("Målet er ikke nået.")


@app.command()
def bench() -> None:
    """Mål opstart, hukommelse og svartid ved siden af en almindelig Rasa-bot."""
    from bot.benchmark.run import run

    run()


@app.command()
def siege(
    as_markdown: bool = typer.Option(False, "--md", help="Skriv resultatet som en Markdown-tabel."),
    port: int = typer.Option(0, help="Den første af to porte; ellers to, der er ledige."),
) -> None:
    """Angrib en chat, der startes til formålet, og fortæl, hvad den holdt til. Højst seks minutter, kun på maskinen."""
    from bot.siege.run import NotPossible, run

    try:
        held = run(as_markdown=as_markdown, port=port or None)
    except NotPossible as error:
        _fail(str(error))
    if not held:
        _fail("Ikke alt holdt.")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(1)


if __name__ == "__main__":
    app()
