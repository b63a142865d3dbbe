"""What Hanne lets her interns read before they come: two documents, set here and kept as any other."""

import json
from pathlib import Path

import typst

from ipraktik.kit.pdfs import write_anew
from ipraktik.preparing.models import Handout

LAYOUT = Path(__file__).with_name("handout.typ").read_bytes()
AUTHOR = "Løn og Personale"
TEAMS = {
    "title": "Sådan er vi organiseret",
    "lead": "34 kolleger i fire hold. Hvert hold har sit hospital og retter sine egne fejl.",
    "parts": [
        {
            "heading": "Fire hold",
            "paragraphs": ["Holdene sidder i samme rum. Er et hold bagud på dagen, hjælper de andre fra klokken 13."],
            "rows": [
                ["Hold", "Hvem", "Ser efter for alle fire"],
                ["Nord", "9 kolleger", "Vagttillæg, og det, der kom for sent"],
                ["Syd", "9 kolleger", "Ferie og orlov"],
                ["Øst", "8 kolleger", "Nye, der mangler på listen, og gamle, der stadig står der"],
                ["Vest", "8 kolleger", "Tavlen: hvorfor kom fejlene, og hvordan holder de op?"],
            ],
        },
        {
            "heading": "Hvem bestemmer hvad",
            "paragraphs": [
                "Holdet bestemmer selv, hvem der gør hvad. Det aftaler de hver mandag klokken 8.30 foran tavlen.",
                "Lederen afgør, hvad der må vente, og taler med hospitalerne.",
            ],
        },
    ],
}
STRATEGY = {
    "title": "Færre fejl: vores strategi for 2027",
    "lead": "Under 200 fejl om måneden, før året er omme. Sidste år var der 410.",
    "parts": [
        {
            "heading": "Hvorfor",
            "paragraphs": [
                "En fejl på en lønseddel koster os 40 minutter og kollegen på hospitalet en dårlig dag.",
                "De fleste fejl begynder, før sedlen når os. Derfor går vi ud til dem, der skriver den.",
            ],
        },
        {
            "heading": "Sådan gør vi",
            "paragraphs": [
                "Vi tæller fejlene hver fredag, og tallet hænger på tavlen.",
                "Vi vælger én slags fejl om måneden og følger den tilbage til det sted, hvor den opstår.",
                "Robotten Benny tager det, der er ens hver gang. Vi tager resten.",
            ],
        },
        {
            "heading": "Det ved vi ikke endnu",
            "paragraphs": ["Hvordan gør andre? Det vil vi gerne høre af dem, der besøger os."],
        },
    ],
}


def hand_out(place):
    for words in (TEAMS, STRATEGY):
        sent = typeset(words | {"author": AUTHOR})
        pdf, pages = write_anew(sent)
        Handout.objects.keep(place, words["title"], sent, pdf, pages)


def typeset(words):
    told = {"sheet": json.dumps(words)}
    return typst.compile(LAYOUT, format="pdf", sys_inputs=told, pdf_standards=["ua-1"], ignore_system_fonts=True)
