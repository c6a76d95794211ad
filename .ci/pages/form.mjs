// Answers the pages of "genaiops form" as people would, and says what is wrong:
//
//   node form.mjs [--shots DIR] DIR
//
// DIR has the program, genaiops, and what TestWriteFormCases writes: forms, and random
// sheets with their results. Every view of the form is looked at as check.mjs looks
// at a report; --shots keeps a picture of each. What the form saves is read by the
// program. The status is 1 if anything failed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { addressOf, launch, look, watch } from "./look.mjs";

const { values, positionals } = parseArgs({ options: { shots: { type: "string" } }, allowPositionals: true });
if (positionals.length !== 1) {
  console.error("usage: node form.mjs [--shots DIR] DIR");
  process.exit(2);
}
const folder = resolve(positionals[0]);
const foreign = ["questions", "levels"].map((part) => `--${part}=../../internal/bank/testdata/foreign/${part}`);

const genaiops = (...args) => execFileSync(join(folder, "genaiops"), args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

// write has the program write a form, and returns its file.
function write(name, ...flags) {
  const file = join(folder, name + ".html");
  genaiops("form", "--output", file, ...flags);
  return file;
}

const browser = await launch();

// open opens a form in a browser that has never seen it. What is wrong with a page
// is in page.wrong.
async function open(file, options = {}) {
  const page = await blank(options);
  page.wrong = watch(page, addressOf(file));
  await page.goto(addressOf(file));
  return page;
}

async function blank(options) {
  const context = await browser.newContext({ viewport: { width: 768, height: 900 }, ...options });
  context.setDefaultTimeout(5000);
  return context.newPage();
}

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });
const isShown = async (page, text) => assert.ok((await page.locator("main").innerText()).includes(text), `the page doesn't show "${text}"`);

// scored answers random sheets through the page's own code, and compares.
async function scored(bank) {
  const cases = JSON.parse(readFileSync(join(folder, `scored-${bank}.json`), "utf8"));
  const page = await open(join(folder, `scored-${bank}.html`));
  const results = await page.evaluate((sheets) => sheets.map((sheet) => {
    enter(sheet);
    const a = assess(entered());
    const result = make("div", {}, ...outcome(a));
    return {
      score: a.low,
      max: a.max,
      range: { low: a.low, high: a.high },
      level: a.level.number,
      high: a.highLevel.number,
      near_edge: Boolean(a.below || a.above),
      critical_gaps: a.gaps.map((gap) => gap.question.id),
      dimensions: a.dimensions.map((d) => ({
        id: d.dimension.id, name: d.dimension.name, score: d.score, max: d.max, unknown: d.unknown, critical: d.dimension.critical,
      })),
      says: [
        levelOf(a.level, a.gaps.length),
        `${a.high > a.low ? `${a.low} to ${a.high}` : a.low} of ${a.max}`,
        ...[...result.querySelectorAll(".prose, .flag, h3, li")].map((e) => e.textContent.replace("⚠ ", "")),
      ],
    };
  }), cases.map((each) => each.values));
  const seen = new Set();
  cases.forEach(({ values, result: want, text: wrapped }, i) => {
    const text = wrapped.replace(/\s+/g, " ");
    const { says, level, high, ...got } = results[i];
    const about = `${bank}, ${JSON.stringify(values)}`;
    for (const key of Object.keys(got)) assert.deepEqual(got[key], want[key], `${key} of ${about}`);
    assert.equal(level, want.level.number, `level of ${about}`);
    assert.equal(high, (want.high_level ?? want.level).number, `high level of ${about}`);
    for (const sentence of says) assert.ok(text.includes(sentence), `the program doesn't say "${sentence}" of ${about}, but\n${wrapped}`);
    seen.add(`level ${level}`).add(got.critical_gaps.length > 0 ? "gaps" : "no gaps").add(high > level ? "undecided" : "decided");
  });
  assert.equal(seen.size, 4 + (await page.evaluate(() => data.levels.length)), [...seen].join(", ")); // every kind came up
  await close(page);
}

// result saves the sheet as a file, and returns what the program makes of it.
async function result(page, name, flags = [], frame = page) {
  const [download] = await Promise.all([page.waitForEvent("download"), link(frame, "Save as a file").click()]);
  const file = join(folder, name + ".yaml");
  await download.saveAs(file);
  assert.equal(readFileSync(file, "utf8"), await frame.locator("#sheet").inputValue());
  const found = JSON.parse(genaiops("assess", "--answers", file, "--format=json", ...flags));
  found.name = download.suggestedFilename();
  return found;
}

