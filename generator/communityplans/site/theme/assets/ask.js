// A box on another page than the one that answers: the words go behind the # of the address, which is not sent to anybody.
for (const form of document.querySelectorAll("form[data-ask]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action}#q=${encodeURIComponent(form.elements.q.value.trim())}`);
  });
}
