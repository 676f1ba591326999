// The checklist's filter answers while one types. It asks the same address as the form does, so that the
// server alone decides what is shown; without this script the form's own button does the same.
const form = document.querySelector("form[data-filter]");
const PAUSE = 250;
let waiting;
let asked = 0;

async function show() {
  const turn = ++asked;
  const given = [...new FormData(form)].filter(([name, value]) => name && value);
  const address = `${location.pathname}?${new URLSearchParams(given)}`;
  const found = await fetch(address);
  if (!found.ok) throw new Error(found.status);
  const page = new DOMParser().parseFromString(await found.text(), "text/html");
  if (turn !== asked) return;
  const parts = page.querySelectorAll("[data-found]");
  document.querySelectorAll("[data-found]").forEach((part, nth) => part.replaceChildren(...parts[nth].childNodes));
  history.replaceState(null, "", given.length ? address : location.pathname);
}

function soon(pause) {
  clearTimeout(waiting);
  waiting = setTimeout(() => show().catch(() => form.submit()), pause);
}

if (form) {
  form.addEventListener("input", (event) => soon(event.target.type === "text" ? PAUSE : 0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
}
