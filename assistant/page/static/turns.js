// The turns of the conversation in view: Gradio shows the one under way, this keeps those before it.
import * as store from "./store.js";
import { prepareLinks, showContents, showSourcesOf, showWaiting } from "./sources.js";
import { announce, ask, box, make, number, questionOf, type, words } from "./words.js";

const TOLD = 20; // turns that a follow-up may lean on
const state = { id: null, turns: [], live: null, replaced: null, draft: "" }; // live: {id, conversation} in Gradio's own part
const changed = new Set();

export const conversation = () => state.id;
export const underWay = () => (state.live && !state.live.finished && !document.body.classList.contains("idle") ? state.live.question : null);
const tell = (what, detail) => document.dispatchEvent(new CustomEvent(what, { detail }));
export const find = (id) => state.turns.find((turn) => turn.id === id);
export const onTurns = (callback) => changed.add(callback);

export function before(id) {
  const at = state.turns.findIndex((turn) => turn.id === id);
  return said(state.turns.slice(0, at < 0 ? 0 : at));
}

function said(turns) {
  return turns.slice(-TOLD).flatMap((turn) => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.record?.answer ?? "" },
  ]);
}

function tellMemory() {
  const turns = state.turns.filter((turn) => turn.id !== state.replaced);
  const numbers = {};
  for (const turn of turns) {
    for (const item of turn.record?.references ?? []) numbers[`${item.document_id}#${item.start}-${item.end}`] = item.number;
  }
  type("memory", turns.length ? JSON.stringify({ turns: said(turns), numbers }) : "");
}

// --- showing -------------------------------------------------------------------------------

function shownTurn(turn) {
  const article = make("div", { class: "turn" });
  article.innerHTML = turn.asked + turn.readAs + turn.answer; // our own HTML, cleaned when it was first shown
  prepareLinks(article);
  return article;
}

function showPast() {
  const past = document.getElementById("past");
  if (!past) return;
  const live = document.body.classList.contains("idle") ? null : state.live?.id;
  const wanted = state.turns.filter((turn) => turn.id !== live);
  const there = new Map([...past.children].map((child) => [child.dataset.turn, child]));
  const shown = wanted.map((turn) => {
    const child = there.get(turn.id) ?? shownTurn(turn);
    child.dataset.turn = turn.id;
    return child;
  });
  const same = shown.length === past.children.length && shown.every((child, at) => past.children[at] === child);
  if (!same) past.replaceChildren(...shown);
  document.body.classList.toggle("talking", wanted.length > 0 || live !== null && live !== undefined);
  changed.forEach((callback) => callback());
}

export function open(id) {
  const kept = id ? store.find(id) : null;
  Object.assign(state, { id: kept ? id : null, turns: kept ? store.turnsOf(id) : [], replaced: null });
  document.body.classList.add("idle"); // Gradio's part may hold a turn of the conversation before
  document.body.classList.remove("editing");
  store.setOpened(state.id);
  document.getElementById("past")?.replaceChildren();
  clearLost();
  settle();
  tell("conversation-opened");
  const last = document.querySelector("#past .turn:last-child .answer");
  if (last) { showSourcesOf(last); last.scrollIntoView({ block: "end" }); } else showContents();
}

function settle() {
  showPast();
  showNext();
  tellMemory();
  store.setCitations(state.turns);
}

function update(turn) {
  state.turns = state.turns.map((one) => (one.id === turn.id ? turn : one));
  changed.forEach((callback) => callback());
}

export function change(turn) {
  store.writeTurn(state.id, turn);
  update(turn);
}

store.onChange((id, turn) => {
  if (id && id === state.id && store.find(id)) {
    const other = turn && store.readTurn(id, turn);
    if (other) update(other);
    if (turn) return;
    state.turns = store.keep(id, state.turns);
    if (state.live?.finished && !find(state.live.id)) document.body.classList.add("idle"); // replaced over there
    settle();
  } else if (!turn) changed.forEach((callback) => callback());
});

// --- the turn under way ----------------------------------------------------------------------

