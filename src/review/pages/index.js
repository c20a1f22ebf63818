// Index (一覧): sorting and filtering of the documents.
const table = byId("documents");
const body = table.tBodies[0];
let rows = Array.from(body.rows);
const texts = rows.map((row) => row.cells[0].textContent.toLowerCase());
rows.forEach((row, at) => { row.at = at; });

const showRows = shower(byId("more"), 200);
function filter(anew) {
  const wanted = byId("search").value.trim().toLowerCase();
  const form = byId("form").value, check = byId("check").value, doubt = byId("doubt").checked;
  const fits = (row) => (!wanted || texts[row.at].includes(wanted)) && (!form || row.dataset.f === form)
    && (!check || (row.dataset.c || "").split(" ").includes(check)) && (!doubt || row.dataset.d !== undefined);
  const status = byId("shown");
  status.textContent = showRows(rows, fits, () => filter(false), anew) + " " + status.dataset.words;
}
for (const id of ["search", "form", "check", "doubt"]) byId(id).addEventListener("input", soon(() => filter(true)));

table.tHead.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const head = button.parentElement, column = Number(button.dataset.column);
  const down = head.getAttribute("aria-sort") === "ascending" || (column > 2 && head.getAttribute("aria-sort") === "none");
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  // Each key is read once; the rows are put back in one go.
  const keys = new Map(rows.map((row) => [row, column === 0 ? texts[row.at] : Number.parseFloat(row.cells[column].textContent)]));
  const compare = column === 0 ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : (a, b) => (Number.isNaN(a) ? -1 : a) - (Number.isNaN(b) ? -1 : b);
  rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.at - b.at);
  const all = document.createDocumentFragment();
  all.append(...rows);
  body.append(all);
  filter(true);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  byId("search").focus();
});
filter(true);
