"""The page of jurisdictions: ids, seats, names per audience and codes in the lists of others."""

from opensalw.core.designations import audiences, footnote, label
from opensalw.core.jurisdictions import code_lists, codes, declared
from opensalw.core.name_sets import name_set

from .markdown import code, page, said, table


def jurisdictions_page() -> str:
    """Ids, seats, names and codes, in the order by seat."""
    lists = code_lists()
    return page(
        "Jurisdictions and codes",
        "The jurisdictions in their order by seat, with our own ids and their codes in the lists of others.",
        "",
        "An id tells nothing and nothing is derived from it. Where a list has no code, the field stays empty.",
        *table(
            ("Id", "Seat", "Name where a text needs it", *(code(name) for name in lists)),
            (
                (
                    code(one.id), said(one.seat), said(label(one.id, form="name")),
                    *(code(codes(one.id, name) or "") for name in lists),
                )
                for one in declared()
            ),
        ),
        *table(("List", "Title"), ((code(name), said(title)) for name, title in lists.items())),
        "## Designations",
        "",
        "A page or document is made for an audience. The seat is shown; where a name is needed it carries its\n"
        "asterisk, and the page carries the footnote of the audience.",
        *table(
            ("Audience", "Asterisk", "Footnote"),
            ((code(key), said(name_set(key).asterisk), said(footnote(key).text)) for key in audiences()),
        ),
    )  # fmt: skip
