// Boxes that search as one types have no name of their own: they take that of the field they stand for.
"use strict";

(() => {
  const name = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box || box.hasAttribute("aria-label")) return;
    const text = label.textContent.trim().replace(/:$/, "");
    box.setAttribute("aria-label", text);
    box.removeAttribute("aria-labelledby");
    box.querySelectorAll("input, [role=textbox]").forEach((part) => part.setAttribute("aria-label", text));
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
  nameAll();
  document.addEventListener("focusin", (event) => {
    if (!event.target.classList.contains("select2-search__field")) return;
    const open = document.querySelector(".select2-container--open .select2-selection");
    if (open) event.target.setAttribute("aria-label", open.getAttribute("aria-label") || "ค้นหา");
  });
})();
