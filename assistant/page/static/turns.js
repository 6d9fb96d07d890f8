// The turns of the conversation in view: Gradio shows the one under way, this keeps those before it.
import * as store from "./store.js";
import { prepareLinks, questionIn, showContents, showSourcesOf, showWaiting } from "./sources.js";
import { announce, make, number, type, words } from "./words.js";

const TOLD = 20; // turns that a follow-up may lean on
const state = { id: null, turns: [], live: null, replaced: null }; // live: {id, conversation} in Gradio's own part
const changed = new Set();

export const conversation = () => state.id;
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
  settle();
  const last = document.querySelector("#past .turn:last-child .answer");
  if (last) { showSourcesOf(last); last.scrollIntoView({ block: "end" }); } else showContents();
}

function settle() {
  showPast();
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
  if (state.replaced) {
    state.turns = state.turns.filter((turn) => turn.id !== state.replaced);
    store.dropTurn(state.id, state.replaced);
    state.replaced = null;
  }
  state.live = { id, conversation: state.id };
  showPast();
  showWaiting(document.getElementById(`asked-${id}`));
  const address = new URL(location.href);
  if (address.searchParams.delete("q"), address.href !== location.href) history.replaceState(null, "", address);
}

function finish(answer) {
  const live = state.live;
  live.finished = true;
  const asked = document.querySelector(`#asked-${live.id}`);
  const turn = {
    id: live.id,
    question: questionIn(asked),
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
  announce(answer.querySelector(".text")?.textContent ?? "");
}

function recordIn(answer) {
  try { return JSON.parse(answer.querySelector(".record").value); } catch { return null; }
}

// Called whenever the page has changed.
export function look() {
  const asked = document.querySelector('#conversation .asked[id^="asked-"]');
  const id = asked?.id.slice("asked-".length);
  if (!id) return;
  if (state.live?.id !== id) begin(id);
  const answer = document.getElementById(`answer-${id}`);
  if (answer && !state.live.finished) finish(answer);
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
  const box = type("question", button.value || turn?.question || "");
  box?.focus();
}

export function cancelEdit() {
  replace(null);
  document.body.classList.remove("editing");
  type("question", "")?.focus();
}

function retry(button) {
  const turn = turnOf(button);
  if (!turn) return;
  replace(turn);
  type("question", turn.question);
  setTimeout(() => document.getElementById("send")?.click(), 50); // Gradio has taken the values over by then
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
