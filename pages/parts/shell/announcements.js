// Announces the results of a change to screen readers: the sentences of elements with a data-announce that weren't there
// before it. The region itself stays in the document, since a reader doesn't notice one that Streamlit draws again.
{
  const STATE = "data-test-script-state"; // Streamlit's; a part that is drawn at once leaves it as it is
  const LAST_PARTS = 200; // milliseconds until what arrived last is in the document
  const region = document.getElementById("sms-announced");
  let page = null;
  let before = [];
  let waiting = null;
  const announce = () => {
    if (!document.querySelector(`[${STATE}="notRunning"]`)) return;
    const sentences = [...document.querySelectorAll("[data-announce]")].map((own) => own.dataset.announce);
    const isChange = page === location.pathname && before.length > 0;
    const others = isChange ? sentences.filter((sentence) => !before.includes(sentence)) : [];
    page = location.pathname;
    before = sentences;
    if (others.length > 0) region.textContent = others.join(" ");
  };
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(announce, LAST_PARTS);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributeFilter: [STATE] });
}
