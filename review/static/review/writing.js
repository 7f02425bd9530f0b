/* Screening as one writes: after a pause the form as it stands is sent, and what was found is shown below its field.
   Only the newest question is answered. Without an answer the page stays as it is and says so; nothing is lost. */
(() => {
    const PAUSE = 350;
    const PATIENCE = 10000;
    const AGAIN = 5000;
    const EVENTS = ["input", "change", "keyup", "paste", "cut", "drop", "click"];
    const NOT_SCREENED = ["csrfmiddlewaretoken", "justifications"];

    class WritingController extends window.StimulusModule.Controller {
        static targets = ["status", "note", "summary", "bar", "justifications"];

        static values = { address: String, wordsNever: String, wordsSince: String };

        connect() {
            this.form = this.element.closest("form");
            this.bar = this.barTarget;
            this.boxes = new Map();
            this.question = 0;
            this.ending = new AbortController();
            const { signal } = this.ending;
            EVENTS.forEach((name) => this.form.addEventListener(name, () => this.wait(), { signal }));
            this.form.addEventListener("compositionstart", () => this.compose(true), { signal });
            this.form.addEventListener("compositionend", () => this.compose(false), { signal });
            this.form.addEventListener("click", (event) => this.press(event), { signal });
            this.form.addEventListener("input", (event) => this.justify(event.target), { signal });
            /* What changes without an event, Wagtail notices a moment later. */
            document.addEventListener("w-unsaved:add", () => this.wait(), { signal });
            this.form.querySelector("footer nav")?.append(this.bar);
            this.wait();
        }

        disconnect() {
            this.ending.abort();
            clearTimeout(this.timer);
            this.request?.abort();
            this.bar.remove();
        }

        compose(isComposing) {
            this.isComposing = isComposing;
            this.wait();
        }

        wait(pause = PAUSE) {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.check(), pause);
        }

        async check() {
            if (this.isComposing) return;
            const data = new FormData(this.form);
            const read = Array.from(data).filter(([name]) => !NOT_SCREENED.includes(name));
            const written = JSON.stringify(read);
            if (written === this.written) return;
            this.written = written;
            this.question += 1;
            const { question } = this;
            const { isRight, answer } = await this.ask(data);
            if (question !== this.question || this.ending.signal.aborted) return;
            if (isRight) this.show(answer);
            else this.fail(answer?.words);
        }

        async ask(data) {
            this.request?.abort();
            const request = new AbortController();
            this.request = request;
            const patience = setTimeout(() => request.abort(), PATIENCE);
            try {
                const response = await fetch(this.addressValue, { method: "POST", body: data, signal: request.signal });
                return { isRight: response.ok && !response.redirected, answer: await response.json() };
            } catch {
                return { isRight: false, answer: null };
            } finally {
                clearTimeout(patience);
            }
        }

        show({ at, sentence, summary, bar, fields }) {
            this.at = at;
            this.noteTarget.hidden = true;
            this.put(this.summaryTarget, summary);
            this.bar.innerHTML = bar;
            this.bar.hidden = false;
            const named = new Map(fields.map(({ name, html }) => [name, html]));
            this.boxes.forEach((box, name) => {
                if (named.has(name) && box.isConnected) return;
                box.remove();
                this.boxes.delete(name);
            });
            named.forEach((html, name) => this.put(this.boxFor(name), html));
            if (this.statusTarget.textContent !== sentence) this.statusTarget.textContent = sentence;
        }

        fail(words) {
            const since = this.at ? this.wordsSinceValue.replace("{at}", this.at) : this.wordsNeverValue;
            this.noteTarget.textContent = words || since;
            this.noteTarget.hidden = false;
            this.written = null;
            this.wait(AGAIN);
        }

        /* Show `html` in `box`. Who stands on something in it keeps their place, and what was typed meanwhile. */
        put(box, html) {
            const stops = () => Array.from(box.querySelectorAll("a, button, summary, textarea"));
            const reasons = () => Array.from(box.querySelectorAll("[data-writing-why]"));
            const active = document.activeElement;
            const stop = stops().indexOf(active);
            const caret = stop >= 0 ? active.selectionStart : undefined;
            const opened = reasons().filter((one) => one.closest("details").open);
            const names = opened.map((one) => one.dataset.writingWhy);
            const said = this.said;
            box.innerHTML = html;
            reasons().forEach((reason) => {
                const { writingWhy } = reason.dataset;
                if (writingWhy in said) reason.value = said[writingWhy];
                if (names.includes(writingWhy)) reason.closest("details").open = true;
            });
            if (stop < 0) return;
            const next = stops()[stop] || this.element;
            next.focus();
            if (caret !== undefined) next.setSelectionRange?.(caret, caret);
        }

        get said() {
            return JSON.parse(this.justificationsTarget.value || "{}");
        }

        justify(reason) {
            if (reason.dataset.writingWhy === undefined) return;
            this.justificationsTarget.value = JSON.stringify({ ...this.said, [reason.dataset.writingWhy]: reason.value });
        }

        inputOf(name) {
            return this.form.querySelector(`[name="${CSS.escape(name)}"]`);
        }

        boxFor(name) {
            const known = this.boxes.get(name);
            if (known) return known;
            const box = document.createElement("div");
            box.className = "desk-writing__box";
            const input = this.inputOf(name);
            if (input) (input.closest("[data-field]") || input).after(box);
            else this.summaryTarget.append(box);
            this.boxes.set(name, box);
            return box;
        }

        press(event) {
            const button = event.target.closest("[data-writing-go], [data-writing-apply], [data-writing-of]");
            if (!button) return;
            const { writingOf, writingApply, writingAdded } = button.dataset;
            const found = writingOf
                ? document.getElementById(`writing-finding-${writingOf}`)
                : button.closest("[data-writing-finding]");
            const input = found && this.inputOf(found.dataset.field);
            if (!input) return;
            event.preventDefault();
            const { start, end, words } = found.dataset;
            const finding = { start: Number(start), end: Number(end), words };
            const places = window.armouryPlaces;
            if (writingApply === undefined) places.select(input, finding);
            else if (writingAdded === undefined) places.replace(input, finding, writingApply);
            else places.add(input, writingApply);
        }
    }

    window.wagtail.app.register("review-writing", WritingController);
})();
