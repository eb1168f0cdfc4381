/** Rich text blocks, as Slack's own composer makes them. */

import { el } from "./dom.js";
import { link } from "./mrkdwn.js";
import { withNumbers } from "./phone.js";

const STYLES = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"], ["underline", "u"]];

function styled(words, style = {}) {
  return STYLES.filter(([name]) => style[name]).reduce((inner, [, tag]) => [el(tag, {}, inner)], words);
}

function part(piece, names) {
  if (piece.type === "text") {
    const lines = piece.text.split("\n");
    const words = lines.flatMap((line, i) => (i ? [el("br"), ...withNumbers(line)] : withNumbers(line)));
    return styled(words, piece.style);
  }
  if (piece.type === "link") return styled([link(piece.url, piece.text || piece.url)], piece.style);
  if (piece.type === "emoji") return `:${piece.name}:`;
  if (piece.type === "date") return piece.fallback || "";
  if (piece.type === "broadcast") return `@${piece.range}`;
  const id = piece.user_id || piece.channel_id || piece.usergroup_id;
  const mark = piece.type === "channel" ? "#" : "@";
  return el("span", { class: "mention" }, mark + (names[id] || id));
}

function group(element, names) {
  const parts = element.elements.map((piece) =>
    piece.type === "rich_text_section"
      ? el("li", {}, piece.elements.map((inner) => part(inner, names)))
      : part(piece, names),
  );
  const tags = { rich_text_section: "p", rich_text_preformatted: "pre", rich_text_quote: "blockquote" };
  if (element.type === "rich_text_list") return el(element.style === "ordered" ? "ol" : "ul", {}, parts);
  return el(tags[element.type] || "p", {}, parts);
}

/** A whole rich text block. */
export function richText(block, names) {
  return block.elements.map((element) => group(element, names));
}
