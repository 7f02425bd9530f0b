"""Who gets which answer at each address: the table that test_sweep.py holds the product to.

A new address makes the sweep fail and name it. Add an `on(...)` line to the group below that it belongs to:

- the name of the route as `namespace:name` (a pattern such as `packages:*results` covers several; each route
  must be covered by exactly one entry; a nameless route is "/" and its pattern);
- `get` and `post`: `desk(...)` (the admin), `portal(...)` (managers), `logged_in(...)`, `everybody(...)`.
  Inside, one `may(who, whose, outcome)` for each group of people, the first that fits counts, `otherwise` for
  the rest;
- `target` (targets.py) if the address names an object, with `bank_wide` if that is no branch's;
- `body` (bodies.py) if something real is posted. Who may do it then gets "done": a redirect, and something
  was written; a page shown again is not mistaken for it;
- `lists` if the page lists content: whose, exactly, for `readers`.
"""

from collections.abc import Iterable

from content.kinds import KINDS, get_kind
from tests.sweep import bodies, targets
from tests.sweep.answers import (
    ABOVE,
    ADMINISTRATOR,
    ANYWHERE,
    BRANCHLESS,
    EDITOR,
    EVERYBODY,
    KEEPING_PRODUCTS,
    LAYING_OUT,
    LINEAGE,
    MANAGER,
    NOTHING,
    OFFICER,
    OVERSEEN,
    OVERSEERS,
    OWN,
    REVIEWERS,
    SUPERUSER,
    USABLE,
    Answers,
    Expectation,
    desk,
    everybody,
    logged_in,
    may,
    on,
    portal,
)
from tests.sweep.world import Actor

NEVER = desk(otherwise="home")
NO_POST = desk(otherwise=405)


def table() -> tuple[Expectation, ...]:
    """Return every expectation."""
    return (
        *OPEN,
        *LOGGING_IN,
        *PORTAL,
        *ADMIN,
        *MEDIA,
        *CONTENT,
        *CALENDAR,
        *IMPORTS,
        *REVIEW,
        *PACKAGES,
        *PROGRAMMES,
        *EVENTS,
        *RULES,
        *REACH,
        *DICTIONARY,
        *MISSED,
        *FROM_MANAGERS,
        *NUMBERS,
        *OUTBOX,
        *PEOPLE,
        *API,
    )


OPEN = (
    on("live", "wagtailadmin_javascript_catalog", get=everybody(200), post=everybody(405)),
    on("ready", get=everybody(200), post=everybody(405), writes_on_get=frozenset({"core_outboxmessage"})),
    on("wagtailadmin_sprite", get=everybody(200), post=everybody(200)),
    on("set_language", get=everybody("moved"), post=everybody("moved")),
    on("/admin/^.*/$", at="/admin/no-such-place", get=everybody("moved"), post=everybody("moved")),
    on("/admin/login/", "wagtailadmin_login", get=everybody("login"), post=everybody("login")),
    on(
        "wagtailadmin_password_reset*",
        "wagtaildocs_authenticate_with_password",
        get=everybody(404),
        post=everybody(404),
        target=targets.nothing,
        bank_wide=True,
    ),
)

NOT_THERE = everybody(404)
NOT_SET_UP = logged_in(otherwise="moved")

LOGGING_IN = (
    on("login", "account_login", get=everybody(200), post=everybody(200)),
    on("logout", get=everybody(405), post=everybody("login")),
    on("mfa_index", get=logged_in(otherwise=200), post=logged_in(otherwise=405)),
    on("account_reauthenticate", "own_password", get=logged_in(otherwise=200), post=logged_in(otherwise=200)),
    on(
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
        get=NOT_SET_UP,
        post=NOT_SET_UP,
    ),
    on(
        "mfa_authenticate",
        get=logged_in(may(OVERSEERS | ADMINISTRATOR, ANYWHERE, "home"), otherwise="moved"),
        post=logged_in(may(OVERSEERS | ADMINISTRATOR, ANYWHERE, "home"), otherwise="moved"),
    ),
    on("mfa_deactivate_totp", get=logged_in(otherwise=404), post=logged_in(otherwise=404)),
    on("mfa_view_recovery_codes", get=logged_in(otherwise=404), post=logged_in(otherwise=405)),
    on(
        "mfa_remove_webauthn",
        target=targets.authenticator,
        bank_wide=True,
        get=NOT_SET_UP,
        post=NOT_SET_UP,
    ),
)

IN_USE = may(MANAGER, USABLE)

