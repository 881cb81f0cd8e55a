"""``opensalw trace``: find weapons from imperfect descriptions."""

from . import trace_engine, trace_search


def register(nouns) -> None:
    """Declare the verbs of ``opensalw trace``."""
    parser = nouns.add_parser("trace", help="find weapons from imperfect descriptions")
    topics = parser.add_subparsers(required=True, metavar="TOPIC")
    trace_search.register(topics)
    trace_engine.register(topics)
