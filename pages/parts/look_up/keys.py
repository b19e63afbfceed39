"""More keys of `st.session_state` (see session.py): of look-ups. None of them is ever bound to the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts.frame.session import Key

if TYPE_CHECKING:  # loading the importer takes as long as a page
    from pages.parts.look_up.lists.reading import Listed

# The number that a click on a row of another page looks up.
NUMBER_TO_LOOK_UP = Key[str]("number_to_look_up")

# The list that is looked up: what is pasted, its lines, and the text to send to it.
PASTED_NUMBERS = Key[str]("pasted_numbers")
LISTED_NUMBERS: Key[Listed] = Key("listed_numbers")
# Its file, and the viewer, the list and the version of the data that it was made for.
LISTED_FILE: Key[tuple[object, bytes]] = Key("listed_file")
TEXT_TO_SEND = Key[str]("text_to_send")
