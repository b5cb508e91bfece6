"""How words become speech: pauses, pace, numbers and lists for the ear, and SSML."""
