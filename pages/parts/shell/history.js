// Makes every change of a page one step of the browser's history. Streamlit makes one of each field that changes. A step
// begins with what a person does. What the page writes by itself afterwards, or when it opens and when a person goes
// back, belongs to the step that is there.
{
  const { pushState, replaceState } = History.prototype;
  let isNewStep = false;
  const write = (state, title, url) => {
    const isOther = new URL(url ?? location.href, location.href).href !== location.href;
    const way = isOther && isNewStep ? pushState : replaceState;
    if (isOther) isNewStep = false;
    way.call(history, state, title, url);
  };
  history.pushState = write;
  history.replaceState = write;
  for (const kind of ["pointerdown", "keydown", "click"]) {
    addEventListener(kind, () => { isNewStep = true; }, true);
  }
  addEventListener("popstate", () => { isNewStep = false; }, true);
}
