"""What a mapping file declares. Pure."""

from pydantic import Field

from opensalw.roadmap.framework.spec import Declared

CODE = r"^\S(.{0,228}\S)?$"


class Element(Declared):
    """One of their data elements and the line that it is, with what is fixed of the split."""

    code: str = Field(pattern=CODE, description="Id or code of the data element.")
    line: str = Field(description="Our line, such as destroyed.firearm.")
    dimensions: dict[str, str] = Field(default={}, description="What of the split the element itself says.")


class Category(Declared):
    """One of their categories and the dimension that it is; ADX writes it as an attribute."""

    code: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,59}$", description="Code of the category: an XML name.")
    dimension: str = Field(description="Our dimension.")
    options: dict[str, str] = Field(default={}, description="Their option: our member. Ours count where none is named.")


class MappingSpec(Declared):
    """A whole mapping as its file declares it."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$", description="Its name: small letters, digits, hyphens.")
    title: str = Field(min_length=1, max_length=160, description="Whose system it is, in words.")
    framework: str = Field(description="Key of the framework whose lines are named.")
    jurisdiction: str = Field(default="", description="Whose system it is; blank is any, loaded by the secretariat.")
    data_sets: tuple[str, ...] = Field(default=(), description="Their data sets; the first is written. None takes any.")
    org_units: dict[str, str] = Field(description="Their organisation unit: our jurisdiction.")
    elements: tuple[Element, ...] = Field(min_length=1, description="Their data elements, see below.")
    option_combos: dict[str, dict[str, str]] = Field(default={}, description="Their category option combo: our split.")
    attribute_option_combos: dict[str, dict[str, str]] = Field(
        default={}, description="Their attribute option combo: what it says of the split."
    )
    default_option_combos: tuple[str, ...] = Field(
        default=("HllvX50cXC0", "default"), min_length=1, description="What they call no split; the first is written."
    )
    split_in_combos: bool = Field(default=False, description="Their combos are spelled as our splits.")
    categories: tuple[Category, ...] = Field(default=(), description="Their categories, for ADX, see below.")
    comments: dict[str, str] = Field(default={}, description="A comment that stands for one of our missing reasons.")
