"""Backup and restore of a whole site (docs/decisions/0012-backup.md)."""
