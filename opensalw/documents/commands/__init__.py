"""Documents: built and kept, sent round as drafts, published."""

from .building import build_reports
from .drafts import circulate_draft, comment_on_draft, settle_comment, would_be_printed
from .publishing import cancel_publication, move_publication, publish_reports

__all__ = [
    "build_reports",
    "cancel_publication",
    "circulate_draft",
    "comment_on_draft",
    "move_publication",
    "publish_reports",
    "settle_comment",
    "would_be_printed",
]
