"""Static files under names with hashes."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statisch(CompressedManifestStaticFilesStorage):
    """Scripts import each other by these names too, so that a new release never mixes with an old one."""

    support_js_module_import_aggregation = True
