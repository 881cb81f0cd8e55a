// Tables: sort in place, choose columns, walk with arrows. Only for what is on the page;
// long lists are sorted by the server.

const numeric = (text) => {
  const plain = text.replace(/[\s\u00a0\u202f,']/g, "").replace("\u2212", "-");
  return plain !== "" && !Number.isNaN(Number(plain)) ? Number(plain) : null;
};

// What a cell is sorted by: its data-value, else its text; null when it holds no figure.
function sortKey(cell, kind) {
  if (!cell || cell.querySelector(".missing")) return null;
  const text = cell.dataset.value ?? (cell.querySelector(".figure-value") ?? cell).textContent.trim();
  if (kind === "number") return numeric(text);
  if (kind === "date") return cell.querySelector("time")?.dateTime ?? text;
  return text;
}

function compare(a, b, sign) {
  if (a === null || b === null) return (a === null) - (b === null); // missing stands last, either way
  if (typeof a === "number") return sign * (a - b);
  return sign * a.localeCompare(b, document.documentElement.lang, { numeric: true });
}

function sortBy(table, head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const kind = head.dataset.sort;
  const body = table.tBodies[0];
  const rows = [...body.rows].filter((row) => !row.matches(".total, .group"));
  const keys = new Map(rows.map((row) => [row, sortKey(row.cells[head.cellIndex], kind)]));
  rows.sort((a, b) => compare(keys.get(a), keys.get(b), down ? -1 : 1));
  body.prepend(...rows);
}

function makeSortable(table) {
  for (const head of table.querySelectorAll("thead th[data-sort]")) {
    if (head.querySelector(".sort")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(table, head));
  }
}

// Column choice: <div data-columns-of="table-id"> gets a check box per column but the first.
function makeColumnChoice(holder) {
  const table = document.getElementById(holder.dataset.columnsOf);
  if (!table || holder.childElementCount) return;
  const name = `opensalw.columns.${table.id}`;
  let hiddenOnes = [];
  try { hiddenOnes = JSON.parse(localStorage.getItem(name) ?? "[]"); } catch { /* not remembered */ }
  const show = (index, shown) => {
    for (const row of table.rows) if (row.cells[index]) row.cells[index].hidden = !shown;
  };
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    if (index === 0 || head.matches(".row-actions")) return;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = !hiddenOnes.includes(index);
    show(index, box.checked);
    const label = document.createElement("label");
    label.append(box, head.dataset.title ?? head.textContent.trim());
    holder.append(label);
    box.addEventListener("change", () => {
      show(index, box.checked);
      hiddenOnes = box.checked ? hiddenOnes.filter((one) => one !== index) : [...hiddenOnes, index];
      try { localStorage.setItem(name, JSON.stringify(hiddenOnes)); } catch { /* not remembered */ }
    });
  });
}

// Arrows move between the links, buttons and fields of a table.
const STOPS = "a[href], button, input, select";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function neighbour(cell, [down, across]) {
  let row = cell.parentElement;
  let index = cell.cellIndex;
  const table = row.closest("table");
  for (;;) {
    if (down) row = table.rows[row.rowIndex + down];
    else index += across;
    const next = row?.cells[index];
    if (!next) return null;
    const stop = next.hidden ? null : next.querySelector(STOPS);
    if (stop) return stop;
  }
}

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest?.(".table td, .table th");
  if (!step || !cell || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.matches("select, input[type=radio], textarea")) return;
  if (event.target.matches("input") && step[1]) return; // the caret keeps left and right
  const stop = neighbour(cell, step);
  if (!stop) return;
  event.preventDefault();
  stop.focus();
});

function prepare(root) {
  root.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  root.querySelectorAll("[data-columns-of]").forEach(makeColumnChoice);
}

prepare(document);
document.body.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
