/* Shows what the entry in the form would select today, a moment after each change. Without it, the page shows what was
   saved. */
(() => {
    const WAIT = 400;

    const start = (form) => {
        const place = document.querySelector("[data-preview-place]");
        let timer = null;
        let asked = 0;

        const show = async () => {
            asked += 1;
            const number = asked;
            const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
            if (!answer.ok || number !== asked) return;
            place.innerHTML = await answer.text();
        };

        const soon = () => {
            clearTimeout(timer);
            timer = setTimeout(() => show().catch(() => {}), WAIT);
        };

        form.addEventListener("input", soon);
        form.addEventListener("change", soon);
    };

    const begin = () => document.querySelectorAll("[data-preview]").forEach(start);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
})();
