// Everything here is a convenience: without it all pages read, fold and print the same. Text goes in by textContent only.
"use strict";
(() => {
  const root = document.documentElement;
  const stored = (value) => {
    try { if (value === undefined) return localStorage.getItem("tallysheet-theme"); localStorage.setItem("tallysheet-theme", value); }
    catch { /* storage is off, or the page is a file: the choice lasts for this page */ }
    return null;
  };
  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  for (const button of document.querySelectorAll(".theme")) {
    const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; stored(root.dataset.theme); label(); });
  }

  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = Number(text.replace(/,/g, ""));
    return text !== "" && !Number.isNaN(number) ? number : text.toLowerCase();
  };
  const compare = (a, b) => typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : (typeof a === "number" ? -1 : 1);
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && head.classList.contains("n"));
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => compare(key(a, column), key(b, column)) * (down ? -1 : 1));
        body.append(...rows);
      });
    });
  }

  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place && place.closest("details");
    if (fold && !fold.open) { fold.open = true; place.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => { for (const fold of document.querySelectorAll("details")) fold.open = true; });

  const box = document.getElementById("search");
  if (box) {
    const list = document.getElementById("found");
    const said = document.getElementById("found-count");
    const results = list.parentElement;
    const around = box.closest(".search");
    around.hidden = false;
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    let lines = null;
    const show = () => {
      const index = globalThis.TALLYSHEET_INDEX;
      const words = fold(box.value).split(/\s+/).filter(Boolean);
      list.replaceChildren();
      said.textContent = "";
      results.hidden = words.length === 0;
      if (!index || words.length === 0) return;
      lines ??= index.map(([, , title, also]) => fold(title + " " + also));
      let hits = 0;
      for (let i = 0; i < index.length; i++) {
        if (!words.every((word) => lines[i].includes(word))) continue;
        if (++hits > 40) continue;
        const [kind, path, title, also] = index[i];
        const entry = document.createElement("li");
        const link = document.createElement("a");
        link.href = box.dataset.root + path;
        link.textContent = title;
        const note = document.createElement("span");
        note.className = "kind";
        note.textContent = " " + kind + (also ? ", " + also.slice(0, 120) : "");
        entry.append(link, note);
        list.append(entry);
      }
      said.textContent = hits === 0 ? "Nothing found." : hits > 40 ? `${hits} found, the first 40 shown.` : `${hits} found.`;
    };
    let asked = false;
    const load = () => {
      if (asked) return show();
      asked = true;
      const script = document.createElement("script");
      script.src = box.dataset.root + "assets/search-index.js";
      script.addEventListener("load", show);
      document.head.append(script);
    };
    box.addEventListener("focus", load, { once: true });
    box.addEventListener("input", load);
    around.addEventListener("keydown", (event) => { if (event.key === "Escape") { results.hidden = true; box.focus(); } });
    document.addEventListener("click", (event) => { if (!around.contains(event.target)) results.hidden = true; });
    box.addEventListener("click", () => { if (asked) show(); });
  }
})();
