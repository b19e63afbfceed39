// Returns what on this page comes of a payload and not of the dashboard. Payloads bear the word "attack".
([unseen, calculated, host]) => {
  const signs = [];
  if (window.attacked) signs.push("a script ran");
  const short = (element) => element.outerHTML.slice(0, 160);
  const made =
    ".attacked, [name=attacked], iframe, frame, object, embed, base, meta[http-equiv=refresh]," +
    ".katex, [onerror], [onload], [onfocus], [onmouseover]";
  for (const element of document.querySelectorAll(made)) signs.push(`an element: ${short(element)}`);
  for (const element of document.querySelectorAll("body *, head *")) {
    for (const { name, value } of element.attributes) {
      const leads = /^(.*href|src|srcset|action|formaction|data|poster|ping|style)$/i.test(name);
      if (leads && (value.includes(host) || /^\s*javascript:/i.test(value))) signs.push(`a link: ${short(element)}`);
    }
    const text = element.childElementCount ? "" : element.textContent.trim();
    if (text === "attacked" || text === "skull") signs.push(`a form of text: ${short(element)}`);
    if (element.localName === "style" && text.includes(host)) signs.push(`a style: ${short(element)}`);
  }
  const text = document.title + document.body.innerText;
  if (text.includes("\u{1f480}")) signs.push("an emoji");
  if (/attack → b|b ← c/.test(text)) signs.push("an arrow");
  if (text.includes(calculated)) signs.push("a template was filled");
  const acts = [...text].find((letter) => unseen.includes(letter));
  if (acts) signs.push(`a character acts unseen: U+${acts.codePointAt(0).toString(16)}`);
  return signs;
}
