// Whether somebody is there to take what a form sends, and it is who wrote it: another would sign it. Whoever signed
// in again got another token; the form takes it over. Gives why nothing can be sent, or "".
const whyNotSent = async (form, button) => {
  const signedOut = `登录已过期。请在另一个窗口重新登录，再回来点“${button}”；您写的内容还在这里。`;
  const another = `这个浏览器现在登录的是别人。请重新用您自己的账号登录，再回来点“${button}”；您写的内容还在这里。`;
  const offline = "网络不通，暂时不能提交；您写的内容还在这里，请稍后再试。";
  try {
    const answer = await fetch(document.body.dataset.aliveAddress, { credentials: "same-origin" });
    if (answer.redirected) return signedOut;
    if (!answer.ok) return offline;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.body.dataset.person !== document.body.dataset.person) return another;
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return "";
  } catch {
    return offline;
  }
};

// A button pressed twice acts once: the second request would be refused, and its refusal would hide that all went well.
// Reasons and remarks that somebody wrote, and files that he chose, are sent only when somebody is there to take them.
(() => {
  // No session ends so soon after a page was sent that it need be asked for.
  const opened = Date.now();
  const soon = () => Date.now() - opened < 60000;
  const written = (form) => [...form.elements].some((field) => (
    field.type === "textarea" ? field.value.trim() : field.type === "file" && field.files.length
  ));
  const say = (form, words) => {
    form.querySelector(".not-sent")?.remove();
    const line = document.createElement("p");
    line.className = "office-message warning not-sent";
    line.setAttribute("role", "alert");
    line.textContent = words;
    form.prepend(line);
    line.scrollIntoView({ block: "center" });
  };
  const ask = async (form, submitter) => {
    const words = await whyNotSent(form, submitter?.textContent.trim() || "提交");
    delete form.dataset.sent;
    if (words) { say(form, words); return; }
    form.dataset.taken = "1";
    form.requestSubmit(submitter);
    delete form.dataset.taken;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.id === "item-form" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (document.body.dataset.aliveAddress && !soon() && !form.dataset.taken && written(form)) {
      event.preventDefault();
      ask(form, event.submitter);
      return;
    }
    // What answers with a file leaves the page as it is.
    setTimeout(() => delete form.dataset.sent, 5000);
  });
})();
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
