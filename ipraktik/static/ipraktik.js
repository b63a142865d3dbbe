// Small comforts only: every page works without this file.
(() => {
  const lookAfter = (scope) => {
    window.DKFDS?.init({ scope });
    countCharacters(scope);
    offerCalendars(scope);
    showWhereOneIs(scope);
  };

  // On a phone the parts of a page are a row to drag: the one shown is in sight.
  const showWhereOneIs = (scope) => {
    for (const here of scope.querySelectorAll(".tab-links [aria-current]")) {
      const row = here.closest("ul");
      const [one, all] = [here, row].map((each) => each.getBoundingClientRect());
      row.scrollLeft += one.left - all.left - (all.width - one.width) / 2;
    }
  };

  // The design system counts in Danish only; here the words come with the field.
  const countCharacters = (scope) => {
    for (const group of scope.querySelectorAll(".form-counted:not(.form-limit)")) {
      group.classList.add("form-limit");
      const { left, over } = group.dataset;
      const strings = { character_remaining: left, characters_remaining: left, character_too_many: over, characters_too_many: over };
      const limit = new DKFDS.CharacterLimit(group, strings);
      limit.init();
      limit.silentUpdateMessages();
    }
  };

  // The browser's own calendar beside the field; what is typed by hand stays as typed.
  const offerCalendars = (scope) => {
    for (const button of scope.querySelectorAll(".day-button[hidden]")) {
      const field = document.getElementById(button.dataset.dayFor);
      const native = document.createElement("input");
      if (!field || !native.showPicker) continue;
      Object.assign(native, { type: "date", className: "day-native", tabIndex: -1 });
      native.setAttribute("aria-hidden", "true");
      button.after(native);
      button.hidden = false;
      button.addEventListener("click", () => native.showPicker());
      native.addEventListener("change", () => {
        const [year, month, day] = native.value.split("-");
        field.value = year ? `${day}.${month}.${year}` : "";
        field.dispatchEvent(new Event("change", { bubbles: true }));
        field.focus();
      });
    }
  };

  // What a notebook keeps on this device is its writer's alone: to another reader, or none, its pages are not there.
  const forgetPages = () => {
    localStorage.removeItem("notebook-of");
    sessionStorage.removeItem("notebook-drawn");
    return window.caches?.delete("notebook");
  };
  const forgetStrangers = () => {
    const of = localStorage["notebook-of"];
    if (of && of !== document.body.dataset.reader) forgetPages();
  };
  const leaveNothing = async () => {
    const mine = await Queue.of(document.body.dataset.reader);
    await Promise.all(mine.map((item) => Queue.drop(item.id)));
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    await Promise.all([forgetPages(), ...workers.map((worker) => worker.unregister())]);
  };
  const waits = async () => Boolean(window.Queue && (await Queue.of(document.body.dataset.reader)).length);
  const signOut = async (form) => {
    if (form.dataset.signOut !== "anyway" && await waits()) return location.assign(form.action);
    return leaveNothing().finally(() => form.submit());
  };
  const warnBeforeSignOut = async () => {
    const warning = document.querySelector("[data-unsent]");
    if (warning) warning.hidden = !(await waits());
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sign-out]");
    if (!form || !window.Queue) return;
    event.preventDefault();
    signOut(form).catch(() => form.submit());
  });
  document.addEventListener("DOMContentLoaded", () => {
    forgetStrangers();
    warnBeforeSignOut().catch(() => null);
    lookAfter(document);
  });
  document.addEventListener("htmx:afterSettle", (event) => lookAfter(event.detail.elt));
})();
