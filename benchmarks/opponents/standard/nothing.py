"""A function that does nothing: what Lambda's own runtime takes."""


def lambda_handler(event: dict[str, object], context: object) -> dict[str, object]:  # noqa: ARG001 - Lambda passes them
    """Answer with nothing."""
    return {"version": "1.0", "response": {}}
