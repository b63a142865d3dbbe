// Dragging a row of the itinerary, or moving it with the arrow keys: the same forms as the buttons beside it.
(() => {
  const form = document.getElementById("drag-form");
  if (!form) return;
  let dragged = null;

  const send = (row, day, before) => {
    form.action = row.querySelector(".itinerary-tools").action;
    form.elements.day.value = day;
    form.elements.before.value = before;
    form.submit();
  };

  const dayOf = (row) => row.closest("[data-day]")?.dataset.day;

  // The first row that begins below the pointer; none: the end of the day.
  const rowBelow = (section, y) =>
    [...section.querySelectorAll("[data-row]")].find((row) => {
      const box = row.getBoundingClientRect();
      return row !== dragged && y < box.top + box.height / 2;
    });

  const mark = (place) => {
    for (const each of document.querySelectorAll(".drop-here")) each.classList.remove("drop-here");
    place?.classList.add("drop-here");
  };

  const byKey = (row, key) => {
    const step = { ArrowUp: "earlier", ArrowDown: "later" }[key];
    if (step) return row.querySelector(`button[value="${step}"]`)?.click();
    const days = [...document.querySelectorAll("[data-day]")].map((each) => each.dataset.day);
    const other = days[days.indexOf(dayOf(row)) + { ArrowLeft: -1, ArrowRight: 1 }[key]];
    if (other) send(row, other, "");
  };

  for (const row of document.querySelectorAll("[data-day] [data-row]:has(form.itinerary-tools)")) {
    const handle = document.createElement("button");
    Object.assign(handle, { type: "button", className: "step handle" });
    handle.append(...document.getElementById("handle-words").content.cloneNode(true).childNodes);
    handle.querySelector(".handle-what").textContent = row.querySelector("strong").textContent;
    row.querySelector(".itinerary-tools").prepend(handle);
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.stopPropagation();
    });
    row.addEventListener("dragend", () => { dragged = null; mark(null); });
    handle.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      byKey(row, event.key);
    });
  }

  for (const section of document.querySelectorAll("[data-day]")) {
    section.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      mark(rowBelow(section, event.clientY) ?? section);
    });
    section.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      send(dragged, section.dataset.day, rowBelow(section, event.clientY)?.dataset.row ?? "");
    });
  }

  // Whoever moved a row by keys goes on from it; only once the browser itself has gone to the row.
  window.addEventListener("load", () => {
    const moved = location.hash.startsWith("#row-") && document.getElementById(location.hash.slice(1));
    if (moved) requestAnimationFrame(() => moved.querySelector(".handle")?.focus({ preventScroll: true }));
  });
})();
