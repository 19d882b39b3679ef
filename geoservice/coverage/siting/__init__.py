"""Where next: the best new places among candidates, with the proof of how good they are."""
