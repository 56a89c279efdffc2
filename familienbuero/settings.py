"""Settings, all from the environment.

What is unset is read from `.laufend/umgebung.env`, which `make run` writes, so that commands find the
running demonstration. A missing or impossible value stops the start with a sentence that names the variable.
"""

from datetime import time, timedelta
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from familienbuero.datenschutz.tresor import schluessel_lesen
from familienbuero.umgebung import adresse, schluesselbytes
from familienbuero.wecker.regeln import Weckzeit

# Generic classes may name their types, as mypy wants them: `ModelForm[Kommune]`.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".laufend" / "umgebung.env")

# --- What differs from installation to installation --------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
# False only where the pages are served on the own machine without TLS (`make run`, tests).
NUR_HTTPS = env.bool("NUR_HTTPS", default=not DEBUG)
# Proxies in front of us whose X-Forwarded-For entry is believed, counted from the right.
VERTRAUTE_PROXYS = env.int("VERTRAUTE_PROXYS", default=0)
DATABASE_URL = adresse(
    "DATABASE_URL",
    env.str("DATABASE_URL"),
    ("postgres", "postgresql"),
    "postgres://name:wort@rechner/datenbank",
)
REDIS_URL = adresse(
    "REDIS_URL", env.str("REDIS_URL"), ("redis", "rediss", "redis+socket"), "redis://rechner:6379/0"
)
# Keys for text about people, "<id>:<base64 of 32 bytes>", comma separated; the first one encrypts.
TEXTSCHLUESSEL = env.list("TEXTSCHLUESSEL")
schluessel_lesen(TEXTSCHLUESSEL)
# Key outside the database that hashes the codes of the letters (base64 of 32 bytes).
CODESCHLUESSEL = env.str("CODESCHLUESSEL")
schluesselbytes("CODESCHLUESSEL", CODESCHLUESSEL)
# Moves the clock of the whole installation to a day ("2018-12-31"), for demonstrations only.
STICHTAG = env.str("STICHTAG", default="")
if STICHTAG and NUR_HTTPS:
    raise ImproperlyConfigured(
        "STICHTAG verstellt die Uhr aller; auf einer echten Installation bleibt es leer."
    )
# How families reach this installation; printed in letters.
OEFFENTLICHE_ADRESSE = env.str("OEFFENTLICHE_ADRESSE", default="http://localhost:8000").rstrip("/")

# --- Rooms, as strings only --------------------------------------------------------------------------

RAEUME = [
    "familienbuero.kalender",
    "familienbuero.wecker",
    "familienbuero.konten",
    "familienbuero.datenschutz",
    "familienbuero.einlesen",
    "familienbuero.stammdaten",
    "familienbuero.schreiben",
    "familienbuero.termine",
    "familienbuero.vermittlung",
    "familienbuero.seiten",
    "netzwerk.partner",
    "netzwerk.angebote",
    "netzwerk.angebotstabellen",
    "willkommensbesuche.besuche",
    "willkommensbesuche.einladungen",
    "willkommensbesuche.meldungen",
    "willkommensbesuche.altbestand",
    "statistik.kennzahlen",
]

INSTALLED_APPS = [
    *RAEUME,
    "demonstration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "familienbuero.konten.nicht_aufbewahren.nicht_aufbewahren",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "familienbuero.konten.absenden.EinmalAbsenden",
]

ROOT_URLCONF = "familienbuero.urls"
WSGI_APPLICATION = "familienbuero.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "familienbuero.seiten.kontext.rahmen",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["kern"]
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_FAIL_SILENTLY = False

