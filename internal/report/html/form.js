"use strict";

// The form. The controls of the page hold the answers; this script shows the page
// one part at a time, keeps what is entered in the browser, and makes the result and
// the sheet of it. Foreign text only ever becomes text: nothing here parses markup.
//
// The program scores sheets in internal/maturity and words results in
// internal/report/assessment.go. "The result" below does the same, and .ci/pages
// compares the two.

const data = JSON.parse(document.getElementById("data").textContent);
const questions = data.dimensions.flatMap((dimension) => dimension.questions.map((q) => ({ ...q, dimension })));
const unknown = "unknown";

const form = document.forms[0];
const part = (id) => document.getElementById(id);
const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

// make returns an element. Its children are elements and texts.
function make(name, attributes, ...children) {
  const drawn = ["svg", "rect", "path", "text"].includes(name);
  const element = drawn ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/* What is entered */

// entered returns the values of the controls by name. A question's control has its
// id; those of what is beside the answer have "/note", "/evidence", "/next", "/owner" and
// "/due" after it.
const entered = () => Object.fromEntries(new FormData(form));

function enter(values) {
  for (const control of form.elements) {
    if (control.type === "radio") control.checked = values[control.name] === control.value;
    else if (control.name) {
      control.value = values[control.name] ?? "";
      if (control.value && control.closest("details")) control.closest("details").open = true;
    }
  }
}

// commitment returns what is committed to for a question: nothing if the answer has
// reached it.
function commitment(values, id) {
  const [points, owner, due] = ["/next", "/owner", "/due"].map((key) => (values[id + key] ?? "").trim());
  const reached = values[id] !== unknown && Number(points) <= Number(values[id]);
  return points && !reached ? { points, owner, due } : null;
}

// unclear returns the questions with an owner or a date, but nothing to commit to.
const unclear = (values) => questions.filter(({ id }) => !values[id + "/next"] && (values[id + "/owner"] ?? "").trim() + (values[id + "/due"] ?? "") !== "");

const missing = (values) => questions.filter((q) => !Object.hasOwn(values, q.id));

// Two teams that answer on one computer don't share answers.
const key = `genaiops form ${data.bank} ${data.team}`;
let kept = true; // the browser keeps what is entered
let unsaved = false; // something was entered since the sheet was last saved

function keep() {
  try {
    localStorage.setItem(key, JSON.stringify(entered()));
    kept = true;
  } catch {
    kept = false;
  }
  part("not-kept").hidden = kept;
}

// restore enters what an earlier visit left.
function restore() {
  try {
    const values = JSON.parse(localStorage.getItem(key));
    if (values) enter(values);
  } catch {
    keep(); // nothing can be read: find out whether something can be written
  }
}

form.addEventListener("input", () => {
  unsaved = true;
  keep();
  part("problem").textContent = "";
  showProgress();
});
addEventListener("storage", (event) => event.key === key && event.newValue && restore()); // from another tab
addEventListener("beforeunload", (event) => unsaved && !kept && event.preventDefault());

/* What is shown: the start, one question or all of them, the review or the result */

const title = document.title;
let shown = ""; // the address
let view = "start";
let current = 0; // the question of the view "one"

const address = (q) => "#" + q.id;
const firstMissing = () => missing(entered())[0] ?? questions[0];

// go shows the view of an address: "#" and the id of a question, or the name of a
// view. The browser's own buttons go back and forth between addresses.
function go(to) {
  location.hash = to;
  follow(to);
}

addEventListener("hashchange", () => location.hash !== shown && follow(location.hash));
form.addEventListener("click", (event) => {
  const to = event.target.closest("a")?.getAttribute("href");
  if (!to?.startsWith("#")) return;
  event.preventDefault(); // shown at once, so that no key is meant for the view before
  go(to);
});

function follow(to) {
  shown = to;
  const asked = questions.findIndex((q) => address(q) === to);
  const complete = missing(entered()).length === 0;
  if (asked >= 0) {
    current = asked;
    show("one");
  } else if (to === "#all") {
    show("all");
  } else if (to === "#result" && complete) {
    showResult();
    show("result");
  } else if (to === "#result" || to === "#review") {
    showReview();
    show("review");
  } else {
    showStart();
    show("start");
  }
  announce();
}

function show(name) {
  view = name;
  document.body.dataset.shows = view;
  for (const element of document.querySelectorAll("[data-view]")) element.hidden = !element.dataset.view.split(" ").includes(view);
  for (const q of questions) part(q.id).hidden = view === "one" && q !== questions[current];
  for (const d of document.querySelectorAll(".dimension")) d.hidden ||= !d.querySelector(".question:not([hidden])");
  part("problem").textContent = "";
  part("back").href = current > 0 ? address(questions[current - 1]) : "#";
  showProgress();
}

// announce moves on to the part that is shown: the reader's eyes, focus and title.
function announce() {
  const heading = view === "one" ? part(questions[current].id).querySelector(".text") : part(view + "-title");
  document.title = view === "start" ? title : `${heading.textContent} · ${title}`;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function showProgress() {
  const answered = questions.length - missing(entered()).length;
  const at = `Question ${current + 1} of ${questions.length}`;
  const text = view === "one" ? at : `${answered} of ${questions.length} answered`;
  if (part("progress-text").textContent !== text) part("progress-text").textContent = text; // announced only if it changed
  part("progress-bar").max = questions.length;
  part("progress-bar").value = answered;
  part("one").href = address(firstMissing());
}

// next goes on from the view. There is nothing to submit, so it works in a frame
// that may not submit forms, too.
function next() {
  const open = missing(entered());
  const halves = unclear(entered()).filter((q) => view !== "one" || q === questions[current]);
  if (view === "start") {
    go(address(firstMissing()));
  } else if (view === "one" && open.includes(questions[current])) {
    part("problem").textContent = "You haven’t chosen an answer yet.";
  } else if (view !== "start" && halves.length > 0) {
    if (view !== "one") go(address(halves[0]));
    part("problem").textContent = "Choose the answer that you commit to, or empty the fields beside it.";
  } else if (view === "one" && current + 1 < questions.length) {
    go(address(questions[current + 1]));
  } else if (view === "review") {
    go(open.length > 0 ? address(open[0]) : "#result");
  } else {
    go("#review");
  }
}

for (const button of document.querySelectorAll("[data-next]")) button.addEventListener("click", next);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.localName !== "input") return;
  event.preventDefault();
  next();
});

