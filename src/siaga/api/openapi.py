"""The description of the API in OpenAPI 3.1, made from the declared operations."""

import re
from typing import Any

from django.http import HttpRequest

from siaga import __version__
from siaga.api.operation import Operation, Parameter, operation, operations
from siaga.domain.permissions import Actor, Permission
from siaga.services.use_case import reads

_PROBLEM = {
    "type": "object",
    "required": ["problem", "id", "en"],
    "properties": {"problem": {"type": "string"}, "id": {"type": "string"}, "en": {"type": "string"}},
}


@reads(Permission.PUBLIC)
def api_description(_: Actor) -> dict[str, Any]:
    """The whole description; it says nothing about rows, so anybody may read it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Siaga",
            "version": __version__,
            "description": "Early warning, not a verdict. Every number carries its edition, source and date.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", one.route): {"get": _described(one)}
            for one in operations()
        },
        "components": {"schemas": {"Problem": _PROBLEM}},
    }


@operation("openapi.json", "openapi", about="This description.", asks=api_description)
def openapi(_: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Answer the description."""
    return api_description(actor)


def _described(one: Operation) -> dict[str, Any]:
    """One operation."""
    refused = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    answers = {
        "200": {"description": "the answer", "content": {"application/json": {"schema": {}}}},
        "400": {"description": "a sentence that says what is wrong", **refused},
        "404": {"description": "nothing by that name", **refused},
    }
    if one.asks.permission is not Permission.PUBLIC:
        answers["403"] = {"description": f"needs the permission {one.asks.permission}", **refused}
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [_parameter(parameter) for parameter in one.parameters],
        "responses": answers,
        "x-siaga-permission": one.asks.permission.value,
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    """One parameter."""
    return {
        "name": one.name,
        "in": one.place,
        "required": one.place == "path",
        "description": one.about,
        "schema": {"type": "string"},
        **({"example": one.example} if one.example else {}),
    }
