/** The left side: who one is, where one is, and the app's shortcuts; folded away when narrow. */

import { badge } from "./conversation.js";
import { el, reconcile } from "./dom.js";

const side = document.getElementById("side");
const shade = document.getElementById("shade");
const menu = document.getElementById("menu");
const narrow = window.matchMedia("(max-width: 47.5rem)");

function count(number) {
  if (!number) return null;
  return el("span", { class: "count" }, String(number), el("span", { class: "quiet" }, " new"));
}

function seat({ key, mark, title, icon, unread, isCurrent, choose }) {
  const build = () =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "seat", "aria-current": isCurrent ? "true" : null, "data-focus-key": key, onclick: choose },
        icon,
        el("span", { class: "seat-title" }, title),
        count(unread),
      ),
    );
  return { key, mark: JSON.stringify([mark, unread, isCurrent]), build };
}

const sign = (text) => el("span", { class: "sign", "aria-hidden": "true" }, text);

function showPeople(picture, app) {
  const items = picture.people.map((person) =>
    seat({
      key: person.id,
      mark: person.title,
      title: person.title,
      icon: badge(person.title, false),
      unread: person.id === picture.me ? 0 : person.unread,
      isCurrent: person.id === picture.me,
      choose: () => go(() => app.become(person.id)),
    }),
  );
  reconcile(document.getElementById("people"), items);
}

function showPlaces(picture, app) {
  const items = picture.conversations.map((place) =>
    seat({
      key: place.id,
      mark: place.name,
      title: place.name,
      icon: place.kind === "dm" ? badge(place.name, true) : sign("#"),
      unread: place.unread,
      isCurrent: place.id === app.place,
      choose: () => go(() => app.goTo(place.id)),
    }),
  );
  reconcile(document.getElementById("places"), items);
}

function showShortcuts(picture, app) {
  const items = picture.app.shortcuts.map((shortcut) =>
    seat({
      key: shortcut.callback_id,
      mark: shortcut.name,
      title: shortcut.name,
      icon: sign("→"),
      unread: 0,
      isCurrent: false,
      choose: () => go(() => app.act("shortcut", { callback_id: shortcut.callback_id })),
    }),
  );
  reconcile(document.getElementById("shortcuts"), items);
  document.getElementById("shortcuts-section").hidden = !items.length;
}

/** Draw the left side. */
export function showSide(picture, app) {
  showPeople(picture, app);
  showPlaces(picture, app);
  showShortcuts(picture, app);
  const elsewhere = picture.conversations.reduce((sum, place) => sum + place.unread, 0);
  const badgeNode = document.getElementById("menu-unread");
  badgeNode.textContent = elsewhere ? String(elsewhere) : "";
  badgeNode.hidden = !elsewhere;
}

function open(isOpen) {
  document.body.classList.toggle("menu-open", isOpen);
  menu.setAttribute("aria-expanded", String(isOpen));
  side.inert = narrow.matches && !isOpen;
  shade.hidden = !isOpen;
}

function go(move) {
  const wasOpen = document.body.classList.contains("menu-open");
  open(false);
  if (wasOpen) menu.focus();
  return move();
}

/** Let the left side fold and unfold. */
export function foldSide() {
  menu.addEventListener("click", () => {
    const isOpen = !document.body.classList.contains("menu-open");
    open(isOpen);
    if (isOpen) side.querySelector("button").focus();
  });
  shade.addEventListener("click", () => go(() => null));
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("menu-open")) go(() => null);
  });
  narrow.addEventListener("change", () => open(false));
  open(false);
}