function begin(id) {
  document.body.classList.remove("idle", "editing");
  state.id ??= number();
  store.setOpened(state.id);
  const asked = document.getElementById(`asked-${id}`);
  state.turns = state.turns.filter((turn) => turn.id !== state.replaced); // kept until the new answer is there
  state.live = { id, conversation: state.id, question: questionOf(asked), replaces: state.replaced };
  state.replaced = null;
  clearLost();
  showPast();
  showNext();
  showWaiting(asked);
  if (state.draft) setTimeout((draft) => type("question", draft), 100, state.draft); // Gradio empties the box first
  state.draft = "";
  tell("turn-begun", state.live);
  const address = new URL(location.href);
  if (address.searchParams.delete("q"), address.href !== location.href) history.replaceState(null, "", address);
}

function finish(answer) {
  const live = state.live;
  live.finished = true;
  if (live.replaces) store.dropTurn(live.conversation, live.replaces);
  const asked = document.querySelector(`#asked-${live.id}`);
  const turn = {
    id: live.id,
    question: live.question,
    asked: asked.outerHTML,
    readAs: document.querySelector("#conversation .read-as")?.outerHTML ?? "",
    answer: answer.outerHTML,
    record: recordIn(answer),
    rating: null,
  };
  prepareLinks(answer);
  if (live.conversation === state.id) {
    state.turns = store.keep(state.id, [...state.turns, turn]);
    settle();
    showSourcesOf(answer);
  } else store.keep(live.conversation, [turn]);
  live.told = answer.querySelector(".record")?.value;
  announce(answer.querySelector(".text")?.textContent ?? "");
  tell("turn-ended", live);
}

// Next questions come a moment after the answer: its record is then another one.
function complete(answer) {
  const live = state.live;
  const told = answer.querySelector(".record")?.value;
  if (!told || told === live.told) return;
  live.told = told;
  const kept = store.readTurn(live.conversation, live.id) ?? find(live.id);
  if (!kept) return;
  const turn = { ...kept, record: recordIn(answer) };
  store.writeTurn(live.conversation, turn);
  if (live.conversation === state.id) { update(turn); showNext(); }
}

// The next questions of the last answer, above the box.
function showNext() {
  const place = document.getElementById("next-questions");
  if (!place) return;
  const questions = underWay() === null ? lastTurn()?.record?.suggestions ?? [] : [];
  const drawn = JSON.stringify(questions);
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  const chips = questions.map((question) => make("button", { type: "button", class: "chip", name: "ask", value: question }, question));
  place.querySelector(".chips").replaceChildren(...chips);
  place.hidden = chips.length === 0;
}

const clearLost = () => {
  const place = document.getElementById("lost");
  place?.replaceChildren();
  place?.removeAttribute("data-said");
};

function recordIn(answer) {
  try { return JSON.parse(answer.querySelector(".record").value); } catch { return null; }
}

// Called whenever the page has changed: Gradio brings its parts one by one.
export function look() {
  showNext();
  const asked = document.querySelector('#conversation .asked[id^="asked-"]');
  const id = asked?.id.slice("asked-".length);
  if (!id) return;
  if (state.live?.id !== id) begin(id);
  const answer = document.getElementById(`answer-${id}`);
  if (answer && !state.live.finished) finish(answer);
  else if (answer) complete(answer);
}

// --- asking again ----------------------------------------------------------------------------

const lastTurn = () => state.turns[state.turns.length - 1];

function turnOf(element) {
  const answer = element.closest(".answer, .turn, #conversation")?.querySelector('[id^="asked-"]')
    ?? document.getElementById(element.closest(".answer")?.id.replace("answer-", "asked-"));
  return find(answer?.id.slice("asked-".length));
}

function replace(turn) {
  state.replaced = turn && turn === lastTurn() ? turn.id : null; // an earlier question is asked anew at the end
  tellMemory();
}

function edit(button) {
  const turn = turnOf(button);
  replace(turn);
  document.body.classList.toggle("editing", state.replaced !== null);
  state.draft = box()?.value ?? ""; // comes back afterwards
  type("question", button.value || turn?.question || "")?.focus();
}

export function cancelEdit() {
  replace(null);
  document.body.classList.remove("editing");
  type("question", state.draft)?.focus();
  state.draft = "";
}

function retry(button) {
  const turn = turnOf(button);
  if (!turn) return;
  replace(turn);
  ask(turn.question);
}

function whole(button) {
  button.textContent = button.parentElement.classList.toggle("long") ? words.whole : words.less;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="edit"], button[name="retry"], button[name="cancel-edit"], button[name="whole"]');
  if (!button) return;
  ({ edit, retry, whole, "cancel-edit": cancelEdit })[button.name](button);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("editing")) cancelEdit();
});
