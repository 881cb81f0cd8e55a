"""The real needs and the real portfolio: what the record of July 2020 and the publications named say, in our words."""
