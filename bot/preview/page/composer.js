/** The box that one types in, with help for commands and mentions. */

import { el, fill } from "./dom.js";

const form = document.getElementById("composer");
const text = document.getElementById("composer-text");
const hints = document.getElementById("hints");
const MAX_ROWS = 8;

function fit() {
  text.rows = 1;
  const line = parseFloat(getComputedStyle(text).lineHeight);
  text.rows = Math.min(MAX_ROWS, Math.max(1, Math.round((text.scrollHeight - 16) / line)));
}

function write(words) {
  text.value = words;
  text.focus();
  text.setSelectionRange(words.length, words.length);
  fit();
}

function hint(words, about, insert) {
  const choose = () => {
    write(insert);
    fill(hints);
  };
  return el("button", { type: "button", class: "hint-button", onclick: choose }, el("strong", {}, words), ` ${about}`);
}

function suggest(app) {
  const typed = text.value;
  const { commands, name } = app.picture.app;
  const found = commands
    .filter((c) => typed.startsWith("/") && c.command.startsWith(typed.split(" ")[0]) && typed.length <= c.command.length)
    .map((c) => hint(`${c.command} ${c.usage_hint || ""}`, c.description, `${c.command} `));
  const at = /(^|\s)@([\w ]*)$/.exec(typed);
  const isMention = at && name.toLowerCase().startsWith(at[2].toLowerCase()) && at[2].length < name.length;
  if (isMention) found.push(hint(`@${name}`, "", typed.slice(0, typed.lastIndexOf("@")) + `@${name} `));
  fill(hints, found);
}

async function send(app) {
  const words = text.value.trim();
  if (!words) return;
  write("");
  fill(hints);
  const answer = await app.act("say", { channel: app.place, text: words });
  if (answer.problem && !text.value) write(words);
}

/** Start listening to the box. */
export function startComposer(app) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(app);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(app);
  });
  text.addEventListener("input", () => {
    fit();
    suggest(app);
  });
}

/** Say where the words will go. */
export function addressComposer(conversation) {
  const to = conversation.kind === "dm" ? "Ask a question" : `Message #${conversation.name}`;
  if (text.placeholder !== to) text.placeholder = to;
}