# --- Database, queue, files --------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(DATABASE_URL) | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
# Search forgives typing errors down to this likeness; compiling our short queries never pays.
DATABASES["default"]["OPTIONS"] = {
    "options": "-c pg_trgm.word_similarity_threshold=0.45 -c jit=off",
    "connect_timeout": 5,  # then people get a page that says so
} | DATABASES["default"].get("OPTIONS", {})

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers and beat wait for the broker as long as it takes
# The row is the queue: a message carries an id and may be lost or come twice, its result interests nobody.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A task is ended before the broker would hand it out a second time.
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    # A broker that does not answer keeps nobody at the desk waiting for longer than this.
    "socket_connect_timeout": 2,
    "socket_timeout": 3,
}
CELERY_TIMEZONE = "Europe/Berlin"
# Work by the clock: rooms bring it in their tasks with `@geweckt`, beat rings, each planned time counts once.
WECKER = {
    "einladungen.stapel_nachholen": Weckzeit("Liegen gebliebene Briefe aufnehmen", timedelta(seconds=30)),
    "schreiben.nachrichten_nachholen": Weckzeit("Liegen gebliebene E-Mails senden", timedelta(seconds=30)),
    "meldungen.uebernahmen_nachholen": Weckzeit(
        "Liegen gebliebene Meldelisten aufnehmen", timedelta(seconds=30)
    ),
    "altbestand.uebernahmen_nachholen": Weckzeit(
        "Liegen gebliebene Tabellen des Büros aufnehmen", timedelta(seconds=30)
    ),
    "angebotstabellen.uebernahmen_nachholen": Weckzeit(
        "Liegen gebliebene Tabellen von Angeboten aufnehmen", timedelta(seconds=30)
    ),
    "meldungen.verfallene_vernichten": Weckzeit(
        "Nicht übernommene Dateien vernichten", timedelta(minutes=15)
    ),
    "besuche.alte_entwuerfe_vernichten": Weckzeit("Alte Entwürfe von Protokollen vernichten", time(3, 45)),
    "datenschutz.loeschlauf": Weckzeit("Löschen, was seine Frist hinter sich hat", time(4, 15)),
    "angebote.naechste_termine": Weckzeit("Nächste Termine der Angebote nachführen", timedelta(minutes=5)),
    "angebote.termine_fortschreiben": Weckzeit("Termine der Angebote fortschreiben", time(4, 45)),
    "angebote.faellige_kalender_holen": Weckzeit("Kalender der Partner holen", timedelta(minutes=15)),
    "angebote.partner_fragen": Weckzeit("Partner nach ihren Angeboten fragen", time(7, 30)),
    "angebote.anmeldungen_fortschreiben": Weckzeit(
        "Wartelisten nachrücken lassen, an Kurse erinnern", timedelta(minutes=5)
    ),
    "konten.abgelaufenes_loeschen": Weckzeit("Abgelaufene Sitzungen löschen", timedelta(hours=1)),
}
CELERY_BEAT_SCHEDULE = {name: zeit.ruf(name) for name, zeit in WECKER.items()}

# Limits on tries live in the cache, and a flushed Valkey must not reset them: so it is a table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "zwischenspeicher",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Public pages for a minute: a table of its own, so that no crowd of addresses drives limits out.
    "seiten": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "zwischengespeicherte_seiten",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

