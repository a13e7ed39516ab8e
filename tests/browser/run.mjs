// Opens every page of a built site in Chromium, from a folder (file://) and from a server on this
// machine, and fails on anything a visitor would stumble over.
//   node tests/browser/run.mjs SITE_FOLDER [SCREENSHOT_FOLDER]
import { createServer } from "node:http";
import { readFile, readdir, mkdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { AxeBuilder } from "@axe-core/playwright";

const [site, shots] = process.argv.slice(2).map((p) => path.resolve(p));
if (!site || !existsSync(path.join(site, "index.html"))) {
  console.error("usage: node run.mjs SITE_FOLDER [SCREENSHOT_FOLDER]");
  process.exit(2);
}
const faults = [];
let passed = 0;
const check = (ok, what) => (ok ? passed++ : faults.push(what));

const walk = async (dir, base = "") => {
  const found = [];
  for (const e of (await readdir(dir, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = base + e.name;
    if (e.isDirectory()) found.push(...(await walk(path.join(dir, e.name), name + "/")));
    else found.push(name);
  }
  return found;
};
const files = await walk(site);
const pages = files.filter((f) => f.endsWith(".html"));

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml", ".json": "application/json", ".pdf": "application/pdf" };
const server = createServer(async (request, response) => {
  const name = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/^\/goc\//, "").replace(/\/$/, "/index.html");
  try {
    const body = await readFile(path.join(site, path.normalize("/" + name)));
    response.writeHead(200, { "content-type": types[path.extname(name)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
// A base path, to show that no link relies on the root.
const base = `http://127.0.0.1:${server.address().port}/goc/`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
});

// The kinds of pages: each is looked at in every width and scheme; further pages of a kind in one.
const kind = (p) => p.replace(/^(ho-so|khao-sat|van-ban)\/(?!index).*/, "$1/*");
const seen = new Set();
const looks = [
  { width: 360, scheme: "light" },
  { width: 360, scheme: "dark" },
  { width: 768, scheme: "light" },
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
  { width: 320, scheme: "light" },
];

// The page for missing ones names its files by the site's future address, which this machine answers.
const map = existsSync(path.join(site, "sitemap.xml")) ? await readFile(path.join(site, "sitemap.xml"), "utf8") : "";
const future = map.match(/<loc>(https?:\/\/[^/]+\/)/)?.[1] ?? "http://none.invalid/";

const visit = async (context, url, name) => {
  const page = await context.newPage();
  await page.route(`${future}**`, (route) => route.fulfill({ path: path.join(site, new URL(route.request().url()).pathname) }));
  page.on("console", (m) => m.type() === "error" && faults.push(`${name}: console: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`${name}: script: ${e.message}`));
  page.on("request", (r) => {
    const to = r.url();
    check(to.startsWith(base) || (name.startsWith("404.html") && to.startsWith(future)) || to.startsWith("file:") || to.startsWith("data:"), `${name}: asks elsewhere: ${to}`);
  });
  await page.goto(url, { waitUntil: "load" });
  return page;
};

for (const name of pages) {
  const first = !seen.has(kind(name));
  seen.add(kind(name));
  for (const look of first ? looks : looks.slice(0, 1)) {
    const label = `${name} ${look.width} ${look.scheme}`;
    const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme, reducedMotion: "reduce" });
    // The page for missing ones is written for the root of its server: it is only looked at.
    const page = await visit(context, name === "404.html" ? pathToFileURL(path.join(site, name)).href : base + name, label);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${label}: scrolls sideways by ${wide}px`);
    check((await page.locator("h1").count()) === 1, `${label}: not exactly one h1`);
    if (first) {
      const axe = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      check(axe.violations.length === 0, `${label}: axe: ${axe.violations.map((v) => `${v.id} (${v.nodes.map((n) => n.target).join("; ")})`).join(" | ")}`);
    }
    if (shots && first) {
      await mkdir(shots, { recursive: true });
      await page.screenshot({ path: path.join(shots, `${name.replaceAll("/", "_")}-${look.width}-${look.scheme}.png`), fullPage: true });
      if (look.width === 1280 && look.scheme === "light") {
        await page.pdf({ path: path.join(shots, `${name.replaceAll("/", "_")}.pdf`), format: "A4" });
      }
    }
    await context.close();
  }
}

// By double click: every page opens from the folder, styled, and every link leads to a file.
{
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  for (const name of pages.filter((p) => p !== "404.html")) {
    const page = await visit(context, pathToFileURL(path.join(site, name)).href, `file ${name}`);
    const links = await page.$$eval("a[href], link[href], script[src], form[action]", (all) => all.map((e) => e.href || e.src || e.action));
    for (const link of new Set(links)) {
      if (!link.startsWith("file:")) continue;
      const target = decodeURIComponent(new URL(link).pathname);
      check(existsSync(target) && !target.endsWith("/"), `file ${name}: leads nowhere: ${link}`);
    }
    check((await page.evaluate(() => document.styleSheets.length)) > 0, `file ${name}: no style sheet`);
    await page.close();
  }
  await context.close();
}

// Search finds without diacritics, with script; without script everything is listed.
for (const [where, start] of [["server", base], ["folder", pathToFileURL(site).href + "/"]]) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await visit(context, start + "index.html", `search ${where}`);
  await page.fill('input[type="search"]', "khao sat muc do hai long quy iii");
  await page.press('input[type="search"]', "Enter");
  await page.waitForURL(/tim-kiem\.html\?q=/);
  const shown = await page.locator("main a:visible").allInnerTexts();
  check(shown.some((t) => /hài lòng quý III/i.test(t)), `search ${where}: not found: ${shown.slice(0, 5)}`);
  check(!shown.some((t) => /Giới thiệu/.test(t)), `search ${where}: shows what doesn't fit`);
  await context.close();
}
// Figures match whole, quarters in any writing; what is not found leads on.
{
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  for (const [query, fits] of [["quý 3", /quý III\b/i], ["q3", /quý III\b/i]]) {
    const page = await visit(context, `${base}tim-kiem.html?q=${encodeURIComponent(query)}`, `search ${query}`);
    const shown = await page.locator("[data-tim-ket-qua] li").allInnerTexts();
    check(shown.length > 0 && shown.every((t) => fits.test(t)), `search ${query}: ${shown.join(" | ")}`);
    await page.close();
  }
  const page = await visit(context, `${base}tim-kiem.html?q=khongcotunay`, "search in vain");
  check(await page.locator("[data-tim-khong]").isVisible(), "search in vain: no help");
  check(await page.locator("[data-tim-tat-ca]").isVisible(), "search in vain: the list is hidden");
  await context.close();
}

// The buttons for dark ground and high contrast leave every text of a chart legible.
{
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  const drawn = [];
  for (const name of pages.filter((p) => /^(ho-so|khao-sat)\//.test(p))) {
    const page = await visit(context, base + name, `buttons ${name}`);
    if ((await page.locator("svg.ck").count()) === 0) { await page.close(); continue; }
    drawn.push(name);
    for (const press of [[], ["Nền tối"], ["Tương phản cao"], ["Nền tối"]]) {
      for (const label of press) await page.getByRole("button", { name: label }).click();
      const low = await page.evaluate(() => {
        const rgb = (c) => c.match(/[\d.]+/g).slice(0, 3).map((v) => { const x = v / 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
        const light = (c) => { const [r, g, b] = rgb(c); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
        const fill = (s) => { const e = document.querySelector(`svg.ck ${s}`); return e && getComputedStyle(e).fill; };
        const ground = getComputedStyle(document.body).backgroundColor;
        const pairs = [[getComputedStyle(document.querySelector("svg.ck")).fill, ground], [fill(".ck-phu"), ground], [fill(".ck-t1"), fill(".ck-s1")], [fill(".ck-t4"), fill(".ck-s4")]];
        return pairs.filter(([a, b]) => a && b && ratio(a, b) < 4.5).map((p) => p.join(" on "));
      });
      check(low.length === 0, `${name}, ${press[0] ?? "as opened"}: ${low.join("; ")}`);
    }
    await page.evaluate(() => localStorage.clear());
    await page.close();
    if (drawn.length === 3) break;
  }
  check(drawn.length > 0, "no page with a chart");
  await context.close();
}
{
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  const page = await visit(context, base + "tim-kiem.html", "search without script");
  const listed = await page.locator("main a:visible").count();
  check(listed >= pages.length - 3, `search without script lists ${listed} of ${pages.length} pages`);
  await context.close();
}

await browser.close();
server.close();
for (const fault of faults) console.error(`FAILED ${fault}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
