"""Questions about marks, requests and outcomes."""
