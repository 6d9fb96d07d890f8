// The list of conversations kept in this browser: open, rename, save, delete.
import * as store from "./store.js";
import { conversation, onTurns, open } from "./turns.js";
import { announce, filled, make, send, words } from "./words.js";

const TYPES = { markdown: "md", docx: "docx" };

function item(kept) {
  const current = kept.id === conversation();
  const title = make("button", { type: "button", class: "title", "aria-current": current ? "page" : null }, kept.title);
  title.addEventListener("click", () => { open(kept.id); toggleMenu(false); });
  const row = make("li", {}, title);
  const more = make("details", { class: "more" }, make("summary", { "aria-label": filled(words.more, { title: kept.title }), title: filled(words.more, { title: kept.title }) }, "⋯"));
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    event.stopPropagation();
    more.removeAttribute("open");
    more.firstChild.focus();
  });
  const actions = [
    [words.rename, () => { row.replaceChildren(renaming(kept)); row.querySelector("input").select(); }], // at once: one may type
    [words.as_markdown, () => save(kept, "markdown")],
    [words.as_word, () => save(kept, "docx")],
    [words.delete, () => removed(kept)],
  ];
  more.append(make("div", { class: "menu" }, ...actions.map(([label, action]) => {
    const button = make("button", { type: "button", class: "button" }, label);
    button.addEventListener("click", () => { more.removeAttribute("open"); action(); });
    return button;
  })));
  row.append(more);
  return row;
}

function renaming(kept) {
  const field = make("input", { type: "text", value: kept.title, maxlength: "200", "aria-label": words.rename });
  const form = make("form", { class: "renaming" }, field, make("button", { class: "button", type: "submit" }, words.save));
  form.addEventListener("submit", (event) => { event.preventDefault(); store.rename(kept.id, field.value); show(); });
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") show(); });
  return form;
}

function removed(kept) {
  const gone = store.remove(kept.id);
  const current = kept.id === conversation();
  if (current) open(null);
  show();
  const undo = make("button", { type: "button", class: "button" }, words.undo);
  undo.addEventListener("click", () => {
    store.restore(gone);
    undoing()?.replaceChildren();
    if (current) open(kept.id);
    show();
  });
  undoing()?.replaceChildren(filled(words.deleted, { title: kept.title }), " ", undo);
  undo.focus();
}

const undoing = () => document.querySelector("#history-list .undo");

async function save(kept, form) {
  const records = store.turnsOf(kept.id).map((turn) => turn.record).filter(Boolean);
  try {
    const reply = await send("POST", "api/export", { form, title: kept.title, records });
    const link = make("a", { href: URL.createObjectURL(await reply.blob()), download: fileName(kept.title, TYPES[form]) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  } catch {
    say(words.not_saved);
  }
}

const LONGEST_NAME = 200; // bytes: file systems take 255

function fileName(title, type) {
  const bytes = new TextEncoder();
  let name = title.replace(/[^\p{L}\p{N} -]+/gu, "").trim();
  while (bytes.encode(name).length > LONGEST_NAME) name = name.replace(/\s*(\S+|.)$/u, (end) => (/\s/.test(end) ? "" : end.slice(0, -1)));
  return `${name || "conversation"}.${type}`;
}

function say(sentence) {
  const note = document.querySelector("#history-list .note");
  if (note) note.textContent = sentence;
  announce(sentence);
}

let drawn = "";

export function show() {
  const place = document.getElementById("conversations");
  if (!place) return;
  const all = store.list();
  drawn = "";
  place.replaceChildren(...all.map(item));
  if (!store.works) say(words.not_kept_here);
}

// Draw the list only where it has changed, so that an open menu or a name being typed stays.
export function refresh() {
  const now = JSON.stringify([conversation(), store.list().map((kept) => [kept.id, kept.title])]);
  if (now === drawn && document.getElementById("conversations")?.children.length) return;
  show();
  drawn = now;
}

function toggleMenu(wanted) {
  const was = document.body.classList.contains("menu-open");
  const shown = document.body.classList.toggle("menu-open", wanted);
  const button = document.querySelector("#masthead .menu");
  button?.setAttribute("aria-expanded", String(shown));
  if (shown) document.querySelector("#history-list .close")?.focus();
  else if (was) button?.focus();
}

onTurns(refresh);
document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="menu"], button[name="new"]');
  if (!button) {
    document.querySelectorAll("#conversations details[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.removeAttribute("open"); });
    return;
  }
  if (button.name === "menu") return toggleMenu();
  open(null);
  toggleMenu(false);
  document.querySelector("#question textarea")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggleMenu(false);
});
