// Buttons that copy the text of another element; without this script the text can still be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    document.querySelector("[data-copied]").textContent = `${button.getAttribute("aria-label")}แล้ว`;
  });
}
