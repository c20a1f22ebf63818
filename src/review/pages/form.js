// Form (様式): its slots can be changed; what was changed is exported as forms.json, said by a person.
const file = data.file, sheet = document.querySelector(".sheet"), slots = byId("slots");
if (file) {
  const form = file.forms[0];
  const before = JSON.parse(JSON.stringify(form));
  const rows = Array.from(slots.tBodies[0].rows);
  const places = new Map();
  for (const cell of sheet.querySelectorAll("[data-slot]")) {
    const of = places.get(cell.dataset.slot);
    if (of) of.push(cell); else places.set(cell.dataset.slot, [cell]);
  }
  rove(sheet, "[data-slot]");
  const kind = (holds) => holds.split(":")[0];

  // Cell and row of a slot light up together.
  const follow = (element) => {
    const at = element.dataset.slot;
    light([rows[at], ...(places.get(at) || [])]);
    if (!pressed) near(sheet.contains(element) ? rows[at] : (places.get(at) || [])[0]);
  };
  for (const side of [sheet, slots]) {
    let last = null;
    side.addEventListener("pointerover", (event) => {
      const over = event.target.closest("[data-slot]");
      if (over && over !== last) { last = over; light([rows[over.dataset.slot], ...(places.get(over.dataset.slot) || [])]); }
    });
    side.addEventListener("focusin", (event) => { const at = event.target.closest("[data-slot]"); if (at) follow(at); });
  }
  const edit = (at) => rows[at].querySelector("select").focus();
  sheet.addEventListener("click", (event) => { const cell = event.target.closest("[data-slot]"); if (cell) edit(cell.dataset.slot); });
  sheet.addEventListener("keydown", (event) => { const cell = event.target.closest("[data-slot]"); if (cell && event.key === "Enter") { event.preventDefault(); edit(cell.dataset.slot); } });
  slots.addEventListener("click", (event) => { const button = event.target.closest("[data-show]"); if (button) near((places.get(button.dataset.show) || [])[0]); });

  const same = (at) => ["holds", "told", "name", "unit", "fiscal_year"].every((field) => (form.slots[at][field] ?? null) === (before.slots[at][field] ?? null));
  const names = (at) => form.title === at && before.title !== at;
  function draw(at) {
    const slot = form.slots[at], row = rows[at], changed = !same(at) || names(at);
    slot.by = changed ? "person" : before.slots[at].by;
    row.classList.toggle("changed", changed);
    const select = row.querySelector("[data-field=holds]");
    select.value = slot.holds;
    select.className = "h-" + kind(slot.holds);
    const word = select.selectedOptions[0] ? select.selectedOptions[0].textContent : slot.holds;
    for (const cell of places.get(String(at)) || []) {
      cell.className = "slot h-" + kind(slot.holds) + (lit.has(cell) ? " lit" : "");
      cell.querySelector(".role").textContent = word;
    }
  }
  function count() {
    const changed = rows.filter((row, at) => !same(at) || names(at)).length;
    byId("changes").textContent = changed ? changed + " " + data.words.changed : "";
  }
  slots.addEventListener("input", (event) => {
    const field = event.target.dataset.field, row = event.target.closest("tr[data-slot]");
    if (!field || !row) return;
    const at = Number(row.dataset.slot), slot = form.slots[at];
    if (field === "title") {
      const old = form.title;
      form.title = at;
      if (form.part === at) form.part = null;
      slot.holds = "title";
      if (old !== null && old !== at) draw(old);
    } else if (field === "fiscal_year") {
      const year = Number.parseInt(event.target.value, 10);
      if (Number.isInteger(year)) slot.fiscal_year = year; else delete slot.fiscal_year;
    } else if (field === "holds") {
      slot.holds = event.target.value;
    } else if (event.target.value.trim()) {
      slot[field] = event.target.value.trim();
    } else {
      delete slot[field];
    }
    draw(at);
    count();
  });
  byId("reset").addEventListener("click", () => {
    file.forms[0].slots.forEach((slot, at) => {
      for (const field of ["told", "name", "unit", "fiscal_year"]) delete slot[field];
      Object.assign(slot, before.slots[at]);
      for (const field of ["told", "name", "unit", "fiscal_year"]) rows[at].querySelector("[data-field=" + field + "]").value = slot[field] ?? "";
      rows[at].querySelector("[data-field=title]").checked = before.title === at;
    });
    form.title = before.title;
    form.part = before.part;
    rows.forEach((row, at) => draw(at));
    count();
  });
  byId("export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = "forms.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