function showStart() {
  const answered = questions.length - missing(entered()).length;
  part("resume").hidden = answered === 0;
  part("begin").hidden = answered > 0;
  part("resume-text").textContent = `You have answered ${answered} of ${count(questions.length, "question")}.`;
}

function showReview() {
  const values = entered();
  const open = missing(values);
  const each = (q) => {
    const option = form.querySelector(`input[name="${q.id}"]:checked`)?.closest("label");
    const answer = option
      ? make("dd", {}, make("b", {}, option.children[1].textContent), " ", option.children[2].firstChild.textContent)
      : make("dd", { class: "alert" }, "No answer yet");
    const change = option ? "Change" : "Answer";
    const link = make("a", { href: address(q), "aria-label": `${change}: ${q.title}` }, change);
    return make("div", {}, make("dt", {}, q.title), answer, make("dd", {}, link));
  };
  part("review-answers").replaceChildren(...data.dimensions.flatMap((d) => [
    make("h3", {}, d.name),
    make("dl", {}, ...questions.filter((q) => q.dimension === d).map(each)),
  ]));
  const have = open.length === 1 ? "has" : "have";
  part("review-text").textContent = open.length > 0
    ? `${count(open.length, "question")} ${have} no answer yet.`
    : "All questions are answered. Change what isn’t right.";
  part("finish").textContent = open.length > 0 ? "Go to the first of them" : data.levels ? "See the result" : "Finish";
}

