"""Pages of data protection: who looked, how long it is kept, a person's file."""
