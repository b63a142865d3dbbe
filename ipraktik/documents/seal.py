"""The seal: a PAdES signature by the installation's certificate, and whether one that is there is whole.

IPRAKTIK_SEAL_SERVICE names another function in the place of `by_certificate`: it gets the PDF and a `reason`, and
returns the sealed PDF.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ipraktik.documents import certificate

OWN, DEMO = "own", "demo"
FIELD = "Seal"
DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Sealer:
    """What this installation seals with: the kind, and the name in the certificate. Without a kind, with nothing."""

    kind: str = ""
    name: str = ""

    def __call__(self, pdf, reason):
        return import_string(settings.SEAL_SERVICE)(pdf, reason) if self.kind else pdf


def sealer():
    """Raises certificate.Unusable: what is set and does not work must not pass for nothing."""
    found = certificate.current()
    if found is None:
        return Sealer()
    return Sealer(DEMO if certificate.is_demo() else OWN, found.name)


def apart(deed):
    """In a thread of its own: pyHanko begins a loop of its own, which may not be where one is running already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(deed).result()


def by_certificate(pdf, reason):
    return apart(lambda: signed(pdf, reason))


def signed(pdf, reason):
    found = certificate.current()
    written = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name=FIELD, name=found.name, reason=reason, md_algorithm="sha256", app_build_props=None,
            subfilter=fields.SigSeedSubFilter.PADES,
        ),
        signer=signer(found),
        new_field_spec=fields.SigFieldSpec(FIELD, invis_sig_settings=UNSEEN, readable_field_name=reason),
    )  # fmt: skip
    return written.getvalue()


# Hidden: a widget that no page shows needs no place in the document's structure (PDF/UA-1, 7.18.4).
UNSEEN = fields.InvisSigSettings(set_hidden_flag=True, set_print_flag=False)


def signer(found):
    key = keys.PrivateKeyInfo.load(
        found.key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    chain = [loaded(each) for each in (found.own, *found.chain)]
    store = SimpleCertificateStore.from_certs(chain)
    return signers.SimpleSigner(signing_cert=chain[0], signing_key=key, cert_registry=store, embed_roots=True)


def loaded(own):
    return x509.Certificate.load(own.public_bytes(DER))


@dataclass(frozen=True)
class Found:
    """A seal as it stands in a file."""

    whole: bool  # it covers the whole file, and nothing has changed
    fingerprint: str
    name: str
    at: datetime | None
    keywords: str


def look(pdf):
    """What a file of ours says of itself; only ever asked of bytes that we have made."""
    return apart(lambda: seen(pdf))


def seen(pdf):
    reader = PdfFileReader(BytesIO(pdf))
    keywords = str(reader.trailer["/Info"]["/Keywords"])
    if not reader.embedded_signatures:
        return Found(False, "", "", None, keywords)
    given = reader.embedded_signatures[0]
    own = given.signer_cert
    status = validate_pdf_signature(given, ValidationContext(trust_roots=[own], allow_fetching=False))
    whole = status.intact and status.valid and status.coverage.name == "ENTIRE_FILE"
    name = own.subject.native.get("common_name", own.subject.human_friendly)
    return Found(whole, own.sha256.hex(), name, given.self_reported_timestamp, keywords)
