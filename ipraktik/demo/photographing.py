"""The photos of two visits, each as far as it has come: shown at home, waiting for an answer, kept to oneself, refused."""

from uuid import uuid4

from ipraktik.demo import pictures
from ipraktik.photos.forms import AnswerForm
from ipraktik.photos.models import Photo


def mona_takes_photos(cast, placement):
    """Today: a board for those at home; a talk, of which one has said yes and Tove has not answered; a desk for herself."""
    day = placement.visit.first_day
    take(placement, cast["mona"], pictures.board(), day, "home", "Tavlen, hvor de giver vagten videre")
    talk = take(
        placement, cast["mona"], pictures.talk(), day, "home", "Ti minutter stående, og så er vagten skiftet", True
    )
    say(talk.add_person("Leif"), "home", cast["mona"])
    talk.add_person("Tove Munk", cast["tove"]).ask(cast["mona"])
    take(placement, cast["mona"], pictures.desk(), day, "own", "Her sidder jeg")


def per_took_photos(cast, placement):
    """Last week: Hanne is asked, and another has said no."""
    day = placement.visit.last_day
    take(placement, cast["per"], pictures.board(), day, "home", "Fejltavlen")
    meeting = take(placement, cast["per"], pictures.talk(), day, "public", "Mødet med hospitalerne", True)
    meeting.add_person("Hanne Krogh", cast["hanne"]).ask(cast["per"])
    robot = take(placement, cast["per"], pictures.desk(), day, "home", "Benny arbejder om natten", True)
    say(robot.add_person("Pia"), "no", cast["per"])


def take(placement, by, picture, day, use, caption, has_people=False):
    told = {"day": day, "use": use, "caption": caption, "has_people": has_people}
    return Photo.objects.take(placement, by, uuid4(), picture, **told)


def say(depicted, use, by):
    """Beside who took it, in the words that stand on the page."""
    form = AnswerForm({"use": use}, depicted=depicted)
    form.is_valid()
    depicted.answer(form.said, "here", form.words, by)
