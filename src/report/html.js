// Makes the tables of members sortable and searchable. Without it they are plain tables.
(function () {
  "use strict";
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // A figure as it is written: thousands separated, with a sign or a percent sign; a dash is no figure.
  function figure(text) {
    return parseFloat(text.replace(/[,%+]/g, "").replace("\u2212", "-"));
  }

  function compare(a, b, isWords) {
    if (isWords) {
      return collator.compare(a, b);
    }
    return a - b;
  }

  function lacks(key, isWords) {
    return isWords ? key === "" || key === "\u2014" : isNaN(key);
  }

  // The rows in the order of a column; rows without a value come last either way.
  function sorted(rows, column, isWords, direction) {
    var keyed = rows.map(function (row, place) {
      var text = row.cells[column].textContent;
      return { row: row, place: place, key: isWords ? text : figure(text) };
    });
    keyed.sort(function (a, b) {
      var lackA = lacks(a.key, isWords), lackB = lacks(b.key, isWords);
      if (lackA || lackB) {
        return lackA - lackB || a.place - b.place;
      }
      return direction * compare(a.key, b.key, isWords) || a.place - b.place;
    });
    return keyed.map(function (entry) { return entry.row; });
  }

  function put(body, rows) {
    var piece = document.createDocumentFragment();
    rows.forEach(function (row) { piece.appendChild(row); });
    body.appendChild(piece);
  }

  function makeSortable(table, rows) {
    var headings = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    headings.forEach(function (heading, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.title = table.dataset.sort;
      heading.textContent = "";
      heading.appendChild(button);
      button.addEventListener("click", function () {
        var isWords = heading.classList.contains("w");
        var first = isWords ? "ascending" : "descending";
        var second = isWords ? "descending" : "ascending";
        var was = heading.getAttribute("aria-sort");
        var now = was === first ? second : was === second ? "none" : first;
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (now !== "none") {
          heading.setAttribute("aria-sort", now);
        }
        var direction = now === "descending" ? -1 : 1;
        put(table.tBodies[0], now === "none" ? rows : sorted(rows, column, isWords, direction));
      });
    });
  }

  // What a row is found by: its id, its name and its other words.
  function words(row) {
    var cells = Array.from(row.cells).filter(function (cell) {
      return cell.scope === "row" || cell.classList.contains("w");
    });
    return cells.map(function (cell) { return cell.textContent; }).join(" ").toLowerCase();
  }

  function makeSearchable(table, rows) {
    var box = document.getElementById(table.id + "-find");
    var field = box.querySelector("input");
    var status = box.querySelector("output");
    var texts = null;
    function find() {
      texts = texts || rows.map(words);
      var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, place) {
        var fits = wanted.every(function (word) { return texts[place].indexOf(word) >= 0; });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      status.textContent = wanted.length === 0 ? "" : status.dataset.shown
        .replace("{shown}", shown.toLocaleString("en")).replace("{all}", rows.length.toLocaleString("en"));
    }
    field.addEventListener("input", find);
    box.hidden = false;
    if (field.value) {
      find();
    }
  }

  Array.from(document.querySelectorAll("table.members")).forEach(function (table) {
    var rows = Array.from(table.tBodies[0].rows);
    makeSortable(table, rows);
    makeSearchable(table, rows);
  });
})();
