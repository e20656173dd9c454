"""`pyproject.toml` and the README."""

from __future__ import annotations

from tongwen.model.entries import Scope
from tongwen.targets.python import views
from tongwen.targets.python.naming import Names, code, scope_member


def project_view(names: Names, package: str) -> views.Project:
    """What both files say of the distribution."""
    manifest = names.manifest
    profiles = sorted(names.document.profiles.values(), key=lambda profile: profile.order)
    return views.Project(
        package=package,
        distribution=package.replace("_", "-"),
        version=manifest.release,
        title=manifest.title.en,
        description=manifest.description,
        license=manifest.license,
        repository=manifest.repository,
        keywords=(manifest.name, manifest.namespace),
        install=f"pip install {package.replace('_', '-')}\n",
        usage=_usage(names, package, wait=""),
        asynchronous=_usage(names, package, wait="await "),
        host=_host(package),
        clients=tuple(views.ClientLine(name=profile.client, title=profile.title) for profile in profiles),
    )


def _usage(names: Names, package: str, wait: str) -> str:
    """Read, ask, and meet a refusal, with the calls of the first profile."""
    document = names.document
    profiles = sorted(document.profiles.items(), key=lambda item: item[1].order)
    if not profiles:
        return f"import {package}\n"
    key, profile = profiles[0]
    client = code(("Async" if wait else "") + profile.client).source
    scope = _active(document.scopes, key)
    if scope is None or "denied" not in document.errors:
        return f"from {package} import {client}\n\n{names.namespace} = {client}(host)\n"
    denied = names.error("denied")
    helper = "ensure_async" if wait else "ensure"
    return "\n".join(
        [
            f"from {package} import {', '.join(sorted([client, denied, 'Scope']))}, {helper}, explain_refusal",
            "",
            f"{names.namespace} = {client}(host)",
            "try:",
            f"    {wait}{helper}({names.namespace}, Scope.{scope_member(scope)})",
            f"except {denied} as error:",
            "    print(explain_refusal(error))",
            "",
        ]
    )


def _active(scopes: dict[str, Scope], key: str) -> str | None:
    """The first scope that the profile asks for in a prompt."""
    for name, scope in scopes.items():
        here = scope.profiles.get(key) if isinstance(scope.profiles, dict) else None
        if key in scope.profiles and (here is None or here.status == "active"):
            return name
    return None


def _host(package: str) -> str:
    return "\n".join(
        [
            f"from {package} import HostFailure",
            "",
            "",
            "class MyHost:",
            "    def call(self, method: str, args: list[object]) -> object:",
            "        reply = send(method, args)",
            '        if "error" in reply:',
            '            raise HostFailure(reply["error"]["message"])',
            '        return reply["result"]',
            "",
        ]
    )
