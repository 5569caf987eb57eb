"""Settings of Suport. What differs between installations comes from the environment; product choices are data."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from kombu.utils.url import safequote

from helpdesk.environment import anymail_settings, data_dir, env, host_of, imap_credentials, is_loopback, mail_door, secret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_dir(BASE_DIR)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret("SECRET_KEY", DATA_DIR)
# Signs addresses and Message-IDs. Its own key, so that changing SECRET_KEY breaks no mail thread. Old ones still verify.
MAIL_KEY = secret("MAIL_KEY", DATA_DIR)
MAIL_KEY_FALLBACKS: list[str] = env.list("MAIL_KEY_FALLBACKS", default=[])

BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
SITE_HOST = host_of(BASE_URL)
IS_HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if is_loopback(SITE_HOST) else [SITE_HOST]

INSTALLED_APPS = [
    "accounts",
    "queues",
    "notifications",
    "statuspage",
    "tickets",
    "helpdesk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "helpdesk.middleware.TrustHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "helpdesk.middleware.ReaderLanguage",
    "helpdesk.middleware.ReaderTimeZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "helpdesk.middleware.SecondFactorForAgents",
    "helpdesk.middleware.ForgetsFormsThatWereTaken",
    "helpdesk.bodies.BoundedBodies",
]

ROOT_URLCONF = "helpdesk.urls"
WSGI_APPLICATION = "helpdesk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "helpdesk.renderer.FormRenderer"
CSRF_FAILURE_VIEW = "helpdesk.again.csrf_failure"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpdesk.context.installation",
                "helpdesk.context.desk_rail",
                "helpdesk.context.portal",
            ],
        },
    }
]

# Database: SQLite in the data folder unless DATABASE_URL says otherwise.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{safequote(str(DATA_DIR / 'suport.sqlite3')).replace('%2F', '/')}")
}
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# On SQLite too: a new connection reads the schema again, which takes longer than most requests ask for in all.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)

# Cache and broker: Redis when REDIS_URL is given; else the database and the data folder.
REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entry"}
}

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# allauth asks for a password at sign-in only when its sign-up form, which is closed here, would.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
# Codes for one address: enough for a person who mistypes, too few to fill a mailbox. The rest is allauth's own.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,5/10m/key", "reset_password": "20/m/ip,5/10m/key"}
# A mail takes its time, and so do people.
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.sign_in.AddEmailForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.sign_in.ConfirmEmailVerificationCodeForm",
    "confirm_login_code": "accounts.forms.sign_in.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "accounts.forms.sign_in.ConfirmPasswordResetCodeForm",
    "login": "accounts.forms.sign_in.LoginForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "reset_password": "accounts.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordKeyForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.forms.sign_in.ActivateTOTPForm",
    "add_webauthn": "accounts.forms.sign_in.AddWebAuthnForm",
    "authenticate": "accounts.forms.sign_in.AuthenticateForm",
    "edit_webauthn": "accounts.forms.sign_in.EditWebAuthnForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateBySecondFactorForm",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Suport"
# Browsers refuse passkeys outside a secure context; localhost is the one exception, and fido2 has to be told.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_HOST == "localhost"

# Sessions and cookies follow the scheme of BASE_URL.
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "suport-session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "suport-csrf"
LANGUAGE_COOKIE_NAME = "suport-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = IS_HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many trusted proxies append to X-Forwarded-For; 0 believes the connection alone.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Languages: source texts are English; a language is offered when its catalogue is complete.
LANGUAGE_CODE = "en"
LANGUAGES = [("ca", _("Catalan")), ("es", _("Spanish")), ("pt", _("Portuguese")), ("en", _("English"))]
if env.bool("PSEUDO_LOCALE", default=DEBUG):
    # Right-to-left, made from the English texts by bin/setup: shows what a layout forgot.
    LANGUAGES.append(("ar-xb", _("Mirrored")))
    LANG_INFO["ar-xb"] = {"bidi": True, "code": "ar-xb", "name": "Mirrored", "name_local": "Mirrored"}
LANGUAGES_BIDI = ["ar", "ar-xb", "fa", "he", "ur"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "helpdesk.formats"
TIME_ZONE = "UTC"

# Files
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "blobs": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "blobs", "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Mail: everything goes through the outbox; EMAIL_URL names the relay that the workers use.
EMAIL_BACKEND = "notifications.backend.OutboxBackend"
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="example.org" if is_loopback(SITE_HOST) else SITE_HOST)
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"suport@{MAIL_DOMAIN}")
# What is more within an hour is kept in the log, or waits.
MAIL_PER_SENDER = env.int("MAIL_PER_SENDER", default=60)
MAIL_PER_TICKET = env.int("MAIL_PER_TICKET", default=100)
MAIL_PER_MAILBOX = env.int("MAIL_PER_MAILBOX", default=500)
MAIL_LISTEN = env.str("MAIL_LISTEN", default="127.0.0.1:8025")
MAIL_DOOR = mail_door()
VIRUS_SCANNER: str = env.str("VIRUS_SCANNER", default="")
IMAP_CREDENTIALS, ANYMAIL = imap_credentials(), anymail_settings()

# Tasks are nudges: what is to be done is in rows, so a task may be lost, and a dead broker may never stop a person's action.
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "foundation.filesystem_broker:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"socket_connect_timeout": 2, "socket_timeout": 2, "max_retries": 0, "visibility_timeout": 600}
    if REDIS_URL
    else {"folder": str(DATA_DIR / "broker"), "polling_interval": 0.2}
)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "helpdesk.loglines.Lines", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "aiosmtpd": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},
        # The clock ticks every few seconds: only what goes wrong is worth a line.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