PORTAL = (
    on(
        "home",
        "search",
        "scripts",
        get=portal(otherwise=200),
        post=everybody(405),
        tells=USABLE,
        lists=USABLE,
        readers=MANAGER,
    ),
    on("suggestions", get=portal(otherwise=200), post=everybody(405), tells=USABLE),
    on("note_search", body=bodies.searched, get=everybody(405), post=portal(otherwise=204), tells=NOTHING),
    on("keep_search", body=bodies.searched, get=everybody(405), post=portal(otherwise="done"), tells=NOTHING),
    on(
        "tell_editors",
        body=bodies.searched,
        get=everybody(405),
        post=portal(may(BRANCHLESS, ANYWHERE, 403), otherwise="done"),
        tells=NOTHING,
    ),
    on("forget_searches", get=everybody(405), post=portal(otherwise="done"), tells=NOTHING),
    on(
        "pulls",
        "recalls",
        get=portal(otherwise=200),
        post=everybody(405),
        tells=OWN,
        lists=OWN,
        readers=MANAGER,
    ),
    on(
        "slot",
        target=targets.slot,
        get=portal(otherwise=200),
        post=everybody(405),
        tells=USABLE,
        lists=USABLE,
        readers=MANAGER,
    ),
    on(
        "take_slot",
        target=targets.slot,
        body=bodies.slot,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, "done"), otherwise="moved"),
        tells=NOTHING,
    ),
    on(
        "edition",
        target=targets.edition,
        get=portal(IN_USE, otherwise=404),
        post=everybody(405),
        tells=USABLE,
        writes_on_get=frozenset({"distribution_openededition"}),
    ),
    on(
        "edition",
        target=targets.ended,
        get=portal(may(MANAGER, USABLE, 410), otherwise=404),
        post=everybody(405),
        tells=NOTHING,
    ),
    on(
        "take",
        target=targets.edition,
        body=bodies.order,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, "done"), otherwise=404),
        tells=USABLE,
    ),
    on(
        "take",
        target=targets.ended,
        body=bodies.order,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, 410), otherwise=404),
        tells=NOTHING,
    ),
    on(
        "taken",
        target=targets.pull,
        get=portal(may(MANAGER, OWN), otherwise=404),
        post=everybody(405),
        tells=OWN,
    ),
    on(
        "sent",
        target=targets.pull,
        body=bodies.confirmed,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on(
        "answer",
        target=targets.task,
        body=bodies.outcome,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on("follow", target=targets.unsigned, bank_wide=True, get=everybody(404), post=everybody(405)),
    on(
        "opine",
        target=targets.edition,
        body=bodies.opinion,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on("influence", get=portal(otherwise=200), post=everybody(405), tells=NOTHING),
    on("voice", get=portal(otherwise=200), post=everybody(405), tells=USABLE, lists=OWN, readers=MANAGER),
    on(
        "new_request",
        body=bodies.asking,
        get=portal(otherwise=200),
        post=portal(may(BRANCHLESS, ANYWHERE, 403), otherwise="done"),
    ),
    on("mine", get=portal(otherwise=200), post=everybody(405), tells=NOTHING),
    on(
        "lessons", get=portal(otherwise=200), post=everybody(405), tells=USABLE, lists=USABLE, readers=MANAGER
    ),
    on(
        "answer_lesson",
        target=targets.lesson,
        body=bodies.answers,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on("runs", get=portal(otherwise=200), post=everybody(405), tells=OWN, lists=OWN, readers=MANAGER),
    on(
        "run",
        target=targets.kit,
        body=bodies.start,
        get=portal(IN_USE, otherwise=404),
        post=portal(may(MANAGER, USABLE, "done"), otherwise=404),
        tells=USABLE,
    ),
    on("saved", get=portal(otherwise=200), post=everybody(405), tells=OWN, lists=OWN, readers=MANAGER),
    on(
        "save",
        target=targets.edition,
        body=bodies.confirmed,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "moved"), may(MANAGER, USABLE, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on(
        "unsave",
        target=targets.edition,
        body=bodies.confirmed,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "done"), otherwise="moved"),
        tells=NOTHING,
    ),
    on(
        *("event_used", "event_dismiss"),
        target=targets.event,
        body=bodies.confirmed,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on("persona", get=portal(otherwise=200), post=everybody(405), tells=USABLE),
    on(
        "choose_persona",
        target=targets.persona,
        body=bodies.confirmed,
        get=everybody(405),
        post=portal(may(MANAGER, USABLE, "done"), otherwise=404),
        tells=NOTHING,
    ),
    on(
        "tick_steps",
        target=targets.persona,
        body=bodies.steps,
        get=everybody(405),
        post=portal(may(MANAGER, OWN, "done"), may(MANAGER, USABLE, 409), otherwise=404),
        tells=NOTHING,
    ),
    on("stories", get=portal(otherwise=200), post=everybody(405), tells=OWN, lists=OWN, readers=MANAGER),
    on(
        "new_story",
        body=bodies.telling,
        get=portal(otherwise=200),
        post=portal(may(BRANCHLESS, ANYWHERE, 403), otherwise="done"),
    ),
    on(
        "withdraw_story",
        target=targets.story,
        body=bodies.confirmed,
        get=portal(may(MANAGER, OWN), otherwise=404),
        post=portal(may(MANAGER, OWN, "done"), otherwise=404),
        tells=OWN,
    ),
    *(
        on("edition_code", target=target, get=get, post=everybody(405), tells=NOTHING)
        for target, get in (
            (targets.code, portal(IN_USE, otherwise=404)),
            (targets.code_of_ended, portal(otherwise=404)),
        )
    ),
    on(
        "edition_media",
        target=targets.edition,
        get=logged_in(may(MANAGER | OVERSEERS, USABLE), otherwise=404),
        post=everybody(405),
        tells=USABLE,
    ),
    on(
        "edition_media",
        target=targets.ended,
        get=logged_in(otherwise=404),
        post=everybody(405),
        tells=NOTHING,
    ),
    on("openings", target=targets.code, get=portal(IN_USE, otherwise=404), post=everybody(405), tells=USABLE),
    on(
        "check_opening",
        target=targets.edition,
        body=bodies.typed,
        get=everybody(405),
        post=portal(IN_USE, otherwise=404),
        tells=NOTHING,
    ),
    on("pull_poster", target=targets.poster, get=portal(otherwise=404), post=everybody(405), tells=NOTHING),
    *(
        on(
            "desk_media",
            target=target,
            get=logged_in(may(OVERSEERS, LINEAGE), otherwise=404),
            post=everybody(405),
            tells=LINEAGE,
        )
        for target in (targets.image_file, targets.rendition_file)
    ),
)

OF_PAGES = (
    *(
        "wagtailadmin_explore*",
        "wagtailadmin_pages:*",
        "wagtailadmin_choose_page*",
        "wagtailadmin_collections:*",
    ),
    *("wagtailadmin_workflows:*", "wagtailadmin_reports:*", "wagtailadmin_api:*", "wagtailadmin_error_test"),
    *("wagtailimages:preview", "wagtailimages:url_generator*"),
    *("/admin/test404/", "/admin/*/<path:rest>"),
    *(
        f"/admin/{part}/"
        for part in ("pages", "reports", "workflows", "collections", "sites", "locales", "api")
    ),
    *(
        f"/admin/choose-{part}/"
        for part in ("page", "external-link", "email-link", "phone-link", "anchor-link")
    ),
    *("/admin/failwhale/", "/admin/bulk/wagtailcore/"),
)
"""Parts of Wagtail's admin that are not here, for anybody."""

ADMIN = (
    on(*OF_PAGES, get=NOT_THERE, post=NOT_THERE, target=targets.anything, bank_wide=True),
    on("/^admin/images/*", at="/admin/images/1/preview/scale-200/", get=NOT_THERE, post=NOT_THERE),
    on("wagtailadmin_home", get=desk(otherwise=200), post=NO_POST),
    on("wagtailadmin_logout", get=NO_POST, post=everybody("login")),
    on(
        "wagtailadmin_account",
        get=desk(otherwise=200),
        post=desk(otherwise=200),
        writes_on_get=frozenset({"wagtailusers_userprofile"}),
    ),
    on("wagtailadmin_dismissibles", get=desk(otherwise=200), post=NO_POST),
    on("wagtailadmin_tag_autocomplete", get=desk(otherwise=200), post=desk(otherwise=200)),
    on(
        "wagtailadmin_tag_model_autocomplete",
        target=targets.model,
        bank_wide=True,
        get=desk(otherwise=404),
        post=desk(otherwise=404),
    ),
    on("wagtailadmin_block_preview", get=desk(otherwise=404), post=NO_POST),
    on("wagtailsnippets:index", get=NEVER, post=NEVER),
    on(
        "wagtailadmin_editing_sessions:ping",
        target=targets.pinged,
        body=bodies.confirmed,
        get=NO_POST,
        post=desk(may(EDITOR, OVERSEEN), otherwise=404),
    ),
    on(
        "wagtailadmin_editing_sessions:release",
        target=targets.session,
        bank_wide=True,
        get=NO_POST,
        post=desk(otherwise=200),
    ),
    on(
        "wagtail_bulk_action",
        target=targets.bulk("morningbrief", "delete"),
        bank_wide=True,
        get=NEVER,
        post=NEVER,
    ),
    on(
        "wagtail_bulk_action",
        target=targets.bulk("user", "delete", "people"),
        bank_wide=True,
        get=NEVER,
        post=NEVER,
    ),
    on(
        "wagtail_bulk_action",
        target=targets.bulk("user", "assign_role", "people"),
        bank_wide=True,
        get=NEVER,
        post=NEVER,
    ),
    *(
        on(
            "wagtail_bulk_action",
            target=targets.bulk(model, "delete"),
            query=query,
            body=bodies.confirmed,
            get=desk(may(EDITOR, OVERSEEN), otherwise="home"),
            post=desk(may(EDITOR, OVERSEEN, "done"), otherwise="home"),
        )
        for model, query in (("libraryimage", targets.image_id), ("librarydocument", targets.document_id))
    ),
    on(
        "wagtail_bulk_action",
        target=targets.bulk("component", "add_tags"),
        query=targets.brief_id,
        body=bodies.bank_tags,
        get=desk(may(EDITOR, OVERSEEN), otherwise="home"),
        post=desk(may(EDITOR, OVERSEEN, "done"), otherwise="home"),
        tells=LINEAGE | OVERSEEN,
    ),
    on(
        "wagtail_bulk_action",
        target=targets.bulk("component", "delete"),
        bank_wide=True,
        get=desk(otherwise=404),
        post=desk(otherwise=404),
    ),
)

EDITORS_NO_GET = desk(may(EDITOR, ANYWHERE, 405), otherwise="home")
EDITORS_ANSWER = desk(may(EDITOR, OVERSEEN, "done"), may(EDITOR, ANYWHERE, 404), otherwise="home")
EDITORS_ONLY = desk(may(EDITOR, ANYWHERE), otherwise="home")
EDITORS_OBJECT = desk(may(EDITOR, OVERSEEN), otherwise="home")
EDITORS_DEED = desk(may(EDITOR, OVERSEEN, "done"), otherwise="home")
EDITORS_PAGE = desk(may(EDITOR, OVERSEEN, 405), otherwise="home")
EDITORS_LIST = desk(may(EDITOR, ANYWHERE, 405), otherwise="home")

SERVED = Answers(((OVERSEERS, LINEAGE, 200), (EVERYBODY, ANYWHERE, 404)))
"""Wagtail's own address of documents does not send anybody to the log-in page."""

MEDIA = (
    on(
        *(
            "wagtaildocs:index",
            "wagtaildocs:index_results",
            "wagtailimages:index",
            "wagtailimages:index_results",
        ),
        get=EDITORS_ONLY,
        post=EDITORS_LIST,
        lists=OVERSEEN,
        readers=EDITOR,
    ),
    on("wagtaildocs:add", get=EDITORS_ONLY, post=EDITORS_ONLY),
    on(
        "wagtailimages:add",
        body=bodies.new_image,
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, OVERSEEN, "done"), may(EDITOR, ANYWHERE), otherwise="home"),
        target=targets.nothing,
        bank_wide=True,
    ),
    on(
        *("wagtaildocs:add_multiple", "wagtailimages:add_multiple"),
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, ANYWHERE, 400), otherwise="home"),
    ),
    on(
        "wagtaildocs:edit",
        target=targets.document,
        body=bodies.document,
        get=EDITORS_OBJECT,
        post=EDITORS_DEED,
    ),
    on("wagtailimages:edit", target=targets.image, body=bodies.image, get=EDITORS_OBJECT, post=EDITORS_DEED),
    on(
        "wagtaildocs:delete",
        target=targets.document,
        body=bodies.confirmed,
        get=EDITORS_OBJECT,
        post=EDITORS_DEED,
    ),
    on(
        "wagtailimages:delete",
        target=targets.image,
        body=bodies.confirmed,
        get=EDITORS_OBJECT,
        post=EDITORS_DEED,
    ),
    on("wagtaildocs:document_usage", target=targets.document, get=EDITORS_OBJECT, post=EDITORS_PAGE),
    on("wagtailimages:image_usage", target=targets.image, get=EDITORS_OBJECT, post=EDITORS_PAGE),
    *(
        on(
            f"{app}:edit_multiple",
            f"{app}:delete_multiple",
            target=target,
            body=bodies.confirmed,
            get=NO_POST,
            post=EDITORS_OBJECT,
        )
        for app, target in (("wagtaildocs", targets.document), ("wagtailimages", targets.image))
    ),
    on(
        *("wagtaildocs:create_multiple_from*", "wagtailimages:create_multiple_from*"),
        *("wagtaildocs:delete_upload_multiple", "wagtailimages:delete_upload_multiple"),
        target=targets.upload,
        bank_wide=True,
        get=NO_POST,
        post=desk(otherwise=404),
    ),
    on(
        *("wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results"),
        *("wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results"),
        get=desk(otherwise=200),
        post=NO_POST,
        tells=USABLE,
        lists=USABLE,
        readers=EDITOR,
    ),
    on("wagtaildocs_chooser:create", "wagtailimages_chooser:create", get=EDITORS_ONLY, post=EDITORS_ONLY),
    *(
        on(
            f"{app}_chooser:chosen",
            target=target,
            get=desk(may(EDITOR, USABLE), otherwise="home"),
            post=NO_POST,
            tells=USABLE,
        )
        for app, target in (("wagtaildocs", targets.document), ("wagtailimages", targets.image))
    ),
    *(
        on(f"{app}_chooser:chosen_multiple", query=query, get=desk(otherwise=200), post=NO_POST, tells=USABLE)
        for app, query in (("wagtaildocs", targets.document_id), ("wagtailimages", targets.image_id))
    ),
    on(
        "wagtailimages_chooser:select_format",
        target=targets.image,
        get=desk(may(EDITOR, USABLE), otherwise="home"),
        post=desk(may(EDITOR, USABLE), otherwise="home"),
        tells=USABLE,
    ),
    on(
        "wagtaildocs_serve",
        target=targets.served_document,
        get=SERVED,
        post=SERVED,
        tells=LINEAGE,
    ),
)

