"""All settings, in one file. A wrong environment variable is named with its mend.

The variables are listed in ``VARIABLES``; the manual's page of settings is made from it.
"""

import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from opensalw.core import database

VARIABLES = {
    "DATABASE_URL": "Address of a PostgreSQL >= 15 for the role opensalw_app; unset: the embedded server.",
    "DATABASE_OWNER_URL": "The same database for the role opensalw_owner, which migrates.",
    "OPENSALW_DATA": "Folder of the embedded database, keys, evidence files and built reports.",
    "OPENSALW_DATABASE": "Name of the database on the embedded server (opensalw).",
    "OPENSALW_SECRET_KEY": "Secret of at least 40 characters for sessions; unset: made and kept in the data folder.",
    "OPENSALW_HOSTS": "Host names the server answers to, with commas (localhost,127.0.0.1).",
    "OPENSALW_DEBUG": "yes shows error pages with details; never in production (no).",
    "OPENSALW_HTTPS": "yes when people reach the server by https through a proxy that sets X-Forwarded-Proto: cookies "
    "become secure and HSTS is sent (no).",
    "OPENSALW_MAIL_URL": "smtp://user:password@host:port of the mail server; unset: mail is printed on the console.",
    "OPENSALW_MAIL_FROM": "Sender of mail (opensalw@localhost).",
    "OPENSALW_SMALL_COUNTS": "Below which a count of persons in a split is withheld in public; by dimension if wanted: "
    "3,age_band=5 (3).",
    "OPENSALW_NODE": "What this node is: regional, national or both (both).",
}


def read(name: str, default: str = "") -> str:
    """The environment variable ``name``, which must be listed in VARIABLES."""
    if name not in VARIABLES:
        raise ImproperlyConfigured(f"{name} is not a declared setting.")
    return os.environ.get(name, default).strip()


def read_yes(name: str) -> bool:
    """A yes-or-no variable; anything but yes, no or nothing is refused."""
    text = read(name, "no").lower()
    if text not in ("yes", "no", ""):
        raise ImproperlyConfigured(f"{name} is {text!r}; write yes or no. {VARIABLES[name]}")
    return text == "yes"


for unknown in sorted(name for name in os.environ if name.startswith("OPENSALW_") and name not in VARIABLES):
    if unknown != "OPENSALW_SHARED":
        known = ", ".join(name for name in VARIABLES if name.startswith("OPENSALW_"))
        raise ImproperlyConfigured(f"{unknown} is not a setting of OpenSALW. Unset it, or use one of: {known}.")


def read_counts(name: str) -> dict[str, int]:
    """Thresholds by dimension; the one without a name is for all others."""
    found = {"": 3}
    for word in filter(None, (one.strip() for one in read(name).split(","))):
        dimension, _equals, number = word.rpartition("=")
        if not number.isascii() or not number.isdigit():
            raise ImproperlyConfigured(f"{name} holds {word!r}, which is no number. {VARIABLES[name]}")
        found[dimension.strip()] = int(number)
    return found


PACKAGE = Path(__file__).resolve().parent.parent
DATA = database.data_folder()
KEYS = DATA / "keys"
FILES = DATA / "files"
INCOMING = DATA / "incoming"
REPORTS = DATA / "reports"
SMALL_COUNTS = read_counts("OPENSALW_SMALL_COUNTS")


def secret_key() -> str:
    """The secret of this installation: given, or made once and kept readable by its owner only."""
    if given := read("OPENSALW_SECRET_KEY"):
        if len(given) < 40:
            raise ImproperlyConfigured("OPENSALW_SECRET_KEY is shorter than 40 characters; unset it to have one made.")
        return given
    path = KEYS / "secret.key"
    if not path.exists():
        KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48))
        if path.exists():
            partial.unlink()
        else:
            partial.rename(path)
    return path.read_text().strip()


def mail_settings() -> dict:
    """Django's mail settings from OPENSALW_MAIL_URL."""
    url = read("OPENSALW_MAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("OPENSALW_MAIL_URL must look like smtp://user:password@host:587 (smtps for TLS).")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": parts.username or "",
        "EMAIL_HOST_PASSWORD": parts.password or "",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


NODE = read("OPENSALW_NODE", "both")
if NODE not in ("regional", "national", "both"):
    raise ImproperlyConfigured(f"OPENSALW_NODE is {NODE!r}; write regional, national or both.")

SECRET_KEY = secret_key()
DEBUG = read_yes("OPENSALW_DEBUG")
HTTPS = read_yes("OPENSALW_HTTPS")
ALLOWED_HOSTS = [host for host in read("OPENSALW_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

DATABASES = {
    "default": database.django_settings(database.APP),
    "owner": database.django_settings(database.OWNER),
}

INSTALLED_APPS = [
    "opensalw.web",
    "opensalw.api",
    "opensalw.documents",
    "opensalw.returns",
    "opensalw.coordination",
    "opensalw.roadmap",
    "opensalw.legislation",
    "opensalw.tracing",
    "opensalw.stockpiles",
    "opensalw.incidents",
    "opensalw.registers",
    "opensalw.ledger",
    "opensalw.core",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "opensalw.web.uploads.UploadLimit",
    "opensalw.web.transactions.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opensalw.web.transactions.ActingFor",
    "opensalw.web.footnotes.OwedFootnotes",
]

ROOT_URLCONF = "opensalw.config.urls"
WSGI_APPLICATION = "opensalw.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opensalw.web.surroundings.surroundings",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "opensalw.web.accounts.InvitedOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenSALW"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

FILE_UPLOAD_HANDLERS = [
    "opensalw.web.uploads.KnownEndings",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT = 20 * 1024 * 1024
REGISTER_UPLOAD_LIMIT = 400 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

for setting, value in mail_settings().items():
    globals()[setting] = value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("OPENSALW_MAIL_FROM", "opensalw@localhost")
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise ImproperlyConfigured(f"OPENSALW_MAIL_FROM is {DEFAULT_FROM_EMAIL!r}; write an e-mail address.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
