/** Fields that keep a value, and how to read them back from what is on the screen. */

import { el } from "./dom.js";

const readers = new WeakMap();
let serial = 0;

/** A new id for labels and descriptions. */
export const freshId = (prefix) => `${prefix}-${(serial += 1)}`;

/** Remember how to read a field; `element` and `block_id` name it. */
function field(node, element, blockId, read) {
  node.dataset.field = "";
  readers.set(node, () => ({ block_id: blockId, action_id: element.action_id, value: read() }));
  return node;
}

/** Read every field inside a node: `[{block_id, action_id, value}]`. */
export function readFields(root) {
  return [...root.querySelectorAll("[data-field]")].map((node) => readers.get(node)());
}

/** The value of an entry of Slack's `state.values`, in plain form. */
function plain(entry = {}) {
  if ("plain" in entry) return entry.plain;
  if (entry.selected_option !== undefined) return entry.selected_option?.value ?? "";
  if (entry.selected_options) return entry.selected_options.map((option) => option.value);
  const keys = ["value", "selected_date", "selected_time", "selected_date_time", "selected_user"];
  const key = [...keys, "selected_channel", "selected_users"].find((name) => entry[name] !== undefined);
  return key ? entry[key] ?? "" : "";
}

/** Tell `commit` of a choice: at once for the mouse, on Enter or leaving for the keyboard. */
function onChoice(node, commit) {
  let byKeys = false;
  let isPending = false;
  const settle = () => {
    if (isPending) commit();
    isPending = false;
  };
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      byKeys = false;
      settle();
    } else if (event.key !== "Tab" && event.key !== " ") byKeys = true;
  });
  node.addEventListener("pointerdown", () => (byKeys = false));
  node.addEventListener("change", () => {
    isPending = true;
    if (!byKeys) settle();
  });
  node.addEventListener("focusout", (event) => {
    if (!node.contains(event.relatedTarget)) settle();
  });
}

const inFull = new Intl.DateTimeFormat("en-GB", {
  weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

function dateWords(value) {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? inFull.format(new Date(`${value}T00:00Z`)).replace(",", "") : "";
}

function choices(element) {
  const option = (o) => el("option", { value: o.value }, o.text.text);
  const groups = (element.option_groups || []).map((group) =>
    el("optgroup", { label: group.label.text }, group.options.map(option)),
  );
  return [...(element.options || []).map(option), ...groups];
}

function select(ctx, options) {
  const first = el("option", { value: "" }, ctx.element.placeholder?.text || "Choose…");
  const node = el("select", ctx.attributes, first, options);
  node.value = plain(ctx.entry);
  onChoice(node, ctx.commit);
  return field(node, ctx.element, ctx.blockId, () => node.value);
}

function picks(ctx, type) {
  const chosen = [plain(ctx.entry)].flat();
  const name = freshId("pick");
  const rows = ctx.element.options.map((option) => {
    const id = freshId("option");
    const input = el("input", { type, name, id, value: option.value });
    input.checked = chosen.includes(option.value);
    input.dataset.focusKey = `${ctx.blockId}/${ctx.element.action_id}/${option.value}`;
    const more = option.description ? el("span", { class: "option-more" }, ctx.words(option.description)) : null;
    return el("div", { class: "pick" }, input, el("label", { for: id }, ctx.words(option.text), more));
  });
  const { id, ...attributes } = ctx.attributes;
  const role = type === "radio" ? "radiogroup" : "group";
  const node = el("div", { ...attributes, role, class: "picks" }, rows);
  if (id) node.setAttribute("aria-labelledby", `${id}-label`);
  onChoice(node, ctx.commit);
  const values = () => [...node.querySelectorAll("input:checked")].map((input) => input.value);
  return field(node, ctx.element, ctx.blockId, () => (type === "radio" ? values()[0] ?? "" : values()));
}

function moment(ctx, type) {
  const node = el("input", { ...ctx.attributes, type, value: plain(ctx.entry) });
  const words = el("span", { class: "date-words" }, dateWords(node.value));
  node.addEventListener("input", () => fillWords(words, node.value));
  onChoice(node, ctx.commit);
  field(node, ctx.element, ctx.blockId, () => node.value);
  return el("span", { class: "moment" }, node, words);
}

function fillWords(words, value) {
  words.textContent = dateWords(value);
}

function dateTime(ctx) {
  const seconds = plain(ctx.entry);
  const value = seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "";
  const node = el("input", { ...ctx.attributes, type: "datetime-local", value });
  onChoice(node, ctx.commit);
  const read = () => (node.value ? Date.parse(`${node.value}Z`) / 1000 : null);
  return field(node, ctx.element, ctx.blockId, read);
}

function counter(node, longest) {
  const words = el("span", { class: "counter" });
  const count = () => {
    const left = longest - node.value.length;
    words.textContent = `${node.value.length.toLocaleString("en-GB")} of ${longest.toLocaleString("en-GB")}`;
    words.classList.toggle("over", left < 0);
    words.setAttribute("aria-live", left < longest / 10 ? "polite" : "off");
  };
  node.addEventListener("input", count);
  count();
  return words;
}

function typed(ctx, type) {
  const { element } = ctx;
  const attributes = { ...ctx.attributes, placeholder: element.placeholder?.text, autocomplete: "off" };
  const node = element.multiline
    ? el("textarea", { ...attributes, rows: 5 })
    : el("input", { ...attributes, type, inputmode: type === "text" && ctx.isNumber ? "decimal" : null });
  node.value = plain(ctx.entry);
  field(node, element, ctx.blockId, () => node.value);
  if (ctx.isDispatched) node.addEventListener("change", ctx.commit);
  if (!element.max_length) return node;
  return el("span", { class: "counted" }, node, counter(node, element.max_length));
}

const KINDS = {
  static_select: (ctx) => select(ctx, choices(ctx.element)),
  users_select: (ctx) => select(ctx, named(ctx.names, "U")),
  channels_select: (ctx) => select(ctx, named(ctx.names, "C")),
  radio_buttons: (ctx) => picks(ctx, "radio"),
  checkboxes: (ctx) => picks(ctx, "checkbox"),
  multi_static_select: (ctx) => picks(flattened(ctx), "checkbox"),
  datepicker: (ctx) => moment(ctx, "date"),
  timepicker: (ctx) => moment(ctx, "time"),
  datetimepicker: dateTime,
  plain_text_input: (ctx) => typed(ctx, "text"),
  email_text_input: (ctx) => typed(ctx, "email"),
  url_text_input: (ctx) => typed(ctx, "url"),
  number_input: (ctx) => typed({ ...ctx, isNumber: true }, "text"),
};

function named(names, letter) {
  const ids = Object.keys(names).filter((id) => id.startsWith(letter));
  return ids.map((id) => el("option", { value: id }, names[id]));
}

function flattened(ctx) {
  const groups = ctx.element.option_groups || [];
  const options = ctx.element.options || groups.flatMap((group) => group.options);
  return { ...ctx, element: { ...ctx.element, options } };
}

/** Whether this kind of element keeps a value. */
export const isField = (element) => element.type in KINDS;

/**
 * Draw a field.
 *
 * @param ctx `element`, `blockId`, `entry` (its current state), `attributes` (id and descriptions),
 *   `commit` (called on a choice), `isDispatched`, `names`, `words` (draws a text object).
 */
export function drawField(ctx) {
  return KINDS[ctx.element.type](ctx);
}
