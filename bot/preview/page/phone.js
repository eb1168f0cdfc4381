/** Telephone numbers and addresses in plain text, made tappable. */

import { el } from "./dom.js";

const LONG = /\b0\d{2,5} ?\d{3,4}(?: ?\d{3,4})?\b/;
const SHORT = /(?<=(?:\b(?:call|ring|phone|dial|on)|:) )(?:999|101|111)\b/;
const ADDRESS = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/;
const FOUND = new RegExp([LONG, SHORT, ADDRESS].map((pattern) => pattern.source).join("|"), "gi");

const target = (found) => (found.includes("@") ? `mailto:${found}` : `tel:${found.replaceAll(" ", "")}`);

/** Split text into text and links for its telephone numbers and addresses. */
export function withNumbers(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(FOUND)) {
    parts.push(text.slice(from, match.index));
    parts.push(el("a", { href: target(match[0]) }, match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}
