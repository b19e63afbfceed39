// Clicks a button that is not on the page; returns after how many milliseconds tiles, charts and list have changed.
(press) => new Promise((done) => {
  const bars = () => document.querySelectorAll("[role=figure] .barlayer .point").length;
  const seen = {
    tiles: () => document.querySelector(".sms.tiles")?.innerText,
    charts: () => [...document.querySelectorAll("[role=figure]")].map((one) => one.getAttribute("aria-label")).join(),
    list: () => document.querySelector(".sms.list[aria-label$=texts]")?.innerText,
  };
  const before = Object.fromEntries(Object.entries(seen).map(([name, look]) => [name, look()]));
  const took = {};
  const begun = performance.now();
  const look = () => {
    for (const [name, now] of Object.entries(seen)) {
      const isDrawn = name !== "charts" || bars() > 1;
      if (!(name in took) && now() && now() !== before[name] && isDrawn) took[name] = performance.now() - begun;
    }
    const longest = "tiles" in took && "charts" in took ? 2000 : 10000;  // a list can have the same texts as before
    if (Object.keys(took).length === 3 || performance.now() - begun > longest) done(took);
    else requestAnimationFrame(look);
  };
  const button = document.createElement("button");
  button.dataset.press = press;
  document.body.append(button);
  button.click();
  button.remove();
  look();
})
