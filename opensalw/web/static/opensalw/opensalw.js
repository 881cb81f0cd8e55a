// What every page gains when scripts run: theme switch, keys, help dialog, side panel.
// Nothing here is needed to read or to enter anything.

const stored = {
  get(name) {
    try { return localStorage.getItem(`opensalw.${name}`); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem(`opensalw.${name}`, value); } catch { /* forbidden: not remembered */ }
  },
};

// Theme ---------------------------------------------------------------------
for (const choice of document.querySelectorAll("[data-theme-switch]")) {
  choice.value = stored.get("theme") ?? "system";
  choice.addEventListener("change", () => {
    stored.set("theme", choice.value);
    if (choice.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice.value;
  });
}

// Help dialog and single keys -------------------------------------------------
const help = document.getElementById("keys");
const keysSwitch = document.querySelector("[data-keys-switch]");
let keysOn = stored.get("keys") !== "off";
if (keysSwitch) {
  keysSwitch.checked = keysOn;
  keysSwitch.addEventListener("change", () => {
    keysOn = keysSwitch.checked;
    stored.set("keys", keysOn ? "on" : "off");
  });
}
for (const button of document.querySelectorAll("[data-open-keys]")) {
  button.addEventListener("click", () => help?.showModal());
}

const typing = (target) => target instanceof Element
  && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

let goPressedAt = 0;

function focusSearch() {
  const fields = [...document.querySelectorAll("input[type=search][name=q]")];
  const field = fields.find((one) => one.offsetParent !== null);
  if (!field) return document.querySelector("[data-search-link]")?.click();
  field.focus();
  field.select();
}

function go(letter) {
  const door = document.querySelector(`a[data-go="${CSS.escape(letter)}"]`);
  if (door) door.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !document.querySelector("dialog[open], :popover-open")) return void closePanel();
  if (!keysOn || typing(event.target) || document.querySelector("dialog[open]")) return;
  const wasGo = Date.now() - goPressedAt < 1500;
  goPressedAt = 0;
  if (wasGo && /^[a-z]$/.test(event.key)) {
    event.preventDefault();
    go(event.key);
  } else if (event.key === "g") {
    goPressedAt = Date.now();
  } else if (event.key === "/") {
    event.preventDefault();
    focusSearch();
  } else if (event.key === "?" && help) {
    event.preventDefault();
    help.showModal();
  }
});

// Side panel: htmx puts what stands behind a figure into #panel ----------------
const panel = document.getElementById("panel");
const frame = panel?.closest(".panel");
let opener = null;

function openPanel(door) {
  if (opener && opener !== door) opener.removeAttribute("aria-expanded");
  opener = door;
  opener?.setAttribute("aria-expanded", "true");
  frame.hidden = false;
  frame.scrollTop = 0;
  document.documentElement.dataset.panel = "open";
}

function closePanel() {
  if (!frame || frame.hidden) return;
  frame.hidden = true;
  panel.replaceChildren();
  delete document.documentElement.dataset.panel;
  opener?.setAttribute("aria-expanded", "false");
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function failPanel() {
  const words = document.createElement("p");
  words.textContent = frame.dataset.failed;
  const link = document.createElement("a");
  link.href = opener?.href ?? location.href;
  link.textContent = link.href;
  panel.replaceChildren(words, link);
}

if (frame) {
  frame.querySelector("[data-close-panel]").addEventListener("click", closePanel);
  document.addEventListener("click", (event) => {
    // A door opened in the panel must still open in a new tab when asked to.
    const door = event.target.closest?.("[hx-target='#panel']");
    if (door && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopImmediatePropagation();
  }, true);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target !== panel) return;
    if (!frame.contains(event.detail.elt)) openPanel(event.detail.elt);
    frame.setAttribute("aria-busy", "true");
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.target !== panel) return;
    frame.removeAttribute("aria-busy");
    if (!event.detail.successful) failPanel();
    panel.focus();
  });
}

// A summary of errors is read first -------------------------------------------
document.querySelector(".error-summary")?.focus();
document.body.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target.querySelector?.(".error-summary")?.focus();
});
