/** Buttons and menus, and fields that tell the app of each choice. */

import { el } from "./dom.js";
import { drawField, freshId, isField } from "./fields.js";

const keys = (blockId, element) => ({
  "data-focus-key": `${blockId}/${element.action_id}`,
  "data-action-key": element.action_id,
});

function button(element, blockId, surface) {
  const press = () => surface.press({ element, blockId, value: element.value });
  const classes = ["button", element.style].filter(Boolean).join(" ");
  const shared = { class: classes, "aria-label": element.accessibility_label, ...keys(blockId, element) };
  if (element.url) {
    const safe = /^https?:/i.test(element.url) ? element.url : null;
    const link = { ...shared, href: safe, target: "_blank", rel: "noopener noreferrer", onclick: press };
    return el("a", link, element.text.text);
  }
  return el("button", { type: "button", ...shared, onclick: press }, element.text.text);
}

function feedback(element, blockId, surface) {
  return [element.positive_button, element.negative_button].map((offer) =>
    el(
      "button",
      {
        type: "button",
        class: "button small",
        "aria-label": offer.accessibility_label,
        "data-focus-key": `${blockId}/${element.action_id}/${offer.value}`,
        onclick: () => surface.press({ element, blockId, value: offer.value }),
      },
      offer.text.text,
    ),
  );
}

function overflow(element, blockId, surface) {
  const id = freshId("more");
  const list = el("ul", { id, class: "more-list", hidden: true });
  const opener = el(
    "button",
    {
      type: "button", class: "button more", "aria-label": "More", "aria-expanded": "false",
      "aria-controls": id, ...keys(blockId, element), onclick: () => show(list.hidden),
    },
    "⋯",
  );
  const box = el("span", { class: "more-box" }, opener, list);
  function show(isOpen) {
    list.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) list.querySelector("button").focus();
  }
  const choose = (option) => {
    show(false);
    opener.focus();
    surface.press({ element, blockId, value: option.value });
  };
  list.append(
    ...element.options.map((option) =>
      el("li", {}, el("button", { type: "button", onclick: () => choose(option) }, option.text.text)),
    ),
  );
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) show(false);
  });
  return box;
}

function menu(element, blockId, surface) {
  const entry = surface.values[blockId]?.[element.action_id];
  const words = element.placeholder?.text || "Choose";
  let node = null;
  const commit = () => surface.press({ element, blockId, field: node });
  const attributes = { "aria-label": words, ...keys(blockId, element) };
  const ctx = { element, blockId, entry, attributes, commit, names: surface.names, words: surface.words };
  node = el("span", { class: "menu-field" }, drawField(ctx));
  return node;
}

/** Draw one element that stands in an actions block, a section or a context. */
export function drawElement(element, blockId, surface) {
  if (element.type === "button" || element.type === "icon_button") return button(element, blockId, surface);
  if (element.type === "feedback_buttons") return feedback(element, blockId, surface);
  if (element.type === "overflow") return overflow(element, blockId, surface);
  if (element.type === "image") return el("span", { class: "picture" }, element.alt_text);
  if (isField(element)) return menu(element, blockId, surface);
  return el("span", { class: "picture" }, `(${element.type})`);
}