// pointsOf returns the answers by question id.
const pointsOf = (found) => Object.fromEntries(found.answers.map((a) => [a.question, a.unknown ? "unknown" : a.points]));

async function byKeyboard() {
  const page = await open(write("keyboard", "--team", "Search", "--label", "unit=Retail"));
  const press = async (...keys) => {
    for (const each of keys) await page.keyboard.press(each);
  };
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await press("Tab");
  await page.keyboard.type("Ada");
  await press("Enter");
  const total = await page.evaluate(() => questions.length);
  const chosen = {};
  for (let i = 0; i < total; i++) {
    await isShown(page, `Question ${i + 1} of ${total}`);
    const q = await page.evaluate(() => questions[current]);
    assert.equal(await focused(), await page.locator(".question:visible .text").textContent());
    if (i === 0) {
      await press("Tab", "Enter"); // on the first option, without choosing it
      await page.getByRole("alert").filter({ hasText: "You haven’t chosen an answer yet." }).waitFor();
      await press("Space");
      chosen[q.id] = q.points[0];
      await press("Tab", "Enter", "Enter"); // help, open and closed
      await press("Tab", "Enter", "Tab");
      await page.keyboard.type("Routing saves 40 %");
      await press("Enter");
      await page.keyboard.type("- and more: much #more");
      await press("Tab");
      await page.keyboard.type("docs/routing.md");
      await press("Enter", "Tab", "Tab", "Tab", "Enter"); // the rule, back, next
    } else if (i === 1) {
      await press("Tab", "ArrowUp", "Enter"); // around to the last option
      chosen[q.id] = "unknown";
    } else {
      await press("Tab", "ArrowDown", "Enter");
      chosen[q.id] = q.points[1];
    }
  }
  assert.equal(await focused(), "Your answers");
  await page.goBack();
  await isShown(page, `Question ${total} of ${total}`);
  await page.goForward();
  await isShown(page, "All questions are answered.");
  await button(page, "See the result").focus();
  await press("Enter");
  await page.locator("#result-title").waitFor();
  const found = await result(page, "keyboard");
  const title = await page.locator("#result-title").innerText();
  assert.ok(genaiops("assess", "--answers", join(folder, "keyboard.yaml")).includes(title.slice(1)), title);
  assert.deepEqual(pointsOf(found), chosen);
  assert.deepEqual([found.team, found.labels], ["Search", { unit: "Retail" }]);
  assert.equal(found.answers[0].note, "Routing saves 40 %\n- and more: much #more");
  assert.deepEqual(found.answers[0].evidence, ["docs/routing.md"]);
  assert.match(readFileSync(join(folder, "keyboard.yaml"), "utf8"), /^respondent: "Ada"$/m);
  assert.match(found.name, /^search-ada-\d{4}-\d\d-\d\d\.yaml$/);
  for (const { text } of found.guidance) await isShown(page, text);
  const links = await page.locator("#outcome a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const r of found.references) assert.ok(links.includes(r.now || r.url), `${r.id} isn't linked at ${r.now || r.url}`);
  await close(page);
}

async function byMouse() {
  const file = write("mouse", "--mail-to", "ada+sheets@example.com", ...foreign);
  const page = await open(file);
  await page.getByLabel("Your team").fill("Lower Quay");
  await button(page, "Start").click();
  const all = await page.evaluate(() => questions);
  const chosen = {};
  for (const [i, q] of all.entries()) {
    if (i === 11) {
      await page.reload(); // in the middle
      await isShown(page, "You have answered 11 of 30 questions.");
      assert.equal(await page.getByLabel("Your team").inputValue(), "Lower Quay");
      await button(page, "Go on").click();
    }
    await isShown(page, `Question ${i + 1} of ${all.length}`);
    chosen[q.id] = q.points[i % 5];
    await page.locator(".question:visible .option").nth(i % 5).click();
    if (i === 4) {
      await link(page, "Back").click();
      await isShown(page, "Question 4 of 30");
      await button(page, "Next").click();
    }
    await button(page, "Next").click();
  }
  await link(page, "Change: " + all[7].title).click();
  await page.getByLabel("I don’t know").locator("visible=true").click();
  chosen[all[7].id] = "unknown";
  await link(page, "All questions on one page").click();
  assert.equal(await page.locator(".question:visible").count(), 30);
  await isShown(page, "30 of 30 answered");
  await button(page, "Review the answers").click();
  await button(page, "See the result").click();
  const found = await result(page, "mouse", foreign);
  assert.deepEqual(pointsOf(found), chosen);
  assert.equal(found.team, "Lower Quay");

  const mail = new URL(await page.getByRole("link", { name: "Mail", exact: true }).getAttribute("href"));
  const sheet = await page.locator("#sheet").inputValue();
  assert.equal(mail.pathname, "ada%2Bsheets@example.com");
  assert.equal(mail.searchParams.get("body").replaceAll("\r\n", "\n"), sheet);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(page, "Copy").click();
  await page.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sheet);

  await button(page, "Delete the answers from this browser").click();
  await button(page, "Yes, delete 30 answers").click();
  await button(page, "Start").waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.reload();
  await button(page, "Start").waitFor();
  await close(page);
}

