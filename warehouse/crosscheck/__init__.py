"""What of a cross-check is no rule about rows: choosing one world, smallest conflicts, origins, sentences."""
