/* The blocks of a kind's form: which may be added or deleted, which answer is right, how long a run-down is.
   Blocks come and go while one writes, so everything is found again whenever the form changes. */
(() => {
    const words = (form) => form.querySelector("[data-words-bytes]")?.dataset || {};
    const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_match, name) => values[name]);

    /* Words of Wagtail's own scripts that its catalogues lack. Put in before the blocks are built, when there is
       no element yet that could hand them over. */
    const LACKING = {
        "zh-hans": {
            "Insert a block": "添加缺少的部分",
            "Write something or type ‘/’ to insert a block": "在这里填写",
        },
    };
    const completeCatalogue = () => {
        const catalogue = window.django?.catalog;
        if (catalogue) Object.assign(catalogue, LACKING[document.documentElement.lang.toLowerCase()]);
    };

    const childrenOf = (root, container) =>
        Array.from(root.querySelectorAll(`:scope > [${container}] > [data-streamfield-child]`)).filter(
            (child) => !child.querySelector(':scope > input[name$="-deleted"]')?.value,
        );

    /* A block that is there twice, or that this kind may do without, can be deleted; one that is missing, added. */
    const offerOnce = (root) => {
        const children = childrenOf(root, "data-streamfield-stream-container");
        const typeOf = (child) => child.querySelector(':scope > input[name$="-type"]').value;
        const present = children.map(typeOf);
        const optional = root.dataset.optional.split(" ");
        children.forEach((child) => {
            const type = typeOf(child);
            const dispensable = optional.includes(type) || present.filter((one) => one === type).length > 1;
            child
                .querySelector(':scope > .w-panel > .w-panel__header [data-streamfield-action="DELETE"]')
                ?.classList.toggle("is-offered", dispensable);
        });
        const isMissing = root.dataset.once.split(" ").some((type) => !present.includes(type));
        const places = Array.from(
            root.querySelectorAll(":scope > [data-streamfield-stream-container] > div:not([data-streamfield-child])"),
        );
        places.forEach((place, position) => {
            place.classList.toggle("is-offered", isMissing && position === places.length - 1);
        });
    };

    const markFirst = (list) => {
        childrenOf(list, "data-streamfield-list-container").forEach((child, position) => {
            child.classList.toggle("is-first", position === 0);
        });
    };

    const markRight = (question) => {
        const right = Number(question.querySelector('[data-contentpath="right_answer"] input')?.value);
        const list = question.querySelector('[data-contentpath="answers"] .armoury-lines');
        if (!list) return;
        childrenOf(list, "data-streamfield-list-container").forEach((child, position) => {
            child.classList.toggle("is-right", position + 1 === right);
        });
    };

    const showTotal = (list, form) => {
        const pattern = words(form).wordsTotal;
        if (!pattern) return;
        let total = list.querySelector(":scope > .armoury-total");
        if (!total) {
            total = document.createElement("p");
            total.className = "armoury-total";
            total.setAttribute("aria-live", "polite");
            list.append(total);
        }
        const boxes = childrenOf(list, "data-streamfield-list-container").map((child) =>
            child.querySelector('[data-contentpath="minute"] input'),
        );
        const minutes = boxes.filter((box) => box?.value).map((box) => Number(box.value));
        const [first, last] = minutes.length ? [Math.min(...minutes), Math.max(...minutes)] : [0, 0];
        const planned = Number(form.querySelector('[data-contentpath="minutes"] input')?.value) || 0;
        const isLonger = planned > 0 && last > planned;
        const line = fill(pattern, { steps: boxes.length, first, last, total: last - first });
        const said = isLonger ? `${line} ${fill(words(form).wordsLonger, { planned })}` : line;
        total.classList.toggle("armoury-total--longer", isLonger);
        if (total.textContent !== said) total.textContent = said;
    };

    const refresh = (form) => {
        form.querySelectorAll("[data-once]").forEach(offerOnce);
        form.querySelectorAll(".armoury-table").forEach(markFirst);
        form.querySelectorAll(".armoury-question").forEach(markRight);
        form.querySelectorAll("[data-run-down]").forEach((list) => showTotal(list, form));
    };

    const start = () => {
        const form = document.querySelector("[data-edit-form]");
        if (!form) return;
        new MutationObserver(() => refresh(form)).observe(form, { childList: true, subtree: true });
        /* Deleting a block only sets a hidden field and fades it out. */
        form.addEventListener("click", () => setTimeout(() => refresh(form), 0));
        form.addEventListener("input", () => refresh(form));
        refresh(form);
    };
    completeCatalogue();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
})();
