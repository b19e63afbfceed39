"""The importer: an exported file in, the tables changed in one step, or a Problem and nothing changed."""

from data.importer.columns import Recognised
from data.importer.outcome import Asked, Outcome
from data.importer.reading import preview, recognise
from data.importer.taking_in import take_in

__all__ = ["Asked", "Outcome", "Recognised", "preview", "recognise", "take_in"]
