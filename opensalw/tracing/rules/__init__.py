"""What must hold for traces: a sentence for the person, or None."""
