// What is typed or asked is not lost: drafts, a question whose answer has not come, a server that is away.
import * as store from "./store.js";
import { conversation, open, underWay } from "./turns.js";
import { announce, ask, box, filled, make, questionOf, type, words } from "./words.js";

const WAITING = "report-waiting"; // {question, conversation, tries}: asked, and not answered yet
const DRAFT = "report-draft:"; // then the conversation's id
const TRIES = 3; // how often a question is asked again by itself
const PATIENCE = 2000; // milliseconds between two looks for the server
const MOMENT = 1500; // milliseconds in which Gradio loads the page anew when another server has come

// --- drafts ----------------------------------------------------------------------------------

const draftKey = () => `${DRAFT}${conversation() ?? ""}`;

document.addEventListener("input", (event) => {
  if (!event.target.matches("#question textarea")) return;
  store.remember(draftKey(), event.target.value || null);
  count();
});
document.addEventListener("conversation-opened", () => {
  type("question", store.recall(draftKey()) ?? "");
  count();
});

// --- too long: counted, and not sent ------------------------------------------------------------

const counter = () => document.querySelector("#hint .count");
const over = () => (box()?.value.trim().length ?? 0) - Number(counter()?.dataset.most ?? Infinity);

function count() {
  const place = counter();
  if (!place) return;
  const most = Number(place.dataset.most);
  const said = over() > 0 ? filled(words.too_long, { length: (most + over()).toLocaleString(), most: most.toLocaleString(), over: over().toLocaleString() }) : "";
  if (place.textContent !== said) place.textContent = said;
  document.body.classList.toggle("too-long", over() > 0);
}

// --- the question whose answer has not come ------------------------------------------------------

const waiting = () => store.recall(WAITING);
let watching = 0;
let away = false;

function sent(question) {
  if (!question.trim()) return;
  store.remember(WAITING, { question: question.trim(), conversation: conversation(), tries: 0 });
  watch();
}

function watch() {
  watching ||= setInterval(lookForServer, PATIENCE);
}

async function lookForServer() {
  if (!waiting()) return;
  let there = false;
  try { there = (await fetch("readyz", { cache: "no-store" })).ok; } catch { /* nobody there */ }
  if (!waiting()) return;
  if (!there) {
    away = true;
    say(words.server_away);
  } else if (away) {
    away = false;
    setTimeout(again, MOMENT);
  }
}

// Ask what is waiting once more; after some tries it goes back into the box, so that a person decides.
function again() {
  const wanted = waiting();
  if (!wanted) return;
  if (wanted.tries >= TRIES) {
    store.remember(WAITING, null);
    type("question", wanted.question);
    return;
  }
  store.remember(WAITING, { ...wanted, tries: wanted.tries + 1 });
  watch();
  ask(wanted.question);
}

export function resume() {
  const wanted = waiting();
  if (!wanted) return;
  if (wanted.conversation !== conversation() && store.find(wanted.conversation)) open(wanted.conversation);
  if (box()?.value.trim() === wanted.question) type("question", "");
  setTimeout(again, 200); // Gradio listens by then
}

document.addEventListener("turn-begun", ({ detail }) => {
  const wanted = waiting();
  if (wanted?.question !== detail.question) store.remember(WAITING, { question: detail.question, conversation: conversation(), tries: 0 });
  else if (!wanted.conversation) store.remember(WAITING, { ...wanted, conversation: conversation() });
  const draft = store.recall(DRAFT); // of a conversation that had no name until now
  if (draft) {
    store.remember(DRAFT, null);
    store.remember(draftKey(), draft);
  }
  watch();
});
document.addEventListener("turn-ended", ({ detail }) => {
  if (waiting()?.question !== detail.question) return;
  store.remember(WAITING, null);
  clearInterval(watching);
  watching = 0;
  away = false;
});

// --- our own words where the question was ---------------------------------------------------------

function say(sentence, ...more) {
  const place = document.getElementById("lost");
  const { question } = waiting();
  if (!place || place.dataset.said === sentence + question) return;
  if (box()?.value.trim() === question) type("question", ""); // it stands here now, and is kept
  const asked = underWay() === question ? [] : [make("div", { class: "asked" }, make("h2", {}, question))];
  const head = make("div", { class: "answer-head" }, make("span", { class: "status rejected" }, words.not_answered));
  place.replaceChildren(...asked, make("div", { class: "answer" }, head, make("div", { class: "text said" }, make("p", {}, sentence, ...more))));
  place.dataset.said = sentence + question;
  document.body.classList.add("talking");
  place.scrollIntoView({ block: "nearest" });
  announce(sentence);
}

function refused(status, seconds) {
  if (!waiting()) return;
  if (status === 401) return say(words.signed_out, " ", make("a", { href: location.href }, words.sign_in));
  const button = make("button", { type: "button", class: "button", name: "ask", value: waiting().question }, words.retry);
  say(status === 429 ? filled(words.too_many, { seconds }) : words.not_taken, " ", button);
}

// Gradio asks for ``app_id`` only when it has lost its server; what it says of that is hidden.
const plain = window.fetch;
window.fetch = async (input, options) => {
  const address = String(input?.url ?? input);
  const joins = address.includes("/gradio_api/queue/join");
  try {
    const reply = await plain(input, options);
    if (joins && !reply.ok && reply.status < 500) refused(reply.status, reply.headers.get("retry-after") ?? "60");
    if (joins && reply.status >= 500) away = true;
    return reply;
  } catch (error) {
    if (joins || address.includes("/gradio_api/app_id")) { away = true; lookForServer(); }
    throw error;
  }
};

// --- what sends -------------------------------------------------------------------------------------

function held(event) {
  if (over() <= 0) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  announce(counter().textContent);
  return true;
}

function sendBox(event) {
  if (held(event)) return;
  sent(box().value);
  store.remember(draftKey(), null);
}

for (const kind of ["keydown", "keypress"]) {
  document.addEventListener(kind, (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    if (!event.target.matches("#question textarea")) return;
    if (kind === "keydown") sendBox(event);
    else held(event);
  }, true);
}
document.addEventListener("click", (event) => {
  if (event.target.closest("#send")) return sendBox(event);
  const button = event.target.closest('button[name="ask"]');
  if (button) ask(button.value);
}, true);
document.addEventListener("asking", ({ detail }) => {
  if (waiting()?.question !== detail.question) sent(detail.question);
});
