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

  function listOf(items) {
    return items.map(function (li) {
      var a = li.querySelector("a");
      return {
        li: li,
        title: " " + plain(a.textContent),
        folded: " " + fold(a.textContent).replace(/[^a-z0-9]+/g, " "),
        all: " " + fold(li.textContent + " " + (li.getAttribute("data-tu") || "")).replace(/[^a-z0-9]+/g, " ")
      };
    });
  }

  // Điểm: đúng cả dấu trong tên, rồi cả cụm trong tên, rồi đủ các từ trong tên, rồi ở nơi khác.
  function score(item, exact, phrase, words) {
    if (item.title.indexOf(" " + exact) >= 0) return 4;
    if (item.folded.indexOf(" " + phrase) >= 0) return 3;
    var has = function (text) { return words.every(function (w) { return text.indexOf(" " + w) >= 0; }); };
    return has(item.folded) ? 2 : has(item.all) ? 1 : 0;
  }

  function search(form) {
    var input = form.querySelector("input");
    var all = document.querySelector("[data-tim-tat-ca]");
    var out = document.querySelector("[data-tim-ket-qua]");
    var status = document.querySelector("[data-tim-dem]");
    var items = listOf(Array.from(all.querySelectorAll("li")));
    function run() {
      var exact = plain(input.value), phrase = fold(input.value).replace(/[^a-z0-9]+/g, " ").trim();
      out.replaceChildren();
      out.hidden = !phrase;
      all.hidden = !!phrase;
      status.textContent = "";
      if (!phrase) return;
      var found = items.map(function (item, at) {
        return { item: item, at: at, score: score(item, exact, phrase, phrase.split(" ")) };
      }).filter(function (f) { return f.score; });
      found.sort(function (a, b) { return b.score - a.score || a.at - b.at; });
      found.slice(0, 100).forEach(function (f) { out.append(f.item.li.cloneNode(true)); });
      status.textContent = found.length
        ? found.length.toLocaleString("vi-VN") + " trang có “" + input.value.trim() + "”."
        : "Không có trang nào có “" + input.value.trim() + "”. Thử gõ ít chữ hơn.";
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