// An answer that another tab gives is not overwritten.
async function twoTabs() {
  const page = await open(write("tabs"));
  const other = await page.context().newPage();
  await other.goto(page.url());
  const first = (p) => p.evaluate(() => (go("#" + questions[0].id), null));
  for (const each of [page, other]) await first(each);
  await page.locator(".option:visible").nth(1).click();
  await other.locator(".question:visible input:checked").waitFor();
  await other.evaluate(() => go("#" + questions[1].id));
  await other.locator(".option:visible").nth(2).click();
  await page.waitForFunction(() => missing(entered()).length === questions.length - 2);
  await close(page);
}

// A page in a frame of another origin, as in a mail reader, may keep nothing.
async function blocked() {
  const page = await blank();
  const sites = {
    "http://mail.test/": `<iframe sandbox="allow-scripts allow-downloads" width="700" height="800" src="http://form.test/"></iframe>`,
    "http://form.test/": readFileSync(write("blocked"), "utf8"),
  };
  page.wrong = watch(page, ...Object.keys(sites));
  for (const [address, body] of Object.entries(sites)) await page.route(address, (route) => route.fulfill({ body, contentType: "text/html" }));
  await page.goto("http://mail.test/");
  const frame = page.frames()[1];
  const warns = () => frame.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  const message = frame.getByText("This browser doesn’t keep your answers.");
  await message.waitFor();
  assert.equal(await warns(), false);
  await button(frame, "Start").click();
  await frame.locator(".option:visible").first().click();
  await message.waitFor();
  assert.equal(await warns(), true);
  await link(frame, "All questions on one page").click();
  for (const each of await frame.getByLabel("I don’t know").all()) await each.check();
  await button(frame, "Review the answers").click();
  await button(frame, "See the result").click();
  await result(page, "blocked", [], frame);
  assert.equal(await warns(), false);
  await close(page);
}

const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'</textarea></title></script><!--{{.}}\${1}`;

