"""The command line: ``opensalw NOUN VERB``, one file per noun. Importing it makes Django ready."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")
try:
    django.setup()
except (ImproperlyConfigured, ValueError) as error:
    print(f"opensalw: {error}", file=sys.stderr)
    raise SystemExit(3) from error
