"""The entry point of a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")

application = get_wsgi_application()

# What is loaded by now lives as long as the process. Kept out of the collector's sight, and with rarer
# collections, a page that reads thousands of figures is not held up by walks over all modules.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
