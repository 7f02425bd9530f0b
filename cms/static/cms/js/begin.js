/* Starts the widgets that Wagtail starts by inline scripts, which our content security policy does not run.
   What may be started is this list and nothing else; the markup only names a kind, an id and plain options. */
(() => {
  "use strict";

  const BEGINNINGS = {
    date: (id, options) => window.initDateChooser(id, options),
    time: (id, options) => window.initTimeChooser(id, options),
    datetime: (id, options) => window.initDateTimeChooser(id, options),
    inline: (_id, options) => new window.InlinePanel(options),
    multiple: (_id, options) => new window.MultipleChooserPanel(options),
    Chooser: (id, options) => new window.Chooser(id, options),
    SnippetChooser: (id, options) => new window.SnippetChooser(id, options),
    ImageChooser: (id, options) => new window.ImageChooser(id, options),
    DocumentChooser: (id, options) => new window.DocumentChooser(id, options),
  };
  const begun = new WeakSet();

  class Begin extends window.StimulusModule.Controller {
    static values = { kind: String, id: String, options: Object };

    /* Rows that are moved are connected again; what stands in them is started once. */
    connect() {
      if (begun.has(this.element) || !Object.hasOwn(BEGINNINGS, this.kindValue)) return;
      begun.add(this.element);
      BEGINNINGS[this.kindValue](this.idValue, this.optionsValue);
    }
  }

  window.wagtail.app.register("armoury-begin", Begin);
})();
