"""All the attacks, in the order they are tried: those that break the service come last."""

from bot.siege import database, forged, hostile, overload, personal, processes
from bot.siege.report import Row

ROWS: tuple[Row, ...] = (
    Row("styretegn i beskeder", hostile.control_characters),
    Row("skabeloner, SQL, scripts og kommandoer i beskeder", hostile.injections),
    Row("kinesisk, parenteser og andet, der tager tid", hostile.floods),
    Row("beskeder på 100 kB og mere", hostile.large_bodies),
    Row("JSON uden ende", hostile.deep_json),
    Row("veje ud af mappen, i alle adresser", hostile.path_traversal),
    Row("headere, der vil sætte deres egne", hostile.headers),
    Row("forfalskede og slettede samtaler", forged.sessions),
    Row("forfalskede logins", forged.sign_ins),
    Row("sider, der ikke må bruge chatten", forged.pages),
    Row("gættede links til andres papirer", forged.links),
    Row("åbne porte og Rasas egne adresser", forged.doors),
    Row("persondata skrevet i chatten", personal.typed_into_the_chat),
    Row("persondata skrevet i gennemgangen", personal.typed_into_the_walk),
    Row("persondata skrevet i forældrenes liste", personal.typed_into_the_talk),
    Row("40 samtaler på én gang", overload.many_sessions),
    Row("én samtale, der aldrig holder op", overload.one_session),
    Row("databasen låst af en anden", database.locked),
    Row("disken fuld", database.disk_full),
    Row("handlingsserveren dræbt", processes.actions_killed),
    Row("handlingsserveren hænger", processes.actions_hung),
    Row("Rasa-serveren dræbt", processes.rasa_killed),
    Row("Rasa-serveren hænger", processes.rasa_hung),
    Row("opsynet hænger", processes.supervisor_hung),
    Row("opsynet dræbt", processes.supervisor_killed),
    Row("handlingsserveren hænger, så snart den er oppe", processes.actions_hung_at_once),
)
