package look

// torn finds what nobody reads in two pieces: a word, a date or a password that ends on another line than it
// began, a button at the foot that leaves the screen, and words cut short.
const torn = `function torn() {
  const out = [], whole = /(?<![\w.\/@:-])(?:[A-Za-z]{3,20}|\d{2,4}(?:-\d{2}){1,2}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,3})(?![\w\/@:-])/g;
  const say = (rule, el, says) => out.push({rule, impact: "serious", target: el.tagName + "." + el.className, html: el.outerHTML.slice(0, 200), says, unsure: false});
  const rects = (node, at, end) => { const r = document.createRange(); r.setStart(node, at); r.setEnd(node, end); return [...r.getClientRects()].filter(q => q.width > 0); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, el = node.parentElement;
    if (!el.checkVisibility() || el.closest("svg, .scroll, .vh, .visually-hidden, article.paper")) continue;
    for (const m of node.data.matchAll(whole)) {
      if (/^\d+-\d/.test(m[0]) && (el.matches("p, td, li, a, .error") || /\p{Script=Han}/u.test(node.data))) continue; // a sentence breaks where it breaks
      if (new Set(rects(node, m.index, m.index + m[0].length).map(q => Math.round(q.top))).size > 1) say("torn-over-two-lines", el, m[0]);
    }
  }
  for (const b of document.querySelectorAll(".dock .button")) if (b.getBoundingClientRect().right > window.innerWidth + 1) say("button-off-the-screen", b, b.innerText);
  for (const e of document.querySelectorAll("body *")) if (getComputedStyle(e).textOverflow === "ellipsis" && e.scrollWidth > e.clientWidth) say("cut-short", e, e.innerText);
  return out;
}`
