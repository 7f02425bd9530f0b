/* Boxes drawn over a picture. The numbers in the rows are what is sent; this only writes and shows them, so that the
   page works without it, and with a keyboard alone. */
(() => {
    const SVG = "http://www.w3.org/2000/svg";
    const NAMES = ["x", "y", "width", "height"];
    const LEAST = 4;

    const start = (form) => {
        const overlay = form.querySelector("[data-masking-overlay]");
        const rows = form.querySelector("[data-masking-rows]");
        const total = form.querySelector('[name="boxes-TOTAL_FORMS"]');
        const most = Number(form.querySelector('[name="boxes-MAX_NUM_FORMS"]').value);
        const { width: pictureWidth, height: pictureHeight } = overlay.viewBox.baseVal;

        const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
        const allRows = () => [...rows.querySelectorAll("[data-masking-box]")];
        const read = (row) => NAMES.map((name) => Number.parseInt(field(row, name).value, 10));
        const isEmpty = (row) => NAMES.every((name) => !field(row, name).value);

        const write = (row, values) => {
            NAMES.forEach((name, position) => {
                field(row, name).value = values ? Math.round(values[position]) : "";
            });
        };

        const show = () => {
            const shapes = [];
            allRows().forEach((row, position) => {
                row.querySelector("[data-masking-number]").textContent = position + 1;
                const [x, y, width, height] = read(row);
                if (![x, y, width, height].every(Number.isFinite) || width <= 0 || height <= 0) return;
                const rect = document.createElementNS(SVG, "rect");
                Object.entries({ x, y, width, height }).forEach(([name, value]) => rect.setAttribute(name, value));
                rect.dataset.origin = field(row, "origin").value;
                const text = document.createElementNS(SVG, "text");
                const size = Math.max(12, pictureHeight / 30);
                text.setAttribute("x", x + size / 4);
                text.setAttribute("y", y + size / 4);
                text.setAttribute("font-size", size);
                text.textContent = position + 1;
                shapes.push(rect, text);
            });
            overlay.replaceChildren(...shapes);
        };

        const add = () => {
            const count = allRows().length;
            if (count >= most) return null;
            const copy = form.querySelector("[data-masking-row]").content.cloneNode(true);
            copy.querySelectorAll("[name], [id], [for]").forEach((element) => {
                ["name", "id", "for"].forEach((name) => {
                    const value = element.getAttribute(name);
                    if (value) element.setAttribute(name, value.replace("__prefix__", count));
                });
            });
            rows.append(copy);
            total.value = count + 1;
            return allRows()[count];
        };

        const place = (event) => {
            const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(overlay.getScreenCTM().inverse());
            const within = (value, most) => Math.min(Math.max(value, 0), most);
            return [within(point.x, pictureWidth), within(point.y, pictureHeight)];
        };

        let drawing = null;
        overlay.addEventListener("pointerdown", (event) => {
            if (event.button !== 0) return;
            const row = allRows().find(isEmpty) || add();
            if (!row) return;
            event.preventDefault();
            overlay.setPointerCapture(event.pointerId);
            drawing = { row, from: place(event) };
            field(row, "origin").value = "hand";
        });
        overlay.addEventListener("pointermove", (event) => {
            if (!drawing) return;
            const [x, y] = place(event);
            const [left, top] = drawing.from;
            write(drawing.row, [Math.min(x, left), Math.min(y, top), Math.abs(x - left), Math.abs(y - top)]);
            show();
        });
        const finish = () => {
            if (!drawing) return;
            const [, , width, height] = read(drawing.row);
            if (!(width >= LEAST && height >= LEAST)) write(drawing.row, null);
            drawing = null;
            show();
        };
        overlay.addEventListener("pointerup", finish);
        overlay.addEventListener("pointercancel", finish);

        form.addEventListener("input", show);
        form.addEventListener("click", (event) => {
            const remove = event.target.closest("[data-masking-remove]");
            if (remove) {
                const row = remove.closest("[data-masking-box]");
                write(row, null);
                field(row, "origin").value = "hand";
                show();
            } else if (event.target.closest("[data-masking-add]")) {
                const row = add();
                if (row) field(row, "x").focus();
                show();
            }
        });
        show();
    };

    const begin = () => document.querySelectorAll("[data-masking]").forEach(start);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
    else begin();
})();
