// Print this page. Without scripts the button is not shown: the browser's own printing does the same.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
});
