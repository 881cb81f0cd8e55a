"""Notes of a meeting, read: sessions with their chairs, blocks of jurisdictions, statements, points, promises."""
