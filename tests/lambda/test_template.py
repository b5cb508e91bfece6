"""What the template promises about security, data and time."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from skill.config import LOG_LEVELS, Settings
from skill.handlers.memory import LONG_TURN_SECONDS
from skill.persistence.dynamodb import EXPIRES_AT, PARTITION_KEY
from tests.support.lambda_emulator import ROOT, sam, sam_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATE = ROOT / "template.yaml"
ALEXA_WAITS = timedelta(seconds=8)


class _CloudFormation(yaml.SafeLoader):
    """Reads YAML with CloudFormation's short functions: `!Ref X` becomes {"Ref": "X"}."""


def _function(loader: _CloudFormation, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    assert isinstance(node, yaml.SequenceNode)
    return {suffix: loader.construct_sequence(node, deep=True)}


_CloudFormation.add_multi_constructor("!", _function)


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    """The template as a JSON value."""
    # A safe loader, with nothing added that could make an object.
    loaded: dict[str, Any] = yaml.load(TEMPLATE.read_text(encoding="utf-8"), _CloudFormation)  # noqa: S506
    return loaded


@pytest.fixture
def function(template: dict[str, Any]) -> dict[str, Any]:
    """The function's properties."""
    properties: dict[str, Any] = template["Resources"]["SkillFunction"]["Properties"]
    return properties


@pytest.fixture
def table(template: dict[str, Any]) -> dict[str, Any]:
    """The table's properties."""
    properties: dict[str, Any] = template["Resources"]["Households"]["Properties"]
    return properties


def test_the_folder_of_the_function_holds_its_way_in_and_its_lock() -> None:
    """Nothing else is there: all that the skill is lies in its package."""
    assert {path.name for path in (ROOT / "lambda").iterdir()} - {"__pycache__"} == {
        "app.py",
        "requirements.txt",
    }


def test_only_this_skill_may_invoke_the_function(function: dict[str, Any]) -> None:
    """One event, Alexa's, bound to the skill's id; no URL and no other way in."""
    assert list(function["Events"].values()) == [
        {"Type": "AlexaSkill", "Properties": {"SkillId": {"Ref": "SkillId"}}}
    ]
    assert "FunctionUrlConfig" not in function


def test_the_skill_id_is_demanded_and_looks_like_one(template: dict[str, Any]) -> None:
    """There is no default to forget, and the function is told the same id."""
    parameter = template["Parameters"]["SkillId"]
    assert "Default" not in parameter
    assert parameter["AllowedPattern"].startswith(r"^amzn1\.ask\.skill\.")
    variables = template["Resources"]["SkillFunction"]["Properties"]["Environment"]["Variables"]
    assert variables["CLOSER_SKILL_ID"] == {"Ref": "SkillId"}


def test_the_role_may_do_what_the_function_does_and_no_more(template: dict[str, Any]) -> None:
    """One item at a time in one table, and its own log: neither action nor resource has a wildcard."""
    function = template["Resources"]["SkillFunction"]["Properties"]
    assert function["Role"] == {"GetAtt": "SkillRole.Arn"}
    role = template["Resources"]["SkillRole"]["Properties"]
    assert "ManagedPolicyArns" not in role
    allowed = [
        (statement["Effect"], statement["Action"], statement["Resource"])
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    items = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"]
    assert allowed == [
        ("Allow", items, {"GetAtt": "Households.Arn"}),
        ("Allow", ["logs:CreateLogStream", "logs:PutLogEvents"], {"GetAtt": "SkillLogs.Arn"}),
    ]
    assert not any("*" in text for text in _strings(role))


def test_the_table_is_the_one_that_the_store_expects(table: dict[str, Any]) -> None:
    """The key and the time-to-live attribute go by the store's own names, and by no more."""
    assert table["KeySchema"] == [{"AttributeName": PARTITION_KEY, "KeyType": "HASH"}]
    assert table["AttributeDefinitions"] == [{"AttributeName": PARTITION_KEY, "AttributeType": "S"}]
    assert table["TimeToLiveSpecification"] == {"AttributeName": EXPIRES_AT, "Enabled": True}


def test_what_couples_have_kept_outlives_a_mistake(template: dict[str, Any]) -> None:
    """The table stays when the stack goes, can be restored, and is encrypted."""
    resource = template["Resources"]["Households"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
    kept = resource["Properties"]
    assert kept["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert kept["SSESpecification"] == {"SSEEnabled": True}
    assert kept["BillingMode"] == "PAY_PER_REQUEST"


def test_the_function_gives_up_before_alexa_does(function: dict[str, Any]) -> None:
    """A failure is then Lambda's to log, not a silence; and no turn takes as long as that."""
    assert timedelta(seconds=function["Timeout"]) < ALEXA_WAITS
    assert function["Timeout"] > LONG_TURN_SECONDS


def test_a_cold_start_comes_from_a_snapshot_behind_the_alias(template: dict[str, Any]) -> None:
    """SnapStart works on published versions only, so the manifest's endpoint is an alias."""
    function = template["Resources"]["SkillFunction"]["Properties"]
    assert function["Runtime"] == "python3.13"
    assert function["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert function["AutoPublishAlias"] == "live"
    assert template["Outputs"]["EndpointArn"]["Value"] == {"Ref": "SkillFunction.Alias"}


def test_every_variable_is_a_setting_and_the_levels_are_the_skills_own(
    template: dict[str, Any],
) -> None:
    """A misspelt variable would be ignored in silence; the settings take each of these."""
    function = template["Resources"]["SkillFunction"]["Properties"]
    fields = {f"CLOSER_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert function["Environment"]["Variables"].keys() <= fields
    assert template["Parameters"]["LogLevel"]["AllowedValues"] == list(LOG_LEVELS)


def test_logs_are_kept_for_a_time_and_not_for_ever(template: dict[str, Any]) -> None:
    """The function writes to a group of the stack's own, which has a retention."""
    assert template["Resources"]["SkillLogs"]["Properties"]["RetentionInDays"] == {"Ref": "LogDays"}
    function = template["Resources"]["SkillFunction"]["Properties"]
    assert function["LoggingConfig"]["LogGroup"] == {"Ref": "SkillLogs"}


@pytest.mark.xdist_group("lambda")
def test_aws_makes_of_it_what_is_meant(tmp_path: Path) -> None:
    """Transformed as CloudFormation does, Alexa may invoke the alias with the skill's own token.

    No role is made besides the template's, and every published version has a snapshot.
    """
    python = sam().with_name("python")
    if not python.is_file():
        pytest.skip("aws-sam-cli is not installed: make test installs it in .venv/sam")
    script = tmp_path / "transform.py"
    script.write_text(_TRANSFORM)
    done = subprocess.run(
        [python, script, TEMPLATE],
        env=sam_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    resources: dict[str, dict[str, Any]] = json.loads(done.stdout)["Resources"]
    by_type: dict[str, list[dict[str, Any]]] = {}
    for resource in resources.values():
        by_type.setdefault(resource["Type"], []).append(resource["Properties"])
    (permission,) = by_type["AWS::Lambda::Permission"]
    assert permission["Principal"] == "alexa-appkit.amazon.com"
    assert permission["EventSourceToken"] == {"Ref": "SkillId"}
    (alias,) = [name for name, one in resources.items() if one["Type"] == "AWS::Lambda::Alias"]
    assert permission["FunctionName"] == {"Ref": alias}
    assert len(by_type["AWS::IAM::Role"]) == len(by_type["AWS::Lambda::Version"]) == 1
    (function,) = by_type["AWS::Lambda::Function"]
    assert function["SnapStart"] == {"ApplyOn": "PublishedVersions"}


# Run by the Python that AWS's build tool is in, with the transform that AWS itself publishes.
_TRANSFORM = """
import json, sys
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
template = yaml_parse(open(sys.argv[1]).read())
template["Resources"]["SkillFunction"]["Properties"]["CodeUri"] = "s3://bucket/key"
print(json.dumps(Translator({}, Parser()).translate(template, {})))
"""


@pytest.mark.xdist_group("lambda")
def test_aws_finds_nothing_wrong_with_the_template() -> None:
    """`sam validate --lint`, with cfn-lint's rules, passes."""
    if not sam().is_file():
        pytest.skip("aws-sam-cli is not installed: make test installs it in .venv/sam")
    done = subprocess.run(
        [sam(), "validate", "--lint", "--template-file", TEMPLATE],
        env=sam_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _strings(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
