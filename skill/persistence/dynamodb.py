"""A store in one DynamoDB table: for the skill on AWS Lambda.

The table is made by the template, never from here. Its partition key is the string
`household`, it has no sort key, and its time-to-live attribute is `expires_at`; it
needs no permissions but `dynamodb:GetItem`, `PutItem` and `DeleteItem`.

The client is boto3's own, as botocore makes it: boto3 itself would import, with each cold start,
what loads files to S3. Importing this module needs it, which is why only `open_store` does.
"""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING, Final, NotRequired, TypedDict, cast

from botocore import exceptions as aws
from botocore.config import Config
from botocore.parsers import ResponseParserError
from botocore.session import Session

from skill.errors import (
    ConfigurationError,
    StoreCorruptError,
    StoreUnavailableError,
    VersionConflictError,
)
from skill.persistence.document import decode_document, encode_document
from skill.persistence.store import (
    CONFLICT,
    RETENTION,
    StoredRecord,
    first_version,
    household_key,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb.client import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from skill.persistence.store import Clock


class _Condition(TypedDict):
    """The arguments of a put that make it conditional."""

    ConditionExpression: str
    ExpressionAttributeNames: dict[str, str]
    ExpressionAttributeValues: NotRequired[dict[str, AttributeValueTypeDef]]


PARTITION_KEY: Final = "household"
EXPIRES_AT: Final = "expires_at"

# A couple waits three seconds for an answer, and a turn both loads and saves; what
# reckons with that is in skill.handlers.memory. Two attempts take 1.25 seconds at
# worst: in legacy mode boto3 waits for 0.05 seconds between them where it talks to
# DynamoDB, in the newer modes for up to a second.
_TRANSPORT: Final = Config(
    connect_timeout=0.2,
    read_timeout=0.4,
    retries={"total_max_attempts": 2, "mode": "legacy"},
)

_THROTTLING: Final = "is throttling requests; try again, and raise its limits if this lasts."
_REFUSING: Final = (
    "refuses the skill; its role needs dynamodb:GetItem, PutItem and DeleteItem on the table, and "
    "credentials that are valid now."
)
# What DynamoDB's error codes mean to the person who runs the skill.
_EXPLANATIONS: Final[Mapping[str, str]] = {
    "ProvisionedThroughputExceededException": _THROTTLING,
    "RequestLimitExceeded": _THROTTLING,
    "ThrottlingException": _THROTTLING,
    "AccessDeniedException": _REFUSING,
    "ExpiredTokenException": _REFUSING,
    "InvalidSignatureException": _REFUSING,
    "UnrecognizedClientException": _REFUSING,
    "ResourceNotFoundException": (
        "does not exist in this region and account; deploy the template, or correct CLOSER_STORE "
        "or AWS_DEFAULT_REGION."
    ),
}

# The last two are what botocore raises, outside its own tree, over an answer that
# is not DynamoDB's: a proxy's, for instance.
_FAILURES: Final = (aws.ClientError, aws.BotoCoreError, ResponseParserError, UnicodeDecodeError)


class DynamoDBStore:
    """Keeps one item per household.

    The document is one string, so numbers stay what they are. `expires_at` is when
    DynamoDB may drop the item by itself, in seconds since 1970; it does so within
    some days, and until then the household is remembered.

    Args:
        table: the name of the table.
        client: what `make_client` makes; closed with the store.
        clock: tells when a household was last seen.
    """

    def __init__(self, table: str, *, client: DynamoDBClient, clock: Clock) -> None:
        self._table = table
        self._client = client
        self._clock = clock

    def load(self, user_id: str) -> StoredRecord | None:
        """See `HouseholdStore.load`."""
        item = self._get(household_key(user_id))
        if item is None:
            return None
        try:
            return StoredRecord(decode_document(item["document"]["S"]), int(item["version"]["N"]))
        except (KeyError, ValueError):
            msg = (
                f"A household's record in the DynamoDB table {self._table} is damaged and was "
                "left as it is; restore the table to an earlier point in time."
            )
            raise StoreCorruptError(msg) from None

    def save(
        self, user_id: str, document: Mapping[str, object], *, expected_version: int | None
    ) -> int:
        """See `HouseholdStore.save`."""
        key, text = household_key(user_id), encode_document(document)
        now = self._clock()
        version = first_version(now) if expected_version is None else expected_version + 1
        item: dict[str, AttributeValueTypeDef] = {
            PARTITION_KEY: {"S": key},
            "version": {"N": str(version)},
            "document": {"S": text},
            "write_id": {"S": uuid.uuid4().hex},
            EXPIRES_AT: {"N": str(int((now + RETENTION).timestamp()))},
        }
        unchanged: _Condition
        if expected_version is None:
            unchanged = {
                "ConditionExpression": "attribute_not_exists(#household)",
                "ExpressionAttributeNames": {"#household": PARTITION_KEY},
            }
        else:
            unchanged = {
                "ConditionExpression": "#version = :expected",
                "ExpressionAttributeNames": {"#version": "version"},
                "ExpressionAttributeValues": {":expected": {"N": str(expected_version)}},
            }
        try:
            self._client.put_item(
                TableName=self._table,
                Item=item,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
                **unchanged,
            )
        except self._client.exceptions.ConditionalCheckFailedException as refusal:
            # boto3 sends again what was not answered in time. When the first put was
            # done all the same, it is our own write that the second one met.
            met = refusal.response.get("Item")
            if isinstance(met, dict) and met.get("write_id") == item["write_id"]:
                return version
            raise VersionConflictError(CONFLICT) from None
        except _FAILURES as error:
            raise self._explain(error) from error
        return version

    def delete(self, user_id: str) -> None:
        """See `HouseholdStore.delete`."""
        try:
            self._client.delete_item(
                TableName=self._table, Key={PARTITION_KEY: {"S": household_key(user_id)}}
            )
        except _FAILURES as error:
            raise self._explain(error) from error

    def check(self) -> None:
        """See `HouseholdStore.check`; asks for an item that no household can have."""
        self._get("check")

    def close(self) -> None:
        """See `HouseholdStore.close`."""
        self._client.close()

    def _get(self, key: str) -> dict[str, AttributeValueTypeDef] | None:
        try:
            answer = self._client.get_item(
                TableName=self._table, Key={PARTITION_KEY: {"S": key}}, ConsistentRead=True
            )
        except _FAILURES as error:
            raise self._explain(error) from error
        return answer.get("Item")

    def _explain(self, error: Exception) -> StoreUnavailableError:
        """Say what a failure means; quote nothing of the request, which names a household."""
        if isinstance(error, aws.ClientError):
            code = error.response.get("Error", {}).get("Code", "no code")
            explanation = _EXPLANATIONS.get(code, f"answered with an error ({code}); try again.")
        elif isinstance(error, aws.NoCredentialsError):
            explanation = "cannot be asked without AWS credentials; set up a role or the AWS CLI."
        elif isinstance(error, (aws.ConnectionError, aws.HTTPClientError)):
            explanation = "cannot be reached or did not answer in time; try again."
        else:
            explanation = f"gave no usable answer ({type(error).__name__}); try again."
        return StoreUnavailableError(f"The DynamoDB table {self._table} {explanation}")


def make_client(endpoint: str | None = None) -> DynamoDBClient:
    """Make a client that gives up in time; nothing is sent until it is used.

    Args:
        endpoint: where to find the DynamoDB API instead of at AWS.

    Raises:
        ConfigurationError: there is no AWS region, or the endpoint is no URL, or the
            AWS settings of this machine are wrong.
    """
    # At DEBUG these write whole requests and answers, and so the couple's, to the log.
    for library in ("botocore", "urllib3"):
        logging.getLogger(library).setLevel(logging.INFO)
    try:
        session = Session()
        # What stands in for AWS at an endpoint of its own serves any region.
        region = (session.get_config_variable("region") or "us-east-1") if endpoint else None
        client = session.create_client(
            "dynamodb", region_name=region, endpoint_url=endpoint, config=_TRANSPORT
        )
    except aws.NoRegionError:
        msg = (
            "CLOSER_STORE names a DynamoDB table and there is no AWS region to find it in; set "
            "AWS_DEFAULT_REGION, for example to us-east-1."
        )
        raise ConfigurationError(msg) from None
    except aws.BotoCoreError as error:
        msg = (
            f"The AWS settings of this machine cannot be used ({error}); correct the AWS_ variables "
            "or the files in the .aws folder."
        )
        raise ConfigurationError(msg) from error
    except ValueError:
        msg = "CLOSER_DYNAMODB_ENDPOINT must be a URL such as http://127.0.0.1:8000."
        raise ConfigurationError(msg) from None
    return cast("DynamoDBClient", client)
