"""The ledger: events declared, appended, chained, sealed and followed."""
