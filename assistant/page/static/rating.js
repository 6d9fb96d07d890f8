// Thumbs under an answer, with a reason for a bad one; kept on the server, withdrawn on request.
import { before, change, find, onTurns } from "./turns.js";
import { announce, make, send, words } from "./words.js";

const ANSWERED = ["answered", "partly_answered"];
const reasons = (status) => (ANSWERED.includes(status)
  ? ["wrong", "incomplete", "wrong_source", "should_have_refused", "other"]
  : ["should_have_answered", "other"]);

const turnOf = (button) => find(button.closest(".answer").id.slice("answer-".length));

function rating(turn, verdict, comment) {
  const { id, question, standalone_question, status, answer, references, index } = turn.record;
  const citations = references.map((item) => [item.document_id, item.quote]);
  return { answer_id: id, question, history: before(turn.id), standalone_question, status, verdict, comment, citations, answer, index };
}

async function rate(turn, verdict, comment = "") {
  try {
    const reply = await send("POST", "api/feedback", rating(turn, verdict, comment));
    const { id } = await reply.json();
    change({ ...turn, rating: { verdict, ids: [...(turn.rating?.ids ?? []), id] } });
    say(turn.id, words.thanks, true);
  } catch {
    say(turn.id, words.rating_not_kept);
  }
}

async function withdraw(turn) {
  try {
    for (const id of turn.rating.ids) await send("DELETE", `api/feedback/${id}`);
    change({ ...turn, rating: null });
    say(turn.id, words.withdrawn);
  } catch {
    say(turn.id, words.rating_not_kept);
  }
}

const thumb = (id) => document.querySelector(`#answer-${id} button[name="rate"][value="bad"]`);

function say(id, sentence, revocable = false) {
  const line = make("p", { class: "rated" }, `${sentence} `);
  if (revocable) {
    const button = make("button", { type: "button", class: "button" }, words.withdraw);
    button.addEventListener("click", () => withdraw(find(id)));
    line.append(button);
  }
  below(id, line);
  announce(sentence);
}

// What belongs to a rating stands at the foot of its answer, one thing at a time.
function below(id, element) {
  const answer = document.getElementById(`answer-${id}`);
  answer?.querySelectorAll(".rated, .reasons").forEach((other) => other.remove());
  answer?.append(element);
}

function ask(turn) {
  const choices = reasons(turn.record.status).map((verdict) => make("label", { class: "choice" },
    make("input", { type: "radio", name: "verdict", value: verdict, required: "" }), words[verdict]));
  const text = make("textarea", { rows: "2", maxlength: "2000", name: "comment" });
  const cancel = make("button", { type: "button", class: "button" }, words.cancel);
  const form = make("form", { class: "reasons", "aria-label": words.what_is_wrong },
    make("fieldset", {}, make("legend", {}, words.what_is_wrong), ...choices),
    make("label", { class: "label" }, words.comment, text),
    make("p", { class: "row" }, cancel, make("button", { type: "submit", class: "button filled" }, words.send)));
  const leave = () => { form.remove(); thumb(turn.id)?.focus(); };
  cancel.addEventListener("click", leave);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); leave(); } });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    rate(find(turn.id), new FormData(form).get("verdict"), text.value.trim());
  });
  below(turn.id, form);
  form.querySelector("input").focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
}

function press() {
  document.querySelectorAll('#chat-column .answer[id] button[name="rate"]').forEach((button) => {
    const verdict = turnOf(button)?.rating?.verdict;
    const pressed = verdict ? (verdict === "good") === (button.value === "good") : false;
    if (button.getAttribute("aria-pressed") !== String(pressed)) button.setAttribute("aria-pressed", String(pressed));
  });
}

onTurns(press);
document.addEventListener("click", (event) => {
  const button = event.target.closest('button[name="rate"]');
  const turn = button && turnOf(button);
  if (!turn?.record) return;
  if (button.value === "good") rate(turn, "good");
  else ask(turn);
});
