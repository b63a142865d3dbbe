"""An agreement to sign with a pen: the text as it reads now, a row for each who signs, and the code of the version."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ipraktik.agreements.terms import canonical
from ipraktik.documents.papers import NAMES
from ipraktik.documents.sheet import keyword_of, moment, taken_apart
from ipraktik.documents.typeset import typeset
from ipraktik.programme import programme


def printed(placement, version):
    """The PDF in the reader's language, where the paper is written in it, and else in the programme's first."""
    own = (get_language() or "").split("-")[0]
    language = own if own in version.text else next(iter(version.text))
    now = timezone.now()
    with override(language):
        return typeset(sheet_to_sign(placement, version, language, now), now)


def sheet_to_sign(placement, version, language, now):
    title, rest = taken_apart(version.text[language], str(NAMES[version.kind]))
    mark = _("%(name)s, version %(number)s, code %(code)s")
    mark %= {"name": title, "number": version.number, "code": version.code}
    return {
        "language": language,
        "author": programme().name.in_(language),
        "title": mark,
        "keywords": [keyword_of(version.sha256)],
        "heading": title,
        "mark": mark,
        "blocks": rest,
        "sha256": version.sha256,
        "verify": settings.SITE_URL + reverse("placement-agreement", args=[placement.pk]),
        "page": _("Page {page} of {all}"),
        "signatures": rows_to_sign(placement, version),
        "about": about(version, now),
        "attached": canonical(version.text).decode(),
    }


def rows_to_sign(placement, version):
    return {
        "heading": _("Signatures"),
        "lead": _("Sign by hand, and write the date. Then give the paper to the office, which keeps a scan of it."),
        "columns": [_("Name"), _("Party"), _("Version"), _("Date"), _("Signature")],
        "rows": [row(each, version) for each in signers(placement, version)],
        "room": "pen",
    }


def signers(placement, version):
    """All who are asked to sign: who has signed on the page may leave the line empty."""
    return sorted(placement.signers(frozenset(version.digests)), key=lambda each: each.pk)


def row(participant, version):
    party = programme().party(participant.party).name
    return [str(participant.person), capfirst(str(party)), str(version.number), "", ""]


def about(version, now):
    holds = _(
        "The code of this print is %(code)s. If the text is changed before all have signed, the print holds no more."
    )
    made = _("Printed on %(at)s. Nobody's signature on the page is shown here.")
    return {
        "heading": _("About this print"),
        "sentences": [holds % {"code": version.code}, made % {"at": moment(now)}],
        "hash": _("Fingerprint of the text in all its languages (SHA-256):"),
        "check": _("The agreement on the site, where it can be signed too:"),
        "attached": _("The text in all its languages, exactly as it is signed"),
    }
