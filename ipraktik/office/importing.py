"""The import itself: all the good rows of a sheet, or none of them; a second time adds nothing."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.lifecycle import NotYet
from ipraktik.office import offer_rows, wish_rows
from ipraktik.office.headings import OFFER, WISH
from ipraktik.office.models import ImportRow, ImportSheet
from ipraktik.office.sheet_files import Sheet
from ipraktik.office.signups import DOUBLE, READY, STOPPED, understand

SAVERS = {WISH: wish_rows.save, OFFER: offer_rows.save}
SOMEBODY_ELSE = _("Somebody else imported some of these rows at the same moment. Nothing was imported; look once more.")


def keep(name, sheets, by):
    """The file's sheets, put aside until the coordinator has said yes."""
    rows = [{"name": each.name, "rows": each.rows, "notes": each.notes} for each in sheets]
    return ImportSheet.objects.create(coordinator=by, name=name[-200:], sheets=rows)


def understood(sheet):
    """What the kept sheet says, held against what is here now."""
    sheets = [Sheet(**each) for each in sheet.sheets]
    return understand(sheets, sheet.sectors, sheet.not_personal)


def bring_in(sheet, by, agreed):
    """Import the good rows. With `agreed` they have signed up themselves: what is whole is received as sent.

    Gives the sheet with its outcome; once imported, it stays so. Raises NotYet when somebody else was quicker.
    """
    try:
        with transaction.atomic():
            sheet = ImportSheet.objects.select_for_update().get(pk=sheet.pk)
            if sheet.imported_at is None:
                finish(sheet, by, agreed)
            return sheet
    except IntegrityError as quicker:
        raise NotYet([SOMEBODY_ELSE]) from quicker


def finish(sheet, by, agreed):
    found = understood(sheet)
    received = sum(bring_in_row(row, by, agreed) for row in found.good)
    kinds = [row.kind for row in found.good]
    sheet.outcome = {
        "wishes": kinds.count(WISH), "offers": kinds.count(OFFER), "received": received,
        "doubles": len(found.of(DOUBLE)), "told": [told(row) for row in found.rows if row.state != READY],
    }  # fmt: skip
    sheet.imported_at, sheet.sheets = timezone.now(), []
    sheet.save()


def told(row):
    said = {"sheet": row.sheet, "number": row.number, "who": row.who, "state": row.state, "said": row.said}
    return said | {"stopped": row.state == STOPPED}


def bring_in_row(row, by, agreed):
    """One row; says whether it was received as sent. The others wait for the person to confirm by the link."""
    subject = SAVERS[row.kind](row, by)
    ImportRow.objects.create(kind=row.kind, natural_key=row.natural_key, target=subject.pk)
    return agreed and not row.lacks and receive(subject, by) or enter(subject, by)


def receive(subject, by):
    try:
        subject.perform("receive", by=by)
    except NotYet:
        return False
    return True


def enter(subject, by):
    subject.record("enter", by)
    return False
