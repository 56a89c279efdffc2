"""The API of the house for programs of others: `/api/v1/`, described by `/api/v1/openapi.json`.

Rooms are named as strings only, as in `urls.py`.
"""

from ninja import NinjaAPI

api = NinjaAPI(
    title="Familienbüro",
    version="1",
    description="Öffentliche Daten, nur zum Lesen, ohne Schlüssel. Lizenz: dl-de/zero-2-0.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/angebote", "netzwerk.angebote.api.router")
