// What opens over a page takes the focus, Escape closes it, and the focus returns to its button. Streamlit's popovers
// do the last two by themselves. Enter applies a date that was typed, which Streamlit waits to do until it is left.
{
  const POPOVER = '[data-testid="stPopoverBody"]';
  const ITS_BUTTON = '[data-testid="stPopover"] button[aria-expanded="true"]';
  const CALENDAR = '[data-testid="stDateInputCalendar"]';
  const CALENDAR_BUTTON = '[data-testid="stDateInputCalendarButton"]';
  const MENU = "details.sms.more";
  const MENU_LINK = '[data-testid="stSidebarNavLink"]';
  let entered = null; // the popover that is open
  const enter = () => {
    const popover = [...document.querySelectorAll(POPOVER)].at(-1) ?? null;
    const focused = document.activeElement;
    const search = popover?.querySelector('input[type="search"]');
    if (popover && (popover !== entered ? focused?.matches(ITS_BUTTON) : search && focused === popover)) {
      popover.tabIndex = -1;
      (search ?? popover).focus();
    }
    entered = popover;
  };
  new MutationObserver(enter).observe(document.body, { childList: true, subtree: true });

  const close = (menu, isByKey) => {
    menu.open = false;
    if (isByKey) menu.querySelector("summary").focus();
  };
  const leave = (event) => {
    for (const menu of document.querySelectorAll(`${MENU}[open]`)) {
      if (!menu.contains(event.target)) close(menu, false);
    }
  };
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches?.(`${MENU}[open]`)) target.querySelector("button")?.focus();
  }, true);
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const menu = target.closest?.(`${MENU}[open]`);
    if (key === "Escape" && menu) close(menu, true);
    // The Escape would close the popover around the calendar, too. Its button closes the calendar alone.
    const calendar = target.closest?.(CALENDAR);
    const button = calendar && document.querySelector(`${POPOVER} ${CALENDAR_BUTTON}[aria-expanded="true"]`);
    if (key === "Escape" && button) {
      event.preventDefault();
      event.stopImmediatePropagation();
      button.click();
      button.focus();
    }
    const isDate = target.matches?.('[role="spinbutton"]') && target.closest('[data-testid="stDateInput"]');
    if (key !== "Enter" || !isDate) return;
    event.preventDefault();
    target.setAttribute("aria-expanded", "true"); // else the Escape closes the popover around the field, too
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
    target.removeAttribute("aria-expanded");
  }, true);

  // A link to a page in a sentence leads there as the menu does: in this tab, and without a new session.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stMain"] a[href]');
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.origin !== location.origin) return;
    const same = [...document.querySelectorAll(MENU_LINK)].find((own) => own.pathname === link.pathname);
    if (!same) return;
    event.preventDefault();
    same.click();
  });
}
