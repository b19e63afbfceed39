"""The filter fields of the pages about contacts that can't be texted, and numbers to fix."""

from __future__ import annotations

from data.words import number_words
from data.words.catalog import N_
from queries.field_kinds import Choice, ListField

WHO_WE_CAN_TEXT, NUMBERS_TO_FIX = "who_we_can_text", "numbers_to_fix"


OBSTACLE = ListField(
    key="obstacle",
    label=N_("Why not"),
    link_word=N_("why not"),
    everything=N_("All contacts who can't be texted"),
    parameters=("obstacles",),
    choices=lambda: [Choice(one.key, one.key, one.title) for one in number_words.OBSTACLES],
    option="--obstacle",
    help=N_("only contacts who can't be texted for this reason"),
    pages=(WHO_WE_CAN_TEXT,),
    width=250,
)
FIX = ListField(
    key="fix",
    label=N_("What to do"),
    link_word=N_("what to do"),
    everything=N_("All numbers to fix"),
    parameters=("fixes",),
    choices=lambda: [Choice(fix.key, fix.key, fix.title) for fix in number_words.FIXES],
    option="--fix",
    help=N_("only numbers with this to do"),
    pages=(NUMBERS_TO_FIX,),
    width=250,
)
