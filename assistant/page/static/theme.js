// Light or dark as the reader chose it, set before the page is drawn; else the system decides.
// On a phone the reader's outline starts folded.
"use strict";
(() => {
  const KEY = "report-assistant-theme";
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const apply = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.classList.toggle("dark", dark);
    document.body?.classList.toggle("dark", dark);
  };
  apply(stored());
  addEventListener("DOMContentLoaded", () => {
    apply(stored());
    if (matchMedia("(max-width: 900px)").matches) document.querySelector(".outline")?.removeAttribute("open");
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest('button[name="theme"]')) return;
    const theme = document.documentElement.classList.contains("dark") ? "light" : "dark";
    try { localStorage.setItem(KEY, theme); } catch { /* a frame without storage: the choice lasts for this page */ }
    apply(theme);
  });
})();
