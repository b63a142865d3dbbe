"""The demo world: the cast in the middle of their visits, and a year of others around them. Dates follow today."""

from django.db import transaction

from ipraktik import cast as the_cast
from ipraktik.demo import scenes, texts
from ipraktik.demo.voices import Voices
from ipraktik.demo.year import Year
from ipraktik.directory.models import Offer
from ipraktik.history.models import Outbox
from ipraktik.kit.terminal import say


def build():
    """Fill an empty database; do nothing where the world is already there."""
    if Offer.objects.exists():
        say("The demo world is there already")
        return
    with transaction.atomic():
        cast = the_cast.gather()
        say("1/2 a year of others: 80 hosts, 140 interns")
        Year(texts, Voices(texts.voices()), cast["karl"]).build()
        Outbox.objects.all().delete()  # what was told long ago needs no letter now
        say("2/2 the cast: Ida, Hanne, Signe, Karl and the others")
        scenes.play(cast)
