"""Where a component's pages are."""

from django.urls import reverse

from content.models import Component, proxy_for


def edit_address(component: Component) -> str:
    """Return the address of the component's form."""
    return reverse(proxy_for(component.kind).snippet_viewset.get_url_name("edit"), args=[component.pk])
