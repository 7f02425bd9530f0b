"""The API's schema (drf-spectacular). How it is used: docs/api.md."""

REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Armoury API",
    "DESCRIPTION": "Editions for other systems of the bank. Bearer tokens; problems as RFC 9457.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "ENUM_NAME_OVERRIDES": {
        "ChannelEnum": "content.enums.Channel.values",
        "SegmentEnum": "content.enums.Segment.values",
    },
    "DEFAULT_GENERATOR_CLASS": "cms.api_schema.ApiGenerator",
}
