/** The markdown block: headings, paragraphs, lists, quotes, code, links, bold and italic. */

import { el } from "./dom.js";
import { link } from "./mrkdwn.js";
import { withNumbers } from "./phone.js";

const INLINE =
  /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(?=\S)(.+?)\*\*|(?<![\p{L}\p{N}*_])[*_](?=\S)(.+?)[*_](?![\p{L}\p{N}])|~~(.+?)~~/gu;

function inline(text) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(...withNumbers(text.slice(from, match.index)));
    const [whole, code, words, url, bold, italic, strike] = match;
    if (code) out.push(el("code", {}, code));
    else if (words) out.push(link(url, inline(words)));
    else if (bold) out.push(el("strong", {}, inline(bold)));
    else if (italic) out.push(el("em", {}, inline(italic)));
    else out.push(el("s", {}, inline(strike)));
    from = match.index + whole.length;
  }
  out.push(...withNumbers(text.slice(from)));
  return out;
}

function paragraph(lines) {
  if (lines.every((line) => /^\s*[-*+] /.test(line)))
    return el("ul", {}, lines.map((line) => el("li", {}, inline(line.replace(/^\s*[-*+] /, "")))));
  if (lines.every((line) => /^\s*\d+[.)] /.test(line)))
    return el("ol", {}, lines.map((line) => el("li", {}, inline(line.replace(/^\s*\d+[.)] /, "")))));
  if (lines.every((line) => /^>/.test(line)))
    return el("blockquote", {}, inline(lines.map((line) => line.replace(/^> ?/, "")).join(" ")));
  return el("p", {}, inline(lines.join(" ")));
}

/** A whole markdown text. */
export function markdown(text) {
  const out = [];
  let lines = [];
  const flush = () => {
    if (lines.length) out.push(paragraph(lines));
    lines = [];
  };
  for (const line of text.split("\n")) {
    const heading = /^(#{1,6}) (.*)/.exec(line);
    const isItem = /^\s*([-*+]|\d+[.)]) /.test(line);
    if (heading || line.trim() === "" || /^---+$/.test(line)) flush();
    else if (lines.length && isItem !== /^\s*([-*+]|\d+[.)]) /.test(lines[0])) flush();
    if (heading) out.push(el("h3", {}, inline(heading[2])));
    else if (/^---+$/.test(line)) out.push(el("hr"));
    else if (line.trim() !== "") lines.push(line);
  }
  flush();
  return out;
}
