"""All the attacks, in the order they are tried: those that break the service come last."""

from bot.siege import hostile
from bot.siege.report import Row

ROWS: tuple[Row, ...] = (
    Row("styretegn i beskeder", hostile.control_characters),
    Row("skabeloner, SQL, scripts og kommandoer i beskeder", hostile.injections),
    Row("kinesisk, parenteser og andet, der tager tid", hostile.floods),
    Row("beskeder på 100 kB og mere", hostile.large_bodies),
    Row("JSON uden ende", hostile.deep_json),
    Row("veje ud af mappen, i alle adresser", hostile.path_traversal),
    Row("headere, der vil sætte deres egne", hostile.headers),
)
