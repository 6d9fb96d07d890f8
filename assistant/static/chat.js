// What the chat page does beyond Gradio: markers lead to their sources, copying, announcing.
"use strict";
(() => {
  const shown = (element) => element && element.getClientRects().length > 0;

  function showSource(link) {
    const id = link.getAttribute("href").slice(1);
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
      button.textContent = "Copied";
    } catch {
      button.textContent = "Copying is not allowed here";
    }
    announce(button.textContent);
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  function announce(words) {
    const place = document.getElementById("announce");
    if (place) place.textContent = words;
  }

  document.addEventListener("click", (event) => {
    const marker = event.target.closest('a[href^="#src-"]');
    if (marker) { event.preventDefault(); showSource(marker); return; }
    const button = event.target.closest('button[name="copy"]');
    if (button) copy(button);
  });

  // A new question is brought to the top, and again when its answer has made room for that.
  let seen = "0 0";
  function follow() {
    const questions = document.querySelectorAll("#conversation .asked");
    const now = `${questions.length} ${document.querySelectorAll("#conversation .answer").length}`;
    if (now === seen) return;
    seen = now;
    questions[questions.length - 1]?.scrollIntoView({ block: "start" });
  }

  // A finished answer is told once to screen readers; while it streams, the log stays silent.
  let told = "";
  new MutationObserver(() => {
    follow();
    document.querySelectorAll('[role="log"]').forEach((log) => {
      if (log.getAttribute("aria-live") !== "off") log.setAttribute("aria-live", "off");
    });
    document.querySelectorAll(".cite:not([aria-label])").forEach((marker) => {
      marker.setAttribute("aria-label", marker.title || `Source ${marker.textContent}`);
    });
    const finished = [...document.querySelectorAll("#conversation .answer")].pop();
    const words = finished ? finished.querySelector(".text")?.textContent ?? "" : "";
    if (words && words !== told) { told = words; announce(words); }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
