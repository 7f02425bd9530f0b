"""What there is to say about products."""

from django.utils.translation import gettext as _

from content.models import Product


def withdrawn_words(product: Product) -> str:
    """Return why nothing more is submitted about a product that is no longer sold."""
    return _("“%(product)s” is no longer sold. Choose another product, or take what is about it out.") % {
        "product": product.name
    }