// Every text of the bank, the levels and the earlier sheet is an attack.
async function hostile() {
  const yaml = (name, content) => writeFileSync(join(folder, "hostile", name), JSON.stringify(content).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)); // JSON is YAML
  for (const part of ["hostile", "hostile/questions", "hostile/levels"]) mkdirSync(join(folder, part));
  const a = attack;
  yaml("questions/bank.yaml", {
    id: "hostile", version: 1, title: a, dimensions: ["d"], source: { title: a, publisher: a, url: "https://example.com/" + encodeURI(a) },
    instructions: { scope: a, choose: a, evidence: a, unsure: a, not_applicable: a },
  });
  const options = [0, 1].map((points) => ({ points, text: a + points }));
  yaml("questions/d.yaml", { id: "d", name: a, about: a, critical: true, questions: [{ id: "d.q", title: a, text: a, options, help: a, evidence: [a], why: a }] });
  const level = (number, score) => ({
    number, name: a + number, label: a, min: score, max: score, summary: a, heading: a,
    guidance: [{ id: "g" + number, text: a, questions: ["d.q"] }],
    references: [{ id: "r" + number, title: a, url: "https://example.com/" + encodeURI(a), kind: a }],
  });
  yaml("levels/1-a.yaml", level(1, 0));
  yaml("levels/2-b.yaml", level(2, 1));
  const hidden = a + "\u202e\u2066\u200b\ufeff\u{e0041}"; // readers refuse control characters
  yaml("sheet.yaml", {
    team: hidden, labels: { __proto__x: a, [hidden]: hidden }, answers: { "d.q": { points: 1, note: a + "\n\n" + a, evidence: [a] } },
  });
  const bank = ["--questions", join(folder, "hostile/questions"), "--levels", join(folder, "hostile/levels")];
  const file = write("hostile", "--from", join(folder, "hostile/sheet.yaml"), "--title", a, ...bank);
  const page = await open(file);
  await isShown(page, a);
  await button(page, "Start").click();
  assert.equal(await page.locator("input:checked").count(), 0);
  await page.locator(".option:visible").first().click();
  for (const next of ["Next", "See the result"]) await button(page, next).click();
  await page.locator("#outcome .score").waitFor();
  assert.deepEqual(await page.evaluate(() => [document.scripts.length, document.images.length]), [2, 0]);
  assert.deepEqual(await look(page), []);
  const found = await result(page, "hostile", bank);
  assert.equal(found.team, hidden);
  assert.deepEqual(found.labels, { __proto__x: a, [hidden]: hidden });
  assert.equal(found.answers[0].note, a + "\n\n" + a);
  assert.deepEqual(found.answers[0].evidence, [a]);

  // What people type is text as well, and comes back as it was.
  const random = (n) => Math.floor(Math.random() * n);
  const pieces = [a, "- x", ": ", " #", "\n", "\t", "|-", "%", "@", "`", "~", "null", "yes", "0x1", "\\", '"', "'", "{", "[", "é", "日本", "👩‍💻", "\u{10ffff}", "\ufffe",
    "\u202e", "\u0007", "\u007f", "\u009f", "\ud800", "\udc00", "نمی\u200cخواهم", "---", "..."];
  for (let i = 0; i < 40; i++) {
    const text = "x" + Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]).join("") + "x";
    const sheet = await page.evaluate((note) => sheet({
      respondent: note, "d.q": "unknown", "d.q/note": note, "d.q/evidence": note, "d.q/next": String(questions[0].points.at(-1)), "d.q/owner": note,
    }, "2026-11-23"), text);
    const saved = join(folder, "typed.yaml");
    writeFileSync(saved, sheet);
    const [answer] = JSON.parse(genaiops("assess", "--answers", saved, "--format=json", ...bank)).answers;
    const want = text.toWellFormed?.() ?? text.replace(/\p{Cs}/gu, "\ufffd");
    assert.equal(answer.note, want, sheet);
    assert.deepEqual(answer.evidence, want.split("\n").map((line) => line.trim()).filter(Boolean), sheet);
    assert.equal(answer.next.owner, want.normalize("NFC"), sheet);
  }
  await close(page);
}

// earlier starts from a sheet, and only collects.
async function earlier() {
  const sheet = join(folder, "earlier.yaml");
  writeFileSync(sheet, "bank: genaiops@1\nteam: Search\nrespondent: Ben\nanswers:\n  models.selection: {points: 1, note: Seen in May, next: {points: 2, owner: Ada, due: 2027-01-31}}\n"
    + "  models.optimization: {points: 0, next: {points: 1}}\n  prompts.design: {points: unknown, next: {points: 1, owner: Zoë}}\n");
  const page = await open(write("earlier", "--from", sheet, "--no-result"));
  await isShown(page, "Earlier answers are marked.");
  assert.equal(await page.locator("input:checked").count(), 0);
  await button(page, "Start").click();
  await isShown(page, "Question 1 of 14");
  const [first] = await page.locator(".option:visible").filter({ hasText: "earlier answer" }).all();
  await first.click();
  assert.equal(await page.getByLabel("Note").locator("visible=true").inputValue(), "Seen in May");
  // What is committed to is kept until it is reached. A name alone is no commitment.
  const owner = page.getByLabel("Who").locator("visible=true");
  const goal = page.getByLabel("Next", { exact: false }).and(page.locator("select")).locator("visible=true");
  assert.deepEqual([await goal.inputValue(), await owner.inputValue()], ["2", "Ada"]);
  await goal.selectOption("");
  await button(page, "Next").click();
  await isShown(page, "Choose the answer that you commit to");
  await goal.selectOption("2");
  await owner.fill("Ada, Eve");
  await page.evaluate(() => enter({ ...entered(), "models.optimization": "1" }));
  await page.evaluate(() => (enter({ ...Object.fromEntries(questions.map((q) => [q.id, "unknown"])), ...entered() }), go("#review")));
  await button(page, "Finish").click();
  await isShown(page, "Thank you");
  assert.ok(!/level \d/i.test(await page.locator("main").innerText()), "a form that only collects speaks of levels");
  const found = await result(page, "earlier-saved");
  assert.deepEqual([found.team, found.answers[0].points, found.answers[0].note], ["Search", 1, "Seen in May"]);
  assert.deepEqual(found.answers.map((each) => each.next).slice(0, 3), [{ points: 2, owner: "Ada, Eve", due: "2027-01-31" }, undefined, { points: 1, owner: "Zoë" }]);
  assert.ok(!readFileSync(join(folder, "earlier-saved.yaml"), "utf8").includes("Ben"));
  await close(page);
}

