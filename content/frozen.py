"""What of content can never be changed or deleted."""

from core.immutability import register

register("content.Fact")
