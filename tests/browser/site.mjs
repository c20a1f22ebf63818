// Sites to look at: made by the command from fixtures, and a browser that reports every complaint of a page.
import { chromium } from "playwright-core";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const target = process.env.CARGO_TARGET_DIR || join(root, "target");
const binary = process.env.HYOTEI || ["debug", "release"].map((kind) => join(target, kind, "hyotei")).find(existsSync);

/** Runs the command; its exit code may be 1 where something is different. */
export function hyotei(...args) {
  const done = spawnSync(binary, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status === null || done.status > 1) throw new Error(`hyotei ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

export const folder = (name) => mkdtempSync(join(tmpdir(), `hyotei-${name}-`));
export const page = (...parts) => pathToFileURL(join(...parts)).href;

/** A dataset of sources and the site over it. */
export function site(sources, lang = "en") {
  const at = folder("site");
  hyotei("extract", "-q", ...sources, "-o", join(at, "data"));
  hyotei("review", join(at, "data"), "-o", join(at, "review"), ...sources.flatMap((source) => ["--source", source]), "--lang", lang);
  return { at, data: join(at, "data"), review: join(at, "review") };
}

/** A browser; none if there is no chromium here. */
export async function browser() {
  const path = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => path && existsSync(path));
  return chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Opens a page; `complaints` collects what it says on the console, what it throws, dialogs and requests that are no file. */
export async function open(context, url) {
  const view = await context.newPage();
  const complaints = [];
  view.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  view.on("pageerror", (error) => complaints.push(String(error)));
  view.on("dialog", (dialog) => { complaints.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  view.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) complaints.push(`request ${request.url()}`); });
  await view.goto(url);
  return { view, complaints };
}

export { execFileSync };
