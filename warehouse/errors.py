"""What can be wrong with a warehouse file. The texts are meant for people."""

from __future__ import annotations


class WarehouseError(RuntimeError):
    """A warehouse file cannot be used as it is."""


class WarehouseNewerError(WarehouseError):
    """The file was made by a newer Tallysheet."""


class UnusableError(WarehouseError):
    """The file cannot be opened."""
