// Prepares a page for test_every_page.py: what Tab should reach, in this order, and what the focus shows.
(() => {
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const reachable = (element) => element.checkVisibility() && element.tabIndex >= 0 && !element.disabled;
  window.stops = [...document.querySelectorAll(controls)].filter(reachable);
  // The place among the stops of what has the focus now, and what is wrong with how it shows; null outside.
  window.standing = () => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const shown = getComputedStyle(element);
    const outlined = shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) > 0 && !/, 0\)$/.test(shown.outlineColor);
    const faults = [];
    if (!outlined && shown.boxShadow === "none") faults.push("has no mark of the focus");
    const [box] = element.getClientRects();
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) faults.push("has the focus out of sight");
    else if (!element.contains(document.elementFromPoint(x, y))) faults.push("is covered while it has the focus");
    return { place: window.stops.indexOf(element), name: element.outerHTML.slice(0, 90), faults };
  };
  return window.stops.length;
})()
