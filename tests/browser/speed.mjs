// How fast the pages answer: a batch of 2,000 documents, and a document of 500 items. A benchmark, not a test.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, folder, hyotei, open, page, root } from "./site.mjs";

const many = Number(process.argv[2] || 2000), items = 500;
const at = folder("speed"), sheets = join(at, "sheets"), list = join(at, "list");
mkdirSync(sheets); mkdirSync(list);
const from = join(root, "fixtures/cities/minase/text");
const texts = readdirSync(from).sort().map((name) => readFileSync(join(from, name), "utf8"));
for (let number = 0; number < many; number += 1) {
  const text = texts[number % texts.length].replace(/(事務事業名\t[^\t\n]*)/, `$1その${number}`);
  writeFileSync(join(sheets, `sheet-${String(number).padStart(4, "0")}.txt`), text);
}
const rows = Array.from({ length: items }, (_, row) => `${row + 1}\t改善項目${row}\t窓口の待ち時間を${row}分に縮める\t${row}\t${row + 3}\t${"ABC"[row % 3]}\t混雑の緩和が課題である`);
writeFileSync(join(list, "list.txt"), `令和6年度 行財政改革の進捗\n番号\t取組項目\t取組内容\t目標値\t実績値\t評価\t課題\n${rows.join("\n")}\n`);

const time = async (work) => { const start = performance.now(); await work(); return performance.now() - start; };
for (const [name, source] of [["batch", sheets], ["list", list]]) {
  hyotei("extract", "-q", source, "-o", join(at, name));
  const took = await time(() => hyotei("review", join(at, name), "-o", join(at, `${name}-review`), "--source", source, "--lang", "en"));
  console.log(`${name}: pages written in ${(took / 1000).toFixed(1)} s, index ${Math.round(statSync(join(at, `${name}-review`, "index.html")).size / 1000)} kB`);
}
const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1400, height: 900 } });
const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
// From the event to the end of the frame that shows it.
const answer = (view, work) => view.evaluate(([code]) => new Promise((done) => {
  const start = performance.now();
  new Function(code)();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
}), [work]);
const report = async (what, view, works) => {
  const times = [];
  for (const work of works) times.push(await answer(view, work));
  console.log(`${what}: median ${median(times).toFixed(0)} ms, most ${Math.max(...times).toFixed(0)} ms of ${times.length} (two frames, 33 ms at least, are in it)`);
};
const input = (id, value) => `const e = document.getElementById("${id}"); e.value = "${value}"; e.dispatchEvent(new Event("input", { bubbles: true }));`;
const bypass = await chromium.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: true });
{
  const { view } = await open(bypass, page(at, "batch-review", "index.html"));
  await report("index, filter", view, ["1", "12", "123", "", "sheet-19", "9", "", "77"].map((word) => input("search", word)));
  await report("index, sort", view, [0, 1, 2, 3, 0, 6, 7, 8].map((column) => `document.querySelector("#documents button[data-column='${column}']").click()`));
}
{
  const name = readdirSync(join(at, "list-review", "documents"))[0];
  const { view } = await open(bypass, page(at, "list-review", "documents", name));
  console.log(`list page: ${Math.round(statSync(join(at, "list-review", "documents", name)).size / 1000)} kB, ${await view.locator("#records li").count()} records, ${await view.locator(".source td[data-r]").count()} cells`);
  const hover = (side) => (number) => `const all = document.querySelectorAll("${side} [data-r]"); const e = all[${number} % all.length]; e.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));`;
  const numbers = Array.from({ length: 15 }, (_, at) => at * 131 + 7);
  await report("list, hover a record", view, numbers.map(hover("#records")));
  await report("list, hover a cell", view, numbers.map(hover(".source")));
  await report("list, search", view, ["改善", "改善項目4", "", "待ち時間", "42"].map((word) => input("search", word)));
  await report("list, order", view, ["place", "doubt", "place", "doubt"].map((word) => input("order", word)));
}
await chromium.close();
