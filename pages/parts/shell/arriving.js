// Runs once in a browser, before Streamlit. Streamlit loads the code of each kind of part when the first one is drawn,
// and holds a place of another height for it. So the first page is seen once no such place is left in it, except those
// of charts, whose code is the largest: they have their height (see pages/parts/draw/chart.py).
{
  const [ARRIVING, LONGEST] = ["arriving", 15_000]; // milliseconds after which it is seen anyway
  const STATE = "data-test-script-state"; // Streamlit's
  const root = document.documentElement;
  const main = (selector) => document.querySelector(`[data-testid="stMain"] ${selector}`);
  const show = () => {
    root.classList.remove(ARRIVING);
    watcher.disconnect();
  };
  const watcher = new MutationObserver(() => {
    const isOver = document.querySelector(`[${STATE}="notRunning"]`); // an error can be all that there is
    const isDrawn = main("h1") ? isOver || main(".sms") : isOver && main('[data-testid="stAlert"]');
    if (isDrawn && !main('[data-testid="stSkeleton"]:not(.stPrintGraphic *)')) show();
  });
  root.classList.add(ARRIVING);
  watcher.observe(root, { childList: true, subtree: true, attributeFilter: [STATE] });
  setTimeout(show, LONGEST);
}
