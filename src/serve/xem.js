// Tải lại trang đang xem khi dữ liệu đã đổi. Chỉ có trong bản xem trước.
(() => {
  const ma = document.currentScript.dataset.ma;
  let dangCho = false;
  let ngat = new AbortController();
  async function cho() {
    if (dangCho) return;
    dangCho = true;
    while (!document.hidden) {
      ngat = new AbortController();
      try {
        const tra = await fetch("/_cho/" + ma, { cache: "no-store", signal: ngat.signal });
        if (tra.ok && (await tra.text()) !== ma) return location.reload();
      } catch {
        await new Promise((xong) => setTimeout(xong, 300));
      }
    }
    dangCho = false;
  }
  // Trang bị che không giữ đường nối: trình duyệt chỉ cho vài đường tới một máy chủ.
  document.addEventListener("visibilitychange", () => (document.hidden ? ngat.abort() : cho()));
  cho();
})();
