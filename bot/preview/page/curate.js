/**
 * For curators, beside the conversation: a tree's questions, its sign-off sheet, and what a check
 * found. It is redrawn whenever a file is saved; nothing in it can be pressed but what to look at.
 */

import { el, fill, reconcile } from "./dom.js";
import { lookBeside } from "./link.js";

const byId = (id) => document.getElementById(id);
const RETRY_MILLISECONDS = 2000;
const VIEWS = { questions: "Questions", sheet: "Sign-off sheet", problems: "Problems" };
const shown = { view: "questions", tree: "", picture: null };

/** Begin, where the workspace was started for curators; otherwise there is nothing beside. */
export function startCurating() {
  if (document.querySelector('meta[name="practice-curate"]').content !== "yes") return;
  byId("curate").hidden = false;
  byId("curate-open").hidden = false;
  byId("curate-open").addEventListener("click", () => open(!isOpen()));
  byId("curate-tree").addEventListener("change", (event) => {
    shown.tree = event.target.value;
    draw();
  });
  for (const view of Object.keys(VIEWS)) {
    byId(`curate-${view}`).addEventListener("click", () => {
      shown.view = view;
      draw();
    });
  }
  keepLooking();
}

function isOpen() {
  return document.body.classList.contains("curating");
}

/** On a narrow screen it lies over the conversation, and is opened and closed. */
function open(isOpening) {
  document.body.classList.toggle("curating", isOpening);
  byId("curate-open").setAttribute("aria-expanded", String(isOpening));
  if (isOpening) byId("curate-tree").focus();
}

async function keepLooking() {
  let since = -1;
  for (;;) {
    try {
      shown.picture = await lookBeside(since);
      since = shown.picture.version;
      draw();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}

function draw() {
  const { picture } = shown;
  if (!picture?.trees) return;
  const tree = picture.trees.find((one) => one.id === shown.tree) || picture.trees[0];
  shown.tree = tree?.id || "";
  showTrees(picture.trees);
  showState(picture, tree);
  for (const view of Object.keys(VIEWS)) {
    byId(`curate-${view}`).setAttribute("aria-pressed", String(view === shown.view));
  }
  const count = picture.problems.length;
  byId("curate-problems").textContent = count ? `${VIEWS.problems} (${count})` : VIEWS.problems;
  const items = { questions, sheet, problems }[shown.view](tree, picture);
  reconcile(byId("curate-body"), items);
}

function showTrees(trees) {
  const items = trees.map((tree) => ({
    key: tree.id,
    mark: tree.title,
    build: () => el("option", { value: tree.id }, tree.title),
  }));
  reconcile(byId("curate-tree"), items);
  byId("curate-tree").value = shown.tree;
}

function showState(picture, tree) {
  const errors = picture.problems.filter((one) => one.severity === "error").length;
  const state = !picture.is_good
    ? "Not usable as saved. The conversation goes on with the last good version."
    : picture.is_checked
      ? `In use. ${errors ? `${errors} to put right.` : "The check found nothing to put right."}`
      : "In use. Checking …";
  fill(byId("curate-state"), state, tree ? ` ${tree.id} ${tree.version}, ${tree.hash.slice(0, 12)}` : "");
  byId("curate-state").classList.toggle("broken", !picture.is_good);
}

/** Everything of an item decides whether it is drawn anew. */
function item(key, what, build) {
  return { key, mark: JSON.stringify(what), build };
}

function questions(tree) {
  if (!tree) return [];
  return tree.questions.map((question, index) =>
    item(`q-${tree.id}-${question.id}`, question, () =>
      el(
        "section",
        { class: "step" },
        question.when && el("div", { class: "step-when" }, el("p", { class: "small" }, "Asked only where"), where(question.when)),
        el(
          "div",
          { class: "step-asks" },
          el("span", { class: "step-number", "aria-hidden": "true" }, String(index + 1)),
          question.asks.map((one) =>
            el("div", {}, el("p", { class: "step-ask" }, one.ask), el("p", { class: "small" }, [one.is_date ? "a day" : "", ...one.answers].filter(Boolean).join(" · "))),
          ),
        ),
      ),
    ),
  );
}

function sheet(tree) {
  if (!tree) return [];
  const duties = tree.duties.map((duty, index) =>
    item(`d-${tree.id}-${duty.id}`, duty, () =>
      el(
        "section",
        { class: "owed" },
        el("h3", {}, `${index + 1} ${duty.title} `, el("small", {}, duty.who)),
        duty.rows.map((row) =>
          el(
            "div",
            { class: "owed-row" },
            row.reasons.map((reason) => el("p", { class: "reason" }, reason)),
            where(row.where),
            el("p", { class: "small" }, el("b", {}, row.strength), `, ${row.by_when}`),
            el("p", { class: "small" }, row.cites.join("; ")),
          ),
        ),
        el("p", { class: "small" }, duty.not_known),
      ),
    ),
  );
  const nothing = tree.nothing.map((one, index) =>
    item(`n-${tree.id}-${index}`, one, () =>
      el("section", { class: "owed" }, el("p", {}, one.because), where(one.where), el("p", { class: "small" }, one.cites.join("; "))),
    ),
  );
  const head = item(`n-${tree.id}`, tree.nothing_when, () =>
    el("section", { class: "owed" }, el("h3", {}, "What is not owed, and why"), el("p", { class: "small" }, tree.nothing_when)),
  );
  return nothing.length ? [...duties, head, ...nothing] : duties;
}

function problems(tree, picture) {
  const none = picture.is_checked ? "The check found nothing." : "Checking …";
  if (!picture.problems.length) return [item("none", none, () => el("p", {}, none))];
  return picture.problems.map((one) =>
    item(`p-${one.path}-${one.line}-${one.code}-${one.text}`, one, () =>
      el(
        "section",
        { class: `problem ${one.severity}` },
        one.path && el("p", { class: "small" }, `${one.path}:${one.line} ${one.code}`, one.severity === "error" ? "" : ` (${one.severity})`),
        el("p", {}, one.text),
        one.witness && el("p", { class: "small" }, `For example: ${one.witness}`),
      ),
    ),
  );
}

/** Answers: what has to hold of all, then the ways of which one has to. */
function where(found) {
  if (!found) return el("p", {}, "whatever the answers");
  const all = found.all_of.map((line) => el("li", {}, line));
  const ways = found.one_of.map((line) => el("li", {}, line));
  return el(
    "div",
    { class: "where" },
    all.length ? el("ul", {}, all) : null,
    ways.length ? el("p", {}, all.length ? "and one of:" : "one of:") : null,
    ways.length ? el("ul", {}, ways) : null,
  );
}
