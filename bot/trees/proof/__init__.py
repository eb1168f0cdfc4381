"""The proof: what holds for every combination of answers, decided exactly."""
