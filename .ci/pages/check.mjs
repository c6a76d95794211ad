// Opens report pages as a reader would and says what is wrong with them:
//
//   node check.mjs [--shots DIR] FILE…
//
// Each page is looked at narrow and wide, light and dark, and as it is printed.
// It may write nothing to the console, request nothing, and be nowhere wider
// than its window, and axe-core must find nothing: contrast, order of headings,
// names of images and the rest. --shots keeps a picture of every view, and the
// print as PDF. The status is 1 if any view failed.

import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { addressOf, launch, look, watch } from "./look.mjs";

const views = [
  ...[400, 1280].flatMap((width) =>
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
    wrong.push(...(await look(page)));
    if (shots) await keep(page, join(shots, `${basename(file, ".html")}-${name}`), media);
  } finally {
    await page.close();
  }
  return wrong;
}

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
  for (const each of views) {
    const wrong = await view(browser, file, each, values.shots);
    wrong.length === 0 ? passed++ : failed++;
    for (const what of wrong) console.log(`${basename(file)} ${each.name}: ${what}`);
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
