"""The published warehouse in the formats of others. Each module writes one; all read an open snapshot and no clock."""
