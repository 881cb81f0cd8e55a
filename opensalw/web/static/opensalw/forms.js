// Forms that save as they go: "saved 14:02", a guard against leaving with something unsaved,
// and a second try when the line comes back. Without scripts the form has its save button.

const unsaved = new Set();

const clock = () => new Date().toLocaleTimeString(document.documentElement.lang || "en",
  { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function say(form, state) {
  const place = form.querySelector(".saved") ?? document.querySelector(`.saved[data-for="${CSS.escape(form.id)}"]`);
  if (!place) return;
  place.dataset.state = state;
  place.textContent = (place.dataset[state] ?? "").replace("{time}", clock());
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard], form[data-autosave]");
  if (!form) return;
  unsaved.add(form);
  if (form.matches("[data-autosave]")) say(form, "changed");
});

document.addEventListener("submit", (event) => unsaved.delete(event.target));

addEventListener("beforeunload", (event) => {
  const open = [...unsaved].filter((form) => form.isConnected);
  if (open.length) event.preventDefault();
});

// A door to a figure inside the form is no save.
const autosaved = (event) => (event.detail.requestConfig?.verb === "get" ? null : event.detail.elt.closest?.("form[data-autosave]"));

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const form = autosaved(event);
  if (!form) return;
  unsaved.delete(form); // what is typed while the request runs marks it again
  say(form, "saving");
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const form = autosaved(event);
  if (!form) return;
  if (event.detail.xhr.status === 422) { // the server says at the field what to mend
    unsaved.add(form);
    return say(form, "refused");
  }
  if (event.detail.successful) return unsaved.has(form) ? say(form, "changed") : say(form, "saved");
  unsaved.add(form);
  say(form, "failed");
});

// Whatever did not reach the server is sent again when the line is back.
addEventListener("online", () => {
  for (const form of unsaved) {
    if (form.isConnected && form.matches("[data-autosave]")) form.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// Copy a citation or a link.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard?.writeText(source.textContent.trim());
  button.textContent = button.dataset.done ?? button.textContent;
});

// A choice in a filter bar is sent at once; the button stays for those without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-at-once]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});
