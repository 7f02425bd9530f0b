"""Where a component is edited, for templates."""

from django import template

from content.queries.addresses import edit_address

register = template.Library()
register.filter(edit_address)
