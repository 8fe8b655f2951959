// Saving while one types: a row is sent when one of its cells is left; every cell says whether it is
// saved. What the server has not confirmed is kept on this machine (keep.js) and sent again by
// itself when the network or the sign-in is back. Without this script the button saves all.
(function () {
  "use strict";
  var form = document.querySelector("form[data-document]");
  if (!form) { return; }
  var box = window.perfKeep(form.getAttribute("data-person"), form.getAttribute("data-document"));
  var OFF = "未保存，已存本机", OFF_UNKEPT = "未保存，也没能存到本机，请不要关闭本页";
  var unsaved = {}; // id of a field -> true: the server has not confirmed what stands in it
  var sent = {}; // id of a row -> what its fields held when it was sent
  var later = {}; // id of a row -> what was typed in it since
  var waiting = {}; // id of a row -> true: to be sent again
  var back = 0, stray = 0; // cells that came back when the page was opened; cells without a row
  var posting = false, timer = null, pause = 2000;

  function rowOf(field) { return field.closest && field.closest("[id^='row-']"); }
  function fieldsOf(row) {
    return Array.prototype.slice.call(row.querySelectorAll("input[id], textarea[id], select[id]"));
  }
  function content(field) { return field.type === "checkbox" ? field.checked : field.value; }
  function put(field, text) { field[field.type === "checkbox" ? "checked" : "value"] = text; }
  function version(row) { return row.querySelector("input[name^='v-']"); }
  function plain(text) {
    return typeof text === "string" ? text.normalize("NFC").replace(/\r\n?/g, "\n").trim() : text;
  }

  // ---- what a cell and the foot of the page say ------------------------------------------

  function say(field, words, kind) {
    var place = field.closest("td, p"), under = null;
    if (!place) { return; }
    Array.prototype.forEach.call(place.querySelectorAll("[data-of], .save-ok"), function (other) {
      if (!other.hasAttribute("data-of") || other.getAttribute("data-of") === field.id) {
        (other.closest("[data-of]") || other).remove();
      }
    });
    if (!words) { return; }
    under = document.createElement("span");
    under.className = "under";
    under.setAttribute("data-of", field.id);
    under.innerHTML = '<span class="save" role="status"></span>';
    under.firstChild.className = "save " + kind;
    under.firstChild.textContent = words;
    place.appendChild(under);
  }

  function tell() {
    var bar = document.getElementById("save-state"), count = Object.keys(unsaved).length;
    if (!bar) { return; }
    bar.className = "save" + (count ? " save-off" : " save-ok");
    bar.textContent = count ? count + " 格未保存，已存本机" : "都已保存";
  }

  function note(words, address) {
    var place = document.getElementById("kept-note"), box = document.createElement("div");
    if (!place) { return; }
    box.className = "note note-doubt";
    box.setAttribute("role", "status");
    box.appendChild(document.createElement("p")).textContent = words;
    if (address) {
      var link = box.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
      link.href = address;
      link.target = "_blank";
      link.textContent = "在新窗口登录";
    }
    place.replaceChildren(box);
  }

  // ---- typing ---------------------------------------------------------------------------

  function typed(field) {
    var row = rowOf(field);
    if (!row || row === field || !field.id) { return; } // a row is told to be sent by an event too
    unsaved[field.id] = true;
    if (!box.keep(field.id, version(row).value, content(field))) { say(field, OFF_UNKEPT, "save-off"); }
    else { say(field, "", ""); }
    typing();
  }

  // What the foot said before a key was pressed is not true any more.
  function typing() {
    var bar = document.getElementById("save-state");
    if (!bar || bar.classList.contains("save-off") || bar.classList.contains("save-busy")) { return; }
    bar.className = "save save-busy";
    bar.textContent = "正在填写，离开这一格即保存";
  }

  form.addEventListener("input", function (event) { typed(event.target); });
  form.addEventListener("change", function (event) { typed(event.target); });

  // A row can be typed in while it is being saved; what was typed then is sent when it is left.
  form.addEventListener("focusout", function (event) {
    var row = rowOf(event.target);
    if (row && event.target.hasAttribute("data-unsent") && !(row.id in later)) { send(row); }
  });

  // Typed, and typed back to what is stored: the browser sends no change, nothing is left to save.
  form.addEventListener("focusout", function (event) {
    var field = event.target, row = rowOf(field);
    if (!row || !unsaved[field.id] || row.id in sent || row.id in later || row.id in waiting) { return; }
    var stored = field.type === "checkbox" ? field.defaultChecked : field.defaultValue;
    var isRefused = form.hasAttribute("data-refused") || row.querySelector("[aria-invalid]");
    if (content(field) === stored && !isRefused) { done(field); tell(); }
  });

  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-fill]"), give = event.target.closest("[data-give-up]");
    if (button) {
      var cell = rowOf(button).querySelector("input[name^='" + button.dataset.cell + "-']");
      event.preventDefault();
      cell.value = button.dataset.fill;
      cell.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (give) {
      fieldsOf(document.getElementById(give.getAttribute("data-give-up"))).forEach(done);
    }
  });

  function done(field) {
    delete unsaved[field.id];
    box.forget(field.id);
  }

  // ---- sending --------------------------------------------------------------------------

  function send(row) {
    fieldsOf(row).forEach(function (field) { field.removeAttribute("data-unsent"); });
    window.htmx.trigger(row, "change");
  }

  // Signing in anew changes the token: send the one that the browser has now, not the page's.
  function token() {
    var found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
    return found && found[1];
  }

  function belongs(name, key) { return name === "person" || name.slice(-key.length) === key; }

  form.addEventListener("htmx:configRequest", function (event) {
    var row = event.detail.target, ask = event.detail;
    if (token()) { ask.headers["X-CSRFToken"] = token(); }
    if (!row || row.id.indexOf("row-") !== 0) { return; }
    var own = fieldsOf(row).map(function (field) { return field.name; }), key = row.id.slice(4);
    Object.keys(ask.parameters).forEach(function (name) { // htmx takes the whole form along
      if (own.indexOf(name) < 0 && !belongs(name, key) && !/^(pick|merged)-/.test(name)) {
        delete ask.parameters[name];
      }
    });
  });

  form.addEventListener("htmx:beforeRequest", function (event) {
    var row = event.detail.target, values = {};
    if (!row || row.id.indexOf("row-") !== 0) { return; }
    delete waiting[row.id];
    fieldsOf(row).forEach(function (field) {
      values[field.id] = content(field);
      if (unsaved[field.id]) { say(field, "保存中", "save-busy"); }
    });
    sent[row.id] = values;
  });

  form.addEventListener("htmx:beforeSwap", function (event) {
    var row = event.detail.target, values = row && sent[row.id], xhr = event.detail.xhr;
    if (!values) { return; }
    var clash = document.getElementById("clash-" + row.id.slice(4));
    if (clash && (xhr.status === 200 || xhr.status === 409)) { // its button may be what was pressed:
      clash.removeAttribute("id"); // it goes when all of the answer is in its place
      clash.hidden = true;
      window.setTimeout(function () { clash.remove(); }, 100);
    }
    later[row.id] = fieldsOf(row).filter(function (field) {
      if (content(field) !== values[field.id]) { return true; }
      if (xhr.status === 200) { done(field); }
      return false;
    }).map(function (field) {
      return { id: field.id, text: content(field), from: field.selectionStart, to: field.selectionEnd };
    });
    if (xhr.status === 200) { pause = 2000; }
  });

  form.addEventListener("htmx:afterSwap", function (event) {
    (later[event.target.id] || []).forEach(function (was) {
      var field = document.getElementById(was.id);
      if (!field) { return; }
      put(field, was.text);
      typed(field);
      field.setAttribute("data-unsent", "");
      if (field === document.activeElement && was.from != null) { field.setSelectionRange(was.from, was.to); }
    });
  });

  form.addEventListener("htmx:afterSettle", function (event) {
    var row = document.getElementById(event.target.id);
    if (!(event.target.id in later) || !row) { tell(); return; }
    delete later[row.id];
    delete sent[row.id];
    var left = fieldsOf(row).filter(function (field) {
      return field.hasAttribute("data-unsent") && field !== document.activeElement;
    });
    fieldsOf(row).forEach(function (field) {
      if (unsaved[field.id] && !field.hasAttribute("data-unsent")) { say(field, OFF, "save-off"); }
    });
    if (left.length) { send(row); }
    if (!Object.keys(unsaved).length) { settled(); }
    tell();
  });

  // ---- when it cannot be sent -----------------------------------------------------------

  // What was said of cells that were not saved is over; that some came back here stays readable.
  function settled() {
    document.getElementById("kept-note").replaceChildren();
    returned("都已保存");
  }

  function returned(now) {
    var words = back ? "上次没有存上的 " + back + " 格已从本机取回，" + now + "。" : "";
    if (stray) { words += "有 " + stray + " 格存在本机的内容在表上找不到对应的行，没有删除，请联系管理员。"; }
    if (words) { note(words); }
  }

  function failed(row, words) {
    if (!row || row.id.indexOf("row-") !== 0) { return; }
    fieldsOf(row).forEach(function (field) { if (unsaved[field.id]) { say(field, words, "save-off"); } });
    delete sent[row.id];
    waiting[row.id] = true;
    tell();
    if (!timer) { timer = window.setTimeout(again, pause); }
    pause = Math.min(pause * 2, 60000);
  }

  function again() {
    window.clearTimeout(timer);
    timer = null;
    Object.keys(waiting).forEach(function (id) {
      var row = document.getElementById(id);
      delete waiting[id];
      if (row) { send(row); }
    });
  }

  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    form.addEventListener(name, function (event) { failed(event.detail.target, OFF); });
  });

  form.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status, row = event.detail.target;
    if (status === 401) {
      failed(row, OFF + "：登录已过期");
      note("登录已过期。填的内容都存在本机，登录以后自动接着保存。", "/signin/?next=/");
    } else if (status === 403) {
      failed(row, OFF + "：登录的不是原来的账号");
    } else if (status !== 422 && status !== 428 && status !== 409) {
      failed(row, OFF + "（" + status + "）");
    } else if (status === 409 && event.detail.xhr.getResponseHeader("HX-Retarget")) {
      fieldsOf(row).forEach(function (field) { if (unsaved[field.id]) { say(field, OFF, "save-off"); } });
      tell();
    }
  });

  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { again(); } });

  // ---- coming back ----------------------------------------------------------------------

  function restore() {
    var rows = {};
    box.restore().forEach(function (kept) {
      var field = document.getElementById(kept.key), row = field && rowOf(field);
      if (!row) { stray += 1; return; }
      if (form.hasAttribute("data-refused")) { unsaved[kept.key] = true; return; }
      if (plain(content(field)) === plain(kept.text)) { box.forget(kept.key); return; }
      put(field, kept.text);
      unsaved[kept.key] = true;
      back += 1;
      say(field, OFF, "save-off");
      var before = Number(kept.version), known = row.id in rows ? rows[row.id] : before;
      rows[row.id] = Math.min(before, known);
    });
    Object.keys(rows).forEach(function (id) {
      var row = document.getElementById(id);
      version(row).value = rows[id];
      send(row);
    });
    returned("正在重新保存");
    if (Object.keys(unsaved).length) { tell(); }
  }

  document.addEventListener("DOMContentLoaded", restore);

  // ---- leaving --------------------------------------------------------------------------

  form.addEventListener("submit", function () {
    posting = true;
    var field = form.querySelector("[name=csrfmiddlewaretoken]");
    if (field && token()) { field.value = token(); }
  });
  window.addEventListener("pageshow", function () { posting = false; });
  window.addEventListener("beforeunload", function (event) {
    if (!posting && Object.keys(unsaved).length) {
      event.preventDefault();
      event.returnValue = ""; // older browsers ask only then
    }
  });

  // For paste.js, which sends many rows at once.
  window.perfEntry = { form: form, typed: typed, content: content, put: put, done: done, tell: tell,
    note: note, fieldsOf: fieldsOf, rowOf: rowOf, say: say, token: token, off: OFF };
})();
