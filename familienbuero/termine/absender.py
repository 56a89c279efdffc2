"""Where a request comes from, behind as many proxies as are trusted."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def absender(request: HttpRequest) -> str:
    """Address of the sender; of IPv6 the network of a household (/64), so that one flat counts as one.

    With trusted proxies their entry in X-Forwarded-For is counted from the right: what stands left of it,
    anybody can write.
    """
    adresse = request.META.get("REMOTE_ADDR", "")
    if settings.VERTRAUTE_PROXYS:
        kette = [teil.strip() for teil in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        adresse = kette[-settings.VERTRAUTE_PROXYS] if len(kette) >= settings.VERTRAUTE_PROXYS else adresse
    try:
        gelesen = ip_address(adresse)
    except ValueError:
        return "unbekannt"
    if isinstance(gelesen, IPv6Address):
        return str(ip_network(f"{gelesen}/64", strict=False))
    return str(gelesen)
