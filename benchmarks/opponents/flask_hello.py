"""The hello skill behind flask-ask-sdk, with its verification off."""

from __future__ import annotations

from flask import Flask, Response

from benchmarks.opponents.hello import builder
from skill.web import certvalidator_stub

certvalidator_stub.install()
from flask_ask_sdk.skill_adapter import (  # noqa: E402 - the stand-in must be there first
    VERIFY_SIGNATURE_APP_CONFIG,
    VERIFY_TIMESTAMP_APP_CONFIG,
    SkillAdapter,
)

app = Flask(__name__)
app.config[VERIFY_SIGNATURE_APP_CONFIG] = False
app.config[VERIFY_TIMESTAMP_APP_CONFIG] = False
adapter = SkillAdapter(skill=builder.create(), skill_id="amzn1.ask.skill.hello", app=app)


@app.route("/alexa", methods=["POST"])
def alexa() -> Response:
    """Answer Alexa."""
    response: Response = adapter.dispatch_request()
    return response


@app.route("/constant", methods=["POST"])
def constant() -> Response:
    """Answer with a constant: what Flask and gunicorn take by themselves."""
    return Response(b"{}", mimetype="application/json")
