"""One sign-up as a row of the sheet a programme office keeps: the Danish headings, and what people write under them."""

from ipraktik.demo.people import address

TRAVEL = {
    "tourist": "Turist",
    "business_traveller": "Forretningsrejsende",
    "adventurer": "Eventyrer",
    "something_else": "Noget helt fjerde",
}


def intern_row(text):
    return {
        "Navn": text["name"],
        "E-mail": address(text["name"], text["organisation"]),
        "Stilling": text["title"],
        "Arbejdsplads": text["workplace"],
        "Organisation": text["organisation"],
        "Kommune": text["municipality"],
        "Nærmeste leder": text["manager"],
        "Leders e-mail": address(text["manager"], text["organisation"]),
        "Hvorfor": text["why"],
        "Hvor vil du hen": text["where"],
        "Hvornår": "når som helst" if text["when"] == "any_time" else weeks(text["when"]),
        "Antal dage": str(text["days"]),
        "Rejsetype": TRAVEL[text["travel_type"]],
    }


def host_row(text):
    return {
        "Arbejdsplads": text["workplace"],
        "Organisation": text["organisation"],
        "Kommune": text["municipality"],
        "Kontaktperson": text["contact"],
        "E-mail": address(text["contact"], text["organisation"]),
        "Reserve": text["reserve"],
        "Antal praktikanter": str(text["seats"]),
        "Dage": "-".join(map(str, sorted({text["days_min"], text["days_max"]}))),
        "Hvorfor": text["why"],
        "Hvad kan man se": text["see"],
        "Hvem ønsker I": text["wishes_for"],
        "Perioder": periods(text),
    }


def periods(text):
    opens = "hele året" if text["all_year"] else weeks(text["weeks"])
    return f"{opens}, ikke {weeks(text['blackout'])}" if text["blackout"] else opens


def weeks(numbers):
    """“uge 9-11, 36”"""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "uge " + ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
