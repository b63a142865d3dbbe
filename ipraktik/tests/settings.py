"""The settings, as tests need them: whatever the developer's environment says, and faster where it proves the same."""

import os

for name in [name for name in os.environ if name.startswith(("IPRAKTIK_", "EMAIL_", "INBOUND_", "PROGRAMME_"))]:
    del os.environ[name]
POSTGRES = os.environ.get("DATABASE") == "postgres"
if POSTGRES:
    os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
else:
    os.environ.pop("DATABASE_URL", None)

from ipraktik.settings import *  # noqa: E402, F403
from ipraktik.settings import DATABASES, STORAGES, VAR  # noqa: E402

# Each run has its own databases, so that two may go on at once. The workers of a run inherit its number.
RUN = os.environ.setdefault("TEST_RUN", str(os.getpid()))
RUNS = VAR / "test"
VAR = RUNS / RUN
VAR.mkdir(parents=True, exist_ok=True)
if POSTGRES:
    DATABASES["default"]["TEST"] = {"NAME": f"test_ipraktik_{RUN}"}
    # What a test has committed need not survive that the server itself falls.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
else:
    # A file, since several at once in shared memory meet “table is locked” where a real database waits.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "database.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = VAR / "static"
# A worker of a run that is days ahead sweeps away files that no row of its database names: those of the others.
MEDIA_ROOT = VAR / "storage" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
COORDINATORS_NEED_SECOND_FACTOR = False  # the tests of it turn it on
