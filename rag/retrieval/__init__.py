"""ParsedQuestion and Scope → ranked evidence."""
