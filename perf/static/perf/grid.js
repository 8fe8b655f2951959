// Moving about in a grid of fields: arrows and Enter change the row, Esc gives back the old text.
// Any [data-grid] with fields in a tbody will do. A column is the field's data-col, or its name up
// to the first dash. Without this script every field is an ordinary field.
(function () {
  "use strict";

  function gridOf(field) { return field.closest && field.closest("[data-grid]"); }
  function column(field) { return field.getAttribute("data-col") || field.name.split("-")[0]; }

  // The field of the same column `step` rows further on.
  function move(field, step) {
    var same = Array.prototype.filter.call(
      gridOf(field).querySelectorAll("tbody input, tbody textarea, tbody select"),
      function (other) { return other.name && column(other) === column(field); }
    );
    var next = same[same.indexOf(field) + step];
    if (next) { next.focus(); if (next.select) { next.select(); } }
  }

  document.addEventListener("focusin", function (event) {
    var field = event.target;
    if (gridOf(field) && field.name) { field.setAttribute("data-before", field.value); }
  });

  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !gridOf(field)) { return; }
    if (!field.closest("tbody") || !/^(INPUT|TEXTAREA)$/.test(field.tagName)) { return; } // a select
    var isText = field.tagName === "TEXTAREA"; // has keys of its own
    if (event.key === "Escape" && field.hasAttribute("data-before") && field.type !== "checkbox") {
      field.value = field.getAttribute("data-before");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Enter" && !(isText && event.shiftKey)) {
      event.preventDefault();
      move(field, 1);
    } else if (!isText && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(field, event.key === "ArrowDown" ? 1 : -1);
    }
  });
})();
