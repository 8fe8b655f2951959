// The entry grid of a plan: keys, blocks from Excel, undo, rows that come, go and move.
// Rests on plan-rows.js, which saves.
(function () {
  "use strict";
  var page = window.planRows;
  if (!page) { return; }
  var form = page.form, told = page.told, bar = page.bar, PLURAL = page.plural;
  var rowsOf = page.rowsOf, rowOf = page.rowOf, kindOf = page.kindOf, fieldsOf = page.fieldsOf, versionOf = page.versionOf;
  var values = page.values, set = page.set, number = page.number, newKey = page.newKey, blank = page.blank;
  var say = page.say, touch = page.touch, flush = page.flush, request = page.request;
  var COLUMNS = { l1: "level1", l2: "level2", l3: "level3", t: "target", p: "points" };

  // ---- undo ----
  var done = [];

  function snapshot(body) {
    return { body: body, rows: rowsOf(body).map(function (row) { return { key: row.getAttribute("data-key"), fields: values(row) }; }) };
  }

  function remember(before) { done.push(before); if (done.length > 100) { done.shift(); } }

  function undo() {
    var before = done.pop();
    if (!before) { bar.className = "save"; bar.textContent = "没有可以撤销的了"; return; }
    if (before.field) {
      var field = document.getElementById(before.field);
      if (field) { field.value = before.text; field.setAttribute("data-before", before.text); field.focus(); touch(field.closest("tr")); }
      return;
    }
    var focus = document.activeElement && document.activeElement.id;
    restore(before);
    if (focus && document.getElementById(focus)) { document.getElementById(focus).focus(); }
  }

  function restore(before) {
    var body = form.querySelector("tbody[data-rows=" + before.body.getAttribute("data-rows") + "]");
    var kind = body.getAttribute("data-rows"), wanted = {};
    before.rows.forEach(function (was) { wanted[was.key] = true; });
    var extra = rowsOf(body).filter(function (row) { return !wanted[row.getAttribute("data-key")]; });
    before.rows.forEach(function (was) {
      var row = rowOf(was.key);
      if (!row) {
        row = blank(kind, was.key);
        var back = document.createElement("input");
        back.type = "hidden"; back.name = "back-" + was.key; back.value = "1";
        row.firstElementChild.appendChild(back);
      } else if (JSON.stringify(values(row)) === JSON.stringify(was.fields)) {
        body.appendChild(row);
        return;
      }
      body.appendChild(row);
      set(row, was.fields);
      page.mark(was.key);
    });
    number(body);
    page.reorder(kind);
    if (extra.length) { remove(extra, null); } else { flush(); }
  }

  // ---- rows come, go and move ----
  function add(body, after) {
    remember(snapshot(body));
    var kind = body.getAttribute("data-rows"), row = blank(kind, newKey());
    if (after && kind === "row") {
      ["l1", "l2"].forEach(function (name) {
        row.querySelector("[name^=" + name + "-]").value = after.querySelector("[name^=" + name + "-]").value;
      });
    }
    body.insertBefore(row, after ? after.nextElementSibling : null);
    number(body);
    page.reorder(kind);
    var first = fieldsOf(row).filter(function (field) { return !field.value; })[0];
    if (first) { first.focus(); }
    touch(row);
  }

  function move(row, step) {
    var body = row.parentNode, other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) { return; }
    var focus = document.activeElement, was = row.contains(focus) ? focus : null;
    remember(snapshot(body));
    if (step < 0) { body.insertBefore(row, other); } else { body.insertBefore(other, row); }
    number(body);
    page.reorder(body.getAttribute("data-rows"));
    if (was) { was.focus(); }
    flush();
  }

  function remove(rows, before) {
    if (page.isBusy()) { setTimeout(function () { remove(rows, before); }, 100); return; }
    var data = new FormData(), body = rows[0].parentNode, kind = body.getAttribute("data-rows");
    var stored = rows.filter(function (row) { return versionOf(row) !== "0"; });
    function gone() {
      var next = rows[rows.length - 1].nextElementSibling || rows[0].previousElementSibling;
      rows.forEach(function (row) { page.forget(row.getAttribute("data-key")); row.remove(); });
      number(body);
      if (before) { remember(before); if (next) { var field = fieldsOf(next)[0]; if (field) { field.focus(); } } }
    }
    if (!stored.length) { gone(); flush(); return; }
    stored.forEach(function (row) {
      data.append("gone-" + PLURAL[kind], row.getAttribute("data-key") + "." + versionOf(row));
      say(row, "正在删除", "save-busy");
    });
    request(data, function () { gone(); }, function () {
      stored.forEach(function (row) { say(row, "没有删除", "save-off"); });
    }, []);
  }

  // ---- blocks ----
  function whole(act) {
    var data = new FormData(form);
    ["act", "block", "at", "column"].forEach(function (name) { data.delete(name); });
    data.append("act", act);
    return data;
  }

  function lay(data, before) {
    if (page.isWaiting()) { flush(); setTimeout(function () { lay(refreshed(data), before); }, 100); return; }
    var body = before.body, focus = document.activeElement && document.activeElement.id;
    bar.className = "save save-busy"; bar.textContent = "正在写入";
    request(data, function (answer) {
      body.innerHTML = answer.lines;
      number(body);
      page.look(body.getAttribute("data-rows"));
      remember(before);
      if (focus && document.getElementById(focus)) { document.getElementById(focus).focus(); }
    }, function () { return null; }, []);
  }

  // What was saved while the block waited has new versions.
  function refreshed(data) {
    var fresh = whole(data.get("act"));
    ["block", "at", "column"].forEach(function (name) { if (data.has(name)) { fresh.set(name, data.get(name)); } });
    return fresh;
  }

  form.addEventListener("paste", function (event) {
    var field = event.target, row = field.closest && field.closest("tbody[data-rows=row] tr");
    var text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    var letter = field.name ? field.name.split("-")[0] : "";
    if (!row || !(letter in COLUMNS) || page.isClosed()) { return; }
    var bare = text.replace(/(\r\n|\r|\n)$/, "");
    if (!/[\t\r\n]/.test(bare)) {
      if (bare !== text && field.tagName === "TEXTAREA") {
        event.preventDefault();
        field.setRangeText(bare, field.selectionStart, field.selectionEnd, "end");
      }
      return;
    }
    event.preventDefault();
    var body = row.parentNode, data = whole("paste");
    data.set("block", text);
    data.set("at", row.getAttribute("data-key"));
    data.set("column", COLUMNS[letter]);
    lay(data, snapshot(body));
  });

  // ---- keys ----
  function jump(field, step) {
    var start = field.name.split("-")[0], body = field.closest("tbody");
    var row = step < 0 ? field.closest("tr").previousElementSibling : field.closest("tr").nextElementSibling;
    var next = row && row.querySelector("[name^=" + start + "-]");
    if (next) { next.focus(); next.select(); return true; }
    return !body;
  }

  function beside(field, step) {
    var cells = fieldsOf(field.closest("tr")).filter(function (other) { return !other.closest(".more"); });
    var next = cells[cells.indexOf(field) + step];
    if (next) { next.focus(); next.select(); }
  }

  form.addEventListener("focusin", function (event) {
    var field = event.target;
    if (field.name && field.closest("tr[data-key]") && "value" in field) {
      field.setAttribute("data-before", field.value);
      form.querySelectorAll(".is-now").forEach(function (row) { row.classList.remove("is-now"); });
      field.closest("tr").classList.add("is-now");
    }
  });

  form.addEventListener("keydown", function (event) {
    var field = event.target, row = field.closest("tr[data-key]");
    if (event.isComposing) { return; }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
      if (row && field.hasAttribute("data-before") && field.value !== field.getAttribute("data-before")) { return; }
      if (field.closest("tr[data-key]") || field === document.body) { event.preventDefault(); undo(); }
      return;
    }
    if (!row || !field.name || field.tagName === "BUTTON") { return; }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || field.closest(".more")) { return; }
    var text = field.tagName === "TEXTAREA" && kindOf(row) !== "row";
    if (event.key === "Escape") {
      field.value = field.getAttribute("data-before");
    } else if (event.key === "Enter" && !text && !event.shiftKey) {
      event.preventDefault();
      if (!jump(field, 1)) { field.blur(); field.focus(); }
    } else if (event.key === "ArrowDown" && !text) {
      event.preventDefault();
      jump(field, 1);
    } else if (event.key === "ArrowUp" && !text) {
      event.preventDefault();
      jump(field, -1);
    } else if (event.key === "ArrowLeft" && field.selectionEnd === 0) {
      event.preventDefault();
      beside(field, -1);
    } else if (event.key === "ArrowRight" && field.selectionStart === field.value.length) {
      event.preventDefault();
      beside(field, 1);
    }
  });

  form.addEventListener("change", function (event) {
    var field = event.target, row = field.closest("tr[data-key]");
    if (!row || !field.name) { return; }
    remember({ field: field.id, text: field.hasAttribute("data-before") ? field.getAttribute("data-before") : field.defaultValue });
    field.setAttribute("data-before", field.value);
    page.loosen(row.getAttribute("data-key"));
    touch(row);
  });

  var asking = null;

  form.addEventListener("input", function (event) {
    var field = event.target, row = field.closest("tr[data-key]");
    if (!row) { return; }
    page.mark(row.getAttribute("data-key"));
    say(row, "正在编辑");
    page.keep();
    if (field.name.indexOf("t-") !== 0) { return; }
    clearTimeout(asking);
    asking = setTimeout(function () {
      var name = row.querySelector("[name^='l3-']").value;
      var address = form.getAttribute("data-reading") + "?" + new URLSearchParams({
        name: name, text: field.value, level1: row.querySelector("[name^='l1-']").value, level2: row.querySelector("[name^='l2-']").value,
        about: (row.querySelector("[name^='d-']").value + " " + row.querySelector("[name^='x-']").value).trim().slice(0, 200)
      });
      fetch(address, { credentials: "same-origin", headers: { "HX-Request": "true" } }).then(function (response) {
        return response.ok ? response.json() : null;
      }).then(function (news) {
        if (news && news.text === field.value) { field.removeAttribute("aria-invalid"); page.read(row, news); }
      }).catch(function () { return null; });
    }, 300);
  });

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=act]");
    if (!button || page.isClosed()) { return; }
    var what = button.value.split(":")[0], whom = button.value.slice(what.length + 1);
    if (what === "paste" || what === "submit" || (what === "save" && told.contains(button))) { return; }
    event.preventDefault();
    var menu = button.closest("details");
    if (menu && button.closest("tr")) { menu.removeAttribute("open"); }
    var row = button.closest("tr[data-key]");
    if (what === "save") { page.loosen(); flush(); if (!page.isBusy()) { bar.className = "save save-ok"; bar.textContent = "全部已保存"; } }
    else if (what === "add") { var body = button.closest("section").querySelector("tbody"); add(body, body.lastElementChild); }
    else if (what === "insert") { add(row.parentNode, row); }
    else if (what === "remove") { remove([row], snapshot(row.parentNode)); }
    else if (what === "up" || what === "down") { move(row, what === "up" ? -1 : 1); }
    else if (what === "spread") { lay(whole("spread:" + whom), snapshot(form.querySelector("tbody[data-rows=row]"))); }
  });

  page.fetchKept();
})();