part("go-on").addEventListener("click", () => go(missing(entered()).length > 0 ? address(firstMissing()) : "#review"));
// Deleting takes a second click: a slip loses no answer.
for (const button of document.querySelectorAll("[data-delete]")) {
  const label = button.textContent;
  button.addEventListener("blur", () => (button.textContent = label));
  button.addEventListener("click", () => {
    if (button.textContent === label) {
      button.textContent = `Yes, delete ${count(questions.length - missing(entered()).length, "answer")}`;
      return;
    }
    button.textContent = label;
    form.reset();
    unsaved = false;
    try {
      localStorage.removeItem(key);
    } catch {} // nothing was kept
    go("");
  });
}

/* The result */

// assess scores answers: points or "unknown", by question id.
function assess(values) {
  const a = { low: 0, high: 0, max: 0, dimensions: [], answers: [] };
  for (const dimension of data.dimensions) {
    const sum = { dimension, score: 0, best: 0, min: 0, max: 0, unknown: 0 };
    for (const question of dimension.questions) {
      const [lowest, highest] = [question.points[0], question.points.at(-1)];
      const isUnknown = values[question.id] === unknown;
      const points = isUnknown ? lowest : Number(values[question.id]);
      a.answers.push({ dimension, question, points, unknown: isUnknown });
      sum.score += points;
      sum.best += isUnknown ? highest : points;
      sum.min += lowest;
      sum.max += highest;
      sum.unknown += isUnknown;
    }
    a.low += sum.score;
    a.high += sum.best;
    a.max += sum.max;
    a.dimensions.push(sum);
  }
  a.level = levelAt(a.low);
  a.highLevel = levelAt(a.high);
  a.unknown = a.answers.filter((answer) => answer.unknown);
  a.gaps = a.answers.filter((answer) => answer.dimension.critical && answer.points === answer.question.points[0]);
  [a.below, a.above] = edges(a);
  return a;
}

const levelAt = (score) => data.levels.find((level) => score <= level.max) ?? data.levels.at(-1);

