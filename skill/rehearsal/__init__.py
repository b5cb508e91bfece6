"""Everything the skill can say, said once before anybody hears it: listed, and held against the ear."""
