// Files of evidence: dropped or chosen, sent one by one with their progress. Without this script
// the form sends them together. What the server refuses is said beside the file, in its words.
(function () {
  "use strict";

  var form = document.querySelector("form[data-upload]");
  if (!form || !window.FormData || !window.DOMParser) { return; }

  var field = form.querySelector("input[type=file]");
  var list = form.querySelector("[data-sending]");
  var said = form.querySelector("[data-said]");
  var waiting = [];
  var stored = 0;
  var refused = 0;
  var busy = false;

  form.querySelector("[data-drop-hint]").hidden = false;

  // Signing in anew changes the token: send the one that the browser has now.
  function token() {
    var found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
    return found ? found[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function part(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) { made.textContent = text; }
    return made;
  }

  function line(file) {
    var row = document.createElement("li");
    var bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name + " 上传进度");
    row.appendChild(part("span", "what", file.name));
    row.appendChild(bar);
    row.appendChild(part("span", "save save-busy", "等待上传"));
    list.appendChild(row);
    list.hidden = false;
    return row;
  }

  function state(row, words, kind) {
    var note = row.querySelector(".save");
    note.textContent = words;
    note.className = "save " + kind;
  }

  function fail(job, words, again) {
    refused += 1;
    job.row.querySelector("progress").hidden = true;
    state(job.row, words, "save-off");
    if (!again) { return; }
    var button = part("button", "btn btn-plain", "重试");
    button.type = "button";
    button.appendChild(part("span", "vh", " " + job.file.name));
    button.addEventListener("click", function () {
      list.removeChild(job.row);
      take([job.file]);
    });
    job.row.appendChild(button);
  }

  function size(bytes) {
    var mega = Math.floor(bytes * 10 / 1048576) / 10;
    return mega >= 1 ? mega + " MB" : Math.floor(bytes / 1024) + " KB";
  }

  function take(files) {
    Array.prototype.forEach.call(files, function (file) {
      var job = { file: file, row: line(file) };
      if (file.size > Number(form.getAttribute("data-most"))) {
        fail(job, "有 " + size(file.size) + "，一个文件最多 " + form.getAttribute("data-most-shown") +
          "，没有上传。请压缩扫描件或分成几份。");
      } else if (file.size === 0) {
        fail(job, "是空文件（0 字节）或文件夹，没有上传。");
      } else { waiting.push(job); }
    });
    next();
  }

  function next() {
    if (busy) { return; }
    var job = waiting.shift();
    if (job) { send(job); return; }
    said.textContent = "上传完毕：存入 " + stored + " 份，未存入 " + refused + " 份";
  }

  function send(job) {
    var asked = new XMLHttpRequest();
    var data = new FormData();
    var bar = job.row.querySelector("progress");
    busy = true;
    data.append(field.name, job.file, job.file.name);
    asked.open("POST", form.action);
    asked.setRequestHeader("X-CSRFToken", token());
    asked.setRequestHeader("HX-Request", "true");
    asked.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      var share = Math.floor(100 * event.loaded / event.total);
      bar.value = share;
      state(job.row, share < 100 ? "已上传 " + share + "%" : "正在核对内容", "save-busy");
    });
    asked.addEventListener("load", function () { answered(job, asked); });
    asked.addEventListener("error", function () { fail(job, "没有上传，请检查网络后重试", true); });
    asked.addEventListener("abort", function () { fail(job, "没有上传，已中断", true); });
    asked.addEventListener("loadend", function () { busy = false; next(); });
    asked.send(data);
  }

  function answered(job, asked) {
    var page = new DOMParser().parseFromString(asked.responseText, "text/html");
    var files = page.getElementById("evidence-files");
    if (asked.status === 200 && files) {
      stored += 1;
      job.row.querySelector("progress").value = 100;
      state(job.row, "已存入", "save-ok");
      document.getElementById("evidence-files").replaceWith(files);
    } else if (asked.status === 422 && page.querySelector("[data-verdicts]")) {
      fail(job, page.querySelector("[data-verdicts]").textContent.trim());
    } else if (asked.status === 409) {
      fail(job, (page.querySelector(".note") || page.body).textContent.trim());
    } else if (asked.status === 401) {
      fail(job, "登录已过期，没有上传：请在新窗口登录，再按“重试”", true);
    } else if (asked.status === 413) {
      fail(job, "文件太大，服务器没有收下");
    } else { fail(job, "没有上传（" + asked.status + "）", true); }
  }

  form.addEventListener("submit", function (event) {
    if (!field.files.length) { return; } // the server says that nothing was chosen
    event.preventDefault();
    take(field.files);
    field.value = "";
  });

  // Dropped anywhere on the form; beside it the browser must not open the file in our place.
  function over(event) {
    event.preventDefault();
    form.classList.toggle("drop-over", form.contains(event.target));
  }

  ["dragenter", "dragover"].forEach(function (name) { document.addEventListener(name, over); });
  document.addEventListener("dragleave", function () { form.classList.remove("drop-over"); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    form.classList.remove("drop-over");
    if (form.contains(event.target) && event.dataTransfer) { take(event.dataTransfer.files); }
  });

  window.addEventListener("beforeunload", function (event) {
    if (busy || waiting.length) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
