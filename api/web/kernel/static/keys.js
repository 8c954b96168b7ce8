// Small comforts; every page works without them. "/" goes to the search, j and k
// walk the rows, "?" opens what is said of the page, and a page nobody is typing on shows the next light when it is due, and desk and inbox what comes.
(() => {
  const typing = () => document.activeElement && document.activeElement.matches("input, textarea, select");
  const rows = () => [...document.querySelectorAll("[data-row] a")];
  document.addEventListener("keydown", (e) => {
    if (typing() || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "/") {
      const find = document.getElementById("search");
      if (find) { e.preventDefault(); find.focus(); find.select(); }
    }
    const help = document.querySelector("details.help");
    if (e.key === "?" && help) { help.open = true; help.querySelector("summary").focus(); }
    if (e.key === "j" || e.key === "k") {
      const all = rows();
      const at = all.indexOf(document.activeElement);
      const to = all[at < 0 ? 0 : at + (e.key === "j" ? 1 : -1)];
      if (to) to.focus();
    }
  });
  // What is being written is kept: two seconds after the last key, and when the page is left. It is
  // sent in after that, never beside it, so that nothing kept outlives what it became.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    let timer = 0;
    let sending = null;
    const typed = () => { const b = new URLSearchParams(new FormData(form)); b.set("do", "auto"); return b; };
    const say = (text) => {
      let line = form.querySelector(".kept");
      if (!line) { line = document.createElement("p"); line.className = "hint kept"; line.setAttribute("role", "status"); form.append(line); }
      line.textContent = text;
    };
    const keep = () => {
      timer = 0;
      sending = fetch(form.action, { method: "POST", body: typed() })
        .then(async (res) => say((res.ok && !res.redirected) || res.status === 422 ? await res.text() : form.dataset.draft))
        .catch(() => say(form.dataset.draft))
        .finally(() => { sending = null; });
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 2000); });
    addEventListener("pagehide", () => { if (timer) navigator.sendBeacon(form.action, typed()); });
    form.addEventListener("submit", (e) => {
      clearTimeout(timer);
      timer = 0;
      if (!sending) return;
      e.preventDefault();
      const by = e.submitter;
      sending.finally(() => form.requestSubmit(by));
    });
  }
  let dirty = false;
  let leaving = false;
  document.addEventListener("input", () => { dirty = true; });
  // Who is on his way to another page is not called back to this one. A file that is
  // fetched leaves nothing.
  addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); });
  const busy = () => dirty || leaving || typing() || document.querySelector("details[open] form, details.help[open]");
  const wait = Number(document.body.dataset.refresh);
  if (wait > 0) {
    const again = () => busy() ? setTimeout(again, 5000) : location.reload();
    setTimeout(again, wait * 1000);
  }
  // Something was told to whoever reads this: the page is fetched again and its rows take the place
  // of these, unless he is just doing something.
  if (document.body.dataset.live !== undefined && window.EventSource) {
    let moved = Date.now();
    let waits = 0;
    for (const e of ["pointerdown", "keydown", "focusin"]) addEventListener(e, () => { moved = Date.now(); });
    const look = async () => {
      if (busy() || document.hidden || Date.now() - moved < 3000) { waits = setTimeout(look, 1000); return; }
      waits = 0;
      const res = await fetch(location.href).catch(() => null);
      if (!res || !res.ok || res.redirected) return;
      const page = new DOMParser().parseFromString(await res.text(), "text/html");
      if (busy() || Date.now() - moved < 3000) { waits = setTimeout(look, 1000); return; }
      for (const part of ["#main", ".bar nav"]) {
        const now = document.querySelector(part), then = page.querySelector(part);
        if (now && then) now.innerHTML = then.innerHTML;
      }
    };
    const line = new EventSource("/events");
    line.onmessage = () => { if (!waits) waits = setTimeout(look, 1000); };
    addEventListener("pagehide", () => line.close());
  }
})();
