/** What blocks stand on: a message or a view, and how a press on it reaches the app. */

import { drawText } from "./blocks.js";
import { askFirst } from "./confirm.js";
import { readFields } from "./fields.js";

/**
 * @param {object} where names the surface for an act: `{channel, ts}` or `{view_id}`.
 * @param {object} values Slack's state.
 * @param {() => Element} root the element that the blocks are drawn in.
 * @param {object} app the page: `names`, and `act(name, asked)`.
 */
export function makeSurface(where, values, root, app) {
  const words = (text) => drawText(text, app.names);
  async function press({ element, blockId, value, field }) {
    const chosen = field ? readFields(field)[0].value : value;
    if (field && chosen === "") return;
    if (element.confirm && !(await askFirst(element.confirm, words))) return;
    const asked = { ...where, block_id: blockId, action_id: element.action_id, value: chosen };
    const node = root();
    node.setAttribute("aria-busy", "true");
    await app.act("click", { ...asked, fields: readFields(node) });
    node.removeAttribute("aria-busy");
  }
  return { values, names: app.names, words, press };
}
