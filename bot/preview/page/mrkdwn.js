/** Slack's mrkdwn as elements: *bold* _italic_ ~strike~ `code` > quote, lists, <links|text>. */

import { el } from "./dom.js";
import { withNumbers } from "./phone.js";

const TAGS = { "*": "strong", _: "em", "~": "s" };
const STYLED = /^([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;
const SAFE = /^(https?:|mailto:|tel:)/i;

const decoded = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A link that can only go where links may go; anything else is its own text. */
export function link(url, ...words) {
  if (!SAFE.test(url)) return el("span", {}, ...words);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...words);
}

/** What stands between < and >: a person, a channel, a date or a link. */
function reference(inside, names) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (/^[@#]/.test(target)) {
    const name = names[target.slice(1)] || (label && decoded(label)) || target.slice(1);
    return el("span", { class: "mention" }, target[0] + name);
  }
  if (target.startsWith("!")) return label ? decoded(label) : target.slice(1).split("^")[0];
  return link(decoded(target), decoded(label || target.replace(/^(mailto|tel):/, "")));
}

/** One line, or a part of it. */
export function inline(text, names) {
  const out = [];
  let plain = "";
  const flush = () => {
    if (plain) out.push(...withNumbers(decoded(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const angle = /^<([^<>\n]+)>/.exec(rest);
    const code = /^`([^`\n]+)`/.exec(rest);
    const styled = /[\p{L}\p{N}]$/u.test(plain) ? null : STYLED.exec(rest);
    const found = angle || code || styled;
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    if (angle) out.push(reference(angle[1], names));
    else if (code) out.push(el("code", {}, decoded(code[1])));
    else out.push(el(TAGS[styled[1]], {}, inline(styled[2], names)));
    at += found[0].length;
  }
  flush();
  return out;
}

const KINDS = [
  ["quote", /^(?:>|&gt;) ?/],
  ["ul", /^\s*[-•] /],
  ["ol", /^\s*\d+[.)] /],
];

function kindOf(line) {
  const kind = KINDS.find(([, pattern]) => pattern.test(line));
  return kind ? kind[0] : "p";
}

/** Group lines of one kind, so that a list is one list and a quote one quote. */
function groups(lines) {
  const found = [];
  for (const line of lines) {
    const kind = line.trim() === "" ? "gap" : kindOf(line);
    const last = found.at(-1);
    if (last && last.kind === kind) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found.filter((group) => group.kind !== "gap");
}

function drawGroup({ kind, lines }, names) {
  const pattern = KINDS.find(([name]) => name === kind)?.[1];
  const parts = lines.map((line) => inline(pattern ? line.replace(pattern, "") : line, names));
  const broken = parts.flatMap((part, i) => (i ? [el("br"), part] : [part]));
  if (kind === "quote") return el("blockquote", {}, broken);
  if (kind === "p") return el("p", {}, broken);
  const start = kind === "ol" ? /\d+/.exec(lines[0])[0] : null;
  return el(kind, { start }, parts.map((part) => el("li", {}, part)));
}

/** A whole text: paragraphs, lists, quotes and fenced code. */
export function mrkdwn(text, names) {
  const pieces = text.split(/```\n?/);
  return pieces.flatMap((piece, i) =>
    i % 2
      ? [el("pre", {}, decoded(piece.replace(/\n$/, "")))]
      : groups(piece.split("\n")).map((group) => drawGroup(group, names)),
  );
}

/** Text without its marks, for announcing. */
export function spoken(text, names) {
  return el("span", {}, mrkdwn(text, names)).textContent.replace(/\s+/g, " ").trim();
}
