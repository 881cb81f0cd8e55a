"""Files of incidents: their columns, the template to fill, reading. Nothing here touches the database."""