// edges returns the nearest levels that one answer, one option lower or higher,
// would give, undefined where the level would stay.
function edges(a) {
  let below, above;
  for (const { question, points } of a.answers) {
    const at = question.points.indexOf(points);
    for (const option of [question.points[at - 1], question.points[at + 1]]) {
      if (option === undefined) continue;
      const level = levelAt(a.low - points + option);
      if (level.number < a.level.number && !(below?.number >= level.number)) below = level;
      if (level.number > a.level.number && !(above?.number <= level.number)) above = level;
    }
  }
  return [below, above];
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const levelOf = (level, gaps) => `level ${level.number}, ${level.name}` + (gaps > 0 ? `, with ${count(gaps, "critical gap")}` : "");

function contradiction(a) {
  if (a.gaps.length === 0) return "";
  const have = a.gaps.length === 1 ? "has" : "have";
  return `But ${count(a.gaps.length, "critical question")} ${have} the lowest answer: ${gapTitles(a.gaps)}.`;
}

const gapTitles = (gaps) => gaps.map((gap) => gap.question.title + (gap.unknown ? " (unknown)" : "")).join("; ");

function unknownSentence(a) {
  const named = 3;
  const n = a.unknown.length;
  if (n === 0) return "";
  const titles = a.unknown.map((answer) => answer.question.title);
  if (n > named) titles.splice(named, n, `and ${n - named} more`);
  const best = levelOf(a.highLevel, a.gaps.filter((gap) => !gap.unknown).length);
  const subject = n === 1 ? "1 answer is" : `${n} answers are`;
  return a.highLevel === a.level
    ? `${subject} unknown: at best ${a.high}, still ${best}. To find out: ${titles.join("; ")}.`
    : `${subject} unknown: at best ${a.high}, ${best}. It depends on: ${titles.join("; ")}.`;
}

function edgeSentence(a) {
  const sides = [];
  if (a.below) sides.push(`one answer lower would be level ${a.below.number}`);
  if (a.above) sides.push(`one answer higher would be level ${a.above.number}`);
  return sides.length > 0 ? `At an edge: ${sides.join("; ")}.` : "";
}

// mark flags a dimension's score: "at zero, critical", "1 unknown", or "".
function mark(d) {
  const notes = [];
  if (d.score === d.min) notes.push(d.min === 0 ? "at zero" : "at its lowest");
  if (d.score === d.min && d.dimension.critical) notes.push("critical");
  if (d.unknown > 0) notes.push(`${d.unknown} unknown`);
  return notes.join(", ");
}

function showResult() {
  if (data.levels) {
    const a = assess(entered());
    part("result-title").textContent = capital(levelOf(a.level, a.gaps.length));
    part("outcome").replaceChildren(...outcome(a));
  } else {
    part("result-title").textContent = "Thank you";
  }
  showSheet();
}

const outcome = (a) => [
  make("p", { class: "figure" }, make("span", { class: "score" }, String(a.low)), " ",
    make("span", { class: "of" }, `${a.high > a.low ? `to ${a.high} ` : ""}of ${a.max} points`)),
  make("p", { class: "prose" }, "By points: " + a.level.summary),
  ...[contradiction(a), unknownSentence(a), edgeSentence(a)].filter(Boolean).map(warning),
  scale(a),
  profile(a),
  ...guidance(a.level),
  ...reading(a.level),
];

const warning = (text) => make("p", { class: "prose alert" }, make("span", { "aria-hidden": "true" }, "⚠ "), text);

// scale draws the levels side by side, each score as wide as any other, with the
// score on them.
function scale(a) {
  const [first, last] = [data.levels[0].min, data.levels.at(-1).max];
  const percent = (score) => ((100 * (score - first)) / (last + 1 - first)).toFixed(2) + "%";
  const wide = (l) => l.max + 1 - l.min > (last + 1 - first) / 12; // room for a figure
  const band = (l) => {
    const reached = l === a.level ? "reached" : l.number < a.level.number ? "passed" : "ahead";
    return [
      make("rect", { class: reached, x: percent(l.min), y: 12, width: percent(first + l.max + 1 - l.min), height: 12 }),
      make("text", { class: "tick", x: percent(l.min), y: 42 }, wide(l) ? String(l.min) : ""),
      make("text", { class: "number " + reached, x: percent((l.min + l.max + 1) / 2), y: 66 }, String(l.number)),
    ];
  };
  const levels = data.levels.map((l) => `level ${l.number} from ${l.min} to ${l.max}`).join(", ");
  return make("svg", { class: "scale", role: "img", "aria-label": "The points of each level: " + levels, width: "100%", height: 76 },
    ...data.levels.flatMap(band),
    make("rect", { class: "reach", x: percent(a.low + 0.5), y: 6, width: percent(first + a.high - a.low), height: 2 }),
    make("svg", { x: percent(a.low + 0.5), overflow: "visible" }, make("path", { class: "mark", d: "M0 0V24" })));
}

function profile(a) {
  const share = (d, score) => (d.max === d.min ? 100 : (100 * (score - d.min)) / (d.max - d.min)) + "%";
  const bar = (name, width) => make("rect", { class: name, width, height: 8 });
  const row = (d) => make("tr", {},
    make("th", { scope: "row" }, d.dimension.name, " ", make("span", { class: "flag" }, mark(d) && "⚠ " + mark(d))),
    make("td", { class: "wide" }, make("svg", { class: "bar", "aria-hidden": "true", width: "100%", height: 8 },
      bar("ahead", "100%"), bar("best", share(d, d.best)), bar("reached", share(d, d.score)))),
    make("td", { class: "right" }, `${d.score} `, make("span", { class: "of" }, `of ${d.max}`)));
  return make("table", {},
    make("caption", {}, "Points by dimension"),
    make("tbody", {}, ...a.dimensions.map(row)));
}

function guidance(level) {
  if (level.guidance.length === 0) return [];
  return [make("h3", {}, level.heading), make("ul", { class: "guidance" }, ...level.guidance.map((text) => make("li", {}, text)))];
}

function reading(level) {
  if (level.reading.length === 0) return [];
  const link = ({ title, url }) => (url ? make("a", { href: url, rel: "noopener noreferrer", class: "spelled" }, title) : title);
  return [make("h3", {}, "Further reading"), make("ul", { class: "references" }, ...level.reading.map((r) => make("li", {}, link(r))))];
}

/* The sheet */

// sheet returns the answers as YAML that every command reads.
function sheet(values, date) {
  const lines = [`bank: ${data.bank}`];
  const line = (indent, name, text) => {
    if (text?.trim()) lines.push(`${indent}${name}: ${quoted(text.trim())}`);
  };
  line("", "team", data.team || values.team);
  line("", "respondent", values.respondent);
  lines.push(`date: ${date}`);
  const labels = Object.entries(data.labels ?? {});
  if (labels.length > 0) lines.push("labels:");
  for (const [name, text] of labels) line("  ", quoted(name), text);
  lines.push("answers:");
  for (const { id } of questions) {
    const note = values[id + "/note"] ?? "";
    const evidence = (values[id + "/evidence"] ?? "").split("\n").map((item) => item.trim()).filter(Boolean);
    const next = commitment(values, id);
    if (!note.trim() && evidence.length === 0 && !next) {
      lines.push(`  ${id}: ${values[id]}`);
      continue;
    }
    lines.push(`  ${id}:`, `    points: ${values[id]}`);
    line("    ", "note", note);
    if (evidence.length > 0) lines.push("    evidence:", ...evidence.map((item) => `      - ${quoted(item)}`));
    if (next) {
      const [owner, due] = [next.owner && `, owner: ${quoted(next.owner)}`, next.due && `, due: ${next.due}`];
      lines.push(`    next: {points: ${next.points}${owner}${due}}`);
    }
  }
  return lines.join("\n") + "\n";
}

// quoted returns a text as a scalar in double quotes, which YAML reads as JSON does,
// but for characters beyond U+FFFF: those have an escape of their own. What can't be
// seen is escaped, and half a character is replaced.
function quoted(text) {
  const escape = (c) => (c.codePointAt(0) > 0xffff ? "\\U" + hex(c, 8) : "\\u" + hex(c, 4));
  const hex = (c, digits) => c.codePointAt(0).toString(16).padStart(digits, "0");
  return JSON.stringify(text.replace(/\p{Cs}/gu, "\ufffd")).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{NChar}]/gu, escape);
}

