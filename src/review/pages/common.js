// Common (共通): data of the page, roving focus, signs made visible. Nothing is ever written as markup.
const hold = document.getElementById("data");
const data = hold ? JSON.parse(hold.textContent) : null;
const byId = (id) => document.getElementById(id);

// Characters that turn, hide or steer what is shown.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

// Puts a text of the source into an element; hidden characters are named.
function show(element, text) {
  element.textContent = "";
  let plain = "";
  for (const character of text) {
    if (!HIDDEN.test(character)) { plain += character; continue; }
    element.append(plain);
    plain = "";
    const sign = document.createElement("span");
    sign.className = "sign";
    sign.textContent = "[U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]";
    element.append(sign);
  }
  element.append(plain);
}

// One element of a group takes part in the tab order; arrows move it.
function rove(group, selector) {
  let current = group.querySelector(selector);
  if (current) current.tabIndex = 0;
  const take = (next) => {
    if (!next) return;
    if (current) current.tabIndex = -1;
    current = next;
    next.tabIndex = 0;
  };
  group.addEventListener("focusin", (event) => take(event.target.closest(selector)));
  group.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const from = event.target.closest(selector);
    if (!step || !from || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = Array.from(group.querySelectorAll(selector)).filter((element) => !element.closest("[hidden]"));
    const next = all[all.indexOf(from) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return (to) => take(to);
}

// Runs at most once a frame.
function soon(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; work(); });
  };
}

// Shows the first `step` rows that fit and hides the others: thousands are not laid out in a frame. A button shows as many again. Gives the number that fit.
function shower(button, step) {
  let most = step, again = null;
  button.addEventListener("click", () => { most += step; if (again) again(); });
  return (rows, fits, repeat, anew) => {
    if (anew) most = step;
    again = repeat;
    let fit = 0;
    for (const row of rows) {
      const own = fits(row);
      if (own) fit += 1;
      const hide = !own || fit > most;
      if (row.hidden !== hide) row.hidden = hide;
    }
    button.hidden = fit <= most;
    return fit;
  };
}

const lit = new Set();
function light(elements) {
  for (const element of lit) element.classList.remove("lit");
  lit.clear();
  for (const element of elements) { element.classList.add("lit"); lit.add(element); }
}

// What a pointer presses stays under it: focus moves the view only where a key moved the focus.
let pressed = false;
document.addEventListener("pointerdown", () => { pressed = true; }, true);
document.addEventListener("keydown", () => { pressed = false; }, true);

// Brings an element into view inside its own box: what lies around the box, and under the pointer, stays where it is.
function near(element) {
  const box = element && element.closest(".two > section, .sheet");
  if (!box) { if (element && !pressed) element.scrollIntoView({ block: "nearest", inline: "nearest" }); return; }
  const move = () => {
    const own = element.getBoundingClientRect(), edge = box.getBoundingClientRect();
    if (own.top < edge.top || own.bottom > Math.min(edge.bottom, innerHeight)) box.scrollTop += own.top - edge.top - (edge.height - own.height) / 2;
    for (const wide of [box, element.closest(".scroll")]) {
      if (!wide) continue;
      const side = wide.getBoundingClientRect();
      if (own.left < side.left || own.right > side.right) wide.scrollLeft += own.left - side.left - (side.width - own.width) / 2;
    }
  };
  move();
  // What was never shown had an estimated height.
  requestAnimationFrame(move);
}
