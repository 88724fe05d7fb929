// Asks at once while somebody types; without it the form does the same by its button.
"use strict";

const form = document.querySelector("form");
const query = document.getElementById("q");
const told = document.getElementById("told");
const PAUSE = 250; // milliseconds without a key before it asks

let shown = address();
let waiting = 0;
let isAsking = false;

function address() {
  return "/filters?" + new URLSearchParams(new FormData(form));
}

// One question at a time: what was typed meanwhile is asked next.
async function ask() {
  const wanted = address();
  if (isAsking || wanted === shown) return;
  isAsking = true;
  document.body.classList.add("asking");
  try {
    const answer = await fetch(wanted);
    if (answer.ok) show(await answer.text(), wanted);
    else told.textContent = "The server is busy.";
  } catch {
    told.textContent = "The server does not answer.";
  } finally {
    shown = wanted;
    isAsking = false;
    document.body.classList.remove("asking");
  }
  if (address() !== wanted) ask();
}

function show(text, wanted) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const result = page.getElementById("result");
  const isOpen = document.querySelector(".copy")?.open;
  document.getElementById("result").replaceWith(result);
  if (isOpen && result.querySelector(".copy")) result.querySelector(".copy").open = true;
  document.title = page.title;
  history.replaceState(null, "", wanted);
  told.textContent = result.querySelector("[data-told]")?.dataset.told ?? "";
  const isWrong = result.querySelector("#wrong") !== null;
  for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", "wrong"]]) {
    if (isWrong) query.setAttribute(name, value);
    else query.removeAttribute(name);
  }
  prepare();
}

function prepare() {
  const button = document.getElementById("copy");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("table").textContent);
    button.textContent = "Copied";
  });
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
prepare();
