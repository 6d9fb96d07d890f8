// The figures' table: rows that do not hold every word typed are hidden.
"use strict";
addEventListener("DOMContentLoaded", () => {
  document.addEventListener("click", (event) => {
    const language = event.target.closest("a.language");
    if (language) language.hash = location.hash;
  });
  const form = document.querySelector("form.find");
  if (!form) return;
  const count = form.querySelector(".count");
  const plain = (text) => text.replace(/\s+/g, " ").toLowerCase();
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({ row, text: plain(row.textContent) }));

  function search() {
    const words = plain(form.elements.find.value).trim().split(" ");
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    count.textContent = count.dataset.rows.replace("{n}", shown).replace("{all}", rows.length);
  }

  form.hidden = false;
  form.elements.find.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  search();
});
