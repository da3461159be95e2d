"""The street's one file: the only room that speaks SQL."""

from street_desk.store.store import Store

__all__ = ["Store"]
