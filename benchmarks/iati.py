"""How long a thousand activities take: written as IATI 2.03, and validated by the official schema.

Run: ``python -m benchmarks.iati``; the projects are made up and live in a database of its own.
"""

from . import ground

# isort: split
import time
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from opensalw.coordination.models import Money, Organisation, Project, ProjectResult
from opensalw.coordination.queries.projects import projects
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.iati.schema_check import parsed, wrongs
from opensalw.returns.iati.writing import write

COUNT, RUNS = 1000, 3
BEGIN = date(2020, 1, 1)


def fill() -> None:
    """A thousand projects, each with a budget, two gifts and a result."""
    one = Organisation.objects.create(key="one", name="One", kind="un", iati_identifier="XM-DAC-1")
    giver = Organisation.objects.create(key="giver", name="Giver", kind="government", iati_identifier="XM-DAC-2")
    made = [
        Project(
            id=uuid4(), key=f"p-{at}", title=f"Project {at}", organisation=one, stage="ongoing", is_public=True,
            starts_on=BEGIN, ends_on=BEGIN + timedelta(days=700), jurisdictions=["J-BEG"], goals=[1 + at % 7],
            touched_by="bench",
        )
        for at in range(COUNT)
    ]  # fmt: skip
    Project.objects.bulk_create(made)
    year = BEGIN + timedelta(days=364)
    rows = []
    for project in made:
        facts = {"project": project, "currency": "EUR", "entered_by": "bench"}
        rows.append(Money(kind="budget", amount=Decimal(1000), starts_on=BEGIN, ends_on=year, **facts))
        rows += [Money(kind=kind, amount=Decimal(500), donor=giver, on=BEGIN, **facts)
                 for kind in ("commitment", "disbursement")]  # fmt: skip
    Money.objects.bulk_create(rows)
    ProjectResult.objects.bulk_create(
        ProjectResult(project=one, position=1, title="Result", measure="seized", line="firearm", actual=Decimal(5))
        for one in made
    )


def once() -> tuple[float, float, int, int]:
    """Seconds for reading and writing, seconds for validating, activities and bytes."""
    began = time.perf_counter()
    found = projects(is_public=True).select_related("organisation__part_of", "part_of__organisation__part_of")
    made = write(found.prefetch_related("results", "shares"), framework="wb_2018", address="https://salw.example")
    wrote = time.perf_counter()
    for content in (made.activities, made.organisations):
        assert wrongs(parsed(content)) == []
    return wrote - began, time.perf_counter() - wrote, made.count, len(made.activities)


def main() -> None:
    """Print the medians."""
    with ground.own_database(), acting_for(*everywhere()):
        fill()
        runs = sorted((once() for _run in range(RUNS)), key=lambda run: run[0] + run[1])
        wrote, checked, count, size = runs[RUNS // 2]
        print(f"{count} activities, {size / 1e6:.1f} MB: written in {wrote:.2f} s, validated in {checked:.2f} s; "
              f"together {wrote + checked:.2f} s (median of {RUNS})")  # fmt: skip


if __name__ == "__main__":
    main()
