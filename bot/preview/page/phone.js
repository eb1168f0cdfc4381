/** Telephone numbers in text, made tappable. */

import { el } from "./dom.js";

const NUMBER = /(?:\b0\d{2,5} ?\d{3,4} ?\d{3,4}\b)|(?<=\b(?:call|ring|phone|dial|on) )(?:999|101|111)\b/gi;

/** Split text into text and links for its telephone numbers. */
export function withNumbers(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(NUMBER)) {
    parts.push(text.slice(from, match.index));
    parts.push(el("a", { href: `tel:${match[0].replaceAll(" ", "")}` }, match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}
