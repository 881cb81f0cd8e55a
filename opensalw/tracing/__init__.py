"""Finding a weapon from an imperfect description, trace requests and their answers."""
