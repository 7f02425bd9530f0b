/* Asks the browser for a security key and sends its answer with the form. */
(() => {
  "use strict";

  const ceremonies = { create: (options) => webauthnJSON.create(options), get: (options) => webauthnJSON.get(options) };

  async function onSubmit(event) {
    const form = event.target;
    if (!form.matches("[data-security-key]")) return;
    event.preventDefault();
    const problem = form.querySelector("[data-problem]");
    problem.hidden = true;
    if (!window.PublicKeyCredential) {
      say(problem, form.dataset.missing);
      return;
    }
    try {
      const stored = JSON.parse(document.getElementById(form.dataset.options).textContent);
      const options = stored.creation_options || stored.request_options;
      const credential = await ceremonies[form.dataset.securityKey](options);
      form.elements.credential.value = JSON.stringify(credential);
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      say(problem, error.name === "SecurityError" ? form.dataset.missing : form.dataset.refused);
    }
  }

  function say(problem, words) {
    problem.textContent = words;
    problem.hidden = false;
  }

  document.addEventListener("submit", onSubmit);
})();
