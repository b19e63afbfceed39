// Tells Python which element with a data-press was clicked, with mouse or keyboard. Python then draws the page
// again, and the element with it: its successor gets the focus (or the line of chips if there is none at the end), so
// that a keyboard goes on where it was; so does the successor of an element that only had the focus. An answer
// elsewhere is marked with a data-press-answer, and gets the focus instead. The browser prints by itself.
const SEARCH = '[data-testid="stPopoverBody"]:has(.choices) input[type="search"]'; // it opens with the focus
const STATE = "data-test-script-state"; // Streamlit's; it changes when a page is drawn to its end

export default function ({ setTriggerValue }) {
  const opened = Date.now();
  let clicks = 0;
  let last = null; // clicked, and nothing else since
  let focused = null; // a press outside it lets it go
  const answer = () => document.querySelector(`[data-press-answer="${CSS.escape(last.split("=")[0])}"]`);
  const isSelected = (row) => {
    const selection = window.getSelection();
    return !selection.isCollapsed && row.contains(selection.anchorNode);
  };
  const press = (event) => {
    const row = event.target.closest("tr[data-press-row]");
    const pressed = event.target.closest("[data-press]") ?? row?.querySelector("[data-press]");
    if (!pressed || (row && event.detail > 0 && isSelected(row))) return; // a mouse that selects text in it
    if (pressed.dataset.press === "print=page") {
      window.print();
      return;
    }
    last = pressed.dataset.press;
    clicks += 1;
    setTriggerValue("press", `${opened}-${clicks} ${last}`); // each with an id: see click_listener.py
  };
  const move = (event) => {
    focused = event.target.dataset?.press ?? null;
    if (last !== null && focused !== last && event.target !== answer()) last = null;
  };
  const leave = (event) => {
    if (!event.target.closest("[data-press]")) focused = null;
  };
  // Arrows go from a search to what it finds, and back.
  const step = (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [...document.querySelectorAll(`${SEARCH}, .choices li button`)];
    const place = stops.indexOf(document.activeElement);
    if (!way || place < 0) return;
    event.preventDefault();
    stops[place + way]?.focus();
  };
  const isDrawn = () => document.querySelector(`[${STATE}="notRunning"]`) !== null;
  const successor = () =>
    document.querySelector(`[data-press="${CSS.escape(last ?? focused)}"]`) ??
    (last !== null && isDrawn() ? document.querySelector(".sms.chips") : null);
  const observer = new MutationObserver(() => {
    if (last === null && focused === null) return;
    const goal = last === null ? null : answer();
    if (goal) goal.focus();
    else if (document.activeElement === document.body) successor()?.focus({ preventScroll: true });
  });
  document.addEventListener("click", press);
  document.addEventListener("keydown", step);
  document.addEventListener("focusin", move);
  document.addEventListener("pointerdown", leave);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: [STATE] });
  return () => {
    document.removeEventListener("click", press);
    document.removeEventListener("keydown", step);
    document.removeEventListener("focusin", move);
    document.removeEventListener("pointerdown", leave);
    observer.disconnect();
  };
}
