"""The content security policy every answer carries: only our own files, nothing inline."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# MapLibre starts its worker from a blob and draws patterns from data images; nothing else is widened.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "worker-src blob:",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def content_security_policy(
    respond: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that adds the policy and closes powerful browser features."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return answer
