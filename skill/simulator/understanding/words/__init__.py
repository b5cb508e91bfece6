"""English, word by word: spelling, numbers, sound, and which words are alike."""
