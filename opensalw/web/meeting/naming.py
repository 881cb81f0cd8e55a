"""How files of a meeting are named."""

from opensalw.coordination.models import Meeting


def file_stem(meeting: Meeting) -> str:
    """The beginning of a file's name: the series and the number."""
    return f"{meeting.series_id}-{meeting.number}"
