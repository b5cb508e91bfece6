"""The device and Alexa's cloud behind it: requests, responses, reminders, screens and time."""
