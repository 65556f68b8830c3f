/* Changes edition, level, place or order without loading the page again; without this the links do the same. */

const PARTS = ["jawaban", "pengalih", "tingkat", "legenda", "catatan-peta", "tabel", "tentang"];
const listeners = [];

/** Call `then` after the page shows something else. */
export const onSwap = (then) => listeners.push(then);

function swap(answer) {
  for (const id of PARTS) {
    const [now, next] = [document.getElementById(id), answer.getElementById(id)];
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
  const [now, next] = [document.querySelector("[data-map]"), answer.querySelector("[data-map]")];
  if (now && next) {
    delete now.dataset.approximate;
    Object.assign(now.dataset, next.dataset);
  }
  document.title = answer.title;
}

/** Which control had the focus, to give it back after the parts were exchanged. */
function remembered() {
  const { id, pathname, dataset, textContent } = document.activeElement ?? {};
  if (id) return () => document.getElementById(id);
  if (!pathname && !dataset?.step) return () => null;
  const words = textContent;
  return () => [...document.querySelectorAll("#hasil a")].find((link) => link.textContent === words);
}

async function load(address) {
  const focus = remembered();
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    location.assign(address);
    return;
  } finally {
    document.body.removeAttribute("aria-busy");
  }
  focus()?.focus({ preventScroll: true });
  for (const then of listeners) then();
}

/** Show another address of the map. */
export async function visit(address, { remember = true } = {}) {
  if (remember) history.pushState({}, "", address);
  await load(String(address));
}

/** Whether a link only changes what the map shows. */
const stays = (link) => link && link.pathname === location.pathname && !link.hasAttribute("download")
  && new URL(link.href).searchParams.get("view") === new URLSearchParams(location.search).get("view");

const plain = (event) => !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

const result = document.getElementById("hasil");
const spareButtons = () => { for (const one of document.querySelectorAll("[data-without-script]")) one.hidden = true; };

if (result) {
  spareButtons();
  onSwap(spareButtons);
  result.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!plain(event) || !stays(link) || !link.search && link.hash) return;
    event.preventDefault();
    visit(new URL(link.href));
  });
  result.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-switch]");
    if (form) visit(new URL(`?${new URLSearchParams(new FormData(form))}`, location.href));
  });
  addEventListener("popstate", () => visit(location.href, { remember: false }));
}
