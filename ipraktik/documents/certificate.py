"""The installation's certificate: read from its files; in a demo, made by the demo itself."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils import timezone

DEMO_NAME = "Ipraktik demo certificate (proves nothing)"
DEMO_YEARS = 10
PEM = serialization.Encoding.PEM


class Unusable(Exception):
    """The certificate or its key cannot be used; the words say why, to whoever runs the installation."""


@dataclass(frozen=True)
class Certificate:
    own: x509.Certificate
    chain: tuple
    key: object

    @property
    def name(self):
        found = self.own.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return found[0].value if found else self.own.subject.rfc4514_string()

    @property
    def fingerprint(self):
        return fingerprint(self.own)

    @property
    def days_left(self):
        return (self.own.not_valid_after_utc - timezone.now()).days


def fingerprint(certificate):
    return certificate.fingerprint(hashes.SHA256()).hex()


def current():
    """The certificate to seal with now, or None where there is none. Raises Unusable."""
    if settings.SEAL_CERTIFICATE:
        key = settings.SEAL_KEY or settings.SEAL_CERTIFICATE
        return usable(read(settings.SEAL_CERTIFICATE, key, settings.SEAL_PASSPHRASE))
    return usable(read(*[demo_file()] * 2, "")) if settings.DEMO else None


def is_demo():
    return settings.DEMO and not settings.SEAL_CERTIFICATE


def usable(found):
    if found.own.not_valid_before_utc > timezone.now():
        raise Unusable("The certificate in IPRAKTIK_SEAL_CERTIFICATE is not valid yet.")
    if found.own.not_valid_after_utc < timezone.now():
        raise Unusable("The certificate in IPRAKTIK_SEAL_CERTIFICATE has expired. Get a new one.")
    return found


def read(certificate, key, passphrase):
    """From PEM files, or from one PKCS#12 file; read anew when a file has changed."""
    try:
        return kept(*(entry for path in (certificate, key) for entry in (Path(path), stamp(path))), passphrase)
    except OSError as trouble:
        raise Unusable(f"{trouble.filename}: {trouble.strerror}.") from trouble
    except (ValueError, TypeError) as trouble:
        raise Unusable(
            f"{certificate} or its key cannot be read. Is it PEM or PKCS#12, and the passphrase right?"
        ) from trouble


def stamp(path):
    return Path(path).stat().st_mtime_ns


@lru_cache(maxsize=4)
def kept(certificate, _certificate_stamp, key, _key_stamp, passphrase):
    content, word = certificate.read_bytes(), passphrase.encode() or None
    if b"-----BEGIN" not in content:
        private, own, more = pkcs12.load_key_and_certificates(content, word)
        return together(own, more, private)
    own, *more = x509.load_pem_x509_certificates(content)
    return together(own, more, serialization.load_pem_private_key(key.read_bytes(), word))


def together(own, chain, key):
    if own is None or key is None or own.public_key() != key.public_key():
        raise ValueError("the key is not the certificate's")
    return Certificate(own, tuple(chain), key)


def known_fingerprints():
    """Of the certificates that are, or have been, this installation's."""
    now = current_or_expired()
    former = [each for path in settings.SEAL_FORMER for each in certificates_in(path)]
    return {fingerprint(each) for each in [*([now.own] if now else []), *former]}


def current_or_expired():
    """What was sealed before the certificate expired is still ours."""
    if settings.SEAL_CERTIFICATE:
        key = settings.SEAL_KEY or settings.SEAL_CERTIFICATE
        return read(settings.SEAL_CERTIFICATE, key, settings.SEAL_PASSPHRASE)
    return read(*[demo_file()] * 2, "") if settings.DEMO else None


def certificates_in(path):
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except OSError as trouble:
        raise Unusable(f"{trouble.filename}: {trouble.strerror}.") from trouble
    except ValueError as trouble:
        raise Unusable(f"{path} is no certificate in PEM.") from trouble


# the demo's own


def demo_file():
    """Made at first need; of two who make it at once, the first one's counts."""
    target = settings.VAR / "demo-seal.pem"
    if not target.exists():
        draft = target.with_name(f"{target.name}.{secrets.token_hex(8)}")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        draft.write_bytes(self_signed(DEMO_NAME))
        with suppress(FileExistsError):
            os.link(draft, target)
        draft.unlink()
    return target


def self_signed(name, begins=None, days=365 * DEMO_YEARS, passphrase=None):
    """Key and certificate in one PEM."""
    key, who = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    begins = begins or timezone.now() - timedelta(minutes=5)
    made = x509.CertificateBuilder(
        who, who, key.public_key(), x509.random_serial_number(), begins, begins + timedelta(days)
    )
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    usage = dict.fromkeys(KEY_USAGES, False) | {"digital_signature": True, "content_commitment": True}
    made = made.add_extension(x509.KeyUsage(**usage), critical=True).sign(key, hashes.SHA256())
    hidden = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, hidden) + made.public_bytes(PEM)


KEY_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
