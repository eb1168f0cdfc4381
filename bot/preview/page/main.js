/** The page: one person's screen, redrawn in place whenever something changes. */

import { drawBlocks } from "./blocks.js";
import { addressComposer, startComposer } from "./composer.js";
import { showMessages } from "./conversation.js";
import { startCurating } from "./curate.js";
import { el, fill, reconcile } from "./dom.js";
import { act, look } from "./link.js";
import { withNumbers } from "./phone.js";
import { foldSide, showSide } from "./side.js";
import { makeSurface } from "./surface.js";
import { listenForEscape, showViews } from "./view.js";

const byId = (id) => document.getElementById(id);
const RETRY_MILLISECONDS = 2000;
const ANSWERED_WITHIN_MILLISECONDS = 5000;
const EXPECTS_AN_ANSWER = ["say", "click", "submit", "shortcut"];

const app = {
  person: "",
  place: "",
  tab: "messages",
  picture: null,
  names: {},
  problem: "",
  actedAt: 0,
  /** Do something as the person one is. */
  async act(name, asked) {
    if (EXPECTS_AN_ANSWER.includes(name)) app.actedAt = Date.now();
    const answer = await act(name, { person: app.person, ...asked });
    if (answer.problem) app.complain(answer.problem);
    return answer;
  },
  complain(problem) {
    app.problem = problem;
    showNotices();
  },
  /** Become somebody else; stay where one is when she is there too. */
  become(person) {
    app.person = person;
    app.problem = "";
    remember();
    restart();
  },
  /** Whether one has just said or pressed something that is being answered. */
  isAwaiting() {
    return Date.now() - app.actedAt < ANSWERED_WITHIN_MILLISECONDS;
  },
  goTo(place, tab = "messages") {
    app.place = place;
    app.tab = tab;
    remember();
    draw(true);
    tellApp();
  },
};

/** The address keeps who and where, so that a reload or a second window comes back to it. */
function remember() {
  const parts = [app.person, app.place, app.tab === "home" ? "home" : ""].filter(Boolean);
  history.replaceState(null, "", `#${parts.join("/")}`);
}

function recall() {
  const [person = "", place = "", tab = "messages"] = location.hash.slice(1).split("/");
  Object.assign(app, { person, place, tab });
}

/** Slack tells the app when somebody opens its Home tab or its conversation. */
function tellApp() {
  const here = app.picture.conversations.find((c) => c.id === app.place);
  if (here?.kind === "dm") app.act("open", { tab: app.tab });
}

function current() {
  const { conversations } = app.picture;
  const here = conversations.find((c) => c.id === app.place) || conversations[0];
  if (here.id !== app.place) {
    app.place = here.id;
    app.tab = "messages";
    remember();
  }
  return here;
}

function showNotices() {
  const texts = [...new Set([...(app.picture?.notices || []), app.problem].filter(Boolean))];
  const dismiss = () => {
    app.problem = "";
    showNotices();
    app.act("dismiss", {});
  };
  const items = texts.map((text) => ({
    key: text,
    mark: "",
    build: () =>
      el("div", { class: "notice" }, el("p", {}, text), el("button", { type: "button", class: "button small", onclick: dismiss }, "Dismiss")),
  }));
  reconcile(byId("notices"), items);
}

function showPlace(here) {
  const isApp = here.kind === "dm";
  const me = app.picture.people.find((person) => person.id === app.picture.me);
  byId("place-name").textContent = isApp ? here.name : `# ${here.name}`;
  byId("place-about").textContent = `You are: ${me.title}`;
  document.title = `${here.name} – ${me.title} – practice`;
  byId("tabs").hidden = !isApp;
  const isHome = isApp && app.tab === "home";
  for (const [id, isOn] of [["tab-messages", !isHome], ["tab-home", isHome]]) {
    byId(id).setAttribute("aria-selected", String(isOn));
    byId(id).tabIndex = isOn ? 0 : -1;
  }
  byId("messages-panel").hidden = isHome;
  byId("home-panel").hidden = !isHome;
}

function showWelcome(here) {
  const node = byId("welcome");
  const isEmpty = !here.messages.length;
  node.hidden = !isEmpty;
  if (!isEmpty) return fill(node);
  const about = here.kind === "dm" ? app.picture.app.about : `Nothing here yet. Mention @${app.picture.app.name} to ask it.`;
  const prompts = here.prompts.map((prompt) => ({
    key: prompt.title,
    mark: prompt.message,
    build: () => el("li", {}, el("button", { type: "button", class: "button", "data-focus-key": prompt.title, onclick: () => app.act("say", { channel: here.id, text: prompt.message }) }, prompt.title)),
  }));
  let list = node.querySelector("ul");
  if (!list || node.querySelector("p").textContent !== about) {
    list = el("ul", { class: "prompts" });
    fill(node, el("p", {}, withNumbers(about)), list);
  }
  reconcile(list, prompts);
}

function showHome() {
  const { home } = app.picture;
  const panel = byId("home-panel");
  const empty = { key: "none", mark: "", build: () => el("p", { class: "welcome" }, "Nothing here yet.") };
  const build = () => {
    const node = el("div", { class: "home-view" });
    node.append(...drawBlocks(home.blocks, makeSurface({ view_id: home.id }, home.values, () => node, app)));
    return node;
  };
  reconcile(panel, home ? [{ key: home.id, mark: JSON.stringify(home.blocks), build }] : [empty]);
}

let drawn = "";

function draw() {
  if (!app.picture) return;
  const here = current();
  app.names = app.picture.names;
  showSide(app.picture, app);
  showPlace(here);
  showNotices();
  showWelcome(here);
  const place = `${app.picture.me} ${here.id} ${app.tab}`;
  showMessages(here, drawn !== place, app);
  drawn = place;
  byId("status").textContent = here.status ? `${here.name} ${here.status}` : "";
  if (app.tab === "home") showHome();
  addressComposer(here);
  showViews(app.picture.views, app);
  if (here.unread && app.tab !== "home" && document.visibilityState === "visible") app.act("read", { channel: here.id });
}

let looking = new AbortController();

/** Look for as long as one is the same person. */
async function keepLooking(signal) {
  let since = -1;
  while (!signal.aborted) {
    try {
      const picture = await look(app.person, since, signal);
      const isFirst = since === -1;
      since = picture.version;
      app.picture = picture;
      app.person = picture.me;
      if (app.problem.startsWith("The practice workspace")) app.problem = "";
      draw();
      if (isFirst) tellApp();
    } catch (error) {
      if (signal.aborted) return;
      app.complain("The practice workspace does not answer. Is it still running?");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}

function restart() {
  looking.abort();
  looking = new AbortController();
  keepLooking(looking.signal);
}

function startTabs() {
  const tabs = ["messages", "home"];
  for (const tab of tabs) {
    byId(`tab-${tab}`).addEventListener("click", () => app.goTo(app.place, tab));
    byId(`tab-${tab}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tabs.find((name) => name !== tab);
      app.goTo(app.place, other);
      byId(`tab-${other}`).focus();
    });
  }
}

recall();
foldSide();
startTabs();
startComposer(app);
listenForEscape(app);
startCurating();
restart();
document.addEventListener("visibilitychange", draw);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("composer-text").focus();
});
window.addEventListener("hashchange", () => {
  recall();
  restart();
});
