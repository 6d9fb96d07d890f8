// Loads the report assistant's widget as it is now. This script itself stays as it is: pages may have pinned its hash.
"use strict";
(() => {
  const own = document.currentScript;
  const script = document.createElement("script");
  script.src = own.src.replace(/\/embed\.js(?:[?#].*)?$/, "/embed/js/now.js");
  script.crossOrigin = "anonymous";
  if (own.nonce) script.nonce = own.nonce;
  script.addEventListener("error", () => {
    for (const place of document.querySelectorAll("report-assistant")) {
      const language = place.getAttribute("language") || document.documentElement.lang;
      const message = language.toLowerCase().startsWith("zh") ? "无法连接助手。" : "The assistant cannot be reached.";
      place.append(` ${message}`);
      place.dispatchEvent(new CustomEvent("error", { detail: { message, reason: "offline", status: null } }));
    }
  });
  document.head.append(script);
})();
