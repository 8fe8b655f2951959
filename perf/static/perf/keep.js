// Keeps what was typed on this machine until the server has it: it outlives a closed tab, a lost
// network and the end of a session. One box for one person and one document; another person's
// texts are never read.
//
//   var box = perfKeep(person, document);
//   box.keep(key, version, text)  // text: string or true/false; says whether it could be kept
//   box.restore()                 // [{key, version, text, at}], oldest first
//   box.forget(key)               // the server has it
//
// `version` is that of the row as it stood when the text was typed: sent with it later, a row that
// was changed meanwhile becomes a conflict and not an overwrite.
window.perfKeep = function (person, doc) {
  "use strict";
  var prefix = "perf.keep/" + person + "/" + doc + "/";

  function each(use) {
    for (var i = 0; i < window.localStorage.length; i += 1) {
      var name = window.localStorage.key(i);
      if (name.indexOf(prefix) === 0) { use(name); }
    }
  }

  return {
    keep: function (key, version, text) {
      try {
        var kept = JSON.stringify({ version: version, text: text, at: Date.now() });
        window.localStorage.setItem(prefix + key, kept);
        return true;
      } catch (error) { return false; } // switched off, or full
    },
    restore: function () {
      var found = [];
      try {
        each(function (name) {
          var kept = JSON.parse(window.localStorage.getItem(name));
          kept.key = name.slice(prefix.length);
          found.push(kept);
        });
      } catch (error) { return found; }
      return found.sort(function (one, other) { return one.at - other.at; });
    },
    forget: function (key) {
      try { window.localStorage.removeItem(prefix + key); } catch (error) { /* nothing was kept */ }
    }
  };
};
