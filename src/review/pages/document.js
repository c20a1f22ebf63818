// Document (文書): source and records lead to each other; a record shows its slice of the source.
const list = byId("records"), source = document.querySelector(".source");
const buttons = [];
for (const button of list.querySelectorAll("button")) buttons[Number(button.dataset.r)] = button;
const cells = new Map();
for (const cell of source.querySelectorAll("[data-r]")) {
  for (const record of cell.dataset.r.split(" ")) {
    const of = cells.get(record);
    if (of) of.push(cell); else cells.set(record, [cell]);
  }
}
rove(list, "button");
const take = rove(source, "[data-r]");

function follow(element, scroll) {
  if (!element) return light([]);
  const records = element.dataset.r.split(" ");
  if (list.contains(element)) {
    const own = cells.get(records[0]) || [];
    light([element, ...own]);
    if (scroll) near(own[0]);
  } else {
    const own = records.map((record) => buttons[record]).filter(Boolean);
    // A record that the list does not show comes to light with its cell.
    if (own[0]) own[0].parentElement.hidden = false;
    light([element, ...own]);
    if (scroll) near(own[0]);
  }
}
for (const side of [list, source]) {
  let last = null;
  side.addEventListener("pointerover", (event) => {
    const over = event.target.closest("[data-r]");
    if (over === last) return;
    last = over;
    follow(over, matchMedia("(min-width: 60rem)").matches);
  });
  side.addEventListener("pointerleave", () => { last = null; });
  side.addEventListener("focusin", (event) => { const at = event.target.closest("[data-r]"); if (at) follow(at, !pressed); });
  side.addEventListener("click", (event) => { const at = event.target.closest("[data-r]"); if (at) slice(at); });
}
source.addEventListener("keydown", (event) => {
  const at = event.target.closest("[data-r]");
  if (at && event.key === "Enter") slice(at);
});

// The bytes of the text, made once when first asked for.
let bytes = null;
const decoder = new TextDecoder();
let back = null;
function slice(element) {
  const record = Number(element.dataset.r.split(" ")[0]);
  back = element;
  const button = buttons[record];
  show(byId("slice-title"), button ? button.querySelector(".kind").textContent + " " + button.querySelector(".words").textContent : "");
  const text = byId("slice-text");
  text.textContent = "";
  const spans = data.spans[record];
  const told = [];
  if (data.text === null || !spans.length) {
    text.textContent = data.words.none;
  } else {
    bytes = bytes || new TextEncoder().encode(data.text);
    for (const [start, end] of spans) {
      const part = (from, to) => decoder.decode(bytes.subarray(from, to));
      let from = Math.max(0, start - 150), to = Math.min(bytes.length, end + 150);
      while (from > 0 && (bytes[from] & 0xc0) === 0x80) from -= 1;
      while (to < bytes.length && (bytes[to] & 0xc0) === 0x80) to += 1;
      const line = document.createElement("div"), before = document.createElement("span"), mark = document.createElement("mark"), after = document.createElement("span");
      show(before, part(from, start));
      show(mark, part(start, end));
      show(after, part(end, to));
      line.append(before, mark, after);
      text.append(line);
      const hex = Array.from(bytes.subarray(start, Math.min(end, start + 24)), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
      told.push(data.words.bytes + " " + start + "–" + end + " (" + (end - start) + "), " + data.words.hex + " " + hex + (end - start > 24 ? " …" : ""));
    }
  }
  byId("slice-bytes").textContent = told.join(" / ");
  byId("slice").hidden = false;
  document.body.classList.add("sliced");
  follow(element, true);
  near(element);
}
function close() {
  byId("slice").hidden = true;
  document.body.classList.remove("sliced");
  if (back) back.focus();
  back = null;
}
byId("close").addEventListener("click", close);

let texts = null;
const doubtful = Array.from(list.children);
let rows = doubtful;
const showRows = shower(byId("more"), 60);
function filter(anew) {
  const wanted = byId("search").value.trim().toLowerCase(), table = byId("table").value;
  if (wanted) texts = texts || buttons.map((button) => button.textContent.toLowerCase());
  const fits = (row) => (!table || row.dataset.t === table) && (!wanted || texts[row.dataset.n].includes(wanted));
  byId("shown").textContent = showRows(rows, fits, () => filter(false), anew) + " " + data.words.shown;
}
byId("search").addEventListener("input", soon(() => filter(true)));
byId("table").addEventListener("input", () => filter(true));
byId("order").addEventListener("input", (event) => {
  const start = (row) => { const span = data.spans[Number(row.dataset.n)][0]; return span ? span[0] : Infinity; };
  rows = event.target.value === "place" ? doubtful.slice().sort((a, b) => start(a) - start(b) || a.dataset.n - b.dataset.n) : doubtful;
  const all = document.createDocumentFragment();
  all.append(...rows);
  list.append(all);
  filter(true);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("slice").hidden) return close();
  if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  byId("search").focus();
});
filter(true);
