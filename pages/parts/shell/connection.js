// Says in our own words that the connection is lost, and that it is back. Streamlit's dialogs about errors are for
// programmers, so it shows none; pages say themselves what went wrong on them.
{
  window.__streamlit = { HOST_CONFIG: { blockErrorDialogs: true } };
  const STATE = "data-test-connection-state"; // Streamlit's, which shows nothing itself in the mode of viewers
  const PATIENCE = 1500; // milliseconds: a short break isn't worth a word
  const words = document.getElementById("sms-lost");
  let wasConnected = false;
  let waiting = null;
  const look = () => {
    const isLost = document.querySelector(`[${STATE}="CONNECTED"]`) === null;
    wasConnected ||= !isLost;
    if (isLost && wasConnected) {
      waiting ??= setTimeout(() => { words.hidden = false; }, PATIENCE);
    } else if (waiting !== null) {
      clearTimeout(waiting);
      waiting = null;
      words.hidden = true;
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: [STATE] });
}
