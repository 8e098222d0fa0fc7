// Makes or uses a passkey for a form with [data-passkey]; webauthn-json.js (of allauth) speaks to the browser.

const form = document.querySelector("form[data-passkey]");

if (form && window.PublicKeyCredential) {
  const button = form.querySelector("button");
  const wrong = form.querySelector("[data-passkey-wrong]");
  form.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    wrong.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential());
    } catch {
      wrong.hidden = false; // refused, timed out, or no such key here: the person may try again
      return;
    }
    form.submit();
  });
}

async function credential() {
  if (form.dataset.passkey === "create") {
    const { creation_options: options } = JSON.parse(document.getElementById("passkey-options").textContent);
    // Kept by the device, so that it can log in by itself.
    Object.assign(options.publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true });
    return window.webauthnJSON.create(options);
  }
  return window.webauthnJSON.get((await requested()).request_options);
}

async function requested() {
  const here = document.getElementById("passkey-options");
  if (here) {
    return JSON.parse(here.textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  return answer.json();
}
