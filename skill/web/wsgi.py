"""The application for a WSGI server of one's own choice: ``gunicorn skill.web.wsgi:app``.

``closer serve`` does the same with limits and time-outs set.
"""

from __future__ import annotations

from skill.web.application import create_app

app = create_app()
