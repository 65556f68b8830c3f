"""What every request must be and every answer carries: no NUL, only our own files, nothing kept by others."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

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
    """Middleware: adds the policy, closes browser features, keeps signed-in pages uncached, refuses NUL."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = unreadable() if holds_nul(request) else respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}:
            # An office shares its computers: after signing out, "back" shows nothing of what was there.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def holds_nul(request: HttpRequest) -> bool:
    """Whether the address holds the character NUL: no row has it, and PostgreSQL refuses to look for it."""
    return "\0" in request.path or any("\0" in value for values in request.GET.lists() for value in values[1])


def unreadable() -> HttpResponse:
    """The answer to an address with NUL, in both languages."""
    return HttpResponse(
        "<!doctype html><html lang=id><meta charset=utf-8><title>Siaga</title>"
        "<h1>Alamat tidak terbaca</h1><p>Alamat ini memuat karakter kosong (NUL). Hapus bagian yang aneh, "
        "atau mulai dari <a href=/>peta</a>.</p>"
        "<p lang=en>This address holds the character NUL. Remove the odd part, or start from the map.</p>"
        "</html>",
        status=400,
    )
