// Measures the charts in a browser: whatever font the reader has, no text may cover another, leave
// the drawing, or stick out of the bar in which it stands.
//
//   cargo run --example chart_gallery > gallery.html
//   NODE_PATH=… node tests/browser/chart-fonts.mjs gallery.html [path of playwright-core]
//
// Needs playwright-core (downloads no browser) and a Chromium, by default /usr/bin/chromium, else
// named in CHROMIUM. Exit code 1 with a line for each fault.

import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [page_file, playwright_path = "playwright-core"] = process.argv.slice(2);
if (!page_file) {
  console.error("usage: chart-fonts.mjs GALLERY.html [PLAYWRIGHT-CORE]");
  process.exit(2);
}
// `require` knows NODE_PATH, `import` doesn't.
const { chromium } = createRequire(import.meta.url)(playwright_path);

const FONTS = ["Noto Sans", "DejaVu Sans", "Liberation Sans"];
// Narrow and wide: widths of a figure on a phone and at a desk.
const WIDTHS = [320, 768];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
let faults = 0;
let texts = 0;
try {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(pathToFileURL(resolve(page_file)).href);
    for (const font of FONTS) {
      await page.addStyleTag({ content: `svg.ck, svg.ck * { font-family: "${font}" !important }` });
      const result = await page.evaluate(measure, font);
      texts += result.texts;
      for (const fault of result.faults) {
        faults += 1;
        console.error(`${font}, ${width}px, ${fault}`);
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
}
console.log(`${texts} texts in ${FONTS.length} fonts at ${WIDTHS.length} widths: ${faults} faults`);
process.exitCode = faults || !texts ? 1 : 0;

// Runs in the page.
function measure(font) {
  const faults = [];
  let texts = 0;
  const EDGE = 0.5; // a hair: rounding of glyph advances at small sizes
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > EDGE &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > EDGE;
  const box = (element) => {
    const { x, y, width, height } = element.getBBox();
    return { left: x, top: y, right: x + width, bottom: y + height };
  };
  if (!document.fonts.check(`14px "${font}"`)) faults.push("the font is not installed");
  for (const svg of document.querySelectorAll("svg.ck")) {
    const id = svg.closest("[id]")?.id ?? "?";
    const view = svg.viewBox.baseVal;
    const scale = svg.getBoundingClientRect().width / view.width;
    const size = parseFloat(getComputedStyle(svg.querySelector("text")).fontSize) * scale;
    if (size < 11) faults.push(`${id}: type of ${size.toFixed(1)}px`);
    const all = [...svg.querySelectorAll("text")].map((e) => ({ text: e.textContent, inside: e.closest(".ck-nhan[class*=ck-t]"), ...box(e) }));
    texts += all.length;
    const bars = [...svg.querySelectorAll(".day rect")].map(box);
    all.forEach((a, i) => {
      if (a.left < view.x - EDGE || a.right > view.x + view.width + EDGE || a.top < view.y - EDGE || a.bottom > view.y + view.height + EDGE)
        faults.push(`${id}: “${a.text}” leaves the drawing`);
      for (const b of all.slice(i + 1)) if (overlap(a, b)) faults.push(`${id}: “${a.text}” covers “${b.text}”`);
      const under = bars.filter((bar) => overlap(a, bar));
      if (a.inside) {
        const holds = (bar) => bar.left <= a.left + EDGE && a.right <= bar.right + EDGE && bar.top <= a.top + EDGE && a.bottom <= bar.bottom + EDGE;
        if (under.length !== 1 || !holds(under[0])) faults.push(`${id}: “${a.text}” sticks out of its bar`);
      } else if (under.length) {
        faults.push(`${id}: “${a.text}” covers a bar or a swatch`);
      }
    });
  }
  return { faults, texts };
}
