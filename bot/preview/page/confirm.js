/** The question before something that cannot be undone. */

import { el, fill } from "./dom.js";

const dialog = document.getElementById("confirm");

/** Ask; true when the person says yes. Escape says no. */
export function askFirst(confirm, words) {
  const style = confirm.style === "danger" ? "danger" : "primary";
  const yes = el("button", { class: `button ${style}`, type: "submit", value: "yes" }, confirm.confirm.text);
  const no = el("button", { class: "button", type: "submit", value: "no", autofocus: true }, confirm.deny.text);
  const form = el(
    "form",
    { method: "dialog" },
    el("h2", { id: "confirm-title" }, confirm.title.text),
    el("div", { class: "dialog-body" }, words(confirm.text)),
    el("div", { class: "dialog-foot" }, no, yes),
  );
  fill(dialog, form);
  dialog.returnValue = "no";
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close(event.submitter === yes ? "yes" : "no");
    });
    dialog.showModal();
  });
}
