"""The certificate, looked at when the site starts: one that does not work is told then, not at the last signature."""

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from ipraktik.documents import certificate

SOON = 30  # days


@checks.register
def check_seal(**_given):
    try:
        import_string(settings.SEAL_SERVICE)
        certificate.known_fingerprints()
        found = certificate.current()
    except (certificate.Unusable, ImportError) as trouble:
        return [checks.Error(str(trouble), id="ipraktik.seal")]
    if found and found.days_left < SOON:
        told = f"The certificate that seals documents expires in {found.days_left} days. Get a new one in time."
        return [checks.Warning(told, id="ipraktik.seal-expires")]
    return []
