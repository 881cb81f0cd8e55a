"""What must hold for incidents, campaigns and border work: a sentence for the person, or None."""
