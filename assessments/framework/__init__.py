"""A year's official rules as data: packs, concepts, data periods, and their rows in the database."""
