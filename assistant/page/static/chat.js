// What the chat page does beyond Gradio; each part has its own file.
import { resume } from "./asking.js";
import { refresh } from "./conversations.js";
import "./rating.js";
import * as store from "./store.js";
import { look, open } from "./turns.js";
import { box, language } from "./words.js";

document.documentElement.lang = language;

// A new question is brought to the top, and again when its answer has made room for that.
let seen = "";
function follow() {
  const asked = document.querySelector("#conversation .asked[id]");
  const now = `${asked?.id} ${document.querySelectorAll("#conversation .answer").length}`;
  if (!asked || now === seen) return;
  seen = now;
  asked.scrollIntoView({ block: "start" });
}

// While an answer streams, the log stays silent for screen readers; the finished answer is told once.
function quiet() {
  document.querySelectorAll('#conversation [role="log"]:not([aria-live="off"])').forEach((log) => log.setAttribute("aria-live", "off"));
  document.querySelectorAll("#conversation .cite:not([aria-label])").forEach((marker) => marker.setAttribute("aria-label", marker.title));
}

// One may type at once; not in a frame, whose page is another's, and where a keyboard would cover half of the page.
function beginInBox() {
  const alone = window.top === window && matchMedia("(pointer: fine)").matches;
  if (alone && [null, document.body].includes(document.activeElement)) box()?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#masthead a.skip")) return;
  event.preventDefault();
  box()?.focus();
});

// Another choice of documents is another address, which can be kept and sent.
document.addEventListener("change", (event) => {
  if (event.target.name !== "collection") return;
  const address = new URL(location.href);
  address.searchParams.delete("q");
  if (event.target.value) address.searchParams.set("collection", event.target.value);
  else address.searchParams.delete("collection");
  location.assign(address);
});

let started = false;
function start() {
  if (started || !document.querySelector("#past") || !document.querySelector("#memory textarea, #memory input") || !box()) return;
  started = true;
  document.documentElement.lang = language; // Gradio has set the browser's
  if (new URLSearchParams(location.search).get("q")) refresh();
  else {
    open(store.opened());
    resume();
  }
  beginInBox();
}

new MutationObserver(() => {
  start();
  quiet(); // first: what it sets is kept with the turn
  look();
  follow();
}).observe(document.documentElement, { childList: true, subtree: true });
start();
