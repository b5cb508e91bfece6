"""The DynamoDB servers that these tests speak to."""

from tests.support.dynamodb_server import aws_settings, dynalite_endpoint, moto_server

__all__ = ["aws_settings", "dynalite_endpoint", "moto_server"]
