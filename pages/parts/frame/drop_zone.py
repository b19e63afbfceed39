"""The name of the place onto which files are dropped, for screen readers."""

from __future__ import annotations

import streamlit as st

# Streamlit gives the drop zone the role of a presentation, but also a name and the focus; screen readers
# differ on what that is. A group may have a name.
NAME = """export default function () {
  const name = (tries) => {
    const zone = document.querySelector('[data-testid="stFileUploaderDropzone"]');
    if (zone) zone.setAttribute("role", "group");
    else if (tries) setTimeout(name, 50, tries - 1);
  };
  name(40);
}"""


def name() -> None:
    """Name the drop zone of the page, which has one at most."""
    component = st.components.v2.component("drop_zone", js=NAME, isolate_styles=False)
    component(key="drop_zone", height=0)
