"""What a device with a screen shows beside the words: the same words, large, dark and calm.

Screens are companions of the voice. Nothing is shown that is not said, but for a
title, where a check-in has got to, and what can be touched; and nothing can only
be done by touch.
"""
