"""A small invented register for the demonstration: nobody in it exists, and every weapon of it is stamped synthetic."""

import tempfile
from pathlib import Path

from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for

from ..generating import generate
from ..models import Run
from .loading import load

PLACE = "J-BEG"
SIZE = 600
SEED = 2020
NAME = "invented-register.csv"


def load_invented_register(jurisdiction: str = PLACE, size: int = SIZE) -> int:
    """Load it unless it is there; returns how many weapons came."""
    with acting_for(jurisdiction):
        if Run.objects.filter(jurisdiction=jurisdiction, file_name=NAME, state=Run.State.DONE).exists():
            return 0
    post = Post("contributor", f"{jurisdiction}/police", "police", jurisdiction)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        generate(file, jurisdiction=jurisdiction, size=size, seed=SEED)
        by = Person("demo", "Demonstration", frozenset({post}))
        return load(file, jurisdiction=jurisdiction, by=by).loaded
