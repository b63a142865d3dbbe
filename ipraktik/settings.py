"""One file of settings; every value that differs between installations comes from the environment (docs/operations.md)."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent
VAR = Path(env("IPRAKTIK_VAR", default=str(PACKAGE.parent / "var")))
VAR.mkdir(parents=True, exist_ok=True)


def secret_key():
    """The key of this installation: from the environment, else made once and kept beside the database."""
    path = VAR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.bool("IPRAKTIK_DEBUG", default=False)
DEMO = env.bool("IPRAKTIK_DEMO", default=False)
SECRET_KEY = env("IPRAKTIK_SECRET_KEY", default="") or secret_key()
SITE_URL = env("IPRAKTIK_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("IPRAKTIK_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = SITE_URL.startswith("https://")

PROGRAMME_DIR = Path(env("PROGRAMME_DIR", default=str(PACKAGE / "programmes" / "innovationspraktik")))
PROGRAMME_OVERRIDES = env("PROGRAMME_OVERRIDES", default="")

ROOMS = ["people", "guide", "directory", "agreements", "placements", "preparing", "documents", "calendars", "matching"]
ROOMS += ["photos", "notebook", "reflections", "notices", "replies", "journeys", "office"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    "ipraktik.apps.IpraktikConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ipraktik.kit.privacy.KeepNothingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ipraktik.people.language.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "ipraktik.people.limited.LimitedMiddleware",
    "ipraktik.kit.refusals.NotYetMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "ipraktik.people.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "ipraktik.urls"
WSGI_APPLICATION = "ipraktik.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "kit" / "pages", PACKAGE / "people" / "pages", PACKAGE],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ipraktik.journeys.frame.frame",
            ],
            "libraries": {
                "kit": "ipraktik.kit.tags",
                "documents": "ipraktik.documents.tags",
                "journey": "ipraktik.journeys.tags",
                "matches": "ipraktik.matching.year.tags",
                "rounds": "ipraktik.matching.rounds.tags",
            },
            "builtins": ["ipraktik.kit.tags", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'ipraktik.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # without it, concurrent signing fails: a read lock cannot become a write lock
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "ipraktik.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "ipraktik.notices.codes.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True  # one address each; the new one takes the old one's place when its code is written back
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "add_email": "ipraktik.people.factor_forms.NewEmail",
    "confirm_email_verification_code": "ipraktik.people.factor_forms.NewEmailCode",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # the code before and after too: phones' clocks differ, and typing takes time
MFA_ADAPTER = "ipraktik.people.second_factor.Adapter"
MFA_FORMS = {
    "authenticate": "ipraktik.people.factor_forms.Authenticate",
    "reauthenticate": "ipraktik.people.factor_forms.Reauthenticate",
    "activate_totp": "ipraktik.people.factor_forms.ActivateTOTP",
    "login_webauthn": "ipraktik.people.factor_forms.SignInPasskey",
    "authenticate_webauthn": "ipraktik.people.factor_forms.AuthenticatePasskey",
    "reauthenticate_webauthn": "ipraktik.people.factor_forms.ReauthenticatePasskey",
    "add_webauthn": "ipraktik.people.factor_forms.AddPasskey",
    "edit_webauthn": "ipraktik.people.factor_forms.EditPasskey",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
COORDINATORS_NEED_SECOND_FACTOR = env.bool("IPRAKTIK_COORDINATORS_NEED_SECOND_FACTOR", default=not (DEBUG or DEMO))

LANGUAGE_CODE = env("IPRAKTIK_LANGUAGE", default="da")
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["ipraktik.kit.formats"]
TIME_ZONE = env("TIME_ZONE", default="Europe/Copenhagen")
USE_TZ = True

SEAL_CERTIFICATE = env("IPRAKTIK_SEAL_CERTIFICATE", default="")
SEAL_KEY = env("IPRAKTIK_SEAL_KEY", default="")
SEAL_PASSPHRASE = env("IPRAKTIK_SEAL_PASSPHRASE", default="")
SEAL_FORMER = env.list("IPRAKTIK_SEAL_FORMER", default=[])
SEAL_SERVICE = env("IPRAKTIK_SEAL_SERVICE", default="ipraktik.documents.seal.by_certificate")

FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # for nobody else on the machine
MEDIA_ROOT = VAR / "storage"  # what people send in, as files; no address leads there
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
globals().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25") | {"EMAIL_BACKEND": EMAIL_BACKEND})
if DEMO:
    EMAIL_BACKEND = "ipraktik.demo.mail.FolderBackend"
    EMAIL_FILE_PATH = VAR / "letters"
EMAIL_TIMEOUT = 15
INBOUND_ADDRESS = env("INBOUND_ADDRESS", default="").strip().lower()
INBOUND_IMAP_URL = env("INBOUND_IMAP_URL", default="")
INBOUND_SECRET = env("INBOUND_SECRET", default="")
DEFAULT_FROM_EMAIL = env("IPRAKTIK_FROM", default="")

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS and env.bool("IPRAKTIK_SSL_REDIRECT", default=False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("IPRAKTIK_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all readers share the proxy's address, and its limit of codes a minute
CSRF_FAILURE_VIEW = "ipraktik.kit.refusals.csrf_failed"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # a million Danish letters, as a browser sends them
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "ipraktik.kit.logs.JSONLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("IPRAKTIK_LOG_LEVEL", default="INFO")},
}
