// Runs once in a browser, for all pages: charts that fit the paper, the time of printing, charts saved as pictures,
// and a menu that closes on a phone. A picture is always light, in a font that every computer has: LIGHT has the
// light color for each dark one.
const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
const INK = "#1c2430";
const [LEAST_WIDTH, EDGE, TIMES_LARGER, PHONE] = [760, 16, 2, "(max-width: 768px)"];
const ROOM = { layout: { xaxis: { automargin: true }, yaxis: { automargin: true } } }; // for the words of axes
const SVG = "http://www.w3.org/2000/svg";

const all = (selector, place = document) => [...place.querySelectorAll(selector)];
const words = (selector) => all(selector).map((place) => place.textContent.trim());

function now(place) {
  const { zone, language } = place.dataset;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format();
}

// Charts are drawn for the screen: on paper, they are scaled down to its width.
function toPaper() {
  all("time[data-now]").forEach((place) => (place.textContent = now(place)));
  all(".js-plotly-plot .main-svg").forEach((chart) => {
    const [width, height] = ["width", "height"].map((side) => chart.getAttribute(side));
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.style.setProperty("--on-paper", `${width}px`);
  });
}

function toScreen() {
  all(".js-plotly-plot .main-svg").forEach((chart) => {
    chart.removeAttribute("viewBox");
    chart.style.removeProperty("--on-paper");
  });
}

function inLight(value) {
  if (typeof value === "string") return LIGHT[value.toLowerCase()] ?? value;
  if (Array.isArray(value)) return value.map(inLight);
  if (!value || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, inLight(own)]));
}

// What stands over the chart: its title, the filter, and whose data it is, of when.
function headOf(title, shown) {
  const { district, sample } = document.querySelector(".sms.paper.head").dataset;
  const filter = shown ?? all("[data-filter]").map((place) => place.dataset.filter).join(" · ");
  const source = [sample, district, ...words("[data-updated]")].filter(Boolean).join(" · ");
  return [title, filter, source].filter(Boolean);
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.textContent = text;
  return made;
}

function broken(line, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const fits = (text) => pen.measureText(text).width <= width;
  const pieces = (word) => (fits(word) ? [word] : [...word].reduce(([last, ...others], letter) =>
    fits(last + letter) ? [last + letter, ...others] : [letter, last, ...others], [""]).reverse());
  return line.split(" ").flatMap(pieces).reduce((lines, word) => {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    return lines.length && fits(longer) ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

// The chart's own legend stands in the page.
function keysOf(data) {
  const bars = data.filter((trace) => trace.type === "bar" && typeof trace.marker.color === "string");
  return bars.length > 1 || data.length > bars.length ? bars.map((trace) => [trace.name, trace.marker.color]) : [];
}

// The list of notes stands under the buttons of its chart. Each line is a letter and what was noted.
function notesUnder(place) {
  const list = place.nextElementSibling?.querySelector(".sms.notes");
  return list ? all("li, p", list).map((line) => line.textContent.trim().replace(/\s+/g, " ")) : [];
}

async function pictureOf(chart, { title, shown }, notes) {
  const width = Math.max(chart.clientWidth, LEAST_WIDTH);
  const [data, layout] = [inLight(chart.data), inLight({ ...chart.layout, template: ROOM, selections: [] })];
  const light = { paper_bgcolor: "#ffffff", plot_bgcolor: "#ffffff", font: { ...layout.font, family: FONT } };
  const { locale, locales } = chart._context;
  const figure = { data, layout: { ...layout, ...light, width }, config: { locale, locales } };
  const options = { format: "svg", width, height: layout.height, imageDataOnly: true };
  const drawn = new DOMParser().parseFromString(await window.Plotly.toImage(figure, options), "image/svg+xml");
  const texts = { head: headOf(title, shown), keys: keysOf(data), notes };
  return withTexts(document.importNode(drawn.documentElement, true), texts, width, layout.height);
}

function withTexts(drawn, { head, keys, notes }, width, height) {
  const picture = element("svg", { xmlns: SVG, "font-family": FONT, role: "img" });
  picture.append(element("title", {}, head[0]), element("rect", { width: "100%", height: "100%", fill: "#ffffff" }));
  let y = EDGE;
  head.forEach((line, place) => (y = withLine(picture, line, width, y, ...(place ? [12, 400] : [17, 700]))));
  y = withKeys(picture, keys, width, y + 6) + 10;
  drawn.setAttribute("x", EDGE);
  drawn.setAttribute("y", y);
  picture.append(drawn);
  y += height + (notes.length && 8);
  notes.forEach((line) => (y = withLine(picture, line, width, y, 12, 400)));
  const size = { width: width + 2 * EDGE, height: Math.ceil(y + EDGE) };
  Object.entries(size).forEach(([name, value]) => picture.setAttribute(name, value));
  picture.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  return { text: new XMLSerializer().serializeToString(picture), ...size };
}

// Returns where the next line begins.
function withLine(picture, line, width, top, size, weight) {
  const look = { "font-size": size, "font-weight": weight, fill: INK };
  return broken(line, `${weight} ${size}px ${FONT}`, width).reduce((y, text) => {
    picture.append(element("text", { x: EDGE, y: y + size * 1.1, ...look }, text));
    return y + size * 1.4;
  }, top);
}

function withKeys(picture, keys, width, top) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${FONT}`;
  let [x, y] = [EDGE, top];
  keys.forEach(([name, color]) => {
    const room = pen.measureText(name).width + 34;
    if (x > EDGE && x + room > width) [x, y] = [EDGE, y + 18];
    picture.append(element("rect", { x, y: y + 3, width: 10, height: 10, rx: 2, fill: color }));
    picture.append(element("text", { x: x + 15, y: y + 12, "font-size": 12, fill: INK }, name));
    x += room;
  });
  return keys.length ? y + 18 : y;
}

async function asPng({ text, width, height }) {
  const image = new Image(width * TIMES_LARGER, height * TIMES_LARGER);
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, image.width, image.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function nameOf(title) {
  const { sample } = document.querySelector(".sms.paper.head").dataset;
  const page = location.pathname.split("/").filter(Boolean).at(-1);
  const days = all("[data-days]").map((place) => place.dataset.days);
  const parts = [sample && "sample", page, title.toLowerCase(), ...days].filter(Boolean);
  return parts.map((part) => part.replace(/[^\p{L}\p{N}-]+/gu, "_").replace(/^_+|_+$/g, "")).join("_");
}

async function save(button) {
  const about = button.closest(".sms.save").dataset;
  const container = button.closest('[data-testid="stElementContainer"]');
  const place = container.previousElementSibling;
  const picture = await pictureOf(place.querySelector(".js-plotly-plot"), about, notesUnder(container));
  const kind = button.dataset.save;
  const content = kind === "png" ? await asPng(picture) : new Blob([picture.text], { type: "image/svg+xml" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content) });
  link.download = `${nameOf(about.title)}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// On a phone, the menu lies over the page.
function closeMenu() {
  if (matchMedia(PHONE).matches) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}

if (!window.smsPaper) {
  window.smsPaper = true;
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-save]");
    if (button) save(button);
    if (target.closest('[data-testid="stSidebarNavLink"]')) closeMenu();
  });
}
