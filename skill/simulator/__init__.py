"""An Echo in software: it hears, calls the skill as Alexa does, and speaks."""
