package look

// narrow is what only a phone can do to a page, and axe does not see: a word of one character a line,
// a day of the week or the name of a matter broken in two, a list that begins below its filters' screen,
// a card that begins with nothing, words in half a column, and keys where there is no keyboard.
const narrow = `var narrow = () => {
  const out = [], shown = e => e.checkVisibility() && !e.closest(".visually-hidden, [hidden]") && e.getBoundingClientRect().width > 1;
  const fault = (rule, e, says) => out.push({rule, impact: "serious", target: e.tagName + "." + e.className, html: e.outerHTML.slice(0, 200), says});
  const lines = (node, from, to) => {
    const of = document.createRange(), at = [];
    from === undefined ? of.selectNodeContents(node) : (of.setStart(node, from), of.setEnd(node, to));
    for (const r of of.getClientRects()) {
      const same = at.find(l => Math.abs(l.bottom - r.bottom) < 4);
      if (r.width > 0) same ? same.width += r.width : at.push({bottom: r.bottom, width: r.width});
    }
    return at;
  };
  const texts = under => {
    const all = [], walk = document.createTreeWalker(under, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (walk.currentNode.data.trim() && shown(walk.currentNode.parentElement)) all.push(walk.currentNode);
    return all;
  };
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  for (const e of document.querySelectorAll("thead th")) if (e.closest("thead").offsetWidth > 1) for (const t of texts(e)) {
    const at = lines(t);
    if (at.length > 1 && /[一-鿿]/.test(t.data) && at.some(l => l.width < 1.4 * size(e))) fault("one-character-on-its-line", e, t.data.trim());
  }
  for (const e of document.querySelectorAll(".big-clock p, .approval p")) for (const t of texts(e)) {
    for (const m of t.data.matchAll(/星期.|\d+年\d+月\d+日/g)) if (lines(t, m.index, m.index + m[0].length).length > 1) fault("a-day-broken-in-two", e, m[0]);
  }
  for (const e of document.querySelectorAll("h1")) for (const t of texts(e)) {
    if (t.parentElement === e && t.previousSibling && t.data.trim().length * size(e) < e.clientWidth && lines(t).length > 1) fault("a-name-broken-that-fits-a-line", e, t.data.trim());
  }
  for (const e of document.querySelectorAll("form.filters")) {
    if (!e.querySelector("[aria-invalid]") && e.offsetHeight > 300) fault("filters-fill-the-screen", e, e.offsetHeight + " px");
  }
  for (const e of document.querySelectorAll(".rows td")) {
    if (shown(e) && !e.dataset.name && !e.closest(".keep-table") && e.innerText.trim() === "—") fault("a-card-begins-with-nothing", e, e.closest("tr").innerText.slice(0, 80));
  }
  for (const e of document.querySelectorAll(".rows:not(.keep-table) tbody th")) {
    if (shown(e) && parseFloat(getComputedStyle(e).borderBottomWidth) > 0 && e.clientWidth < .9 * e.closest("tr").clientWidth) fault("a-line-under-half-a-card", e, e.innerText);
  }
  for (const e of document.querySelectorAll(".notice dd")) {
    if (shown(e) && lines(e).length > 2 && e.clientWidth < .7 * e.closest(".notice").clientWidth) fault("words-in-half-a-column", e, e.clientWidth + " px");
  }
  for (const t of texts(document.body)) if (/Ctrl ?\+/.test(t.data)) fault("keys-on-a-phone", t.parentElement, t.data.trim());
  return out;
};
`
