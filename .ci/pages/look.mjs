// What check.mjs and form.mjs share: a browser, and how to look at a page in it.
//
// CHROMIUM names the browser, if it is not Debian's.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const addressOf = (file) => pathToFileURL(resolve(file)).href;

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    // Containers often run as root and without namespaces; the pages are our own.
    args: ["--no-sandbox"],
  });

// watch returns a list that fills with what a page may not do: write to the console,
// fail, open a dialog, or request anything but these addresses.
export function watch(page, ...addresses) {
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (wrong.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    const [url] = request.url().split("#");
    if (![...addresses, "data:,"].includes(url)) wrong.push(`request: ${url.slice(0, 200)}`);
  });
  return wrong;
}

// look returns what is wrong with a page as it is shown now.
export const look = async (page) => [...(await page.evaluate(beyondTheEdge)), ...(await accessibility(page))];

// beyondTheEdge runs in the page. A page that does not scroll sideways can
// still have lettering cut off.
function beyondTheEdge() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wrong = scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} of ${clientWidth} pixels`] : [];
  for (const element of document.querySelectorAll("main *, h1, header dd, footer *")) {
    if (element.parentElement.closest(".scrolls")) continue; // a region that scrolls by itself
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 1 && (left < -0.5 || right > clientWidth + 0.5)) {
      wrong.push(`beyond the edge: ${element.tagName} "${element.textContent.trim().slice(0, 40)}"`);
    }
  }
  return wrong;
}

// accessibility evaluates axe-core from outside, since the page's own policy
// forbids it to run scripts.
async function accessibility(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`);
}
