"""Who acts in the tests: posts, no persons."""

from opensalw.core.permissions import Person, Post

SEATS = {"J-BEG": "beg", "J-POD": "pod", "J-PRN": "prn", "J-SAR": "sar", "J-SKP": "skp", "J-TIR": "tir"}


def post(role: str, jurisdiction: str, institution_type: str = "commission") -> Post:
    """A post at the usual institution of a jurisdiction."""
    return Post(role, f"{jurisdiction}/{institution_type}", institution_type, jurisdiction)


def person(id: str, role: str, jurisdiction: str, institution_type: str = "commission") -> Person:
    """Somebody who holds one post."""
    return Person(id=id, shown_as=id, posts=frozenset({post(role, jurisdiction, institution_type)}))


def officer(jurisdiction: str) -> Person:
    """The officer of a seat's Commission."""
    return person(f"officer-{SEATS[jurisdiction]}", "officer", jurisdiction)


def chair(jurisdiction: str) -> Person:
    """The chair of a seat's Commission."""
    return person(f"chair-{SEATS[jurisdiction]}", "chair", jurisdiction)


SECRETARIAT = person("secretariat-1", "secretariat", "J-REG", "secretariat")
REVIEWER = person("secretariat-2", "secretariat", "J-REG", "secretariat")
DONOR = person("donor-1", "donor", "J-REG", "donor")
CONTRIBUTOR = person("police-beg", "contributor", "J-BEG", "police")
SECOND = person("officer-beg-2", "officer", "J-BEG")
