"""The closed vocabularies of the store, as the check constraints and the catalog know them."""

KINDS = (
    "temple",
    "school",
    "university",
    "hospital",
    "library",
    "museum",
    "community_centre",
    "government",
    "company",
    "bank",
    "market",
    "park",
    "sage",
)
AGE_GROUPS = ("early_childhood", "child", "youth", "adult", "senior")
BODIES = ("background", "city", "lineage", "faith", "wisdom")
AGENDAS = ("health", "environment", "learning", "equity", "local_economy")
ACTORS = ("temple", "school", "hospital", "government", "company", "bank", "citizens")
LEVELS = ("province", "amphoe", "tambon")
STATUSES = ("draft", "published", "hidden")
WHEELCHAIR = ("yes", "limited", "no")
PLACE_PRIVACY = ("public", "tambon", "private")
NOTE_KINDS = ("problem", "chance", "story")
DIFFICULTIES = ("easy", "moderate", "hard")
MEDIA = ("picture", "audio")
CONTRIBUTION_ACTIONS = ("create", "update", "hide")
CONTRIBUTION_STATUSES = ("pending", "approved", "rejected")
ROLES = ("citizen", "contributor", "curator", "planner", "admin")
BASEMAP_CLASSES = ("water", "green", "building")
POPULATION_BASES = ("district", "cell", "point")
SNAPSHOT_KINDS = ("coverage", "evidence")
