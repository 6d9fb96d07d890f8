// The Sources panel: shows the sources that stand folded in an answer; markers lead to them.
import { announce, make, words } from "./words.js";

let contents = null; // what stands in the panel before the first answer
const panel = () => document.getElementById("sources-view");
const shown = (element) => element && element.getClientRects().length > 0;
const answers = () => [...document.querySelectorAll("#chat-column .answer[id]")].filter(shown);

// Links of a message open beside the chat, and the reader learns which citations the conversation has.
export function prepareLinks(root) {
  root.querySelectorAll('a[href^="/report/"]').forEach((link) => {
    link.target = "_blank";
    link.rel = "opener";
  });
}

export function showSourcesOf(answer) {
  const place = panel();
  const folded = answer.querySelector(".folded");
  if (!place || !folded) return;
  contents ??= [...place.childNodes];
  const parts = [...folded.cloneNode(true).children].filter((child) => child.tagName !== "SUMMARY");
  parts.forEach((part) => { part.id = part.id.replace(/^fold-/, "src-"); });
  place.replaceChildren(heading(answer), ...parts);
  prepareLinks(place);
  document.querySelectorAll(".answer.in-view").forEach((other) => other.classList.remove("in-view"));
  answer.classList.add("in-view");
}

function heading(answer) {
  const all = answers();
  const at = all.indexOf(answer);
  const asked = document.getElementById(answer.id.replace("answer-", "asked-"))?.textContent ?? "";
  const steps = [[words.earlier_answer, all[at - 1], "‹"], [words.later_answer, all[at + 1], "›"]];
  const buttons = steps.map(([label, other, sign]) => {
    const button = make("button", { type: "button", class: "button icon-only step", "aria-label": label }, sign);
    button.disabled = !other;
    button.addEventListener("click", () => { showSourcesOf(other); other.scrollIntoView({ block: "nearest" }); });
    return button;
  });
  const row = make("div", { class: "of" }, make("p", {}, `“${asked}”`), make("span", { class: "steps" }, ...(all.length > 1 ? buttons : [])));
  return make("header", {}, make("h2", {}, words.sources), row);
}

export function showContents() {
  if (contents) panel()?.replaceChildren(...contents);
}

function showSource(link) {
  const id = link.getAttribute("href").slice(1);
  const answer = link.closest(".answer");
  if (answer && shown(panel())) showSourcesOf(answer);
  let source = document.getElementById(id);
  if (!shown(source)) source = document.getElementById(id.replace(/^src-/, "fold-"));
  if (!source) return;
  source.closest("details.folded")?.setAttribute("open", "");
  document.querySelectorAll(".source.current").forEach((other) => other.classList.remove("current"));
  document.querySelectorAll(".cite[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  source.classList.add("current");
  link.setAttribute("aria-current", "true");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  source.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  source.focus({ preventScroll: true });
}

async function copy(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.value);
    button.textContent = words.copied;
  } catch {
    button.textContent = words.not_copied;
  }
  announce(button.textContent);
  setTimeout(() => { button.textContent = label; }, 2000);
}

document.addEventListener("click", (event) => {
  const marker = event.target.closest('a[href^="#src-"]');
  if (marker) { event.preventDefault(); showSource(marker); return; }
  const button = event.target.closest('button[name="copy"]');
  if (button) copy(button);
});
