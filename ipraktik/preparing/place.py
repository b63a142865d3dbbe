"""What the host's workplace is: written once with the offer, read by each intern before they go."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MOST_LINKS = 10
LONGEST = 500
ADDRESS = re.compile(r"\S+://\S+$")
NO_ADDRESS = _("Write a name and then an address that begins with https://. This is none: {line}")
FEWER = _("Write at most {most} links.")
STUDY = "study-the-place"  # the advice that the page is about


@dataclass(frozen=True)
class Reading:
    label: str
    address: str

    @property
    def site(self):
        return urlsplit(self.address).hostname or ""


class Place(models.Model):
    offer = models.OneToOneField("ipraktik.Offer", models.CASCADE, related_name="place")
    organised = models.TextField(_("how we are organised"), blank=True)
    goals = models.TextField(_("what we work towards"), blank=True)
    links = models.JSONField(default=list)  # [[label, address], …]

    def __str__(self):
        return str(self.offer_id)

    @property
    def readings(self):
        return [Reading(*each) for each in self.links]

    @property
    def is_written(self):
        return bool(self.organised or self.goals or self.links)


def place_of(offer):
    return getattr(offer, "place", None) or Place(offer=offer)


def handouts_of(place):
    return list(place.handouts.light()) if place.pk else []


def as_lines(links):
    return "\n".join(f"{label} {address}" for label, address in links)


def read_links(text):
    """[[label, address], …] of lines such as “Our year plan https://…”. Raises ValueError with a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINKS:
        raise ValueError(format_lazy(FEWER, most=MOST_LINKS))
    return [read_link(line) for line in lines]


def read_link(line):
    found = ADDRESS.search(line)
    address = found[0] if found else ""
    if not is_address(address):
        raise ValueError(format_lazy(NO_ADDRESS, line=line[:80]))
    label = line[: found.start()].strip(" :-–—\t")
    return [label[:120] or urlsplit(address).hostname, address]


def is_address(address):
    """One that a browser opens as a page, and that shows where it leads."""
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = bool(parts.hostname) and "." in parts.hostname and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and named and port_is_fine and len(address) <= LONGEST
