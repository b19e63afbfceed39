"""What a browser shows of a page: what is cut off, and the contrast of the words of buttons."""

from __future__ import annotations

from PIL import Image
from playwright.sync_api import Page

LEAST_CONTRAST = 4.5
HOVER_FADES = 300  # milliseconds
BUTTONS = (
    'button, summary, [role="button"], a.button, .sms a, [data-testid="stPageLink"] a, label:has(input)'
)
# A folded menu, a hidden field and words for screen readers alone aren't seen.
UNSEEN = '.unseen, details:not([open]) > :not(summary), .st-key-presses, [data-testid="stSkipToContent"]'
CUT = """
unseen => {
  const edge = document.querySelector('[data-testid="stMain"]').getBoundingClientRect().right + 1;
  const cut = [];
  for (const place of document.querySelectorAll('[data-testid="stMain"] *')) {
    const [box, style] = [place.getBoundingClientRect(), getComputedStyle(place)];
    const is_seen = box.width > 2 && style.visibility !== "hidden" && place.textContent.trim();
    if (!is_seen || place.closest(unseen)) continue;
    const chart = place.closest(".js-plotly-plot")?.getBoundingClientRect();
    const is_beyond = place instanceof SVGElement
      ? place.tagName === "text" && (box.left < chart.left - 1 || box.right > chart.right + 1)
      : box.right > edge || (style.overflowX !== "visible" && place.scrollWidth > place.clientWidth + 1);
    if (is_beyond) cut.push(place.textContent.trim().slice(0, 60));
  }
  return cut;
}
"""
FAINT = """
([buttons, unseen, least]) => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const paint = (...colors) => {
    pen.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const light = (color) => color.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const isText = (node) => node.nodeType === 3 && node.textContent.trim();
  const above = (place) => (place ? [...above(place.parentElement), place] : []);
  const faint = new Set();
  for (const button of document.querySelectorAll(buttons)) {
    if (button.closest(unseen) || button.disabled || !button.getBoundingClientRect().width) continue;
    for (const place of [button, ...button.querySelectorAll("*")]) {
      const style = getComputedStyle(place);
      const is_read = [...place.childNodes].some(isText) && style.visibility !== "hidden";
      if (!is_read || place.closest(unseen)) continue;
      const line = above(place);
      const grounds = ["#ffffff", ...line.map((own) => getComputedStyle(own).backgroundColor)];
      const opacity = line.reduce((product, own) => product * getComputedStyle(own).opacity, 1);
      const ground = paint(...grounds);
      const full = paint(...grounds, style.color);
      const word = full.map((own, part) => own * opacity + ground[part] * (1 - opacity));
      const [high, low] = [light(word), light(ground)].sort((one, other) => other - one);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < least) faint.add(`${place.textContent.trim().slice(0, 40)}: ${contrast.toFixed(1)}`);
    }
  }
  return [...faint];
}
"""


def cut_off(page: Page) -> list[str]:
    """Return words beyond the edge of a page, or of a place that doesn't show all of itself."""
    cut: list[str] = page.evaluate(CUT, UNSEEN)
    return cut


def faint_buttons(page: Page) -> list[str]:
    """Return buttons whose words are too faint: as they are, all selected, or all under a mouse."""
    faint = _faint(page)
    pressed = '[aria-pressed="false"]'
    page.evaluate(
        "pressed => document.querySelectorAll(pressed).forEach(own => own.ariaPressed = 'true')", pressed
    )
    faint += _faint(page)
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = browser.send("DOM.querySelectorAll", {"nodeId": root, "selector": BUTTONS})
    for node in found["nodeIds"]:
        browser.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": ["hover"]})
    page.wait_for_timeout(HOVER_FADES)
    faint += _faint(page)
    browser.detach()
    return faint


def share_of_dark(picture: Image.Image) -> float:
    """Return the part of a picture's dots that is rather black than white."""
    dots = picture.convert("L").histogram()
    return sum(dots[:128]) / sum(dots)


def _faint(page: Page) -> list[str]:
    faint: list[str] = page.evaluate(FAINT, [BUTTONS, UNSEEN, LEAST_CONTRAST])
    return faint
