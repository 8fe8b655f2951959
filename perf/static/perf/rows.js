// Rows that are saved by themselves with htmx; each says whether it is saved. For pages that keep
// nothing on the machine (those that do load entry.js). Moving about is grid.js.
(function () {
  "use strict";
  var grid = document.querySelector("[data-grid]");
  if (!grid) { return; }

  function state(row, words, kind) {
    var under = row.querySelector(".save");
    if (!under) {
      under = document.createElement("span");
      under.setAttribute("role", "status");
      var cell = row.querySelector("td.cell");
      if (!cell) { return; }
      cell.appendChild(under);
    }
    under.className = "save " + kind;
    under.textContent = words;
  }

  // Funds and totals stand outside the lines and are saved with the button: say so, and again
  // when the answer to a line has brought a new foot of the page.
  var isHeadChanged = false;

  function tellOfHead() {
    var bar = document.getElementById("save-state");
    if (bar && isHeadChanged) {
      bar.className = "save save-off";
      bar.textContent = "资金或总分有改动，还没有保存，请按“保存”";
    }
  }

  grid.addEventListener("change", function (event) {
    if (!event.target.closest("[hx-post]")) {
      isHeadChanged = true;
      tellOfHead();
    }
  });
  document.body.addEventListener("htmx:afterSettle", tellOfHead);

  // A row that is being saved can still be typed in. When its answer takes its place, what was
  // typed since it was sent goes into the new row, and is sent as soon as its cell is left.
  var sent = {}, typed = {};

  function fieldsOf(row) {
    return Array.prototype.slice.call(row.querySelectorAll("input[id], textarea, select"));
  }

  function content(field) { return field.type === "checkbox" ? field.checked : field.value; }

  function send(field) {
    field.removeAttribute("data-unsent");
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  grid.addEventListener("htmx:beforeRequest", function (event) {
    var values = sent[event.target.id] = {};
    fieldsOf(event.target).forEach(function (field) { values[field.id] = content(field); });
    state(event.target, "保存中", "save-busy");
  });

  grid.addEventListener("htmx:beforeSwap", function (event) {
    var values = sent[event.target.id] || {};
    typed[event.target.id] = fieldsOf(event.target).filter(function (field) {
      return field.id in values && content(field) !== values[field.id];
    }).map(function (field) {
      return { id: field.id, content: content(field), from: field.selectionStart, to: field.selectionEnd };
    });
  });

  grid.addEventListener("htmx:afterSwap", function (event) {
    (typed[event.target.id] || []).forEach(function (was) {
      var field = document.getElementById(was.id);
      if (!field) { return; }
      field[field.type === "checkbox" ? "checked" : "value"] = was.content;
      field.setAttribute("data-unsent", "");
      if (field === document.activeElement && was.from != null) { field.setSelectionRange(was.from, was.to); }
    });
  });

  grid.addEventListener("htmx:afterSettle", function (event) {
    delete typed[event.target.id];
    fieldsOf(event.target).forEach(function (field) {
      if (field.hasAttribute("data-unsent") && field !== document.activeElement) { send(field); }
    });
  });

  grid.addEventListener("change", function (event) { event.target.removeAttribute("data-unsent"); });

  grid.addEventListener("focusout", function (event) {
    var row = event.target.closest("tr"); // until it has settled, htmx does not listen to it
    if (event.target.hasAttribute("data-unsent") && row && !(row.id in typed)) { send(event.target); }
  });

  // Signing in anew changes the token: send the one that the browser has now, not the page's.
  function token() {
    var found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
    return found && found[1];
  }

  grid.addEventListener("htmx:configRequest", function (event) {
    if (token()) { event.detail.headers["X-CSRFToken"] = token(); }
  });

  var posting = false;

  grid.addEventListener("submit", function () {
    posting = true;
    var field = grid.querySelector("[name=csrfmiddlewaretoken]");
    if (field && token()) { field.value = token(); }
  });

  // What was typed and is not stored is asked about before the page is left.

  function isUnsaved() {
    var field = document.activeElement;
    return Boolean(
      isHeadChanged || grid.querySelector(".save-off, .save-busy, [aria-invalid], [data-unsent]") ||
      (grid.contains(field) && field.hasAttribute("data-before") && field.type !== "checkbox" &&
        field.value !== field.getAttribute("data-before"))
    );
  }

  window.addEventListener("pageshow", function () { posting = false; });
  window.addEventListener("beforeunload", function (event) {
    if (!posting && isUnsaved()) {
      event.preventDefault();
      event.returnValue = ""; // older browsers ask only then
    }
  });

  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    grid.addEventListener(name, function (event) { state(event.target, "未保存，请检查网络后重试", "save-off"); });
  });
  grid.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    if (status === 401) {
      state(event.target, "登录已过期，还没有保存：请在新窗口登录，再按“保存”", "save-off");
    } else if (status !== 422 && status !== 428) { state(event.target, "未保存（" + status + "），请按“保存”查看原因", "save-off"); }
  });
})();
