"""Numbers of tables, cards and aligned text placed: by the heads of their rows and columns."""
