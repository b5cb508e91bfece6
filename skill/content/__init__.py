"""What the skill says: data files in a folder per language, read into frozen values."""
