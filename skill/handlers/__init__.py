"""Between Alexa and the dialog: request envelopes become events, turns become responses."""
