// Announces the results of a change to screen readers: the sentences of elements with a data-announce that weren't there
// before it. The region itself stays in the document, since a reader doesn't notice one that Streamlit draws again.
{
  const STATE = "data-test-script-state"; // Streamlit's; it changes when a page begins to be drawn, and at the end
  const LAST_PARTS = 200; // milliseconds until what arrived last is in the document
  const region = document.getElementById("sms-announced");
  let page = null;
  let before = null; // the sentences when the page began to change
  let waiting = null;
  const sentences = () => [...document.querySelectorAll("[data-announce]")].map((own) => own.dataset.announce);
  const announce = () => {
    const isChange = page === location.pathname && before?.length > 0;
    const others = isChange ? sentences().filter((sentence) => !before.includes(sentence)) : [];
    page = location.pathname;
    before = null;
    if (others.length > 0) region.textContent = others.join(" ");
  };
  const look = () => {
    clearTimeout(waiting);
    if (document.querySelector(`[${STATE}="notRunning"]`)) waiting = setTimeout(announce, LAST_PARTS);
    else before ??= sentences();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: [STATE] });
}
