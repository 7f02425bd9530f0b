/* The editor's small helpers: WeCom counters, copying a disclosure, lighting figures that copying has emptied.
   Blocks come and go while one writes, so everything is found again whenever the form changes. */
(() => {
    const NEAR = 0.9;
    const encoder = new TextEncoder();
    let words = {};
    const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_match, name) => values[name]);

    /* As content/domain/wecom_limits.py counts: code points and UTF-8 bytes, a line end as one character. */
    const measure = (text) => {
        const sent = text.replace(/\r\n/g, "\n");
        return { characters: Array.from(sent).length, octets: encoder.encode(sent).length };
    };

    const showCount = (box, counter) => {
        const { characters, octets } = measure(box.value);
        const limits = [];
        if (box.dataset.counterCharacters) {
            limits.push([characters, Number(box.dataset.counterCharacters), words.wordsCharacters]);
        }
        limits.push([octets, Number(box.dataset.counterOctets), words.wordsBytes]);
        const over = limits.some(([count, limit]) => count > limit);
        const near = !over && limits.some(([count, limit]) => count > limit * NEAR);
        const counts = limits.map(([count, limit, pattern]) => fill(pattern, { count, limit })).join(" · ");
        const verdict = over ? words.wordsOver : near ? words.wordsNear : "";
        const line = verdict ? `${counts} · ${verdict}` : counts;
        counter.classList.toggle("armoury-counter--over", over);
        counter.classList.toggle("armoury-counter--near", near);
        if (counter.textContent !== line) counter.textContent = line;
    };

    const addCounter = (box) => {
        if (box.dataset.counted || !words.wordsBytes) return;
        box.dataset.counted = "true";
        const counter = document.createElement("p");
        counter.className = "armoury-counter";
        counter.id = `${box.id}-counter`;
        counter.setAttribute("aria-live", "polite");
        box.after(counter);
        box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") || ""} ${counter.id}`.trim());
        box.addEventListener("input", () => showCount(box, counter));
        showCount(box, counter);
    };

    const lightEmptied = (panel) => {
        const figures = panel.dataset.emptiedFigures.split(" ").join("|");
        const ofFigure = new RegExp(`^body-.*-value-(${figures})$`);
        document.querySelectorAll('[data-edit-form] input[name^="body-"]').forEach((input) => {
            if (!ofFigure.test(input.name) || input.dataset.lit || input.value) return;
            input.dataset.lit = "true";
            const field = input.closest("[data-contentpath]") || input.parentElement;
            const note = document.createElement("span");
            note.className = "armoury-emptied";
            note.textContent = panel.dataset.emptiedLabel;
            const label = field.querySelector("label");
            if (label) label.append(note);
            const update = () => {
                field.classList.toggle("is-emptied", !input.value);
                note.hidden = Boolean(input.value);
            };
            ["input", "change", "blur"].forEach((event) => input.addEventListener(event, update));
            update();
        });
    };

    const refresh = () => {
        document.querySelectorAll("textarea[data-counter-octets]").forEach(addCounter);
        document.querySelectorAll("[data-emptied-figures]").forEach(lightEmptied);
    };

    const copyWords = async (button) => {
        const label = button.textContent;
        await navigator.clipboard.writeText(button.dataset.copyText);
        button.textContent = button.dataset.copiedLabel;
        setTimeout(() => {
            button.textContent = label;
        }, 2000);
    };

    document.addEventListener("click", (event) => {
        const button = event.target.closest("[data-copy-text]");
        if (button) copyWords(button);
    });

    const start = () => {
        const form = document.querySelector("[data-edit-form]");
        if (!form) return;
        words = document.querySelector("[data-words-bytes]")?.dataset || {};
        new MutationObserver(refresh).observe(form, { childList: true, subtree: true });
        refresh();
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
})();
