// Opens report pages as a reader would and says what is wrong with them:
//
//   node check.mjs [--shots DIR] FILE…
//
// Each page is looked at narrow and wide, light and dark, and as it is printed.
// It may write nothing to the console, request nothing, and be nowhere wider
// than its window, and axe-core must find nothing: contrast, order of headings,
// names of images and the rest. Then each is read under a policy that forbids inline
// style, and a report is printed: see unstyled and printed. --shots keeps a picture of every view, and the
// print as PDF. The status is 1 if any view failed.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { addressOf, launch, look, watch } from "./look.mjs";

const views = [
  ...[400, 768, 1280].flatMap((width) =>
    ["light", "dark"].map((colorScheme) => ({ name: `${width}-${colorScheme}`, width, media: "screen", colorScheme })),
  ),
  // A4 without its margins. Who reads in the dark prints on white all the same.
  { name: "print", width: 672, media: "print", colorScheme: "dark" },
];

// view opens a file in one view and returns what is wrong with it.
async function view(browser, file, { name, width, media, colorScheme }, shots) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const address = addressOf(file);
  const wrong = watch(page, address);
  try {
    await page.emulateMedia({ media, colorScheme });
    await page.goto(address);
    wrong.push(...(await look(page)), ...(await page.evaluate(brokenWords)));
    if (shots) await keep(page, join(shots, `${basename(file, ".html")}-${name}`), media);
  } finally {
    await page.close();
  }
  return wrong;
}

// brokenWords runs in the page. A cell of short words with more lines than words is so
// narrow that it breaks them: a letter a line, at worst.
function brokenWords() {
  return [...document.querySelectorAll("td, th")]
    .filter((cell) => {
      const words = cell.innerText.trim().split(/[\s-]+/);
      const range = document.createRange();
      range.selectNodeContents(cell);
      const lines = new Set([...range.getClientRects()].filter((r) => r.height > 8).map((r) => Math.round(r.top / 6))).size;
      return getComputedStyle(cell).writingMode === "horizontal-tb" && words.every((word) => word.length <= 14) && lines > words.length + 1;
    })
    .map((cell) => `breaks words: ${cell.innerText.trim().slice(0, 40)}`);
}

// unstyled serves a page as a server does that forbids inline style, and looks for shapes
// that would be black: those without a colour of their own.
async function unstyled(browser, file) {
  const server = createServer((_, response) => {
    response.setHeader("Content-Security-Policy", "style-src 'none'");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(() =>
      [...document.querySelectorAll("svg rect, svg polygon, svg circle, svg path, svg polyline")]
        .filter((shape) => {
          const { fill, stroke } = getComputedStyle(shape);
          return fill === "rgb(0, 0, 0)" && stroke === "none";
        })
        .map((shape) => `black without style: ${shape.outerHTML.slice(0, 120)}`),
    );
  } finally {
    await page.close();
    server.close();
  }
}

// printed counts the pages of a report on paper. Its first page ends where the section
// of class "rest" begins.
async function printed(browser, file, shots) {
  const page = await browser.newPage({ viewport: { width: 672, height: 900 } });
  const wrong = [];
  try {
    await page.emulateMedia({ media: "print" });
    await page.goto(addressOf(file));
    wrong.push(...(await page.evaluate(leftAlone)));
    const first = await page.evaluate(() => document.querySelector(".rest")?.getBoundingClientRect().top);
    if (first === undefined || longer.has(basename(file, ".html"))) return [];
    for (const [format, height] of [["A4", 297], ["Letter", 279.4]]) {
      const room = ((height - 22) * 96) / 25.4; // without the margins of the style sheet
      if (first > room) wrong.push(`${format}: the first page has ${Math.round(first)} pixels of ${Math.round(room)}`);
      const pdf = await page.pdf({ format, path: shots && join(shots, `${basename(file, ".html")}-${format}.pdf`) });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      if (pages > 5) wrong.push(`${format}: ${pages} pages`);
    }
  } finally {
    await page.close();
  }
  return wrong;
}

// leftAlone runs in the page. A heading that a page may break after could end up alone at
// its foot.
function leftAlone() {
  return [...document.querySelectorAll("h2, h3, h4")]
    .filter((heading) => getComputedStyle(heading).breakAfter !== "avoid")
    .map((heading) => `may stand alone at the foot of a page: ${heading.textContent.trim().slice(0, 40)}`);
}

// longer are the samples that need not fit on five pages: one has notes of an attacker
// at every answer, the others are of other banks.
const longer = new Set(["hostile", "foreign", "many"]);

async function keep(page, path, media) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: `${path}.png`, fullPage: height < 15000 }); // more than that hangs the browser
  if (media === "print") await page.pdf({ path: `${path}.pdf`, preferCSSPageSize: true });
}

const { values, positionals: files } = parseArgs({
  options: { shots: { type: "string" } },
  allowPositionals: true,
});
if (files.length === 0) {
  console.error("usage: node check.mjs [--shots DIR] FILE…");
  process.exit(2);
}

const browser = await launch();
let passed = 0;
let failed = 0;
for (const file of files) {
  const checks = [
    ...views.map((each) => [each.name, () => view(browser, file, each, values.shots)]),
    ["unstyled", () => unstyled(browser, file)],
    ["paper", () => printed(browser, file, values.shots)],
  ];
  for (const [name, check] of checks) {
    const wrong = await check();
    wrong.length === 0 ? passed++ : failed++;
    for (const what of wrong) console.log(`${basename(file)} ${name}: ${what}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
