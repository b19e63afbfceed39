"""The run of a script by Streamlit, as who waits for the answers on a page.

Streamlit stops a script only at its own next call, so a question would run to its end after its viewer
closed the tab or changed a filter. How it says that a run is to stop isn't public: tests/pages/frame tries
it with the pinned version.
"""

from __future__ import annotations

from functools import partial

from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from data.engine.interruption import Asker

OLD_WIDGETS = 50  # of a session that aren't drawn anymore; a click on one can still be on its way


def forget_old_widgets() -> None:
    """Let Streamlit forget widgets that the run of a whole page, which ends here, hasn't drawn.

    It keeps what it knows of every widget until the session ends. A chart with other bars is another one.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    with context.session_state._lock:  # noqa: SLF001
        widgets = context.session_state._state._new_widget_state.widget_metadata  # noqa: SLF001
        drawn = context.shared.widget_ids_this_run.snapshot()
        old = [name for name in widgets if name not in drawn]
        for name in old[:-OLD_WIDGETS]:
            del widgets[name]


def is_from_history() -> bool:
    """Return whether this run shows what the URL says, since a person went back or forward."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def asker() -> Asker | None:
    """Return the run that this thread is in; None outside of a page."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or context.script_requests is None:
        return None
    return Asker(partial(_is_over, context), partial(_end, context))


def _is_over(context: ScriptRunContext) -> bool:
    """Return whether the run is to stop, or all that it draws is to be drawn again."""
    return _request(context)[0] is ScriptRequestType.STOP or _is_drawn_again(context)


def _is_drawn_again(context: ScriptRunContext) -> bool:
    """Return whether the next run draws what this one does. One of other fragments waits for this one."""
    state, following = _request(context)
    if state is not ScriptRequestType.RERUN:
        return False
    if not following.fragment_id_queue or following.is_fragment_scoped_rerun:
        return True
    if following.is_auto_rerun:  # its timer doesn't wait: a slow part would never be drawn
        return False
    drawn = set(context.fragment_ids_this_run or ())
    return bool(drawn) and drawn <= {*following.fragment_id_queue}


def _request(context: ScriptRunContext) -> tuple[ScriptRequestType, RerunData]:
    """Return what is to happen to the run, and the data of its next one.

    Streamlit changes one after the other. Without its lock, a part to draw looks like the whole page.
    """
    requests = context.script_requests
    if requests is None or requests._state is ScriptRequestType.CONTINUE:  # noqa: SLF001
        return ScriptRequestType.CONTINUE, RerunData()
    with requests._lock:  # noqa: SLF001
        return requests._state, requests._rerun_data  # noqa: SLF001


def _end(context: ScriptRunContext) -> None:
    """Raise what ends the run as Streamlit does at its own calls; return if it is to go on after all."""
    context.yield_check()
    if context.script_requests is None or not _is_drawn_again(context):
        return
    # Streamlit would finish a fragment first, even one that it draws again at once.
    request = context.script_requests.on_scriptrunner_ready()
    if request.type is ScriptRequestType.RERUN:
        raise RerunException(request.rerun_data)
    raise StopException
