// The notebook on a device: what is written is kept at once, shown as waiting, and sent. Without this file the form works.
(() => {
  const kept = document.getElementById("kept"), owner = document.body.dataset.reader;
  if (!kept || !owner || !window.indexedDB || !window.Queue) return;
  const { token, page, worker, also } = kept.dataset;
  const rows = kept.querySelector("ol"), row = kept.querySelector("template");
  const forms = [...document.querySelectorAll("form[data-keep]")];

  const say = (when, holds) => {
    kept.querySelector(`[data-when="${when}"]`).hidden = !holds;
    kept.hidden = !kept.querySelector("[data-when]:not([hidden])");
  };

  // What waits

  const drawn = (item) => {
    const made = row.content.cloneNode(true);
    const value = (name) => item.entries.find(([own]) => own === name)?.[1] ?? "";
    const files = item.entries.map(([, value]) => value.name).filter(Boolean);
    made.querySelector(".note-text").textContent = [value("text"), value("caption"), ...files].filter(Boolean).join(" · ");
    const trouble = made.querySelector(".note-trouble");
    if (item.trouble?.length) trouble.textContent = item.trouble.join(" ");
    const is = { waiting: !item.trouble, refused: Boolean(item.trouble), change: Boolean(value("revision")) };
    for (const part of made.querySelectorAll("[data-is]")) part.hidden = !is[part.dataset.is];
    made.querySelector("[data-do=back]").onclick = () => putBack(item);
    made.querySelector("[data-do=drop]").onclick = () => Queue.drop(item.id).then(draw);
    return made;
  };

  // What has been drawn as waiting since the list was last made anew: what of it waits no more, the list has not yet.
  const DRAWN = "notebook-drawn", here = `${owner} ${page}`;
  const known = () => JSON.parse(sessionStorage[DRAWN] ?? "{}");
  const drawnLast = () => known()[here] ?? [];
  const remember = (ids) => { sessionStorage[DRAWN] = JSON.stringify({ ...known(), [here]: [...new Set(ids)] }); };

  const draw = async () => {
    const items = await Queue.of(owner);
    localStorage["notebook-of"] = owner;
    remember([...drawnLast(), ...items.map(({ id }) => id)]);
    rows.replaceChildren(...items.map(drawn));
    say("some", items.length);
    return items;
  };

  // Sending

  let sending = null, more = false, again = 0;
  const send = () => {
    more = Boolean(sending);  // asked for meanwhile: once more, for what has changed since
    return (sending ??= sendNow().finally(() => { sending = null; return more ? send() : null; }));
  };
  const sendNow = async () => {
    const waits = (await draw()).length;
    const stopped = waits ? await Queue.send(owner) : navigator.onLine ? "" : "offline";
    say("offline", stopped === "offline");
    say("signed-out", stopped === "signed-out");
    const left = (await draw()).map(({ id }) => id);
    if (drawnLast().some((id) => !left.includes(id)) && await renew()) remember(left);
    clearTimeout(again);
    if (stopped === "offline" && left.length) again = setTimeout(send, 15000);
  };

  // Is the list as the site has it now?
  const renew = async () => {
    const notes = document.querySelector("[data-listed]");
    const answer = notes && (await fetch(location.pathname + location.search).catch(() => null));
    if (!answer?.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-listed]");
    if (fresh) notes.replaceWith(fresh);
    return Boolean(fresh);
  };

  // Keeping

  const instead = new Map();  // form: the refused item that it is filled in with
  const keep = async (form) => {
    if (form.elements.written_at) form.elements.written_at.value = new Date().toISOString();
    const entries = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    await Queue.keep({ owner, token, action: form.action, entries }, instead.get(form));
    shown(form).catch(() => null);
  };

  const shown = async (form) => {
    instead.delete(form);
    form.querySelector("[data-ticked]")?.remove();
    form.elements.key.value = crypto.randomUUID();
    const after = form.dataset.keep;
    if (!after) empty(form);
    askForSync();
    await draw();
    await send();
    if (after) location.assign(after);
  };

  const empty = (form) => {
    form.reset();
    form.elements.text?.dispatchEvent(new Event("input", { bubbles: true }));  // the count of what is left
    timely();
  };

  const askForSync = async () => {
    const here = await navigator.serviceWorker?.getRegistration(page);
    await here?.sync?.register("notebook").catch(() => null);
  };

  const wrong = ({ elements: { text } }) => {
    if (!text?.closest("[data-maxlength]")) return {};
    const words = text.value.replaceAll("\r\n", "\n").trim();
    return { empty: !words, "too-long": words.length > Number(text.closest("[data-maxlength]").dataset.maxlength) };
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    event.preventDefault();
    const found = { empty: false, "too-long": false, "not-done": false, ...wrong(form) };
    for (const [when, holds] of Object.entries(found)) say(when, holds);
    if (found.empty || found["too-long"]) form.elements.text.focus();
    else keep(form).catch(() => form.submit());
  });

  // What was refused goes back into its form, with the tick that the server asks for.
  const putBack = (item) => {
    const form = forms.find((each) => each.action === item.action);
    if (!form) return location.assign(`${item.action}#back-${item.id}`);
    for (const [name, value] of item.entries) fill(form.elements[name], name, value);
    instead.set(form, item.id);
    if (item.tick) askToTick(form, ...item.tick);
    form.closest("details")?.setAttribute("open", "");
    form.elements.text?.focus();
  };

  const fill = (field, name, value) => {
    if (!field || ["key", "written_at"].includes(name)) return;
    if (field.type === "checkbox") field.checked = true;
    else if (field.type !== "file") field.value = value;
    else if (value.name) {
      const files = new DataTransfer();
      files.items.add(value);
      field.files = files.files;
    }
  };

  const askToTick = (form, name, label) => {
    const asked = document.createElement("div"), tick = document.createElement("input"), words = document.createElement("label");
    Object.assign(asked, { className: "form-group-checkbox mt-4" }).dataset.ticked = "";
    Object.assign(tick, { type: "checkbox", name, id: "note_ticked", className: "form-checkbox" });
    Object.assign(words, { htmlFor: "note_ticked", className: "form-label", textContent: label });
    asked.append(tick, words);
    form.querySelector("[data-ticked]")?.remove();
    form.elements.text?.closest(".form-group").append(asked);
  };

  // A page that was kept yesterday opens on today, and at this hour.
  const timely = () => {
    const form = forms.find(({ elements }) => elements.day && elements.item && !elements.revision);
    if (!form) return;
    const { day, item } = form.elements, now = new Date();
    const here = new Date(now - now.getTimezoneOffset() * 60000).toISOString();
    if (![...day.options].some((each) => each.value === here.slice(0, 10))) return;
    day.value = here.slice(0, 10);
    const times = JSON.parse(document.getElementById("notebook-times")?.textContent ?? "[]");
    const now_on = times.filter(([, from, to]) => from.startsWith(day.value) && from <= here && (!to || here < to)).at(-1);
    item.value = now_on ? now_on[0] : "";
  };

  // The page itself

  const ours = [page, also].filter(Boolean);  // what opens without a network, each looked after by a worker
  const keepPage = async () => {
    const assets = performance.getEntriesByType("resource").map((each) => each.name);
    const wanted = [...ours.map((each) => new URL(each, location).href), ...assets.filter((name) => name.includes("/static/"))];
    const pages = await caches.open("notebook");
    await Promise.all(wanted.map(async (each) => (await pages.match(each)) || pages.add(each)));
    for (const { url } of await pages.keys()) {
      if (url.includes("/static/") && !wanted.includes(url)) await pages.delete(url);
    }
  };

  // A page that was kept knows not from which note one comes.
  const fromNote = () => {
    const asked = new URLSearchParams(location.search).get("note");
    for (const { elements: { note } } of asked ? forms : []) if (note) note.value = asked;
  };

  const begin = async () => {
    timely();
    fromNote();
    say("not-done", location.hash === "#not-done");
    await send();
    const back = location.hash.match(/^#back-(\d+)$/);
    const item = back && (await Queue.of(owner)).find((each) => each.id === Number(back[1]));
    if (item) putBack(item);
    if (!navigator.serviceWorker) return;
    for (const scope of ours) await navigator.serviceWorker.register(worker, { scope });
    await keepPage();
  };

  navigator.serviceWorker?.addEventListener("message", send);  // the worker has sent
  addEventListener("online", send);
  addEventListener("offline", () => say("offline", true));
  document.addEventListener("visibilitychange", () => document.hidden || send());
  addEventListener("load", () => begin().catch(() => null));
})();
