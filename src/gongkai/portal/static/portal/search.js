// Suggestions while somebody types: a combobox (WAI-ARIA 1.2, list autocomplete). The page works as well without.
"use strict";
(() => {
  const input = document.querySelector("input[data-suggest]");
  if (!input || !window.fetch) return;
  const KINDS = { agency: "机关", column: "栏目", item: "信息" };
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "搜索建议");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", list.id]]) input.setAttribute(name, value);
  const status = document.createElement("p");
  status.className = "hidden-text";
  status.setAttribute("role", "status");
  list.after(status);
  let asked = 0, timer = 0, at = -1, composing = false;

  const close = () => {
    asked += 1;  // an answer that comes now is to nothing any more
    clearTimeout(timer);
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((one, number) => {
      const option = document.createElement("li");
      option.id = `suggestion-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = one.address;
      option.textContent = one.label;
      const kind = document.createElement("small");
      kind.textContent = KINDS[one.kind] || "";
      option.append(kind);
      return option;
    }));
    at = -1;
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = suggestions.length ? `有${suggestions.length}条建议，按上下方向键选择。` : "";
  };
  const ask = async () => {
    const number = ++asked, text = input.value.trim();
    if (!text) return close();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { credentials: "omit" });
      if (answer.ok && number === asked) show((await answer.json()).suggestions);
    } catch { if (number === asked) close(); }
  };
  const go = (option) => {
    const elder = location.pathname.startsWith("/zzb/") ? "/zzb" : "";
    location.assign(elder + option.dataset.address);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; input.dispatchEvent(new Event("input")); });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (composing) return;
    if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); choose(at + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); choose(at < 0 ? -1 : at - 1); }
    else if (event.key === "Escape") { if (!list.hidden) event.preventDefault(); close(); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); go(list.children[at]); }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { event.preventDefault(); go(option); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
})();
