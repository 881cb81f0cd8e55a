"""Pages of the register: search, weapons, holders, the counter, the dealer's book, the border."""
