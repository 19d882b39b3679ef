"""The figures of a city in the order in which they are read, and where each is had again."""

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "spaces": (
        *("spaces", "spaces_per_1000", "kinds_present", "schools", "universities"),
        *("culture_spaces", "market_spaces", "government_spaces", "work_spaces"),
        *("agenda_spaces", "capacity"),
    ),
    "reach": (
        *("reach_any", "reach_library", "reach_community", "reach_park", "reach_school"),
        *("reach_school_children", "reach_seniors", "variety", "access_gini"),
    ),
    "learning": (
        *("activities_this_month", "activities", "family_activities", "partnered_activities"),
        *("knowledge_pieces", "knowledge_bodies", "routes", "offerings", "agendas_served"),
    ),
    "people": (
        *("partners", "partner_actors", "work_partners", "notes", "notes_solved"),
        "coverage_kept",
    ),
    "quality": (
        *("named_in_both", "described", "hours_known", "websites", "capacity_known"),
        *("wheelchair_known", "wheelchair_spaces"),
    ),
}
"""The figures of each part of a profile; every indicator of the evidence stands in one of them."""

TITLES = {
    "spaces": "Learning spaces",
    "reach": "Within reach on foot",
    "learning": "What there is to learn",
    "people": "Who takes part",
    "quality": "How much is known of the spaces",
}

HEADLINES = (
    *("spaces", "spaces_per_1000", "reach_any", "reach_library", "variety"),
    *("activities_this_month", "knowledge_pieces", "routes", "partners", "notes_solved"),
)
"""The figures that stand out at the top of a profile."""

ITEMS: Mapping[str, tuple[str, str]] = {
    "spaces": ("spaces", ""),
    "schools": ("spaces", "kind=school"),
    "universities": ("spaces", "kind=university"),
    "culture_spaces": ("spaces", "kind=museum,library,temple,community_centre"),
    "market_spaces": ("spaces", "kind=market"),
    "government_spaces": ("spaces", "kind=government"),
    "work_spaces": ("spaces", "kind=company,bank"),
    "agenda_spaces": ("spaces", "agendas=health,environment"),
    "activities": ("activities", ""),
    "family_activities": ("activities", "age_groups=early_childhood,child"),
    "knowledge_pieces": ("knowledge", ""),
    "routes": ("routes", ""),
    "offerings": ("offerings", ""),
    "partners": ("partners", ""),
    "work_partners": ("partners", "actor=company,bank"),
    "notes": ("notes", ""),
}
"""Figures that a collection counts (`numberMatched`): its id and the filter beside the city's."""

COMPUTED = {"spaces_per_1000": "1000 × total.spaces ÷ total.people"}
"""Figures of coverage that are no member of its answer themselves."""
