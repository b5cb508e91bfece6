"""An Echo in software: it hears, calls the skill as Alexa does, and speaks.

``understanding`` turns words into intents and slots, ``echo`` is the device and the cloud
behind it, ``talk`` holds conversations, ``evaluation`` measures how well words are understood.
"""
