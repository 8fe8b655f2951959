// Paste of a block copied from Excel or WPS into the lines of a sheet: one request, read by the
// server. Ctrl+Z takes back the last block. Without this script the same is done by a text box.
(function () {
  "use strict";
  var entry = window.perfEntry;
  if (!entry) { return; }
  var form = entry.form, address = form.getAttribute("data-paste"), before = null, undo = [];

  function lines() { return document.getElementById("lines-part"); }
  function texts() {
    var found = {};
    entry.fieldsOf(lines()).forEach(function (field) { found[field.id] = entry.content(field); });
    return found;
  }
  function send(values) {
    before = texts();
    window.htmx.ajax("POST", address, {
      source: form, target: "#lines-part", swap: "outerHTML", values: values
    });
  }
  function isCell(field) {
    return field.name && /^(text|claimed|deviation)-/.test(field.name) && entry.rowOf(field);
  }

  form.addEventListener("paste", function (event) {
    var block = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!block || !isCell(event.target)) { return; }
    var isBlock = /\t/.test(block) ||
      (event.target.tagName !== "TEXTAREA" && /\n./.test(block.replace(/\r/g, "")));
    if (!isBlock) { return; } // one cell: the browser pastes it
    event.preventDefault();
    send({ at: event.target.name, block: block });
  });

  form.addEventListener("keydown", function (event) {
    var field = event.target;
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.shiftKey) { return; }
    if (!undo.length || !isCell(field) || field.value !== field.getAttribute("data-before")) { return; }
    event.preventDefault(); // nothing was typed in this cell: the last block is meant
    var old = undo.pop();
    Object.keys(old).forEach(function (id) {
      var cell = document.getElementById(id);
      if (cell) { entry.put(cell, old[id]); entry.typed(cell); }
    });
    send({ at: "", block: "" });
    before.isUndo = true;
  });

  form.addEventListener("htmx:configRequest", function (event) {
    if (!event.detail.target || event.detail.target.id !== "lines-part") { return; }
    var asked = event.detail.parameters;
    Object.keys(asked).forEach(function (name) {
      if (!/^((v|text|claimed|share|na|deviation|pick|merged|seen)-|person$|at$|block$)/.test(name)) {
        delete asked[name];
      }
    });
  });

  form.addEventListener("htmx:beforeSwap", function (event) {
    var xhr = event.detail.xhr;
    if (!before || !event.detail.target || event.detail.target.id !== "lines-part") { return; }
    if (xhr.status === 200) { entry.fieldsOf(lines()).forEach(entry.done); }
  });

  form.addEventListener("htmx:afterSettle", function (event) {
    if (!before || event.target.id !== "lines-part") { return; }
    var old = {}, isUndo = before.isUndo, was = before;
    before = null;
    entry.fieldsOf(lines()).forEach(function (field) {
      if (field.id in was && entry.content(field) !== was[field.id]) { old[field.id] = was[field.id]; }
    });
    var isSaved = !lines().querySelector("[aria-invalid]") && !document.querySelector("section.conflict");
    Object.keys(old).forEach(function (id) {
      if (!isSaved) { entry.typed(document.getElementById(id)); }
    });
    if (!isUndo && isSaved && Object.keys(old).length) { undo.push(old); }
    entry.tell();
  });

  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) {
    form.addEventListener(name, function (event) {
      if (before && event.detail.target && event.detail.target.id === "lines-part") {
        var status = event.detail.xhr ? event.detail.xhr.status : 0;
        if (status !== 422 && status !== 428 && status !== 409) {
          entry.note("粘贴的内容没有送达，没有写入任何内容。请检查网络或登录后重新粘贴。");
          before = null;
        }
      }
    });
  });
})();
