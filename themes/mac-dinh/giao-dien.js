// Tiện ích của trang: cỡ chữ, tương phản, nền tối; lọc danh sách; mở các mục gập khi in.
// Trang dùng được đầy đủ khi không có tệp này. Không gọi mạng, chạy được cả khi mở từ thư mục.
(function () {
  "use strict";
  var root = document.documentElement;

  function saved(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key);
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch (e) { /* Trình duyệt không cho ghi nhớ: bỏ qua. */ }
    return null;
  }

  function set(name, value) {
    if (value) root.setAttribute("data-" + name, value);
    else root.removeAttribute("data-" + name);
    saved("hien-thi-" + name, value || "");
  }

  function get(name) { return root.getAttribute("data-" + name) || ""; }

  ["co", "tuong-phan", "mau"].forEach(function (name) {
    var value = saved("hien-thi-" + name);
    if (value && /^[a-z-]+$/.test(value)) root.setAttribute("data-" + name, value);
  });

  function isDark() {
    return get("mau") === "toi" || (get("mau") !== "sang" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  function controls(box) {
    var sizes = ["nho", "", "lon", "rat-lon"];
    function step(by) {
      var at = sizes.indexOf(get("co"));
      set("co", sizes[Math.max(0, Math.min(sizes.length - 1, (at < 0 ? 1 : at) + by))]);
    }
    function button(text, label, icon, act) {
      var b = document.createElement("button");
      b.type = "button";
      b.title = label;
      if (icon) {
        var i = document.createElement("i"), t = document.createElement("b");
        i.className = icon;
        i.setAttribute("aria-hidden", "true");
        t.textContent = text;
        b.append(i, t);
      } else b.textContent = text;
      b.setAttribute("aria-label", label);
      b.addEventListener("click", function () { act(); states(); });
      box.append(b);
      return b;
    }
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Hiển thị");
    button("A−", "A−: chữ nhỏ hơn", "", function () { step(-1); });
    button("A", "A: cỡ chữ thường", "", function () { set("co", ""); });
    button("A+", "A+: chữ lớn hơn", "", function () { step(1); });
    var contrast = button("Tương phản", "Tương phản cao", "tuong-phan", function () {
      set("tuong-phan", get("tuong-phan") ? "" : "cao");
    });
    var dark = button("Nền tối", "Nền tối", "toi", function () { set("mau", isDark() ? "sang" : "toi"); });
    function states() {
      contrast.setAttribute("aria-pressed", String(get("tuong-phan") === "cao"));
      dark.setAttribute("aria-pressed", String(isDark()));
    }
    states();
  }
  document.querySelectorAll("[data-hien-thi]").forEach(controls);

  // So chữ không kể dấu: đ thành d, bỏ dấu, một khoảng trắng.
  function plain(text) { return text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim(); }
  function fold(text) {
    return plain(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đðɖ]/g, "d");
  }

  // Các từ của một câu: "1.325" là một số, "quý III", "quý 3", "Q3" đều là "quy3".
  var ROMAN = { i: 1, ii: 2, iii: 3, iv: 4 };
  function words(text) {
    return fold(text).replace(/(\d)\.(?=\d{3})/g, "$1")
      .replace(/\bq(?:uy)?\s*(iv|i{1,3}|[1-4])(?![a-z0-9])/g, function (m, n) { return "quy" + (ROMAN[n] || n); })
      .replace(/\bnam\s+(?=\d{4}\b)/g, "")
      .split(/[^a-z0-9]+/).filter(Boolean);
  }

  // Chữ chỉ cần đúng phần đầu của một từ; số phải đúng cả số: "3" không có trong "31".
  function has(list, word) {
    var whole = /\d$/.test(word);
    return list.some(function (w) { return whole ? w === word : w.indexOf(word) === 0; });
  }

  function search(form) {
    var input = form.querySelector("input");
    var all = document.querySelector("[data-tim-tat-ca]");
    var out = document.querySelector("[data-tim-ket-qua]");
    var count = document.querySelector("[data-tim-dem]");
    var none = document.querySelector("[data-tim-khong]");
    var items = Array.from(all.querySelectorAll("li")).map(function (li) {
      return { li: li, words: words(li.textContent + " " + (li.getAttribute("data-tu") || "")) };
    });
    function run() {
      var asked = words(input.value);
      var found = items.filter(function (item) {
        return asked.every(function (w) { return has(item.words, w); });
      });
      var hits = asked.length > 0 && found.length > 0, typed = input.value.trim();
      out.replaceChildren();
      if (hits) found.forEach(function (f) { out.append(f.li.cloneNode(true)); });
      out.hidden = !hits;
      all.hidden = hits;
      none.hidden = hits || !typed;
      none.querySelector("[data-tim-chu]").textContent = typed;
      count.textContent = hits ? found.length.toLocaleString("vi-VN") + " trang có “" + typed + "”." : "";
    }
    form.hidden = false;
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", run);
    form.addEventListener("submit", function (e) { e.preventDefault(); run(); });
    run();
  }
  document.querySelectorAll("[data-tim]").forEach(search);

  function filter(form) {
    var input = form.querySelector("input"), select = form.querySelector("select");
    var status = form.querySelector("[role=status]");
    var groups = Array.from(document.querySelectorAll("[data-nhom]")).map(function (box) {
      return {
        box: box,
        rows: Array.from(box.querySelectorAll("tbody tr")).map(function (tr) {
          return { tr: tr, text: fold(tr.textContent), kind: tr.getAttribute("data-loai") };
        })
      };
    });
    function run() {
      var words = fold(input.value).split(" "), kind = select ? select.value : "", count = 0;
      groups.forEach(function (group) {
        var any = false;
        group.rows.forEach(function (row) {
          var show = (!kind || row.kind === kind) && words.every(function (w) { return row.text.indexOf(w) >= 0; });
          row.tr.hidden = !show;
          if (show) { any = true; count++; }
        });
        group.box.hidden = !any;
      });
      status.textContent = input.value.trim() || kind ? count.toLocaleString("vi-VN") + " văn bản" : "";
    }
    form.hidden = false;
    form.addEventListener("input", run);
    form.addEventListener("submit", function (e) { e.preventDefault(); });
  }
  document.querySelectorAll("[data-loc]").forEach(filter);

  var opened = [];
  addEventListener("beforeprint", function () {
    document.querySelectorAll("main details:not([open])").forEach(function (d) { d.open = true; opened.push(d); });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
    opened = [];
  });
})();
