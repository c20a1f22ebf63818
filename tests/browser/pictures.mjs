// The pictures of the README: made from fixtures, small.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { browser, open, page, root, site } from "./site.mjs";

const own = site(["fixtures/cities/minase/text"], "ja");
const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1200, height: 700 }, colorScheme: "light" });
const to = join(root, "docs/images");
mkdirSync(to, { recursive: true });
const take = async (view, name) => {
  const path = join(to, name);
  await view.screenshot({ path, type: "jpeg", quality: 62 });
  console.log(`${name} ${Math.round(statSync(path).size / 1000)} kB`);
};

const index = (await open(context, page(own.review, "index.html"))).view;
await take(index, "review-index.jpg");
const form = (await open(context, page(own.review, "forms", readdirSync(join(own.review, "forms"))[0]))).view;
await form.locator(".sheet .h-rating").first().hover();
await take(form, "review-form.jpg");
const document = (await open(context, page(own.review, "documents", readdirSync(join(own.review, "documents")).sort()[0]))).view;
await document.locator(".source .t-results").first().click();
await take(document, "review-document.jpg");
await chromium.close();