HELD = desk(may(OVERSEERS, OVERSEEN), otherwise=404)
HELD_NO_POST = desk(may(OVERSEERS, OVERSEEN, 405), otherwise=404)
WRITTEN = desk(may(EDITOR, OVERSEEN), may(OVERSEERS, OVERSEEN, "home"), otherwise=404)
WRITING = desk(may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, "home"), otherwise=404)
WRITTEN_NO_POST = desk(may(EDITOR, OVERSEEN, 405), may(OVERSEERS, OVERSEEN, "home"), otherwise=404)
LISTED = desk(may(OVERSEERS, ANYWHERE), otherwise="home")
LISTED_NO_POST = desk(may(OVERSEERS, ANYWHERE, 405), otherwise="home")
KEPT = desk(may(KEEPING_PRODUCTS, ANYWHERE), otherwise="home")
KEPT_NO_POST = desk(may(KEEPING_PRODUCTS, ANYWHERE, 405), otherwise="home")
KEEPING = desk(may(KEEPING_PRODUCTS, ANYWHERE, "done"), otherwise="home")


def _of_kind(kind: str) -> Iterable[Expectation]:
    names, target, body = f"content_{kind}", targets.component(kind), bodies.component(kind)

    def routes(*short: str) -> tuple[str, ...]:
        return tuple(f"{names}:{name}" for name in short)

    yield on(*routes("list", "list_results"), get=LISTED, post=LISTED_NO_POST, lists=OVERSEEN)
    yield on(
        *routes("add"),
        body=body,
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, ANYWHERE, "done"), otherwise="home"),
        tells=ANYWHERE,
    )
    copied = () if get_kind(kind).rests_on_consent else ("copy",)
    yield on(
        *routes("edit", "revisions_revert", *copied),
        target=target,
        body=body,
        get=WRITTEN,
        post=WRITING,
        tells=USABLE | OVERSEEN,
    )
    yield on(*routes("delete"), target=target, body=bodies.confirmed, get=WRITTEN, post=WRITING)
    yield on(*routes("preview_on_add"), get=EDITORS_ONLY, post=EDITORS_ONLY)
    yield on(*routes("preview_on_edit"), target=target, body=body, get=WRITTEN, post=WRITTEN)
    yield on(
        *routes("usage", "history", "history_results", "inspect", "revisions_view", "revisions_compare"),
        target=target,
        get=HELD,
        post=HELD_NO_POST,
    )
    yield on(
        *routes("revisions_unschedule", "unpublish", "lock", "unlock"), target=target, get=NEVER, post=NEVER
    )


