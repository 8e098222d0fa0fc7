"""Settings, read from the environment (and from `.env`, which `make setup` writes). Safe unless told otherwise."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
import sentry_sdk
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_guid.integrations import CeleryIntegration
from kombu import Exchange, Queue

from leidenmo import jobs, logs
from leidenmo.secret_settings import weak_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything this installation makes itself; ignored by git

env = environ.Env()
env.read_env(BASE_DIR / ".env")  # never overrides what the environment says

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list(
    "SECRET_KEY_FALLBACKS", default=[]
)  # those before it: they still open, and sign no more
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
MUNICIPALITY = env.str("MUNICIPALITY", default="Leiden")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")  # for questions about the pages; empty: the municipality's own
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")  # address or page to report a vulnerability; else the above
THEME_CSS = env.str("THEME_CSS", default="")  # a municipality's theme: see leidenmo/theme.py

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_guid",
    "django_htmx",
    "django_tables2",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "post_office",
    "leidenmo.accounts",
    "programmes",
    "indicators",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with noise, so that a length tells nothing (BREACH)
    "csp.middleware.CSPMiddleware",
    "leidenmo.middleware.PublicAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "leidenmo.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "leidenmo.accounts.idle.EndIdleSessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leidenmo.accounts.second_factor.SecondFactorRequired",
]

ROOT_URLCONF = "leidenmo.urls"
WSGI_APPLICATION = "leidenmo.wsgi.application"

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
                "indicators.context_processors.municipality",
                "leidenmo.theme.on_every_page",
                "leidenmo.accounts.session_time.session_left",
            ],
        },
    }
]

# --- Database: SQLite in a file, or whatever DATABASE_URL names

DATABASE: dict[str, Any] = env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'leidenmo.sqlite3'}")
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # A web process and a worker write to one file: readers go on during a write (WAL), a writer
    # takes its lock when it starts (IMMEDIATE, so it never finds out half-way), others wait for it.
    DATABASE["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # A page shows all it reads, and a cursor would not outlive its transaction behind PgBouncer.
    DATABASE["DISABLE_SERVER_SIDE_CURSORS"] = True
DATABASE["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)  # seconds; 0 where a pooler keeps them
DATABASES = {"default": DATABASE}
if env.str("DATABASE_REPLICA_URL", default=""):
    DATABASES["replica"] = {**DATABASE, **env.db("DATABASE_REPLICA_URL"), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["leidenmo.replica.Router"]
    MIDDLEWARE.insert(MIDDLEWARE.index("leidenmo.middleware.PublicAnswers") + 1, "leidenmo.replica.ReadFromReplica")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Jobs: files in a folder, or whatever CELERY_BROKER_URL names

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost/")
if CELERY_BROKER_URL.startswith("filesystem:"):
    BROKER_DIR = env.path("BROKER_DIR", default=str(VAR_DIR / "broker"))
    for folder in ("queue", "control"):
        Path(BROKER_DIR(folder)).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": BROKER_DIR("queue"),
        "data_folder_out": BROKER_DIR("queue"),
        "control_folder": BROKER_DIR("control"),
        "polling_interval": 0.2,  # seconds
    }
else:
    # A broker that is down must cost the one who saves no more than a second.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "max_retries": 1,  # of the one who publishes; a worker has a loop of its own
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False  # the sweep heals what could not be queued
CELERY_TASK_ACKS_LATE = True  # a job whose worker was killed is done again, where the broker can
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in jobs.QUEUES]
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_EXCHANGE = CELERY_TASK_DEFAULT_ROUTING_KEY = jobs.QUEUES[0]
CELERY_TASK_ROUTES = jobs.ROUTES
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = jobs.SCHEDULE

# --- People: they log in with their address, and nobody signs up

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "leidenmo.accounts.passwords.WordsOfHereValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "inloggen"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "dashboard"
PASSWORD_RESET_TIMEOUT = 3 * 86_400  # seconds; also of an invitation, which may arrive on a Friday
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_IDLE_AGE = env.int("SESSION_IDLE_MINUTES", default=60) * 60  # seconds without a page: see accounts/idle.py

ACCOUNT_ADAPTER = "leidenmo.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "leidenmo.accounts.forms.LoginForm",
    "reset_password": "leidenmo.accounts.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the beheerder or the organisation vouches for an address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger cannot make us write to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_HOURS; nobody is asked
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]  # no code by mail: who reads the mail is not yet who logged in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds after which a change of how one logs in asks for the password again

# Of these groups, and of a superuser; empty: of nobody.
SECOND_FACTOR_GROUPS = env.list("SECOND_FACTOR_GROUPS", default=["controller", "beheerder"])
MFA_ADAPTER = "leidenmo.accounts.second_factor.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "leidenmo.accounts.passkeys.AddPasskey",
    "authenticate_webauthn": "leidenmo.accounts.passkeys.AuthenticateByPasskey",
    "login_webauthn": "leidenmo.accounts.passkeys.LogInByPasskey",
    "reauthenticate_webauthn": "leidenmo.accounts.passkeys.ConfirmByPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey is a factor of two: the device, and a pin or a finger
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = f"Doelen en cijfers {MUNICIPALITY}"

# Logging in through the organisation: who is in which group is the provider's to say, in the claim named here.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_NAME = env.str("OIDC_NAME", default="uw organisatie")
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
OIDC_GROUP_MAP = env.dict("OIDC_GROUP_MAP", default={})  # theirs=ours,theirs=ours
# What in the provider's amr or acr counts as a second factor, such as mfa; by default nothing does.
OIDC_TRUSTED_AMR = env.list("OIDC_TRUSTED_AMR", default=[])
OIDC_TRUSTED_ACR = env.list("OIDC_TRUSTED_ACR", default=[])
OIDC_APP = {"provider_id": "organisatie", "name": OIDC_NAME, "settings": {"server_url": OIDC_ISSUER}}
OIDC_APP |= {"client_id": env.str("OIDC_CLIENT_ID", default=""), "secret": env.str("OIDC_CLIENT_SECRET", default="")}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC_APP] if OIDC_ISSUER else []}}
SOCIALACCOUNT_ADAPTER = "leidenmo.accounts.organisation.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone proves nothing
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

# Behind a proxy the last address it adds is the visitor's; the ones before it are what the visitor says.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0

# --- Cache: counts who tries too often, so all processes share it; the database, or whatever CACHE_URL names

CACHE: dict[str, Any] = env.cache("CACHE_URL", default="dbcache://cache")
if CACHE["BACKEND"].endswith("DatabaseCache"):
    CACHE["OPTIONS"] = {"MAX_ENTRIES": 100_000}  # of 300 and more, Django would drop counts that still count
# What the API counts and remembers stands apart: strangers who read it push out no failed login.
CACHES = {"default": CACHE, "api": {**CACHE, "KEY_PREFIX": "api"}}
if CACHE["BACKEND"].endswith("DatabaseCache"):
    CACHES["api"]["LOCATION"] = "cache_api"

# Pages as they are until something changes (indicators/views/kept.py); each process keeps its own, a hundred at most.
PAGES_KEPT = env.int("PAGES_KEPT", default=100)
CACHES["pages"] = {
    "BACKEND": f"django.core.cache.backends.{'locmem.LocMemCache' if PAGES_KEPT else 'dummy.DummyCache'}",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": PAGES_KEPT},
}

# --- Mail: queued in the database, then sent by whatever EMAIL_URL names; without it, files in a folder

MAIL: dict[str, Any] = env.email("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
EMAIL_FILE_PATH = MAIL["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"] or "localhost", MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"] or "", MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
EMAIL_BACKEND = "leidenmo.accounts.mail.QueueBackend"
EMAIL_TIMEOUT = 10  # seconds
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.str('PORT', default='8000')}")  # where mail leads
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="leidenmo@localhost")
POST_OFFICE = {
    "BACKENDS": {"default": MAIL["EMAIL_BACKEND"]},
    # A mail server may be away for days: every minute again, a month long.
    "MAX_RETRIES": 30 * 24 * 60,
    "RETRY_INTERVAL": timedelta(minutes=1),
    "LOG_LEVEL": 0,  # no row for every attempt; the log says it
}
# Attachments of mail that waits, files of publications, PDFs that were asked for; the web server shows none by itself.
MEDIA_ROOT = env.str("FILES_DIR", default=str(VAR_DIR / "media"))

# --- Open data: who publishes it (best by its address in TOOI, https://identifier.overheid.nl/tooi/id/…), whom to ask

PUBLISHER_URI = env.str("PUBLISHER_URI", default=f"{SITE_URL}/#gemeente")
DATA_LICENCE = env.str("DATA_LICENCE", default="https://creativecommons.org/publicdomain/zero/1.0/deed.nl")

# Of fewer respondents than this a figure of a survey is kept from readers, on pages and in every file; 0: of none.
MINIMUM_RESPONDENTEN = env.int("MINIMUM_RESPONDENTEN", default=10)

# --- History: who changed what, when and why

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# The targets of a beleidsterrein: seven fields a cell, four years, up to 175 indicators; Django would stop at 35.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- The API and what others show of ours

REST_FRAMEWORK = {"URL_FORMAT_OVERRIDE": None}  # the Accept header chooses the form, no parameter
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)  # of one address; 0: no end to it
EMBED_ORIGINS = env.list("EMBED_ORIGINS", default=["*"])  # which websites may show an indicator in a frame

# --- Language and numbers: Dutch

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Files that the browser fetches

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Security

HTTPS = env.bool("HTTPS", default=True)  # only `make run` on one's own machine turns it off
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from beside it, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SESSION_COOKIE_SECURE = HTTPS
# By this beginning a browser knows that no other host set it, and that it came over HTTPS.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "leidenmo.messages.MessageStorage"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        **({"font-src": [SELF]} if THEME_CSS else {}),  # a municipality may have a letter of its own
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

FORM_RENDERER = "leidenmo.theme.FormRenderer"

# --- What is written down of what happens

# Each request has an id: in the answer (X-Request-ID), in every line, and in the lines of the jobs that it queued.
DJANGO_GUID = {
    "GUID_HEADER_NAME": "X-Request-ID",
    "EXPOSE_HEADER": False,
    "INTEGRATIONS": [CeleryIntegration(use_django_logging=True)],
}
LOGGING = logs.configuration(env.str("LOG_FORMAT", default="line"), env.str("LOG_LEVEL", default="INFO"))
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # whoever knows it may read /health/metrics; empty: nobody

# Who serves others starts with secrets that are secrets, or not at all.
if HTTPS:
    SECRETS = {"SECRET_KEY": SECRET_KEY}
    SECRETS |= {"METRICS_TOKEN": METRICS_TOKEN} if METRICS_TOKEN else {}
    SECRETS |= {"OIDC_CLIENT_SECRET": OIDC_APP["secret"]} if OIDC_ISSUER else {}
    WEAK = [*(["DEBUG staat aan"] if DEBUG else []), *weak_secrets(SECRETS, DATABASE)]
    if WEAK:
        raise ImproperlyConfigured("Niet gestart (HTTPS=on): " + "; ".join(WEAK))

if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    sentry_sdk.init(SENTRY_DSN, send_default_pii=False, max_request_body_size="never", include_local_variables=False)
