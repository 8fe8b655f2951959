// The rows of a plan's entry page: what is saved, what is not, and what is kept in this browser
// meanwhile. plan-grid.js moves and changes them. Without script each button posts the whole form.
(function () {
  "use strict";
  var form = document.querySelector("[data-plan-grid]");
  if (!form) { return; }
  var told = document.getElementById("told"), bar = document.getElementById("save-state");
  var PLURAL = { row: "lines", fund: "funds", goal: "goals", task: "tasks" };

  // ---- rows ----
  function rowsOf(body) { return Array.prototype.slice.call(body.querySelectorAll("tr[data-key]")); }
  function rowOf(key) { return document.getElementById("row-" + key); }
  function kindOf(row) { return row.parentNode.getAttribute("data-rows"); }
  function fieldsOf(row) { return Array.prototype.slice.call(row.querySelectorAll("input:not([type=hidden]), textarea")); }
  function hidden(row, start) { return row.querySelector("[name^='" + start + "-']"); }
  function versionOf(row) { return hidden(row, "was").value.split(".")[0]; }

  function number(body) {
    rowsOf(body).forEach(function (row, at) {
      row.querySelector("[data-no]").textContent = at + 1;
      row.querySelectorAll("[aria-label]").forEach(function (field) {
        field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/^第 \d+ 行/, "第 " + (at + 1) + " 行"));
      });
      row.querySelectorAll("summary .vh").forEach(function (words) {
        words.textContent = words.textContent.replace(/第 \d+ 行/, "第 " + (at + 1) + " 行");
      });
    });
    var count = body.closest("section").querySelector("[data-count]");
    if (count) { count.textContent = rowsOf(body).length; }
  }

  function newKey() {
    var bytes = new Uint8Array(16);
    window.crypto.getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return Array.prototype.map.call(bytes, function (one) { return ("0" + one.toString(16)).slice(-2); }).join("");
  }

  function blank(kind, key) {
    var made = document.querySelector("template[data-blank=" + kind + "]").content.firstElementChild.cloneNode(true);
    var holder = document.createElement("tbody");
    holder.innerHTML = made.outerHTML.split("f".repeat(32)).join(key);
    return holder.firstElementChild;
  }

  // ---- what is saved and what is not ----
  var dirty = {}, flying = [], ordered = {}, stuck = {}, busy = false, closed = false, posting = false, retry = null;

  function say(row, words, kind) {
    var place = row.querySelector(".save");
    if (place) { place.className = "save " + (kind || ""); place.textContent = words; }
  }

  function touch(row) {
    dirty[row.getAttribute("data-key")] = true;
    flush();
  }

  function token() {
    var found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
    return found ? found[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function post(data) {
    return fetch(form.getAttribute("action"), {
      method: "POST", body: data, credentials: "same-origin",
      headers: { "HX-Request": "true", "X-CSRFToken": token() }
    });
  }

  function put(data, row) {
    var kind = kindOf(row), key = row.getAttribute("data-key"), sent = {};
    data.append(kind, key);
    row.querySelectorAll("[name]").forEach(function (field) {
      if (field.name !== kind && field.tagName !== "BUTTON") { data.append(field.name, field.value); sent[field.name] = field.value; }
    });
    return sent;
  }

  // ---- the order ----
  // The server is told what the order was and what became of it: others may move rows meanwhile.
  var shown = {};

  function bodyOf(kind) { return form.querySelector("tbody[data-rows=" + kind + "]"); }
  function orderOf(kind) { return rowsOf(bodyOf(kind)).map(function (row) { return row.getAttribute("data-key"); }).join(","); }

  function order(data, kind) {
    var now = orderOf(kind);
    data.append("from-" + PLURAL[kind], shown[kind]);
    data.append("order-" + PLURAL[kind], now);
    return now;
  }

  // Stored rows stand as they are stored; one that is not saved yet stays behind the row before it.
  function stand(kind, keys) {
    var body = bodyOf(kind), others = [];
    rowsOf(body).forEach(function (row) {
      if (keys.indexOf(row.getAttribute("data-key")) < 0) { others.push([row, row.previousElementSibling]); }
    });
    keys.map(rowOf).forEach(function (row) { if (row) { body.appendChild(row); } });
    others.forEach(function (one) { body.insertBefore(one[0], one[1] ? one[1].nextElementSibling : body.firstElementChild); });
    number(body);
    shown[kind] = orderOf(kind);
    delete ordered[kind];
  }

  function pending() { return Object.keys(dirty).filter(function (key) { return rowOf(key) && !stuck[key]; }); }

  function flush() {
    var keys = pending();
    keys.map(rowOf).forEach(function (row) { if (versionOf(row) === "0") { ordered[kindOf(row)] = true; } });
    var kinds = Object.keys(ordered);
    if (busy || closed || !(keys.length || kinds.length)) { return; }
    var data = new FormData(), sent = {}, orders = {};
    keys.forEach(function (key) { sent[key] = put(data, rowOf(key)); say(rowOf(key), "保存中", "save-busy"); delete dirty[key]; });
    kinds.forEach(function (kind) { orders[kind] = order(data, kind); });
    ordered = {};
    flying = keys;
    request(data, function (answer) {
      flying = [];
      kinds.forEach(function (kind) { shown[kind] = orders[kind]; });
      took(answer, sent);
    }, function () {
      flying = [];
      keys.forEach(function (key) { dirty[key] = true; });
      kinds.forEach(function (kind) { ordered[kind] = true; });
    }, keys);
  }

  function request(data, done, undone, keys) {
    busy = true;
    bar.className = "save save-busy";
    bar.textContent = "保存中";
    keep();
    data.set("person", form.getAttribute("data-person"));
    post(data).then(function (response) {
      var status = response.status;
      if ([200, 409, 422, 428].indexOf(status) < 0) {
        busy = false;
        undone();
        unsaved(keys, status === 401 ? "登录已过期，请在新窗口登录后继续" : "服务器没有接受（" + status + "）", true);
        return null;
      }
      return response.json().then(function (answer) {
        busy = false; // not before: what is sent next stands on the versions and the order told here
        if (status === 200) { done(answer); settle(answer); } else { undone(); refused(answer, keys); }
      });
    }).catch(function () { busy = false; undone(); unsaved(keys, "网络中断", true); });
  }

  function took(answer, sent) {
    Object.keys(answer.rows).forEach(function (key) {
      var row = rowOf(key), news = answer.rows[key];
      if (!row) { return; }
      hidden(row, "was").value = news.was;
      var back = hidden(row, "back");
      if (back) { back.remove(); }
      var changed = fieldsOf(row).some(function (field) {
        return sent[key] && field.name in sent[key] && field.value !== sent[key][field.name];
      });
      if (changed) { dirty[key] = true; }
      right(row);
      say(row, changed ? "未保存" : "已保存", changed ? "save-off" : "save-ok");
      if ("reading" in news) { read(row, news); }
    });
  }

  function settle(answer) {
    form.querySelectorAll("tbody[data-rows=row] tr[data-key]").forEach(function (row) {
      row.querySelector("[data-findings]").innerHTML = answer.findings[row.getAttribute("data-key")] || "";
    });
    form.querySelectorAll("[data-total]").forEach(function (hint) {
      hint.hidden = hint.closest("tr").getAttribute("data-key") !== answer.total;
    });
    Object.keys(answer.parts).forEach(function (name) {
      var part = document.getElementById("part-" + name);
      var focus = part.contains(document.activeElement);
      part.innerHTML = answer.parts[name];
      if (focus) { part.setAttribute("tabindex", "-1"); part.focus(); }
    });
    if (pending().length || Object.keys(ordered).length) { flush(); return; }
    bar.className = "save save-ok";
    bar.textContent = "全部已保存，" + answer.at;
    keep();
  }

  function unsaved(keys, why, again) {
    keys.forEach(function (key) { if (rowOf(key)) { say(rowOf(key), "未保存，已存本机", "save-off"); } });
    bar.className = "save save-off";
    bar.textContent = "有内容没有保存：" + why + "。已存本机，恢复后自动重试";
    keep();
    clearTimeout(retry);
    if (again) { retry = setTimeout(flush, 5000); }
  }

  function refused(answer, keys) {
    answer.errors.forEach(function (error) { wrong(error[0], error[1], error[2]); });
    // Where the order alone was refused, what was typed goes again by itself.
    var isStuck = answer.locked || answer.errors.length || answer.overtaken.length;
    keys.forEach(function (key) { if (rowOf(key)) { say(rowOf(key), "未保存，已存本机", "save-off"); stuck[key] = Boolean(isStuck); } });
    Object.keys(answer.orders).forEach(function (kind) { stand(kind, answer.orders[kind]); });
    answer.overtaken.forEach(function (key) { if (rowOf(key)) { rowOf(key).classList.add("is-error"); } });
    closed = closed || answer.locked;
    if (answer.told.trim()) {
      told.innerHTML = answer.told;
      var note = told.querySelector("[tabindex]");
      if (note) { note.focus(); }
    }
    bar.className = "save save-off";
    bar.textContent = answer.locked ? "没有写入：现在不能修改，您填写的还在本页" :
      Object.keys(answer.orders).length ? "次序没有移动，请看页首的说明" :
      answer.overtaken.length ? "有行与他人的修改冲突，请在页首选用" : "有 " + answer.errors.length + " 处填写有误，该行没有写入";
    keep();
    flush();
  }

  function wrong(id, place, message) {
    var field = document.getElementById(id);
    if (!field || !field.closest("tr")) {
      told.innerHTML = "";
      var note = document.createElement("div"), words = document.createElement("p");
      note.className = "note note-error"; note.setAttribute("role", "alert"); note.tabIndex = -1;
      words.textContent = place + "：" + message;
      note.appendChild(words); told.appendChild(note); note.focus();
      return;
    }
    var said = document.getElementById(id + "-wrong") || document.createElement("span");
    said.id = id + "-wrong"; said.className = "wrong"; said.setAttribute("role", "alert"); said.textContent = message;
    field.setAttribute("aria-invalid", "true");
    field.parentNode.appendChild(said);
  }

  function right(row) {
    row.querySelectorAll("[id$='-wrong']").forEach(function (said) { said.remove(); });
    row.querySelectorAll("[aria-invalid]").forEach(function (field) { field.removeAttribute("aria-invalid"); });
    row.classList.remove("is-error");
  }

  function read(row, news) {
    var place = row.querySelector("[id^='h-']");
    if (!place) { return; }
    place.className = news.fault ? "wrong" : "hint";
    place.textContent = news.fault || (news.reading ? "读作：" + news.reading + (news.vague ? "；没有比较对象" : "") : "");
    row.classList.toggle("is-error", Boolean(news.fault));
    if ("findings" in news) { row.querySelector("[data-findings]").innerHTML = news.findings; }
    var field = row.querySelector("[name^='t-']");
    if (news.fault) { field.setAttribute("aria-invalid", "true"); }
  }

  // ---- what is not saved stays in this browser ----
  // One shelf for one person and one plan: another person's words are never read, nor sent as his.
  var SHELF = "plan-rows:" + form.getAttribute("data-person") + ":" + form.getAttribute("action");

  function keep() {
    var found = {};
    Object.keys(dirty).concat(flying).forEach(function (key) { // what is on its way may not arrive
      var row = rowOf(key);
      if (!row) { return; }
      found[key] = { kind: kindOf(row), was: hidden(row, "was").value, fields: values(row) };
    });
    try {
      if (Object.keys(found).length) { localStorage.setItem(SHELF, JSON.stringify(found)); } else { localStorage.removeItem(SHELF); }
    } catch (full) { return; }
  }

  function values(row) {
    var found = {};
    fieldsOf(row).forEach(function (field) { found[field.name] = field.value; });
    return found;
  }

  function fetchKept() {
    var found;
    try { found = JSON.parse(localStorage.getItem(SHELF) || "{}"); } catch (broken) { return; }
    Object.keys(found).forEach(function (key) {
      var row = rowOf(key), kept = found[key];
      if (!row && kept.was.indexOf("0.") === 0) {
        var body = form.querySelector("tbody[data-rows=" + kept.kind + "]");
        row = blank(kept.kind, key);
        body.appendChild(row);
        number(body);
      }
      if (!row) { return; }
      hidden(row, "was").value = kept.was;
      set(row, kept.fields);
      dirty[key] = true;
    });
    if (Object.keys(dirty).length) {
      bar.className = "save save-busy";
      bar.textContent = "找回本机存着的 " + Object.keys(dirty).length + " 行，正在保存";
      flush();
    }
  }

  function set(row, texts) {
    fieldsOf(row).forEach(function (field) { if (field.name in texts) { field.value = texts[field.name]; field.defaultValue = texts[field.name]; } });
  }

  form.addEventListener("submit", function () {
    posting = true;
    form.querySelector("[name=csrfmiddlewaretoken]").value = token();
  });
  window.addEventListener("online", flush);
  window.addEventListener("pageshow", function () { posting = false; });
  window.addEventListener("beforeunload", function (event) {
    if (!posting && (busy || Object.keys(dirty).length)) {
      event.preventDefault();
      event.returnValue = ""; // older browsers ask only then
    }
  });

  function look(kind) { shown[kind] = orderOf(kind); }
  Object.keys(PLURAL).forEach(look);

  window.planRows = {
    form: form, told: told, bar: bar, plural: PLURAL, rowsOf: rowsOf, rowOf: rowOf, kindOf: kindOf, fieldsOf: fieldsOf,
    versionOf: versionOf, values: values, set: set, number: number, newKey: newKey, blank: blank, say: say, read: read,
    touch: touch, flush: flush, request: request, keep: keep, fetchKept: fetchKept,
    isWaiting: function () { return busy || pending().length > 0; },
    isBusy: function () { return busy; },
    isClosed: function () { return closed; },
    mark: function (key) { dirty[key] = true; },
    forget: function (key) { delete dirty[key]; },
    loosen: function (key) { if (key) { delete stuck[key]; } else { stuck = {}; } },
    look: look,
    reorder: function (kind) { ordered[kind] = true; }
  };
})();
