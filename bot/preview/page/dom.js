/**
 * Making and reconciling elements. Text only ever becomes text nodes: nothing that the app or a
 * person wrote is read as HTML.
 */

/** Make an element: attributes by name (`on…` are listeners), then children, which may be text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** Replace what a node holds. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));
}

/** Find the element in a fresh copy of `root` that stands for one that had the focus. */
function counterpart(root, focused) {
  const { focusKey, actionKey } = focused.dataset;
  const all = [root, ...root.querySelectorAll("[data-focus-key]")];
  return (
    all.find((node) => node.dataset.focusKey === focusKey && focusKey) ||
    all.find((node) => node.dataset.actionKey === actionKey && actionKey) ||
    null
  );
}

/** Swap a node for a fresh copy; the focus moves to its counterpart, or to the copy itself. */
export function swap(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  if (!focused) return;
  const next = counterpart(fresh, focused);
  if (next) return next.focus({ preventScroll: true });
  fresh.tabIndex = -1;
  fresh.focus({ preventScroll: true });
}

/**
 * Make the children of a list match some items, touching only what differs.
 *
 * @param {Element} list
 * @param {Array<{key: string, mark: string, build: () => Element}>} items `mark` changes when the
 *   item has to be drawn anew.
 * @returns {{added: string[], changed: string[]}} keys of what was drawn.
 */
export function reconcile(list, items) {
  const existing = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, node] of existing) if (!wanted.has(key)) node.remove();
  const added = [];
  const changed = [];
  let before = null;
  for (const { key, mark, build } of items) {
    let node = existing.get(key);
    if (!node || node.dataset.mark !== mark) {
      const fresh = build();
      fresh.dataset.key = key;
      fresh.dataset.mark = mark;
      if (node) {
        swap(node, fresh);
        changed.push(key);
      } else {
        added.push(key);
      }
      node = fresh;
    }
    const place = before ? before.nextElementSibling : list.firstElementChild;
    if (place !== node) list.insertBefore(node, place);
    before = node;
  }
  return { added, changed };
}
