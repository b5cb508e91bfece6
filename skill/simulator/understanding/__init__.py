"""What an utterance means: an interaction model and some English, in place of Alexa's own understanding."""
