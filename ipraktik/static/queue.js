// What was written where there was no network: kept in this browser, and sent in order, once, when there is one again.
// Shared by the page and its worker. The server's half is ipraktik/kit/kept.py.
(() => {
  const NAME = "notebook", ITEMS = "items";

  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ITEMS, { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  // One deed on the store; done when it is on the disk.
  const doing = async (mode, deed) => {
    const store = await opened();
    return new Promise((done, failed) => {
      const deal = store.transaction(ITEMS, mode, { durability: "strict" });
      const asked = deed(deal.objectStore(ITEMS));
      deal.oncomplete = () => { store.close(); done(asked?.result); };
      deal.onerror = deal.onabort = () => { store.close(); failed(deal.error); };
    });
  };

  const all = () => doing("readonly", (items) => items.getAll());
  const of = async (owner) => (await all()).filter((item) => item.owner === owner);
  const drop = (id) => doing("readwrite", (items) => items.delete(id));

  // Keeps a form as it is filled in; what it replaces goes in the same breath.
  const keep = (item, instead) => doing("readwrite", (items) => {
    if (instead) items.delete(instead);
    return items.add(item);
  });

  const entry = async (item, known) => {
    if (!known.has(item.token)) {
      const answer = await fetch(item.token, { cache: "no-store", redirect: "manual" });
      known.set(item.token, answer.ok ? await answer.json() : { status: answer.status });
    }
    return known.get(item.token);
  };

  const post = async (item, { token, who }) => {
    const body = new FormData();
    for (const [name, value] of item.entries) body.append(name, value);
    const headers = { "X-CSRFToken": token, "X-Kept": who };
    return fetch(item.action, { method: "POST", body, headers, redirect: "manual" });
  };

  // The server has said no: it stays, with the server's words (none, where it had none for a device).
  const stays = async (item, answer) => {
    const { sentences = [], tick = null } = await answer.json().catch(() => ({}));
    return doing("readwrite", (items) => items.put({ ...item, trouble: sentences, tick }));
  };

  const busy = ({ status }) => status >= 500 || status === 429;

  const sendOne = async (item, known) => {
    const door = await entry(item, known);
    if (busy(door)) return "offline";
    if (door.status === 0) return "signed-out";
    if (door.token && door.who !== item.owner) return "";
    const answer = await post(item, door);
    if (busy(answer)) return "offline";
    if (answer.status === 0) return "signed-out";
    await (answer.ok ? drop(item.id) : stays(item, answer));
    return "";
  };

  // Sends what this owner has kept (in the worker: whoever is signed in). Says what stopped it: "offline", "signed-out", "".
  const send = async (owner) => {
    const known = new Map();
    for (const item of await all()) {
      if (item.trouble || (owner && item.owner !== owner)) continue;
      const stopped = await sendOne(item, known).catch(() => "offline");
      if (stopped) return stopped;
    }
    return "";
  };

  const alone = (deed) => (navigator.locks ? navigator.locks.request(NAME, deed) : deed());
  self.Queue = { keep, of, drop, send: (owner) => alone(() => send(owner)) };
})();
