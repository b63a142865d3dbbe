// Small comforts only: every page works without this file.
(() => {
  const lookAfter = (scope) => {
    window.DKFDS?.init({ scope });
    countCharacters(scope);
    offerCalendars(scope);
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

  document.addEventListener("DOMContentLoaded", () => lookAfter(document));
  document.addEventListener("htmx:afterSettle", (event) => lookAfter(event.detail.elt));
})();