NO_USES = may(ADMINISTRATOR | SUPERUSER | BRANCHLESS, ANYWHERE, "home")
USES = desk(may(OVERSEERS, OVERSEEN), NO_USES, otherwise=404)

CONTENT = (
    *(expectation for kind in KINDS for expectation in _of_kind(kind.code)),
    *(
        on(
            f"content_{kind}:copy_from_yesterday",
            target=targets.component(kind),
            body=bodies.confirmed,
            get=desk(may(EDITOR, OVERSEEN, 405), may(OVERSEERS, OVERSEEN, "home"), otherwise=404),
            post=WRITING,
        )
        for kind in ("morning_brief", "noon_deal", "market_note")
    ),
    on("content_gone:piece", "content_gone:inspect", target=targets.kept, get=USES, post=NO_POST),
    on(
        "content_gone:list",
        target=targets.kept_kind,
        bank_wide=True,
        get=desk(may(OVERSEERS, ANYWHERE, "moved"), otherwise="home"),
        post=NO_POST,
    ),
    on("content_ugc_story:masking", target=targets.story_piece, get=WRITTEN, post=WRITTEN_NO_POST),
    on("content_ugc_story:unmasked", target=targets.story_piece, get=WRITTEN, post=WRITTEN_NO_POST),
    on(
        "content_ugc_story:mask",
        target=targets.story_piece,
        body=bodies.nothing_to_mask,
        get=WRITTEN,
        post=WRITING,
    ),
    on(
        "branch_copy:copy",
        target=targets.issued_piece,
        body=bodies.confirmed,
        get=NO_POST,
        post=desk(
            may(EDITOR, OWN, "home"),
            may(EDITOR, LINEAGE, "done"),
            may(OVERSEERS, LINEAGE, "home"),
            may(ADMINISTRATOR | SUPERUSER, USABLE, "home"),
            otherwise=404,
        ),
        tells=NOTHING,
    ),
    on(
        "branch_copy:update",
        target=targets.draft,
        body=bodies.update,
        get=HELD,
        post=desk(may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, "home"), otherwise=404),
    ),
    on("where_used:component", target=targets.keyed_draft, get=USES, post=NO_POST),
    on(
        "where_used:picture",
        target=targets.keyed_image,
        get=desk(may(OVERSEERS, LINEAGE), NO_USES, otherwise=404),
        post=NO_POST,
        tells=LINEAGE,
    ),
    on("where_used:product", target=targets.keyed_product, bank_wide=True, get=LISTED, post=NO_POST),
    on("content_products:list*", "content_facts:list*", get=LISTED, post=LISTED_NO_POST),
    on("content_products:add", body=bodies.product, get=KEPT, post=KEEPING),
    on(
        "content_products:edit",
        target=targets.product,
        bank_wide=True,
        body=bodies.product,
        get=KEPT,
        post=KEEPING,
    ),
    on("content_products:usage", target=targets.product, bank_wide=True, get=KEPT, post=KEPT_NO_POST),
    on(
        "content_products:history",
        "content_products:history_results",
        target=targets.product,
        bank_wide=True,
        get=KEPT,
        post=KEPT_NO_POST,
    ),
    on(
        "content_products:delete",
        target=targets.product,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    on("content_products:inspect", target=targets.product, bank_wide=True, get=LISTED, post=LISTED_NO_POST),
    on("content_partners:list*", get=LISTED, post=LISTED_NO_POST),
    on(
        *(
            f"content_partners:{page}"
            for page in ("add", "edit", "delete", "usage", "history", "history_results")
        ),
        target=targets.partner,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    on("content_facts:table", get=NEVER, post=NEVER),
    on("content_facts:inspect", target=targets.fact, bank_wide=True, get=LISTED, post=LISTED_NO_POST),
    on(
        *(
            f"content_facts:{name}"
            for name in ("add", "edit", "delete", "usage", "history", "history_results")
        ),
        target=targets.fact,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    *(
        on(
            f"wagtailsnippetchoosers_content_{name}:*",
            target=target,
            bank_wide=True,
            get=LISTED,
            post=LISTED_NO_POST,
        )
        for name, target in (("product", targets.product), ("fact", targets.fact))
    ),
)

OWN_TO_ALTER = desk(may(KEEPING_PRODUCTS, OVERSEEN), may(OVERSEERS, OVERSEEN, "home"), otherwise=404)
OWN_TO_ALTER_NO_POST = desk(
    may(KEEPING_PRODUCTS, OVERSEEN, 405), may(OVERSEERS, OVERSEEN, "home"), otherwise=404
)
OWN_IMPORT = desk(may(EDITOR, OVERSEEN), may(EDITOR, ANYWHERE, 404), otherwise="home")
IMPORTS = (
    on("imports:index", get=EDITORS_ONLY, post=EDITORS_LIST, lists=OVERSEEN, readers=EDITOR),
    on(
        "imports:add",
        body=bodies.imported_table,
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, ANYWHERE, "done"), otherwise="home"),
    ),
    on("imports:template", target=targets.table_kind, bank_wide=True, get=EDITORS_ONLY, post=EDITORS_LIST),
    on("imports:import", "imports:errors", target=targets.imported, get=OWN_IMPORT, post=EDITORS_LIST),
    on(
        "pasting:clean",
        body=bodies.pasted,
        get=EDITORS_LIST,
        post=EDITORS_ONLY,
    ),
    on(
        "imports:start",
        target=targets.imported,
        body=bodies.confirmed,
        get=EDITORS_LIST,
        post=desk(may(EDITOR, OVERSEEN, 403), may(EDITOR, ANYWHERE, 404), otherwise="home"),
    ),
    on(
        "imports:stop",
        target=targets.imported,
        body=bodies.confirmed,
        get=EDITORS_LIST,
        post=desk(may(EDITOR, OVERSEEN, "done"), may(EDITOR, ANYWHERE, 404), otherwise="home"),
    ),
)
CALENDAR = (
    on("calendar_month:index", get=LISTED, post=LISTED_NO_POST, tells=LINEAGE),
    on("calendar_import:index", get=KEPT, post=desk(may(KEEPING_PRODUCTS, ANYWHERE, 400), otherwise="home")),
    on("link_troubles:index", get=LISTED, post=LISTED_NO_POST),
    on(
        *(f"calendar_{name}:list*" for name in ("days", "festivals", "columns")),
        get=LISTED,
        post=LISTED_NO_POST,
    ),
    *(
        on(
            *(
                f"calendar_{name}:{page}"
                for page in ("add", "edit", "delete", "usage", "history", "history_results")
            ),
            target=target,
            bank_wide=True,
            body=bodies.confirmed,
            get=NEVER,
            post=NEVER,
        )
        for name, target in (("days", targets.year), ("festivals", targets.festival))
    ),
    on("calendar_columns:add", get=KEPT, post=KEPT),
    on("calendar_columns:edit", target=targets.column, get=OWN_TO_ALTER, post=OWN_TO_ALTER),
    on(
        *("calendar_columns:usage", "calendar_columns:history", "calendar_columns:history_results"),
        target=targets.column,
        get=OWN_TO_ALTER,
        post=OWN_TO_ALTER_NO_POST,
    ),
    on("calendar_columns:delete", target=targets.column, body=bodies.confirmed, get=NEVER, post=NEVER),
    on(
        *("content_all:index", "content_all:results"),
        get=LISTED,
        post=LISTED_NO_POST,
        tells=LINEAGE | OVERSEEN,
    ),
    on("content_new:index", get=EDITORS_ONLY, post=desk(may(EDITOR, ANYWHERE, 405), otherwise="home")),
    on(
        "content_filters:save",
        body=bodies.new_filter,
        get=NO_POST,
        post=desk(may(OVERSEERS, ANYWHERE, "done"), otherwise="home"),
    ),
    on(
        "content_filters:delete",
        target=targets.saved_filter,
        body=bodies.confirmed,
        get=NO_POST,
        post=desk(otherwise=404),
    ),
    on("content_tags:list*", get=LISTED, post=LISTED_NO_POST, lists=OVERSEEN),
    on("content_tags:add", get=KEPT, post=KEPT),
    on("content_tags:edit", target=targets.tag, get=OWN_TO_ALTER, post=OWN_TO_ALTER),
    on(
        *("content_tags:usage", "content_tags:history", "content_tags:history_results"),
        target=targets.tag,
        get=OWN_TO_ALTER,
        post=OWN_TO_ALTER_NO_POST,
    ),
    on("content_tags:delete", target=targets.tag, body=bodies.confirmed, get=NEVER, post=NEVER),
)

