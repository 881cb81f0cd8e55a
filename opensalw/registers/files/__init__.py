"""Files of registers: their letters, layouts and columns. Nothing here touches the database."""
