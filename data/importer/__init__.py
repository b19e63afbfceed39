"""The importer: an exported file in, the tables changed in one step, or a Problem and nothing changed."""

from data.importer.import_file import take_in
from data.importer.outcome import Asked, Outcome
from data.importer.recognition import preview, recognise
from data.importer.recognize.columns import Recognised

__all__ = ["Asked", "Outcome", "Recognised", "preview", "recognise", "take_in"]
