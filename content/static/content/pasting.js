/* What is pasted into a piece's form is cleaned by the server first; beside the field stands what was removed.
   Formatted text always; plain text only where a character might be one that nobody sees. What is one, and what
   goes, content/domain/pasting.py alone decides. Without an answer the bare words go in, and saving refuses
   what must not be there. */
(() => {
    const DOUBTFUL = /[\p{Cf}\p{Cs}\p{Co}\u00a0\u2028\u2029]|(?![\n\r\t])\p{Cc}/u;
    const TEXT_BOX = 'textarea, input[type="text"], input:not([type])';
    const RICH_BOX = ".Draftail-Editor__wrapper";
    /* What was copied in such an editor keeps its structure there. */
    const OWN = /\sdata-(?:editor|draftjs-conductor-fragment)=/;
    const given = new WeakSet();
    const told = new WeakMap();

    const show = (field, words) => {
        told.get(field)?.remove();
        if (!words) return;
        const note = document.createElement("p");
        note.className = "armoury-pasted";
        note.setAttribute("role", "status");
        field.after(note);
        note.textContent = words;
        told.set(field, note);
    };

    const clean = async (form, what, content) => {
        const { pastingAddress, wordsNotCleaned } = form.querySelector("[data-pasting-address]").dataset;
        const body = new FormData();
        body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
        body.append(what, content);
        try {
            const answer = await fetch(pastingAddress, { method: "POST", body });
            if (answer.ok && !answer.redirected) return await answer.json();
        } catch {
            /* No network: as for an answer that is none. */
        }
        return { kept: null, note: wordsNotCleaned };
    };

    const pasteText = async (form, box, text) => {
        const { kept, note } = await clean(form, "text", text);
        box.focus();
        document.execCommand("insertText", false, kept ?? text);
        show(box, note);
    };

    /* The editor takes the cleaned text in by its own way of pasting, so that undoing works. */
    const pasteRich = async (form, editable, html, text) => {
        const { kept, note } = await clean(form, "html", html);
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text || new DOMParser().parseFromString(html, "text/html").body.innerText);
        if (kept) clipboardData.setData("text/html", kept);
        const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
        given.add(paste);
        editable.focus();
        if (kept !== "") editable.dispatchEvent(paste);
        show(editable.closest(RICH_BOX), note);
    };

    const onPaste = (event) => {
        const form = event.target.closest?.("[data-edit-form]");
        if (!form?.querySelector("[data-pasting-address]") || given.has(event)) return;
        const html = event.clipboardData.getData("text/html");
        const text = event.clipboardData.getData("text/plain");
        const editable = event.target.closest('[contenteditable="true"]');
        const box = event.target.closest(TEXT_BOX);
        let pasting;
        if (editable?.closest(RICH_BOX)) {
            show(editable.closest(RICH_BOX), "");
            if (html ? !OWN.test(html) : DOUBTFUL.test(text)) pasting = () => pasteRich(form, editable, html || lines(text), text);
        } else if (box && !box.readOnly) {
            show(box, "");
            if (DOUBTFUL.test(text)) pasting = () => pasteText(form, box, text);
        }
        if (!pasting) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        pasting();
    };

    const lines = (text) => {
        const holder = document.createElement("div");
        text.split(/\r\n?|[\n\u2028\u2029]/).forEach((line) => {
            holder.append(Object.assign(document.createElement("p"), { textContent: line }));
        });
        return holder.innerHTML;
    };

    document.addEventListener("paste", onPaste, true);
})();