// today is the date where the respondent is.
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

function showSheet() {
  const values = entered();
  const text = sheet(values, today());
  const file = new Blob([text], { type: "application/yaml" });
  const words = [data.team || values.team || data.title, values.respondent, today()].join(" ").toLowerCase();
  part("sheet").value = text;
  part("save").href = URL.createObjectURL(file);
  part("save").download = words.match(/[\p{L}\p{N}]+/gu).join("-").slice(-80) + ".yaml";
  part("too-large").hidden = file.size <= 256 * 1024;
  part("copied").textContent = "";
  if (data.mail_to) {
    const encode = (s) => encodeURIComponent(s.replaceAll("\n", "\r\n"));
    const subject = [data.title, data.team || values.team, values.respondent].filter(Boolean).join(", ");
    part("mail").href = `mailto:${encode(data.mail_to).replace("%40", "@")}?subject=${encode(subject)}&body=${encode(text)}`;
    part("long-mail").hidden = part("mail").href.length <= 2000; // as much as Windows hands over
  }
}

part("save").addEventListener("click", () => (unsaved = false));
part("copy").addEventListener("click", async () => {
  let text = "Copied.";
  try {
    await navigator.clipboard.writeText(part("sheet").value);
  } catch {
    part("sheet").closest("details").open = true;
    part("sheet").select();
    text = "Copy the text that is selected below.";
  }
  part("copied").textContent = text;
});

/* The beginning */

restore();
showStart();
show("start");
