"""Which contest and which count a placed number belongs to, or that it belongs to none that is followed."""
