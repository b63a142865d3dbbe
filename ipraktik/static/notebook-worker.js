// Looks after one notebook: opens it without a network, and sends what was kept when the browser says there is one.
const PAGES = "notebook";
const HERE = self.registration.scope;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(sendAndTell()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request, { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return;
  if (method === "POST" && mode === "navigate") event.respondWith(orSaySo(event.request));
  else if (method === "GET" && mode === "navigate") event.respondWith(freshOr(event.request, HERE));
  else if (method === "GET" && (url === HERE || pathname.startsWith("/static/"))) event.respondWith(freshOr(event.request, url));
});

// An open page does not see that something is sent for it.
const sendAndTell = async () => {
  const stopped = await self.Queue.send();
  for (const each of await self.clients.matchAll({ includeUncontrolled: true })) each.postMessage("sent");
  if (stopped === "offline") throw new Error("later");
};

// What the network has; else what was kept. Of pages only the notebook itself is kept, and only as its writer saw it.
const freshOr = async (request, kept) => {
  const pages = await caches.open(PAGES);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected && request.url === kept) await pages.put(kept, fresh.clone());
    return fresh.status >= 500 ? (await pages.match(kept)) || fresh : fresh;
  } catch (lost) {
    const found = await pages.match(kept);
    if (found) return found;
    throw lost;
  }
};

// A form that is not kept for later has not been sent: back to the notebook, which says so.
const orSaySo = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(`${HERE}#not-done`, 303);
  }
};