// Without its script, the page is a questionnaire.
async function onPaper() {
  const paper = { width: 672, height: 900 }; // A4 without its margins
  const page = await open(write("paper"), { javaScriptEnabled: false, viewport: paper });
  for (const media of ["screen", "print"]) {
    await page.emulateMedia({ media });
    assert.equal(await page.locator(".question:visible").count(), 14);
    assert.equal(await page.locator("button:visible, .button:visible, progress:visible").count(), 0);
  }
  assert.equal(await page.locator("details dd:visible").count() > 14, true, "help isn't printed");
  await close(page);
  const scripted = await open(write("paper"), { viewport: paper });
  await scripted.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await scripted.locator(".question:visible").count(), 14);
  assert.deepEqual(await look(scripted), []);
  if (values.shots) await scripted.screenshot({ path: join(values.shots, "form-print.png"), fullPage: true });
  await close(scripted);
}

// A sheet that no command would read says so, as does a mail that gets cut off.
async function long() {
  const page = await open(write("long", "--mail-to", "ada@example.com"));
  const answer = (text) => page.evaluate((note) => {
    enter(Object.fromEntries(questions.flatMap((q) => [[q.id, "1"], [q.id + "/note", note], [q.id + "/evidence", note]])));
    go("#review");
    go("#result");
  }, text);
  const shown = () => Promise.all(["#too-large", "#long-mail"].map((id) => page.locator(id).isVisible()));
  await answer("");
  assert.deepEqual(await shown(), [false, false]);
  await answer("x".repeat(5000));
  assert.deepEqual(await shown(), [false, true]);
  await result(page, "long");
  await answer("日".repeat(5000));
  assert.deepEqual(await shown(), [true, true]);
  await assert.rejects(result(page, "too-long"), /too large/);
  await close(page);
}

async function smallAndFast() {
  const file = write("plain");
  assert.ok(statSync(file).size < 150_000, `${statSync(file).size} bytes`);
  const times = [];
  for (let i = 0; i < 5; i++) {
    const page = await open(file);
    times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd));
    await close(page);
  }
  assert.ok(Math.min(...times) < 100, `interactive after ${times.map(Math.round)} ms`);
}

// Every view, narrow and wide, light and dark.
async function everyView() {
  const sheet = join(folder, "earlier.yaml");
  writeFileSync(sheet, "team: Search\nlabels: {unit: Retail}\nanswers: {models.selection: {points: 1, note: Seen in May, evidence: [docs/a.md]}}\n");
  const page = await open(write("views", "--from", sheet, "--mail-to", "ada@example.com"));
  const answer = (some) => page.evaluate((n) => enter(Object.fromEntries(questions.slice(0, n).map((q, i) => [q.id, ["0", "unknown", "1"][i % 3]]))), some);
  const to = (hash) => page.evaluate((h) => go(h), hash);
  const states = {
    start: async () => {},
    resume: async () => (await answer(3), await to("#review"), await to("")),
    question: async () => (await answer(0), await to("#models.selection")),
    problem: async () => (await button(page, "Next").click()),
    chosen: async () => {
      await page.locator(".option:visible").nth(1).click();
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    },
    all: async () => to("#all"),
    missing: async () => to("#review"),
    review: async () => (await answer(14), await to("#all"), await to("#review")),
    result: async () => (await to("#result"), await page.locator("#result-title").waitFor(), await page.getByText("Show the sheet").click()),
  };
  for (const [state, reach] of Object.entries(states)) {
    await reach();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        if (values.shots) await page.screenshot({ path: join(values.shots, `form-${state}-${width}-${colorScheme}.png`), fullPage: true });
        assert.deepEqual(await look(page), [], `${state} at ${width}, ${colorScheme}`);
      }
    }
  }
  await close(page);
}

const checks = {
  "2,000 sheets of the built-in bank": () => scored("builtin"),
  "2,000 sheets of another bank": () => scored("foreign"),
  "2,000 sheets of a bank with steep steps": () => scored("steep"),
  "answered by keyboard": byKeyboard,
  "answered by mouse": byMouse,
  "two tabs": twoTabs,
  "answers not kept": blocked,
  "hostile texts": hostile,
  "from an earlier sheet": earlier,
  "on paper": onPaper,
  "long texts": long,
  "small and fast": smallAndFast,
  "every view": everyView,
};
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const start = Date.now();
  try {
    await check();
    console.log(`form, ${name}: ok, ${((Date.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed++;
    console.log(`form, ${name}: ${error.stack}`);
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
