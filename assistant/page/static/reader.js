// What the reader does beyond plain links: finds a sentence that has moved, searches in the text,
// leads through the sources of a conversation, copies a link. Without it the text and its links still work.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const KEY = "report-citations"; // see assistant/reader/document.py
  const main = document.getElementById("text");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const at = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
  const spanOf = (hash) => /^#c(\d+)-(\d+)$/.exec(hash)?.slice(1).map(Number);
  const put = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const bring = (element) => element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });

  // --- the linked sentence ---------------------------------------------------------------
  const said = document.querySelector(".said");
  const marks = [...document.querySelectorAll("[data-t]")];
  const distance = (element, start) => Math.abs(spanOf("#" + element.id)[0] - start);
  const nearest = (elements, start) => elements.reduce((best, one) => (distance(one, start) < distance(best, start) ? one : best));

  function settle() {
    const span = spanOf(location.hash);
    const wanted = new URLSearchParams(location.search).get("t");
    if (!marks.length || !(span || (wanted && !location.hash))) return;
    const here = at(location.hash);
    if (here && (!wanted || here.dataset.t === wanted)) return;
    const same = wanted ? marks.filter((element) => element.dataset.t === wanted) : [];
    if (same.length) {
      if (span) said.textContent = said.dataset.moved;
      location.replace("#" + nearest(same, span?.[0] ?? 0).id); // some mail programs cut the offsets off
    } else if (wanted && span) {
      main.classList.add("lost");
      nearest(marks, span[0]).scrollIntoView({ block: "center" });
    } else if (span) {
      said.textContent = said.dataset.noPlace;
    }
  }

  const linkOf = (element) => `?t=${element.dataset.t}#${element.id}`;

  // After a step to another sentence the address in the bar is that sentence's own link.
  function readdress() {
    const here = at(location.hash);
    if (!here?.dataset.t) return;
    history.replaceState(history.state, "", linkOf(here));
    main.classList.remove("lost");
    said.textContent = "";
  }

  // --- sources of the conversation ---------------------------------------------------------
  const bar = document.querySelector(".citebar");
  const isCitation = (one) => one && typeof one.document === "string" && Number.isInteger(one.start) && Number.isInteger(one.end);

  function citations() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      return Array.isArray(kept) ? kept.filter(isCitation) : [];
    } catch { /* no storage here, or not ours */
      return [];
    }
  }

  function place(citation) {
    const stem = citation.document.replace(/\.[^.]*$/, "");
    const hash = `#c${citation.start}-${citation.end}`;
    if (citation.document === main.dataset.document) return hash;
    return `${encodeURIComponent(stem === "figures" ? citation.document : stem)}${hash}`;
  }

  function step(link, citation) {
    link.hidden = !citation;
    if (citation) link.href = place(citation);
  }

  function showSources() {
    const all = citations();
    const now = all.findIndex((one) => place(one) === location.hash);
    const linked = Boolean(at(location.hash)?.dataset.t);
    bar.hidden = !linked && !all.length;
    document.body.classList.toggle("has-bar", !bar.hidden);
    const count = bar.querySelector(".count");
    const words = now >= 0 ? count.dataset.source : all.length ? count.dataset.sources : count.dataset.linked;
    count.textContent = put(words, { n: all[now]?.number ?? now + 1, all: all.length });
    step(bar.querySelector("[rel=prev]"), now > 0 ? all[now - 1] : null);
    step(bar.querySelector("[rel=next]"), all[now + 1]);
    bar.querySelector("[name=copy-link]").hidden = !linked;
    for (const one of all) at(place(one))?.classList.add("cited");
  }

  async function copy(button) {
    const label = button.querySelector("span");
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(`${location.origin}${location.pathname}${linkOf(at(location.hash))}`);
      label.textContent = button.dataset.copied;
    } catch {
      label.textContent = button.dataset.failed;
    }
    setTimeout(() => { label.textContent = before; }, 2500);
  }

  // --- search in the text --------------------------------------------------------------------
  const form = document.querySelector("form.find");
  const field = form.elements.find;
  const count = form.querySelector(".count");
  const plain = (text) => text.replace(/\s/g, " ").toLowerCase();
  let hits = [];
  let current = -1;

  const highlight = (name, ranges) => { if (window.CSS?.highlights) CSS.highlights.set(name, new Highlight(...ranges)); };

  function piecesOf(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const pieces = [];
    let length = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".no")) continue;
      pieces.push({ node, start: length });
      length += node.data.length;
    }
    return pieces;
  }

  function rangeIn(pieces, start, end) {
    const range = new Range();
    const holding = (offset) => pieces.findLast((piece) => piece.start <= offset);
    const first = holding(start);
    const last = holding(end - 1);
    range.setStart(first.node, start - first.start);
    range.setEnd(last.node, end - last.start);
    return range;
  }

  function find(words) {
    const found = [];
    for (const block of words ? main.querySelectorAll(".words > *") : []) {
      const pieces = piecesOf(block);
      const text = plain(pieces.map((piece) => piece.node.data).join(""));
      for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + words.length)) {
        found.push(rangeIn(pieces, from, from + words.length));
      }
    }
    return found;
  }

  function search() {
    const words = plain(field.value.trim());
    hits = find(words);
    highlight("hit", hits);
    current = -1;
    if (hits.length) go(1);
    else { highlight("hit-now", []); count.textContent = words ? count.dataset.none : ""; }
  }

  function go(by) {
    if (!hits.length) return;
    current = (current + by + hits.length) % hits.length;
    highlight("hit-now", [hits[current]]);
    bring(hits[current].startContainer.parentElement);
    count.textContent = put(count.dataset.found, { n: current + 1, all: hits.length });
  }

  form.hidden = false;
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; search(); }
    if (event.key === "Enter" && event.shiftKey) { event.preventDefault(); go(-1); }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(event.submitter?.value === "back" && document.activeElement !== field ? -1 : 1);
  });

  // --- the rest ---------------------------------------------------------------------------------
  const printing = document.querySelector("button[name=print]");
  printing.hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest("button[name=print]")) print();
    const button = event.target.closest("button[name=copy-link]");
    if (button) copy(button);
    const language = event.target.closest("a.language");
    if (language) language.hash = location.hash;
  });

  // The outline shows where the reader is.
  const links = new Map([...document.querySelectorAll(".outline a")].map((link) => [link.hash, link]));
  const starts = [...links.keys()].map(at).filter(Boolean);
  let passed = null;
  function follow() {
    const line = innerHeight * 0.4 + 104; // where a linked sentence comes to stand, see reader.css
    const last = starts.findLast((element) => element.getBoundingClientRect().top <= line);
    if (last === passed) return;
    passed = last;
    document.querySelector('.outline a[aria-current]')?.removeAttribute("aria-current");
    if (last) links.get("#" + last.id).setAttribute("aria-current", "location");
  }
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); turn(); });
  }, { passive: true });

  // --- the pages beside the text: that of the linked sentence, else of what is being read ---------
  const beside = document.querySelector(".pages");
  const shown = beside?.querySelector("img");
  const home = shown?.getAttribute("src").replace(/\/pages\/.*$/, "");
  const begins = [...document.querySelectorAll(".page-mark a")];

  function showPage(number, picture) {
    const address = picture ?? `${home}/pages/${number}.png`;
    if (!shown.getAttribute("src").startsWith(address + "?")) shown.src = `${address}?width=800`;
    shown.parentElement.href = `${address}?width=1600`;
    const small = beside.querySelector(`nav [data-page="${number}"]`);
    if (small?.hasAttribute("aria-current")) return;
    beside.querySelector("[aria-current]")?.removeAttribute("aria-current");
    small?.setAttribute("aria-current", "page");
    shown.alt = small?.querySelector("img").alt ?? shown.alt;
    if (small) small.parentElement.scrollTo({ left: small.offsetLeft - small.parentElement.clientWidth / 2 });
  }

  function turn() {
    if (!beside) return;
    const target = spanOf(location.hash) && at(location.hash);
    const box = target?.getBoundingClientRect();
    const inView = box && box.bottom > 0 && box.top < innerHeight;
    const line = inView ? box.top + 1 : innerHeight * 0.4 + 104;
    const page = begins.findLast((mark) => mark.getBoundingClientRect().top <= line)?.dataset.page ?? "1";
    const [start, end] = inView ? spanOf(location.hash) : [];
    showPage(page, inView ? `${home}/quotes/${start}-${end}.png` : null);
  }

  settle();
  showSources();
  turn();
  follow();
  let settled = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash !== settled) {
      settled = null;
      readdress();
    }
    showSources();
    turn();
  });
});
