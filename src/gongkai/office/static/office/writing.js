// The draft checks beside the form: asked again a moment after the last key, answered without saving anything.
// And what keeps typed text from being lost: it is sent only when somebody is there to take it.
(() => {
  const form = document.getElementById("item-form");
  const place = document.getElementById("findings");
  const trouble = document.getElementById("trouble");
  if (!form || !place) return;
  let timer = 0;
  let asked = 0;
  let changed = false;

  const say = (where, words) => {
    const line = document.createElement("p");
    line.className = "office-message warning";
    line.textContent = words;
    where.replaceChildren(line);
  };

  // What is more than the server takes in comes back as a page without the text.
  const tooLarge = () => {
    const words = [...new FormData(form).values()].filter((value) => typeof value === "string");
    return new Blob(words).size > form.dataset.mostBytes * 0.98;
  };
  const renew = () => tooLarge()
    ? "写的内容太大，不能提交；您写的内容还在这里。请把长的内容放进附件，或者分成几条信息，再保存。"
    : whyNotSent(form, "保存草稿");

  const check = async () => {
    const number = ++asked;
    const data = new FormData(form);
    data.delete("upload");
    try {
      const answer = await fetch(form.dataset.checkAddress, { method: "POST", body: data, credentials: "same-origin" });
      const text = await answer.text();
      if (number !== asked) return;
      if (answer.redirected || answer.status === 403) say(place, (await renew()) || "检查暂时没有完成，请点“现在检查”。");
      else if (answer.ok) place.innerHTML = text;
      else say(place, "检查暂时没有完成，送审时还会再查。");
    } catch {
      if (number === asked) say(place, "网络不通，检查没有完成；您写的内容还在。");
    }
  };

  const later = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(check, 1200);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.getElementById("check-now").addEventListener("click", () => setTimeout(check, 300));
  // The editor writes what was typed into its field a moment later. A form that is sent sooner would lose the last
  // words, so it is held until the editor has written. A second click meanwhile would send it twice.
  let held = false;
  let settled = false;
  form.addEventListener("submit", async (event) => {
    if (settled) { changed = false; return; }
    event.preventDefault();
    if (held) return;
    held = true;
    const submitter = event.submitter;
    const [words] = await Promise.all([renew(), new Promise((go) => setTimeout(go, 500))]);
    if (words) {
      held = false;
      say(trouble, words);
      trouble.scrollIntoView({ block: "center" });
      return;
    }
    settled = true;
    form.requestSubmit(submitter);
    settled = false;
  });
  window.addEventListener("pageshow", () => { held = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  // What is there already is checked once the editor has started.
  if (form.elements.title.value) timer = setTimeout(check, 1500);
})();

// Wagtail's fields for text have no name for who hears the page: each is called as the block that it stands in.
(() => {
  const body = document.querySelector(".office-body");
  if (!body) return;
  const name = () => {
    for (const field of body.querySelectorAll("[role=textbox]:not([aria-label]), [role=combobox]:not([aria-label]):not([aria-labelledby])")) {
      const heading = field.closest("section")?.querySelector("[data-panel-heading]");
      field.setAttribute("aria-label", heading?.textContent.trim().split(/\s+/)[0] || "正文");
    }
  };
  new MutationObserver(name).observe(body, { childList: true, subtree: true });
  name();
})();
