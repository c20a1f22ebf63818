// The review pages in a real browser, opened from their files.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, folder, hyotei, open, page, site } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const minase = "fixtures/cities/minase/text";
let chromium, context, made;

before(async () => {
  chromium = await browser();
  context = await chromium.newContext({ acceptDownloads: true, viewport: { width: 1400, height: 900 } });
  made = site([minase]);
});
after(async () => chromium?.close());

const dataset = (at) => JSON.parse(readFileSync(join(at, "dataset.json"), "utf8"));
const documents = (at) => readdirSync(join(at, "documents")).filter((name) => name.endsWith(".html")).sort();
const forms = (at) => readdirSync(join(at, "forms")).filter((name) => name.endsWith(".html")).sort();

// axe is run beside the page's own policy: it is evaluated by the browser, not put into the page.
async function violations(view) {
  await view.evaluate(axe);
  const found = await view.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

test("the index lists, sorts and filters the documents of a batch", async () => {
  const { view, complaints } = await open(context, page(made.review, "index.html"));
  const shown = () => view.locator("#documents tbody tr:visible").count();
  assert.equal(await shown(), 15);
  await view.fill("#search", "126");
  await view.waitForFunction(() => document.querySelector("#shown").textContent.startsWith("1 "));
  assert.equal(await shown(), 1);
  await view.fill("#search", "");
  await view.waitForFunction(() => document.querySelector("#shown").textContent.startsWith("15 "));
  await view.click("#documents thead button >> nth=0");
  const first = await view.locator("#documents tbody tr >> nth=0").locator("a").textContent();
  await view.click("#documents thead button >> nth=0");
  const last = await view.locator("#documents tbody tr >> nth=0").locator("a").textContent();
  assert.ok(first < last, `${first} ${last}`);
  assert.equal(await view.locator("#documents thead th >> nth=0").getAttribute("aria-sort"), "descending");
  assert.ok((await view.locator("svg[role=img]").count()) >= 4);
  assert.equal(await view.locator("svg[role=img]").count(), await view.locator(".plot table").count());
  assert.deepEqual(complaints, []);
  await view.close();
});

test("source and records light each other up, and a click shows the slice with its bytes", async () => {
  const { view, complaints } = await open(context, page(made.review, "documents", documents(made.review)[0]));
  const rating = view.locator(".record.t-ratings").first();
  await rating.hover();
  assert.ok((await view.locator(".source .lit").count()) >= 1);
  const number = await rating.getAttribute("data-r");
  const cell = view.locator(".source .t-results").first();
  await cell.hover();
  const lit = view.locator("#records .lit");
  assert.ok((await lit.count()) >= 1);
  assert.notEqual(await lit.first().getAttribute("data-r"), number);
  const words = (await cell.textContent()).trim();
  await cell.click();
  assert.ok((await view.locator("#slice mark").first().textContent()).includes(words));
  assert.match(await view.locator("#slice-bytes").textContent(), /bytes \d+–\d+ \(\d+\), hex ([0-9a-f]{2} ?)+/);
  await view.keyboard.press("Escape");
  assert.equal(await view.locator("#slice").isVisible(), false);
  assert.deepEqual(complaints, []);
  await view.close();
});

test("the keyboard alone leads through a document", async () => {
  const { view, complaints } = await open(context, page(made.review, "documents", documents(made.review)[0]));
  const active = () => view.evaluate(() => document.activeElement.id || document.activeElement.dataset.r || document.activeElement.tagName);
  await view.keyboard.press("/");
  assert.equal(await active(), "search");
  await view.keyboard.type("事業");
  await view.waitForFunction(() => document.querySelectorAll("#records li[hidden]").length > 0);
  // Tab over table and order to the list.
  for (let at = 0; at < 3; at += 1) await view.keyboard.press("Tab");
  const first = await active();
  await view.keyboard.press("ArrowDown");
  const second = await active();
  assert.match(first, /^\d+$/);
  assert.match(second, /^\d+$/);
  assert.notEqual(first, second);
  assert.ok((await view.locator(".source .lit").count()) >= 1);
  await view.keyboard.press("Enter");
  assert.equal(await view.locator("#slice").isVisible(), true);
  await view.keyboard.press("Escape");
  assert.equal(await active(), second);
  assert.deepEqual(complaints, []);
  await view.close();
});

test("a slot changed on the page changes the records of all 15 sheets", async () => {
  const { view, complaints } = await open(context, page(made.review, "forms", forms(made.review)[0]));
  const row = view.locator("#slots tbody tr", { hasText: "根拠法令" });
  await row.locator("[data-field=holds]").selectOption("note:background");
  // The item's name is that of 事務事業名; the policy it stands under is no item.
  const title = view.locator("#slots tbody tr").filter({ has: view.locator("th", { hasText: /事務事業名$/ }) });
  await title.locator("[data-field=title]").check();
  await view.locator("#slots tbody tr", { hasText: /総合計画の位置付け > 施策/ }).locator("[data-field=holds]").selectOption("section");
  assert.match(await view.locator("#changes").textContent(), /^3 /);
  assert.match(await view.locator(".sheet .h-title").first().textContent(), /title of the item/);
  const [download] = await Promise.all([view.waitForEvent("download"), view.click("#export")]);
  assert.equal(download.suggestedFilename(), "forms.json");
  const exported = join(folder("forms"), "forms.json");
  await download.saveAs(exported);
  assert.equal(JSON.parse(readFileSync(exported, "utf8")).forms[0].slots.filter((slot) => slot.by === "person").length, 3);
  const out = folder("corrected");
  hyotei("extract", "-q", minase, "-o", out, "--forms", exported);
  const [old, now] = [dataset(made.data), dataset(out)];
  const notes = now.notes.filter((row) => row.kind === "background");
  assert.equal(new Set(notes.map((row) => row.document_id)).size, 15);
  assert.ok(notes.every((row) => row.basis.by === "person"));
  assert.equal(now.notes.filter((row) => row.kind === "legal_basis").length, 0);
  assert.deepEqual([old.items.length > 15, now.items.length], [true, 15]);
  assert.ok(now.items.every((row) => row.path.length >= 2 && row.parent_item_id === null), JSON.stringify(now.items[0]));
  const told = JSON.parse(hyotei("diff", made.data, out, "--to", "json"));
  const kinds = told.changes.filter((change) => change.table === "notes" && change.fields.some((field) => field.field === "kind" && field.after === "background"));
  assert.equal(kinds.length, 15);
  assert.deepEqual(complaints, []);
  await view.close();
});

test("cell and slot light up together", async () => {
  const { view, complaints } = await open(context, page(made.review, "forms", forms(made.review)[0]));
  await view.locator(".sheet .h-rating").first().hover();
  assert.equal(await view.locator("#slots tr.lit").count(), 1);
  await view.locator("#slots tr[data-slot] >> nth=2").hover();
  assert.ok((await view.locator(".sheet .lit").count()) >= 1);
  assert.deepEqual(complaints, []);
  await view.close();
});

const hostile = "事務事業名\t<script>window.ran=1;alert(1)</script>\n担当課\t</title><script>alert(2)</script>\n評価\tＡ\n課題\t[x](javascript:alert(3)) <img src=x onerror=alert(4)> =cmd|'/c calc'!A1\n今後の方針\t\u202eneddih\u202c \u2066a\u2069 \u200b--></script>\n";

test("hostile content shows as text and runs nothing", async () => {
  const at = folder("hostile");
  for (let sheet = 0; sheet < 4; sheet += 1) writeFileSync(join(at, `<img src=x onerror=alert(5)> ${sheet}.txt`), `</title><script>alert(6)</script>${sheet}\n${hostile.replaceAll("alert", `alert/*${sheet}*/`)}`);
  const own = site([at]);
  const all = [page(own.review, "index.html"), ...documents(own.review).map((name) => page(own.review, "documents", name)), ...forms(own.review).map((name) => page(own.review, "forms", name))];
  assert.ok(all.length >= 5);
  for (const url of all) {
    const { view, complaints } = await open(context, url);
    assert.equal(await view.evaluate(() => window.ran), undefined);
    assert.equal(await view.locator("img, iframe, object, a[href^='javascript:']").count(), 0);
    assert.equal(await view.locator("script").count(), url.includes("/index.html") ? 1 : 2);
    const html = await view.content();
    assert.ok(!/[\u202a-\u202e\u2066-\u2069\u200b]/u.test(html.replace(/<script type="application\/json"[^]*?<\/script>/, "")), url);
    if (url.includes("/documents/")) {
      assert.ok((await view.locator(".source").textContent()).includes("alert"));
      assert.ok((await view.locator(".source .sign").count()) >= 4);
      await view.locator("#records button").first().click();
      assert.ok(!/[\u202a-\u202e]/u.test(await view.locator("#slice").textContent()));
      // The policy, not only the escaping, stops a script that is put in.
      const ran = await view.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        return window.ran;
      });
      assert.equal(ran, undefined);
      complaints.splice(0, complaints.length, ...complaints.filter((text) => !/Content Security Policy/.test(text)));
    }
    assert.deepEqual(complaints, [], url);
    await view.close();
  }
});

test("axe finds no serious violation, light or dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const own = await chromium.newContext({ colorScheme, viewport: { width: 1400, height: 900 }, bypassCSP: true });
    for (const url of [page(made.review, "index.html"), page(made.review, "documents", documents(made.review)[0]), page(made.review, "forms", forms(made.review)[0])]) {
      const { view } = await open(own, url);
      assert.deepEqual(await violations(view), [], `${colorScheme} ${url}`);
      await view.close();
    }
    await own.close();
  }
});