RECORDED_REFUSAL = may(SUPERUSER, ANYWHERE, 403)

RULE_PAGES = (
    *(
        "version",
        "draft",
        "draft_results",
        "add",
        "differences",
        "discard",
        "rule",
        "switch",
        "trial",
        "cancel_trial",
        "activate",
    ),
)
"""Head office alone reads and keeps the rules; tests/review/viewsets/test_rule_sets.py has those who may."""

LABELS = (
    on("rule_quality:index", get=NEVER, post=NO_POST),
    on(
        *("labels:index", "labels:jsonl", "labels:xlsx"),
        get=NEVER,
        post=NO_POST,
    ),
    on(*("labels:add", "labels:import"), get=NEVER, post=desk(otherwise=403), body=bodies.confirmed),
    on(*("labels:accept", "labels:decline"), get=NEVER, post=desk(otherwise=403), body=bodies.confirmed),
    on("labels:label", target=targets.unknown_label, bank_wide=True, get=NEVER, post=desk(otherwise=404)),
)
"""The head office's compliance alone: nobody here is of it."""

REVIEW = (
    on(
        "review_consent:withdraw",
        target=targets.story_piece,
        body=bodies.closing,
        get=desk(may(EDITOR | REVIEWERS, OVERSEEN), may(OVERSEERS, OVERSEEN, "home"), otherwise=404),
        post=desk(may(EDITOR | REVIEWERS, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), otherwise=404),
    ),
    on(
        "review_writing:new",
        target=targets.table_kind,
        bank_wide=True,
        get=desk(otherwise=405),
        post=desk(may(EDITOR, ANYWHERE), otherwise="home"),
    ),
    on("review_writing:piece", target=targets.draft, get=desk(otherwise=405), post=WRITTEN),
    on(
        "review_submit:submit",
        target=targets.draft,
        body=bodies.submission,
        get=WRITTEN,
        post=desk(
            may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
        tells=OVERSEEN | USABLE,
    ),
    on(
        "review_submit:read_again",
        target=targets.unread,
        body=bodies.confirmed,
        get=HELD_NO_POST,
        post=desk(
            may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    on(
        "review_submit:typed",
        target=targets.unread,
        body=bodies.typed_words,
        get=HELD_NO_POST,
        post=desk(
            may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    on(
        "review_case:case",
        target=targets.case,
        body=bodies.decision,
        get=HELD,
        post=desk(
            may(OFFICER, OVERSEEN, "done"),
            may(OVERSEERS, OVERSEEN, 403),
            RECORDED_REFUSAL,
            otherwise=404,
        ),
    ),
    on(
        "review_case:screen",
        target=targets.case,
        body=bodies.confirmed,
        get=HELD_NO_POST,
        post=desk(
            may(REVIEWERS, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    on(
        "review_case:withdraw",
        target=targets.case,
        body=bodies.confirmed,
        get=HELD_NO_POST,
        post=desk(
            may(EDITOR, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    on(
        "review_case:media",
        target=targets.case,
        get=desk(may(OVERSEERS, OVERSEEN), may(ADMINISTRATOR | SUPERUSER, ANYWHERE, "home"), otherwise=404),
        post=NO_POST,
    ),
    on(
        *("review_edition:index", "review_edition:index_results", "review:all", "review:all_results"),
        get=desk(may(OVERSEERS | BRANCHLESS, ANYWHERE), otherwise="home"),
        post=NO_POST,
        lists=OVERSEEN,
    ),
    on(
        *("review:index", "review:index_results"),
        get=desk(may(REVIEWERS | BRANCHLESS, ANYWHERE), may(OVERSEERS, ANYWHERE, "moved"), otherwise="home"),
        post=NO_POST,
        lists=OVERSEEN,
        readers=OFFICER,
    ),
    *(
        on(
            "review_edition:edition",
            target=target,
            body=bodies.recall,
            get=HELD,
            post=desk(
                may(REVIEWERS, OVERSEEN, outcome),
                may(OVERSEERS, OVERSEEN, 403),
                RECORDED_REFUSAL,
                otherwise=404,
            ),
        )
        for target, outcome in ((targets.edition, "done"), (targets.ended, 409))
    ),
    *(
        on(
            name,
            target=targets.edition,
            body=body,
            get=HELD,
            post=desk(
                may(REVIEWERS, OVERSEEN, outcome),
                may(OVERSEERS, OVERSEEN, 403),
                RECORDED_REFUSAL,
                otherwise=404,
            ),
        )
        for name, body, outcome in (
            ("review_edition:suspend", bodies.suspension, "done"),
            ("review_edition:resume", bodies.resumption, 409),
        )
    ),
    on(
        "review_edition:certificate",
        "review_edition:document",
        target=targets.edition,
        get=HELD,
        post=NO_POST,
    ),
    on("review_edition:where_used", target=targets.keyed_edition, get=USES, post=NO_POST),
    on(
        *("review_shared:index", "review_shared:index_results"),
        get=desk(may(OVERSEERS | BRANCHLESS, ANYWHERE), otherwise="home"),
        post=NO_POST,
        tells=ABOVE,
        lists=ABOVE,
    ),
    on(
        "review_shared:edition",
        target=targets.edition,
        get=desk(may(OVERSEERS, ABOVE), may(ADMINISTRATOR | SUPERUSER, ANYWHERE, "home"), otherwise=404),
        post=NO_POST,
        tells=ABOVE,
    ),
    on(
        "review_marks:false_alarm",
        target=targets.case,
        body=bodies.alarm,
        get=HELD_NO_POST,
        post=desk(
            may(OFFICER, OVERSEEN, 409), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    on(
        "review_marks:missed",
        target=targets.case,
        body=bodies.missed,
        get=HELD_NO_POST,
        post=desk(
            may(OFFICER, OVERSEEN, "done"), may(OVERSEERS, OVERSEEN, 403), RECORDED_REFUSAL, otherwise=404
        ),
    ),
    *LABELS,
    on("review_ledger:*", get=NEVER, post=NEVER, body=bodies.confirmed),
    on("rule_sets:index", "rule_sets:shipped", get=NEVER, post=NEVER),
    on(
        *(f"rule_sets:{name}" for name in RULE_PAGES),
        target=targets.rules,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
)

LAID_OUT = desk(may(LAYING_OUT, ANYWHERE), otherwise="home")
OWN_PACKAGE = desk(may(LAYING_OUT, OWN), otherwise=404)

PACKAGES = (
    on(
        "packages:index",
        "packages:index_results",
        get=LAID_OUT,
        post=desk(may(LAYING_OUT, ANYWHERE, 405), otherwise="home"),
        tells=OWN,
        lists=OWN,
        readers=LAYING_OUT,
    ),
    on(
        "packages:add",
        body=bodies.new_package,
        get=LAID_OUT,
        post=desk(may(LAYING_OUT, ANYWHERE, "done"), otherwise="home"),
    ),
    on(
        "packages:edit",
        target=targets.package,
        body=bodies.package,
        get=OWN_PACKAGE,
        post=desk(may(LAYING_OUT, OWN, "done"), otherwise=404),
        tells=OWN,
    ),
    on(
        "packages:delete",
        target=targets.package,
        body=bodies.confirmed,
        get=OWN_PACKAGE,
        post=desk(may(LAYING_OUT, OWN, "done"), otherwise=404),
        tells=OWN,
    ),
    on(
        *("packages:history", "packages:history_results", "packages:usage"),
        target=targets.package,
        get=OWN_PACKAGE,
        post=desk(may(LAYING_OUT, OWN, 405), otherwise=404),
        tells=OWN,
    ),
    on(
        *("edition_chooser:choose", "edition_chooser:choose_results"),
        get=desk(otherwise=200),
        post=NO_POST,
        tells=USABLE,
        lists=USABLE,
        readers=LAYING_OUT,
    ),
    on(
        "edition_chooser:chosen",
        target=targets.edition,
        get=desk(may(LAYING_OUT, USABLE), otherwise=404),
        post=NO_POST,
        tells=USABLE,
    ),
    on(
        "edition_chooser:chosen_multiple",
        query=targets.edition_id,
        get=desk(otherwise=200),
        post=NO_POST,
        tells=USABLE,
    ),
)

OWN_PROGRAMME = OWN_PACKAGE
CHANGES_PROGRAMME = desk(may(LAYING_OUT, OWN, "done"), otherwise=404)

PROGRAMMES = (
    on(
        *("programmes:index", "programmes:index_results"),
        get=LAID_OUT,
        post=desk(may(LAYING_OUT, ANYWHERE, 405), otherwise="home"),
        tells=OWN,
        lists=OWN,
        readers=LAYING_OUT,
    ),
    on(
        "programmes:add",
        body=bodies.programme,
        get=LAID_OUT,
        post=desk(may(LAYING_OUT, ANYWHERE, "done"), otherwise="home"),
    ),
    on(
        "programmes:edit",
        target=targets.programme,
        body=bodies.programme,
        get=OWN_PROGRAMME,
        post=CHANGES_PROGRAMME,
        tells=OWN,
    ),
    on(
        "programmes:delete",
        target=targets.programme,
        body=bodies.confirmed,
        get=OWN_PROGRAMME,
        post=CHANGES_PROGRAMME,
        tells=OWN,
    ),
    on(
        *("programmes:history", "programmes:history_results", "programmes:usage"),
        target=targets.programme,
        get=OWN_PROGRAMME,
        post=desk(may(LAYING_OUT, OWN, 405), otherwise=404),
        tells=OWN,
    ),
    on(
        "programme_week:week",
        target=targets.programme,
        get=OWN_PROGRAMME,
        post=desk(may(LAYING_OUT, OWN, 405), otherwise=404),
        tells=USABLE,
    ),
    on(
        "programme_week:add",
        target=targets.programme,
        body=bodies.entry,
        get=OWN_PROGRAMME,
        post=CHANGES_PROGRAMME,
        tells=USABLE,
    ),
    on(
        "programme_week:preview",
        target=targets.programme,
        body=bodies.entry,
        get=NO_POST,
        post=OWN_PROGRAMME,
        tells=USABLE,
    ),
    on(
        "programme_week:edit",
        target=targets.entry,
        body=bodies.entry,
        get=OWN_PROGRAMME,
        post=CHANGES_PROGRAMME,
        tells=USABLE,
    ),
    on("programme_week:delete", target=targets.entry, get=NO_POST, post=CHANGES_PROGRAMME),
    on("programme_week:leave_out", target=targets.inherited_entry, get=NO_POST, post=CHANGES_PROGRAMME),
    on("programme_week:start", get=NO_POST, post=desk(may(LAYING_OUT, ANYWHERE, 409), otherwise="home")),
    on("programme_notices:index", get=LAID_OUT, post=desk(may(LAYING_OUT, ANYWHERE, 405), otherwise="home")),
    on(
        "programme_notices:seen",
        get=desk(may(LAYING_OUT, ANYWHERE, 405), otherwise="home"),
        post=desk(may(LAYING_OUT, ANYWHERE, "done"), otherwise="home"),
    ),
)

EVENTS = (
    on("customer_events:index", get=LAID_OUT, post=desk(may(LAYING_OUT, ANYWHERE, 405), otherwise="home")),
    on(
        "customer_events:add",
        body=bodies.event_rule,
        get=LAID_OUT,
        post=desk(may(LAYING_OUT, ANYWHERE, "done"), otherwise="home"),
        tells=USABLE,
    ),
    on(
        "customer_events:edit",
        target=targets.event_rule,
        body=bodies.event_rule,
        get=OWN_PROGRAMME,
        post=CHANGES_PROGRAMME,
        tells=USABLE,
    ),
    on("customer_events:delete", target=targets.event_rule, get=NO_POST, post=CHANGES_PROGRAMME),
)

SEES_RULES = desk(may(OVERSEERS, ANYWHERE), otherwise="home")
SEES_RULES_NO_POST = desk(may(OVERSEERS, ANYWHERE, 405), otherwise="home")

RULES = (
    on("sending_rules:index", get=SEES_RULES, post=SEES_RULES_NO_POST),
    on(
        "sending_rules:set",
        target=targets.rule,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
)
"""Head office alone sets one; tests/distribution/viewsets/test_rules.py has those who may."""

DICTIONARY = (
    on(
        *("dictionary:index", "dictionary:add", "dictionary:export", "dictionary:switch_off"),
        get=NEVER,
        post=NEVER,
    ),
    on("dictionary:import", get=NEVER, post=NEVER),
    on("dictionary:take_back", target=targets.dictionary_entry, bank_wide=True, get=NEVER, post=NEVER),
)
"""Head office's editors alone keep it; tests/search/viewsets/test_dictionary.py has those who may."""

MISSED = (
    on(
        "missed:index",
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, ANYWHERE, 405), otherwise="home"),
        tells=OVERSEEN,
    ),
    on(
        "missed:start",
        get=desk(may(EDITOR, ANYWHERE, 404), otherwise="home"),
        post=desk(may(EDITOR, ANYWHERE, 405), otherwise="home"),
    ),
)

KEEPING_REACH = frozenset({Actor.OPERATOR})

REACH = (
    on(
        "reach:index",
        get=desk(may(KEEPING_REACH, ANYWHERE), otherwise="home"),
        post=desk(may(KEEPING_REACH, ANYWHERE, 400), otherwise="home"),
    ),
)

FROM_MANAGERS = (
    on(
        "from_managers:index",
        get=EDITORS_ONLY,
        post=desk(may(EDITOR, ANYWHERE, 405), otherwise="home"),
        tells=OVERSEEN,
        lists=OVERSEEN,
        readers=EDITOR,
    ),
    on(
        "from_managers:answer",
        target=targets.feedback,
        body=bodies.words,
        get=EDITORS_NO_GET,
        post=EDITORS_ANSWER,
        tells=NOTHING,
    ),
    on(
        *("from_managers:start", "from_managers:decline"),
        target=targets.asked,
        body=bodies.words,
        get=EDITORS_NO_GET,
        post=EDITORS_ANSWER,
        tells=NOTHING,
    ),
)

LEADING = frozenset({Actor.LEAD, Actor.OPERATOR})
HANDING_OVER = LEADING | ADMINISTRATOR
READING_NUMBERS = LAYING_OUT | {Actor.AUDITOR}

READING_SCREENING = REVIEWERS | LEADING | {Actor.AUDITOR}

NUMBERS = (
    on(
        *("screening_numbers:index", "screening_numbers:xlsx"),
        get=desk(may(READING_SCREENING, ANYWHERE), otherwise="home"),
        post=desk(may(READING_SCREENING, ANYWHERE, 405), otherwise="home"),
        tells=NOTHING,
    ),
    on(
        *("numbers:index", "numbers:xlsx"),
        get=desk(may(READING_NUMBERS, ANYWHERE), otherwise="home"),
        post=desk(may(READING_NUMBERS, ANYWHERE, 405), otherwise="home"),
        tells=NOTHING,
    ),
    on(
        "morning:index",
        get=desk(may(LEADING, ANYWHERE), otherwise="home"),
        post=desk(may(LEADING, ANYWHERE, 405), otherwise="home"),
        tells=USABLE,
        lists=USABLE,
        readers=LEADING,
    ),
    on(
        "morning:adoption",
        get=desk(may(LEADING, ANYWHERE), otherwise="home"),
        post=desk(may(LEADING, ANYWHERE, 405), otherwise="home"),
        tells=NOTHING,
    ),
)

OUTBOX_DESK = desk(may(ADMINISTRATOR, ANYWHERE), otherwise=403)
OUTBOX_POST = desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise=403)

OUTBOX = (
    on("outbox:index", "outbox:index_results", get=OUTBOX_DESK, post=NO_POST, tells=NOTHING),
    on(
        "outbox:message", target=targets.message, bank_wide=True, get=OUTBOX_DESK, post=NO_POST, tells=NOTHING
    ),
    on(
        *("outbox:retry", "outbox:close", "outbox:retry_dead"),
        target=targets.message,
        bank_wide=True,
        body=bodies.handling,
        get=OUTBOX_POST,
        post=desk(may(ADMINISTRATOR, ANYWHERE, "done"), otherwise=403),
        tells=NOTHING,
    ),
)

KEEPS_STAFF = desk(may(ADMINISTRATOR, ANYWHERE), otherwise="home")
KEEPS_STAFF_NO_POST = desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise="home")
KEEPING_STAFF = desk(may(ADMINISTRATOR, ANYWHERE, "done"), otherwise="home")
SEES_BRANCHES: Answers = desk(may(EVERYBODY - SUPERUSER, ANYWHERE), otherwise="home")
SEES_BRANCHES_NO_POST = desk(may(EVERYBODY - SUPERUSER, ANYWHERE, 405), otherwise="home")

PEOPLE = (
    on("branches:index", "branches:index_results", get=SEES_BRANCHES, post=SEES_BRANCHES_NO_POST),
    on("branches:inspect", target=targets.branch, get=SEES_BRANCHES, post=SEES_BRANCHES_NO_POST),
    on(
        *(f"branches:{name}" for name in ("add", "edit", "delete", "history", "history_results", "usage")),
        target=targets.branch,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    on(
        *("qualifications:index", "qualifications:index_results", "qualifications:add"),
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    on(
        *(f"qualifications:{name}" for name in ("edit", "delete", "history", "history_results", "usage")),
        target=targets.qualification,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
    on(
        "wagtailusers_users:index",
        "wagtailusers_users:index_results",
        get=KEEPS_STAFF,
        post=KEEPS_STAFF_NO_POST,
        names=True,
        tells=NOTHING,
    ),
    on("wagtailusers_users:add", body=bodies.new_staff, get=KEEPS_STAFF, post=KEEPING_STAFF, names=True),
    on(
        "wagtailusers_users:edit",
        target=targets.staff,
        body=bodies.staff,
        get=KEEPS_STAFF,
        post=KEEPING_STAFF,
        names=True,
    ),
    on("wagtailusers_users:delete", target=targets.staff, body=bodies.confirmed, get=NEVER, post=NEVER),
    on(
        *(f"wagtailusers_users:{name}" for name in ("history", "history_results", "usage")),
        target=targets.staff,
        get=KEEPS_STAFF,
        post=KEEPS_STAFF_NO_POST,
        names=True,
    ),
    on(
        "wagtailusers_users:reset_second_factor",
        target=targets.staff,
        body=bodies.confirmed,
        get=KEEPS_STAFF,
        post=KEEPING_STAFF,
        names=True,
    ),
    on(
        "hand_over:index",
        "hand_over:index_results",
        get=desk(may(HANDING_OVER, ANYWHERE), otherwise="home"),
        post=desk(may(HANDING_OVER, ANYWHERE, 405), otherwise="home"),
        names=True,
        tells=NOTHING,
    ),
    on(
        "hand_over:person",
        target=targets.staff,
        get=desk(may(ADMINISTRATOR, ANYWHERE), may(LEADING, OVERSEEN), otherwise=404),
        post=desk(may(ADMINISTRATOR, ANYWHERE, 400), may(LEADING, OVERSEEN, 400), otherwise=404),
        names=True,
    ),
    on(
        "wagtailusers_groups:*",
        target=targets.group,
        bank_wide=True,
        body=bodies.confirmed,
        get=NEVER,
        post=NEVER,
    ),
)

KEEPS_SYSTEMS = desk(may(ADMINISTRATOR, ANYWHERE), otherwise=403)
KEEPS_SYSTEMS_POST = desk(may(ADMINISTRATOR, ANYWHERE, "done"), otherwise=403)
WITHOUT_TOKEN = everybody(401)
"""A session opens nothing here: what tokens open is asked in tests/*/api/."""

API = (
    on("api_clients:index", get=KEEPS_SYSTEMS, post=NO_POST, tells=NOTHING),
    on("api_clients:add", body=bodies.new_system, get=KEEPS_SYSTEMS, post=KEEPS_SYSTEMS_POST, tells=NOTHING),
    on(
        "api_clients:client",
        target=targets.system,
        bank_wide=True,
        get=KEEPS_SYSTEMS,
        post=NO_POST,
        tells=NOTHING,
    ),
    on(
        "api_clients:issue",
        target=targets.system,
        bank_wide=True,
        body=bodies.new_token,
        get=desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise=403),
        post=KEEPS_SYSTEMS,
        tells=NOTHING,
    ),
    on(
        "api_clients:revoke",
        target=targets.system,
        bank_wide=True,
        body=bodies.signature,
        get=desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise=403),
        post=KEEPS_SYSTEMS_POST,
        tells=NOTHING,
    ),
    on(
        "api_clients:webhook_add",
        target=targets.system,
        bank_wide=True,
        body=bodies.new_webhook,
        get=KEEPS_SYSTEMS,
        post=KEEPS_SYSTEMS,
        tells=NOTHING,
    ),
    on(
        "api_clients:webhook",
        target=targets.webhook,
        bank_wide=True,
        get=KEEPS_SYSTEMS,
        post=NO_POST,
        tells=NOTHING,
    ),
    on(
        "api_clients:webhook_rotate",
        target=targets.webhook,
        bank_wide=True,
        body=bodies.signature,
        get=desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise=403),
        post=KEEPS_SYSTEMS,
        tells=NOTHING,
    ),
    on(
        "api_clients:webhook_try",
        "api_clients:webhook_switch_on",
        "api_clients:webhook_remove",
        target=targets.webhook,
        bank_wide=True,
        body=bodies.signature,
        get=desk(may(ADMINISTRATOR, ANYWHERE, 405), otherwise=403),
        post=KEEPS_SYSTEMS_POST,
        tells=NOTHING,
    ),
    on(
        *(
            "api:schema",
            "api:packages",
            "api:search",
            "api:screen",
            "api:recalls",
            "api:pulls",
            "api:facts",
            "api:events",
        ),
        get=WITHOUT_TOKEN,
        post=WITHOUT_TOKEN,
    ),
    on(
        "api:edition",
        "api:media",
        target=targets.edition,
        get=WITHOUT_TOKEN,
        post=WITHOUT_TOKEN,
        tells=NOTHING,
    ),
)
