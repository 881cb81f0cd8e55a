// Minutes by keyboard: Alt with a key presses the button or enters the field that bears it (data-alt).
// The caret stands at the end of the text, so that one can go on typing at once.

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const wanted = document.querySelector(`[data-alt="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("button, a")) wanted.click();
  else wanted.focus();
});

const text = document.querySelector("[data-caret-at-end]");
if (text) {
  text.focus({ preventScroll: true });
  text.setSelectionRange(text.value.length, text.value.length);
}