MEDIA_ROOT = env.path("MEDIA_ROOT", default=BASE_DIR / ".laufend" / "dateien")
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles")
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
    ("schriften", BASE_DIR / "node_modules" / ".schriften"),  # unpacked by the set-up, for PDF files
    ("noto-arabisch", BASE_DIR / "node_modules" / "@fontsource" / "noto-sans-arabic"),
]
STORAGES = {
    # A file takes the place of an older one in one step (datenschutz.dateien).
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": True},
    },
    "staticfiles": {"BACKEND": "familienbuero.statisch.Statisch"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Larger uploads are refused by `einlesen` with a sentence; this is the wall behind it.
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Sign-in -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "konten.Benutzer"
# The address is unique in lower case by a constraint, which the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Argon2id with 19 MiB and two passes: 30 ms instead of Django's 230 ms, as OWASP recommends it.
PASSWORD_HASHERS = ["familienbuero.konten.hasher.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "familienbuero.konten.adapter.Kontoadapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes alone; a second counter would answer first, with another sentence.
# The limit on sign-ins from one address spares the processor: each costs a hash of 30 ms.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": None}
ACCOUNT_FORMS = {
    "login": "familienbuero.konten.anmeldeforms.Anmeldung",
    "reset_password": "familienbuero.konten.anmeldeforms.PasswortVergessen",
    "reset_password_from_key": "familienbuero.konten.anmeldeforms.NeuesPasswort",
    "change_password": "familienbuero.konten.anmeldeforms.PasswortAendern",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Accounts are made by `verwaltung` for addresses of the office: there is nobody to be kept out.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Familienbüro"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "seiten:heute"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AXES_HANDLER = "familienbuero.konten.sperre.Sperre"
AXES_FAILURE_LIMIT = 8  # for one account
SPERRE_ADRESSE = 40  # for one network address, behind which a whole office may sit
AXES_COOLOFF_TIME = 0.25  # hours
# Tries during a lock-out do not prolong it, or a stranger could keep somebody out for good.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# No third protocol beside ledger and read log; names of accounts stay out of the server's log.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "konten/gesperrt.html"
AXES_IPWARE_PROXY_COUNT = VERTRAUTE_PROXYS
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if VERTRAUTE_PROXYS else ["REMOTE_ADDR"]
)
AXES_VERBOSE = False

# Staff sessions end with the day; allauth writes the session only on change.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = NUR_HTTPS
SESSION_COOKIE_NAME = "__Host-sitzung" if NUR_HTTPS else "sitzung"
CSRF_COOKIE_SECURE = NUR_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if NUR_HTTPS else "csrf"
CSRF_FAILURE_VIEW = "familienbuero.seiten.fehlerseiten.csrf_abgelehnt"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What the browser may do -------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's icons are data addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
SECURE_SSL_REDIRECT = NUR_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if NUR_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = NUR_HTTPS
SECURE_HSTS_PRELOAD = NUR_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if VERTRAUTE_PROXYS else None
# Nothing leaves the house; "no-referrer" would make browsers send "Origin: null" and fail the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Language, time, mail, protocol ------------------------------------------------------------------

LANGUAGE_CODE = "de"
# Languages of the public pages (docs/adr/0021-languages.md), in the order of the menu; the office is German.
LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Leichte Sprache"),
    ("en", "English"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("bg", "Български"),
    ("sq", "Shqip"),
    ("fr", "Français"),
    ("fa", "فارسی"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # a server that does not answer holds up no worker
DEFAULT_FROM_EMAIL = env.str("ABSENDER", default="familienbuero@localhost")

# Records carry ids, never names; the text of SQL statements is not logged at all.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "zeile": {
            "()": "familienbuero.protokoll.OhneWerte",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {
        "ohne_verweise": {
            "()": "familienbuero.protokoll.OhneVerweise",
            "vor": [
                "/termin/q/",
                "/willkommensbesuche/kalender/",
                "/angebote/pflegen/",
                "/angebote/anmeldung/",
            ],
        },
        "ohne_fehlertexte": {"()": "familienbuero.protokoll.OhneFehlertexte"},
    },
    "handlers": {
        "konsole": {
            "class": "logging.StreamHandler",
            "formatter": "zeile",
            "filters": ["ohne_fehlertexte", "ohne_verweise"],
        }
    },
    "root": {"handlers": ["konsole"], "level": "INFO"},
    # Without handlers of its own: Django's would mail errors to ADMINS with all that was typed.
    "loggers": {"django": {"handlers": [], "level": "INFO"}}
    | {
        name: {"level": "WARNING"}
        for name in (
            "axes",
            "django.db.backends",
            "fontTools",
            "pikepdf",
            "weasyprint",
            "weasyprint.progress",
        )
    },
}
