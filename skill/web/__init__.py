"""The skill as a web service: one guarded endpoint, and a page to try it on locally."""

from skill.web.application import create_app

__all__ = ["create_app"]
