"""Numbers with their nouns, as people write them: 1 file, 2 files, 1,204 captures."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and the noun that goes with it; `many` where an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
