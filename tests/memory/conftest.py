"""The DynamoDB server that these tests speak to."""

from tests.support.dynamodb_server import aws_settings, moto_server

__all__ = ["aws_settings", "moto_server"]
