"""Static files under names with hashes."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statisch(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Our own scripts import each other by these names too, so that two releases never mix."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        HashedFilesMixin._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
