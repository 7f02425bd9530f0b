"""Where a component's pages are."""

from django.urls import reverse

from content.models import Component, proxy_for


def edit_address(component: Component) -> str:
    """Return the address of the component's form."""
    return page_address(component.kind, component.pk, "edit")


def page_address(kind_code: str, key: int, view: str) -> str:
    """Return the address of one page of the piece `key`: `edit`, `inspect` or another of its kind's views.

    A piece of a kind that is no longer declared has one page, which shows what is kept of it.
    """
    try:
        viewset = proxy_for(kind_code).snippet_viewset
    except KeyError:
        return reverse("content_gone:piece", args=[kind_code, key])
    return reverse(viewset.get_url_name(view), args=[key])


def list_address(kind_code: str) -> str:
    """Return the address of the list of a kind; also of one that is no longer declared."""
    try:
        viewset = proxy_for(kind_code).snippet_viewset
    except KeyError:
        return reverse("content_gone:list", args=[kind_code])
    return reverse(viewset.get_url_name("list"))
