"""For planners: who reaches learning spaces on foot, what if, and where next."""
