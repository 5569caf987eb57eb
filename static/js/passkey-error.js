// [data-passkey-error]: shown when the browser or the reader did not finish with a passkey.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const line of document.querySelectorAll("[data-passkey-error]")) line.hidden = false;
});
