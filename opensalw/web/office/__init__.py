"""The secretariat's office: people, frameworks, tokens, ledger."""
