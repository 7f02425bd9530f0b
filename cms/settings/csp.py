"""Content security policy: no inline script anywhere. Why so: docs/decisions/0015-content-security-policy.md.

`script-src` is not here: `cms.middleware.HeadersMiddleware` adds it with the address of this very request, so
that static files are scripts and nothing that somebody uploaded or produced can be one.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PORTAL_POLICY = {
    "default-src": [NONE],
    "script-src-attr": [NONE],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src-attr": [NONE],
    # Draftail, the date picker and the sidebar set style attributes, which no nonce can cover.
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "media-src": [SELF],
    "frame-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

SCRIPT_PATHS = ["static/"]
ADMIN_SCRIPT_PATHS = [*SCRIPT_PATHS, "admin/jsi18n/"]

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PORTAL_POLICY}
