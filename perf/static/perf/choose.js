// Offers departments while a code or name is typed. Without this script the code is typed whole.
"use strict";

for (const form of document.querySelectorAll("form[data-departments]")) {
  for (const field of form.querySelectorAll("[data-search=department]")) offer(form, field);
}

function offer(form, field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-offered`;
  form.append(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });

  async function ask() {
    const words = field.value.trim();
    if (words === asked || !words) return;
    asked = words;
    const answer = await fetch(`${form.dataset.departments}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer || !answer.ok || answer.redirected || asked !== words) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...found.querySelectorAll("option"));
  }
}
