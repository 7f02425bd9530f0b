/* Where found words stand in a field, and how they are selected or replaced there, in plain boxes and in formatted
   ones. The server counts whole characters of what a form posts: nothing blank at its ends, a line end of a plain
   box as two. Words that have moved since are looked for nearby. */
window.armouryPlaces = (() => {
    const RICH = '[data-draftail-editor-wrapper] [contenteditable="true"]';
    const SETTLED = 60;

    const spanOf = (text, { start, end, words }, lineEnd) => {
        const first = text.length - text.trimStart().length;
        const offset = (wanted) => {
            let [seen, position] = [0, first];
            while (seen < wanted && position < text.length) {
                const code = text.codePointAt(position);
                seen += code === 10 ? lineEnd : 1;
                position += code > 0xffff ? 2 : 1;
            }
            return position;
        };
        const sought = words.replace(/\r\n/g, "\n");
        const from = offset(start);
        const to = offset(end);
        if (text.slice(from, to) === sought) return [from, to];
        let nearest = -1;
        for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
            if (nearest < 0 || Math.abs(at - from) < Math.abs(nearest - from)) nearest = at;
        }
        return nearest < 0 ? null : [nearest, nearest + sought.length];
    };

    /* The lines of a formatted box, each with its text nodes. */
    const linesOf = (editable) => Array.from(editable.querySelectorAll('[data-block="true"]'));
    const richText = (editable) => linesOf(editable).map((line) => line.textContent).join("\n");
    const pointAt = (editable, offset) => {
        let left = offset;
        for (const line of linesOf(editable)) {
            if (left <= line.textContent.length) {
                const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    if (left <= node.length) return [node, left];
                    left -= node.length;
                }
                return [line, 0];
            }
            left -= line.textContent.length + 1;
        }
        return [editable, editable.childNodes.length];
    };

    const open = (element) => {
        for (let hidden = element.closest("[hidden]"); hidden; hidden = hidden.parentElement?.closest("[hidden]")) {
            document.querySelector(`[aria-controls="${CSS.escape(hidden.id)}"]`)?.click();
        }
    };

    const boxOf = (input) => (input.type === "hidden" ? input.parentElement.querySelector(RICH) : input);
    const textOf = (box) => (box.isContentEditable ? richText(box) : box.value);

    const selectIn = (box, from, to) => {
        open(box);
        box.focus();
        if (box.isContentEditable) {
            getSelection().setBaseAndExtent(...pointAt(box, from), ...pointAt(box, to));
        } else if (box.selectionStart !== null && box.setSelectionRange) {
            box.setSelectionRange(from, to);
        }
        box.scrollIntoView({ block: "center" });
    };

    /* Select what was found; where it stands no more, the field alone is focused. Answers whether it was there. */
    const select = (input, finding) => {
        const box = boxOf(input);
        if (!box) return false;
        const span = finding.words ? spanOf(textOf(box), finding, box.isContentEditable ? 1 : 2) : null;
        selectIn(box, ...(span || [0, 0]));
        return Boolean(span);
    };

    /* Typed as a person would, so that undoing works. */
    const type = (box, words) => {
        if (!box.isContentEditable) {
            document.execCommand(words ? "insertText" : "delete", false, words);
        } else if (words) {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", words);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        } else {
            const key = { key: "Backspace", keyCode: 8, bubbles: true, cancelable: true };
            box.dispatchEvent(new KeyboardEvent("keydown", key));
        }
    };

    const replace = (input, finding, words) => {
        if (!select(input, finding)) return;
        /* The formatted box takes note of a selection a moment later. */
        setTimeout(() => type(boxOf(input), words), SETTLED);
    };

    const add = (input, words) => {
        const box = boxOf(input);
        if (!box) return;
        const written = textOf(box).trimEnd();
        selectIn(box, written.length, written.length);
        const sentence = `${written && !/[。！？；\n]$/.test(written) ? "。" : ""}${words}。`;
        setTimeout(() => type(box, sentence), SETTLED);
    };

    return { select, replace, add };
})();
