/* An upload field that sends a file in parts, survives a cut line, and leaves the evidence's key in its form. */

const PART = 1_000_000;
const HASHED_UP_TO = 64_000_000;
const LONGEST_WAIT = 30_000;

/** Wait for some milliseconds, or until the browser is online again. */
function pause(milliseconds) {
  return new Promise((resume) => {
    const timer = setTimeout(resume, milliseconds);
    window.addEventListener("online", () => { clearTimeout(timer); resume(); }, { once: true });
  });
}

/** The SHA-256 of a file as hexadecimal digits; nothing where it is too large or the page is not secure. */
async function digestOf(file) {
  if (!window.crypto?.subtle || file.size > HASHED_UP_TO) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, "0")).join("");
}

class UploadField {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.file = root.querySelector("input[type=file]");
    this.key = root.querySelector("input[type=hidden]");
    this.bar = root.querySelector("progress");
    this.said = root.querySelector("[role=status]");
    this.file.addEventListener("change", () => this.start(this.file.files[0]));
  }

  say(text, address = "") {
    this.said.textContent = text;
    if (!address) return;
    const link = document.createElement("a");
    link.href = address + (this.root.dataset.space === "real" ? "" : `?space=${encodeURIComponent(this.root.dataset.space)}`);
    link.textContent = this.file.files[0].name;
    this.said.append(" ", link);
  }

  ask(address, options) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(address, { credentials: "same-origin", ...options, headers: { "X-CSRFToken": token, ...options.headers } });
  }

  /** A refusal in the page's language; what is not JSON is a sign-in page or a fault. */
  async refusal(response) {
    const told = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
    return told[document.documentElement.lang] || this.root.dataset.failed;
  }

  async start(file) {
    if (!file) return;
    this.key.value = "";
    this.bar.hidden = false;
    this.bar.value = 0;
    this.say(this.root.dataset.sending);
    try {
      const done = await this.send(file, await this.announce(file));
      this.key.value = done.evidence;
      this.say(this.root.dataset.done, done.address);
      this.root.dispatchEvent(new CustomEvent("evidence", { bubbles: true, detail: done }));
    } catch (refused) {
      this.say(refused instanceof Error ? this.root.dataset.failed : refused);
    }
  }

  /** Go on with an upload of this very file that was cut, or announce a new one. */
  async announce(file) {
    const name = `upload:${file.name}:${file.size}:${file.lastModified}`;
    const known = sessionStorage.getItem(name);
    if (known) {
      const state = await this.ask(known, { method: "GET" });
      if (state.ok) return { ...(await state.json()), at: known };
    }
    const told = new URLSearchParams({ name: file.name, length: file.size, space: this.root.dataset.space, sha256: await digestOf(file) });
    for (const field of ["caption", "label", "area"]) {
      const input = this.form.elements[field];
      if (input?.value) told.set(field, input.value);
    }
    const response = await this.ask(this.root.dataset.address, { method: "POST", body: told });
    if (response.status !== 201) throw await this.refusal(response);
    const at = response.headers.get("Location");
    sessionStorage.setItem(name, at);
    return { ...(await response.json()), at };
  }

  async send(file, begun) {
    let state = begun;
    let wait = 500;
    while (!state.evidence) {
      this.bar.value = (100 * state.offset) / file.size;
      try {
        const part = file.slice(state.offset, state.offset + PART);
        let response = await this.ask(begun.at, { method: "PATCH", body: part, headers: { "Upload-Offset": String(state.offset), "Content-Type": "application/octet-stream" } });
        if (response.status === 409 || response.status >= 500) {
          await pause(wait);
          wait = Math.min(2 * wait, LONGEST_WAIT);
          response = await this.ask(begun.at, { method: "GET" });
        }
        if (response.status < 500 && !response.ok) throw await this.refusal(response);
        if (response.ok) {
          state = await response.json();
          wait = 500;
          this.say(this.root.dataset.sending);
        }
      } catch (broken) {
        if (!(broken instanceof TypeError)) throw broken;
        this.say(this.root.dataset.waiting);
        await pause(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
        const asked = await this.ask(begun.at, { method: "GET" }).catch(() => null);
        if (asked?.ok) state = await asked.json();
      }
    }
    this.bar.value = 100;
    return state;
  }
}

for (const root of document.querySelectorAll("[data-upload]")) new UploadField(root);
