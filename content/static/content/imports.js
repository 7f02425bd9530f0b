/* While an import runs, its page is asked for again and the state on it replaced. */
(() => {
    const EVERY = 2000;
    const ID = "import-state";

    const ask = async () => {
        const state = document.getElementById(ID);
        if (!state || state.dataset.importRunning === undefined) return;
        if (document.hidden || state.contains(document.activeElement)) {
            setTimeout(ask, EVERY);
            return;
        }
        try {
            const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
            if (answer.ok && !answer.redirected) {
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const fresh = page.getElementById(ID);
                if (fresh) state.replaceWith(document.adoptNode(fresh));
            }
        } catch {
            /* The network will be back; the next round asks again. */
        }
        setTimeout(ask, EVERY);
    };

    document.addEventListener("DOMContentLoaded", () => setTimeout(ask, EVERY));
})();
