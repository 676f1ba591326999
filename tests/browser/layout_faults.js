// What is lost of a page as it is laid out now, as a list of sentences. An expression; see test_every_page.py.
(() => {
  const faults = [];
  const LEFT_OUT = "svg, input, textarea, select, .hidden, .skip, thead, .form-field:has([name=website])";
  const root = document.documentElement;
  const name = (element) => `<${element.localName} class="${element.className}">`;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);

  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(LEFT_OUT) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const over = element.scrollWidth - element.clientWidth > 1 || element.scrollHeight - element.clientHeight > 1;
    if (style.display === "inline" || !over) continue;
    if (/hidden|clip/.test(style.overflowX + style.overflowY)) faults.push(`${name(element)} cuts off what is in it`);
    if (/auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth) {
      const reachable = element.tabIndex === 0 && element.matches("[role=region][aria-label], [role=region][aria-labelledby]");
      if (!reachable) faults.push(`${name(element)} scrolls sideways but no keyboard reaches it`);
    }
  }

  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest(LEFT_OUT) || !holder.checkVisibility()) continue;
    if (holder.closest("details:not([open])") && !holder.closest("summary")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      if (box.left < -0.5 || box.right > root.clientWidth + 0.5) faults.push(`“${node.data.trim().slice(0, 40)}” leaves the page`);
      words.push({ node, left: box.left + 1, right: box.right - 1, top: box.top + box.height * 0.3, bottom: box.bottom - box.height * 0.3 });
    }
  }
  words.sort((one, other) => one.top - other.top);
  words.forEach((one, at) => {
    for (let next = at + 1; next < words.length && words[next].top < one.bottom; next += 1) {
      const other = words[next];
      if (other.node !== one.node && other.left < one.right && one.left < other.right) {
        faults.push(`“${one.node.data.trim().slice(0, 30)}” and “${other.node.data.trim().slice(0, 30)}” overlap`);
      }
    }
  });
  return [...new Set(faults)];
})()
