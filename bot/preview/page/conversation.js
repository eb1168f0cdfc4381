/** The messages of one conversation. */

import { drawBlocks } from "./blocks.js";
import { el, reconcile } from "./dom.js";
import { mrkdwn, spoken } from "./mrkdwn.js";
import { makeSurface } from "./surface.js";

const list = document.getElementById("messages");
const scroll = document.getElementById("scroll");
const announcer = document.getElementById("announcer");
const CONTINUES_WITHIN_SECONDS = 300;
const NEAR_THE_END = 120;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const dayOf = (message) => day.format(dateOf(message)).replace(",", "");
const dateOf = (message) => new Date(Number(message.ts) * 1000);

/** Two letters that stand for somebody: first letters of the first two words. */
export function initials(title) {
  const words = title.split(" ");
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
}

/** The square with somebody's initials; the app's is in the accent colour. */
export function badge(title, isApp) {
  return el("span", { class: isApp ? "badge app" : "badge", "aria-hidden": "true" }, initials(title));
}

function heading(message, app) {
  const title = app.names[message.user] || message.user;
  const label = message.bot_id ? el("span", { class: "label-app" }, "App") : null;
  const time = el("time", { datetime: dateOf(message).toISOString() }, clock.format(dateOf(message)));
  return el("header", { class: "who" }, el("strong", {}, title), label, time);
}

function body(message, app, root) {
  if (!message.blocks.length) return el("div", { class: "words block" }, mrkdwn(message.text, app.names));
  const where = { channel: message.channel, ts: message.ts };
  return drawBlocks(message.blocks, makeSurface(where, message.values, root, app));
}

function replyNote(message, messages, app) {
  const parent = messages.find((other) => other.ts === message.thread_ts);
  if (!parent || parent === message) return null;
  const words = spoken(parent.text, app.names);
  return el("p", { class: "reply-note" }, `In reply to: ${words.slice(0, 60)}${words.length > 60 ? "…" : ""}`);
}

function drawMessage(message, messages, isContinued, app) {
  const item = el("li", { class: isContinued ? "message continued" : "message" });
  const title = app.names[message.user] || message.user;
  const isPrivate = message.is_ephemeral;
  const card = el("article", { class: isPrivate ? "card private" : "card", "aria-label": `${title}, ${clock.format(dateOf(message))}` });
  if (!isContinued) card.append(heading(message, app));
  if (isPrivate) card.append(el("p", { class: "private-note" }, "Only you can see this"));
  const note = replyNote(message, messages, app);
  card.append(...[note].filter(Boolean), ...[body(message, app, () => item)].flat());
  if (message.edited && !message.blocks.length) card.append(el("span", { class: "edited" }, "(edited)"));
  item.append(isContinued ? el("span", { class: "badge-space" }) : badge(title, Boolean(message.bot_id)), card);
  return item;
}

/** Lines of one person stand together; what the app draws with blocks stands alone. */
function continues(message, previous) {
  if (message.bot_id && message.blocks.length) return false;
  if (!previous || previous.user !== message.user || message.is_ephemeral || previous.is_ephemeral) return false;
  return Number(message.ts) - Number(previous.ts) < CONTINUES_WITHIN_SECONDS;
}

function itemsFor(messages, app) {
  const items = [];
  let previous = null;
  for (const message of messages) {
    const today = dayOf(message);
    const isNewDay = !previous || dayOf(previous) !== today;
    if (isNewDay) items.push({ key: `day ${today}`, mark: "", build: () => el("li", { class: "day" }, el("span", {}, today)) });
    const isContinued = !isNewDay && continues(message, previous);
    const { values, ...rest } = message;
    items.push({
      key: `${message.channel} ${message.ts}`,
      mark: JSON.stringify([rest, isContinued]),
      build: () => drawMessage(message, messages, isContinued, app),
    });
    previous = message;
  }
  return items;
}

function announce(messages, keys, app) {
  const fresh = messages.filter((m) => m.bot_id && keys.includes(`${m.channel} ${m.ts}`));
  if (fresh.length) announcer.textContent = fresh.map((m) => `${app.names[m.user]}: ${spoken(m.text, app.names)}`).join(" ");
}

let placed = -1;

/** Show the end of the conversation; a message longer than the screen is shown from its start. */
function showEnd() {
  const last = list.lastElementChild;
  if (last && last.offsetHeight > scroll.clientHeight - 40) showStart(last);
  else scroll.scrollTop = scroll.scrollHeight;
  placed = scroll.scrollTop;
}

function showStart(item) {
  scroll.scrollTop = item.offsetTop - 16;
}

/** Somebody who has scrolled away to read is left in peace, until she says or presses something. */
function isFollowing(app) {
  const isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_THE_END;
  return isAtEnd || Math.abs(scroll.scrollTop - placed) < 2 || app.isAwaiting();
}

/** A card that changed under somebody's finger is shown from its start where that was out of sight. */
function showPressed(changed) {
  const item = document.activeElement?.closest("#messages > li");
  if (!item || !changed.includes(item.dataset.key)) return;
  const end = item.offsetTop + item.offsetHeight;
  if (item.offsetTop < scroll.scrollTop || end > scroll.scrollTop + scroll.clientHeight) showStart(item);
}

/** Draw a conversation's messages; only what differs is touched. */
export function showMessages(conversation, isOtherPlace, app) {
  const follows = isFollowing(app);
  const { added, changed } = reconcile(list, itemsFor(conversation.messages, app));
  if (isOtherPlace) return showEnd();
  const fresh = [...added, ...changed];
  announce(conversation.messages, fresh, app);
  if (follows && fresh.includes(list.lastElementChild?.dataset.key)) showEnd();
  else showPressed(changed);
}
