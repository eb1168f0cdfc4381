/**
 * Block Kit as elements.
 *
 * A surface is what blocks stand on: `values` (Slack's state), `names`, `words(text object)`, and
 * `press({element, blockId, value | field})`, which tells the app.
 */

import { el } from "./dom.js";
import { drawElement } from "./elements.js";
import { drawField, freshId } from "./fields.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function section(block, surface) {
  const words = block.text ? el("div", { class: "words" }, surface.words(block.text)) : null;
  const fields = (block.fields || []).map((text) => el("div", {}, surface.words(text)));
  const accessory = block.accessory
    ? el("div", { class: "accessory" }, drawElement(block.accessory, block.block_id, surface))
    : null;
  const grid = fields.length ? el("div", { class: "fields" }, fields) : null;
  return el("div", { class: "section" }, el("div", { class: "section-words" }, words, grid), accessory);
}

function context(block, surface) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? el("span", { class: "picture" }, part.alt_text) : el("div", {}, surface.words(part)),
  );
  return el("div", { class: "context" }, parts);
}

function actions(block, surface) {
  const parts = block.elements.map((element) => drawElement(element, block.block_id, surface));
  return el("div", { class: "actions" }, parts);
}

function input(block, surface) {
  const { element } = block;
  const id = freshId("field");
  const hint = block.hint ? el("p", { id: `${id}-hint`, class: "hint" }, block.hint.text) : null;
  const error = el("p", { id: `${id}-error`, class: "error", "data-error-for": block.block_id, hidden: true });
  const optional = block.optional ? el("span", { class: "optional" }, " (optional)") : null;
  const attributes = {
    id,
    "aria-describedby": [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "),
    "aria-required": block.optional ? null : "true",
    autofocus: element.focus_on_load,
    "data-focus-key": `${block.block_id}/${element.action_id}`,
    "data-action-key": element.action_id,
  };
  const commit = () => block.dispatch_action && surface.press({ element, blockId: block.block_id, field: node });
  const entry = surface.values[block.block_id]?.[element.action_id];
  const ctx = { element, blockId: block.block_id, entry, attributes, commit, isDispatched: block.dispatch_action };
  const isGroup = ["radio_buttons", "checkboxes", "multi_static_select"].includes(element.type);
  const label = el(isGroup ? "div" : "label", { class: "label", id: `${id}-label`, for: isGroup ? null : id });
  label.append(block.label.text, ...(optional ? [optional] : []));
  const drawn = drawField({ ...ctx, names: surface.names, words: surface.words });
  const node = el("div", { class: "input" }, label, hint, error, drawn);
  return node;
}

const KINDS = {
  section,
  context,
  actions,
  input,
  header: (block) => el("h3", { class: "header" }, block.text.text),
  divider: () => el("hr"),
  image: (block) => el("p", { class: "picture" }, block.alt_text),
  context_actions: (block, surface) => el("div", { class: "quieter" }, actions(block, surface)),
  markdown: (block) => el("div", { class: "words" }, markdown(block.text)),
  rich_text: (block, surface) => el("div", { class: "words" }, richText(block, surface.names)),
};

/** Draw a text object: plain text as it is, mrkdwn with its marks. */
export function drawText(text, names) {
  if (text.type === "mrkdwn") return mrkdwn(text.text, names);
  return [el("p", {}, text.text.split("\n").flatMap((line, i) => (i ? [el("br"), line] : [line])))];
}

/** Draw blocks. */
export function drawBlocks(blocks, surface) {
  return blocks.map((block) => {
    const node = KINDS[block.type] ? KINDS[block.type](block, surface) : el("p", {}, `(${block.type})`);
    node.classList.add("block");
    return node;
  });
}
