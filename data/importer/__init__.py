"""The importer: an exported file in, the tables changed in one step, or a Problem and nothing changed."""

from data.importer.examination import Examination, examine, readings_of_letters, samples
from data.importer.import_file import import_file
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome
from data.importer.recognition import recognize
from data.importer.recognize.columns import Recognized

__all__ = [
    "Examination",
    "ImportOrder",
    "Outcome",
    "Recognized",
    "examine",
    "import_file",
    "readings_of_letters",
    "recognize",
    "samples",
]
