"""A few wordings to learn a ranking from."""

WORDINGS = {
    "hvad-er-ssp": ["hvad er ssp", "hvad betyder ssp", "hvem er med i ssp", "ssp samarbejde mellem skole og politi"],
    "lektiecafe": ["hvad er en lektiecafe", "lektiehjælp efter skole", "børn får hjælp til lektier", "lektiecafe"],
    "samtykke": [
        "skal forældre give samtykke",
        "samtykke fra forældre",
        "må vi dele oplysninger om et barn",
        "samtykke",
    ],
    "oekonomi": ["hvad koster det", "hvem betaler for samarbejdet", "penge til projektet", "hvad er prisen"],
    "#greet": ["hej", "goddag", "hejsa", "hej med dig"],
    "#thank": ["tak", "mange tak", "tak for hjælpen", "tusind tak"],
    "#goodbye": ["farvel", "vi ses", "hej hej", "farvel og tak"],
    "#ask_more": ["fortæl mere", "mere om det", "kan du sige mere", "uddyb"],
    "#deny": ["nej", "nej tak", "det vil jeg ikke", "overhovedet ikke"],
    "#affirm": ["ja", "ja tak", "det vil jeg gerne", "gerne"],
}
