// The Sources panel: shows the sources that stand folded in an answer; markers lead to them.
import { announce, make, questionOf, words } from "./words.js";

let contents = null; // what stands in the panel before the first answer
const panel = () => document.getElementById("sources-view");
const shown = (element) => element && element.getClientRects().length > 0;
const answers = () => [...document.querySelectorAll("#chat-column .answer[id]")].filter(shown);

// Links of a message open beside the chat, and the reader learns which citations the conversation has.
export function prepareLinks(root) {
  root.querySelectorAll('a[href^="report/"], a[href^="/report/"]').forEach((link) => {
    link.target = "_blank";
    link.rel = "opener";
  });
}

// An answer without sources takes those of another one out of the panel as well.
export function showSourcesOf(answer) {
  const folded = answer.querySelector(".folded");
  const parts = [...(folded?.cloneNode(true).children ?? [])].filter((child) => child.tagName !== "SUMMARY");
  parts.forEach((part) => { part.id = part.id.replace(/^fold-/, "src-"); });
  show(heading(answer), ...(folded ? parts : [make("p", { class: "nothing" }, words.no_source)]));
  document.querySelectorAll(".answer.in-view").forEach((other) => other.classList.remove("in-view"));
  answer.classList.add("in-view");
}

// While an answer comes, nothing stands in the panel but its question.
export function showWaiting(asked) {
  show(make("header", {}, make("h2", {}, words.sources), make("div", { class: "of" }, quoted(asked))));
}

function show(...parts) {
  const place = panel();
  if (!place) return;
  contents ??= [...place.childNodes];
  place.replaceChildren(...parts);
  prepareLinks(place);
}

const quoted = (asked) => make("p", { title: questionOf(asked) }, `“${questionOf(asked)}”`);

function heading(answer) {
  const all = answers();
  const at = all.indexOf(answer);
  const asked = document.getElementById(answer.id.replace("answer-", "asked-"));
  const steps = [[words.earlier_answer, all[at - 1], "‹"], [words.later_answer, all[at + 1], "›"]];
  const buttons = steps.map(([label, other, sign]) => {
    const button = make("button", { type: "button", class: "button icon-only step", "aria-label": label, title: label }, sign);
    button.disabled = !other;
    button.addEventListener("click", () => { showSourcesOf(other); other.scrollIntoView({ block: "nearest" }); });
    return button;
  });
  const row = make("div", { class: "of" }, quoted(asked), make("span", { class: "steps" }, ...(all.length > 1 ? buttons : [])));
  return make("header", {}, make("h2", {}, words.sources), row);
}

export function showContents() {
  if (contents) show(...contents);
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

// For a letter: the words as text, and with links for programs that take them.
function put(button) {
  const rich = make("div");
  const answer = button.closest(".answer");
  const said = button.closest(".answer-foot") && answer?.querySelector(".text")?.cloneNode(true);
  const cards = button.closest(".source") ? [button.closest(".source")] : [...(said ? answer.querySelectorAll(".folded .source") : [])];
  const linkOf = (card) => card.querySelector(".actions a.open").href;
  said?.querySelectorAll(".cite").forEach((marker) => {
    const card = cards.find((one) => one.id.endsWith(`-${marker.textContent}`));
    marker.replaceWith(make("sup", {}, card ? make("a", { href: linkOf(card) }, `[${marker.textContent}]`) : `[${marker.textContent}]`));
  });
  if (said) rich.append(said);
  for (const card of cards) {
    const number = said ? `[${card.querySelector(".number").textContent}] ` : "";
    rich.append(make("p", {}, number + card.querySelector('button[name="copy"]').value, " ", make("a", { href: linkOf(card) }, words.open_source)));
  }
  const kinds = { "text/plain": button.value, "text/html": rich.innerHTML };
  if (!cards.length || !window.ClipboardItem) return navigator.clipboard.writeText(button.value);
  const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

async function copy(button) {
  const label = button.textContent;
  try {
    await put(button);
    button.textContent = words.copied;
  } catch {
    button.textContent = words.not_copied;
  }
  announce(button.textContent);
  setTimeout(() => { button.textContent = label; }, 2000);
}

// Escape leads from a source back to the marker that led to it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.activeElement?.closest(".source.current")) return;
  const marker = document.querySelector(".cite[aria-current]");
  if (!marker) return;
  event.stopImmediatePropagation(); // nothing else is left by the same key
  marker.focus();
  marker.scrollIntoView({ block: "nearest" });
});

document.addEventListener("click", (event) => {
  const marker = event.target.closest('a[href^="#src-"]');
  if (marker) { event.preventDefault(); showSource(marker); return; }
  const button = event.target.closest('button[name="copy"]');
  if (button) copy(button);
});
