/** The modal on top of a person's stack: drawn, filled in, submitted, closed. */

import { drawBlocks } from "./blocks.js";
import { el, fill } from "./dom.js";
import { readFields } from "./fields.js";
import { makeSurface } from "./surface.js";

const dialog = document.getElementById("view");
let shown = null;
let left = "";

/** What is typed on the screen wins over what the server knows. */
function withTyped(view) {
  if (!shown || shown.id !== view.id) return view.values;
  const values = structuredClone(view.values);
  for (const { block_id: block, action_id: action, value } of readFields(dialog))
    if (values[block]?.[action]) values[block][action] = { plain: value };
  return values;
}

function showErrors(errors) {
  let first = null;
  for (const place of dialog.querySelectorAll("[data-error-for]")) {
    const text = errors[place.dataset.errorFor] || "";
    place.textContent = text;
    place.hidden = !text;
    const input = place.parentElement.querySelector("input, textarea, select");
    input?.setAttribute("aria-invalid", String(Boolean(text)));
    if (text && !first) first = input;
  }
  first?.focus();
  first?.scrollIntoView({ block: "center" });
}

async function submit(event, view, app) {
  event.preventDefault();
  const button = dialog.querySelector("button[type=submit]");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  showErrors({});
  const answer = await app.act("submit", { view_id: view.id, fields: readFields(dialog) });
  button.removeAttribute("aria-disabled");
  showErrors(answer.errors || {});
}

function draw(view, values, app) {
  const body = el("div", { class: "dialog-body" });
  const surface = makeSurface({ view_id: view.id }, values, () => dialog, app);
  body.append(...drawBlocks(view.blocks, surface));
  const hasField = view.blocks.some((block) => block.type === "input");
  const title = el("h2", { id: "view-title", tabindex: "-1", autofocus: !hasField }, view.title.text);
  const close = el(
    "button",
    { class: "button", type: "button", onclick: () => app.act("close", { view_id: view.id }) },
    view.close?.text || (view.submit ? "Cancel" : "Close"),
  );
  const send = view.submit ? el("button", { class: "button primary", type: "submit" }, view.submit.text) : null;
  const foot = el("div", { class: "dialog-foot" }, close, send);
  return el("form", { novalidate: true, onsubmit: (event) => submit(event, view, app) }, title, body, foot);
}

function focusFirst(form) {
  const field = form.querySelector("[autofocus]") || form.querySelector("input, textarea, select");
  (field || form.querySelector("h2")).focus();
}

/** Keep the focus where it was when the same view is drawn anew. */
function keepFocus(form, key) {
  const same = key && [...form.querySelectorAll("[data-focus-key]")].find((n) => n.dataset.focusKey === key);
  if (same) same.focus();
  else focusFirst(form);
}

/** Show a person's stack of views: the one on top, or none. */
export function showViews(views, app) {
  const view = views.at(-1) || null;
  if (!view) {
    shown = null;
    if (dialog.open) dialog.close();
    return;
  }
  if (shown && shown.id === view.id && shown.hash === view.hash) return;
  const key = shown?.id === view.id ? document.activeElement?.dataset.focusKey : null;
  const form = draw(view, withTyped(view), app);
  shown = view;
  fill(dialog, form);
  if (!dialog.open) dialog.showModal();
  keepFocus(form, key);
}

/** Escape closes the view on top, through the app's own ears. */
export function listenForEscape(app) {
  const leave = () => {
    // A second Escape in a row also closes the dialog itself: one view is left once.
    if (!shown || shown.id === left) return;
    left = shown.id;
    app.act("close", { view_id: left });
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  dialog.addEventListener("close", leave);
}
