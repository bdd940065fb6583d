// Makes the tables of members sortable and searchable, and keeps of a long one only those rows in the page that
// are in sight. Without it they are plain tables, and on paper they are whole.
(function () {
  "use strict";
  var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // A table of more rows than this has no row in the page that is far out of sight.
  var MANY = 200;
  // The rows kept above and below those in sight.
  var BEYOND = 40;

  // A figure as it is written: thousands separated, with a sign or a percent sign; a dash is no figure.
  function figure(text) {
    return parseFloat(text.replace(/[,%+]/g, "").replace("\u2212", "-"));
  }

  function range(count) {
    return Array.from({ length: count }, function (_, place) { return place; });
  }

  function is(cell, name) {
    return cell.classList.contains(name);
  }

  // What the rows of a column are sorted by, read once: figures, or the place of each word among all words.
  function keysOf(rows, column, isWords) {
    var texts = rows.map(function (row) { return row.cells[column].textContent; });
    if (!isWords) {
      return texts.map(figure);
    }
    var distinct = Array.from(new Set(texts)).sort(collator.compare);
    var places = new Map(distinct.map(function (text, place) { return [text, place]; }));
    return texts.map(function (text) {
      return text === "" || text === "\u2014" ? NaN : places.get(text);
    });
  }

  // The places of the rows in the order of a column; rows without a value come last either way.
  function sorted(keys, direction) {
    return range(keys.length).sort(function (a, b) {
      var lackA = isNaN(keys[a]), lackB = isNaN(keys[b]);
      if (lackA || lackB) {
        return lackA - lackB || a - b;
      }
      return direction * (keys[a] - keys[b]) || a - b;
    });
  }

  // What a row is found by: its id, its name and its other words.
  function words(row) {
    var cells = Array.from(row.cells).filter(function (cell) {
      return cell.scope === "row" || is(cell, "w");
    });
    return cells.map(function (cell) { return cell.textContent; }).join(" ").toLowerCase();
  }

  // For each column a row in which it is widest, by the number of its characters.
  function widest(rows) {
    var columns = range(rows[0].cells.length);
    return new Set(columns.map(function (column) {
      var best = rows[0], most = -1;
      rows.forEach(function (row) {
        var text = row.cells[column].textContent;
        // A Chinese character is as wide as two letters.
        var width = text.length + (text.match(/[\u2e80-\uffff]/g) || []).length;
        if (width > most) {
          most = width;
          best = row;
        }
      });
      return best;
    }));
  }

  // The rows of a table that are in the page: all of a short table and on paper, else those near what is in sight.
  function Sheet(table, rows) {
    var body = table.tBodies[0];
    var frame = table.parentNode;
    var isLong = rows.length > MANY;
    var heads = table.tHead.rows.length;
    var places = range(rows.length);
    var height = 0, from = 0, to = 0, isPaper = false;

    function gap(count) {
      var row = document.createElement("tr");
      var cell = row.appendChild(document.createElement("td"));
      row.className = "gap";
      row.setAttribute("aria-hidden", "true");
      cell.colSpan = rows[0].cells.length;
      cell.style.height = count * height + "px";
      return row;
    }

    function put(first, last) {
      var piece = document.createDocumentFragment();
      from = first;
      to = last;
      if (from > 0) {
        piece.appendChild(gap(from));
      }
      places.slice(from, to).forEach(function (place, offset) {
        rows[place].setAttribute("aria-rowindex", heads + from + offset + 1);
        piece.appendChild(rows[place]);
      });
      if (to < places.length) {
        piece.appendChild(gap(places.length - to));
      }
      body.replaceChildren(piece);
    }

    // Puts the rows in the page that are in sight, unless they are there.
    function follow() {
      if (!isLong || isPaper) {
        return;
      }
      var top = Math.max(0, frame.scrollTop - body.offsetTop);
      var first = Math.floor(top / height);
      var last = Math.ceil((top + frame.clientHeight) / height);
      if (first >= from + (from > 0 ? BEYOND / 4 : 0) && last <= to - (to < places.length ? BEYOND / 4 : 0)) {
        return;
      }
      put(Math.max(0, first - BEYOND), Math.min(places.length, last + BEYOND));
    }

    // The height of a row and the width of each column, from those rows that need the most.
    function measure() {
      var columns = Array.from(table.tHead.rows[heads - 1].cells);
      columns.forEach(function (cell) { cell.style.minWidth = ""; });
      body.replaceChildren.apply(body, Array.from(widest(rows)));
      var widths = columns.map(function (cell) { return cell.getBoundingClientRect().width; });
      height = body.getBoundingClientRect().height / body.rows.length;
      columns.forEach(function (cell, place) { cell.style.minWidth = widths[place] + "px"; });
    }

    function whole() {
      isPaper = true;
      put(0, places.length);
    }

    function inSight() {
      isPaper = false;
      if (isLong) {
        from = to = 0;
        follow();
      }
    }

    if (isLong) {
      table.classList.add("long");
      measure();
      follow();
      frame.addEventListener("scroll", function () { requestAnimationFrame(follow); }, { passive: true });
      window.addEventListener("resize", function () {
        measure();
        inSight();
      });
      window.addEventListener("beforeprint", whole);
      window.addEventListener("afterprint", inSight);
    }

    // Shows the rows at these places, in this order, from the first on.
    this.show = function (chosen) {
      places = chosen;
      table.setAttribute("aria-rowcount", heads + places.length);
      if (!isLong) {
        put(0, places.length);
        return;
      }
      frame.scrollTop = 0;
      inSight();
    };
    table.setAttribute("aria-rowcount", heads + rows.length);
  }

  function enliven(table) {
    var rows = Array.from(table.tBodies[0].rows);
    var headings = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
    var box = document.getElementById(table.id + "-find");
    var field = box.querySelector("input");
    var status = box.querySelector("output");
    var keys = [];
    var texts = null;
    var order = range(rows.length);

    function show() {
      var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      texts = texts || wanted.length > 0 && rows.map(words);
      var found = order.filter(function (place) {
        return wanted.every(function (word) { return texts[place].indexOf(word) >= 0; });
      });
      sheet.show(found);
      status.textContent = wanted.length === 0 ? "" : status.dataset.shown
        .replace("{shown}", found.length.toLocaleString("en")).replace("{all}", rows.length.toLocaleString("en"));
      box.classList.toggle("partial", wanted.length > 0);
    }

    headings.forEach(function (heading, column) {
      var isWords = is(heading, "w");
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.title = table.dataset.sort;
      heading.dataset.title = heading.textContent;
      heading.textContent = "";
      heading.appendChild(button);
      button.addEventListener("click", function () {
        var first = isWords ? "ascending" : "descending";
        var second = isWords ? "descending" : "ascending";
        var was = heading.getAttribute("aria-sort");
        var now = was === first ? second : was === second ? "none" : first;
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (now !== "none") {
          heading.setAttribute("aria-sort", now);
          keys[column] = keys[column] || keysOf(rows, column, isWords);
        }
        order = now === "none" ? range(rows.length) : sorted(keys[column], now === "descending" ? -1 : 1);
        show();
      });
    });
    var sheet = new Sheet(table, rows);
    field.addEventListener("input", show);
    box.hidden = false;
    if (field.value) {
      show();
    }
  }

  Array.from(document.querySelectorAll("table.members")).forEach(enliven);
})();
