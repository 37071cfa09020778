// The draft checks beside the form: asked again a moment after the last key, answered without saving anything.
(() => {
  const form = document.getElementById("item-form");
  const place = document.getElementById("findings");
  if (!form || !place) return;
  let timer = 0;
  let asked = 0;
  let changed = false;

  const check = async () => {
    const number = ++asked;
    const data = new FormData(form);
    data.delete("save");
    data.delete("submit");
    try {
      const answer = await fetch(form.dataset.checkAddress, { method: "POST", body: data, credentials: "same-origin" });
      if (number !== asked) return;
      place.innerHTML = answer.ok ? await answer.text() : '<p class="office-message warning">检查暂时没有完成，送审时还会再查。</p>';
    } catch {
      if (number === asked) place.innerHTML = '<p class="office-message warning">网络不通，检查没有完成；您写的内容还在。</p>';
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
  // words, so it is held until the editor has written.
  let settled = false;
  form.addEventListener("submit", (event) => {
    if (settled) { changed = false; return; }
    event.preventDefault();
    const submitter = event.submitter;
    setTimeout(() => {
      settled = true;
      form.requestSubmit(submitter);
      settled = false;
    }, 500);
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  // What is there already is checked once the editor has started.
  if (form.elements.title.value) timer = setTimeout(check, 1500);
})();
